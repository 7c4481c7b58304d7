"""What is among the best, for how long, and what of it concerns whom."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot.kit.days import moment_of

Span: TypeAlias = Literal["week", "month", "all"]

SPANS: Final[dict[Span, timedelta | None]] = {
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "all": None,
}
MOST_TITLE: Final = 120
MOST_TAGS: Final = 5
# A digest has so many; the rest is behind /best.
MOST_IN_DIGEST: Final = 10
# When the week is looked back at: Monday morning by the community's clock.
DIGEST_AT: Final = time(9, 0)

_CALLED: Final[dict[str, Span]] = {
    **dict.fromkeys(("", "week", "周", "本周"), "week"),
    **dict.fromkeys(("month", "月", "本月"), "month"),
    **dict.fromkeys(("all", "全部", "所有"), "all"),
}
_SAID: Final = re.compile(r"(取消加精|加精)(?:\s+(.*))?", re.DOTALL)
_TAG: Final = re.compile(r"(?<!\w)[#＃]([\w-]{1,32})")


@dataclass(frozen=True, slots=True)
class Terms:
    """What being chosen is worth, and whether the group reads the week's best on Mondays."""

    points: int = 10
    posts: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says of a message that they choose: a title and tags, or nothing."""

    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """A message that was chosen."""

    id: int
    chat_id: int
    message_id: int
    key: str
    person_id: int | None
    title: str
    tags: tuple[str, ...]
    picked_at: datetime

    @property
    def is_there(self) -> bool:
        """Whether the message still has its number, as long as its group has not moved."""
        return self.key == key_of(self.chat_id, self.message_id)


def key_of(chat_id: int, message_id: int) -> str:
    """Return what makes a message one of a kind."""
    return f"{chat_id}:{message_id}"


def span_in(word: str) -> Span | None:
    """Return the span that a word means; None for any other."""
    return _CALLED.get(word.casefold())


def wish_in(said: str) -> Wish:
    """Read what stands behind the command: tags are marked, the rest is a title."""
    tags = tuple(dict.fromkeys(each.casefold() for each in _TAG.findall(said)))[:MOST_TAGS]
    title = " ".join(_TAG.sub("", said).split())
    return Wish(title[:MOST_TITLE], tags)


def said_in(words: str) -> tuple[bool, str] | None:
    """Return whether a reply chooses or takes back, and what else it says; None for any other."""
    found = _SAID.fullmatch(words.strip()) if len(words) <= 2 * MOST_TITLE else None
    return None if found is None else (found[1] == "加精", found[2] or "")


def concerning(picks: Iterable[Pick], interests: frozenset[str]) -> list[Pick]:
    """Return what concerns somebody: all, or what bears one of their interests, or no tag."""
    return [each for each in picks if not interests or not each.tags or interests & set(each.tags)]


def next_digest(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the next Monday morning."""
    today = now.astimezone(zone).date()
    for days in range(8):
        day = today + timedelta(days=days)
        at = moment_of(day, DIGEST_AT, zone)
        if day.weekday() == 0 and at > now:
            return at
    raise AssertionError(now)
