"""What a gate asks, what answers it, and what follows from wrong and late answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Any, Final, Literal, TypeAlias, get_args

from bot.kit.folding import skeleton

Kind: TypeAlias = Literal[
    "off", "open", "rules", "question", "sum", "emoji", "questionnaire", "code", "approval"
]
Way: TypeAlias = Literal["request", "group"]
State: TypeAlias = Literal["waiting", "review", "passed", "failed", "expired", "left", "withdrawn"]
Failure: TypeAlias = Literal["remove", "keep"]
Returning: TypeAlias = Literal["pass", "again"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
# These are answered by one press, in the group as well as by DM.
PRESSED: Final = frozenset({"rules", "sum", "emoji"})
# These are answered in words, by DM alone.
WORDED: Final = frozenset({"question", "questionnaire", "code"})
# These show that somebody is human, as the proof of a raid does.
HUMAN: Final = frozenset({"sum", "emoji"})
# Whoever comes may write at once.
OPEN_TO_ALL: Final = frozenset({"off", "open"})
# Telegram lets a bot write to whoever asks to join for five minutes; half a minute is kept back.
WINDOW: Final = timedelta(minutes=4, seconds=30)
# Whoever came while the bot was away for so long is not tested any more.
TOO_LATE: Final = timedelta(hours=1)
MOST_QUESTIONS: Final = 5
MOST_ANSWERS: Final = 20
LONGEST: Final = 300
PICTURES: Final = ("lemon", "panda", "bicycle", "umbrella", "key", "moon", "fish", "balloon")
SHOWN: Final = 4
_MARKS: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a chat's gate asks.

    `tries` wrong answers, or none within `lasts`, are a failure: with "remove" a request is
    declined and a newcomer is put out for `retry_after`, with "keep" they go on waiting. Whoever
    was let in once and comes back passes, or is asked "again".
    """

    kind: Kind = "off"
    question: str = ""
    answers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    tries: int = 3
    lasts: timedelta = timedelta(minutes=10)
    failure: Failure = "remove"
    retry_after: timedelta = timedelta(minutes=10)
    returning: Returning = "pass"


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Four pictures in their order, and the place of the one that is asked for."""

    pictures: tuple[str, ...]
    right: int

    @property
    def asked(self) -> str:
        """The picture that is to be pressed."""
        return self.pictures[self.right]


@dataclass(frozen=True, slots=True)
class Sum:
    """Two numbers to add up, four results to choose from, and the place of the right one."""

    first: int
    second: int
    options: tuple[int, ...]
    right: int


def puzzle_of(seed: int) -> Puzzle:
    """Return a seed's pictures, the same for everybody who was given it."""
    drawn = sha256(str(seed).encode()).digest()
    ordered = sorted(PICTURES, key=lambda name: sha256(drawn + name.encode()).digest())
    return Puzzle(tuple(ordered[:SHOWN]), drawn[0] % SHOWN)


def sum_of(seed: int) -> Sum:
    """Return a seed's sum: two numbers from 2 to 12, and three results near the truth."""
    drawn = sha256(f"sum {seed}".encode()).digest()
    first, second = 2 + drawn[0] % 11, 2 + drawn[1] % 11
    truth = first + second
    wrong = sorted(
        {-3, -2, -1, 1, 2, 3}, key=lambda off: sha256(drawn + bytes([off + 9])).digest()
    )
    options = [truth + off for off in wrong[: SHOWN - 1]]
    right = drawn[2] % SHOWN
    options.insert(right, truth)
    return Sum(first, second, tuple(options), right)


def is_answered(said: str, answers: Sequence[str]) -> bool:
    """Whether words are one of the answers, whatever their case, width, script and marks."""
    plain = _plain(said)
    return bool(plain) and any(plain == _plain(answer) for answer in answers)


def is_pressed_right(terms: Terms, seed: int, choice: int) -> bool:
    """Whether a press answers a gate of one press; agreeing to the rules has one button only."""
    match terms.kind:
        case "rules":
            return choice == 0
        case "sum":
            return choice == sum_of(seed).right
        case "emoji":
            return choice == puzzle_of(seed).right
        case _:
            return False


def tries_of(terms: Terms) -> int:
    """Return how many answers somebody has: of four buttons a guesser soon finds the right one."""
    return min(terms.tries, 2) if terms.kind in HUMAN else terms.tries


def lacks(terms: Terms) -> str | None:
    """Return what a gate of this kind cannot do without and has not: the name of a field."""
    match terms.kind:
        case "question" if not terms.question:
            return "question"
        case "question" if not terms.answers:
            return "answers"
        case "questionnaire" if not terms.questions:
            return "questions"
        case "code" if not terms.codes:
            return "codes"
        case _:
            return None


def deadline_of(way: Way, terms: Terms, at: datetime, *, can_dm: bool) -> datetime | None:
    """Return until when an answer is waited for; None where people decide, or it may take ages.

    Whoever asks to join and has not pressed Start can be written to for a few minutes alone.
    """
    if terms.kind == "approval":
        return None
    if way == "request" and not can_dm:
        return at + min(WINDOW, terms.lasts)
    return at + terms.lasts


def minutes_left(since: datetime | None, terms: Terms, now: datetime) -> int:
    """Return in how many minutes whoever was turned away may try again."""
    left = terms.retry_after if since is None else since + terms.retry_after - now
    return max(1, ceil(left / timedelta(minutes=1)))


def packed(terms: Terms) -> dict[str, Any]:
    """Turn terms into JSON, those alone that differ from the default."""
    default = Terms()
    changed = {
        name: getattr(terms, name)
        for name in Terms.__dataclass_fields__
        if getattr(terms, name) != getattr(default, name)
    }
    return {
        name: value.total_seconds() if isinstance(value, timedelta) else value
        for name, value in changed.items()
    }


def unpacked(kept: Mapping[str, Any]) -> Terms:
    """Turn what `packed` made back into terms; what a newer version wrote besides is left out."""
    terms = Terms()
    for name, value in kept.items():
        if name not in Terms.__dataclass_fields__:
            continue
        before = getattr(terms, name)
        if isinstance(before, timedelta):
            drawn: Any = timedelta(seconds=float(value))
        elif isinstance(before, tuple):
            drawn = tuple(str(each) for each in value)
        else:
            drawn = value
        terms = replace(terms, **{name: drawn})
    return terms if terms.kind in KINDS else replace(terms, kind="off")


def _plain(words: str) -> str:
    bare = skeleton(words)
    # An answer may be made of marks alone, such as an emoji.
    return _MARKS.sub("", bare) or "".join(bare.split())
