"""What is among the best, and what of it concerns whom: the specification."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.picks.rules import (
    Pick,
    Wish,
    concerning,
    key_of,
    next_digest,
    said_in,
    span_in,
    wish_in,
)

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)


def chosen(*tags: str, number: int = 1) -> Pick:
    """A message that was chosen, with tags."""
    return Pick(number, -100, number, key_of(-100, number), 7, "", tags, NOW)


@pytest.mark.feature("C9")
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", Wish()),
        ("A first marathon #Running", Wish("A first marathon", ("running",))),
        ("#跑步 第一次  跑马拉松 ＃跑步", Wish("第一次 跑马拉松", ("跑步",))),
        ("no#tag", Wish("no#tag")),
        ("x" * 200, Wish("x" * 120)),
    ],
)
def test_a_title_and_tags_are_told_apart(said: str, expected: Wish) -> None:
    """What is marked is a tag, once; the rest is the title, cut where it is long."""
    assert wish_in(said) == expected


@pytest.mark.feature("C9")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("加精", (True, "")),
        (" 加精 好文 ", (True, "好文")),
        ("取消加精", (False, "")),
        ("加精吧", None),
        ("请加精", None),
        ("加精 " + "x" * 300, None),
    ],
)
def test_the_word_alone_or_with_a_title(words: str, expected: tuple[bool, str] | None) -> None:
    """Talk about it is no command."""
    assert said_in(words) == expected


@pytest.mark.feature("C9")
def test_a_span_is_named_in_both_languages() -> None:
    """The week where nothing is said; what is no span is none."""
    assert [span_in(word) for word in ("", "Month", "月", "全部", "year")] == [
        "week",
        "month",
        "month",
        "all",
        None,
    ]


@pytest.mark.feature("C12")
def test_who_has_an_interest_reads_of_it() -> None:
    """Tag A only: items of A and those that are for everybody, none of B."""
    a, b, plain = chosen("a", number=1), chosen("b", number=2), chosen(number=3)

    assert concerning([a, b, plain], frozenset({"a"})) == [a, plain]
    assert concerning([a, b, plain], frozenset()) == [a, b, plain]


@pytest.mark.feature("C12")
@given(
    now=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
    zone=st.sampled_from(("Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC")),
)
def test_the_next_monday_morning_is_within_a_week(now: datetime, zone: str) -> None:
    """By the community's own clock, over changes of it too, and always ahead."""
    at = next_digest(now.replace(tzinfo=UTC), ZoneInfo(zone))
    wall = at.astimezone(ZoneInfo(zone))

    assert (wall.weekday(), wall.hour, wall.minute) == (0, 9, 0)
    assert timedelta() < at - now.replace(tzinfo=UTC) <= timedelta(days=7, hours=1)
