"""What stands in the way of a gift."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.gifts.rules import Terms, Today, number_in, obstacle_to

pytestmark = pytest.mark.feature("N12")
LONG = timedelta(days=30)


@pytest.mark.parametrize(
    ("points", "today", "known_for", "is_self", "expected"),
    [
        (20, Today(), LONG, False, None),
        (20, Today(), LONG, True, "self"),
        (20, Today(), timedelta(days=6), False, "young"),
        (20, Today(times=10), LONG, False, "often"),
        (20, Today(given=181), LONG, False, "much"),
        (20, Today(given=180), LONG, False, None),
        (20, Today(got=481), LONG, False, "full"),
    ],
)
def test_a_gift_keeps_to_the_day_s_limits(
    points: int, today: Today, known_for: timedelta, *, is_self: bool, expected: str | None
) -> None:
    """Of whoever gives and of whoever receives; the newest members give nothing."""
    found = obstacle_to(points, today, Terms(), is_self=is_self, known_for=known_for)

    assert found == expected


def test_gifts_can_be_switched_off() -> None:
    """With a limit of nothing."""
    found = obstacle_to(1, Today(), Terms(given_a_day=0), is_self=False, known_for=LONG)

    assert found == "off"


@pytest.mark.parametrize("word", ["", "0", "-5", "1.5", "٢", "１", "1e3", "99999999", "abc"])
def test_a_number_is_whole_and_plain(word: str) -> None:
    """Nothing below one, and no digits that only look like some."""
    assert number_in(word) is None


@given(st.integers(1, 1_000_000))
def test_every_plain_number_is_read(points: int) -> None:
    """With a plus or without."""
    assert number_in(str(points)) == number_in(f"+{points}") == points
