"""What the bot may write to somebody unasked: about what, how often, and at which hours."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from bot.kit.days import moment_of, zone_named
from bot.kit.folding import fold

WEEK: Final = timedelta(days=7)
# A week until there is room, and the night after it: what comes later is not news any more.
MOST_DEFERRED: Final = WEEK + timedelta(days=1)
# Said as a whole message by DM, these switch everything off.
STOP_WORDS: Final = frozenset(
    {
        "stop",
        "unsubscribe",
        "停",
        "停止",
        "退订",
        "退訂",
        "别发了",
        "别再发了",
        "不要发了",
        "不要再发了",
        "td",
    }
)
# Behind /stop these are every kind.
ALL_WORDS: Final = frozenset({"all", "everything", "全部", "所有"})
# What stands for no quiet hours at all, and for the community's own.
OFF_WORDS: Final = frozenset({"off", "none", "关", "关闭", "關", "无"})
OWN_WORDS: Final = frozenset({"default", "默认"})


class Category(StrEnum):
    """What a message unasked for is about; each can be switched off on its own."""

    WELCOME = "welcome"
    TIERS = "tiers"
    REMINDERS = "reminders"
    ACTIVITIES = "activities"
    DIGEST = "digest"
    CARE = "care"


class Written(StrEnum):
    """What became of something that the bot wanted to write."""

    SENT = "sent"
    DEFERRED = "deferred"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"
    # The budget left no room for it in time.
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the day in which nothing is sent; one that ends where it begins is none."""

    begins: time
    ends: time

    def holds(self, at: time) -> bool:
        """Whether a wall time lies within; the end does not."""
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


NEVER: Final = Span(time(), time())


@dataclass(frozen=True, slots=True)
class Terms:
    """How often a community's members are written to unasked, and at which hours they are not."""

    per_week: int = 2
    quiet: Span = Span(time(22), time(8))


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose for themselves; None is the community's own."""

    quiet: Span | None = None
    zone: str | None = None
    stopped: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours in which somebody is left in peace, and where they live."""

    span: Span
    zone: ZoneInfo

    def wakes_at(self, now: datetime) -> datetime:
        """Return the moment from which something may be sent: now, or the end of the quiet.

        Where a day has an hour twice, the quiet is over once it has ended the first time.
        """
        wall = now.astimezone(self.zone)
        if not self.span.holds(wall.time()):
            return now
        day = wall.date()
        if wall.time() >= self.span.ends:
            day += timedelta(days=1)
        return max(now, moment_of(day, self.span.ends, self.zone))

    def quiets_at(self, now: datetime) -> datetime | None:
        """Return the moment at which the quiet begins next, None if it never does."""
        if self.span.begins == self.span.ends:
            return None
        day = now.astimezone(self.zone).date()
        moments = (
            moment_of(day + timedelta(days=days), self.span.begins, self.zone) for days in (0, 1)
        )
        return next((at for at in moments if at > now), None)


def is_stop(words: str) -> bool:
    """Whether somebody says, as a whole message, that they want to hear nothing more."""
    return len(words) <= 32 and fold(words).strip(" \t\n!！。.~～") in STOP_WORDS


def hours_of(choices: Choices, terms: Terms, zone: ZoneInfo) -> Hours:
    """Return the hours that count for somebody: their own, else the community's."""
    span = terms.quiet if choices.quiet is None else choices.quiet
    return Hours(span, zone if choices.zone is None else zone_named(choices.zone))


def may_go_at(now: datetime, sent: Sequence[datetime], hours: Hours, terms: Terms) -> datetime:
    """Return when something may go: once the week's budget has room, and outside of the quiet.

    Args:
        now: the earliest moment wanted.
        sent: when something was sent before, in any order.
        hours: the person's hours.
        terms: the community's terms.
    """
    at = now
    lately = sorted(moment for moment in sent if moment > now - WEEK)
    if len(lately) >= terms.per_week:
        at = max(now, lately[-terms.per_week] + WEEK)
    return hours.wakes_at(at)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wrote behind /quiet: hours, perhaps a zone; no hours are the community's."""

    span: Span | None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: the hours, or a zone, with the name that comes nearest to it."""

    zone: str = ""
    nearest: str = ""


def wish_in(words: str) -> Wish | Unread:
    """Read hours such as "23:00 07:30", "23:00-7:30 Europe/Berlin", "22点到8点" or "off"."""
    # Digits and signs as wide as Chinese ones are the same hours.
    said = unicodedata.normalize("NFKC", words).strip()
    if said.casefold() in OFF_WORDS:
        return Wish(NEVER)
    if said.casefold() in OWN_WORDS:
        return Wish(None)
    found = _HOURS.fullmatch(said)
    if found is None:
        return Unread()
    span = Span(_wall(found["h1"], found["m1"]), _wall(found["h2"], found["m2"]))
    if not found["zone"]:
        return Wish(span)
    zone = zone_like(found["zone"])
    return Wish(span, zone) if zone else Unread(found["zone"], nearest_zone(found["zone"]))


_HOUR: Final = r"(?:[01]?[0-9]|2[0-3])"
_HOURS: Final = re.compile(
    rf"(?P<h1>{_HOUR})(?:[:：点](?P<m1>[0-5][0-9])?)?\s*(?:[-–—~～到至]|\s)\s*"
    rf"(?P<h2>{_HOUR})(?:[:：点](?P<m2>[0-5][0-9])?)?(?:\s+(?P<zone>[\w/+-]{{1,64}}))?"
)


def _wall(hour: str, minute: str | None) -> time:
    return time(int(hour), int(minute or 0))


def zone_like(name: str) -> str | None:
    """Return the IANA zone of that name in any case, or the one zone of a city."""
    wanted = name.casefold()
    zones = _zones()
    if wanted in zones:
        return zones[wanted]
    of_city = {zone for key, zone in zones.items() if key.endswith(f"/{wanted}")}
    return of_city.pop() if len(of_city) == 1 else None


def nearest_zone(name: str) -> str:
    """Return the zone whose name, or whose city's, comes nearest; "" if none does."""
    zones = _zones()
    by_city = {key.rsplit("/", 1)[-1]: zone for key, zone in zones.items()} | zones
    found = get_close_matches(name.casefold(), by_city, 1)
    return by_city[found[0]] if found else ""


@cache
def _zones() -> dict[str, str]:
    # Longer than the column that keeps them is none.
    return {name.casefold(): name for name in sorted(available_timezones()) if len(name) <= 64}


def stop_data(category: Category) -> str:
    """Return the data of the small button under each message that stops its kind."""
    return f"nomore|{category}|1"
