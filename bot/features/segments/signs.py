"""Cut an expression into words, names, comparisons and signs, each with its column."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.features.segments.tree import COMPARISONS, Unread
from bot.kit.texts import Text

# What other languages write, and what is written here.
STRANGE: Final = {
    **dict.fromkeys(("&", "+", "且", "并且", "和"), "and"),
    **dict.fromkeys(("|", "或", "或者"), "or"),
    **dict.fromkeys(("!", "非", "不", "不是"), "not"),
}
_QUOTES: Final = frozenset('"“”„‟«»「」『』')
_SIGNS: Final = frozenset('()":<>=≥≤!&|,;、。')
JOINER: Final = "\u200d"


@dataclass(frozen=True, slots=True)
class Token:
    """A part of an expression: word, quoted, comparison, end, or a sign that is its own kind."""

    kind: str
    said: str
    column: int


def tokens(text: str) -> Iterator[Token]:
    """Cut a text; every sign is folded by itself, so that columns stay those of what was typed."""
    signs = [_narrow(sign) for sign in text]
    at, is_name = 0, False
    while at < len(signs):
        sign, column = signs[at], at + 1
        if sign.isspace():
            at += 1
            continue
        if sign == '"':
            said, at = _quotation(signs, at)
            yield Token("quoted", said, column)
        elif is_bare(sign):
            at = _end_of_word(signs, at, is_name=is_name)
            yield Token("word", "".join(signs[column - 1 : at]), column)
        elif sign in "():":
            at += 1
            yield Token(sign, sign, column)
        elif sign in "<>=≥≤":
            said, at = _comparison(signs, at)
            yield Token("comparison", said, column)
        else:
            raise Unread(column, _why_strange(sign))
        is_name = sign == ":"
    yield Token("end", "", len(signs) + 1)


def _quotation(signs: list[str], at: int) -> tuple[str, int]:
    try:
        closes = signs.index('"', at + 1)
    except ValueError:
        raise Unread(at + 1, Text("segment-fault-quote")) from None
    return "".join(signs[at + 1 : closes]), closes + 1


def _end_of_word(signs: list[str], at: int, *, is_name: bool) -> int:
    while at < len(signs) and (is_bare(signs[at]) or (is_name and signs[at] == ":")):
        at += 1
    return at


def _comparison(signs: list[str], at: int) -> tuple[str, int]:
    one = {"≥": ">=", "≤": "<="}.get(signs[at])
    if one is not None:
        return one, at + 1
    two = "".join(signs[at : at + 2])
    if two in {"==", "<>", "=>", "=<"}:
        raise Unread(at + 1, Text("segment-fault-comparison"))
    return (two, at + 2) if two in COMPARISONS else (signs[at], at + 1)


def _narrow(sign: str) -> str:
    if sign in _QUOTES:
        return '"'
    if sign == "\u3000":
        return " "
    folded = chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign
    return '"' if folded == '"' else folded


def is_bare(sign: str) -> bool:
    """Whether a sign may stand in a word without quotation marks."""
    if sign.isspace() or sign in _SIGNS:
        return False
    return sign == JOINER or not unicodedata.category(sign).startswith("C")


def _why_strange(sign: str) -> Text:
    meant = STRANGE.get(sign)
    if meant is not None:
        return Text("segment-fault-operator", said=sign, meant=meant)
    if unicodedata.category(sign).startswith("C"):
        return Text("segment-fault-invisible", code=f"U+{ord(sign):04X}")
    return Text("segment-fault-sign", said=sign)
