"""What members may say of themselves: the fields, and what fits them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MOST_LETTERS: Final = 100
# Sealed, even a hundred letters of four bytes fit the column.
_MARKS: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINER: Final = "\u200d"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that members may say of themselves, in words of their own or by choice."""

    key: str
    titles: Mapping[str, str]
    # Empty: in words of one's own.
    choices: tuple[str, ...] = ()
    # The answers that the community is for.
    target: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """Return what the field is called in a language, or else in another."""
        return self.titles.get(language) or next(iter(self.titles.values()), self.key)


@dataclass(frozen=True, slots=True)
class Terms:
    """The fields that a community asks for, in their order."""

    fields: tuple[Field, ...] = ()

    def named(self, key: str) -> Field | None:
        """Return the field of that key."""
        return next((each for each in self.fields if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Fit:
    """An answer as it is kept."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Misfit:
    """An answer that does not fit: there is nothing in it, it is too long, or not to choose."""

    why: str


def fitted(asked: Field, said: str) -> Fit | Misfit:
    """Return an answer without controls and with single spaces, or why it does not fit."""
    clean = "".join(
        letter if letter == _JOINER or unicodedata.category(letter) not in _MARKS else " "
        for letter in said[: 10 * MOST_LETTERS]
    )
    value = re.sub(r"\s+", " ", clean).strip().strip(_JOINER).strip()
    if not value:
        return Misfit("empty")
    if len(value) > MOST_LETTERS or len(said) > 10 * MOST_LETTERS:
        return Misfit("long")
    if not asked.choices:
        return Fit(value)
    chosen = next((each for each in asked.choices if each.casefold() == value.casefold()), None)
    return Misfit("choice") if chosen is None else Fit(chosen)
