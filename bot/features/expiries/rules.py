"""When points expire and how many: what was earned first is spent first, the rest may go."""

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """After how many months points expire (0: never), and how long before it is told."""

    months: int = 0
    notice: timedelta = timedelta(days=14)

    @property
    def is_on(self) -> bool:
        """Whether points expire at all."""
        return self.months > 0


@dataclass(frozen=True, slots=True, order=True)
class Round:
    """One round of expiry: on a day, of what was earned before another day."""

    on: date
    earned_before: date


def round_of(month: date, months: int) -> Round:
    """Return the round of a month: on its first day goes what was earned so many months before.

    With 12 months, what was earned in March 2026 goes on 1 April 2027: all of a month at once, so
    that one notice a month is enough, and nothing before its time.
    """
    first = month.replace(day=1)
    return Round(first, _months_before(first, months))


def next_round(today: date, months: int) -> Round:
    """Return the first round after a day."""
    return round_of((today.replace(day=1) + 31 * _DAY).replace(day=1), months)


def told_on(coming: Round, notice: timedelta) -> date:
    """Return the day on which a round is told beforehand."""
    return coming.on - notice


def expires_on(coming: Round, told: date, notice: timedelta) -> date:
    """Return the day of a round that was told on a day: nobody has less time than was promised."""
    return max(coming.on, told + notice)


def expiring(earned_before: int, taken: int) -> int:
    """Return how many points expire.

    Every point that was ever taken, spent, given away or expired, was the oldest one there was.

    Args:
        earned_before: all points that came in before the day.
        taken: all points that went out, until now.
    """
    return max(0, earned_before - taken)


def _months_before(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
