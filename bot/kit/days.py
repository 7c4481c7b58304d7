"""Calendar days as people live them: by the wall clock of a zone, never by 24-hour arithmetic."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo:
    """Return the IANA zone of that name; raises `ZoneInfoNotFoundError` for any other."""
    return ZoneInfo(name)


def local_day(at: datetime, zone: ZoneInfo, cutoff: time = time()) -> date:
    """Return the day that a moment belongs to: before the cut-off it is still the day before."""
    wall = at.astimezone(zone)
    if wall.time() < cutoff:
        return wall.date() - timedelta(days=1)
    return wall.date()


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment as the clock in a zone shows it, for texts: those show it as it stands."""
    return at.astimezone(zone).replace(tzinfo=zone_named("UTC"))


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the UTC moment of a wall time on a day.

    A time that the day skips (spring forward) becomes the moment at which the gap ends; one that
    it has twice (fall back) is the first of the two.
    """
    utc = zone_named("UTC")
    naive = datetime.combine(day, at)
    first = naive.replace(tzinfo=zone, fold=0).astimezone(utc)
    if first.astimezone(zone).replace(tzinfo=None) == naive:
        return first
    # In a gap, fold=1 reads the wall time with the offset after the change; what is missing to
    # the gap's end is the difference of the two readings.
    second = naive.replace(tzinfo=zone, fold=1).astimezone(utc)
    return _gap_end(second, first, zone)


def _gap_end(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    # The change lies between the two readings: halve until it is found to the second.
    old = before.astimezone(zone).utcoffset()
    low, high = before, after
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high
