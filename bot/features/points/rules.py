"""What is earned: level curves in integers, and what a message is worth."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from msgspec import Struct

HIGHEST_LEVEL: Final = 1000
# The rule of what was earned elsewhere, before.
BROUGHT: Final = "import"

# Total experience to reach level n. `mee6` is the closed form of 5k²+50k+100 summed over k < n.
CURVES: Final[Mapping[str, Callable[[int], int]]] = {
    "mee6": lambda n: 5 * n * (2 * n * n + 27 * n + 91) // 6,
    "arcane": lambda n: 50 * n * n + 25 * n,
    "lurkr": lambda n: 50 * n * n - 100 * n + 150,
    "amari": lambda n: 20 * n * n - 40 * n + 55,
    "square": lambda n: 100 * n * n,
}


@dataclass(frozen=True, slots=True)
class Levels:
    """How experience becomes levels: a named curve or a list of totals, and the levels' names."""

    curve: str = "mee6"
    totals: tuple[int, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an amount of experience stands: the level, its own start and the next one's."""

    level: int
    starts_at: int
    next_at: int | None
    name: str | None


@dataclass(frozen=True, slots=True)
class ChatTerms:
    """What a message earns, and how often."""

    least: int = 15
    most: int = 25
    cooldown: timedelta = timedelta(seconds=60)
    daily_cap: int = 300
    min_length: int = 2


class ChatMemory(Struct, frozen=True):
    """What the chat rule remembers of a member."""

    paid_at: datetime | None = None
    paid_day: date | None = None
    paid_today: int = 0
    fingerprint: int | None = None


def standing_of(experience: int, levels: Levels) -> Standing:
    """Return the level that an amount of experience has reached, found in a table of totals."""
    totals = _totals(levels.curve, levels.totals)
    level = bisect_right(totals, experience)
    named = [number for number in levels.names if number <= level]
    return Standing(
        level=level,
        starts_at=totals[level - 1] if level else 0,
        next_at=totals[level] if level < len(totals) else None,
        name=levels.names[max(named)] if named else None,
    )


def level_of(experience: int, levels: Levels) -> int:
    """Return the number alone of the level that an amount of experience has reached."""
    return bisect_right(_totals(levels.curve, levels.totals), experience)


def is_another_level(before: int, after: int, levels: Levels) -> bool:
    """Whether somebody comes to a higher level by what was earned in between."""
    return level_of(after, levels) > level_of(before, levels)


def total_for(level: int, levels: Levels) -> int | None:
    """Return the experience with which a level is reached; None for one beyond the last."""
    totals = _totals(levels.curve, levels.totals)
    if level <= 0:
        return 0
    return totals[level - 1] if level <= len(totals) else None


@lru_cache(maxsize=32)
def _totals(curve: str, totals: tuple[int, ...]) -> tuple[int, ...]:
    if curve == "list":
        return totals
    return tuple(CURVES[curve](level) for level in range(1, HIGHEST_LEVEL + 1))


def chat_worth(
    message_key: str, words: str, at: datetime, day: date, *, memory: ChatMemory, terms: ChatTerms
) -> int:
    """Return what a message earns: 0 in the cool-down, beyond the day's cap, or for no content.

    The amount between least and most is drawn from the message's own key, so that the same
    message is worth the same however often it is told.
    """
    return earned(message_key, words, at, day, memory=memory, terms=terms)[0]


def earned(
    message_key: str, words: str, at: datetime, day: date, *, memory: ChatMemory, terms: ChatTerms
) -> tuple[int, ChatMemory]:
    """Return what a message earns (see `chat_worth`), and what to remember of it from then on."""
    if memory.paid_at is not None and at - memory.paid_at < terms.cooldown:
        return 0, memory
    said = meaningful(words)
    if len(said) < terms.min_length or len(set(said)) <= 1:
        return 0, memory
    # A day that comes back, as when the community's zone is changed to and fro, is the same one.
    is_new_day = memory.paid_day is None or day > memory.paid_day
    fingerprint, before = _fingerprint(said), memory.fingerprint
    # Who says good morning every day is no parrot.
    if not is_new_day and before is not None and is_near(before, fingerprint):
        return 0, memory
    paid_today = 0 if is_new_day else memory.paid_today
    drawn = int.from_bytes(blake2b(message_key.encode(), digest_size=4).digest())
    worth = terms.least + drawn % (terms.most - terms.least + 1)
    worth = max(0, min(worth, terms.daily_cap - paid_today))
    if worth == 0:
        return 0, memory
    paid_day = day if is_new_day else memory.paid_day
    return worth, ChatMemory(at, paid_day, paid_today + worth, fingerprint)


def meaningful(words: str) -> str:
    """Return the characters that carry meaning: letters, ideographs and digits, folded."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def is_one_sound(words: str) -> bool:
    """Whether nothing but one character is repeated, such as 哈哈哈哈 or aaaa."""
    return len(set(meaningful(words))) <= 1


def fingerprint_of(words: str) -> int:
    """Return a 63-bit fingerprint of what was meant: spacing, width, case and signs do not count.

    Runs of one character are folded to two, so that stretching a word makes no new message. What
    is long enough has a fingerprint near those of its likes (Charikar's simhash over pairs of
    characters), with the highest bit set; what is short has one of its own.
    """
    return _fingerprint(meaningful(words))


def is_near(one: int, other: int) -> bool:
    """Whether two fingerprints are of the same message, or of much the same."""
    if one & other & _IS_LONG:
        return (one ^ other).bit_count() <= NEAR
    return one == other


_LONG_RUN: Final = re.compile(r"(.)\1{2,}", re.DOTALL)
# In so many of 62 bits two messages differ at the most that differ by a word or two.
NEAR: Final = 18
# What is shorter is what everybody says: it is told apart exactly.
_LEAST_LONG: Final = 6
_MOST_PAIRS: Final = 256
_BITS: Final = 62
_IS_LONG: Final = 1 << _BITS
# Each bit is counted in a lane of sixteen of one large number.
_ONES: Final = sum(1 << 16 * bit for bit in range(_BITS))
_TOPS: Final = _ONES << 15
_SIGNS: Final = bytes(48 + (byte >> 7) for byte in range(256))


def _fingerprint(said: str) -> int:
    folded = _LONG_RUN.sub(r"\1\1", said)
    if len(folded) < _LEAST_LONG:
        return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest()) >> 2
    pairs = {folded[at : at + 2] for at in range(min(len(folded) - 1, _MOST_PAIRS))}
    # The top of a lane is set where more than half of the pairs have the bit.
    counted = sum(map(_lanes, pairs), _ONES * (0x7FFF - len(pairs) // 2))
    tops = (counted & _TOPS).to_bytes(2 * _BITS, "big")[::2]
    return int(tops.translate(_SIGNS), 2) | _IS_LONG


@lru_cache(maxsize=1 << 15)
def _lanes(pair: str) -> int:
    number = int.from_bytes(blake2b(pair.encode(), digest_size=8).digest())
    return sum(1 << 16 * bit for bit in range(_BITS) if number >> bit & 1)
