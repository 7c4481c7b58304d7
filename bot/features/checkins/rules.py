"""Which day a sign-in counts for, how long a streak is, and what it pays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.kit.days import local_day

ONE_DAY = timedelta(days=1)
# Telegram keeps an undelivered button press this long, and gives it no date.
PRESS_GRACE = timedelta(seconds=150)


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


def streak_ending(days: Iterable[date], last: date) -> int:
    """Return how many days in a row, ending with `last`, are among the days."""
    signed = set(days)
    length = 0
    while last - length * ONE_DAY in signed:
        length += 1
    return length


def streak_now(days: Iterable[date], today: date) -> int:
    """Return the streak that stands: today, not yet signed, breaks nothing before it is over."""
    signed = set(days)
    return streak_ending(signed, today if today in signed else today - ONE_DAY)


def bonus_for(streak: int, bonuses: Sequence[tuple[int, int]]) -> int:
    """Return the extra points of a streak's length; each length pays each time it is reached."""
    return dict(bonuses).get(streak, 0)


def next_bonus(streak: int, bonuses: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the next length that pays extra, and what it pays."""
    return next(((length, extra) for length, extra in bonuses if length > streak), None)
