"""When something may be written to somebody unasked: the hours, the week, the clock's changes."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.contacts.rules import (
    NEVER,
    WEEK,
    Category,
    Choices,
    Hours,
    Span,
    Terms,
    hours_of,
    may_go_at,
    stop_data,
)
from handlers import buttons, own_buttons

pytestmark = pytest.mark.feature("K7")

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NIGHT = Span(time(22), time(8))


def wall(zone: ZoneInfo, *numbers: int, fold: int = 0) -> datetime:
    """A wall time as the moment that it is."""
    return datetime(*numbers, tzinfo=zone, fold=fold).astimezone(UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((2026, 3, 10, 12, 0), (2026, 3, 10, 12, 0)),
        ((2026, 3, 10, 21, 59), (2026, 3, 10, 21, 59)),
        ((2026, 3, 10, 22, 0), (2026, 3, 11, 8, 0)),
        ((2026, 3, 10, 23, 30), (2026, 3, 11, 8, 0)),
        ((2026, 3, 11, 3, 0), (2026, 3, 11, 8, 0)),
        ((2026, 3, 11, 8, 0), (2026, 3, 11, 8, 0)),
    ],
)
def test_the_night_is_slept_through(now: tuple[int, ...], expected: tuple[int, ...]) -> None:
    """What comes up at night goes out when it ends, by the person's own clock."""
    hours = Hours(NIGHT, SHANGHAI)

    assert hours.wakes_at(wall(SHANGHAI, *now)) == wall(SHANGHAI, *expected)


@pytest.mark.parametrize(
    ("span", "now", "expected"),
    [
        # On 29 March the clock jumps from 02:00 to 03:00: a quiet that ends between ends then.
        (Span(time(22), time(2, 30)), wall(BERLIN, 2026, 3, 29, 0, 0), (2026, 3, 29, 3, 0)),
        (Span(time(22), time(8)), wall(BERLIN, 2026, 3, 28, 23, 0), (2026, 3, 29, 8, 0)),
        # On 25 October it has 02:30 twice: the quiet ends the first time, and has ended since.
        (Span(time(22), time(2, 30)), wall(BERLIN, 2026, 10, 25, 1, 0), (2026, 10, 25, 2, 30)),
    ],
)
def test_the_clock_s_changes_are_known(
    span: Span, now: datetime, expected: tuple[int, ...]
) -> None:
    """A night of seven or nine hours ends at the same hour on the wall."""
    assert Hours(span, BERLIN).wakes_at(now) == wall(BERLIN, *expected)


def test_an_hour_that_comes_twice_is_quiet_once() -> None:
    """In its second turn the night is over already."""
    second = wall(BERLIN, 2026, 10, 25, 2, 10, fold=1)

    assert Hours(Span(time(22), time(2, 30)), BERLIN).wakes_at(second) == second


def test_no_quiet_is_no_quiet() -> None:
    """A span that ends where it begins is none."""
    now = wall(SHANGHAI, 2026, 3, 10, 0, 0)

    assert Hours(NEVER, SHANGHAI).wakes_at(now) == now
    assert Hours(NEVER, SHANGHAI).quiets_at(now) is None


def test_the_next_night_is_known() -> None:
    """Today's if it is still to come, else tomorrow's."""
    hours = Hours(NIGHT, SHANGHAI)

    assert hours.quiets_at(wall(SHANGHAI, 2026, 3, 10, 12, 0)) == wall(SHANGHAI, 2026, 3, 10, 22)
    assert hours.quiets_at(wall(SHANGHAI, 2026, 3, 10, 22, 0)) == wall(SHANGHAI, 2026, 3, 11, 22)


def test_the_third_of_a_week_waits_for_the_first_to_be_a_week_old() -> None:
    """Two a week: the room is free again seven days after the older one of the last two."""
    now = wall(SHANGHAI, 2026, 3, 10, 12, 0)
    sent = [now - timedelta(days=1), now - timedelta(days=3)]

    assert may_go_at(now, sent, Hours(NIGHT, SHANGHAI), Terms()) == now + timedelta(days=4)
    assert may_go_at(now, sent[:1], Hours(NIGHT, SHANGHAI), Terms()) == now


def test_one_s_own_hours_and_zone_win() -> None:
    """What somebody chose replaces the community's, each on its own."""
    terms = Terms()

    assert hours_of(Choices(), terms, SHANGHAI) == Hours(terms.quiet, SHANGHAI)
    assert hours_of(Choices(zone="Europe/Berlin"), terms, SHANGHAI) == Hours(terms.quiet, BERLIN)
    assert hours_of(Choices(quiet=NEVER), terms, SHANGHAI) == Hours(NEVER, SHANGHAI)


MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),
    max_value=datetime(2027, 1, 1),
    timezones=st.just(UTC),
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))


@given(
    now=MOMENTS,
    begins=TIMES,
    ends=TIMES,
    ages=st.lists(st.integers(0, 10 * 24 * 60), max_size=8),
    per_week=st.integers(1, 4),
    zone=st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/St_Johns"), ZoneInfo("UTC")]),
)
def test_nothing_goes_too_early_and_nothing_waits_for_ever(
    now: datetime, begins: time, ends: time, ages: list[int], per_week: int, zone: ZoneInfo
) -> None:
    """Whatever the hours and the history: never before now, never over the budget, within days."""
    hours, terms = Hours(Span(begins, ends), zone), Terms(per_week=per_week)
    sent = [now - timedelta(minutes=age) for age in ages]

    at = may_go_at(now, sent, hours, terms)

    assert now <= at <= now + WEEK + timedelta(hours=26)
    assert sum(at - WEEK < moment for moment in sent) < per_week
    assert hours.wakes_at(at) == at


@pytest.mark.parametrize("category", list(Category))
def test_the_small_button_is_one_of_ours(category: Category) -> None:
    """What stands under each message is read as the button that stops its category."""
    assert buttons.unpack(stop_data(category)) == own_buttons.NoMore(
        str(category), is_stopped=True
    )
