"""What is done, and how much of it, is counted as an operator would."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.tasks.rules import Rate, State, Task, patience, rate

pytestmark = pytest.mark.feature("Mx3")

MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def task(due: timedelta, state: State = "open", settled: timedelta | None = None) -> Task:
    """A task that falls due so long after Monday."""
    at = None if settled is None else MONDAY + settled
    return Task(1, 1, -1, "recap", "Recap", ("a", "b", "c"), 0b101, 7, MONDAY + due, state, at)


def test_the_rate_of_a_week_counts_what_fell_due_in_it() -> None:
    """Done late is done, open is not, left out on purpose is nobody's fault."""
    week = timedelta(days=7)
    some = [
        task(HOUR, "done", HOUR),
        task(HOUR, "done", 2 * HOUR),
        task(2 * HOUR),
        task(2 * HOUR, "dropped", HOUR),
        task(week, "done", HOUR),
        task(-HOUR, "done", -HOUR),
    ]

    counted = rate(some, MONDAY, MONDAY + week)

    assert counted == Rate(due=3, done=2, in_time=1)
    assert counted.percent == 67
    assert Rate().percent == 0


def test_steps_are_counted() -> None:
    """Two of three are done."""
    found = task(HOUR)

    assert [found.has_done(step) for step in range(3)] == [True, False, True]
    assert found.left == 1


@pytest.mark.parametrize(
    ("given", "waits"),
    [(timedelta(minutes=10), HOUR), (5 * HOUR, 5 * HOUR), (90 * HOUR, 24 * HOUR)],
)
def test_those_above_wait_as_long_again(given: timedelta, waits: timedelta) -> None:
    """An hour at least, and a day at most."""
    assert patience(given) == waits
