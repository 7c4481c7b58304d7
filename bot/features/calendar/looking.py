"""What falls due in a span of days, over all entries, in order."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.features.calendar.entries import Entry
from bot.features.calendar.timing import GOLDEN

# So much is laid out at once.
_STRETCH: Final = timedelta(days=30)


def ahead(
    entries: Iterable[Entry], first: date, last: date, golden: Mapping[str, time] = GOLDEN
) -> Iterator[tuple[datetime, Entry]]:
    """Yield each local slot with its entry, by slot and then by the entry's word."""
    known = tuple(entries)
    while first <= last:
        until = min(first + _STRETCH, last)
        found = [
            (slot, entry.id, at)
            for at, entry in enumerate(known)
            for slot in entry.timing.slots(first, until, golden)
        ]
        found.sort()
        for slot, _, at in found:
            yield slot, known[at]
        first = until + timedelta(days=1)
