"""When entries fall due, held against an independent library and against the calendar itself."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from bot.features.calendar.festivals import FESTIVALS, Unreadable
from bot.features.calendar.timing import Change, Timing, check, resolve

EIGHT = (time(8, 30),)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def slots(timing: Timing, first: str, last: str) -> list[str]:
    """Return the slots between two days, written shortly."""
    found = timing.slots(date.fromisoformat(first), date.fromisoformat(last))
    return [f"{each:%Y-%m-%d %H:%M}" for each in found]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("day", ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]),
        ("weekdays", ["2026-02-27", "2026-03-02"]),
        ("工作日", ["2026-02-27", "2026-03-02"]),
        ("mon, sat", ["2026-02-28", "2026-03-02"]),
        ("周六、周日", ["2026-02-28", "2026-03-01"]),
        ("month:1", ["2026-03-01"]),
        ("month:last", ["2026-02-28"]),
        ("month:last-fri", ["2026-02-27"]),
        ("month:1-sun", ["2026-03-01"]),
        ("每月1日", ["2026-03-01"]),
    ],
)
def test_words_are_days(rule: str, expected: list[str]) -> None:
    """Over the end of a month, in both languages."""
    found = slots(Timing("words", rule, times=EIGHT), "2026-02-27", "2026-03-02")

    assert found == [f"{day} 08:30" for day in expected]


def test_a_day_that_a_month_has_not_is_left_out() -> None:
    """The thirty-first is in seven months of a year, the leap day in one year of four."""
    thirty_first = Timing("words", "month:31", times=EIGHT)
    leap = Timing("rrule", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", times=EIGHT)

    assert len(slots(thirty_first, "2026-01-01", "2026-12-31")) == 7
    assert slots(leap, "2026-01-01", "2029-12-31") == ["2028-02-29 08:30"]


def test_in_cron_one_to_five_is_monday_to_friday() -> None:
    """As everywhere else, and not as in the library that knocks."""
    timing = Timing("cron", "30 8 * * 1-5")

    assert slots(timing, "2026-03-12", "2026-03-16") == [
        "2026-03-12 08:30",
        "2026-03-13 08:30",
        "2026-03-16 08:30",
    ]


@pytest.mark.feature("C7")
@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("spring-festival", "2027-02-06"),
        ("new-years-eve", "2027-02-05"),
        ("lantern-festival", "2027-02-20"),
        ("qingming", "2027-04-05"),
        ("dragon-boat", "2027-06-09"),
        ("mid-autumn", "2027-09-15"),
        ("national-day", "2027-10-01"),
    ],
)
def test_festivals_fall_on_the_right_day(name: str, day: str) -> None:
    """Of the lunar year and of the solar one."""
    assert slots(Timing("festival", name, times=EIGHT), "2027-01-01", "2027-12-31") == [
        f"{day} 08:30"
    ]


def test_every_festival_comes_once_a_year() -> None:
    """For fifty years, and none is missing."""
    for name in FESTIVALS:
        found = slots(Timing("festival", name, times=EIGHT), "2025-01-01", "2074-12-31")
        assert 49 <= len(found) <= 51, name


def test_a_shift_counts_from_the_festival() -> None:
    """Three days before, over the turn of the year too."""
    timing = Timing("festival", "new-year", times=EIGHT, shift=-3)

    assert slots(timing, "2026-12-01", "2027-12-31") == ["2026-12-29 08:30", "2027-12-29 08:30"]


def test_public_holidays_are_skipped_or_meant() -> None:
    """Workdays in the first days of October are few in China."""
    working = Timing("words", "weekdays", times=EIGHT, country="CN", skips_holidays=True)
    feast = Timing("holidays", "DE", times=EIGHT, country="DE")

    assert slots(working, "2026-09-30", "2026-10-04") == ["2026-09-30 08:30"]
    assert "2026-12-25 08:30" in slots(feast, "2026-12-01", "2026-12-31")


def test_a_change_moves_or_drops_one_day() -> None:
    """What was moved is in its place among the others, and nothing is there twice."""
    timing = Timing(
        "words",
        "day",
        times=EIGHT,
        begins=date(2026, 3, 2),
        until=date(2026, 3, 6),
        skips=(date(2026, 3, 3),),
        changes=(
            Change(date(2026, 3, 4), datetime(2026, 3, 5, 7, 0)),
            Change(date(2026, 3, 6), None),
        ),
    )

    assert slots(timing, "2026-03-01", "2026-03-31") == [
        "2026-03-02 08:30",
        "2026-03-05 07:00",
        "2026-03-05 08:30",
    ]


@pytest.mark.parametrize(
    ("slot", "moment"),
    [
        # 02:30 does not come to be on the day on which the clocks go forward …
        (datetime(2026, 3, 29, 2, 30), "2026-03-29T01:00:00+00:00"),
        # … and is there twice on the day on which they go back.
        (datetime(2026, 10, 25, 2, 30), "2026-10-25T00:30:00+00:00"),
        (datetime(2026, 7, 1, 2, 30), "2026-07-01T00:30:00+00:00"),
    ],
)
def test_gaps_and_folds_are_settled_once(slot: datetime, moment: str) -> None:
    """A gap ends where the clock goes on, a fold is its first time."""
    assert resolve(slot, ZoneInfo("Europe/Berlin")) == datetime.fromisoformat(moment)


@given(days, st.integers(0, 400), st.sets(st.sampled_from(range(7)), min_size=1))
def test_weekdays_agree_with_another_library(first: date, span: int, chosen: set[int]) -> None:
    """Any set of weekdays over any stretch of days."""
    last = first + timedelta(days=span)
    rule = ",".join(WEEK[each] for each in chosen)

    found = list(Timing("words", rule, times=EIGHT).slots(first, last))

    assert found == [
        datetime.combine(first + timedelta(days=n), EIGHT[0])
        for n in range(span + 1)
        if (first + timedelta(days=n)).weekday() in chosen
    ]


@given(days, st.integers(0, 900), st.integers(1, 5), st.sampled_from([DAILY, WEEKLY, MONTHLY]))
def test_rules_count_from_their_beginning(begins: date, span: int, every: int, often: int) -> None:
    """Whatever window is looked at, the same days come out."""
    name = {DAILY: "DAILY", WEEKLY: "WEEKLY", MONTHLY: "MONTHLY"}[often]
    timing = Timing("rrule", f"FREQ={name};INTERVAL={every}", times=EIGHT, begins=begins)
    last = begins + timedelta(days=span)
    middle = begins + timedelta(days=span // 2)

    whole = list(timing.slots(begins, last))
    parts = [*timing.slots(begins, middle), *timing.slots(middle + timedelta(days=1), last)]

    expected = rrule(
        often,  # type: ignore[arg-type]
        interval=every,
        dtstart=datetime.combine(begins, EIGHT[0]),
        until=datetime.combine(last, time.max),
    )
    assert whole == parts == list(expected)


@pytest.mark.parametrize(
    "timing",
    [
        Timing("cron", "* * * *"),
        Timing("cron", "0 0 0 * * *"),
        Timing("cron", "61 8 * * *"),
        Timing("rrule", "FREQ=SECONDLY"),
        Timing("rrule", "FREQ=DAILY;UNTIL=20260101T000000Z"),
        Timing("rrule", "DTSTART:20260101T000000\nRRULE:FREQ=DAILY"),
        Timing("rrule", "nonsense"),
        Timing("words", "someday"),
        Timing("words", "month:32"),
        Timing("words", "month:last-xyz"),
        Timing("words", ""),
        Timing("festival", "easter-bunny"),
        Timing("lunar", "13-1"),
        Timing("lunar", "8"),
        Timing("holidays", "XX", country="XX"),
    ],
)
def test_what_cannot_be_read_is_refused(timing: Timing) -> None:
    """Before it can fall due."""
    with pytest.raises(Unreadable):
        check(timing)


@given(st.text(max_size=40), st.sampled_from(["cron", "rrule", "words", "festival", "lunar"]))
def test_anything_can_be_written(rule: str, sort: str) -> None:
    """Whatever stands there is read or refused."""
    timing = Timing(sort, rule, times=EIGHT)  # type: ignore[arg-type]
    try:
        check(timing)
    except Unreadable:
        return
    for slot in timing.slots(date(2026, 1, 1), date(2026, 1, 8)):
        assert resolve(slot, ZoneInfo("UTC")).tzinfo == UTC or resolve(slot, ZoneInfo("UTC"))
