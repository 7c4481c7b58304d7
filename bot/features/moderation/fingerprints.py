"""A message's fingerprint: near texts have near numbers, and no number gives its text away."""

from hashlib import blake2b
from typing import Final

from bot.kit.folding import skeleton

# Of 64 bits: texts that share nine tenths of their n-grams differ in about as many.
NEAR: Final = 8
# What is shorter is what everybody says: 签到, 好的, good morning everybody. In bytes: eight
# ideographs, twelve Cyrillic letters, twenty-four Latin ones.
LEAST_WEIGHT: Final = 24
BITS: Final = 64

_MOST_LETTERS: Final = 1000
_MOST_KNOWN: Final = 20_000
# Sixty-four counters in one number, sixteen bits each: a sum of numbers adds them all at once.
_LANES: Final = tuple(
    b"".join((b >> bit & 1).to_bytes(2, "little") for bit in range(8)) for b in range(256)
)
_ONES: Final = int.from_bytes(b"\x01\x00" * BITS, "little")
_DIGITS: Final = bytes(48 + (b >> 7) for b in range(256))


def key_from(token: str) -> bytes:
    """Return the key of a bot's fingerprints: made from its token, and never stored."""
    return blake2b(token.encode(), digest_size=16, person=b"hearth.traces").digest()


def letters_of(words: str) -> str:
    """Return what is compared: letters as an eye reads them, without digits, signs and gaps."""
    return "".join(filter(str.isalpha, skeleton(words)[: 4 * _MOST_LETTERS]))[:_MOST_LETTERS]


def weight_of(letters: str) -> int:
    """Return how much was said, in bytes: scripts that say more with a sign take more for it."""
    return len(letters.encode("utf-8", "surrogatepass"))


class Fingerprints:
    """Makes keyed 64-bit fingerprints (Charikar's simhash) of character n-grams."""

    def __init__(self, key: bytes) -> None:
        self._state = blake2b(key=key, digest_size=BITS // 8)
        self._known: dict[str, int] = {}

    def of(self, words: str) -> int | None:
        """Return the fingerprint of a text, as a signed number; None if it says too little."""
        if len(words) * 4 < LEAST_WEIGHT:
            return None
        letters = letters_of(words)
        weight = weight_of(letters)
        if weight < LEAST_WEIGHT:
            return None
        # Two ideographs are about a word, as four letters are.
        if weight * 4 >= len(letters) * 9:
            grams = list(map(str.__add__, letters, letters[1:]))
        else:
            grams = [letters[at : at + 4] for at in range(max(1, len(letters) - 3))]
        return self._summed(grams)

    def of_thing(self, unique: str) -> int:
        """Return a fingerprint of something that is the same or not, such as an album's id."""
        state = self._state.copy()
        state.update(unique.encode())
        return int.from_bytes(state.digest(), "little", signed=True)

    def _summed(self, grams: list[str]) -> int:
        known = self._known
        try:
            total = sum(map(known.__getitem__, grams))
        except KeyError:
            total = sum(known.get(gram) or self._learn(gram) for gram in grams)
        # A bit is set where more than half of the n-grams have it: the bias lifts exactly these
        # counters over their highest bit.
        lifted = total + (0x7FFF - len(grams) // 2) * _ONES
        signs = lifted.to_bytes(BITS * 2, "little")[1::2].translate(_DIGITS)
        number = int(signs, 2)
        return number - (1 << BITS) if number >> (BITS - 1) else number

    def _learn(self, gram: str) -> int:
        state = self._state.copy()
        state.update(gram.encode("utf-8", "surrogatepass"))
        lanes = int.from_bytes(b"".join(map(_LANES.__getitem__, state.digest())), "little")
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[gram] = lanes
        return lanes


def distance(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ."""
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()
