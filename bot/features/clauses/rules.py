"""What a published rule says, how a text becomes rules, and what one version changes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

# A post holds 4,096 UTF-16 units; the rest is for the head, the topics and the foot.
MOST_UNITS: Final = 3000
MOST_CLAUSES: Final = 50
LONGEST: Final = 500
MOST_WEIGHT: Final = 10
MOST_DAYS: Final = 3660
WEIGHT: Final = 1
DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule as published: its number and version, its words, and the weight of a breach."""

    number: int
    version: int
    words: str
    weight: int = WEIGHT
    expiry_days: int = DAYS


@dataclass(frozen=True, slots=True)
class Line:
    """A rule yet to be published: its place gives it its number."""

    words: str
    weight: int = WEIGHT
    expiry_days: int = DAYS


FaultKind: TypeAlias = Literal["empty", "long", "weight", "days", "many", "whole", "number"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a text: its number counted from 1, and what stands there."""

    line: int
    kind: FaultKind
    found: str


Mark: TypeAlias = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one rule: its number (the old one where it goes) and its words."""

    mark: Mark
    number: int
    before: Line | None
    after: Line | None


_NUMBERED = re.compile(r"^\s*(?:[-*•·]|[0-9]{1,3}\s*[.、．)）:：]|第[0-9]{1,3}条[:：、]?)\s*")
# What may stand at a line's end, in either order: [2] or 【2】 for the weight, (30d) or （30天）
# for how long it counts.
_WEIGHT = re.compile(r"\s*[\[【［]\s*(-?[0-9]{1,6})\s*[\]】］]\s*$")
_DAYS = re.compile(r"\s*[(（]\s*(-?[0-9]{1,6})\s*(?:d|days?|天|日)\s*[)）]\s*$", re.IGNORECASE)


def lines_of(text: str) -> tuple[Line, ...] | tuple[Fault, ...]:
    """Read a text as rules, one a line; or every fault in it.

    A number or a bullet before a line is taken off. At its end may stand the weight of a breach in
    brackets and for how many days it counts: `No adverts [2] (30d)`. Empty lines are passed over.
    """
    lines: list[Line] = []
    faults: list[Fault] = []
    for at, raw in enumerate(text.replace("\x00", "").splitlines(), 1):
        if raw.strip():
            read = line_of(_NUMBERED.sub("", raw, count=1), at)
            (faults if isinstance(read, Fault) else lines).append(read)  # type: ignore[arg-type]
    if not lines and not faults:
        return (Fault(1, "empty", ""),)
    return tuple(faults) or whole_of(lines)


def line_of(text: str, at: int = 1) -> Line | Fault:
    """Read one rule, without a number before it."""
    words, weight, days = text.strip(), WEIGHT, DAYS
    for _ in range(2):
        if (found := _WEIGHT.search(words)) is not None:
            words, weight = words[: found.start()], int(found[1])
        if (found := _DAYS.search(words)) is not None:
            words, days = words[: found.start()], int(found[1])
    words = words.strip()
    if not words:
        return Fault(at, "empty", text.strip()[:40])
    if len(words) > LONGEST:
        return Fault(at, "long", words[:40])
    if not 0 <= weight <= MOST_WEIGHT:
        return Fault(at, "weight", str(weight))
    if not 1 <= days <= MOST_DAYS:
        return Fault(at, "days", str(days))
    return Line(words, weight, days)


def whole_of(lines: Sequence[Line]) -> tuple[Line, ...] | tuple[Fault, ...]:
    """Return lines that make a book of rules, or what is wrong with them as a whole."""
    if len(lines) > MOST_CLAUSES:
        return (Fault(MOST_CLAUSES + 1, "many", str(len(lines))),)
    units = sum(len(line.words.encode("utf-16-le")) // 2 + 5 for line in lines)
    if units > MOST_UNITS:
        return (Fault(len(lines), "whole", str(units)),)
    return tuple(lines)


def are_faults(read: Iterable[Line] | Iterable[Fault]) -> bool:
    """Whether a text could not be read as rules."""
    return any(isinstance(each, Fault) for each in read)


def as_lines(clauses: Iterable[Clause]) -> tuple[Line, ...]:
    """Return published rules as lines that a new version can be made of."""
    return tuple(Line(each.words, each.weight, each.expiry_days) for each in clauses)


def numbered(lines: Sequence[Line], version: int) -> tuple[Clause, ...]:
    """Return lines as the rules of a version."""
    return tuple(
        Clause(number, version, line.words, line.weight, line.expiry_days)
        for number, line in enumerate(lines, 1)
    )


def added(lines: Sequence[Line], line: Line) -> tuple[Line, ...]:
    """Return rules with one more at their end."""
    return (*lines, line)


def edited(lines: Sequence[Line], number: int, line: Line) -> tuple[Line, ...] | None:
    """Return rules with one of them put anew; None where there is none of that number."""
    if not 1 <= number <= len(lines):
        return None
    return (*lines[: number - 1], line, *lines[number:])


def removed(lines: Sequence[Line], number: int) -> tuple[Line, ...] | None:
    """Return rules without one of them; None where there is none of that number."""
    if not 1 <= number <= len(lines):
        return None
    return (*lines[: number - 1], *lines[number:])


def kept_terms(text: str, line: Line, before: Line) -> Line:
    """Return a rule put anew that keeps the weight and expiry which its text does not name."""
    text = text.strip()
    has_weight = _WEIGHT.search(_DAYS.sub("", text)) or _WEIGHT.search(text)
    has_days = _DAYS.search(_WEIGHT.sub("", text)) or _DAYS.search(text)
    return replace(
        line,
        weight=line.weight if has_weight else before.weight,
        expiry_days=line.expiry_days if has_days else before.expiry_days,
    )


def differences(before: Sequence[Line], after: Sequence[Line]) -> tuple[Difference, ...]:
    """Return what a new version changes, in the order of reading.

    A rule that only moves to another number is no difference.
    """
    told: list[Difference] = []
    matcher = SequenceMatcher(
        None, [line.words for line in before], [line.words for line in after], autojunk=False
    )
    for _, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        olds, news = before[old_from:old_to], after[new_from:new_to]
        both = min(len(olds), len(news))
        told += [
            Difference("changed", new_from + at + 1, old, new)
            for at, (old, new) in enumerate(zip(olds, news, strict=False))
            if old != new
        ]
        told += [
            Difference("removed", old_from + both + at + 1, old, None)
            for at, old in enumerate(olds[both:])
        ]
        told += [
            Difference("added", new_from + both + at + 1, None, new)
            for at, new in enumerate(news[both:])
        ]
    return tuple(told)


Verb: TypeAlias = Literal["show", "add", "edit", "remove"]
_VERBS: Final[dict[str, Verb]] = {
    **dict.fromkeys(("add", "加", "添加", "新增"), "add"),
    **dict.fromkeys(("edit", "change", "改", "修改"), "edit"),
    **dict.fromkeys(("remove", "delete", "del", "删", "删除"), "remove"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of one rule: its number where one is named, and the words for it."""

    verb: Verb
    number: int = 0
    words: str = ""


def wish_of(said: str) -> Wish | None:
    """Read what stands behind `/rule`: `3`, `add …`, `edit 3 …` or `remove 3`."""
    first, _, rest = said.strip().partition(" ")
    if _is_number(first) and not rest.strip():
        return Wish("show", int(first))
    verb = _VERBS.get(first.casefold())
    if verb == "add" and rest.strip():
        return Wish("add", words=rest.strip())
    number, _, words = rest.strip().partition(" ")
    if verb is None or not _is_number(number):
        return None
    if verb == "remove" and not words.strip():
        return Wish("remove", int(number))
    if verb == "edit" and words.strip():
        return Wish("edit", int(number), words.strip())
    return None


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) <= 4
