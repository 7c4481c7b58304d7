"""Festivals and public holidays: which day they are on, by libraries that know."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import holidays
from lunardate import LunarDate

# Festivals of the lunar year by month and day; the last day of the year has no number of its own.
LUNAR: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "spring-festival": (1, 1),
        "lantern-festival": (1, 15),
        "dragon-boat": (5, 5),
        "qixi": (7, 7),
        "zhongyuan": (7, 15),
        "mid-autumn": (8, 15),
        "double-ninth": (9, 9),
        "laba": (12, 8),
    }
)
SOLAR: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "new-year": (1, 1),
        "valentine": (2, 14),
        "womens-day": (3, 8),
        "labour-day": (5, 1),
        "youth-day": (5, 4),
        "childrens-day": (6, 1),
        "teachers-day": (9, 10),
        "national-day": (10, 1),
        "halloween": (10, 31),
        "christmas": (12, 25),
    }
)
NEW_YEARS_EVE: Final = "new-years-eve"
QINGMING: Final = "qingming"
FESTIVALS: Final = frozenset({*LUNAR, *SOLAR, NEW_YEARS_EVE, QINGMING})
# What the lunar library reckons.
_LUNAR_YEARS: Final = range(1901, 2099)


class Unreadable(ValueError):  # noqa: N818 — it is an answer to whoever wrote it
    """A rule that cannot be read, and which part of it."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@lru_cache(maxsize=256)
def holidays_of(country: str, first: int, last: int) -> tuple[date, ...]:
    """Return a country's public holidays from one year to another; raises `Unreadable`."""
    try:
        named = holidays.country_holidays(country, years=range(first, last + 1))
    except (NotImplementedError, KeyError, TypeError) as error:
        raise Unreadable(country) from error
    return tuple(sorted(named))


def day_of_year(rule: str, year: int) -> date | None:
    """Return a festival's day in a year: the solar one, or the lunar one that begins in it."""
    if rule in SOLAR:
        return date(year, *SOLAR[rule])
    if rule == QINGMING:
        return _qingming(year)
    if year not in _LUNAR_YEARS:
        return None
    if rule == NEW_YEARS_EVE:
        first: date = LunarDate(year + 1, 1, 1).to_solar_date()
        return first - timedelta(days=1)
    month, day = LUNAR[rule] if rule in LUNAR else lunar_day(rule)
    return _lunar(year, month, day)


@lru_cache(maxsize=4096)
def _lunar(year: int, month: int, day: int) -> date | None:
    try:
        found: date = LunarDate(year, month, day).to_solar_date()
    except ValueError:
        # The thirtieth of a month that has twenty-nine days.
        return None
    return found


def lunar_day(rule: str) -> tuple[int, int]:
    """Read month and day of the lunar year, such as 8-15; raises `Unreadable`."""
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", rule)
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise Unreadable(rule)
    return month, day


@lru_cache(maxsize=256)
def _qingming(year: int) -> date | None:
    """Return the solar term's day: China's public holiday of that name."""
    named = holidays.country_holidays("CN", years=year, language="en_US", observed=False)
    return next(iter(named.get_named("Tomb-Sweeping Day")), None)
