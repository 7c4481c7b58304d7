"""Giveaways as they stand, and who has which piece."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, select

from bot.features.campaigns.rules import unpacked
from bot.features.giveaways.rules import Giveaway, Wish
from bot.kit.unit_of_work import UnitOfWork
from models.giveaways import giveaways, pieces
from models.members import people

SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that is somebody's, its code still sealed."""

    number: int
    person_id: int
    name: str
    state: str
    held_until: datetime | None
    sealed: str | None


async def giveaway_by_id(uow: UnitOfWork, giveaway_id: int) -> Giveaway | None:
    """Return a giveaway by its number."""
    row = (await uow.execute(select(giveaways).where(giveaways.c.id == giveaway_id))).first()
    return None if row is None else _drawn(row)


async def open_in(uow: UnitOfWork, community_id: int, *states: str) -> list[Giveaway]:
    """Return a community's giveaways in some states, the newest first."""
    found = await uow.execute(
        select(giveaways)
        .where(giveaways.c.community_id == community_id, giveaways.c.state.in_(states))
        .order_by(giveaways.c.id.desc())
        .limit(20)
    )
    return [_drawn(row) for row in found]


async def pieces_of(
    uow: UnitOfWork, giveaway_id: int, person_id: int | None = None
) -> list[Piece]:
    """Return the pieces that are somebody's, or one person's."""
    query = (
        select(pieces, people.c.first_name, people.c.last_name)
        .join(people, people.c.id == pieces.c.person_id)
        .where(pieces.c.giveaway_id == giveaway_id)
        .order_by(pieces.c.number)
    )
    if person_id is not None:
        query = query.where(pieces.c.person_id == person_id)
    return [
        Piece(
            row.number,
            row.person_id,
            f"{row.first_name} {row.last_name or ''}".strip(),
            row.state,
            row.held_until,
            row.code,
        )
        for row in await uow.execute(query)
    ]


async def has_codes(uow: UnitOfWork, giveaway_id: int) -> bool:
    """Whether the pieces of a giveaway have codes."""
    found = await uow.execute(
        select(pieces.c.number)
        .where(pieces.c.giveaway_id == giveaway_id, pieces.c.code.is_not(None))
        .limit(1)
    )
    return found.first() is not None


def _drawn(row: Row[Any]) -> Giveaway:
    wish = Wish(
        title=row.title,
        count=row.total,
        age=SECOND * row.age_s,
        lasts=SECOND * row.lasts_s,
        holds=SECOND * row.holds_s,
        only=row.only,
        objective=unpacked(row.objective),
    )
    return Giveaway(
        id=row.id,
        community_id=row.community_id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        state=row.state,
        left=row.left,
        card_id=row.card_id,
        made_by=row.made_by,
        ends_at=row.ends_at,
        wish=wish,
    )
