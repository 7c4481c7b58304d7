"""Which groups of a community somebody's rungs open to them."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.features.place import Place
from bot.features.tiers.queries import ladders_of, tier_of
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats
from models.members import memberships


@dataclass(frozen=True, slots=True)
class Group:
    """A group into which somebody may have a pass."""

    chat_id: int
    title: str
    # Whether the bot may let people in there.
    is_in_hand: bool


async def groups_opened(uow: UnitOfWork, place: Place, person_id: int) -> list[Group]:
    """Return the groups that somebody's rungs open, by title."""
    names: set[str] = set()
    for ladder in await ladders_of(uow, place):
        standing = await tier_of(uow, place.community_id, person_id, ladder.key)
        names |= ladder.opens(None if standing is None else standing.rank)
    return await _groups(uow, place.community_id, names) if names else []


async def is_inside(uow: UnitOfWork, chat_id: int, person_id: int) -> bool:
    """Whether somebody is in a group, as far as is known."""
    found = await uow.execute(
        select(memberships.c.is_present).where(
            memberships.c.chat_id == chat_id, memberships.c.person_id == person_id
        )
    )
    return bool(found.scalar())


async def _groups(uow: UnitOfWork, community_id: int, names: set[str]) -> list[Group]:
    found = await uow.execute(
        select(chats)
        .where(
            chats.c.community_id == community_id,
            chats.c.migrated_to.is_(None),
            chats.c.kind.not_in(("staff", "log", "channel")),
            chats.c.bot_status.not_in(("left", "kicked")),
        )
        .order_by(chats.c.title, chats.c.id)
    )
    return [
        Group(
            row.id,
            row.title,
            row.bot_status == "administrator" and bool(row.bot_rights.get("can_invite_users")),
        )
        for row in found
        if row.kind in names or names.intersection(row.labels)
    ]
