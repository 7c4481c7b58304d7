"""Which points expire, and when: a whole month at once, the oldest spent first."""

from collections import deque
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.expiries.rules import (
    Round,
    Terms,
    expires_on,
    expiring,
    next_round,
    round_of,
    told_on,
)

pytestmark = pytest.mark.feature("N11")


@pytest.mark.parametrize(
    ("month", "months", "before"),
    [
        (date(2027, 4, 1), 12, date(2026, 4, 1)),
        (date(2026, 4, 30), 1, date(2026, 3, 1)),
        (date(2026, 1, 15), 1, date(2025, 12, 1)),
        (date(2028, 2, 29), 24, date(2026, 2, 1)),
    ],
)
def test_a_round_takes_whole_months(month: date, months: int, before: date) -> None:
    """What was earned in March 2026 goes on 1 April 2027, if it is kept for twelve months."""
    assert round_of(month, months) == Round(month.replace(day=1), before)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_nothing_goes_before_its_time(earned: date, months: int) -> None:
    """From the day on which it was earned, so many months have passed, and less than one more."""
    coming = next_round(earned, 1)
    while coming.earned_before <= earned:
        coming = next_round(coming.on, months)
    passed = (coming.on.year - earned.year) * 12 + coming.on.month - earned.month

    assert months < passed <= months + 1 or passed == months + 1


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(-40, 400), st.integers(1, 90))
def test_nobody_has_less_time_than_was_promised(month: date, late: int, days: int) -> None:
    """However late it is told, as after an outage."""
    coming, notice = round_of(month, 12), timedelta(days=days)
    told = told_on(coming, notice) + timedelta(days=late)

    on = expires_on(coming, told, notice)

    assert on >= coming.on
    assert on - told >= notice or late < 0


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), max_size=30), st.integers(0, 30))
def test_it_is_what_is_left_of_the_oldest(deeds: list[tuple[int, bool]], old: int) -> None:
    """As if each point lay in a queue: what comes in stands last, what goes out is the first."""
    queue: deque[int] = deque()
    came = taken = 0
    for at, (points, is_spent) in enumerate(deeds):
        if is_spent:
            for _ in range(min(points, len(queue))):
                queue.popleft()
                taken += 1
        else:
            queue.extend([at] * points)
            came += points if at < old else 0

    assert expiring(came, taken) == sum(1 for at in queue if at < old)


def test_it_is_off_until_somebody_chooses() -> None:
    """Nobody loses anything by an update of the bot."""
    assert not Terms().is_on
