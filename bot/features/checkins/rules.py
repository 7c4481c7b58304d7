"""Which day a sign-in counts for, how long a streak is, and what it pays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.kit.days import local_day, moment_of

# The daily sign-in is the challenge that is always there, under a number that no other has.
DAILY: Final = 0
ONE_DAY = timedelta(days=1)
# Telegram keeps an undelivered button press this long, and gives it no date.
PRESS_GRACE = timedelta(seconds=150)
# Ten minutes that nobody was there at the end of a day are forgiven, however long the day.
LAST_HOURS: Final = timedelta(hours=2)
LAST_OUTAGE: Final = timedelta(minutes=10)
# From one moment up to another, and from a day to another, that day included.
Span: TypeAlias = tuple[datetime, datetime]
Pause: TypeAlias = tuple[date, date]


class Mark(StrEnum):
    """What a day was to somebody's streak."""

    SIGNED = "signed"
    MADE_UP = "made-up"
    REST = "rest"
    PAUSED = "paused"
    FORGIVEN = "forgiven"
    OPEN = "open"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Course:
    """Which days ask for a sign-in: from the first to the last, weekdays of rest aside.

    Weekdays are ISO's: Monday is 1.
    """

    first: date | None = None
    last: date | None = None
    rest: frozenset[int] = frozenset()

    def asks(self, day: date) -> bool:
        """Whether a day asks for a sign-in."""
        is_within = (self.first is None or day >= self.first) and (
            self.last is None or day <= self.last
        )
        return is_within and day.isoweekday() not in self.rest


@dataclass(frozen=True, slots=True)
class History:
    """A member's days: signed (those made up for included), paused, and what was forgiven."""

    signed: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()
    pauses: tuple[Pause, ...] = ()
    forgiven: frozenset[date] = frozenset()
    # Of the days made up for, those that a card paid which was earned.
    by_card: frozenset[date] = frozenset()


