"""What one community taught, on top of what all share: one verdict at a time."""

import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.features.lessons.features import OWN_BITS, Buckets, Features, Floats

SIZE: Final = 1 << OWN_BITS
# After a verdict its message shall be on the right side by this logit, and one verdict moves no
# message further than by so much.
MARGIN: Final = 4.0
MOST_MOVED: Final = 16.0
# What is stored of one message at most, and what stands before it: which key it was hashed with.
MOST_FEATURES: Final = 1500
_MARK: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A message in a community's own keyed buckets, what it was, and what all thought of it.

    `logit` is the shared model's alone, without what the community taught.
    """

    buckets: Buckets
    values: Floats
    is_spam: bool
    logit: float


class Own:
    """A community's own weights; they grow with each lesson, in the lessons' order."""

    def __init__(self, key: int) -> None:
        self._key = key
        self._weights = np.zeros(SIZE, dtype=np.float32)

    def learn(self, lesson: Lesson) -> None:
        """Take a verdict in: as small a step as brings its message to the right side."""
        sign = 1.0 if lesson.is_spam else -1.0
        thought = lesson.logit + float(lesson.values @ self._weights[lesson.buckets])
        step = min(MOST_MOVED, max(0.0, MARGIN - sign * thought))
        if step:
            np.add.at(self._weights, lesson.buckets, np.float32(sign * step) * lesson.values)

    def logit(self, features: Features, beside: Features) -> float:
        """Return what the community's lessons add to a message's logit."""
        buckets, values = keyed(features, beside, self._key)
        return float(values @ self._weights[buckets])

    def weighed(self, features: Features) -> Floats:
        """Return what they add for each feature of what was written."""
        length = float(np.sqrt(features.values @ features.values)) or 1.0
        weights = self._weights[features.own_buckets(self._key)]
        weighed: Floats = features.values / np.float32(length) * weights
        return weighed


def keyed(features: Features, beside: Features, key: int) -> tuple[Buckets, Floats]:
    """Return a message's features in a community's buckets, with values of length 1."""
    buckets = np.concatenate((features.own_buckets(key), beside.own_buckets(key)))
    values = np.concatenate((features.values, beside.values))[:MOST_FEATURES]
    length = float(np.sqrt(values @ values)) or 1.0
    return buckets[:MOST_FEATURES], values / np.float32(length)


def packed(buckets: Buckets, values: Floats, key: int) -> bytes:
    """Return a message's keyed features as bytes; the message cannot be read from them."""
    scaled = np.clip(np.round(values * 4096), 0, 65535).astype("<u2")
    rows = np.concatenate((buckets.astype("<u2"), scaled))
    return _mark(key) + zlib.compress(rows.tobytes(), 6)


def unpacked(stored: bytes, key: int) -> tuple[Buckets, Floats] | None:
    """Return what `packed` made; None for what was hashed with another key, or withdrawn."""
    if len(stored) <= _MARK or stored[:_MARK] != _mark(key):
        return None
    rows = np.frombuffer(zlib.decompress(stored[_MARK:]), dtype="<u2")
    half = len(rows) // 2
    values = rows[half:].astype(np.float32) / np.float32(4096)
    return rows[:half].astype(np.int32), values


def _mark(key: int) -> bytes:
    return zlib.crc32(key.to_bytes(8, "little")).to_bytes(_MARK, "little")
