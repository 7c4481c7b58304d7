"""What a tag is, what gives it by itself, and when it falls off."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias, get_args

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
MOST_TAGS: Final = 500
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
