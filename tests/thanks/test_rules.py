"""What a thank-you is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.thanks.rules import History, Terms, worth_of

pytestmark = pytest.mark.feature("R7")


@pytest.mark.parametrize(
    ("history", "worth"),
    [
        (History(), 8),
        (History(pair_lately=1), 4),
        (History(pair_lately=3), 1),
        (History(pair_lately=4), 0),
        (History(got_today=9), 8),
        (History(got_today=10), 0),
    ],
)
def test_repetition_is_worth_less(history: History, worth: int) -> None:
    """Half as much each time between the same two, and nothing beyond the day's cap."""
    assert worth_of(history, Terms(points=8)) == worth


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 100))
def test_a_ring_mints_no_more_than_twice_a_single_one(points: int, lately: int, got: int) -> None:
    """However often the same two thank each other, it stays below two of the first kind."""
    terms = Terms(points=points)
    together = sum(worth_of(History(pair_lately=n), terms) for n in range(40))

    assert together <= 2 * points
    assert 0 <= worth_of(History(pair_lately=lately, got_today=got), terms) <= points
