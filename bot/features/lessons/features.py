"""What the classifier looks at in a message: n-grams as numbers, and traits beside the words."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from bot.features.lessons.traits import traits_beside, traits_of
from bot.kit.folding import skeleton

Hashes: TypeAlias = npt.NDArray[np.uint64]
Floats: TypeAlias = npt.NDArray[np.float32]
Buckets: TypeAlias = npt.NDArray[np.int32]

# What is longer is judged by its beginning: an advert says early what it wants.
MOST_SIGNS: Final = 2000
# The longest n-grams, in signs: of the words as an eye reads them, of their shape, of the name.
LONGEST: Final = 5
# The shared model's buckets are 2 to the power of this many.
BITS: Final = 20
# A community's own are fewer: it knows far less.
OWN_BITS: Final = 16

_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_OTHER: Final = np.uint64(0xD6E8FEB86659FD93)
# Where the signs of words, shapes and names begin: an `a` of one is no `a` of another.
_PLANES: Final = (0, 0x200000, 0x400000)
_TRAITS: Final = np.uint64(0x600000)


@dataclass(frozen=True, slots=True)
class Example:
    """A message as the classifier is given it; all but the words may be unknown.

    `bare` is the skeleton of the words where somebody has worked it out already. `known_for` is
    how long the sender has been known in the community.
    """

    words: str
    bare: str | None = None
    name: str = ""
    links: int = 0
    mentions: int = 0
    is_hidden_link: bool = False
    known_for: timedelta | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The different features of a message as hashes, each with how much it counts."""

    hashes: Hashes
    values: Floats

    @property
    def buckets(self) -> Buckets:
        """Their places in the shared model."""
        return (self.hashes >> np.uint64(64 - BITS)).astype(np.int32)

    def own_buckets(self, key: int) -> Buckets:
        """Their places in a community's own model, which nobody finds without the key."""
        mixed = _stirred(self.hashes ^ np.uint64(key))
        return (mixed >> np.uint64(64 - OWN_BITS)).astype(np.int32)


def features_of(example: Example) -> Features:
    """Return the features of what was written; the same on every machine."""
    return _counted(np.concatenate((_grams(_texts(example)), _named(_traits(example)))))


def features_beside(example: Example) -> Features:
    """Return the features of who wrote it: a file tells none, so a community alone learns them."""
    beside = traits_beside(
        is_hidden_link=example.is_hidden_link,
        known_for=example.known_for,
        is_first=example.is_first,
    )
    names = ("", "", f" {skeleton(example.name[:64])} " if example.name else "")
    return _counted(np.concatenate((_grams(names), _named(beside))))


def _counted(hashes: Hashes) -> Features:
    if not len(hashes):
        return Features(hashes, np.zeros(0, dtype=np.float32))
    hashes.sort()
    changes = np.flatnonzero(hashes[1:] != hashes[:-1])
    bounds = np.empty(len(changes) + 2, dtype=np.int64)
    bounds[0], bounds[-1] = 0, len(hashes)
    np.add(changes, 1, out=bounds[1:-1])
    begins = bounds[:-1]
    counts = bounds[1:] - begins
    return Features(_stirred(hashes.take(begins)), _LOGS.take(counts, mode="clip"))


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A message's features where they stand: for explaining a finding, too slow for every message.

    `words` is what is read, in its frame. `spans` holds for each length of n-grams the hashes of
    those that begin at each sign of it; `traits` the hash of each trait.
    """

    words: str
    spans: tuple[Hashes, ...]
    traits: tuple[tuple[str, np.uint64], ...]


def placed_in(example: Example) -> Placed:
    """Return the features of what was written, each with its place."""
    texts = _texts(example)
    size, words = sum(map(len, texts)), texts[0]
    hashes, begins, spans = _stirred(_grams(texts)), 0, []
    for length in range(1, LONGEST + 1):
        spans.append(hashes[begins : begins + max(len(words) - length + 1, 0)])
        begins += max(size - length + 1, 0)
    traits = _traits(example)
    return Placed(words, tuple(spans), tuple(zip(traits, _stirred(_named(traits)), strict=True)))


_LOGS: Final = np.log1p(np.arange(64, dtype=np.float32))


def _texts(example: Example) -> tuple[str, str, str]:
    """Return the words and their shape, each in a frame.

    A sign at the beginning or the end is another feature than the same one inside.
    """
    written = example.words[:MOST_SIGNS]
    bare = example.bare[:MOST_SIGNS] if example.bare is not None else skeleton(written)
    return f" {bare} ", f" {written.translate(_SHAPES)} ", ""


def _traits(example: Example) -> tuple[str, ...]:
    words = example.words[:MOST_SIGNS]
    return traits_of(words, links=example.links, mentions=example.mentions)


def _grams(texts: tuple[str, str, str]) -> Hashes:
    """Return a number for each n-gram, shorter ones first: a rolling hash over code points."""
    encoded = "".join(texts).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(encoded, dtype=np.uint32).astype(np.uint64)
    begins = 0
    for text, plane in zip(texts, _PLANES, strict=True):
        if plane and text:
            points[begins : begins + len(text)] += np.uint64(plane)
        begins += len(text)
    points += np.uint64(1)
    points *= _PRIME
    size = len(points)
    found = np.empty(LONGEST * size, dtype=np.uint64)
    found[:size] = points
    rolled, ends = found[:size], size
    for length in range(2, min(LONGEST, size) + 1):
        longer = found[ends : ends + size - length + 1]
        np.multiply(rolled[:-1], _OTHER, out=longer)
        longer += points[length - 1 :]
        rolled, ends = longer, ends + len(longer)
    return found[:ends]


@lru_cache(maxsize=1024)
def _named(traits: tuple[str, ...]) -> Hashes:
    named = (int.from_bytes(name.encode()[:8].ljust(8, b"\0"), "little") for name in traits)
    return np.array(list(named), dtype=np.uint64) * _PRIME + _TRAITS


def _stirred(hashes: Hashes) -> Hashes:
    # Near numbers must fall into far buckets.
    mixed = hashes ^ (hashes >> np.uint64(32))
    mixed *= _OTHER
    mixed ^= mixed >> np.uint64(29)
    mixed *= _PRIME
    return mixed


class _Shapes(dict[int, str]):
    """What kind of sign each is: letters by script and case, digits, signs; worked out once."""

    def __missing__(self, point: int) -> str:
        kind = _kind(chr(point))
        if unicodedata.category(chr(point)) not in {"Cn", "Co", "Cs"}:
            self[point] = kind
        return kind


def _kind(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign == "\n":
        return sign
    if sign.isspace():
        return " "
    if category.startswith("N"):
        return "0" if "0" <= sign <= "9" else "9"
    if category.startswith("L"):
        return _letter(sign)
    if category.startswith("P") or ord(sign) < 0x2000:
        return sign
    return "☺" if category.startswith("S") else "?"


def _letter(sign: str) -> str:
    if sign.isascii():
        return "A" if sign.isupper() else "a"
    if "\u0400" <= sign <= "\u04ff":
        return "Я" if sign.isupper() else "я"
    return "z" if 0x4E00 <= ord(sign) <= 0x9FFF else "ö"


_SHAPES: Final = _Shapes()
