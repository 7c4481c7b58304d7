"""What all reasons together leave somebody."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.restrictions.rules import LONGEST, NOTHING, PERMISSIONS, Held, told

pytestmark = pytest.mark.feature("R3")

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ENDS = st.none() | st.timedeltas(min_value=-timedelta(days=2), max_value=timedelta(days=800)).map(
    lambda ahead: NOW + ahead
)
HELD = st.lists(
    st.builds(
        Held,
        st.text(min_size=1, max_size=3),
        st.dictionaries(st.sampled_from(PERMISSIONS), st.booleans()),
        ENDS,
    ),
    max_size=5,
)


def test_with_no_reason_everything_is_allowed() -> None:
    """Telegram itself keeps it within the chat's own defaults."""
    state = told([], NOW)

    assert set(state.permissions.values()) == {True}
    assert state.until is None


def test_a_mute_leaves_nothing() -> None:
    """Reactions and tags too: every permission is named and refused."""
    state = told([Held("case:1", NOTHING, NOW + HOUR)], NOW)

    assert state.permissions == dict.fromkeys(PERMISSIONS, False)
    assert state.until == NOW + HOUR


@given(HELD)
def test_no_reason_allows_what_another_forbids(held: list[Held]) -> None:
    """What is allowed is what every standing reason allows."""
    standing = [each for each in held if each.until is None or each.until > NOW]

    state = told(held, NOW)

    assert set(state.permissions) == set(PERMISSIONS)
    for name, allowed in state.permissions.items():
        assert allowed == all(each.permissions.get(name, False) for each in standing)


@given(HELD, HELD)
def test_more_reasons_never_allow_more(some: list[Held], more: list[Held]) -> None:
    """Another reason takes away or leaves as it is."""
    fewer = told(some + more, NOW).permissions

    assert all(told(some, NOW).permissions[name] for name in PERMISSIONS if fewer[name])


@given(HELD)
def test_nobody_is_free_too_early(held: list[Held]) -> None:
    """The end that Telegram is told is the last of all, and none where one has none."""
    standing = [each.until for each in held if each.until is None or each.until > NOW]

    until = told(held, NOW).until

    if until is not None:
        assert until == max(each for each in standing if each is not None)
        assert until - NOW <= LONGEST
    else:
        assert not standing or None in standing or max(filter(None, standing)) - NOW > LONGEST


@given(HELD)
def test_order_does_not_matter(held: list[Held]) -> None:
    """Reasons are a set."""
    assert told(held, NOW) == told(reversed(held), NOW)
