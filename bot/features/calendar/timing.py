"""When an entry falls due: naive local slots from its rule, and the moment of a slot in a zone.

Words, cron expressions, RRULEs, festivals and dates all come down to days; a day and the times of
the entry make slots. A gap or a fold of the clock is settled once, by `resolve`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from itertools import takewhile
from types import MappingProxyType
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from dateutil.rrule import rrule, rruleset, rrulestr

from bot.features.calendar.festivals import (
    FESTIVALS,
    Unreadable,
    day_of_year,
    holidays_of,
    lunar_day,
)
from bot.kit.days import moment_of

Sort: TypeAlias = Literal["dates", "words", "cron", "rrule", "festival", "lunar", "holidays"]
Golden: TypeAlias = Literal["morning", "noon", "evening"]

# The hours in which people look, unless the group's own are known.
GOLDEN: Final[Mapping[str, time]] = MappingProxyType(
    {"morning": time(8), "noon": time(12), "evening": time(20)}
)
# What counts days of a rule that names no beginning.
ANCHOR: Final = date(2024, 1, 1)
# How far a next slot is looked for, step by step: most have one within days, while leap days may
# be eight years apart.
_STRIDES: Final = tuple(timedelta(days=days) for days in (8, 60, 400, 3000))
_DAY: Final = timedelta(days=1)
# Very many entries go by few rules.
_MOST_REMEMBERED: Final = 1024
_NAMES: Final[Mapping[str, int]] = MappingProxyType(
    {
        **{
            name: number
            for number, names in enumerate(
                (
                    "mon monday mondays 周一 星期一",
                    "tue tuesday tuesdays 周二 星期二",
                    "wed wednesday wednesdays 周三 星期三",
                    "thu thursday thursdays 周四 星期四",
                    "fri friday fridays 周五 星期五",
                    "sat saturday saturdays 周六 星期六",
                    "sun sunday sundays 周日 星期日 周天",
                )
            )
            for name in names.split()
        }
    }
)
_GROUPS: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("day", "daily", "每天"), tuple(range(7))),
        **dict.fromkeys(("weekdays", "工作日"), tuple(range(5))),
        **dict.fromkeys(("weekends", "weekend", "周末"), (5, 6)),
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise on one day: another moment, or nothing at all."""

    day: date
    to: datetime | None


@dataclass(frozen=True, slots=True)
class Timing:
    """When an entry falls due.

    `rule` is what the sort makes of it: words, an expression, a festival's name, `8-15` of the
    lunar year, a country. `times` are wall times, `golden` names hours that a group may have made
    its own.
    """

    sort: Sort
    rule: str = ""
    days: tuple[date, ...] = ()
    times: tuple[time, ...] = ()
    golden: tuple[str, ...] = ()
    zone: str = "UTC"
    begins: date | None = None
    until: date | None = None
    skips: tuple[date, ...] = ()
    # The country whose public holidays are skipped, or which are meant.
    country: str = ""
    skips_holidays: bool = False
    # Days before (negative) or after the day of the rule.
    shift: int = 0
    changes: tuple[Change, ...] = ()

    def slots(
        self, first: date, last: date, golden: Mapping[str, time] = GOLDEN
    ) -> Iterator[datetime]:
        """Yield the local slots from one day to another, both included, in order, each once."""
        changed = {each.day: each.to for each in self.changes}
        moved = sorted(to for to in changed.values() if to is not None)
        extra = [to for to in moved if first <= to.date() <= last]
        for slot in self._plain(first, last, golden):
            if slot.date() in changed:
                continue
            while extra and extra[0] <= slot:
                earlier = extra.pop(0)
                if earlier != slot:
                    yield earlier
            yield slot
        yield from extra

    def _plain(self, first: date, last: date, golden: Mapping[str, time]) -> Iterator[datetime]:
        low, high = max(first, self.begins or first), min(last, self.until or last)
        if low > high:
            return
        if self.sort == "cron":
            yield from self._kept(_cron(self.rule, low, high), low, high)
            return
        if self.sort == "rrule" and not self.times and not self.golden:
            yield from self._kept(_rrule(self.rule, self.begins, low, high), low, high)
            return
        times = sorted({*self.times, *(golden[each] for each in self.golden)})
        span = timedelta(days=self.shift)
        for day in self._days(low - span, high - span):
            shifted = day + span
            if self._is_kept(shifted):
                for each in times:
                    yield datetime.combine(shifted, each)

    def _days(self, low: date, high: date) -> Iterable[date]:
        match self.sort:
            case "dates":
                return sorted({day for day in self.days if low <= day <= high})
            case "words":
                return _words(self.rule, low, high)
            case "rrule":
                slots = _rrule(self.rule, self.begins, low, high)
                return dict.fromkeys(slot.date() for slot in slots)
            case "holidays":
                named = holidays_of(self.country, low.year, high.year)
                return [day for day in named if low <= day <= high]
            case _:
                years = range(low.year - 1, high.year + 2)
                days = (day_of_year(self.rule, year) for year in years)
                return [day for day in days if day is not None and low <= day <= high]

    def _kept(self, slots: Iterable[datetime], low: date, high: date) -> Iterator[datetime]:
        for slot in slots:
            if low <= slot.date() <= high and self._is_kept(slot.date()):
                yield slot

    def _is_kept(self, day: date) -> bool:
        if day in self.skips:
            return False
        return not (self.skips_holidays and day in holidays_of(self.country, day.year, day.year))


