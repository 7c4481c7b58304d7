"""A message's fingerprint: near texts have near numbers, and no number gives its text away."""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b, shake_256
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from bot.kit.folding import skeleton

Array: TypeAlias = np.ndarray[Any, Any]

# Of 64 bits: texts that share nine tenths of their n-grams differ in about as many.
NEAR: Final = 8
# What is shorter is what everybody says: 签到, 好的, good morning everybody. In bytes: eight
# ideographs, twelve Cyrillic letters, twenty-four Latin ones.
LEAST_WEIGHT: Final = 24
BITS: Final = 64

_MOST_SIGNS: Final = 1000
# Letters are read within the first two planes; from the first of these on, two make about a word,
# where of others it takes four.
_POINTS: Final = 0x20000
_WIDE: Final = 0x1100
_PLANE: Final = 0xFFFF
_UNREAD: Final = 0xFFFFFFFF
_TURNS: Final = (17, 34, 51)
_STEPS: Final = np.arange(16, dtype=np.uint64)[:, None]
_LANES: Final = np.uint64(0x0001_0001_0001_0001)


class Print(NamedTuple):
    """A fingerprint, as a signed number, and how much the text says, in bytes of letters."""

    number: int
    weight: int


def key_from(token: str) -> bytes:
    """Return the key of a bot's fingerprints: made from its token, and never stored."""
    return blake2b(token.encode(), digest_size=16, person=b"hearth.traces").digest()


def distance(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ."""
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()


class Fingerprints:
    """Makes keyed 64-bit fingerprints (Charikar's simhash) of character n-grams.

    Those of a batch are made together: a message by itself costs ten times as much.
    """

    def __init__(self, key: bytes) -> None:
        self._state = blake2b(key=key, digest_size=BITS // 8)
        # A secret number for each letter: n-grams are hashed by tabulation.
        self._table = np.frombuffer(shake_256(key).digest(8 * (_PLANE + 1)), "<u8")

    def of(self, words: str) -> Print | None:
        """Return the fingerprint of a text; None if it says too little."""
        return self.of_all([words])[0]

    def of_thing(self, unique: str) -> int:
        """Return a fingerprint of something that is the same or not, such as an album's id."""
        state = self._state.copy()
        state.update(unique.encode())
        return int.from_bytes(state.digest(), "little", signed=True)

    def of_all(self, texts: Sequence[str]) -> list[Print | None]:
        """Return the fingerprint of each text; None for those that say too little."""
        prints: list[Print | None] = [None] * len(texts)
        places = [at for at, text in enumerate(texts) if len(text) * 4 >= LEAST_WEIGHT]
        if not places:
            return prints
        letters, owners = _letters([texts[at][:_MOST_SIGNS] for at in places])
        weights = 1 + (letters >= 0x80).astype(np.int64) + (letters >= 0x800)
        totals = np.bincount(owners, weights, minlength=len(places))
        is_heavy = totals >= LEAST_WEIGHT
        keep = is_heavy[owners]
        grams, owners = self._grams(letters[keep], owners[keep])
        if not len(grams):
            return prints
        counts = np.bincount(owners, minlength=len(places))
        present = np.flatnonzero(counts)
        numbers = _majorities(grams, counts[present])
        for place, number in zip(present.tolist(), numbers.tolist(), strict=True):
            prints[places[place]] = Print(number, int(totals[place]))
        return prints

    def _grams(self, letters: Array, owners: Array) -> tuple[Array, Array]:
        """Hash the n-gram that begins at each letter, where the text goes on for as long."""
        count = len(letters)
        values = np.concatenate((self._table[letters], np.zeros(3, "<u8")))
        whose = np.concatenate((owners, np.full(3, -1)))
        one, two, three = (_turned(values[at : count + at], _TURNS[at - 1]) for at in (1, 2, 3))
        pairs = values[:count] ^ one
        is_wide = letters >= _WIDE
        grams = np.where(is_wide, pairs, pairs ^ two ^ three)
        goes_on = np.where(is_wide, whose[1 : count + 1], whose[3:]) == owners
        return grams[goes_on], owners[goes_on]


def _majorities(grams: Array, counts: Array) -> Array:
    """Set each bit that more than half of a text's n-grams have; those lie one after another."""
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)[:-1]))
    # Four bits of each are summed at once, in counters of sixteen bits.
    lanes = (grams >> _STEPS) & _LANES
    sums = np.ascontiguousarray(np.add.reduceat(lanes, starts, axis=1).T, "<u8").view("<u2")
    bits = sums.reshape(-1, 16, 4).transpose(0, 2, 1).reshape(-1, BITS) * 2 > counts[:, None]
    return np.packbits(bits, axis=1, bitorder="little").view("<i8")[:, 0]


def _letters(texts: Sequence[str]) -> tuple[Array, Array]:
    """Return the letters of texts as an eye reads them, without digits, signs and gaps.

    Whatever is said three times over is left standing twice. Beside each letter stands the number
    of its text.
    """
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    letters = _read(np.frombuffer(joined, "<u4"))
    is_letter = letters != 0
    letters, owners = letters[is_letter], owners[is_letter]
    if len(letters) > 2:
        is_same = (letters[2:] == letters[1:-1]) & (letters[1:-1] == letters[:-2])
        is_news = np.concatenate(([True, True], ~(is_same & (owners[2:] == owners[:-2]))))
        letters, owners = letters[is_news], owners[is_news]
    return letters, owners


def _read(points: Array) -> Array:
    readings = _readings()
    # Beyond lie rare ideographs alone: each is read as some other one.
    points = np.where(points < _POINTS, points, 0x4E00 + (points & 0xFFF))
    read = readings[points]
    unread = points[read == _UNREAD]
    if len(unread):
        for point in np.unique(unread).tolist():
            readings[point] = _reading(chr(point))
        read = readings[points]
    return read


@cache
def _readings() -> Array:
    # Filled as signs are met: most of them never are.
    return np.full(_POINTS, _UNREAD, np.uint32)


def _reading(sign: str) -> int:
    read = next(filter(str.isalpha, skeleton(sign)), "") if sign.isalpha() else ""
    return (ord(read) & _PLANE) if read else 0


def _turned(values: Array, bits: int) -> Array:
    return (values << np.uint64(bits)) | (values >> np.uint64(BITS - bits))
