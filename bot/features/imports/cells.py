"""What a line of a table says of a member or an order."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot.features.imports.rules import AHEAD, BEGAN, NOBODY, Fault
from bot.kit.days import moment_of

MOST_MONEY: Final = 1_000_000_000
LONGEST_REF: Final = 64
MOST_POINTS: Final = 1_000_000_000

Column: TypeAlias = Literal[
    "person",
    "username",
    "name",
    "joined",
    "tags",
    "source",
    "tag",
    "ref",
    "date",
    "amount",
    "points",
    "experience",
    "level",
]
_CALLED: Final[Mapping[str, Column]] = {
    **dict.fromkeys(
        ("person", "id", "user", "member", "user_id", "telegram_id", "成员", "用户", "用户id"),
        "person",
    ),
    **dict.fromkeys(("username", "handle", "用户名"), "username"),
    **dict.fromkeys(("name", "first_name", "full_name", "姓名", "名字", "昵称", "名称"), "name"),
    **dict.fromkeys(
        ("joined", "joined_at", "join_date", "加入", "加入时间", "入群时间"), "joined"
    ),
    **dict.fromkeys(("tags", "标签"), "tags"),
    **dict.fromkeys(("source", "来源", "渠道"), "source"),
    **dict.fromkeys(("ref", "order", "order_id", "订单", "订单号"), "ref"),
    **dict.fromkeys(("date", "day", "paid_at", "日期", "下单时间"), "date"),
    **dict.fromkeys(("amount", "sum", "total", "金额"), "amount"),
    **dict.fromkeys(("points", "coins", "balance", "积分", "金币", "余额"), "points"),
    **dict.fromkeys(("experience", "xp", "exp", "total_xp", "经验", "经验值"), "experience"),
    **dict.fromkeys(("level", "lvl", "等级"), "level"),
}


@dataclass(frozen=True, slots=True)
class Header:
    """Which column of a table holds what, and which ones nobody asked for."""

    places: Mapping[Column, int]
    unknown: tuple[str, ...]

    def cell(self, cells: Sequence[str], column: Column) -> str:
        """Return what a line has in a column; nothing where it has no such column."""
        place = self.places.get(column)
        return cells[place].strip() if place is not None and place < len(cells) else ""


def header_of(cells: Sequence[str], takes: Collection[Column] | None = None) -> Header:
    """Read the names of columns, in English or Chinese; the first of a kind counts.

    Of columns that are known, `takes` says which of them a table of its kind has.
    """
    places: dict[Column, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(cells):
        column = _CALLED.get("_".join(cell.strip().casefold().split()))
        is_odd = takes is not None and column not in takes
        if column is None or column in places or is_odd:
            unknown.append(cell.strip()[:40])
        else:
            places[column] = place
    return Header(places, tuple(unknown))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: who it is about, and what else it says."""

    number: int
    # An id, or a name that begins with @; never both.
    person_id: int | None
    username: str
    name: str = ""
    joined: datetime | None = None
    tags: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A line of a table of orders."""

    number: int
    person_id: int | None
    username: str
    ref: str
    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Earned:
    """A line of a table of what members had earned with another bot; None is not said."""

    number: int
    person_id: int | None
    username: str
    name: str
    points: int | None
    experience: int | None
    level: int | None


def row_of(
    number: int, cells: Sequence[str], header: Header, zone: ZoneInfo, now: datetime
) -> Row | Fault:
    """Read a line of a table of members."""
    where = f"line {number}"
    who = person_in(cells, header)
    if who is None:
        return Fault(where, "person", header.cell(cells, "person")[:40])
    joined = None
    if said := header.cell(cells, "joined"):
        joined = moment_said(said, zone)
        if joined is None or not BEGAN <= joined <= now + AHEAD:
            return Fault(where, "day", said[:40])
    tags = tuple(each for each in re.split(r"[;；|、]\s*", header.cell(cells, "tags")) if each)
    source = header.cell(cells, "source").casefold()
    return Row(number, *who, header.cell(cells, "name"), joined, tags, source)


def order_of(
    number: int, cells: Sequence[str], header: Header, zone: ZoneInfo, now: datetime
) -> Order | Fault:
    """Read a line of a table of orders."""
    where = f"line {number}"
    who = person_in(cells, header)
    if who is None:
        return Fault(where, "person", header.cell(cells, "person")[:40])
    ref = header.cell(cells, "ref")
    if not 0 < len(ref) <= LONGEST_REF:
        return Fault(where, "ref", ref[:40])
    said = header.cell(cells, "date")
    at = moment_said(said, zone)
    if at is None or not datetime(2000, 1, 1, tzinfo=UTC) <= at <= now + AHEAD:
        return Fault(where, "day", said[:40])
    amount = amount_of(header.cell(cells, "amount"))
    if amount is None:
        return Fault(where, "amount", header.cell(cells, "amount")[:40])
    return Order(number, *who, ref, at.astimezone(zone).date(), amount)


def earned_of(number: int, cells: Sequence[str], header: Header) -> Earned | Fault:
    """Read a line of a table of points, experience and levels; one of them has to be there."""
    where = f"line {number}"
    who = person_in(cells, header)
    if who is None:
        return Fault(where, "person", header.cell(cells, "person")[:40])
    drawn: dict[Column, int | None] = {}
    for column in ("points", "experience", "level"):
        said = header.cell(cells, column)
        drawn[column] = whole_of(said) if said else None
        if said and drawn[column] is None:
            return Fault(where, "level" if column == "level" else "points", said[:40])
    if all(each is None for each in drawn.values()):
        return Fault(where, "points")
    name = header.cell(cells, "name")
    return Earned(number, *who, name, drawn["points"], drawn["experience"], drawn["level"])


def whole_of(said: str) -> int | None:
    """Read a whole number of points from nothing up, with or without marks between thousands."""
    match = re.fullmatch(r"(\d{1,10}|\d{1,3}(?:[,_ ]\d{3}){1,3})(?:\.0{1,6})?", said, re.ASCII)
    if match is None:
        return None
    number = int(re.sub(r"\D", "", match[1]))
    return number if number <= MOST_POINTS else None


def person_in(cells: Sequence[str], header: Header) -> tuple[int | None, str] | None:
    """Return whom a line is about, by id or else by name; None for neither."""
    said = header.cell(cells, "person") or header.cell(cells, "username")
    if re.fullmatch(r"[0-9]{1,15}", said):
        number = int(said)
        return None if number in NOBODY or number == 0 else (number, "")
    name = said.removeprefix("https://").removeprefix("t.me/").lstrip("@")
    return (None, name) if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{2,31}", name) else None


def moment_said(said: str, zone: ZoneInfo) -> datetime | None:
    """Read a day, or a day and a time, by the zone's clock; None where the order is not plain."""
    match = re.fullmatch(
        r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
        r"(?:[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?",
        said.strip(),
        re.ASCII,
    )
    try:
        if match is None:
            return None
        if match[6]:
            return datetime.fromisoformat(said.strip().replace("/", "-"))
        day = date(int(match[1]), int(match[2]), int(match[3]))
        at = time(int(match[4] or 0), int(match[5] or 0))
        return moment_of(day, at, zone)
    except (ValueError, OverflowError):
        return None


def amount_of(said: str) -> int | None:
    """Read an amount in whole units of money, halves away from nothing; None for none."""
    match = re.fullmatch(
        r"[¥￥$€£]?\s*(\d[\d,_ ]*)(?:\.(\d+))?\s*(?:元|[A-Z]{3})?", said, re.ASCII
    )
    if match is None:
        return None
    whole = re.sub(r"\D", "", match[1])
    if len(whole) > len(str(MOST_MONEY)):
        return None
    amount = int(whole) + ((match[2] or "0")[0] >= "5")
    return amount if amount <= MOST_MONEY else None
