"""Objectives, and report cards in exact numbers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.campaigns.rules import (
    NAMES,
    RATINGS_LAST,
    Campaign,
    Depth,
    Objective,
    Report,
    Satisfaction,
    Turnout,
    objective_in,
    packed,
    target_in,
    unpacked,
)
from bot.kit.wishes import Misread, said_in

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
SOME = Turnout(12, 30, 240)
UNRATED = Satisfaction(0, 0)


def report(
    objective: Objective | None = None,
    *,
    reach: int = 40,
    turnout: Turnout = SOME,
    liked: Satisfaction = UNRATED,
) -> Report:
    """A report card."""
    campaign = Campaign(
        id=1,
        community_id=1,
        kind="poll",
        item_id=1,
        chat_id=-1,
        title="Tea or coffee",
        objective=objective,
        reach=reach,
        made_by=None,
        opened_at=NOON,
        closed_at=NOON,
    )
    return Report(campaign, turnout, liked)


@pytest.mark.feature("A17")
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("30", ("participants", 30)),
        ("30 people", ("participants", 30)),
        ("30人", ("participants", 30)),
        ("20%", ("share", 20)),
        ("20％", ("share", 20)),
        ("200 actions", ("actions", 200)),
        ("200次", ("actions", 200)),
        ("4.5 stars", ("satisfaction", 45)),
        ("4星", ("satisfaction", 40)),
        ("5⭐", ("satisfaction", 50)),
        ("0", None),
        ("2.5", None),
        ("6 stars", None),
        ("120%", None),
        ("many", None),
        ("", None),
    ],
)
def test_a_target_is_read_with_its_figure(said: str, expected: tuple[str, int] | None) -> None:
    """The unit says by which figure it is seen; what is not plain is none."""
    assert expected == target_in(said)


@pytest.mark.feature("A17")
def test_an_objective_stands_among_the_options_in_both_languages() -> None:
    """Words, a target, both or neither; a target that is none is refused."""
    english = objective_in(said_in('Tea for="wake us up" target=20%', NAMES))
    chinese = objective_in(said_in("喝茶 目标=唤醒大家 达到=30", NAMES))

    assert english == Objective("wake us up", "share", 20)
    assert chinese == Objective("唤醒大家", "participants", 30)
    assert objective_in(said_in("Tea for=fun", NAMES)) == Objective("fun")
    assert objective_in(said_in("Tea", NAMES)) is None
    with pytest.raises(Misread):
        objective_in(said_in("Tea target=lots", NAMES))


@pytest.mark.feature("A17")
@pytest.mark.parametrize(
    ("objective", "liked", "expected"),
    [
        (None, Satisfaction(0, 0), "unset"),
        (Objective("fun"), Satisfaction(0, 0), "unset"),
        (Objective("fun", "participants", 12), Satisfaction(0, 0), "reached"),
        (Objective("fun", "participants", 13), Satisfaction(0, 0), "missed"),
        (Objective("fun", "actions", 30), Satisfaction(0, 0), "reached"),
        (Objective("fun", "share", 30), Satisfaction(0, 0), "reached"),
        (Objective("fun", "share", 31), Satisfaction(0, 0), "missed"),
        (Objective("fun", "satisfaction", 45), Satisfaction(9, 45), "hidden"),
        (Objective("fun", "satisfaction", 45), Satisfaction(10, 45), "reached"),
        (Objective("fun", "satisfaction", 46), Satisfaction(10, 45), "missed"),
    ],
)
def test_the_objective_is_held_against_the_result(
    objective: Objective | None, liked: Satisfaction, expected: str
) -> None:
    """Reached or missed by its own figure; what is not known or not shown is not judged."""
    assert expected == report(objective, liked=liked).verdict


@pytest.mark.feature("A18")
def test_a_report_card_in_exact_numbers() -> None:
    """Shares, actions each, depth and the mean of the stars."""
    card = report(
        turnout=Turnout(12, 30, 240, Depth(conversations=8, multi_turn=3, median_letters=14)),
        liked=Satisfaction(11, 47),
    )

    assert (card.share, card.actions_each, card.satisfaction.tenths) == (30, 2.5, 43)
    assert card.turnout.depth is not None
    assert card.turnout.depth.share == 38


@pytest.mark.feature("A18")
def test_what_cannot_be_told_is_not_told() -> None:
    """No share of nobody, no mean of nine ratings, no actions each without anybody."""
    card = report(reach=0, turnout=Turnout(0, 0), liked=Satisfaction(9, 45))

    assert (card.share, card.actions_each, card.satisfaction.tenths) == (None, 0.0, None)
    assert report(reach=5).share == 100


@given(st.integers(10, 10_000), st.data())
def test_the_mean_is_never_off_by_more_than_half_a_tenth(
    ratings: int, data: st.DataObject
) -> None:
    """Rounding keeps the mean what it is."""
    stars = data.draw(st.integers(ratings, 5 * ratings))

    tenths = Satisfaction(ratings, stars).tenths

    assert tenths is not None
    assert abs(tenths / 10 - stars / ratings) <= 0.05 + 1e-9


@pytest.mark.parametrize("objective", [None, Objective("fun"), Objective("", "share", 20)])
def test_a_draft_keeps_an_objective_as_it_was(objective: Objective | None) -> None:
    """Packed and unpacked it is the same."""
    assert unpacked(packed(objective)) == objective


def test_ratings_are_taken_for_three_days_behind_the_end() -> None:
    """Not while it runs, and not for ever."""
    over = report().campaign

    assert over.takes_ratings(NOON + RATINGS_LAST - timedelta(seconds=1))
    assert not over.takes_ratings(NOON + RATINGS_LAST)
