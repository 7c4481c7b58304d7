"""Which day a sign-in counts for, how long a streak is, and what it pays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.checkins.calendar import Spot, is_current
from bot.features.checkins.rules import (
    PRESS_GRACE,
    History,
    Terms,
    Window,
    bonus_for,
    moment_of_press,
    next_bonus,
    streak_ending,
    streak_now,
    window_at,
)
from bot.kit.days import local_day, moment_of, zone_named

pytestmark = pytest.mark.feature("A6")

FIRST = date(2026, 3, 1)
SHANGHAI = zone_named("Asia/Shanghai")
offsets = st.sets(st.integers(0, 40))
BONUSES = ((3, 5), (7, 20), (30, 100))


def _days(numbers: set[int]) -> History:
    return History(frozenset(FIRST + timedelta(days=number) for number in numbers))


@given(offsets, st.integers(0, 40))
def test_a_streak_is_what_counting_back_by_hand_gives(signed: set[int], last: int) -> None:
    """From the last day back to the first one missing, whatever else was signed."""
    by_hand = 0
    for number in range(last, -1, -1):
        if number not in signed:
            break
        by_hand += 1

    assert by_hand == streak_ending(_days(signed), FIRST + timedelta(days=last))


@given(offsets, st.integers(1, 40))
def test_a_day_that_is_not_over_breaks_nothing(signed: set[int], today: int) -> None:
    """Before today's sign-in the streak is yesterday's, after it one longer."""
    others, all_of_them = _days(signed - {today}), _days(signed | {today})
    day = FIRST + timedelta(days=today)
    before = streak_now(others, day)

    assert before == streak_ending(others, day - timedelta(days=1))
    assert streak_now(all_of_them, day) == before + 1


@pytest.mark.parametrize(
    "zone",
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC"],
)
@pytest.mark.parametrize("at", [time(0, 1), time(2, 30), time(12), time(23, 59)])
def test_signing_in_at_the_same_hour_never_breaks_a_streak(zone: str, at: time) -> None:
    """A year of days, of which one has 23 hours and one 25: 365 in a row."""
    where = zone_named(zone)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    signed = [local_day(moment_of(day, at, where), where) for day in days]

    assert days == signed
    assert streak_ending(History(frozenset(signed)), days[-1]) == 365


@pytest.mark.parametrize(
    ("wall", "cutoff", "expected"),
    [
        ("2026-03-10 23:59", time(0), date(2026, 3, 10)),
        ("2026-03-11 00:00", time(0), date(2026, 3, 11)),
        ("2026-03-11 03:59", time(4), date(2026, 3, 10)),
        ("2026-03-11 04:00", time(4), date(2026, 3, 11)),
        ("2026-01-01 00:30", time(4), date(2025, 12, 31)),
    ],
)
def test_the_day_ends_at_the_cut_off(wall: str, cutoff: time, expected: date) -> None:
    """What is done after midnight and before the cut-off is still the evening before."""
    at = datetime.fromisoformat(wall).replace(tzinfo=SHANGHAI).astimezone(UTC)

    assert expected == local_day(at, SHANGHAI, cutoff)


@pytest.mark.parametrize(
    ("seconds_after_midnight", "is_catching_up", "expected"),
    [
        (1, False, 10),
        (1, True, 9),
        (149, True, 9),
        (150, True, 10),
        (3600, True, 10),
    ],
)
def test_a_press_counts_for_yesterday_only_while_catching_up(
    seconds_after_midnight: int, is_catching_up: bool, expected: int
) -> None:
    """A press has no date: right after the cut-off it may have waited, at most 150 s."""
    midnight = datetime(2026, 3, 10, tzinfo=SHANGHAI).astimezone(UTC)
    now = midnight + timedelta(seconds=seconds_after_midnight)

    moment = moment_of_press(now, SHANGHAI, time(0), is_catching_up=is_catching_up)

    assert date(2026, 3, expected) == local_day(moment, SHANGHAI)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"]),
    st.integers(0, 6).map(time),
    st.booleans(),
)
def test_a_press_belongs_to_today_or_yesterday(
    now: datetime, zone: str, cutoff: time, is_catching_up: bool
) -> None:
    """Its day is today's, or the day before while less than the grace has passed of today."""
    where = zone_named(zone)
    today = local_day(now, where, cutoff)
    moment = moment_of_press(now, where, cutoff, is_catching_up=is_catching_up)
    day = local_day(moment, where, cutoff)

    assert day in {today, today - timedelta(days=1)}
    assert moment == now or (is_catching_up and day < today and moment == now - PRESS_GRACE)


MORNING, NIGHT = Window(time(6), time(9)), Window(time(22), time(2))


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("05:59", None),
        ("06:00", 0),
        ("08:59", 0),
        ("09:00", None),
        ("21:59", None),
        ("22:00", 1),
        ("23:59", 1),
        ("00:00", 1),
        ("01:59", 1),
        ("02:00", None),
    ],
)
def test_a_window_is_open_from_its_beginning_up_to_its_end(
    wall: str, expected: int | None
) -> None:
    """Also over midnight; the end itself is outside."""
    at = datetime.fromisoformat(f"2026-03-10 {wall}").replace(tzinfo=SHANGHAI).astimezone(UTC)

    assert expected == window_at(at, SHANGHAI, (MORNING, NIGHT))
    assert window_at(at, SHANGHAI, ()) == 0


@given(st.times(), st.times(), st.times())
def test_a_window_and_its_complement_share_the_day(begins: time, ends: time, wall: time) -> None:
    """Each minute lies in a window or in the one from its end to its beginning, never in both."""
    if begins != ends:
        assert Window(begins, ends).holds(wall) != Window(ends, begins).holds(wall)


@pytest.mark.parametrize(
    ("streak", "bonus", "following"),
    [(1, 0, (3, 5)), (3, 5, (7, 20)), (6, 0, (7, 20)), (30, 100, None), (31, 0, None)],
)
def test_a_bonus_pays_on_its_day(
    streak: int, bonus: int, following: tuple[int, int] | None
) -> None:
    """Three, seven and thirty days in a row pay extra, on that day alone."""
    assert (bonus, following) == (bonus_for(streak, BONUSES), next_bonus(streak, BONUSES))


@pytest.mark.parametrize(
    ("terms", "zone", "expected"),
    [
        (Terms(card_at=time(8)), "Asia/Shanghai", True),
        (Terms(card_at=time(9)), "Asia/Shanghai", False),
        (Terms(card_at=None), "Asia/Shanghai", False),
        (Terms(card_at=time(8), is_on=False), "Asia/Shanghai", False),
        (Terms(card_at=time(8)), "UTC", False),
    ],
)
def test_a_planned_card_is_outdated_by_any_change(terms: Terms, zone: str, expected: bool) -> None:
    """Another hour, another zone, no card or no sign-in: what was planned is not posted."""
    spot = Spot(1, 1, ZoneInfo(zone), terms)

    assert expected == is_current(spot, "08:00", "Asia/Shanghai")
