"""Find people by what they are called."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from bot.kit.unit_of_work import UnitOfWork
from models.members import members, people


@dataclass(frozen=True, slots=True)
class Named:
    """A person as the bot knows them."""

    id: int
    name: str
    username: str | None
    is_bot: bool
    can_dm: bool | None


async def person_named(uow: UnitOfWork, username: str) -> Named | None:
    """Return who bears a username: of several who bore it, whoever was seen last."""
    found = await uow.execute(
        _SELECT.where(func.lower(people.c.username) == username.lower(), people.c.id > 0)
        .order_by(people.c.seen_at.desc(), people.c.id.desc())
        .limit(1)
    )
    return _drawn(found.first())


async def person_by_id(uow: UnitOfWork, person_id: int) -> Named | None:
    """Return a person whom the bot has met."""
    found = await uow.execute(_SELECT.where(people.c.id == person_id))
    return _drawn(found.first())


async def reachable_among(uow: UnitOfWork, person_ids: set[int]) -> set[int]:
    """Return those of some people to whom the bot may write."""
    found = await uow.execute(
        select(people.c.id).where(people.c.id.in_(sorted(person_ids)), people.c.can_dm.is_(True))
    )
    return set(found.scalars())


async def is_member(uow: UnitOfWork, community_id: int, person_id: int) -> bool:
    """Whether somebody was ever seen in a community."""
    found = await uow.execute(
        select(members.c.person_id).where(
            members.c.community_id == community_id, members.c.person_id == person_id
        )
    )
    return found.first() is not None


async def names_of(uow: UnitOfWork, person_ids: set[int]) -> dict[int, str]:
    """Return what people are called; whoever was forgotten is left out."""
    if not person_ids:
        return {}
    found = await uow.execute(_SELECT.where(people.c.id.in_(sorted(person_ids))))
    return {named.id: named.name for row in found if (named := _drawn(row)) and named.name}


_SELECT = select(
    people.c.id,
    people.c.first_name,
    people.c.last_name,
    people.c.username,
    people.c.is_bot,
    people.c.can_dm,
)


def _drawn(row: Row[Any] | None) -> Named | None:
    if row is None:
        return None
    name = f"{row.first_name} {row.last_name}" if row.last_name else row.first_name
    return Named(row.id, name, row.username, row.is_bot, row.can_dm)
