"""What rungs ask for, and when somebody moves: the specification of tiers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.tiers.rules import (
    DEFAULT_ACTIVITY,
    DEFAULT_VALUE,
    Dimension,
    Figures,
    Flow,
    Ladder,
    Measure,
    Need,
    Rung,
    Standing,
    Step,
    Terms,
    Turn,
    came,
    heard_after,
    reaches,
    step_of,
    target_of,
    weighed,
    went,
)

DAY = date(2026, 3, 10)
LURKER, REGULAR, ACTIVE, CORE, KOC = range(5)


def figures(days: int = 30, **had: int) -> Figures:
    """Figures over so many days."""
    return {Measure(Dimension(name), days): each for name, each in had.items()}


@pytest.mark.feature("T4")
class TestTargets:
    @pytest.mark.parametrize(
        ("had", "rank"),
        [
            ({}, LURKER),
            ({"active_days": 1}, LURKER),
            ({"active_days": 2}, REGULAR),
            ({"active_days": 8, "answered": 2}, REGULAR),
            ({"active_days": 8, "answered": 3}, ACTIVE),
            ({"active_days": 15, "answered": 10, "repliers": 4}, ACTIVE),
            ({"active_days": 15, "answered": 10, "repliers": 5}, CORE),
            ({"active_days": 30, "messages": 5000}, REGULAR),
        ],
    )
    def test_figures_reach_the_highest_rung_that_asks_for_no_more(
        self, had: dict[str, int], rank: int
    ) -> None:
        """Everything that a rung asks for has to be there; how much somebody writes is nothing."""
        assert target_of(DEFAULT_ACTIVITY, figures(**had), None) == rank

    def test_a_confirmed_rung_is_reached_by_nobody_alone(self) -> None:
        """Figures keep somebody on it, and bring nobody onto it."""
        had = figures(90, active_days=40, repliers=30, thanked=9)

        assert target_of(DEFAULT_ACTIVITY, had, LURKER) == LURKER
        assert target_of(DEFAULT_ACTIVITY, had, KOC) == KOC

    def test_what_is_missing_is_told_by_need(self) -> None:
        """So much of each is still needed, and never less than nothing."""
        lacks = weighed(DEFAULT_ACTIVITY.rungs[ACTIVE], figures(active_days=5, answered=7))

        assert [(lack.need.measure.dimension, lack.missing) for lack in lacks] == [
            (Dimension.ACTIVE_DAYS, 3),
            (Dimension.ANSWERED, 0),
        ]


@pytest.mark.feature("N7")
class TestSteps:
    def test_whom_nobody_has_looked_at_is_placed(self) -> None:
        """Where their figures reach, and that is no promotion."""
        assert step_of(None, ACTIVE, DAY, 14) == Step(Turn.PLACED, Standing(ACTIVE, DAY))

    def test_up_at_once(self) -> None:
        """Any number of rungs, whatever was below before."""
        standing = Standing(REGULAR, date(2026, 1, 1), date(2026, 3, 1))

        assert step_of(standing, CORE, DAY, 14) == Step(Turn.PROMOTED, Standing(CORE, DAY))

    @pytest.mark.parametrize(
        ("days", "turn"),
        [
            (0, None),
            (5, None),
            (10, None),
            (11, Turn.WARNED),
            (13, Turn.WARNED),
            (14, Turn.DEMOTED),
        ],
    )
    def test_down_only_after_the_grace(self, days: int, turn: Turn | None) -> None:
        """Fourteen days below, with a word three days before."""
        since = date(2026, 1, 1)
        standing = Standing(CORE, since, DAY - timedelta(days=days))

        step = step_of(standing, LURKER, DAY, 14)

        assert (step and step.turn) == turn
        if turn is Turn.DEMOTED:
            assert step == Step(Turn.DEMOTED, Standing(LURKER, DAY))

    def test_the_grace_begins_with_the_first_day_below(self) -> None:
        """And is over as soon as all of it is reached again."""
        since = date(2026, 1, 1)
        fell = step_of(Standing(CORE, since), ACTIVE, DAY, 14)
        assert fell == Step(Turn.FELL, Standing(CORE, since, DAY))

        back = step_of(Standing(CORE, since, DAY), CORE, DAY + timedelta(days=9), 14)
        assert back == Step(Turn.RECOVERED, Standing(CORE, since))

    @given(st.integers(0, 90), st.integers(0, 100))
    def test_from_when_on_a_look_has_to_tell_who_is_below(self, grace: int, days: int) -> None:
        """Since a day before it nothing comes of it, and from it on a notice or the end does."""
        standing = Standing(ACTIVE, DAY - timedelta(days=200), DAY - timedelta(days=days))

        step = step_of(standing, REGULAR, DAY, grace)

        assert (step is not None) == (days >= heard_after(grace))

    def test_without_grace_down_at_once(self) -> None:
        """Where a community wants none."""
        assert step_of(Standing(CORE, DAY), LURKER, DAY, 0) == Step(
            Turn.DEMOTED, Standing(LURKER, DAY)
        )

    @given(
        rank=st.none() | st.integers(0, 4),
        below=st.none() | st.integers(0, 30),
        target=st.integers(0, 4),
        grace=st.integers(0, 30),
    )
    def test_taken_twice_a_step_changes_nothing(
        self, rank: int | None, below: int | None, target: int, grace: int
    ) -> None:
        """Whoever was moved by a night stands still by the same night."""
        since = date(2026, 1, 1)
        below_since = None if below is None else DAY - timedelta(days=below)
        standing = None if rank is None else Standing(rank, since, below_since)
        step = step_of(standing, target, DAY, grace)
        if step is None or step.turn is Turn.WARNED:
            return

        again = step_of(step.then, target, DAY, grace)

        assert again is None or again.turn is Turn.WARNED


@pytest.mark.feature("T5")
class TestLadders:
    @pytest.mark.parametrize(
        ("switch", "has_spends", "ladders"),
        [
            ("auto", False, ["activity"]),
            ("auto", True, ["activity", "value"]),
            ("on", False, ["activity", "value"]),
            ("off", True, ["activity"]),
        ],
    )
    def test_the_ladder_of_value_is_there_once_something_was_spent(
        self, switch: str, has_spends: bool, ladders: list[str]
    ) -> None:
        """Or when it is switched on; never when it is off."""
        terms = Terms(value_switch=switch)  # type: ignore[arg-type]

        assert [each.key for each in terms.ladders(has_spends=has_spends)] == ladders

    def test_both_are_independent(self) -> None:
        """Who spends much and says nothing is a VIP, and a lurker."""
        spent = figures(365, spend=5000, purchases=9) | figures(90, purchases=5)

        assert target_of(DEFAULT_VALUE, spent, None) == 3
        assert target_of(DEFAULT_ACTIVITY, spent, None) == LURKER


@pytest.mark.feature("N7")
def test_a_rung_opens_what_those_below_it_open() -> None:
    """Nobody loses a way in by going up."""
    ladder = Ladder(
        "activity",
        (
            Rung("low", {"en": "Low"}),
            Rung(
                "mid", {"en": "Mid"}, (Need(Measure(Dimension.MESSAGES, 7), 1),), opens=("core",)
            ),
            Rung("top", {"en": "Top"}, (Need(Measure(Dimension.MESSAGES, 7), 9),), opens=("vip",)),
        ),
    )

    assert [sorted(ladder.opens(rank)) for rank in (None, 0, 1, 2)] == [
        [],
        [],
        ["core"],
        ["core", "vip"],
    ]
    assert reaches(ladder.rungs[0], {})


@pytest.mark.feature("T11")
def test_who_came_and_who_went_is_told_apart() -> None:
    """A move between rungs is neither."""
    flows = [Flow(None, 0, 5), Flow(0, 1, 3), Flow(2, None, 1), Flow(None, 3, 1)]

    assert (came(flows), went(flows)) == (6, 1)
