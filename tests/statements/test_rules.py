"""What can be an official statement."""

import pytest

from bot.features.statements.rules import MOST_UNITS, fault_in

pytestmark = pytest.mark.feature("Q4")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("Hello", None),
        ("好" * MOST_UNITS, None),
        ("好" * (MOST_UNITS + 1), "long"),
        ("🎉" * (MOST_UNITS // 2), None),
        ("🎉" * (MOST_UNITS // 2 + 1), "long"),
    ],
)
def test_it_has_words_and_fits_into_a_post(words: str, fault: str | None) -> None:
    """Counted in UTF-16 units, as Telegram does: an emoji is two."""
    assert fault_in(words) == fault
