"""What a community said lately as fingerprints: found again however little they differ."""

from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from bot.features.moderation.fingerprints import BITS, NEAR

# How many messages are compared with; the oldest are overwritten.
MOST: Final = 1000
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

    def near(self, fingerprint: int, *, before: int) -> list[tuple[int, datetime]]:
        """Return voice and moment of what is near a fingerprint and has a lower number."""
        # Unsigned: the library counts the bits of a negative number's absolute value.
        kept = self._prints[: self._kept]
        apart = np.bitwise_count(kept ^ np.uint64(fingerprint & _ALL))
        places: Any = np.flatnonzero(apart <= NEAR)
        if not len(places):
            return []
        rows = self._rows[places]
        return [
            (sender_id, datetime.fromtimestamp(second, UTC))
            for number, sender_id, second in rows[rows[:, 0].argsort()].tolist()
            if number < before
        ]

    def _grow(self) -> None:
        size = min(2 * len(self._prints), MOST)
        prints, rows = np.zeros(size, np.uint64), np.zeros((size, 3), np.int64)
        prints[: len(self._prints)] = self._prints
        rows[: len(self._rows)] = self._rows
        self._prints, self._rows = prints, rows
