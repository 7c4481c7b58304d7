"""The values that stand in a schedule's tables: each is drawn, or its fault is noted."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfoNotFoundError

from bot.features.calendar.entries import MOST_BUTTONS, Link
from bot.features.calendar.faults import Sheet, unknown
from bot.features.segments.rules import Unread, clauses_in, parse
from bot.kit.days import zone_named
from bot.kit.texts import Text
from bot.kit.wishes import lasts_of

T = TypeVar("T", bound=str)

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}")
_URL: Final = re.compile(r"(https?|tg)://\S{1,500}")
_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_LONGEST: Final = timedelta(days=366)
# What may stand otherwise in one group.
OVERRIDABLE: Final = frozenset({"text", "at", "skip", "topic", "buttons", "silent"})


class Table:
    """One table of a file, and where it is; what was asked for is known."""

    def __init__(
        self, sheet: Sheet, spot: tuple[str, int], entry: str, given: Mapping[str, Any]
    ) -> None:
        self.sheet = sheet
        self.given = given
        self._spot = spot
        self._entry = entry
        self._asked: set[str] = set()

    def fault(self, key: str, why: Text) -> None:
        """Note a fault of a key."""
        self.sheet.fault((*self._spot, key), self._entry, why)

    def misfit(self, key: str, how: str) -> None:
        """Note that a value cannot be read, and how it is written."""
        said = str(self.given.get(key))[:64]
        self.fault(key, Text("schedule-fault-value", key=key, said=said, how=Text(how)))

    def value(self, key: str) -> Any:
        """Return what stands at a key."""
        self._asked.add(key)
        return self.given.get(key)

    def rest(self, known: Collection[str]) -> None:
        """Note every key that means nothing, with the nearest that does."""
        for name in self.given.keys() - known - self._asked:
            self.fault(name, unknown(name, {*known, *self._asked}))

    def key(self, key: str) -> str:
        """Draw the word that names an entry."""
        value = self.value(key)
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        if value is None:
            self.fault(key, Text("schedule-fault-no-id"))
        else:
            self.misfit(key, "schedule-how-id")
        return ""

    def words(self, key: str, most: int) -> str:
        """Draw a text of so many letters at the most; empty where there is none."""
        value = self.value(key)
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not value.strip():
            self.misfit(key, "schedule-how-text")
            return ""
        if len(value) > most:
            self.fault(key, Text("schedule-fault-long", length=len(value), most=most))
        return value.strip()

    def several(self, key: str, most: int) -> tuple[str, ...]:
        """Draw a text or a list of texts."""
        value = self.value(key)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(each, str | int) and str(each).strip() for each in listed):
            self.misfit(key, "schedule-how-texts")
            return ()
        if len(listed) > most:
            self.fault(key, Text("schedule-fault-many", count=len(listed), most=most))
        return tuple(str(each).strip() for each in listed)

    def one_of(self, key: str, known: Sequence[T], usual: T) -> T:
        """Draw one of some words."""
        value = self.value(key)
        if value is None:
            return usual
        for each in known:
            if each == value:
                return each
        self.fault(key, unknown(str(value), known))
        return usual

    def flag(self, key: str, default: bool | None) -> bool | None:  # noqa: FBT001
        """Draw a flag."""
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            self.misfit(key, "schedule-how-flag")
        return value if isinstance(value, bool) else default

    def lasting(
        self, key: str, *, is_open: bool = False, most: timedelta = _LONGEST
    ) -> timedelta | None:
        """Draw how long something lasts; open, `true` is for good and `false` not at all."""
        value = self.value(key)
        if value is None or (is_open and value is False):
            return None
        if is_open and value is True:
            return timedelta()
        span = lasts_of(value) if isinstance(value, str) else None
        if span is None or not timedelta() < span <= most:
            self.misfit(
                key, "schedule-how-lasting" if most is _LONGEST else "schedule-how-expires"
            )
            return None
        return span

    def zone(self, key: str, usual: str) -> str:
        """Draw a time zone."""
        value = self.value(key)
        if value is None:
            return usual
        try:
            return zone_named(str(value)).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.misfit(key, "schedule-how-zone")
            return usual

    def day(self, key: str) -> date | None:
        """Draw a day."""
        value = self.value(key)
        if value is None:
            return None
        found = day_of(value)
        if found is None:
            self.misfit(key, "schedule-how-day")
        return found

    def days(self, key: str) -> tuple[date, ...]:
        """Draw a day or a list of days."""
        value = self.value(key)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        found = [day_of(each) for each in listed]
        if None in found:
            self.misfit(key, "schedule-how-day")
        return tuple(each for each in found if each is not None)

    def links(self, key: str) -> tuple[tuple[Link, ...], ...]:
        """Draw buttons: a list of them, each a row, or a list of rows."""
        value = self.value(key)
        if value is None:
            return ()
        rows = (
            [row if isinstance(row, list) else [row] for row in value or ()]
            if isinstance(value, list)
            else None
        )
        flat = [each for row in rows or () for each in row]
        if not flat or len(flat) > MOST_BUTTONS or not all(map(_is_link, flat)):
            self.misfit(key, "schedule-how-buttons")
            return ()
        return tuple(
            tuple(Link(str(each["text"]).strip(), str(each["url"])) for each in row)
            for row in rows or ()
        )

    def expression(self, key: str) -> str:
        """Draw an expression of the language of segments."""
        value = self.value(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.misfit(key, "schedule-how-segment")
            return ""
        self.check_expression(key, value)
        return value.strip()

    def check_expression(self, key: str, said: str) -> None:
        """Note what is wrong in an expression."""
        try:
            clauses = list(clauses_in(parse(said)))
        except Unread as unread:
            why = Text("schedule-fault-segment", column=unread.column, why=unread.reason)
            self.fault(key, why)
            return
        words = self.sheet.around.words
        for clause in clauses:
            if words and clause.word not in words and clause.word != "segment":
                self.fault(key, unknown(clause.word, words))

    def overrides(self, key: str) -> Mapping[str, Mapping[str, Any]]:
        """Draw what stands otherwise in some groups."""
        value = self.value(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(
            isinstance(each, dict) for each in value.values()
        ):
            self.misfit(key, "schedule-how-override")
            return {}
        drawn: dict[str, Mapping[str, Any]] = {}
        for group, otherwise in value.items():
            for name in otherwise.keys() - OVERRIDABLE:
                self.fault(f"{key}.{group}.{name}", unknown(name, OVERRIDABLE))
            drawn[str(group)] = {
                name: said.isoformat() if isinstance(said, time) else said
                for name, said in otherwise.items()
            }
        return drawn


def day_of(value: object) -> date | None:
    """Return a day that is written as TOML's own or as a text."""
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def time_of(value: object) -> time | None:
    """Return a time of day that is written as TOML's own or as a text."""
    if isinstance(value, time):
        return value if value.tzinfo is None else None
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    return time(int(found[1]), int(found[2])) if found else None


def _is_link(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != {"text", "url"}:
        return False
    label, url = value["text"], value["url"]
    return (
        isinstance(label, str)
        and 0 < len(label.strip()) <= 64
        and isinstance(url, str)
        and _URL.fullmatch(url) is not None
    )
