"""How a giveaway is asked for, and how codes are read from a file."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal

from bot.features.campaigns.rules import NAMES as AIMS
from bot.features.campaigns.rules import Objective, objective_in
from bot.kit.texts import Text
from bot.kit.wishes import lasts_of, said_in, whole

MOST_PIECES: Final = 5000
MOST_WORDS: Final = 80
MOST_CODE: Final = 200
LONGEST: Final = timedelta(days=30)
OLDEST: Final = timedelta(days=366)
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **AIMS,
        "count": "count",
        "数量": "count",
        "age": "age",
        "入群": "age",
        "ends": "ends",
        "截止": "ends",
        "hold": "hold",
        "保留": "hold",
        "only": "only",
        "限": "only",
    }
)
_HEADS: Final = frozenset({"code", "codes", "coupon", "coupons", "兑换码", "优惠码", "券码"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants a giveaway to be."""

    title: str
    count: int
    age: timedelta = timedelta()
    lasts: timedelta = timedelta(days=1)
    holds: timedelta = timedelta(days=1)
    only: str | None = None
    objective: Objective | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Giveaway:
    """A giveaway as it stands, its pieces aside."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    state: str
    left: int
    card_id: int | None
    made_by: int | None
    ends_at: datetime | None
    wish: Wish


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that holds no code that can be taken."""

    number: int
    kind: Literal["long", "twice"]


def wish_in(said: str) -> tuple[Wish, tuple[str, ...]]:
    """Read how somebody wants a giveaway to be; lines below are codes.

    Raises:
        Misread: for what cannot be read.
    """
    read = said_in(said, NAMES)
    wish = Wish(
        title=read.title[:MOST_WORDS],
        count=read.read("count", whole(1, MOST_PIECES), Text("giveaway-how-count")) or 0,
        age=read.read("age", _span(OLDEST), Text("giveaway-how-age")) or timedelta(),
        lasts=read.read("ends", _span(LONGEST), Text("giveaway-how-ends")) or timedelta(days=1),
        holds=read.read("hold", _span(LONGEST), Text("giveaway-how-hold")) or timedelta(days=1),
        only=read.options.get("only") or None,
        objective=objective_in(read),
    )
    return wish, read.lines


def codes_in(content: str) -> tuple[list[str], list[Fault]]:
    """Read codes, the first cell of each line; a head, empty lines and gaps are passed over."""
    good: dict[str, None] = {}
    faults = []
    for number, line in enumerate(content.splitlines(), 1):
        code = _first_cell(line)
        if not code or (not good and code.casefold() in _HEADS):
            continue
        if len(code) > MOST_CODE:
            faults.append(Fault(number, "long"))
        elif code in good:
            faults.append(Fault(number, "twice"))
        else:
            good[code] = None
    return list(good), faults


def _first_cell(line: str) -> str:
    delimiter = next((each for each in ("\t", ",", ";") if each in line), ",")
    try:
        return next(csv.reader([line], delimiter=delimiter))[0].strip()
    except (csv.Error, StopIteration, IndexError):
        return ""


def _span(most: timedelta) -> Callable[[str], timedelta | None]:
    def read(word: str) -> timedelta | None:
        lasts = lasts_of(word)
        return lasts if lasts is not None and timedelta() < lasts <= most else None

    return read
