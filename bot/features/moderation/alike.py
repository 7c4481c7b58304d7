"""What a community said lately as fingerprints: found again however little they differ."""

from bisect import bisect_left
from typing import Final

import numpy as np

from bot.features.moderation.fingerprints import BITS, NEAR

# How many messages are compared with; the oldest are overwritten.
MOST: Final = 1000
MOST_NEAR: Final = 25
_ALL: Final = (1 << BITS) - 1


class Alike:
    """The newest fingerprints of a community, with who said it when."""

    def __init__(self) -> None:
        self._prints = np.zeros(MOST, np.uint64)
        # Number, voice, moment in seconds; by the place of the fingerprint.
        self._rows: list[tuple[int, int, int]] = []
        self._numbers: set[int] = set()
        self._next = 0

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, fingerprint: int, *, number: int, sender_id: int, second: int) -> None:
        """Keep a fingerprint, unless one is kept under this number."""
        if number in self._numbers:
            return
        place, row = self._next, (number, sender_id, second)
        if place == len(self._rows):
            self._rows.append(row)
        else:
            self._numbers.discard(self._rows[place][0])
            self._rows[place] = row
        self._prints[place] = fingerprint & _ALL
        self._numbers.add(number)
        self._next = (place + 1) % MOST

    def near(
        self, fingerprint: int, *, before: int, sender_id: int, second: int
    ) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
        """Return the newest that are near and have a lower number.

        How many seconds ago this voice said them, and which other voices how many seconds ago.
        """
        # Unsigned: the library counts the bits of a negative number's absolute value.
        apart = np.bitwise_count(self._prints ^ np.uint64(fingerprint & _ALL))
        places: list[int] = (apart <= NEAR).nonzero()[0].tolist()
        # The fingerprint itself was kept before it is asked for.
        if len(places) < 2:
            return (), ()
        oldest = bisect_left(places, self._next)
        newest = (places[oldest:] + places[:oldest])[-MOST_NEAR:]
        rows, kept = self._rows, len(self._rows)
        own: list[int] = []
        others: list[tuple[int, int]] = []
        for number, voice, then in [rows[place] for place in newest if place < kept]:
            if number >= before:
                continue
            if voice == sender_id:
                own.append(second - then)
            else:
                others.append((voice, second - then))
        return tuple(own), tuple(others)
