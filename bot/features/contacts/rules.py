"""What the bot may write to somebody unasked: about what, how often, and at which hours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.kit.days import moment_of, zone_named

WEEK: Final = timedelta(days=7)
# What could not be written within this time is not news any more.
MOST_DEFERRED: Final = timedelta(days=7)
# Said as a whole message by DM, these switch everything off.
STOP_WORDS: Final = frozenset(
    {"stop", "unsubscribe", "停", "停止", "退订", "退訂", "别发了", "不要再发了", "td"}
)
# The shortest answer to a question about the hours in which nothing is sent.
OFF_WORDS: Final = frozenset({"off", "none", "关", "关闭", "關", "無", "无"})


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


def stop_data(category: Category) -> str:
    """Return the data of the small button under each message that stops its kind."""
    return f"nomore|{category}|1"
