"""Who is to be seen on boards: whoever is here, is no bot, has a name and does not hide."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, or_, select

from bot.features.segments.queries import present_in
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats
from models.members import members, memberships, people


def is_visible(community_id: int) -> ColumnElement[bool]:
    """Tell whether a member (joined with people) is to be seen.

    Whoever never was seen coming or going is here. A deleted account has no name, and a forgotten
    person a negative id.
    """
    own = select(chats.c.id).where(chats.c.community_id == community_id)
    is_known = exists().where(
        memberships.c.person_id == members.c.person_id, memberships.c.chat_id.in_(own)
    )
    return and_(
        members.c.community_id == community_id,
        members.c.is_off_boards.is_(False),
        people.c.id > 0,
        people.c.is_bot.is_(False),
        people.c.first_name != "",
        or_(present_in(community_id), ~is_known),
    )


async def visible_among(
    uow: UnitOfWork, community_id: int, person_ids: Iterable[int]
) -> frozenset[int]:
    """Return those of some people who are to be seen on a community's boards."""
    found = await uow.execute(
        select(members.c.person_id)
        .join(people, people.c.id == members.c.person_id)
        .where(members.c.person_id.in_(sorted(person_ids)), is_visible(community_id))
    )
    return frozenset(found.scalars())
