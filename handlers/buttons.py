"""Typed callback data: what a button says when it is pressed, in at most 64 bytes.

A button is a frozen dataclass of texts, whole numbers and flags, under a short word of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Final, TypeAlias, TypeVar

# One of the classes below; forged data is none of them.
Pressed: TypeAlias = Any
B = TypeVar("B")

_BY_WORD: Final[dict[str, type]] = {}
_WORD_OF: Final[dict[type, str]] = {}


def says(word: str) -> Callable[[type[B]], type[B]]:
    """Register a button under the word with which its data begins."""

    def register(button: type[B]) -> type[B]:
        if word in _BY_WORD:
            raise LookupError(f"{word} is said by {_BY_WORD[word].__name__} already")
        _BY_WORD[word] = button
        _WORD_OF[button] = word
        return button

    return register


@says("in")
@dataclass(frozen=True, slots=True)
class CheckIn:
    """Sign in."""


@says("set")
@dataclass(frozen=True, slots=True)
class OpenSettings:
    """Show the settings of a chat's community; a page of "" is the menu itself."""

    chat_id: int
    page: str = ""


@says("put")
@dataclass(frozen=True, slots=True)
class Choose:
    """Choose a value for a setting of a chat's community."""

    chat_id: int
    key: str
    value: str


@says("lang")
@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Choose one's own language."""

    language: str
    # Under a greeting, which is then said again in that language.
    is_greeting: bool = False


@says("forget")
@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Confirm, or call off, that one is to be forgotten; only that person's press counts."""

    person_id: int
    is_sure: bool


@says("setup")
@dataclass(frozen=True, slots=True)
class CheckSetup:
    """Look at the bot's rights in a chat again."""

    chat_id: int


def pack(button: Pressed) -> str:
    """Return a button's callback data.

    Raises:
        ValueError: beyond Telegram's 64 bytes, or for what `unpack` could not read again.
    """
    values = (getattr(button, item.name) for item in fields(button))
    packed = "|".join((_WORD_OF[type(button)], *map(_written, values)))
    if len(packed.encode()) > 64:
        raise ValueError("callback data is longer than 64 bytes")
    if unpack(packed) != button:
        raise ValueError("callback data has the separator in a value")
    return packed


def unpack(packed: object) -> Pressed | None:
    """Return the button whose data this is, or None for what none of ours says."""
    if not isinstance(packed, str):
        return None
    word, *parts = packed.split("|")
    button = _BY_WORD.get(word)
    if button is None:
        return None
    declared = fields(button)
    if len(parts) != len(declared):
        return None
    values = [_READ[item.type](part) for item, part in zip(declared, parts, strict=True)]
    return None if any(value is None for value in values) else button(*values)


def _written(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _number(said: str) -> int | None:
    digits = said.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 16):
        return None
    return int(said)


_READ: Final[dict[Any, Callable[[str], Any]]] = {
    int: _number,
    str: str,
    bool: {"0": False, "1": True}.get,
}
