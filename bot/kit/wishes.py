"""Read what somebody wrote behind a command: a title, options, and lines below it.

    /draw Spring draw ends=20:00 winners=3
    rules: One entry a person.
    Whatever else stands here is a line of its own.

On the first line an option is `name=value`, in quotes where the value has gaps; below it,
`name: value` up to the line's end. A name counts in every language at once.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from bot.kit.days import moment_of
from bot.kit.refusal import Refusal
from bot.kit.texts import Text

T = TypeVar("T")

_OPTION: Final = re.compile(
    r"(?<!\S)(?P<name>[^\W\d_][\w-]*)[=＝](?:[\"“”](?P<quoted>[^\"“”]*)[\"“”]|(?P<bare>\S+))"
)
_BELOW: Final = re.compile(r"\s*(?P<name>[^\W\d_][\w-]*)\s*[:：=＝]\s*(?P<value>.*)")


class Misread(Refusal):
    """What somebody wrote cannot be read; the answer says what and how it is written."""


@dataclass(frozen=True, slots=True)
class Said:
    """What stands behind a command, taken apart."""

    title: str
    # What was said for each option, by its own name.
    options: Mapping[str, str]
    # Lines below the first that are no options.
    lines: tuple[str, ...]

    def read(self, name: str, reader: Callable[[str], T | None], how: Text) -> T | None:
        """Return what an option means, None where it was not given.

        Raises:
            Misread: with `how` it is written, where the reader makes nothing of it.
        """
        said = self.options.get(name)
        if said is None:
            return None
        found = reader(said)
        if found is None:
            raise Misread(Text("wish-unread", option=name, said=said[:64], how=how))
        return found


def said_in(words: str, names: Mapping[str, str]) -> Said:
    """Take apart what was said; `names` has each option's own name by each of its names.

    Raises:
        Misread: for an option on the first line that there is not.
    """
    first, *below = words.strip().splitlines() or [""]
    options: dict[str, str] = {}
    for found in _OPTION.finditer(first):
        name = _named(found["name"], names)
        if name is None:
            raise Misread(_unknown(found["name"], names))
        options[name] = _plain(found["bare"] if found["quoted"] is None else found["quoted"])
    lines = []
    for line in filter(str.strip, below):
        option = _BELOW.fullmatch(line)
        name = _named(option["name"], names) if option else None
        if option and name is not None:
            options[name] = option["value"].strip()
        else:
            lines.append(line.strip())
    title = " ".join(_OPTION.sub("", first).split())
    return Said(title, MappingProxyType(options), tuple(lines))


def whole(least: int, most: int) -> Callable[[str], int | None]:
    """Return a reader of whole numbers within bounds."""

    def read(said: str) -> int | None:
        plain = _plain(said)
        if not (plain.isascii() and plain.isdecimal() and len(plain) <= len(str(most))):
            return None
        return int(plain) if least <= int(plain) <= most else None

    return read


def switch(said: str) -> bool | None:
    """Read a yes or a no."""
    return _SWITCHES.get(said.casefold())


@lru_cache(maxsize=1024)
def lasts_of(word: str) -> timedelta | None:
    """Read how long something lasts, such as 30m, 2h, 1d12h or 3天; None for anything else."""
    if len(word) > _LONGEST_WORD:
        return None
    said = word.casefold()
    parts = list(_PART.finditer(said))
    if not parts or "".join(part.group() for part in parts) != said:
        return None
    return sum((int(part[1]) * _UNITS[part[2]] for part in parts), timedelta())


def moment_in(said: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Read when something is to be: a span from now, or a wall time and perhaps a day.

    Such as 2h, 3天, 20:00, tomorrow 20:00, 周五 19:30, 12-24 18:00 or 2026-12-24 18:00. A wall
    time alone is the next one; a day of the year alone is the next one too. None for anything
    else: what is not plain is asked again rather than guessed.
    """
    plain = " ".join(_plain(said).casefold().split())
    span = lasts_of(plain.removeprefix("in ").removesuffix("后").replace(" ", ""))
    if span is not None:
        return now + span if timedelta() < span <= FARTHEST else None
    day_said, _, time_said = plain.rpartition(" ")
    at = _time_in(time_said)
    if at is None:
        return None
    today = now.astimezone(zone).date()
    if not day_said:
        moment = moment_of(today, at, zone)
        return moment if moment > now else moment_of(today + timedelta(days=1), at, zone)
    day = _day_in(day_said, today)
    return None if day is None else moment_of(day, at, zone)


FARTHEST: Final = timedelta(days=366)

_UNITS: Final = {
    **dict.fromkeys(("s", "sec", "secs", "秒", "秒钟"), timedelta(seconds=1)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hour", "hours", "小时", "个小时", "时"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days", "天", "日"), timedelta(days=1)),
    **dict.fromkeys(("w", "week", "weeks", "周", "星期"), timedelta(weeks=1)),
}
_LONGEST_WORD: Final = 32
_PART: Final = re.compile(
    "([0-9]{1,6})(" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + ")"
)
_SWITCHES: Final[Mapping[str, bool]] = MappingProxyType(
    {
        **dict.fromkeys(("yes", "on", "true", "1", "是", "开", "要"), True),
        **dict.fromkeys(("no", "off", "false", "0", "否", "关", "不要"), False),
    }
)
_DAYS: Final = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1, "后天": 2}
_WEEKDAYS: Final = {
    **{
        name: number
        for number, names in enumerate(
            (
                "mon monday",
                "tue tuesday",
                "wed wednesday",
                "thu thursday",
                "fri friday",
                "sat saturday",
                "sun sunday",
            ),
            1,
        )
        for name in names.split()
    },
    **{
        f"{week}{name}": n for n, name in enumerate("一二三四五六日", 1) for week in ("周", "星期")
    },
    "周天": 7,
}
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DATE: Final = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")


def _time_in(said: str) -> time | None:
    found = _TIME.fullmatch(said)
    return time(int(found[1]), int(found[2])) if found else None


def _day_in(said: str, today: date) -> date | None:
    if said in _DAYS:
        return today + timedelta(days=_DAYS[said])
    if said in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[said] - today.isoweekday()) % 7)
    found = _DATE.fullmatch(said)
    if found is None:
        return None
    year, month, day = (int(each or today.year) for each in found.groups())
    try:
        meant = date(year, month, day)
        if found[1] is None and meant < today:
            meant = date(year + 1, month, day)
    except ValueError:
        return None
    return meant if today <= meant <= today + FARTHEST else None


def _named(said: str, names: Mapping[str, str]) -> str | None:
    return names.get(unicodedata.normalize("NFKC", said).casefold())


def _unknown(said: str, names: Mapping[str, str]) -> Text:
    near = get_close_matches(said.casefold(), names, n=1)
    if near:
        return Text("wish-unknown-near", option=said[:32], near=near[0])
    return Text("wish-unknown", option=said[:32], known=", ".join(dict.fromkeys(names)))


def _plain(said: str) -> str:
    return unicodedata.normalize("NFKC", said).strip()
