"""Draws as they stand: which there are, who is in them, who holds a seat."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, String, cast, func, select

from bot.features.campaigns.rules import packed, unpacked
from bot.features.draws.rules import HELD, Bonus, Draw, Plan, Prize
from bot.kit.unit_of_work import UnitOfWork
from models.draws import draw_edits, draw_seats, draw_tickets, draws
from models.members import people

MOST_LISTED: Final = 20
_PLAIN: Final = (
    *("title", "rules", "only", "price", "word", "has_dice", "ends_at", "most"),
    *("claim_hours", "every", "worth"),
)
_KEPT: Final = (
    *("id", "community_id", "chat_id", "thread_id", "state", "commitment", "rules_hash"),
    *("entrants", "root", "root_id", "tries", "final", "card_id", "made_by", "begun_at"),
    *("frozen_at", "reveal_by", "settled_at"),
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """Somebody's ticket."""

    number: int
    weight: int
    salt: str | None
    excluded: str | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A prize and who holds it, or who held it before."""

    draw_id: int
    number: int
    turn: int
    ticket: int
    person_id: int
    name: str
    state: str
    claim_by: datetime | None
    contact: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """The rules as they stood after a change."""

    number: int
    canon: str
    rules_hash: str


def columns_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as the columns of its row."""
    row: dict[str, Any] = {name: getattr(plan, name) for name in _PLAIN}
    row["prizes"] = [[each.name, each.count, each.points] for each in plan.prizes]
    row["objective"] = packed(plan.objective)
    row["bonus"] = [[each.condition, each.tickets] for each in plan.bonus]
    return row


async def draw_by_id(uow: UnitOfWork, draw_id: int) -> Draw | None:
    """Return a draw by its number."""
    found = await uow.execute(select(draws).where(draws.c.id == draw_id))
    row = found.first()
    return None if row is None else _drawn(row)


async def draws_of(
    uow: UnitOfWork, community_id: int, *states: str, most: int = MOST_LISTED
) -> list[Draw]:
    """Return a community's draws in some states, the newest first."""
    found = await uow.execute(
        select(draws)
        .where(draws.c.community_id == community_id, draws.c.state.in_(states))
        .order_by(draws.c.id.desc())
        .limit(most)
    )
    return [_drawn(row) for row in found]


async def ticket_of(uow: UnitOfWork, draw_id: int, person_id: int) -> Ticket | None:
    """Return somebody's ticket."""
    found = await uow.execute(
        select(
            draw_tickets.c.number,
            draw_tickets.c.weight,
            draw_tickets.c.salt,
            draw_tickets.c.excluded,
        ).where(draw_tickets.c.draw_id == draw_id, draw_tickets.c.person_id == person_id)
    )
    row: Any = found.first()
    return None if row is None else Ticket(*row)


async def lines_of(uow: UnitOfWork, draw_id: int) -> list[str]:
    """Return the public list of a frozen draw: `ticket,weight,mark` of each, by number."""
    kept: list[str] | None = uow.recall(("draw list", draw_id))
    if kept is not None:
        return kept
    # Written by the database: a hundred thousand texts are less to carry than thrice as many
    # values.
    parts = (draw_tickets.c.number, draw_tickets.c.weight, draw_tickets.c.mark)
    number, weight, mark = (cast(part, String) for part in parts)
    found = await uow.execute(
        select(number + "," + weight + "," + mark)
        .where(draw_tickets.c.draw_id == draw_id, draw_tickets.c.excluded.is_(None))
        .order_by(draw_tickets.c.number)
    )
    lines = list(found.scalars())
    # It is asked for once it is fixed, and never changes again.
    uow.remember(("draw list", draw_id), lines)
    return lines


async def excluded_of(uow: UnitOfWork, draw_id: int) -> list[tuple[int, str]]:
    """Return which tickets the freeze took out, and why."""
    found = await uow.execute(
        select(draw_tickets.c.number, draw_tickets.c.excluded)
        .where(draw_tickets.c.draw_id == draw_id, draw_tickets.c.excluded.is_not(None))
        .order_by(draw_tickets.c.number)
    )
    return [(row.number, row.excluded) for row in found]


