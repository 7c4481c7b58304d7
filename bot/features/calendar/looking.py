"""What falls due in a span of days, over all entries, in order."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from bot.features.calendar.entries import Entry
from bot.features.calendar.timing import GOLDEN


def ahead(
    entries: Iterable[Entry], first: date, last: date, golden: Mapping[str, time] = GOLDEN
) -> Iterator[tuple[datetime, Entry]]:
    """Yield each local slot with its entry, by slot and then by the entry's word."""
    streams = [_stream(entry, first, last, golden) for entry in entries]
    for slot, _, entry in heapq.merge(*streams, key=lambda each: each[:2]):
        yield slot, entry


def _stream(
    entry: Entry, first: date, last: date, golden: Mapping[str, time]
) -> Iterator[tuple[datetime, str, Entry]]:
    for slot in entry.timing.slots(first, last, golden):
        yield slot, entry.id, entry
