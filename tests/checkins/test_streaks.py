"""Streaks over rest, pauses, make-ups and outages, against a plain reference."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.checkins.rules import (
    DAILY,
    ONE_DAY,
    Course,
    History,
    Mark,
    Terms,
    Track,
    Window,
    best_streak,
    daily,
    is_forgiven,
    mark_of,
    replayed,
    span_of,
    streak_ending,
    streak_now,
)
from bot.kit.days import zone_named

pytestmark = pytest.mark.feature("A6")

FIRST = date(2028, 2, 10)  # a leap year, over two ends of months
SHANGHAI, BERLIN = zone_named("Asia/Shanghai"), zone_named("Europe/Berlin")
MOST = 45
days = st.integers(0, MOST).map(lambda number: FIRST + number * ONE_DAY)
some_days = st.frozensets(days)
pauses = st.lists(
    st.tuples(days, st.integers(0, 6)).map(lambda p: (p[0], p[0] + p[1] * ONE_DAY)), max_size=3
)
courses = st.builds(
    Course,
    first=st.none() | st.just(FIRST),
    last=st.none() | st.just(FIRST + 30 * ONE_DAY),
    rest=st.frozensets(st.integers(1, 7), max_size=3),
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A member's days, whatever happened on them."""
    signed = draw(some_days)
    made_up = frozenset(day for day in sorted(signed) if draw(st.booleans()))
    return History(signed, made_up, tuple(draw(pauses)), draw(some_days))


def plain(history: History, course: Course, today: date) -> int:
    """Count as one would with a pencil: a line a day, from the first day on."""
    count = 0
    day = FIRST - 10 * ONE_DAY
    while day <= today:
        is_asked = (
            day.isoweekday() not in course.rest
            and (course.first is None or day >= course.first)
            and (course.last is None or day <= course.last)
        )
        is_excused = day in history.forgiven or any(a <= day <= b for a, b in history.pauses)
        if is_asked and day in history.signed:
            count += 1
        elif is_asked and not is_excused and day != today:
            count = 0
        day += ONE_DAY
    return count


@given(histories(), courses, days)
def test_a_streak_is_what_a_pencil_gives(history: History, course: Course, today: date) -> None:
    """On random histories the streak is that of the plain reference."""
    assert plain(history, course, today) == streak_now(history, today, course)


@given(histories(), courses, days)
def test_the_explanation_ends_where_the_streak_does(
    history: History, course: Course, today: date
) -> None:
    """Day by day the signed ones are counted down; the first missed one ends it."""
    told = list(replayed(history, today, course))
    counted = [n for _, mark, n in told if mark in {Mark.SIGNED, Mark.MADE_UP}]
    streak = plain(history, course, today)

    assert list(range(streak, 0, -1)) == counted
    assert all(mark is not Mark.MISSED for _, mark, _ in told[:-1])


@given(histories(), courses)
def test_the_best_streak_is_the_longest_of_all_days(history: History, course: Course) -> None:
    """No day ends a longer one."""
    every = [FIRST + number * ONE_DAY for number in range(MOST + 1)]
    longest = max(streak_ending(history, day, course) for day in every)

    assert longest == best_streak(history, course)


@given(histories(), courses, days)
def test_a_make_up_closes_a_gap(history: History, course: Course, day: date) -> None:
    """Made up for, a day counts as one that was signed."""
    mended = History(
        history.signed | {day}, history.made_up | {day}, history.pauses, history.forgiven
    )
    signed = History(history.signed | {day}, frozenset(), history.pauses, history.forgiven)
    today = FIRST + MOST * ONE_DAY

    assert streak_now(signed, today, course) == streak_now(mended, today, course)
    assert mark_of(day, mended, course, today) in {Mark.MADE_UP, Mark.REST}


def signed_on(*numbers: int, **more: object) -> History:
    """Days by their number from the first."""
    return History(frozenset(FIRST + n * ONE_DAY for n in numbers), **more)  # type: ignore[arg-type]


def test_the_leap_day_and_the_months_end_break_nothing() -> None:
    """From the tenth of February 2028 to the second of March there are twenty-two days."""
    whole = signed_on(*range(22))

    assert streak_ending(whole, date(2028, 3, 2)) == 22
    assert date(2028, 2, 29) in whole.signed