EVERY_DAY: Final = Course()


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the wall day, from its beginning up to its end."""

    begins: time
    ends: time

    def holds(self, wall: time) -> bool:
        """Whether a wall time lies in it; a window may run over midnight."""
        if self.begins <= self.ends:
            return self.begins <= wall < self.ends
        return wall >= self.begins or wall < self.ends


@dataclass(frozen=True, slots=True)
class Terms:
    """What a community's sign-in is like."""

    is_on: bool = True
    words: tuple[str, ...] = ("签到", "打卡", "sign in", "check in")
    cutoff: time = time(0)
    points: int = 10
    windows: tuple[Window, ...] = ()
    # Streak length in days -> extra points, ascending.
    bonuses: tuple[tuple[int, int], ...] = ((3, 5), (7, 20), (30, 100))
    card_at: time | None = None
    card_late: timedelta = timedelta(hours=2)
    # The zone that counts up to a moment, where the community has just moved to another.
    before: tuple[ZoneInfo, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """What a check-in is for: the daily sign-in or a challenge, with its days and its hours."""

    challenge_id: int
    zone: ZoneInfo
    cutoff: time = time()
    windows: tuple[Window, ...] = ()
    course: Course = EVERY_DAY
    before: tuple[ZoneInfo, datetime] | None = None

    def zone_at(self, at: datetime) -> ZoneInfo:
        """Return the zone that counts at a moment: a new one begins with the next day."""
        if self.before is not None and at < self.before[1]:
            return self.before[0]
        return self.zone

    def day_of(self, at: datetime) -> date:
        """Return the day for which a moment counts."""
        return local_day(at, self.zone_at(at), self.cutoff)

    def open_for(self, day: date) -> tuple[Span, ...]:
        """Return when a day can be signed in for."""
        return span_of(day, self.zone, self.cutoff, self.windows)


def daily(zone: ZoneInfo, terms: Terms) -> Track:
    """Return the track of a community's daily sign-in."""
    return Track(DAILY, zone, terms.cutoff, terms.windows, before=terms.before)


def next_day(at: datetime, zone: ZoneInfo, cutoff: time) -> datetime:
    """Return when the day of a moment is over."""
    return moment_of(local_day(at, zone, cutoff) + ONE_DAY, cutoff, zone)


def moment_of_press(
    now: datetime, zone: ZoneInfo, cutoff: time, *, is_catching_up: bool
) -> datetime:
    """Return the moment for which a button press counts, as it carries no date of its own.

    It counts for yesterday only while the bot catches up on what waited, and only as long after
    the cut-off as a press can have waited.
    """
    waited = now - PRESS_GRACE
    if is_catching_up and local_day(waited, zone, cutoff) != local_day(now, zone, cutoff):
        return waited
    return now


def window_at(at: datetime, zone: ZoneInfo, windows: Sequence[Window]) -> int | None:
    """Return which window is open at a moment; 0 where the whole day is one, None if closed."""
    if not windows:
        return 0
    wall = at.astimezone(zone).time()
    return next((number for number, window in enumerate(windows) if window.holds(wall)), None)


def span_of(
    day: date, zone: ZoneInfo, cutoff: time, windows: Sequence[Window] = ()
) -> tuple[Span, ...]:
    """Return when a day can be signed in for, from moment to moment: its windows, or all of it."""
    if not windows:
        return ((moment_of(day, cutoff, zone), moment_of(day + ONE_DAY, cutoff, zone)),)

    def moment(wall: time, *, is_end: bool = False) -> datetime:
        # What lies before the cut-off by the wall clock is the night behind the day.
        is_after = wall < cutoff or (is_end and wall == cutoff)
        return moment_of(day + ONE_DAY if is_after else day, wall, zone)

    return tuple((moment(each.begins), moment(each.ends, is_end=True)) for each in windows)


def is_forgiven(open_for: Sequence[Span], outages: Iterable[Span]) -> bool:
    """Whether the bot was away for too much of a day for anybody to be blamed for missing it.

    That is a quarter of the time for which it was open, or ten minutes of the last two hours.
    """
    away = tuple(outages)
    whole = sum((end - begin for begin, end in open_for), timedelta())
    gone = sum((_shared(span, each) for span in open_for for each in away), timedelta())
    if gone and gone * 4 >= whole:
        return True
    begin, end = max(open_for, key=lambda span: span[1])
    last = (max(begin, end - LAST_HOURS), end)
    return sum((_shared(last, each) for each in away), timedelta()) >= LAST_OUTAGE


def _shared(one: Span, other: Span) -> timedelta:
    return max(timedelta(), min(one[1], other[1]) - max(one[0], other[0]))


def mark_of(day: date, history: History, course: Course, today: date) -> Mark:
    """Return what a day was to a member's streak, as it stands today."""
    if not course.asks(day):
        return Mark.REST
    if day in history.signed:
        return Mark.MADE_UP if day in history.made_up else Mark.SIGNED
    if any(first <= day <= last for first, last in history.pauses):
        return Mark.PAUSED
    if day >= today:
        return Mark.OPEN
    return Mark.FORGIVEN if day in history.forgiven else Mark.MISSED


def streak_ending(history: History, last: date, course: Course = EVERY_DAY) -> int:
    """Return how many days that asked for it were signed in a row, ending with `last`.

    Rest, pauses and forgiven days neither add to it nor break it; `last` itself is over.
    """
    length, day = 0, last
    first = min(history.signed, default=last + ONE_DAY)
    while day >= first:
        match mark_of(day, history, course, last + ONE_DAY):
            case Mark.SIGNED | Mark.MADE_UP:
                length += 1
            case Mark.MISSED:
                break
            case _:
                pass
        day -= ONE_DAY
    return length


def streak_now(history: History, today: date, course: Course = EVERY_DAY) -> int:
    """Return the streak that stands: today, not yet signed, breaks nothing before it is over."""
    return streak_ending(history, today if today in history.signed else today - ONE_DAY, course)


def best_streak(history: History, course: Course = EVERY_DAY) -> int:
    """Return the longest streak that there ever was."""
    if not history.signed:
        return 0
    best = length = 0
    day, last = min(history.signed), max(history.signed)
    while day <= last:
        match mark_of(day, history, course, last + ONE_DAY):
            case Mark.SIGNED | Mark.MADE_UP:
                length += 1
            case Mark.MISSED:
                length = 0
            case _:
                pass
        best = max(best, length)
        day += ONE_DAY
    return best


def replayed(
    history: History, today: date, course: Course = EVERY_DAY
) -> Iterator[tuple[date, Mark, int]]:
    """Yield the days back from today, what each was and the streak with it, to what ended it."""
    streak, day = streak_now(history, today, course), min(today, course.last or today)
    floor = min(history.signed, default=today) - ONE_DAY
    while day >= max(floor, course.first or floor):
        mark = mark_of(day, history, course, today)
        yield day, mark, streak
        if mark is Mark.MISSED:
            return
        streak -= mark in {Mark.SIGNED, Mark.MADE_UP}
        day -= ONE_DAY


def bonus_for(streak: int, bonuses: Sequence[tuple[int, int]]) -> int:
    """Return the extra points of a streak's length; each length pays each time it is reached."""
    return dict(bonuses).get(streak, 0)


def next_bonus(streak: int, bonuses: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the next length that pays extra, and what it pays."""
    return next(((length, extra) for length, extra in bonuses if length > streak), None)
