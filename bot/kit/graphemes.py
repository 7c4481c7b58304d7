"""Split a text into what a reader takes for one character."""

import unicodedata
from collections.abc import Iterator

JOINER = "\u200d"


def graphemes(text: str) -> Iterator[str]:
    """Split into what a reader takes for one character: emoji, flags and accents stay whole."""
    start, flags = 0, 0
    for at in range(1, len(text) + 1):
        before = text[at - 1]
        flags = flags + 1 if is_flag_half(before) else 0
        if at < len(text):
            after = text[at]
            pairs = is_flag_half(after) and flags % 2 == 1
            if pairs or _extends(after) or before == JOINER or text[at - 1 : at + 1] == "\r\n":
                continue
        yield text[start:at]
        start = at


def is_flag_half(character: str) -> bool:
    """Whether a character is one of the two of which flags are made."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _extends(character: str) -> bool:
    # Marks, joiners, variation selectors, skin tones, tag characters and conjoining Hangul.
    return (
        character == JOINER
        or unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or "\u1160" <= character <= "\u11ff"
    )
