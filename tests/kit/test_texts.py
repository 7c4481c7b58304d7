"""Texts as JSON and back."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.kit.effects import Button, pack_keyboard, unpack_keyboard
from bot.kit.texts import Lines, Text, pack, unpack

names = st.text(st.characters(categories=["Ll"], max_codepoint=127), min_size=1, max_size=8)
plain = st.one_of(
    st.text(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
)


def _texts(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    one = st.builds(
        lambda name, given: Text(name, **given), names, st.dictionaries(names, values, max_size=3)
    )
    many = st.lists(st.one_of(one, st.just("")), max_size=3).map(lambda texts: Lines(*texts))
    return st.one_of(one, many)


words = st.recursive(_texts(plain), lambda inner: _texts(st.one_of(plain, inner)), max_leaves=8)


@given(words)
def test_a_text_survives_the_outbox(text: Text | Lines) -> None:
    """Packed into JSON, stored and read back, a text is the same, whatever its values."""
    assert text == unpack(json.loads(json.dumps(pack(text))))


@given(words)
def test_a_button_survives_the_outbox(text: Text | Lines) -> None:
    """A keyboard's labels come back as texts."""
    label = text if isinstance(text, Text) else Text("lines", of=text)
    keyboard = ((Button(label, data="in"), Button(label, url="https://example.org")),)

    assert keyboard == unpack_keyboard(json.loads(json.dumps(pack_keyboard(keyboard))))


def test_the_order_of_values_does_not_matter() -> None:
    """Two texts with the same values are the same text."""
    assert Text("a", x=1, y=2) == Text("a", y=2, x=1)


def test_a_moment_stays_a_moment_and_a_day_a_day() -> None:
    """A moment is a date too, and must not lose its hour."""
    text = Text("a", at=datetime(2026, 3, 10, 4, tzinfo=UTC), on=date(2026, 3, 10))

    assert text == unpack(pack(text))