def test_rest_days_neither_add_nor_break() -> None:
    """Saturday and Sunday rest: Friday and Monday are two in a row."""
    course = Course(rest=frozenset({6, 7}))
    history = signed_on(1, 2, 4)  # Friday, Saturday, Monday

    assert streak_ending(history, FIRST + 4 * ONE_DAY, course) == 2


def test_a_forgiven_day_that_was_signed_counts() -> None:
    """Whoever got through before the outage keeps the day."""
    gap = frozenset({FIRST + ONE_DAY})

    assert streak_ending(signed_on(0, 1, 2, forgiven=gap), FIRST + 2 * ONE_DAY) == 3
    assert streak_ending(signed_on(0, 2, forgiven=gap), FIRST + 2 * ONE_DAY) == 2
    assert streak_ending(signed_on(0, 2), FIRST + 2 * ONE_DAY) == 1


def at(wall: str) -> datetime:
    """A moment by Shanghai's clocks."""
    return datetime.fromisoformat(wall).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        ("2026-03-10 02:00", "2026-03-10 07:59", False),
        ("2026-03-10 02:00", "2026-03-10 08:00", True),
        ("2026-03-10 21:00", "2026-03-10 22:09", False),
        ("2026-03-10 21:00", "2026-03-10 22:10", True),
        ("2026-03-10 23:51", "2026-03-11 03:00", False),
        ("2026-03-10 23:50", "2026-03-11 03:00", True),
        ("2026-03-11 00:00", "2026-03-11 09:00", False),
        ("2026-03-09 20:00", "2026-03-10 05:59", False),
    ],
)
def test_an_outage_spoils_a_day(began: str, ended: str, expected: bool) -> None:
    """A quarter of the day, or ten minutes of its last two hours, is too much."""
    day = span_of(date(2026, 3, 10), SHANGHAI, time(0))

    assert expected == is_forgiven(day, [(at(began), at(ended))])


def test_several_short_outages_add_up() -> None:
    """Six minutes twice in the last two hours are twelve."""
    day = span_of(date(2026, 3, 10), SHANGHAI, time(0))
    twice = [
        (at("2026-03-10 22:00"), at("2026-03-10 22:06")),
        (at("2026-03-10 23:00"), at("2026-03-10 23:06")),
    ]

    assert is_forgiven(day, twice)
    assert not is_forgiven(day, twice[:1])


def test_an_outage_counts_within_the_windows_alone() -> None:
    """A night without the bot is nobody's loss where one signs in in the evening."""
    track = daily(SHANGHAI, Terms(windows=(Window(time(20), time(0)),)))
    day = track.open_for(date(2026, 3, 10))

    assert track.challenge_id == DAILY
    assert not is_forgiven(day, [(at("2026-03-10 01:00"), at("2026-03-10 20:09"))])
    assert is_forgiven(day, [(at("2026-03-10 19:00"), at("2026-03-10 21:00"))])
    assert day == ((at("2026-03-10 20:00"), at("2026-03-11 00:00")),)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_is_as_long_as_its_clocks_say(day: date, hours: int) -> None:
    """When clocks change, a day has 23 or 25 hours, and the next begins where it ends."""
    track = Track(7, BERLIN, time(0))
    ((begins, ends),) = track.open_for(day)

    assert ends - begins == timedelta(hours=hours)
    assert track.open_for(day + ONE_DAY)[0][0] == ends
    assert track.day_of(ends - timedelta(seconds=1)) == day
    assert track.day_of(ends) == day + ONE_DAY


def test_the_cut_off_moves_the_whole_day() -> None:
    """With four o'clock as the cut-off, half past three is still the evening before."""
    track = Track(7, SHANGHAI, time(4), (Window(time(22), time(4)),))
    ((begins, ends),) = track.open_for(date(2026, 3, 10))

    assert (begins, ends) == (at("2026-03-10 22:00"), at("2026-03-11 04:00"))
    assert track.day_of(at("2026-03-11 03:30")) == date(2026, 3, 10)
