"""When a season is, and which spans the file may name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.kinds import Unfit
from bot.config.seasons import _SPANS
from bot.features.seasons.rules import Season, Terms, overlapping

pytestmark = pytest.mark.feature("N11")

SPRING = Season("spring", {"en": "Spring", "zh-CN": "春季"}, date(2026, 3, 1), date(2026, 5, 31))
AUTUMN = Season("autumn", {"en": "Autumn", "zh-CN": "秋季"}, date(2026, 9, 1), date(2026, 11, 30))
TERMS = Terms((SPRING, AUTUMN))


@pytest.mark.parametrize(
    ("day", "on", "after"),
    [
        (date(2026, 2, 28), None, SPRING),
        (date(2026, 3, 1), SPRING, AUTUMN),
        (date(2026, 5, 31), SPRING, AUTUMN),
        (date(2026, 6, 1), None, AUTUMN),
        (date(2026, 12, 1), None, None),
    ],
)
def test_both_bounds_belong_to_a_season(
    day: date, on: Season | None, after: Season | None
) -> None:
    """Between two there is none, and the next is known."""
    assert (TERMS.on(day), TERMS.after(day)) == (on, after)


@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 60))))
def test_no_day_lies_in_two_seasons(spans: list[tuple[date, int]]) -> None:
    """Where two have a day in common, they are named; else no two have."""
    seasons = tuple(
        Season(str(at), {}, first, first + timedelta(days=days))
        for at, (first, days) in enumerate(spans)
    )
    days = [first + timedelta(days=number) for first, more in spans for number in range(more + 1)]

    assert (overlapping(seasons) is None) == (len(days) == len(set(days)))


def test_the_file_names_seasons_in_either_way() -> None:
    """Days as TOML has them or in quotes; a title for all, or one a language; kept in order."""
    drawn = _SPANS.draw(
        [
            {"key": "b", "from": "2026-06-01", "to": "2026-06-30"},
            {
                "key": "a",
                "title": {"en": "A", "zh-CN": "甲"},
                "from": date(2026, 1, 1),
                "to": date(2026, 1, 31),
            },
        ]
    )

    assert [each.key for each in drawn] == ["a", "b"]
    assert drawn[0].titles == {"en": "A", "zh-CN": "甲"}
    assert drawn[1].titles == {"en": "b", "zh-CN": "b"}


@pytest.mark.parametrize(
    ("spans", "at"),
    [
        ("spring", ""),
        ([7], "[0]"),
        ([{"key": "Big Day", "from": date(2026, 1, 1), "to": date(2026, 1, 2)}], "[0].key"),
        ([{"key": "a", "from": date(2026, 1, 2), "to": date(2026, 1, 1)}], "[0].to"),
        ([{"key": "a", "from": "soon", "to": date(2026, 1, 1)}], "[0].from"),
        ([{"key": "a", "start": date(2026, 1, 2)}], "[0].start"),
        (
            [{"key": "a", "title": {"en": "A"}, "from": date(2026, 1, 1), "to": date(2026, 1, 1)}],
            "[0].title",
        ),
        ([{"key": "a", "from": date(2026, 1, 1), "to": date(2026, 1, 9)}] * 2, "[1].key"),
        (
            [
                {"key": "late", "from": date(2026, 1, 9), "to": date(2026, 1, 12)},
                {"key": "soon", "from": date(2026, 1, 1), "to": date(2026, 1, 9)},
            ],
            "[0].from",
        ),
    ],
)
def test_what_is_no_season_is_told_with_its_place(spans: object, at: str) -> None:
    """Two on one day as well: a winner must be plain."""
    with pytest.raises(Unfit) as refused:
        _SPANS.draw(spans)

    assert refused.value.at == at
