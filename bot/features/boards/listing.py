"""Who is to be seen on boards: whoever is here, is no bot, has a name and does not hide."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, select

from bot.features.seasons.queries import is_to_be_seen
from bot.kit.unit_of_work import UnitOfWork
from models.members import members, people


def is_visible(community_id: int) -> ColumnElement[bool]:
    """Tell whether a member (joined with people) is to be seen, as among a season's winners."""
    return and_(members.c.community_id == community_id, *is_to_be_seen(community_id))


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
