"""What the library takes, and what a template may say: the specification."""

import pytest

from bot.features.materials.rules import (
    Label,
    Material,
    Odd,
    is_long,
    label_in,
    odd_variable,
    read,
    submission_in,
)

pytestmark = pytest.mark.feature("C4")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Poster #Spring ＃海报", Label("poster", ("spring", "海报"))),
        ("早安", Label("早安", ())),
        ("two words", None),
        ("", None),
        ("#only", None),
        ("x" * 65, None),
    ],
)
def test_a_name_is_one_word_beside_its_tags(title: str, expected: Label | None) -> None:
    """In small letters, in any script, of sixty-four signs at the most."""
    assert label_in(title) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Good morning, {group}!", None),
        ("{members|many} on {date} in {community}", None),
        ("Braces {{stay}}", None),
        ("Hello {grup}", Odd("grup", "group")),
        ("Hello {}", Odd("", None)),
        ("Hello {whoever}", Odd("whoever", None)),
    ],
)
def test_a_variable_that_there_is_not_is_found(words: str, expected: Odd | None) -> None:
    """With the one that may have been meant."""
    assert odd_variable(words) == expected


def test_variables_are_filled_in() -> None:
    """What is empty falls back, braces stay, and the values are no templates themselves."""
    words = "{group}: {members|many} {{x}} {date|some day}"
    material = Material(1, "m", "text", None, words)

    assert read(material, {"group": "{date}", "members": "", "date": "2026-03-10"}) == (
        "{date}: many {x} 2026-03-10"
    )


def test_words_have_to_fit_their_post() -> None:
    """Counted as Telegram counts; below a file there is less room."""
    assert not is_long("x" * 4096, "text")
    assert is_long("🎉" * 2049, "text")
    assert is_long("x" * 1025, "photo")


@pytest.mark.parametrize(("name", "expected"), [("s12", 12), ("12", None), ("spring", None)])
def test_what_was_handed_in_has_its_number(name: str, expected: int | None) -> None:
    """An s and digits."""
    assert submission_in(name) == expected
