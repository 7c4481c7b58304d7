"""Quizzes as pure values: questions, when an answer is right, what it is worth, the board."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Literal, TypeAlias

from bot.features.campaigns.rules import Objective
from bot.features.polls.rules import LONGEST_QUESTION, units
from bot.kit.folding import fold
from bot.kit.lookalikes import VARIANTS

Kind: TypeAlias = Literal["any", "choice", "text"]
KINDS: Final[tuple[Kind, ...]] = ("any", "choice", "text")
RIGHT: Final = 10
# What comes on top of a right answer for those who were first, second, …
SPEED: Final = (5, 3, 2, 1)
# Telegram tells no moment of an answer: those that come in so close together are level.
TIE: Final = timedelta(milliseconds=1500)
LONGEST_EXPLANATION: Final = 200
MOST_FEEDS: Final = 2

_APART: Final = re.compile(r"(?<!\d)[.,](?!\d)|[^\w\s.,+#%]|_")
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked."""

    words: str
    options: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    accepted: tuple[str, ...] = ()
    explanation: str | None = None
    category: str | None = None
    # Where it stands in its file; its number once it is kept.
    line: int = 0
    id: int = 0

    @property
    def is_choice(self) -> bool:
        """Whether there is something to choose; else one answers in words."""
        return bool(self.options)

    @property
    def mark(self) -> str:
        """What it has in common with another one that is the same."""
        return sha256(f"{self.is_choice}:{normal(self.words)}".encode()).hexdigest()[:32]

    @property
    def answer(self) -> str:
        """The right answer, as it is told."""
        if self.is_choice:
            return " · ".join(self.options[at] for at in sorted(self.right))
        return self.accepted[0]


@dataclass(frozen=True, slots=True)
class Quiz:
    """A series of rounds, as it was set up and how far it is."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    title: str
    bank_id: int
    category: str | None
    kind: str
    rounds: int
    seconds: int
    lobby_s: int
    reward: int
    is_daily: bool
    objective: Objective | None
    state: str
    round: int
    card_id: int | None
    made_by: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given in a round, and when it came in."""

    person_id: int
    is_right: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place on a board; those who are level share it."""

    rank: int
    person_id: int
    score: int
    right: int


def normal(words: str) -> str:
    """Return an answer as it is compared: in one width, case and script, without ornament.

    Traditional characters are read as simplified ones; accents, punctuation, gaps and an English
    article before it do not matter. Signs that tell one answer from another (C++, C#, 3.14) stay.
    """
    read = "".join(VARIANTS.get(each, each) for each in fold(words))
    plain = unicodedata.normalize("NFKD", read)
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    plain = " ".join(_APART.sub(" ", unicodedata.normalize("NFKC", plain)).split())
    return "".join(_ARTICLE.sub("", plain).split()) or "".join(fold(words).split())


def is_accepted(question: Question, said: str) -> bool:
    """Whether an answer in words is right."""
    return normal(said) in {normal(each) for each in question.accepted}


def is_right(question: Question, chosen: frozenset[int]) -> bool:
    """Whether what somebody chose is right: all that is, and nothing else."""
    return chosen == question.right


def scored(given: Sequence[Given], closes_at: datetime | None = None) -> Mapping[int, int]:
    """Return what each answer of a round is worth.

    A right one is worth ten; the first ones have more, by the order in which answers came in.
    Whatever comes within the tie window of the first of its group is level with it. What came in
    behind the end, as after an outage, is right all the same, and not fast.
    """
    worth = {each.person_id: RIGHT if each.is_right else 0 for each in given}
    timely = [
        each for each in given if each.is_right and (closes_at is None or each.at <= closes_at)
    ]
    group, first = -1, None
    for each in sorted(timely, key=lambda each: (each.at, each.person_id)):
        if first is None or each.at - first > TIE:
            group, first = group + 1, each.at
        worth[each.person_id] += SPEED[group] if group < len(SPEED) else 0
    return worth


def board(scores: Mapping[int, tuple[int, int]]) -> tuple[Place, ...]:
    """Return everybody's place, from each one's score and number of right answers."""
    order = sorted(scores.items(), key=lambda each: (-each[1][0], -each[1][1], each[0]))
    places: list[Place] = []
    for at, (person_id, (score, right)) in enumerate(order, 1):
        last = places[-1] if places else None
        is_level = last is not None and (last.score, last.right) == (score, right)
        rank = last.rank if last is not None and is_level else at
        places.append(Place(rank, person_id, score, right))
    return tuple(places)


def drawn(asked: Mapping[int, int], count: int, seed: str) -> tuple[int, ...]:
    """Return which questions to ask, from how often each was: the least asked first, by lot."""

    def lot(question_id: int) -> str:
        return sha256(f"{seed}:{question_id}".encode()).hexdigest()

    order: Iterable[int] = sorted(asked, key=lambda each: (asked[each], lot(each)))
    return tuple(order)[:count]


def is_long(words: str) -> bool:
    """Whether a question is too long for Telegram."""
    return units(words) > LONGEST_QUESTION
