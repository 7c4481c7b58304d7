"""What fits a field, and what is sealed stays shut."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.features.profiles.rules import MOST_LETTERS, Field, Fit, Misfit, fitted
from bot.kit.sealing import UNSEALED, Seal, is_key

pytestmark = pytest.mark.feature("P10")

CITY = Field("city", {"zh-CN": "城市", "en": "City"})
AGE = Field("age", {"zh-CN": "年龄", "en": "Age"}, ("18-24", "25-34"))
KEY, OTHER = (Fernet.generate_key().decode() for _ in range(2))


@pytest.mark.parametrize(
    ("field", "said", "expected"),
    [
        (CITY, "  Shang\u200b\nhai  ", Fit("Shang hai")),
        (CITY, "\u202eiahgnahS", Fit("iahgnahS")),
        (CITY, "上海", Fit("上海")),
        (CITY, "\u200d\u200b ", Misfit("empty")),
        (CITY, "", Misfit("empty")),
        (CITY, "x" * (MOST_LETTERS + 1), Misfit("long")),
        (CITY, "🎉" * 4096, Misfit("long")),
        (CITY, "👨‍👩‍👧", Fit("👨‍👩‍👧")),
        (AGE, "18-24", Fit("18-24")),
        (AGE, "old", Misfit("choice")),
    ],
)
def test_an_answer_fits_or_does_not(field: Field, said: str, expected: Fit | Misfit) -> None:
    """Controls and turned lines are taken out, spaces are single; a choice is one of its own."""
    assert fitted(field, said) == expected


def test_a_field_is_called_in_the_reader_s_language() -> None:
    """In another if there is none in theirs."""
    assert (CITY.title("en"), CITY.title("zh-CN"), CITY.title("fr")) == ("City", "城市", "城市")


@given(st.text(max_size=5000))
def test_whatever_fits_can_be_kept(said: str) -> None:
    """Sealed, it is no longer than its column."""
    outcome = fitted(CITY, said)

    if isinstance(outcome, Fit):
        kept = Seal([KEY]).shut(outcome.value)
        assert len(kept) <= 1000
        assert Seal([KEY]).open(kept) == outcome.value


def test_what_is_sealed_opens_with_its_key_alone() -> None:
    """Old keys still open; without the key nothing can be read, and plain values always can."""
    kept = Seal([OTHER]).shut("Shanghai")

    assert "Shanghai" not in kept
    assert Seal([KEY, OTHER]).open(kept) == "Shanghai"
    assert Seal([KEY]).open(kept) is None
    assert UNSEALED.open(kept) is None
    assert Seal([KEY]).open(UNSEALED.shut("f:Shanghai")) == "f:Shanghai"
    assert KEY not in repr(Seal([KEY]))


@pytest.mark.parametrize(
    ("said", "expected"),
    [(KEY, True), ("secret", False), ("", False)],
    ids=["key", "word", "nothing"],  # a key made anew in each process is no name for a test
)
def test_a_key_is_told_from_a_password(said: str, *, expected: bool) -> None:
    """Thirty-two bytes in base64."""
    assert is_key(said) == expected
