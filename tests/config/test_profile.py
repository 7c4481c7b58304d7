"""The fields of a profile, and the key that seals them."""

from datetime import time
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.config import ConfigFaults, Fault, load
from bot.features.contacts.rules import NEVER, Span
from bot.features.profiles.rules import Field

CITY = 'field = "city"\ntitle.zh-CN = "城市"\ntitle.en = "City"\n'


def faults_of(text: str, tmp_path: Path, **environ: str) -> tuple[Fault, ...]:
    """Return the faults of a configuration, which must have some."""
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFaults) as raised:
        load(file, environ)
    return raised.value.faults


@pytest.mark.feature("P10")
def test_fields_are_read_in_their_order(tmp_path: Path) -> None:
    """In words of one's own, or by choice with those whom the community is for."""
    file = tmp_path / "config.toml"
    age = CITY.replace("city", "age") + 'choices = ["<18", "18-24"]\ntarget = ["18-24"]\n'
    file.write_text(f"[[profile]]\n{CITY}[[profile]]\n{age}", encoding="utf-8")

    city, years = load(file, {}).profile

    assert city == Field("city", {"zh-CN": "城市", "en": "City"})
    assert (years.key, years.choices, years.target) == ("age", ("<18", "18-24"), ("18-24",))


@pytest.mark.feature("P10")
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("profile = 3\n", "profile"),
        ("[profile]\nx = 1\n", "profile"),
        (f"[[profile]]\n{CITY}colour = 1\n", "profile[0].colour"),
        ('[[profile]]\nfield = "City!"\ntitle.zh-CN = "城"\ntitle.en = "C"\n', "profile[0].field"),
        ('[[profile]]\nfield = "city"\ntitle.en = "City"\n', "profile[0].title.zh-CN"),
        (f"[[profile]]\n{CITY}choices = [1]\n", "profile[0].choices[0]"),
        (f'[[profile]]\n{CITY}choices = ["a"]\ntarget = ["b"]\n', "profile[0].target"),
        (f"[[profile]]\n{CITY}[[profile]]\n{CITY}", "profile[1].field"),
        ("\n".join([f"[[profile]]\n{CITY}"] * 13), "profile"),
    ],
)
def test_a_fault_names_the_field(tmp_path: Path, text: str, key: str) -> None:
    """Which table, which key, what was expected."""
    (fault,) = faults_of(text, tmp_path)

    assert fault.key == key
    assert fault.remedy


@pytest.mark.feature("Z3")
def test_a_key_is_taken_from_the_environment_alone(tmp_path: Path) -> None:
    """Several, the newest first; never shown, never in the file, and never a mere password."""
    keys = tuple(Fernet.generate_key().decode() for _ in range(2))
    file = tmp_path / "config.toml"
    file.write_text("", encoding="utf-8")

    settings = load(file, {"HEARTH_KEY": f"{keys[0]}, {keys[1]}"})
    (bad,) = faults_of("", tmp_path, HEARTH_KEY="hunter2")
    (told,) = faults_of(f'[bot]\nseal_key = "{keys[0]}"\n', tmp_path)

    assert settings.seal_keys == keys
    assert not any(key in repr(settings) for key in keys)
    assert (bad.key, "hunter2" in str(bad)) == ("HEARTH_KEY", False)
    assert (told.key, keys[0] in str(told)) == ("bot.seal_key", False)


@pytest.mark.feature("K7")
@pytest.mark.parametrize(
    ("said", "expected"),
    [('"23:00-07:30"', Span(time(23), time(7, 30))), ('""', NEVER), ('"9:00 - 10:00"', None)],
)
def test_quiet_hours_are_a_span(tmp_path: Path, said: str, expected: Span | None) -> None:
    """Written with a dash; an empty text is none."""
    file = tmp_path / "config.toml"
    file.write_text(f"[contacts]\nquiet = {said}\n", encoding="utf-8")

    assert load(file, {}).contacts.quiet == (expected or Span(time(9), time(10)))


@pytest.mark.feature("K7")
@pytest.mark.parametrize("said", ['"22:00"', '"22-25"', "8", '"22:00-08:00-09:00"'])
def test_hours_that_are_none_are_told(tmp_path: Path, said: str) -> None:
    """With how to write them."""
    (fault,) = faults_of(f"[contacts]\nquiet = {said}\n", tmp_path)

    assert (fault.key, "22:00-08:00" in fault.remedy or "08:00" in fault.remedy) == (
        "contacts.quiet",
        True,
    )
