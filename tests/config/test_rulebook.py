"""The rules in the configuration: how they are written, and how a mistake is told."""

from pathlib import Path

import pytest

from bot.config import ConfigFaults, load
from bot.features.clauses.rules import Line


def loaded(text: str, folder: Path) -> tuple[Line, ...]:
    """The rules of a configuration."""
    path = folder / "config.toml"
    path.write_text(f"[community]\n{text}", encoding="utf-8")
    return load(path, {}).community.rules


@pytest.mark.feature("R1")
def test_rules_are_texts_or_tables(tmp_path: Path) -> None:
    """With weight and expiry in either way."""
    text = 'rules = ["Be kind", "No adverts [2] (60d)", { text = "No spoilers", expiry = "7d" }]'

    assert loaded(text, tmp_path) == (
        Line("Be kind"),
        Line("No adverts", 2, 60),
        Line("No spoilers", 1, 7),
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('rules = "Be kind"', "community.rules"),
        ('rules = ["fine", "x [99]"]', "community.rules[1]"),
        ('rules = ["fine", ""]', "community.rules[1]"),
        ("rules = [1]", "community.rules[0]"),
        ('rules = [{ text = "x", colour = "red" }]', "community.rules[0]"),
        ('rules = [{ text = "x", weight = "2" }]', "community.rules[0]"),
        ('rules = [{ text = "x", expiry = "2h" }]', "community.rules[0]"),
        ('rules = [{ text = "x", expiry = "0d" }]', "community.rules[0]"),
        ("rules = [" + ", ".join(['"x"'] * 51) + "]", "community.rules"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, key: str, tmp_path: Path) -> None:
    """Which rule it is, counted as in the file, with a remedy."""
    with pytest.raises(ConfigFaults) as told:
        loaded(text, tmp_path)

    (fault,) = told.value.faults
    assert fault.key == key
    assert fault.remedy
