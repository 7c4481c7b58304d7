"""Callback data: typed, short, and never trusted."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import PRESSES, buttons
from handlers.communities import _check_keyboard
from handlers.settings import CARD_TIMES, MODES, ZONES

ids = st.integers(-(2**52), 2**52)
words = st.text(st.characters(codec="ascii", exclude_characters="|"), max_size=14)
KINDS = {
    int: st.integers(-(10**6), 10**6),
    str: st.sampled_from(["", "on", "zh-CN"]),
    bool: st.booleans(),
}
# Every button that there is, with each of its values.
pressed = st.one_of(
    *(st.builds(button, *(KINDS[item.type] for item in fields(button))) for button in PRESSES),
    st.builds(buttons.OpenSettings, ids, words),
    st.builds(buttons.ForgetMe, ids, st.booleans()),
)


@given(pressed)
def test_a_button_says_what_was_packed(button: buttons.Pressed) -> None:
    """Packed and pressed, a button is the same again, in Telegram's 64 bytes."""
    packed = buttons.pack(button)

    assert button == buttons.unpack(packed)
    assert 1 <= len(packed.encode()) <= 64


@given(st.one_of(st.text(), st.binary(max_size=64).map(lambda raw: raw.decode("latin-1"))))
def test_forged_data_is_no_button_or_a_typed_one(data: str) -> None:
    """Any bytes at all: never an exception, and whatever is read packs to a button again."""
    button = buttons.unpack(data)

    assert button is None or buttons.unpack(buttons.pack(button)) == button


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "in|",
        "set",
        "set|",
        "set|abc|",
        "set|1e5|",
        "set|٣|",
        "set|--1|",
        "set|-|",
        "set|99999999999999999999999|",
        "put|1|a",
        "put|1|a|b|c",
        "forget|7|2",
        "forget|7|",
        "forget||1",
        "setup|",
        "lang|en|2",
        "lang",
        "\x00",
        17,
        ["in"],
        "drop table",
    ],
)
def test_what_no_button_says_is_none(data: object) -> None:
    """Missing parts, foreign digits, ids of any length."""
    assert buttons.unpack(data) is None


@pytest.mark.parametrize("key", ["a|b", "é" * 40])
def test_what_could_not_be_read_again_is_refused(key: str) -> None:
    """A separator inside a value, or more than 64 bytes, is an error where it is written."""
    with pytest.raises(ValueError, match="callback data"):
        buttons.pack(buttons.Choose(-1001, key, "x"))


def test_every_choice_of_the_menu_fits() -> None:
    """The longest chat id with each zone, hour and mode."""
    widest = -(2**52)
    choices = [
        *(("zone", zone) for zone in ZONES),
        *(("checkins.card_at", at) for at in CARD_TIMES),
        *(("moderation.mode", mode) for mode in MODES),
    ]

    for key, value in choices:
        assert len(buttons.pack(buttons.Choose(widest, key, value)).encode()) <= 64
    assert _check_keyboard(widest)
