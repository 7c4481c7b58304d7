"""Read how somebody wants an event to be: the title, options behind it, lines about it."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.features.campaigns.rules import NAMES as AIMS
from bot.features.campaigns.rules import objective_in
from bot.features.events.rules import LONGEST_CODE, Plan, same_code
from bot.kit.texts import Text
from bot.kit.wishes import Misread, Said, lasts_of, moment_in, said_in, whole

NAMES: Final = MappingProxyType(
    {
        **dict.fromkeys(("at", "when", "时间"), "at"),
        **dict.fromkeys(("lasts", "时长"), "lasts"),
        **dict.fromkeys(("place", "where", "地点"), "place"),
        **dict.fromkeys(("link", "链接", "入口"), "link"),
        **dict.fromkeys(("capacity", "seats", "名额", "人数"), "capacity"),
        **dict.fromkeys(("points", "积分"), "points"),
        **dict.fromkeys(("code", "签到码"), "code"),
        **dict.fromkeys(("only", "限"), "only"),
        **AIMS,
    }
)
LASTS: Final = timedelta(minutes=90)
POINTS: Final = 10
_SHORTEST: Final = timedelta(minutes=5)
_LONGEST: Final = timedelta(days=14)
_MOST_SEATS: Final = 100_000
_MOST_POINTS: Final = 1000
_LENGTHS: Final = {"title": 120, "about": 1000, "place": 200, "link": 200, "only": 1000}
_ENDLESS: Final = frozenset({"no", "none", "不限", "无"})


class NoMoment(Misread):
    """Everything is there but when it is to be."""


def plan_in(words: str, now: datetime, zone: ZoneInfo) -> Plan:
    """Read an event from what stands behind the command.

    Raises:
        Misread: says what cannot be read, or is missing.
    """
    said = said_in(words, NAMES)
    if not said.title:
        raise Misread(Text("event-fault-title"))
    changes = changes_in(said, now, zone)
    if "starts_at" not in changes:
        raise NoMoment(Text("event-fault-when", title=said.title[:120]))
    plan = Plan("", now, LASTS, points=POINTS, objective=objective_in(said))
    return replace(plan, **changes)


def changes_in(said: Said, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Return what was said about an event, by the names of a plan.

    Raises:
        Misread: says what cannot be read.
    """
    changes: dict[str, Any] = {}
    starts_at = said.read("at", lambda at: moment_in(at, now, zone), Text("event-how-at"))
    if starts_at is not None:
        if starts_at <= now:
            raise Misread(Text("event-fault-past"))
        changes["starts_at"] = starts_at
    for name, reader in (
        ("lasts", _lasts),
        ("points", whole(0, _MOST_POINTS)),
        ("code", _code),
    ):
        found: Any = said.read(name, reader, Text(f"event-how-{name}"))
        if found is not None:
            changes[name] = found
    if "capacity" in said.options:
        is_endless = said.options["capacity"].casefold() in _ENDLESS
        how = Text("event-how-capacity")
        seats = None if is_endless else said.read("capacity", whole(1, _MOST_SEATS), how)
        changes["capacity"] = seats
    for name in ("place", "link", "only"):
        if name in said.options:
            changes[name] = _fitting(name, said.options[name]) or None
    if said.title:
        changes["title"] = _fitting("title", said.title)
    if said.lines:
        changes["about"] = _fitting("about", "\n".join(said.lines))
    return changes


def _lasts(said: str) -> timedelta | None:
    lasts = lasts_of(said.replace(" ", ""))
    return lasts if lasts is not None and _SHORTEST <= lasts <= _LONGEST else None


def _code(said: str) -> str | None:
    return said.strip() if 3 <= len(same_code(said)) <= LONGEST_CODE >= len(said) else None


def _fitting(name: str, said: str) -> str:
    most = _LENGTHS[name]
    if len(said) > most:
        raise Misread(Text("event-fault-long", what=name, length=len(said), most=most))
    return said.strip()