async def people_of(uow: UnitOfWork, draw_id: int, numbers: Collection[int]) -> dict[int, int]:
    """Return whose some tickets are."""
    found = await uow.execute(
        select(draw_tickets.c.number, draw_tickets.c.person_id).where(
            draw_tickets.c.draw_id == draw_id, draw_tickets.c.number.in_(sorted(numbers))
        )
    )
    return {row.number: row.person_id for row in found}


async def seats_held(
    uow: UnitOfWork, draw_id: int, *, person_id: int | None = None, is_whole: bool = False
) -> list[Seat]:
    """Return who holds the seats, by number; `is_whole` returns those before them too."""
    query = (
        select(draw_seats, people.c.first_name, people.c.last_name)
        .outerjoin(people, people.c.id == draw_seats.c.person_id)
        .where(draw_seats.c.draw_id == draw_id)
        .order_by(draw_seats.c.number, draw_seats.c.turn)
    )
    if not is_whole:
        query = query.where(draw_seats.c.state.in_(HELD))
    if person_id is not None:
        query = query.where(draw_seats.c.person_id == person_id)
    return [_seat(uow, row) for row in await uow.execute(query)]


async def seat_at(uow: UnitOfWork, draw_id: int, number: int, turn: int) -> Seat | None:
    """Return one turn of a seat."""
    whole = await seats_held(uow, draw_id, is_whole=True)
    return next((each for each in whole if (each.number, each.turn) == (number, turn)), None)


async def names_by_draw(uow: UnitOfWork, draw_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the names of those who hold the seats of some draws, in the order of the seats."""
    found = await uow.execute(
        select(draw_seats.c.draw_id, people.c.first_name, people.c.last_name)
        .join(people, people.c.id == draw_seats.c.person_id)
        .where(draw_seats.c.draw_id.in_(sorted(draw_ids)), draw_seats.c.state.in_(HELD))
        .order_by(draw_seats.c.draw_id, draw_seats.c.number)
    )
    names: dict[int, list[str]] = {each: [] for each in draw_ids}
    for row in found:
        names[row.draw_id].append(f"{row.first_name} {row.last_name or ''}".strip())
    return names


async def edits_of(uow: UnitOfWork, draw_id: int) -> list[Edit]:
    """Return the rules as they stood, the first first."""
    found = await uow.execute(
        select(draw_edits.c.number, draw_edits.c.canon, draw_edits.c.rules_hash)
        .where(draw_edits.c.draw_id == draw_id)
        .order_by(draw_edits.c.number)
    )
    return [Edit(row.number, row.canon, row.rules_hash) for row in found]


async def seed_of(uow: UnitOfWork, draw_id: int) -> bytes | None:
    """Return a draw's seed; None where the key that sealed it is gone."""
    found = await uow.execute(select(draws.c.seed).where(draws.c.id == draw_id))
    opened = uow.seal.open(found.scalar_one())
    return None if opened is None else bytes.fromhex(opened)


async def count_in(uow: UnitOfWork, draw_id: int) -> int:
    """Return how many tickets are in the list."""
    found = await uow.execute(
        select(func.count())
        .select_from(draw_tickets)
        .where(draw_tickets.c.draw_id == draw_id, draw_tickets.c.excluded.is_(None))
    )
    return int(found.scalar_one())


def _seat(uow: UnitOfWork, row: Row[Any]) -> Seat:
    return Seat(
        row.draw_id,
        row.number,
        row.turn,
        row.ticket,
        row.person_id,
        f"{row.first_name or '…'} {row.last_name or ''}".strip(),
        row.state,
        row.claim_by,
        None if row.contact is None else uow.seal.open(row.contact),
    )


def _drawn(row: Row[Any]) -> Draw:
    plan = Plan(
        **{name: getattr(row, name) for name in _PLAIN},
        prizes=tuple(Prize(name, count, points) for name, count, points in row.prizes),
        bonus=tuple(Bonus(condition, tickets) for condition, tickets in row.bonus),
        objective=unpacked(row.objective),
    )
    return Draw(
        **{name: getattr(row, name) for name in _KEPT},
        plan=plan,
        dice=tuple((at, value, how) for at, value, how in row.dice),
    )
