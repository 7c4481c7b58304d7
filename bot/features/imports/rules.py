"""What an entry of an exported chat says, and why entries and lines are not taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot.features.messages import ANONYMOUS_ADMIN, CHANNEL_SENDER
from bot.kit.exports import moment_of as moment_in
from bot.kit.exports import sender_of

Reason: TypeAlias = Literal[
    # of an exported chat
    "entry",
    "kind",
    "service",
    "twice",
    "date",
    "future",
    "sender",
    "channel",
    "bot",
    "left-out",
    "deleted",
    "name",
    # of a table
    "long",
    "columns",
    "person",
    "unmet",
    "day",
    "tag",
    "source",
    "amount",
    "ref",
    "points",
    "level",
    "person-twice",
]

# Telegram's own accounts, in whose name it tells what others said.
TELEGRAM: Final = 777000
NOBODY: Final = frozenset({TELEGRAM, ANONYMOUS_ADMIN, CHANNEL_SENDER})
# Telegram began on this day: nothing was said before.
BEGAN: Final = datetime(2013, 8, 14, tzinfo=UTC)
# Clocks differ by so much, and not more.
AHEAD: Final = timedelta(days=1)
LARGEST: Final = 1 << 52
_JOINS: Final = frozenset({"join_group_by_link", "join_group_by_request"})
_MOVES: Final = _JOINS | {"invite_members", "create_group", "remove_members"}


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry or a line that is not taken: which one, why, and what it is about."""

    where: str
    reason: Reason
    about: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A message that somebody wrote, without a word of it; `at` is in seconds of Unix time."""

    number: int
    person_id: int
    name: str
    at: int
    # The message that it answers, in the same chat.
    answers: int | None
    is_by_bot: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """Who came or left at a moment: whoever did it, by id, and others by nothing but a name."""

    number: int
    person_id: int
    name: str
    at: int
    is_coming: bool
    is_self: bool
    others: tuple[str, ...] = ()


def drawn(entry: Any, zone: ZoneInfo, now: datetime) -> Said | Moved | Fault:
    """Draw an entry of an exported chat; a time without its second is one of the zone."""
    number = entry.get("id") if isinstance(entry, dict) else None
    # What was said before a group became a supergroup has negative numbers.
    if type(number) is not int or not 0 < abs(number) < LARGEST:
        return Fault("entry", "entry")
    at = _second(entry, zone, now)
    author = _author(entry)
    if isinstance(at, str):
        return Fault(f"message {number}", at)
    if isinstance(author, str):
        return Fault(f"message {number}", author)
    person_id, name = author
    if entry["type"] == "message":
        return Said(number, person_id, name, at, _answered(entry), _is_by_bot(entry))
    return _moved(entry, number, person_id, name, at)


def _second(entry: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> int | Reason:
    kind, action = entry.get("type"), entry.get("action")
    if kind != "message":
        if kind != "service":
            return "kind"
        if not isinstance(action, str) or action not in _MOVES:
            return "service"
    at = moment_in(entry, zone)
    if at is None or at < BEGAN:
        return "date"
    return "future" if at > now + AHEAD else int(at.timestamp())


def _author(entry: Mapping[str, Any]) -> tuple[int, str] | Reason:
    sort, person_id = sender_of(entry)
    if not sort or not 0 < person_id < LARGEST:
        return "sender"
    if sort == "channel" or person_id in NOBODY:
        return "channel"
    name = entry.get("from") or entry.get("actor")
    return (person_id, name) if isinstance(name, str) and name.strip() else "deleted"


def _moved(entry: Mapping[str, Any], number: int, person_id: int, name: str, at: int) -> Moved:
    action, listed = entry["action"], entry.get("members")
    names = listed if isinstance(listed, list) else []
    others = tuple(each for each in names if isinstance(each, str) and each != name)
    # Telegram tells of somebody who comes or goes alone as of one who brings, or removes, oneself.
    is_self = action in _JOINS or action == "create_group" or name in names
    return Moved(number, person_id, name, at, action != "remove_members", is_self, others)


def _answered(entry: Mapping[str, Any]) -> int | None:
    number = entry.get("reply_to_message_id")
    is_here = type(number) is int and "reply_to_peer_id" not in entry
    return number if is_here else None


def _is_by_bot(entry: Mapping[str, Any]) -> bool:
    # Only bots write messages with buttons, or people by way of one.
    return "inline_bot_buttons" in entry and not entry.get("via_bot")
