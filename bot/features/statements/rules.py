"""What can be an official statement."""

from typing import Final, Literal, TypeAlias

# A post holds 4,096 UTF-16 units; the rest is for the head and the question below.
MOST_UNITS: Final = 3500
Fault: TypeAlias = Literal["empty", "long"]


def fault_in(words: str) -> Fault | None:
    """Return what is wrong with the words of a statement, or None."""
    if not words.strip():
        return "empty"
    return "long" if len(words.encode("utf-16-le")) // 2 > MOST_UNITS else None
