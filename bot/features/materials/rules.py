"""What the library takes, and what a template may say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias

from bot.features.onboarding.rules import filled, places_in

Kind: TypeAlias = Literal["text", "photo", "video", "document", "animation", "audio"]

KINDS: Final[tuple[Kind, ...]] = (
    "text",
    "photo",
    "video",
    "document",
    "animation",
    "audio",
)
# What a template can name; each may have something to fall back on: {members|many}.
VARIABLES: Final = ("group", "community", "members", "date")
PREFIX: Final = "library:"
# What Telegram takes, in UTF-16 units.
MOST_TEXT: Final = 4096
MOST_CAPTION: Final = 1024
MOST_TAGS: Final = 10

_NAME: Final = re.compile(r"[\w-]{1,64}")
_TAG: Final = re.compile(r"(?<!\w)[#＃]([\w-]{1,32})")
_OWN: Final = re.compile(r"s([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Material:
    """Something in the library."""

    id: int
    name: str
    kind: Kind
    file_id: str | None
    words: str
    tags: tuple[str, ...] = ()
    uses: int = 0
    expires_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether it is not to be posted any more."""
        return self.expires_at is not None and self.expires_at <= now


@dataclass(frozen=True, slots=True)
class Label:
    """What somebody calls a material, and how they tag it."""

    name: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Odd:
    """A variable that there is not, and the one that may have been meant."""

    name: str
    near: str | None


def label_in(title: str) -> Label | None:
    """Read a name and tags; None where that is no name."""
    tags = tuple(dict.fromkeys(each.casefold() for each in _TAG.findall(title)))[:MOST_TAGS]
    name = _TAG.sub("", title).strip().casefold()
    return Label(name, tags) if _NAME.fullmatch(name) else None


def submission_in(name: str) -> int | None:
    """Return the number of something that a member handed in, where a name is one: s12."""
    found = _OWN.fullmatch(name)
    return int(found[1]) if found else None


def odd_variable(words: str) -> Odd | None:
    """Return the first variable of a template that there is not."""
    for name, _ in places_in(words):
        if name not in VARIABLES:
            near = get_close_matches(name, VARIABLES, n=1)
            return Odd(name, near[0] if near else None)
    return None


def is_long(words: str, kind: Kind) -> bool:
    """Whether words are too long for a post of a kind."""
    return len(words.encode("utf-16-le")) // 2 > (MOST_TEXT if kind == "text" else MOST_CAPTION)


def read(material: Material, values: Mapping[str, str]) -> str:
    """Return what a material says, with its variables filled in."""
    return filled(material.words, values)
