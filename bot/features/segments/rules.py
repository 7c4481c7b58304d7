"""The language of segments: what may be written, how it is read, and how it is written down.

`not` binds before `and`, `and` before `or`; parentheses; nothing else. A clause is a word, behind
a colon a name, behind a comparison a value: `reachable`, `tag:runner`, `points>=100`.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import timedelta
from difflib import get_close_matches
from typing import Final

from bot.features.segments.reading import Reader
from bot.features.segments.signs import JOINER, is_bare, tokens
from bot.features.segments.tree import MOST_SIGNS, And, Clause, Node, Not, Or, Unread
from bot.kit.folding import fold
from bot.kit.texts import Text

__all__ = ["And", "Clause", "Node", "Not", "Or", "Unread", "parse", "written"]

# So long a span is for ever, and no moment lies beyond what a date can hold.
MOST_DAYS: Final = 36_500
_UNITS: Final = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "时": timedelta(hours=1),
    "天": timedelta(days=1),
    "日": timedelta(days=1),
    "周": timedelta(weeks=1),
}
_KEYWORDS: Final = frozenset({"and", "or", "not"})


def parse(text: str) -> Node:
    """Read an expression.

    Raises:
        Unread: with the column, from 1 and in what was typed, and the reason.
    """
    if len(text) > MOST_SIGNS:
        raise Unread(MOST_SIGNS + 1, Text("segment-fault-long", most=MOST_SIGNS))
    return Reader(list(tokens(text))).whole()


def written(node: Node) -> str:
    """Write a tree down, so that reading it gives the same tree."""
    match node:
        case Clause():
            named = "" if node.name is None else f":{_quoted(node.name)}"
            compared = "" if node.value is None else f"{node.comparison}{_quoted(node.value)}"
            return f"{node.word}{named}{compared}"
        case Not(part):
            inner = written(part)
            return f"not ({inner})" if isinstance(part, And | Or) else f"not {inner}"
        case And(parts):
            return " and ".join(_held(part, And, Or) for part in parts)
        case Or(parts):
            return " or ".join(_held(part, Or) for part in parts)


def clauses_in(node: Node) -> Iterator[Clause]:
    """Return every clause of a tree, in the order in which they were written."""
    match node:
        case Clause():
            yield node
        case Not(part):
            yield from clauses_in(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from clauses_in(part)


def number_of(clause: Clause) -> int:
    """Return the whole number that a clause compares with; raises `Unread` for anything else."""
    said = (clause.value or "").strip()
    if not (said.isascii() and said.isdigit() and len(said) <= 9):
        raise Unread(clause.value_column, Text("segment-fault-number", word=clause.word))
    return int(said)


def span_of(clause: Clause) -> timedelta:
    """Return the length of time that a clause compares with, such as 30d, 4w or 12h."""
    said = fold(clause.value or "").strip()
    digits = said.rstrip("dwh天周日时")
    unit = _UNITS.get(said[len(digits) :])
    if unit is None or not (digits.isascii() and digits.isdigit() and len(digits) <= 5):
        raise Unread(clause.value_column, Text("segment-fault-span", word=clause.word))
    if clause.comparison == "=":
        raise Unread(clause.value_column, Text("segment-fault-span-equal", word=clause.word))
    return min(int(digits) * unit, timedelta(days=MOST_DAYS))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that somebody most likely meant."""
    by_look = {fold(each): each for each in known}
    found = get_close_matches(fold(name), by_look, n=1, cutoff=0.5)
    return by_look[found[0]] if found else None


def shown_at(text: str, column: int, *, most: int = 34) -> tuple[str, str]:
    """Return the part of a text around a column, and a line of dashes under it up to the column.

    Under a wide sign, such as an ideograph, stands a dash of the same width.
    """
    at = min(column - 1, len(text))
    begins = max(0, at - most)
    ends = min(len(text), max(at, begins + most) + most // 2)
    signs = [_visible(text, each) for each in range(begins, ends)]
    head, tail = "…" if begins else "", "…" if ends < len(text) else ""
    before = head + "".join(signs[: at - begins])
    dashes = "".join("－" if _is_wide(sign) else "-" for sign in before if _takes_room(sign))
    return f"{head}{''.join(signs)}{tail}", f"{dashes}^"


def _held(part: Node, *kinds: type) -> str:
    return f"({written(part)})" if isinstance(part, kinds) else written(part)


def _quoted(said: str) -> str:
    return said if said and all(map(is_bare, said)) else f'"{said}"'


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"}


def _takes_room(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Mn", "Me"} and sign != JOINER


def _visible(text: str, at: int) -> str:
    """Return a sign as it can be seen, on one line; a hidden one is shown for what it is."""
    sign = text[at]
    if sign.isspace():
        # A row of blanks is shown as one.
        return "" if at and text[at - 1].isspace() else " "
    is_hidden = unicodedata.category(sign) in {"Cf", "Cc", "Cs"} and sign != JOINER
    return "\ufffd" if is_hidden else sign
