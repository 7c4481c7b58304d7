"""What a board counts, whose place is above, and where a score stands in the histogram."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.boards.rules import (
    KINDS,
    TIES,
    Earning,
    Frame,
    Score,
    Span,
    buckets_of,
    frame_of,
    is_kept,
    is_listed,
    kind_of,
    moves,
    sheets_of,
    with_earned,
)
from bot.features.seasons.rules import Season

pytestmark = pytest.mark.feature("N4")
NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
SPRING = Season("spring", {}, date(2026, 3, 1), date(2026, 5, 31))
SCORES = st.builds(
    Score,
    st.integers(1, 2_000_000),
    st.datetimes(timezones=st.just(UTC), min_value=datetime(2015, 1, 1)),
)


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        ("day", date(2026, 3, 11), date(2026, 3, 11), date(2026, 3, 11)),
        ("week", date(2026, 3, 9), date(2026, 3, 9), date(2026, 3, 15)),
        ("week", date(2026, 3, 15), date(2026, 3, 9), date(2026, 3, 15)),
        ("week", date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        ("season", date(2026, 5, 31), date(2026, 3, 1), date(2026, 5, 31)),
    ],
)
def test_a_span_has_its_days(span: Span, day: date, first: date, last: date) -> None:
    """Weeks begin on Monday and go over a new year; months end when they end."""
    assert Frame(span, first, last) == frame_of(span, day, (SPRING,))


def test_between_seasons_there_is_no_seasons_board() -> None:
    """A day of no season has none."""
    assert frame_of("season", date(2026, 6, 1), (SPRING,)) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_its_spans(day: date) -> None:
    """Each span holds the day that it is asked for, and the next one begins where it ends."""
    for span in ("day", "week", "month"):
        frame = frame_of(span, day)
        assert frame is not None
        assert frame.starts_on <= day <= frame.ends_on
        following = frame_of(span, frame.ends_on + timedelta(days=1))
        assert following is not None
        assert following.starts_on == frame.ends_on + timedelta(days=1)


@pytest.mark.parametrize(
    ("span", "days", "kept"),
    [("day", 14, True), ("day", 15, False), ("week", 35, True), ("all", 9999, True)],
)
def test_old_boards_go(span: Span, days: int, kept: bool) -> None:
    """Days go after two weeks, weeks after five; all time stays."""
    today = date(2026, 3, 11)
    frame = Frame(span, date(1990, 1, 1), today - timedelta(days=days))

    assert kept == is_kept(frame, today)


def test_what_was_earned_counts_on_all_its_boards() -> None:
    """By chatting in a group: on five spans, each as a whole, by activity and by group."""
    earning = Earning(1, date(2026, 3, 11), "chat", -1001, 20, NOON)

    sheets = list(sheets_of(earning, date(2026, 3, 11), (SPRING,)))

    assert len(set(sheets)) == len(sheets) == 15
    assert {("", 0), ("chat", 0), ("", -1001)} == {(each.kind, each.chat_id) for each in sheets}


def test_a_rule_without_an_activity_counts_on_the_whole_alone() -> None:
    """What the team grants is no activity; each activity's rules are its own."""
    assert kind_of("grant") == ""
    assert list(map(kind_of, ("checkin", "streak", "thanks"))) == [
        "checkins",
        "checkins",
        "thanks",
    ]
    assert sum(map(len, KINDS.values())) == len(set().union(*KINDS.values()))


@given(st.lists(SCORES, min_size=1, max_size=6), st.randoms())
def test_a_score_is_the_same_in_whichever_order_it_is_told(
    scores: list[Score], chance: object
) -> None:
    """Sums and the last moment do not depend on who is counted first."""
    shuffled = list(scores)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    def total(told: list[Score]) -> Score:
        whole = None
        for each in told:
            whole = with_earned(whole, each)
        assert whole is not None
        return whole

    assert total(scores) == total(shuffled)


def test_nothing_and_less_has_no_place() -> None:
    """A score of 0 or below, or of somebody hidden, is not listed."""
    assert [
        is_listed(1, is_visible=True),
        is_listed(0, is_visible=True),
        is_listed(-5, is_visible=True),
        is_listed(10, is_visible=False),
    ] == [True, False, False, False]


@given(st.lists(SCORES, max_size=30), SCORES)
def test_the_histogram_counts_who_is_above(others: list[Score], own: Score) -> None:
    """Higher buckets beside one's own, level by level, hold exactly those with more."""
    counts: dict[tuple[int, int], int] = {}
    for each in others:
        for place, by in moves("week", None, each).items():
            counts[place] = counts.get(place, 0) + by
    above = 0
    for level, bucket in buckets_of("week", own):
        end = (bucket // 256 + 1) * 256 if level < 2 else bucket + 10**9
        above += sum(
            many for (at, number), many in counts.items() if at == level and bucket < number < end
        )

    assert sum(each.experience > own.experience for each in others) == above


@given(SCORES, SCORES)
def test_moving_there_and_back_changes_nothing(one: Score, other: Score) -> None:
    """What a change does to the histogram is undone by the change back."""
    there, back = moves("all", one, other), moves("all", other, one)

    assert there == {place: -by for place, by in back.items()}
    assert moves("all", one, one) == {}


def test_low_scores_of_all_time_are_told_apart_by_weeks() -> None:
    """Many have earned once and never again: there the week counts too, and nowhere else."""
    few, many = Score(20, NOON), Score(256, NOON)

    assert TIES in dict(buckets_of("all", few))
    assert TIES in dict(buckets_of("season", few))
    assert TIES not in dict(buckets_of("all", many))
    assert TIES not in dict(buckets_of("day", few))
