"""How staff write a sanction: `/tdmute 2h #3 reason`, read without knowing Telegram."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal, TypeAlias

from bot.kit.wishes import lasts_of

Ordered: TypeAlias = Literal["warn", "mute", "kick", "ban"]

_NAMED: Final = re.compile(r"(?P<ways>[tds]{0,3})(?P<action>warn|mute|kick|ban)")
# What has no length has no timed form.
_TIMED: Final = frozenset({"mute", "ban"})
_SPAN: Final = re.compile(r"((?:[0-9]{1,6} ?[^\W\d_]{1,7}?)+?)(?=\s|$|第|#)")
_CLAUSE: Final = re.compile(
    r"(?:#|rule\s*#?|§\s*|第\s*)([0-9]{1,3})(?:\s*[条條])?(?=\s|$|[,，:：.。]|[^\x00-\x7f])",
    re.IGNORECASE,
)
_LAST_CLAUSE: Final = re.compile(
    r"(?:#|\brule\s*#?|§\s*|第\s*)([0-9]{1,3})(?:\s*[条條])?$", re.IGNORECASE
)
_LOOSE: Final = " \t\n,，:：.。"


@dataclass(frozen=True, slots=True)
class Manner:
    """What a command's name asks for: an action; for a time, with the message, or in silence."""

    action: Ordered
    is_timed: bool = False
    removes: bool = False
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands behind the target: how long, which clause (0: none), and why."""

    lasts: timedelta | None = None
    clause: int = 0
    reason: str = ""


def manner_named(command: str) -> Manner | None:
    """Read a command's name, such as mute, tmute, dban or sdwarn; None for any other.

    The letters t (for a time), d (delete the message) and s (silent) stand in any order, once.
    """
    found = _NAMED.fullmatch(command.lower())
    if found is None:
        return None
    ways, action = found["ways"], found["action"]
    if len(set(ways)) < len(ways) or ("t" in ways and action not in _TIMED):
        return None
    match action:
        case "warn" | "mute" | "kick" | "ban":
            return Manner(action, "t" in ways, "d" in ways, "s" in ways)
        case _:
            return None


def worded(rest: str) -> Wording:
    """Read what follows the target; a length and a clause come first, in any order.

    A clause may also stand at the very end, behind the reason.
    """
    lasts: timedelta | None = None
    clause = 0
    rest = rest.strip()
    while rest:
        if clause == 0 and (named := _CLAUSE.match(rest)) is not None:
            clause, rest = int(named[1]), rest[named.end() :].lstrip(_LOOSE)
        elif (
            lasts is None
            and (span := _SPAN.match(rest)) is not None
            and (read := lasts_of(span[1].replace(" ", ""))) is not None
        ):
            lasts, rest = read, rest[span.end() :].lstrip(_LOOSE)
        else:
            break
    if clause == 0 and (named := _LAST_CLAUSE.search(rest)) is not None:
        clause, rest = int(named[1]), rest[: named.start()].rstrip(_LOOSE)
    return Wording(lasts, clause, rest)
