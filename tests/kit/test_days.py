"""Days and wall times in every zone, through gaps and folds."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.days import local_day, moment_of, zone_named

ZONES = sorted(available_timezones() - {"localtime"})
zones = st.sampled_from(ZONES).map(zone_named)
days = st.dates(date(1975, 1, 1), date(2036, 12, 31))
minutes = st.integers(0, 24 * 60 - 1).map(lambda m: time(m // 60, m % 60))
moments = st.datetimes(datetime(1975, 1, 1), datetime(2036, 12, 31), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Asia/Shanghai", date(2026, 3, 10), time(8), "2026-03-10T00:00:00+00:00"),
        ("UTC", date(2026, 3, 10), time(0), "2026-03-10T00:00:00+00:00"),
        # 02:30 does not exist: the clock springs from 02:00 to 03:00.
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00:00+00:00"),
        ("America/New_York", date(2026, 3, 8), time(2), "2026-03-08T07:00:00+00:00"),
        ("America/New_York", date(2026, 3, 8), time(2, 59), "2026-03-08T07:00:00+00:00"),
        ("America/New_York", date(2026, 3, 8), time(3), "2026-03-08T07:00:00+00:00"),
        # 02:30 occurs twice: the first counts.
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30:00+00:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30:00+00:00"),
        # Half an hour only.
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30:00+00:00"),
        # Midnight itself is skipped.
        ("America/Santiago", date(2026, 9, 6), time(0), "2026-09-06T04:00:00+00:00"),
        # A whole day was skipped.
        ("Pacific/Apia", date(2011, 12, 30), time(12), "2011-12-30T10:00:00+00:00"),
    ],
)
def test_a_wall_time_has_one_moment(zone: str, day: date, at: time, expected: str) -> None:
    """A skipped time becomes the gap's end, a repeated one the first of the two."""
    assert expected == moment_of(day, at, zone_named(zone)).isoformat()


@given(days, minutes, zones)
def test_the_moment_reads_as_the_wall_time_or_is_the_gaps_end(
    day: date, at: time, zone: ZoneInfo
) -> None:
    """Read back, a moment shows its wall time; in a gap, the second before is earlier."""
    moment = moment_of(day, at, zone)
    wanted = datetime.combine(day, at)
    shown = moment.astimezone(zone).replace(tzinfo=None)

    assert shown >= wanted
    if shown != wanted:
        before = (moment - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
        assert before < wanted


@given(days, minutes, zones)
def test_the_moment_is_the_first_that_shows_the_wall_time(
    day: date, at: time, zone: ZoneInfo
) -> None:
    """No earlier moment of the two days around it shows the same wall time."""
    moment = moment_of(day, at, zone)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    earlier = [moment - timedelta(minutes=15 * back) for back in range(1, 24 * 4)]

    assert all(each.astimezone(zone).replace(tzinfo=None) != shown for each in earlier)


@given(moments, zones, st.integers(0, 23))
def test_a_day_begins_at_its_cut_off(at: datetime, zone: ZoneInfo, hour: int) -> None:
    """A moment's day is its wall date, or the day before ahead of the cut-off."""
    wall = at.astimezone(zone)
    expected = wall.date() if wall.hour >= hour else wall.date() - timedelta(days=1)

    assert expected == local_day(at, zone, time(hour))


@given(days, zones)
def test_days_follow_one_another(day: date, zone: ZoneInfo) -> None:
    """Midnight of a day belongs to it, and the second before to an earlier one."""
    midnight = moment_of(day, time(), zone)

    assert local_day(midnight, zone) >= day
    assert local_day(midnight - timedelta(seconds=1), zone) < day
