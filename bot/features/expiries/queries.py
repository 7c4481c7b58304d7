"""Reads of expiry: how many points of whom go, and which round was announced."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select

from bot.kit.unit_of_work import UnitOfWork
from models.expiries import expiries
from models.members import members
from models.points import ledger


@dataclass(frozen=True, slots=True)
class Announced:
    """A round that was announced, and what became of it."""

    month: date
    earned_before: date
    expires_on: date
    expired_at: datetime | None
    members: int
    points: int


async def announced(uow: UnitOfWork, community_id: int, month: date) -> Announced | None:
    """Return a month's round as it was announced; None where it was not."""
    found = await uow.execute(
        select(expiries).where(expiries.c.community_id == community_id, expiries.c.month == month)
    )
    row = found.first()
    return None if row is None else _announced(row)


async def pending(uow: UnitOfWork, community_id: int) -> Announced | None:
    """Return the round that was announced and is still to come, the earliest of several."""
    found = await uow.execute(
        select(expiries)
        .where(expiries.c.community_id == community_id, expiries.c.expired_at.is_(None))
        .order_by(expiries.c.month)
        .limit(1)
    )
    row = found.first()
    return None if row is None else _announced(row)


async def holders(
    uow: UnitOfWork, community_id: int, *, after: int | None, most: int
) -> list[int]:
    """Return the next members, by number, who hold any points."""
    held = select(members.c.person_id).where(
        members.c.community_id == community_id, members.c.points > 0
    )
    if after is not None:
        held = held.where(members.c.person_id > after)
    found = await uow.execute(held.order_by(members.c.person_id).limit(most))
    return list(found.scalars())


async def expiring_of(
    uow: UnitOfWork, community_id: int, earned_before: date, people: list[int]
) -> dict[int, int]:
    """Return how many points of some people go, of those whose go at all."""
    found = await uow.execute(expiring_among(community_id, earned_before, people))
    return {row.person_id: int(row.points) for row in found}


def expiring_among(community_id: int, earned_before: date, people: list[int]) -> Select[Any]:
    """Select whose points go and how many: see `rules.expiring`, here for many at once."""
    came = func.coalesce(
        func.sum(ledger.c.points).filter(
            and_(ledger.c.points > 0, ledger.c.local_day < earned_before)
        ),
        0,
    )
    went = func.coalesce(func.sum(ledger.c.points).filter(ledger.c.points < 0), 0)
    return (
        select(ledger.c.person_id, (came + went).label("points"))
        .where(ledger.c.community_id == community_id, ledger.c.person_id.in_(people))
        .group_by(ledger.c.person_id)
        .having(came + went > 0)
    )


def _announced(row: Any) -> Announced:
    return Announced(
        row.month,
        row.earned_before,
        row.expires_on,
        row.expired_at,
        row.members,
        int(row.points),
    )
