"""A picture of a card, whatever names are made of."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.kit.drawing import WIDTH, Card, draw, is_drawable, shown
from bot.kit.fonts import fonts

pytestmark = [
    pytest.mark.feature("N2"),
    pytest.mark.skipif(not is_drawable(), reason="no font here draws Chinese"),
]


def size_of(card: Card) -> tuple[int, int]:
    """Draw a card and read it back."""
    with Image.open(BytesIO(draw(card))) as picture:
        picture.load()
        assert picture.format == "PNG"
        return picture.size


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Mei", "Mei"),
        ("\u202eevil\u2066", "evil"),
        ("a\u0301\u0301\u0301\u0301\u0301", "a\u0301\u0301"),
        ("👨‍👩‍👧🇨🇳", "👨‍👩‍👧🇨🇳"),
        ("\u200d\u200b\ufeff", ""),
        ("a\tb\u2028c", "abc"),
    ],
)
def test_only_what_can_be_seen_is_drawn(said: str, expected: str) -> None:
    """No controls, no towers of accents; families and flags stay whole."""
    assert "".join(shown(said)) == expected


def test_a_name_is_drawn_in_its_own_letters() -> None:
    """Two names of one length look different: neither is a row of boxes."""
    cards = [Card(name, "城北") for name in ("王小明", "李大红", "Mei", "🎉🎉🎉", "مرحبا")]

    assert len({draw(card) for card in cards}) == len(cards)


def test_a_picture_stays_within_telegrams_measures() -> None:
    """However much there is to say: as wide as ever, not endlessly high, not heavy."""
    card = Card(
        name="\u202e" + "x" * 4096,
        community="🎉" * 4096,
        title="t" * 4096,
        missing="m" * 4096,
        share=7.0,
        figures=tuple(("9" * 99, "🎉" * 99) for _ in range(50)),
        lines=("l" * 4096,) * 50,
        chips=("c" * 4096,) * 50,
    )

    width, height = size_of(card)

    assert (width, height < 1500) == (WIDTH, True)
    assert len(draw(card)) < 1_000_000


@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=80), chip=st.text(max_size=40), share=st.floats(-2, 2))
def test_any_text_can_be_drawn(name: str, chip: str, share: float) -> None:
    """Nothing that people are called stops the brush."""
    width, _ = size_of(Card(name, name, name, name, share, ((name, chip),), (name,), (chip,)))

    assert width == WIDTH


def test_where_no_font_draws_chinese_there_are_none(tmp_path: Path) -> None:
    """Latin alone is not enough."""
    assert fonts((str(tmp_path),)) is None
