"""What a tag is, what gives it by itself, and when it falls off."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any, Final, Literal, TypeAlias, get_args

SeenBy: TypeAlias = Literal["members", "self", "staff"]
Source: TypeAlias = Literal["self", "rule", "staff", "import"]
Part: TypeAlias = Literal["morning", "noon", "evening", "night"]

SEEN_BY: Final[tuple[SeenBy, ...]] = get_args(SeenBy)
PARTS: Final[tuple[Part, ...]] = get_args(Part)
# The hour at which each part of the day begins; night goes on until morning.
BEGINS: Final[Mapping[Part, int]] = {"morning": 6, "noon": 11, "evening": 17, "night": 23}
# So far back the hours of the day are counted.
HOURS_OVER: Final = timedelta(days=30)

LONGEST_KEY: Final = 32
LONGEST_TITLE: Final = 64
LONGEST_WORD: Final = 64
LONGEST_EXPRESSION: Final = 1000
MOST_WORDS: Final = 200
MOST_TAGS: Final = 500
MOST_DAYS: Final = 3660
_KEY: Final = re.compile(r"[^\W_][\w-]{0,31}")


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody said one of these words; fuzzy also finds them dressed up."""

    words: tuple[str, ...]
    is_fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Did:
    """Somebody did something so often, within so many days or ever (None)."""

    kind: str
    times: int = 1
    within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody came by a source."""

    source: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Somebody writes most in this part of the day, and at least so many messages in a month."""

    part: Part
    least: int = 20


@dataclass(frozen=True, slots=True)
class Inactive:
    """Nobody has seen somebody for so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class Level:
    """Somebody has come to a level."""

    level: int


@dataclass(frozen=True, slots=True)
class Chose:
    """Somebody chose an option of a poll, and has not taken that back."""

    poll: str
    option: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Somebody is in a segment, looked at each night."""

    expression: str


Rule: TypeAlias = Said | Did | Came | Hours | Inactive | Level | Chose | Segment


