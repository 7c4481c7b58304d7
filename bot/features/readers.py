"""Who is shown what concerns the staff: their chats, or else those of them who can be reached."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select

from bot.features.complaints.rules import may_see
from bot.features.place import Place
from bot.features.places import staff_chats
from bot.features.roles.rules import ROLES, Act
from bot.kit.unit_of_work import UnitOfWork
from models.members import people

# A card for each of so many at the most, the owner first.
MOST: Final = 5


async def readers_of(
    uow: UnitOfWork,
    place: Place,
    act: Act,
    *,
    besides: Collection[int] = (),
    is_for_heads: bool = False,
) -> list[int]:
    """Return the chats in which staff reads what somebody who may do `act` has to decide.

    The staff chats, where there are some and it is nothing about the staff itself; or else the
    DMs of those who may decide and can be written to, the owner first.
    """
    if not is_for_heads:
        rooms = await staff_chats(uow, place.community_id)
        if rooms:
            return rooms
    return (await deciders_of(uow, place, act, besides=besides, is_for_heads=is_for_heads))[:MOST]


async def deciders_of(
    uow: UnitOfWork,
    place: Place,
    act: Act,
    *,
    besides: Collection[int] = (),
    is_for_heads: bool = False,
) -> list[int]:
    """Return who may decide and can be written to, the owner first."""
    able = [
        person_id
        for person_id in {*place.roster, *place.roles} - set(besides)
        if place.allows(person_id, act)
        and may_see(place.role_of(person_id), is_for_heads=is_for_heads)
    ]
    if not able:
        return []
    found = await uow.execute(
        select(people.c.id).where(
            people.c.id.in_(sorted(able)), people.c.can_dm.is_(True), people.c.is_bot.is_(False)
        )
    )
    return sorted(found.scalars(), key=lambda person_id: (_rank(place, person_id), person_id))


def _rank(place: Place, person_id: int) -> int:
    role = place.role_of(person_id)
    return ROLES.index(role) if role in ROLES else len(ROLES)
