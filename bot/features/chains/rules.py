"""Who has a seat on a list, who waits, and how a line is read."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from bot.features.campaigns.rules import NAMES as AIMS
from bot.features.campaigns.rules import Objective, objective_in
from bot.kit.texts import Text
from bot.kit.wishes import FARTHEST, Misread, lasts_of, said_in, whole

MOST_SEATS: Final = 2000
MOST_LINES: Final = 2000
MOST_QUANTITY: Final = 20
MOST_WORDS: Final = 80
MOST_ABOUT: Final = 500
# What begins a line of somebody's who replies to nothing, and what takes a line off again.
CALL: Final = re.compile(r"[#＃]?接龙[\s:：,，]*", re.IGNORECASE)
LEAVING: Final = frozenset({"-", "-1", "leave", "退出", "取消", "不接了"})
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **AIMS,
        "capacity": "capacity",
        "人数": "capacity",
        "名额": "capacity",
        "ends": "ends",
        "截止": "ends",
        "only": "only",
        "限": "only",
    }
)
_QUANTITY: Final = re.compile(r"(?:^|(?<=\s))[+xX×](\d{1,3})(?=\s|$)")
_SECONDS: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants a chain to be."""

    title: str
    about: str = ""
    capacity: int | None = None
    lasts: timedelta | None = None
    only: str | None = None
    objective: Objective | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A chain as it stands, its lines aside."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    state: str
    card_id: int | None
    made_by: int | None
    ends_at: datetime | None
    wish: Wish


@dataclass(frozen=True, slots=True)
class Link:
    """A member's line."""

    number: int
    person_id: int
    name: str
    words: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Seating:
    """Who has a seat, and who waits for one, each in the order of coming."""

    seated: tuple[Link, ...]
    waiting: tuple[Link, ...]

    @property
    def taken(self) -> int:
        """How many seats are taken."""
        return sum(each.quantity for each in self.seated)

    def is_seated(self, person_id: int) -> bool:
        """Whether somebody has a seat."""
        return any(each.person_id == person_id for each in self.seated)


def seating(links: Sequence[Link], capacity: int | None) -> Seating:
    """Give seats in the order of coming; nobody is let past somebody who waits."""
    ordered = sorted(links, key=lambda each: each.number)
    taken = 0
    for at, each in enumerate(ordered):
        taken += each.quantity
        if capacity is not None and taken > capacity:
            return Seating(tuple(ordered[:at]), tuple(ordered[at:]))
    return Seating(tuple(ordered), ())


def moved_up(before: Seating, after: Seating) -> list[Link]:
    """Return who has a seat now and waited before."""
    waited = {each.person_id for each in before.waiting}
    return [each for each in after.seated if each.person_id in waited]


def can_become(links: Sequence[Link], capacity: int | None, changed: Link) -> bool:
    """Whether a line can be changed without anybody losing a seat by it."""
    before = seating(links, capacity)
    others = [each for each in links if each.person_id != changed.person_id]
    after = seating([*others, changed], capacity)
    return {each.person_id for each in before.seated} <= {each.person_id for each in after.seated}


def line_in(said: str) -> tuple[str, int | None]:
    """Read a line: the words, and for how many it stands where that was said, such as +2."""
    plain = " ".join(unicodedata.normalize("NFKC", said).split())
    found = _QUANTITY.search(plain)
    if found is None:
        return plain[:MOST_WORDS], None
    quantity = min(max(1, int(found[1])), MOST_QUANTITY)
    words = " ".join((plain[: found.start()] + plain[found.end() :]).split())
    return words[:MOST_WORDS], quantity


def called_in(words: str) -> str | None:
    """Return what stands behind the word that calls for a chain; None without the word."""
    found = CALL.match(words)
    return None if found is None else words[found.end() :]


def wish_in(said: str, moment: Callable[[str], datetime | None], now: datetime) -> Wish:
    """Read how somebody wants a chain to be.

    Args:
        said: what stands behind the command.
        moment: reads a moment, by the community's clock.
        now: the moment at hand.

    Raises:
        Misread: for what cannot be read.
    """
    read = said_in(said, NAMES)

    def lasts(word: str) -> timedelta | None:
        span = lasts_of(word)
        if span is not None:
            return span if _SECONDS < span <= FARTHEST else None
        at = moment(word)
        return None if at is None or at <= now else at - now

    if len(read.title) > MOST_WORDS:
        raise Misread(Text("chain-title-long", most=MOST_WORDS))
    return Wish(
        title=read.title,
        about="\n".join(read.lines)[:MOST_ABOUT],
        capacity=read.read("capacity", whole(1, MOST_SEATS), Text("chain-how-capacity")),
        lasts=read.read("ends", lasts, Text("chain-how-ends")),
        only=read.options.get("only") or None,
        objective=objective_in(read),
    )


def folded(lines: Sequence[str], most: int) -> int:
    """Return how many lines fit into so many UTF-16 units, a break behind each."""
    left = most
    for at, line in enumerate(lines):
        left -= len(line.encode("utf-16-le")) // 2 + 1
        if left < 0:
            return at
    return len(lines)


def renamed(wish: Wish, title: str) -> Wish:
    """Return a wish under another title."""
    return replace(wish, title=title[:MOST_WORDS])
