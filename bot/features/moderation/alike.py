"""What a community said lately as fingerprints: found again however little they differ."""

from datetime import datetime
from typing import Final

import numpy as np

from bot.features.moderation.fingerprints import BITS, NEAR

# How many messages are compared with; the oldest are overwritten.
MOST: Final = 1000
MOST_NEAR: Final = 40
_BEGIN: Final = 64
_ALL: Final = (1 << BITS) - 1


class Alike:
    """The newest fingerprints of a community, with who said it when."""

    def __init__(self) -> None:
        self._prints = np.zeros(_BEGIN, np.uint64)
        # Number, voice, moment in seconds.
        self._rows = np.zeros((_BEGIN, 3), np.int64)
        self._kept = 0
        self._next = 0

    def __len__(self) -> int:
        return self._kept

    def add(self, fingerprint: int, *, number: int, sender_id: int, at: datetime) -> None:
        """Keep a fingerprint, unless one is kept under this number."""
        if (self._rows[: self._kept, 0] == number).any():
            return
        place = self._next
        if place == len(self._prints):
            self._grow()
        self._prints[place] = fingerprint & _ALL
        self._rows[place] = (number, sender_id, int(at.timestamp()))
        self._kept = max(self._kept, place + 1)
        self._next = (place + 1) % MOST

    def near(self, fingerprint: int, *, before: int, at: datetime) -> list[tuple[int, int]]:
        """Return the newest that are near and have a lower number: voice, and seconds ago."""
        # Unsigned: the library counts the bits of a negative number's absolute value.
        kept = self._prints[: self._kept]
        apart = np.bitwise_count(kept ^ np.uint64(fingerprint & _ALL))
        places = np.flatnonzero(apart <= NEAR)
        # The fingerprint itself was kept before it is asked for.
        if len(places) < 2:
            return []
        rows = self._rows[places]
        rows = rows[rows[:, 0] < before]
        newest = rows[rows[:, 0].argsort()[-MOST_NEAR:]]
        now = int(at.timestamp())
        return [(sender_id, now - second) for _, sender_id, second in newest.tolist()]

    def _grow(self) -> None:
        size = min(2 * len(self._prints), MOST)
        prints, rows = np.zeros(size, np.uint64), np.zeros((size, 3), np.int64)
        prints[: len(self._prints)] = self._prints
        rows[: len(self._rows)] = self._rows
        self._prints, self._rows = prints, rows