@dataclass(frozen=True, slots=True)
class Terms:
    """A tag of the catalogue."""

    key: str
    title: str = ""
    group: str = ""
    is_exclusive: bool = False
    lasts_days: int | None = None
    seen_by: SeenBy = "staff"
    is_own_choice: bool = False
    rule: Rule | None = None

    @property
    def shown(self) -> str:
        """What people read."""
        return self.title or self.key


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a wish: a word for it, and what it is about."""

    kind: str
    about: str = ""


def is_key(word: str) -> bool:
    """Whether a tag may be called so: letters of any script, digits, - and _, at most 32."""
    return _KEY.fullmatch(word) is not None and word == word.casefold()


def key_of(word: str) -> str:
    """Return the key that somebody means by a word."""
    return word.strip().strip("#＃\"'“”").casefold()


def nearest(word: str, keys: Iterable[str]) -> str | None:
    """Return the key that is most like a word, if one is."""
    return next(iter(get_close_matches(key_of(word), list(keys), n=1, cutoff=0.6)), None)


def ends_at(now: datetime, lasts_days: int | None) -> datetime | None:
    """Return when a tag given now falls off: at the end of that minute; None for never."""
    if lasts_days is None:
        return None
    end = now + timedelta(days=lasts_days)
    whole = end.replace(second=0, microsecond=0)
    return whole if whole == end else whole + timedelta(minutes=1)


def is_replaced(held: Terms, given: Terms) -> bool:
    """Whether a tag goes when another is given: of one group, and one of the two is exclusive."""
    return (
        held.key != given.key
        and bool(held.group)
        and held.group == given.group
        and (held.is_exclusive or given.is_exclusive)
    )


def part_of(hour: int) -> Part:
    """Return the part of the day in which an hour lies."""
    begun = [part for part, begins in BEGINS.items() if hour >= begins]
    return begun[-1] if begun else "night"


def may_see(seen_by: str, *, is_self: bool, is_staff: bool) -> bool:
    """Whether somebody may see that a tag is borne."""
    return is_staff or seen_by == "members" or (seen_by == "self" and is_self)


def as_json(  # noqa: PLR0911 — one line a kind of rule
    rule: Rule | None,
) -> dict[str, Any] | None:
    """Return a rule as it is stored and as it stands in a file."""
    match rule:
        case None:
            return None
        case Said(words, is_fuzzy):
            return {"said": list(words)} | ({"fuzzy": True} if is_fuzzy else {})
        case Did(kind, times, within):
            said: dict[str, Any] = {"activity": kind, "times": times}
            return said | ({} if within is None else {"within": f"{within}d"})
        case Came(source):
            return {"source": source}
        case Hours(part, least):
            return {"hours": part, "least": least}
        case Inactive(days):
            return {"inactive": f"{days}d"}
        case Level(level):
            return {"level": level}
        case Chose(poll, option):
            return {"poll": poll, "option": option}
        case Segment(expression):
            return {"segment": expression}


def rule_of(table: object) -> Rule | Fault | None:
    """Read a rule from a table, such as {"said": ["跑步"]}; None for none at all."""
    if not table:
        return None
    if not isinstance(table, dict):
        return Fault("rule", str(table)[:40])
    main = next((name for name in _READERS if name in table), None)
    if main is None:
        return Fault("rule", ", ".join(sorted(map(str, table)))[:40])
    reader, keys = _READERS[main]
    odd = sorted(map(str, table.keys() - keys))
    if odd:
        return Fault("rule-key", odd[0][:40])
    return reader(table)


def _said(table: Mapping[str, Any]) -> Rule | Fault:
    words = table["said"]
    words = [words] if isinstance(words, str) else words
    if not isinstance(words, list | tuple) or not 0 < len(words) <= MOST_WORDS:
        return Fault("said")
    read = tuple(dict.fromkeys(each.strip() for each in words if isinstance(each, str)))
    if len(read) == 0 or any(not 0 < len(each) <= LONGEST_WORD for each in read):
        return Fault("said")
    fuzzy = table.get("fuzzy", False)
    return Said(read, fuzzy) if isinstance(fuzzy, bool) else Fault("rule-key", "fuzzy")


def _did(table: Mapping[str, Any]) -> Rule | Fault:
    kind, times = KINDS.get(str(table["activity"]).casefold()), _whole(table.get("times", 1))
    within = _days(table["within"]) if "within" in table else None
    if kind is None:
        return Fault("activity", str(table["activity"])[:40])
    if times is None or not 1 <= times <= 1_000_000:
        return Fault("number", "times")
    if "within" in table and within is None:
        return Fault("days", "within")
    return Did(kind, times, within)


def _came(table: Mapping[str, Any]) -> Rule | Fault:
    key = str(table["source"]).casefold()
    return Came(key) if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,31}", key) else Fault("source")


def _hours(table: Mapping[str, Any]) -> Rule | Fault:
    part = next((each for each in PARTS if each == table["hours"]), None)
    least = _whole(table.get("least", 20))
    if part is None:
        return Fault("hours", str(table["hours"])[:40])
    return Fault("number", "least") if least is None or least < 1 else Hours(part, least)


def _inactive(table: Mapping[str, Any]) -> Rule | Fault:
    days = _days(table["inactive"])
    return Fault("days", "inactive") if days is None else Inactive(days)


def _level(table: Mapping[str, Any]) -> Rule | Fault:
    level = _whole(table["level"])
    return Fault("number", "level") if level is None or not 1 <= level <= 10_000 else Level(level)


def _chose(table: Mapping[str, Any]) -> Rule | Fault:
    poll, option = str(table["poll"]).strip(), str(table.get("option", "")).strip()
    if not (0 < len(poll) <= LONGEST_TITLE and 0 < len(option) <= LONGEST_TITLE):
        return Fault("poll")
    return Chose(poll, option)


def _segment(table: Mapping[str, Any]) -> Rule | Fault:
    said = table["segment"]
    if not isinstance(said, str) or not 0 < len(said.strip()) <= LONGEST_EXPRESSION:
        return Fault("segment")
    return Segment(said.strip())


def _whole(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _days(value: object) -> int | None:
    return days_in(value) if isinstance(value, str) else None


def days_in(word: str) -> int | None:
    """Read a length in days, such as 90d; None for anything else."""
    found = re.fullmatch(r"([0-9]{1,4})(?:d|天)", word.strip().casefold())
    days = int(found[1]) if found else 0
    return days if 1 <= days <= MOST_DAYS else None


_Reader: TypeAlias = Callable[[Mapping[str, Any]], Rule | Fault]
# What people call an activity, and under which word it is counted.
KINDS: Final[Mapping[str, str]] = {
    "message": "message",
    "reaction": "reaction",
    "check_in": "member_checked_in",
    "checkin": "member_checked_in",
    "thanked": "member_thanked",
    "joined": "member_joined",
    "onboarded": "member_onboarded",
    "member_checked_in": "member_checked_in",
    "member_thanked": "member_thanked",
    "member_joined": "member_joined",
    "member_onboarded": "member_onboarded",
}
_READERS: Final[Mapping[str, tuple[_Reader, frozenset[str]]]] = {
    "said": (_said, frozenset({"said", "fuzzy"})),
    "activity": (_did, frozenset({"activity", "times", "within"})),
    "source": (_came, frozenset({"source"})),
    "hours": (_hours, frozenset({"hours", "least"})),
    "inactive": (_inactive, frozenset({"inactive"})),
    "level": (_level, frozenset({"level"})),
    "poll": (_chose, frozenset({"poll", "option"})),
    "segment": (_segment, frozenset({"segment"})),
}