def next_slot(
    timing: Timing, after: datetime, zone: ZoneInfo, golden: Mapping[str, time] = GOLDEN
) -> tuple[datetime, datetime] | None:
    """Return the first slot whose moment is later than another, with its moment; None for none."""
    first = after.astimezone(zone).date()
    for stride in _STRIDES:
        for slot in timing.slots(first, first + stride, golden):
            moment = resolve(slot, zone)
            if moment > after:
                return slot, moment
        first += stride + timedelta(days=1)
    return None


def resolve(slot: datetime, zone: ZoneInfo) -> datetime:
    """Return the UTC moment of a local slot.

    A slot that the day skips is at the end of the gap, one that it has twice is the first of them.
    """
    return moment_of(slot.date(), slot.time(), zone)


def check(timing: Timing) -> None:
    """Read a rule without using it; raises `Unreadable` with the part that cannot be read."""
    match timing.sort:
        case "cron":
            _read_cron(timing.rule, datetime.combine(ANCHOR, time()))
        case "rrule":
            _read_rrule(timing.rule, timing.begins)
        case "words":
            _read_words(timing.rule)
        case "festival":
            if timing.rule not in FESTIVALS:
                raise Unreadable(timing.rule)
        case "lunar":
            lunar_day(timing.rule)
        case "holidays":
            holidays_of(timing.country, ANCHOR.year, ANCHOR.year)
        case "dates":
            pass
    if timing.skips_holidays:
        holidays_of(timing.country, ANCHOR.year, ANCHOR.year)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _cron(rule: str, low: date, high: date) -> tuple[datetime, ...]:
    # The library yields what comes after a moment, for as long as anything does.
    begins = datetime.combine(low, time()) - timedelta(minutes=1)
    ends = datetime.combine(high, time.max)
    return tuple(takewhile(lambda slot: slot <= ends, _read_cron(rule, begins)))


def _read_cron(rule: str, begins: datetime) -> CronSim:
    # Six fields have seconds, for which there is no use here.
    if len(rule.split()) != 5:
        raise Unreadable(rule)
    try:
        return CronSim(rule, begins)
    except CronSimError as error:
        raise Unreadable(rule) from error


@lru_cache(maxsize=_MOST_REMEMBERED)
def _rrule(rule: str, begins: date | None, low: date, high: date) -> tuple[datetime, ...]:
    read = _read_rrule(rule, begins)
    return tuple(
        read.between(datetime.combine(low, time()), datetime.combine(high, time.max), inc=True)
    )


@lru_cache(maxsize=4096)
def _read_rrule(rule: str, begins: date | None) -> rrule | rruleset:
    # Slots are local and naive: a rule with a beginning or a zone of its own would have two.
    plain = rule.strip().removeprefix("RRULE:")
    if "\n" in plain or "DTSTART" in plain.upper() or re.search(r"UNTIL=\w*Z", plain.upper()):
        raise Unreadable(rule)
    if re.search(r"FREQ=(SECONDLY|MINUTELY)", plain.upper()):
        raise Unreadable(plain)
    try:
        return rrulestr(plain, dtstart=datetime.combine(begins or ANCHOR, time()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(rule) from error


@lru_cache(maxsize=_MOST_REMEMBERED)
def _words(rule: str, low: date, high: date) -> tuple[date, ...]:
    is_meant = _read_words(rule)
    days = (low + timedelta(days=n) for n in range((high - low).days + 1))
    return tuple(day for day in days if is_meant(day))


@lru_cache(maxsize=4096)
def _read_words(rule: str) -> Callable[[date], bool]:
    said = rule.strip().casefold()
    if said.startswith(("month:", "每月")):
        monthly = _monthly(said.removeprefix("month:").removeprefix("每月"), rule)
        return lambda day: any(each(day) for each in monthly)
    days: set[int] = set()
    for word in re.split(r"[,，、\s]+", said):
        if word in _GROUPS:
            days.update(_GROUPS[word])
        elif word in _NAMES:
            days.add(_NAMES[word])
        else:
            raise Unreadable(word or rule)
    return lambda day: day.weekday() in days


def _monthly(said: str, rule: str) -> list[Callable[[date], bool]]:
    """Read `1`, `1,15`, `last`, `last-fri` or `2-mon`, in any mixture."""
    rules: list[Callable[[date], bool]] = []
    for word in re.split(r"[,，、\s]+", said):
        plain = word.removesuffix("日").removesuffix("号")
        number, dash, name = plain.partition("-")
        if plain == "last":
            rules.append(lambda day: (day + _DAY).day == 1)
        elif plain.isdecimal() and 1 <= int(plain) <= 31:
            rules.append(partial(_is_nth, int(plain), None))
        elif dash and name in _NAMES and number in {"1", "2", "3", "4", "5", "last"}:
            nth = 0 if number == "last" else int(number)
            rules.append(partial(_is_nth, nth, _NAMES[name]))
        else:
            raise Unreadable(word or rule)
    return rules


def _is_nth(nth: int, weekday: int | None, day: date) -> bool:
    """Whether a day is the nth (of a weekday) in its month; the nought-th is the last."""
    if weekday is None:
        return day.day == nth
    if day.weekday() != weekday:
        return False
    return (day.day + 6) // 7 == nth if nth else (day + 7 * _DAY).month != day.month
