"""Polls as pure values: what Telegram takes, who counts, how shares come to a hundred."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.polls.reading import topic_in, wish_in
from bot.features.polls.rules import Cast, Result, best_of, changed, counted, fault_in, shares
from bot.kit.wishes import Misread

pytestmark = pytest.mark.feature("A1")

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("question", "options", "expected"),
    [
        ("Tea?", ("Yes", "No"), None),
        ("", ("Yes", "No"), "poll-fault-question"),
        ("x" * 300, ("Yes", "No"), None),
        ("x" * 301, ("Yes", "No"), "poll-fault-question-long"),
        # Telegram counts an emoji as two.
        ("🎉" * 151, ("Yes", "No"), "poll-fault-question-long"),
        ("Tea?", ("Yes",), "poll-fault-options"),
        ("Tea?", tuple(map(str, range(12))), None),
        ("Tea?", tuple(map(str, range(13))), "poll-fault-options"),
        ("Tea?", ("Yes", "n" * 101), "poll-fault-option-long"),
        ("Tea?", ("Yes", "No", "yes"), "poll-fault-twins"),
    ],
)
def test_what_telegram_would_refuse_is_said_before(
    question: str, options: tuple[str, ...], expected: str | None
) -> None:
    """Each limit is checked before anything is sent."""
    fault = fault_in(question, options)

    assert expected == (None if fault is None else fault.id)


def test_members_count_and_outsiders_are_flagged() -> None:
    """Whoever took theirs back has no vote; an outsider has none either, and is told of."""
    casts = [
        Cast(1, frozenset({0}), is_member=True),
        Cast(2, frozenset({0, 1}), is_member=None),
        Cast(3, frozenset({1}), is_member=False),
        Cast(4, frozenset(), is_member=True),
    ]

    assert Result((2, 1, 0), 2, outsiders=1) == counted(casts, 3)


@given(st.lists(st.integers(0, 500), min_size=2, max_size=12))
def test_shares_of_single_answers_come_to_a_hundred(counts: list[int]) -> None:
    """Rounding loses nothing, and no share is more than one per cent off."""
    voters = sum(counts)
    result = Result(tuple(counts), voters)

    parts = shares(result, takes_several=False)

    assert sum(parts) == (100 if voters else 0)
    assert all(
        abs(part - 100 * n / voters) < 1 for part, n in zip(parts, counts, strict=True) if voters
    )


def test_shares_of_several_answers_are_of_the_voters() -> None:
    """Two of three is 67 per cent, whatever else they chose."""
    assert shares(Result((2, 3, 0), 3), takes_several=True) == (67, 100, 0)


def test_the_best_may_be_several_or_none() -> None:
    """Level options are both the best; without votes none is."""
    assert best_of(Result((2, 0, 2), 4)) == (0, 2)
    assert best_of(Result((0, 0), 0)) == ()


def test_what_changes_with_a_vote_is_what_differs() -> None:
    """A change takes the old choice back; a retraction takes all back."""
    before, now = Cast(1, frozenset({0, 1}), True), Cast(1, frozenset({1, 2}), True)

    assert changed(before, now) == {0: False, 2: True}
    assert changed(now, Cast(1, frozenset(), True)) == {1: False, 2: False}
    assert changed(None, now) == {1: True, 2: True}


def test_a_poll_is_read_from_lines_in_both_languages() -> None:
    """The question stands behind the command, the answers below it, options anywhere."""
    wish = wish_in("哪天晚上有空？ 截止=2天 匿名=是\n- 周五\n2. 周六\n多选: 是", NOW, SHANGHAI)

    assert (wish.question, wish.options) == ("哪天晚上有空？", ("周五", "周六"))
    assert (wish.is_anonymous, wish.takes_several) == (True, True)
    assert wish.lasts == timedelta(days=2)


def test_a_poll_is_read_from_one_line() -> None:
    """A bar parts the answers on one line."""
    wish = wish_in("Tea or coffee? | Tea | Coffee ends=20:00", NOW, SHANGHAI)

    assert wish.options == ("Tea", "Coffee")
    assert (wish.closes_at, wish.lasts) == (datetime(2026, 3, 10, 12, 0, tzinfo=UTC), None)


@pytest.mark.parametrize("ends", ["5s", "400d", "yesterday", "ten"])
def test_an_end_that_cannot_be_is_refused(ends: str) -> None:
    """What is not plain, too short or too long is asked again."""
    with pytest.raises(Misread):
        wish_in(f"Tea? ends={ends}\nYes\nNo", NOW, SHANGHAI)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("7", 7),
        ("https://t.me/c/1234567/7", 7),
        ("t.me/reading/7/120", 7),
        ("general", None),
    ],
)
def test_a_topic_is_a_number_or_a_link(said: str, expected: int | None) -> None:
    """The link of a message in the topic will do."""
    assert expected == topic_in(said)
