"""Surveys as rules: which question comes next, which answer fits, and what scores mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, sqrt
from typing import Any, Final, Literal, TypeAlias

Kind: TypeAlias = Literal["single", "multi", "scale", "text"]
# Places of chosen options, a number, words, or None for a question that was passed over.
Value: TypeAlias = tuple[int, ...] | int | str | None
Answers: TypeAlias = Mapping[int, Value]

END: Final = -1
MOST_QUESTIONS: Final = 20
MOST_OPTIONS: Final = 12
MOST_OPTION: Final = 60
MOST_QUESTION: Final = 300
MOST_WORDS: Final = 1000
# Fewer answers than this are nobody's opinion but theirs.
FEWEST: Final = 10
# Half of the width of a 95 % interval, in standard errors.
_Z: Final = 1.96


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `jumps` says for each option which question follows, None being the next."""

    kind: Kind
    words: str
    options: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    is_needed: bool = False
    jumps: tuple[int | None, ...] = ()

    @property
    def is_nps(self) -> bool:
        """Whether it asks how likely somebody is to recommend, from 0 to 10."""
        return self.kind == "scale" and (self.low, self.high) == (0, 10)

    @property
    def is_csat(self) -> bool:
        """Whether it asks how content somebody is, from 1 to 5."""
        return self.kind == "scale" and (self.low, self.high) == (1, 5)

    def takes(self, value: Value) -> bool:
        """Whether something is an answer to it."""
        match self.kind, value:
            case _, None:
                return not self.is_needed
            case "single", (int(one),):
                return 0 <= one < len(self.options)
            case "multi", tuple(some):
                known = set(range(len(self.options)))
                return 0 < len(some) == len(set(some)) and known.issuperset(some)
            case "scale", int(number):
                return self.low <= number <= self.high
            case "text", str(words):
                return len(words.strip()) > 0 and len(words) <= MOST_WORDS
        return False

    def packed(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "kind": self.kind,
            "words": self.words,
            "options": list(self.options),
            "low": self.low,
            "high": self.high,
            "needed": self.is_needed,
            "jumps": list(self.jumps),
        }


def question_of(packed: Mapping[str, Any]) -> Question:
    """Turn what `packed` made back into the question."""
    return Question(
        kind=packed["kind"],
        words=packed["words"],
        options=tuple(packed["options"]),
        low=packed["low"],
        high=packed["high"],
        is_needed=packed["needed"],
        jumps=tuple(packed["jumps"]),
    )


def next_question(questions: Sequence[Question], answers: Answers) -> int:
    """Return the place of the first question on the way that has no answer; END after the last."""
    at = 0
    while at != END and at < len(questions):
        if at not in answers:
            return at
        at = _after(questions, at, answers[at])
    return END


def way_of(questions: Sequence[Question], answers: Answers) -> list[int]:
    """Return the places of the answered questions that lie on the way."""
    way, at = [], 0
    while at != END and at < len(questions) and at in answers:
        way.append(at)
        at = _after(questions, at, answers[at])
    return way


def _after(questions: Sequence[Question], at: int, value: Value) -> int:
    question = questions[at]
    if question.kind == "single" and isinstance(value, tuple) and question.jumps:
        goes = question.jumps[value[0]]
        if goes is not None:
            return goes
    return at + 1


def ticket_of(token: str) -> str:
    """Return the hash under which the answers of whoever has a token are kept."""
    return sha256(b"hearth-survey-1:" + token.encode()).hexdigest()[:43]


def wave_of(seed: bytes, person_ids: Sequence[int], percent: int) -> list[int]:
    """Return so many in a hundred, at least one of any, each as likely as another."""
    ranked = sorted(person_ids, key=lambda each: sha256(seed + b":%d" % each).digest())
    return ranked[: ceil(len(ranked) * percent / 100)]


@dataclass(frozen=True, slots=True)
class Score:
    """A score with its margin at 95 %, in the score's own points."""

    value: float
    margin: float
    n: int

    def differs_from(self, other: "Score") -> bool:
        """Whether two scores differ by more than chance: |Δ| > 1.96·√(SE₁² + SE₂²)."""
        return abs(self.value - other.value) > sqrt(self.margin**2 + other.margin**2)


def nps(scores: Mapping[int, int]) -> Score:
    """Return the net promoter score of how often each of 0 to 10 was given.

    100·(p − d) with p the share of 9 and 10, d that of 0 to 6; the margin is
    196·√((p + d − (p − d)²) / n).
    """
    n = sum(scores.values())
    if not n:
        return Score(0.0, 0.0, 0)
    p = sum(times for score, times in scores.items() if score >= 9) / n
    d = sum(times for score, times in scores.items() if score <= 6) / n
    return Score(100 * (p - d), 100 * _Z * sqrt(max(0.0, p + d - (p - d) ** 2) / n), n)


def csat(scores: Mapping[int, int]) -> Score:
    """Return the share of 4 and 5 among 1 to 5, in percent; the margin is 196·√(p(1 − p) / n)."""
    n = sum(scores.values())
    if not n:
        return Score(0.0, 0.0, 0)
    p = sum(times for score, times in scores.items() if score >= 4) / n
    return Score(100 * p, 100 * _Z * sqrt(p * (1 - p) / n), n)


@dataclass(frozen=True, slots=True)
class Tallied:
    """What was answered to one question, over all who came to it."""

    n: int
    passed: int
    # By option's place, or by number on a scale.
    counts: Mapping[int, int]
    words: tuple[str, ...] = ()

    @property
    def mean(self) -> float:
        """The mean of a scale."""
        return sum(value * times for value, times in self.counts.items()) / self.n if self.n else 0


def tallied(questions: Sequence[Question], responses: Sequence[Answers]) -> list[Tallied]:
    """Count each question's answers; what no longer lies on somebody's way does not count."""
    values: list[list[Value]] = [[] for _ in questions]
    for answers in responses:
        for at in way_of(questions, answers):
            values[at].append(answers[at])
    return [_tally(given) for given in values]


def _tally(given: Sequence[Value]) -> Tallied:
    counts: Counter[int] = Counter()
    words = []
    for value in given:
        if isinstance(value, tuple):
            counts.update(value)
        elif isinstance(value, int):
            counts[value] += 1
        elif value is not None:
            words.append(value)
    passed = sum(value is None for value in given)
    # Sorted, so that nothing tells who came first.
    return Tallied(len(given) - passed, passed, dict(counts), tuple(sorted(words)))


def packed_answers(answers: Answers) -> dict[str, Any]:
    """Return answers as JSON."""
    return {
        str(at): list(value) if isinstance(value, tuple) else value
        for at, value in answers.items()
    }


def answers_of(packed: Mapping[str, Any]) -> dict[int, Value]:
    """Turn what `packed_answers` made back into answers."""
    return {
        int(at): tuple(value) if isinstance(value, list) else value for at, value in packed.items()
    }
