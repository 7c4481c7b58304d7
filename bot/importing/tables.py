"""Takes in tables: members, tags and orders, some lines at a time."""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, Literal, TypeAlias

from bot.assembly import policy_of
from bot.config import Settings
from bot.features.imports.cells import (
    Column,
    Earned,
    Order,
    Row,
    earned_of,
    order_of,
    row_of,
)
from bot.features.imports.earnings import LONGEST_LABEL, EarningsTaker
from bot.features.imports.lines import Table, numbered_lines
from bot.features.imports.queries import Landing
from bot.features.imports.rules import Fault
from bot.features.imports.tables import Taken, take_orders, take_rows, take_tags
from bot.features.tags import importing as tags
from bot.importing.command import (
    DONE,
    LOOKED,
    Desk,
    Tell,
    Wanted,
    at_desk,
    every_landing,
    finish,
    landing_among,
)
from bot.importing.report import Faults, Progress, plain
from bot.kit.clock import Clock
from bot.kit.exports import BadFile
from bot.kit.unit_of_work import UnitOfWork

Kind: TypeAlias = Literal["members", "tags", "spend", "points"]
Taker: TypeAlias = Callable[[UnitOfWork, Landing, Any], Awaitable[Taken]]
PART: Final = 1000
_NEEDED: Final[dict[Kind, tuple[Column, ...]]] = {
    "members": ("person",),
    "spend": ("ref", "person", "date", "amount"),
    "points": ("person",),
}
_COLUMNS: Final[dict[Kind, frozenset[Column]]] = {
    "members": frozenset({"person", "username", "name", "joined", "tags", "source"}),
    "spend": frozenset({"ref", "person", "username", "date", "amount"}),
    "points": frozenset({"person", "username", "name", "points", "experience", "level"}),
}
_NOTED: Final[dict[Kind, str]] = {
    "members": "audit-members-imported",
    "tags": "audit-tags-imported",
    "spend": "audit-spend-imported",
    "points": "audit-points-imported",
}


async def take_table(
    settings: Settings,
    wanted: Wanted,
    kind: Kind,
    *,
    tell: Tell,
    clock: Clock | None = None,
    written: Callable[[int], None] = lambda _: None,
) -> None:
    """Take in a table, or only tell what would come of it; `written` hears of each part.

    Raises:
        BadFile: for a file that is no such table, or a chat that is not there.
        StartFailed: for a database that cannot be used.
    """
    async with at_desk(settings, wanted, clock) as (desk, faults):
        every = await every_landing(desk)
        communities = {each.community_id for each in every}
        # The main group comes first.
        likely = every[:1] if len(communities) == 1 else []
        landing = landing_among(every, wanted.chat, likely)
        reading = _Reading(wanted, kind, landing, desk, faults)
        take = _taker(settings, kind, wanted.label)
        total = await _take(
            desk, landing, wanted, kind, take=take, reading=reading, written=written
        )
        for line in _lines(wanted, kind, landing, reading, total):
            tell(line)
        for line in faults.lines():
            tell(line)
        if not wanted.is_earnest:
            tell(LOOKED)
            return
        await finish(settings, desk, landing, _NOTED[kind], {"count": total.lines})
        tell(DONE)


class _Reading:
    """Yields what the lines of a file say; the others go among the faults."""

    def __init__(
        self, wanted: Wanted, kind: Kind, landing: Landing, desk: Desk, faults: Faults
    ) -> None:
        self.unknown: tuple[str, ...] = ()
        self._wanted, self._kind, self._landing = wanted, kind, landing
        self._now, self.faults = desk.clock.now(), faults

    def __iter__(self) -> Iterator[Any]:
        read: Iterable[Any] = self._tags() if self._kind == "tags" else self._rows()
        for each in read:
            if isinstance(each, Fault):
                self.faults.add(each)
            else:
                yield each

    def _rows(self) -> Iterator[Row | Order | Earned | Fault]:
        kind = self._kind
        table = Table(self._wanted.file, self._wanted.encoding, _NEEDED[kind], _COLUMNS[kind])
        zone, now = self._landing.zone, self._now
        refs: set[str] = set()
        for line in table:
            self.unknown = table.header.unknown
            if isinstance(line, Fault):
                yield line
                continue
            number, cells = line
            if self._kind == "members":
                yield row_of(number, cells, table.header, zone, now)
                continue
            if self._kind == "points":
                yield earned_of(number, cells, table.header)
                continue
            order = order_of(number, cells, table.header, zone, now)
            if isinstance(order, Order) and order.ref in refs:
                yield Fault(f"line {number}", "twice", order.ref)
                continue
            if isinstance(order, Order):
                refs.add(order.ref)
            yield order

    def _tags(self) -> Iterator[tags.Line | Fault]:
        encoding = "utf-8-sig" if self._wanted.encoding == "utf-8" else self._wanted.encoding
        for number, text in numbered_lines(self._wanted.file, encoding):
            if isinstance(text, Fault):
                yield text
                continue
            good, bad = tags.read([text], first=number)
            yield from good
            for fault in bad:
                yield Fault(f"line {number}", "long" if fault.kind == "long" else "columns")


_TAKES: Final[dict[Kind, Taker]] = {
    "members": take_rows,
    "tags": take_tags,
    "spend": take_orders,
}


def _taker(settings: Settings, kind: Kind, label: str) -> Taker:
    if kind != "points":
        return _TAKES[kind]
    if not re.fullmatch(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_LABEL - 1}}}", label):
        raise BadFile(f"Write --label in small letters, digits, - and _, at most {LONGEST_LABEL}.")
    return EarningsTaker(policy_of(settings).levels, label)


async def _take(
    desk: Desk,
    landing: Landing,
    wanted: Wanted,
    kind: Kind,
    *,
    take: Taker,
    reading: "_Reading",
    written: Callable[[int], None],
) -> Taken:
    """Take part by part, each in a transaction of its own: broken off, it is done again."""
    total, parts, left = Taken(), 0, iter(reading)
    progress = Progress(f"lines of {kind}", PART)
    while some := list(islice(left, PART)):
        async with desk.writing(is_earnest=wanted.is_earnest) as uow:
            taken = await take(uow, landing, some)
        total.lines += taken.lines
        total.newcomers += taken.newcomers
        total.tags += taken.tags
        total.news += taken.news
        reading.faults.add_all(taken.faults)
        parts += 1
        progress(parts * PART)
        written(parts)
    progress.end()
    return total


def _lines(
    wanted: Wanted, kind: Kind, landing: Landing, reading: _Reading, total: Taken
) -> Iterator[str]:
    yield (
        f"{wanted.file.name}, into {plain(landing.title)} ({landing.chat_id}), a group of "
        f"{plain(landing.community_name)}"
    )
    if kind == "members":
        yield f"  {total.lines:,} members, {total.newcomers:,} of them new, {total.tags:,} tags"
    elif kind == "points":
        yield f"  {total.lines:,} members with what they had, {total.news:,} of them changed by it"
    else:
        yield f"  {total.lines:,} {'orders' if kind == 'spend' else 'tags'}"
    if reading.unknown:
        yield f"Columns that are not taken: {', '.join(map(plain, reading.unknown))}."
