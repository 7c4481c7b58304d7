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


@says("rules")
@dataclass(frozen=True, slots=True)
class PublishRules:
    """Publish drafted rules, or give them up; only whoever drafted them can."""

    draft_id: int
    is_sure: bool


@says("owner")
@dataclass(frozen=True, slots=True)
class MakeOwner:
    """Confirm that somebody becomes an owner of a community; only the asker's press counts."""

    chat_id: int
    person_id: int
    asker_id: int


@says("serve")
@dataclass(frozen=True, slots=True)
class Serve:
    """Let the group at hand serve a chat's community as a staff or log chat.

    Not sure yet, it asks; of kind "own" it lets the group be its own community again.
    """

    chat_id: int
    kind: str
    asker_id: int
    is_sure: bool


@says("log")
@dataclass(frozen=True, slots=True)
class SwitchLog:
    """Tell the log at hand of a category, or not any more."""

    category: str
    is_on: bool


@says("audit")
@dataclass(frozen=True, slots=True)
class TurnAudit:
    """Turn to the rows of the audit that are older than a row; 0 is the newest page."""

    community_id: int
    category: str
    person_id: int
    before: int


@says("never")
@dataclass(frozen=True, slots=True)
class NeverMind:
    """Call off what one was asked to write: a complaint or an appeal."""

    what: str


@says("plead")
@dataclass(frozen=True, slots=True)
class BeginAppeal:
    """Begin an appeal against a case of one's own."""

    case_id: int


@says("judge")
@dataclass(frozen=True, slots=True)
class DecideAppeal:
    """Grant an appeal, refuse it for a reason, or turn to the reasons and back."""

    appeal_id: int
    word: str


@says("see")
@dataclass(frozen=True, slots=True)
class SeeTo:
    """Do something about a complaint: a deed of `complaints.rules.DEEDS`, by a clause or none."""

    complaint_id: int
    deed: str
    clause: int = 0


@says("undo")
@dataclass(frozen=True, slots=True)
class UndoCase:
    """Take a case back."""

    case_id: int


@says("appeal")
@dataclass(frozen=True, slots=True)
class AppealCase:
    """Ask that one's own case be looked at again."""

    case_id: int


@says("proof")
@dataclass(frozen=True, slots=True)
class ShowEvidence:
    """Show the staff what a case rests on."""

    case_id: int


@says("vouch")
@dataclass(frozen=True, slots=True)
class Vouch:
    """Stand, by name, for a command that an anonymous administrator gave in a group."""

    chat_id: int
    message_id: int


@says("cases")
@dataclass(frozen=True, slots=True)
class TurnCases:
    """Turn to a page of somebody's cases in a chat's community."""

    chat_id: int
    person_id: int
    page: int


@says("purge")
@dataclass(frozen=True, slots=True)
class Purge:
    """Confirm, or call off, a purge; only the asker's press counts.

    With a `person_id` it is what that person said lately, else the messages from `first` to
    `last`.
    """

    asker_id: int
    first: int
    last: int
    person_id: int


@says("human")
@dataclass(frozen=True, slots=True)
class ProveHuman:
    """Press one of a raid's pictures."""

    raid_id: int
    picture: int


@says("raid")
@dataclass(frozen=True, slots=True)
class SteerRaid:
    """Do something about a raid: a deed of `raids.DEEDS`."""

    raid_id: int
    deed: str


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
