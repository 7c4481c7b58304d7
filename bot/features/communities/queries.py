"""Reads over chats and their rosters."""

from sqlalchemy import select

from bot.kit.unit_of_work import UnitOfWork
from models.communities import administrators, chats
from models.members import people


async def homes_of(uow: UnitOfWork, community_ids: list[int]) -> dict[int, frozenset[str]]:
    """Return what leads to each community's own chats and their linked channels.

    These are their ids as texts and their public names in small letters.
    """
    linked = chats.alias()
    found = await uow.execute(
        select(
            chats.c.community_id,
            chats.c.id,
            chats.c.username,
            chats.c.linked_chat_id,
            linked.c.username.label("linked_name"),
        )
        .outerjoin(linked, linked.c.id == chats.c.linked_chat_id)
        .where(chats.c.community_id.in_(community_ids), chats.c.migrated_to.is_(None))
    )
    homes: dict[int, set[str]] = {each: set() for each in community_ids}
    for row in found:
        named = (row.id, row.linked_chat_id, row.username, row.linked_name)
        homes[row.community_id].update(str(each).casefold() for each in named if each)
    return {community_id: frozenset(home) for community_id, home in homes.items()}


async def owner_to_tell(uow: UnitOfWork, chat_id: int) -> int | None:
    """Return an administrator to whom the bot may write about a chat, the owner first."""
    found = await uow.execute(
        select(administrators.c.person_id)
        .join(people, people.c.id == administrators.c.person_id)
        .where(administrators.c.chat_id == chat_id, people.c.can_dm.is_(True))
        .order_by(administrators.c.is_owner.desc(), administrators.c.person_id)
        .limit(1)
    )
    person_id = found.scalar()
    return None if person_id is None else int(person_id)


async def staff_chats(uow: UnitOfWork, community_id: int) -> list[int]:
    """Return the chats in which a community's staff talk, where the bot can write."""
    found = await uow.execute(
        select(chats.c.id)
        .where(
            chats.c.community_id == community_id,
            chats.c.kind == "staff",
            chats.c.migrated_to.is_(None),
            chats.c.bot_status.in_(("administrator", "member", "restricted")),
        )
        .order_by(chats.c.id)
    )
    return list(found.scalars())
