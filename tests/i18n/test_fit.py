"""Cutting to Telegram's limits."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.fit import fit, fit_plain, units
from bot.kit.graphemes import graphemes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", ["a", "b", "c"]),
        ("👨‍👩‍👧!", ["👨‍👩‍👧", "!"]),
        ("🇨🇳🇬🇧x", ["🇨🇳", "🇬🇧", "x"]),
        ("👍🏽e\u0301", ["👍🏽", "e\u0301"]),
        ("", []),
    ],
)
def test_graphemes_stay_whole(text: str, expected: list[str]) -> None:
    """A family, a flag, a skin tone and an accent are one character to a reader."""
    assert expected == list(graphemes(text))


def test_units_count_as_telegram_counts() -> None:
    """An emoji beyond the basic plane is two units."""
    assert units("a🎉") == 3


def test_a_short_text_is_left_alone() -> None:
    """What fits is not touched."""
    assert fit_plain("签到成功", 4) == "签到成功"
    assert fit("<b>签到</b>", 2) == "<b>签到</b>"


def test_tags_are_closed_when_html_is_cut() -> None:
    """A cut inside tags closes them, innermost first, and an entity costs one unit."""
    assert fit("<b>one <i>t&lt;o three</i></b>", 8) == "<b>one <i>t&lt;o…</i></b>"


def test_a_label_is_cut_between_graphemes() -> None:
    """A flag that does not fit goes whole."""
    assert fit_plain("ab🇨🇳🇬🇧", 7) == "ab🇨🇳…"


@given(st.text(max_size=40), st.integers(min_value=1, max_value=50))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    """Whatever the text, the result is within the limit."""
    assert units(fit_plain(text, limit)) <= limit


@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "&amp;", "&lt;", "a", "🎉", "é", " 签", "🇨🇳"]), max_size=40
    ),
    st.integers(min_value=1, max_value=30),
)
def test_cut_html_fits_and_is_balanced(pieces: list[str], limit: int) -> None:
    """Whatever is cut, the shown text is within the limit and each open tag is closed."""
    depth = 0
    html = []
    for piece in pieces:
        if piece == "</b>" and depth == 0:
            continue
        depth += {"<b>": 1, "</b>": -1}.get(piece, 0)
        html.append(piece)
    html += ["</b>"] * depth

    cut = fit("".join(html), limit)

    assert cut.count("<b>") == cut.count("</b>")
    assert units(unescape(cut.replace("<b>", "").replace("</b>", ""))) <= limit
