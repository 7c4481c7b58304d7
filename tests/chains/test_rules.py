"""Seats in the order of coming, and how lines and lists are read."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.campaigns.rules import Objective
from bot.features.chains.rules import (
    Link,
    Wish,
    called_in,
    can_become,
    folded,
    line_in,
    moved_up,
    seating,
    wish_in,
)
from bot.kit.wishes import Misread, moment_in

pytestmark = pytest.mark.feature("A8")

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


def links(*quantities: int) -> list[Link]:
    """Lines of people 1, 2, 3, …, in the order of coming."""
    return [Link(n, n, f"P{n}", "", quantity) for n, quantity in enumerate(quantities, 1)]


def wish(said: str) -> Wish:
    """Read a wish at noon in Shanghai."""
    return wish_in(said, lambda word: moment_in(word, NOON, ZONE), NOON)


def test_nobody_is_let_past_somebody_who_waits() -> None:
    """One seat is free, two are wanted: whoever comes later and wants one waits behind."""
    seats = seating(links(2, 2, 1), 3)

    assert [each.person_id for each in seats.seated] == [1]
    assert [each.person_id for each in seats.waiting] == [2, 3]
    assert seats.taken == 2


@given(st.lists(st.integers(1, 20), max_size=40), st.integers(1, 60))
def test_seats_are_never_oversold(quantities: list[int], capacity: int) -> None:
    """Whatever comes, seats hold, everybody is somewhere, and the order is that of coming."""
    lines = links(*quantities)

    seats = seating(lines, capacity)

    assert seats.taken <= capacity
    assert [*seats.seated, *seats.waiting] == lines


@given(st.lists(st.integers(1, 5), min_size=1, max_size=20), st.integers(1, 30), st.data())
def test_when_somebody_leaves_nobody_else_loses_a_seat(
    quantities: list[int], capacity: int, data: st.DataObject
) -> None:
    """Who was seated stays; who has a seat now and had none is told."""
    lines = links(*quantities)
    gone = data.draw(st.sampled_from(lines))
    before = seating(lines, capacity)
    after = seating([each for each in lines if each != gone], capacity)

    kept = {each.person_id for each in before.seated} - {gone.person_id}
    now = {each.person_id for each in after.seated}

    assert kept <= now
    assert {each.person_id for each in moved_up(before, after)} == now - kept


def test_a_line_grows_only_into_free_seats() -> None:
    """Nobody is pushed out by somebody's second thought."""
    lines = links(1, 1)
    more = Link(1, 1, "P1", "", 2)

    assert can_become(lines, 3, more)
    assert not can_become(lines, 2, more)
    assert can_become(lines, None, more)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("vegetarian +2", ("vegetarian", 2)),
        ("+1", ("", 1)),
        ("x3 with tent", ("with tent", 3)),
        ("吃素 ＋２", ("吃素", 2)),
        ("a+2 b", ("a+2 b", None)),
        ("+0", ("", 1)),
        ("+999", ("", 20)),
        ("  two\nlines ", ("two lines", None)),
        ("", ("", None)),
    ],
)
def test_a_line_is_read_with_its_quantity(said: str, expected: tuple[str, int | None]) -> None:
    """Only a word of its own is a quantity, and never more than a party."""
    assert expected == line_in(said)


def test_a_list_is_read_in_both_languages() -> None:
    """Title, options and lines; a moment is by the community's clock."""
    english = wish("Picnic capacity=20 ends=20:00 for=fun target=10\nBring a cup.")
    chinese = wish("野餐 人数=20 截止=20:00 目标=fun 达到=10\nBring a cup.")

    assert english.title == "Picnic"
    assert (english.capacity, english.lasts, english.about) == (
        *(20, timedelta(hours=8)),
        "Bring a cup.",
    )
    assert english.objective == Objective("fun", "participants", 10)
    assert (chinese.capacity, chinese.lasts) == (english.capacity, english.lasts)
    with pytest.raises(Misread):
        wish("Picnic capacity=none")
    with pytest.raises(Misread):
        wish("Picnic ends=yesterday")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("接龙 吃素", "吃素"),
        ("#接龙\n吃素", "吃素"),
        ("接龙", ""),
        ("大家接龙", None),
        ("hi", None),
    ],
)
def test_the_word_calls_for_a_chain(said: str, expected: str | None) -> None:
    """At the beginning alone."""
    assert expected == called_in(said)


def test_what_does_not_fit_is_folded_by_telegrams_own_measure() -> None:
    """An emoji beyond the first plane takes two units."""
    assert folded(["ab", "cd"], 6) == 2
    assert folded(["ab", "😀😀"], 6) == 1
    assert folded(["abcdef"], 6) == 0
