"""Write down what tables say of members and orders, some lines at a time, each time the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from bot.features.imports.cells import Order, Row
from bot.features.imports.queries import Landing, known_bots, source_ids
from bot.features.imports.rules import Fault, Reason
from bot.features.imports.service import join, meet
from bot.features.tags import importing as tags
from bot.features.tags.importing import people_named
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.members import members
from models.sources import journeys
from models.tiers import spends

# Where nobody attested it, the operator's word does; what was attested stays.
JOURNEYS: Final = Tally(
    "imported_journeys",
    journeys,
    ("community_id", "person_id"),
    {"source_id": "filled", "joined_at": "filled"},
)
SPENDS: Final = Tally(
    "spends",
    spends,
    ("community_id", "ref"),
    {"person_id": "last", "local_day": "last", "amount": "last"},
)


@dataclass(slots=True)
class Taken:
    """What came of some lines: how many were taken, and what of them was not."""

    lines: int = 0
    newcomers: int = 0
    tags: int = 0
    # Of how many lines something was not taken in before.
    news: int = 0
    faults: list[Fault] = field(default_factory=list)


async def take_rows(uow: UnitOfWork, landing: Landing, rows: Sequence[Row]) -> Taken:
    """Make whoever lines name members, with their day of coming, tags and source.

    Whoever was never met is met by an id and a name; a username alone says nobody's id.
    """
    taken = Taken()
    met = await _met(uow, rows)
    here = await _members(uow, landing, sorted(met.values()))
    known = await source_ids(uow, landing.community_id, (row.source for row in rows))
    bots = await known_bots(uow)
    given: list[tags.Line] = []
    for row in rows:
        if row.person_id in bots:
            taken.faults.append(Fault(f"line {row.number}", "bot", _said(row)))
            continue
        person_id = met.get(_said(row)) or (row.person_id if row.name else None)
        if person_id is None:
            taken.faults.append(Fault(f"line {row.number}", "unmet", _said(row)))
            continue
        taken.lines += 1
        taken.newcomers += person_id not in here
        _take(uow, landing, row, person_id, is_member=person_id in here)
        here.add(person_id)
        if row.source and row.source not in known:
            taken.faults.append(Fault(f"line {row.number}", "source", row.source[:40]))
        if row.source in known:
            _attest(uow, landing, row, person_id, known[row.source])
        given += (tags.Line(row.number, str(person_id), tag[:64]) for tag in row.tags)
    await uow.flush()
    await _tag(uow, landing, given, taken)
    return taken


async def take_orders(uow: UnitOfWork, landing: Landing, orders: Sequence[Order]) -> Taken:
    """Keep what people spent; an order that was taken before is kept as it is now."""
    taken = Taken()
    met = await _met(uow, orders)
    for order in orders:
        person_id = met.get(_said(order))
        if person_id is None:
            taken.faults.append(Fault(f"line {order.number}", "unmet", _said(order)))
            continue
        taken.lines += 1
        uow.collect(
            SPENDS,
            {
                "community_id": landing.community_id,
                "ref": order.ref,
                "person_id": person_id,
                "local_day": order.day,
                "amount": order.amount,
            },
        )
    await uow.flush()
    return taken


async def take_tags(uow: UnitOfWork, landing: Landing, lines: Sequence[tags.Line]) -> Taken:
    """Give tags, a line a person and tag."""
    taken = Taken()
    await _tag(uow, landing, lines, taken)
    taken.lines = taken.tags
    return taken


async def _tag(
    uow: UnitOfWork, landing: Landing, lines: Sequence[tags.Line], taken: Taken
) -> None:
    if not lines:
        return
    found = await tags.take_lines(uow, landing.community_id, lines, by=None)
    taken.tags += found.done + found.already
    for fault in found.faults:
        reason: Reason = "tag" if fault.kind == "tag" else "unmet"
        taken.faults.append(Fault(f"line {fault.number}", reason, fault.about, fault.near))


def _take(uow: UnitOfWork, landing: Landing, row: Row, person_id: int, *, is_member: bool) -> None:
    meet(uow, person_id, row.name, row.joined or uow.now)
    if not is_member or row.joined is not None:
        seen = row.joined or uow.now
        join(uow, landing, person_id, first=seen, last=seen, joined=row.joined)


def _attest(uow: UnitOfWork, landing: Landing, row: Row, person_id: int, source_id: int) -> None:
    uow.collect(
        JOURNEYS,
        {
            "community_id": landing.community_id,
            "person_id": person_id,
            "source_id": source_id,
            "grade": "unknown",
            "joined_at": row.joined,
        },
    )


def _said(line: Row | Order) -> str:
    return f"@{line.username}" if line.person_id is None else str(line.person_id)


async def _met(uow: UnitOfWork, lines: Sequence[Row] | Sequence[Order]) -> Mapping[str, int]:
    return await people_named(uow, {_said(line) for line in lines})


async def _members(uow: UnitOfWork, landing: Landing, person_ids: Sequence[int]) -> set[int]:
    found = await uow.execute(
        select(members.c.person_id).where(
            members.c.community_id == landing.community_id, members.c.person_id.in_(person_ids)
        )
    )
    return set(found.scalars())
