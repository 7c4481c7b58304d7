"""Typed callback data: what a button says when it is pressed, in at most 64 bytes."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Sign in."""


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """Show the settings of a chat's community; a page of "" is the menu itself."""

    chat_id: int
    page: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose a value for a setting of a chat's community."""

    chat_id: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Choose one's own language."""

    language: str
    # Under a greeting, which is then said again in that language.
    is_greeting: bool = False


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Confirm, or call off, that one is to be forgotten; only that person's press counts."""

    person_id: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class CheckSetup:
    """Look at the bot's rights in a chat again."""

    chat_id: int


Pressed: TypeAlias = CheckIn | OpenSettings | Choose | ChooseLanguage | ForgetMe | CheckSetup


def pack(button: Pressed) -> str:
    """Return a button's callback data.

    Raises:
        ValueError: beyond Telegram's 64 bytes, or for what `unpack` could not read again.
    """
    match button:
        case CheckIn():
            packed = "in"
        case OpenSettings(chat_id, page):
            packed = f"set|{chat_id}|{page}"
        case Choose(chat_id, key, value):
            packed = f"put|{chat_id}|{key}|{value}"
        case ChooseLanguage(language, is_greeting):
            packed = f"lang|{language}" + ("|hello" if is_greeting else "")
        case ForgetMe(person_id, is_sure):
            packed = f"forget|{person_id}|{int(is_sure)}"
        case CheckSetup(chat_id):
            packed = f"setup|{chat_id}"
    if len(packed.encode()) > 64:
        raise ValueError("callback data is longer than 64 bytes")
    if unpack(packed) != button:
        raise ValueError("callback data has the separator in a value")
    return packed


def unpack(packed: object) -> Pressed | None:  # noqa: PLR0911 — one line a button
    """Return the button whose data this is, or None for what none of ours says."""
    match packed.split("|") if isinstance(packed, str) else []:
        case ["in"]:
            return CheckIn()
        case ["set", chat, page] if _is_id(chat):
            return OpenSettings(int(chat), page)
        case ["put", chat, key, value] if _is_id(chat):
            return Choose(int(chat), key, value)
        case ["lang", language]:
            return ChooseLanguage(language)
        case ["lang", language, "hello"]:
            return ChooseLanguage(language, is_greeting=True)
        case ["forget", person, ("0" | "1") as sure] if _is_id(person):
            return ForgetMe(int(person), sure == "1")
        case ["setup", chat] if _is_id(chat):
            return CheckSetup(int(chat))
        case _:
            return None


def _is_id(said: str) -> bool:
    digits = said.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= 16
