"""What a member's tag says, and what another curve would change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.levels.rules import LONGEST_TAG, shift_of, tag_of
from bot.features.points.rules import CURVES, Levels, is_another_level, level_of, standing_of

pytestmark = pytest.mark.feature("N2")


@pytest.mark.parametrize(
    ("level", "names", "expected"),
    [
        (3, {}, "Lv 3"),
        (3, {1: "新芽"}, "新芽"),
        (12, {1: "新芽", 10: "⭐ Regular"}, "Regular"),
        (5, {5: "🌱"}, "Lv 5"),
        (5, {5: "The very longest of names"}, "The very longest"),
    ],
)
def test_a_tag_is_the_level_s_name_without_emoji(
    level: int, names: dict[int, str], expected: str
) -> None:
    """Telegram takes sixteen characters and no emoji; what is left of nothing is the number."""
    assert tag_of(level, names) == expected


@given(st.integers(0, 1000), st.dictionaries(st.integers(0, 1000), st.text(max_size=64)))
def test_a_tag_always_fits(level: int, names: dict[int, str]) -> None:
    """Whatever a level is called, Telegram takes its tag."""
    assert 0 < len(tag_of(level, names)) <= LONGEST_TAG


@given(st.integers(0, 10**7), st.integers(0, 10**4), st.sampled_from(sorted(CURVES)))
def test_a_level_never_falls_by_earning(before: int, worth: int, curve: str) -> None:
    """And the number alone is the level that is shown."""
    levels = Levels(curve)

    assert level_of(before, levels) == standing_of(before, levels).level
    assert is_another_level(before, before + worth, levels) == (
        standing_of(before + worth, levels).level > standing_of(before, levels).level
    )


def test_another_curve_is_told_before_it_counts() -> None:
    """How many rise, fall and stay, and who moves furthest."""
    held = [(0, 7), (100, 2), (1150, 1), (23850, 1)]

    shift = shift_of(held, Levels("mee6"), Levels("square"))

    # 100 is level 1 by both; 1150 is level 5 by mee6 and 3 by square; 23850 is 20 and 15.
    assert (shift.risen, shift.fallen, shift.same) == (0, 2, 9)
    assert shift.largest[0] == (23850, 20, 15, 1)
