"""The kinds of value that a key may hold: each knows what it expects and what to advise."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo, available_timezones

import re2

T = TypeVar("T")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Unfit(Exception):  # noqa: N818 — the value is unfit; nothing has failed
    """A value is not of its kind; `remedy` replaces the kind's own where it knows better."""

    def __init__(self, remedy: str = "", *, at: str = "", found: object = None) -> None:
        super().__init__(remedy)
        self.remedy = remedy
        self.at = at
        self.found = found


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """What a key expects, what to advise when it finds something else, and how it is drawn."""

    expected: str
    remedy: str
    draw: Callable[[object], T]


def flag() -> Kind[bool]:
    """Expect true or false."""

    def draw(value: object) -> bool:
        if not isinstance(value, bool):
            raise Unfit
        return value

    return Kind("true or false", "Write true or false, without quotes.", draw)


def whole(least: int, most: int) -> Kind[int]:
    """Expect a whole number within bounds."""

    def draw(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Unfit
        return value

    expected = f"a whole number from {least} to {most}"
    return Kind(expected, "Write it without quotes and within these bounds.", draw)


def rate(most: float) -> Kind[float]:
    """Expect a number above nothing."""

    def draw(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= most:
            raise Unfit
        return float(value)

    expected = f"a number above 0 and at most {most:g}"
    return Kind(expected, "Write it without quotes and within these bounds.", draw)


def share(least: float, most: float) -> Kind[float]:
    """Expect a number within bounds, both included."""

    def draw(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise Unfit
        if not least <= value <= most:
            raise Unfit
        return float(value)

    expected = f"a number from {least:g} to {most:g}"
    return Kind(expected, "Write it without quotes and within these bounds.", draw)


def words(most: int, *, least: int = 0) -> Kind[str]:
    """Expect a text of bounded length."""

    def draw(value: object) -> str:
        if not isinstance(value, str) or not least <= len(value.strip()) <= most:
            raise Unfit
        return value.strip()

    span = f"at most {most} characters" if not least else f"{least} to {most} characters"
    return Kind(f"a text of {span}", 'Write it between "quotes" and within this length.', draw)


def choice(*options: str) -> Kind[Any]:
    """Expect one of a few words."""

    def draw(value: object) -> str:
        if value in options:
            return str(value)
        near = get_close_matches(str(value), options, n=1)
        raise Unfit(f'Did you mean "{near[0]}"?' if near else "")

    listed = ", ".join(f'"{option}"' for option in options)
    return Kind(f"one of {listed}", "Choose one of them.", draw)


def several(of: Kind[T], most: int) -> Kind[tuple[T, ...]]:
    """Expect a list; a fault inside it names its place, counted from 0 as in the file."""

    def draw(value: object) -> tuple[T, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise Unfit
        drawn = []
        for at, item in enumerate(value):
            try:
                drawn.append(of.draw(item))
            except Unfit as unfit:
                raise Unfit(unfit.remedy or of.remedy, at=f"[{at}]", found=item) from None
        return tuple(drawn)

    expected = f"a list of at most {most}, each {of.expected}"
    return Kind(expected, "Write it as [first, second].", draw)


def numbered(of: Kind[T], least: int) -> Kind[tuple[tuple[int, T], ...]]:
    """Expect a table whose names are growing whole numbers; drawn as pairs in that order."""

    def draw(value: object) -> tuple[tuple[int, T], ...]:
        if not isinstance(value, dict):
            raise Unfit
        drawn: list[tuple[int, T]] = []
        for name, item in value.items():
            if not re.fullmatch(r"[0-9]{1,6}", name) or int(name) < least:
                remedy = f"Each name is a whole number of at least {least}."
                raise Unfit(remedy, at=f".{name}", found=name)
            if drawn and int(name) <= drawn[-1][0]:
                raise Unfit(
                    "Write each number once, the smallest first.", at=f".{name}", found=item
                )
            try:
                drawn.append((int(name), of.draw(item)))
            except Unfit as unfit:
                raise Unfit(unfit.remedy or of.remedy, at=f".{name}", found=item) from None
        return tuple(drawn)

    expected = f"a table from whole numbers of at least {least} to {of.expected}"
    return Kind(expected, 'Write it as { "2" = …, "5" = … }.', draw)


def ascending(most: int) -> Kind[tuple[int, ...]]:
    """Expect a list of whole numbers above 0, each larger than the one before."""
    inner = several(whole(1, 10**12), most)

    def draw(value: object) -> tuple[int, ...]:
        drawn = inner.draw(value)
        for at, (before, after) in enumerate(pairwise(drawn), 1):
            if after <= before:
                raise Unfit("Each total is larger than the one before.", at=f"[{at}]", found=after)
        return drawn

    expected = f"a list of at most {most} whole numbers, each larger than the one before"
    return Kind(expected, "Write it as [100, 250, 475].", draw)


def duration(least: str, most: str) -> Kind[timedelta]:
    """Expect a length of time such as "90s", "15m", "2h" or "3d"."""
    shortest, longest = _span(least), _span(most)

    def draw(value: object) -> timedelta:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,9}[smhd]", value.strip()):
            raise Unfit
        span = _span(value.strip())
        if not shortest <= span <= longest:
            raise Unfit(f'Keep it between "{least}" and "{most}".')
        return span

    expected = f'a duration from "{least}" to "{most}"'
    return Kind(expected, 'Write it as "90s", "15m", "2h" or "3d", in quotes.', draw)


def _span(text: str) -> timedelta:
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def time_of_day() -> Kind[time]:
    """Expect a time of day to the minute: "HH:MM", or TOML's own 08:00:00."""
    return Kind("a time of day to the minute", 'Write it as "08:00".', _minute)


def optional_time_of_day() -> Kind[time | None]:
    """Expect a time of day, or an empty text for none."""
    return Kind(
        'a time of day to the minute, or ""',
        'Write it as "08:00", or "" for none.',
        lambda value: None if value == "" else _minute(value),
    )


def _minute(value: object) -> time:
    if isinstance(value, str) and re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", value.strip()):
        hour, minute = value.strip().split(":")
        return time(int(hour), int(minute))
    if isinstance(value, time) and not (value.second or value.microsecond or value.tzinfo):
        return value
    raise Unfit


def zone() -> Kind[ZoneInfo]:
    """Expect the name of an IANA time zone."""

    def draw(value: object) -> ZoneInfo:
        try:
            return ZoneInfo(value if isinstance(value, str) else "")
        except (KeyError, ValueError, OSError):
            names = sorted(available_timezones())
            tail = {name.rsplit("/", 1)[-1].casefold(): name for name in names}
            wanted = str(value).strip().replace(" ", "_")
            near = get_close_matches(wanted, names, n=1, cutoff=0.7)
            guess = tail.get(wanted.casefold()) or (near[0] if near else None)
            raise Unfit(f'Did you mean "{guess}"?' if guess else "") from None

    return Kind("an IANA time zone", 'Write it as "Asia/Shanghai" or "Europe/Berlin".', draw)


def pattern() -> Kind[str]:
    """Expect a pattern that the RE2 engine can compile."""
    options = re2.Options()
    options.log_errors = False

    def draw(value: object) -> str:
        if not isinstance(value, str) or not value:
            raise Unfit
        try:
            re2.compile(value, options)
        except re2.error as error:
            why = error.args[0] if error.args else ""
            said = why.decode(errors="replace") if isinstance(why, bytes) else str(why)
            raise Unfit(f"RE2 says: {said or 'the pattern cannot be compiled'}.") from None
        return value

    return Kind(
        "a pattern of RE2's syntax",
        "RE2 knows neither look-around nor back-references: write the pattern without them.",
        draw,
    )


def nearest(name: str, known: Mapping[str, object]) -> str:
    """Advise on a name that is not known."""
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f'Did you mean "{near[0]}"?' if near else "Remove it."
