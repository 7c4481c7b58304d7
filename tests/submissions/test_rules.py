"""What members may hand in: the specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.submissions.rules import (
    MOST_CAPTION,
    MOST_TEXT,
    Content,
    Figures,
    fault_in,
    is_tagged,
    percent,
    untagged,
)

pytestmark = pytest.mark.feature("C8")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("#投稿 今天的晚霞", "今天的晚霞"),
        ("今天的晚霞 ＃投稿", "今天的晚霞"),
        ("Sunset #Submit from the hill", "Sunset from the hill"),
        ("#SUBMIT", ""),
        ("first line\n#submit second", "first line\nsecond"),
    ],
)
def test_a_mark_hands_in_what_stands_around_it(words: str, expected: str) -> None:
    """In both languages, wherever it stands, with a wide sign too."""
    assert is_tagged(words)
    assert untagged(words) == expected


@pytest.mark.parametrize(
    "words", ["#submitted yesterday", "投稿", "submit", "issue#submit", "#投稿箱", "", "#"]
)
def test_other_words_hand_nothing_in(words: str) -> None:
    """A longer tag, the bare word, or something glued to it."""
    assert not is_tagged(words)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Content("  "), "empty"),
        (Content("", "photo"), None),
        (Content("x" * MOST_TEXT), None),
        (Content("x" * (MOST_TEXT + 1)), "long"),
        (Content("🎉" * (MOST_TEXT // 2 + 1)), "long"),
        (Content("x" * MOST_CAPTION, "photo"), None),
        (Content("x" * (MOST_CAPTION + 1), "photo"), "long"),
    ],
)
def test_what_fits_into_one_post_with_its_credit(content: Content, expected: str | None) -> None:
    """Counted as Telegram counts; a photo needs no words, and has less room for them."""
    assert fault_in(content) == expected


def test_three_of_twelve_are_a_quarter() -> None:
    """The share of what was featured, and nothing of nothing."""
    assert Figures(published=12, featured=3).share == 25
    assert Figures().share == 0


@given(part=st.integers(0, 10_000), rest=st.integers(0, 10_000))
def test_a_share_lies_between_nothing_and_all(part: int, rest: int) -> None:
    """A part of a whole is never more than a hundred per cent."""
    assert 0 <= percent(part, part + rest) <= 100
