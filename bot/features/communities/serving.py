"""Let a group serve another community, as the chat of its staff or as its log."""

from typing import Literal, TypeAlias

from sqlalchemy import func, insert, select, update

from bot.features.audits.service import note
from bot.features.communities.locking import lock
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats, communities

Service: TypeAlias = Literal["staff", "log"]


async def serve(
    uow: UnitOfWork, chat_id: int, community_id: int, kind: Service, *, by: int
) -> bool:
    """Let a group serve a community; False where it does so already.

    Its own community stays as it is, with everything in it, for the day on which the group is
    its own again.
    """
    await lock(uow, chat_id)
    row = (await uow.execute(select(chats).where(chats.c.id == chat_id))).one()
    if (row.community_id, row.kind) == (community_id, kind):
        return False
    own = row.own_community_id or row.community_id
    if own == community_id:
        raise Refusal(Text("staff-same"))
    others = await uow.execute(
        select(func.count())
        .select_from(chats)
        .where(chats.c.community_id == own, chats.c.id != chat_id, chats.c.migrated_to.is_(None))
    )
    if others.scalar_one():
        raise Refusal(Text("staff-has-own"))
    await uow.execute(
        update(chats)
        .where(chats.c.id == chat_id)
        .values(community_id=community_id, kind=kind, own_community_id=own)
    )
    note(
        uow,
        community_id=community_id,
        category="settings",
        what="audit-chat-serves",
        actor_id=by,
        chat_id=chat_id,
        before={"chat": row.kind if row.own_community_id else None},
        after={"chat": kind},
    )
    return True


async def withdraw(uow: UnitOfWork, chat_id: int, *, by: int) -> bool:
    """Let a group be its own community again; False where it is."""
    await lock(uow, chat_id)
    row = (await uow.execute(select(chats).where(chats.c.id == chat_id))).one()
    if row.own_community_id is None:
        return False
    own = await _own(uow, row.own_community_id, row.community_id, row.title)
    await uow.execute(
        update(chats)
        .where(chats.c.id == chat_id)
        .values(community_id=own, kind="main", own_community_id=None)
    )
    note(
        uow,
        community_id=row.community_id,
        category="settings",
        what="audit-chat-left",
        actor_id=by,
        chat_id=chat_id,
        before={"chat": row.kind},
        after={"chat": None},
    )
    return True


async def _own(uow: UnitOfWork, own_id: int, served_id: int, title: str) -> int:
    """Return a group's own community; where it is gone, a new one like the one it served."""
    found = await uow.execute(select(communities).where(communities.c.id.in_((own_id, served_id))))
    known = {row.id: row for row in found}
    if own_id in known:
        return own_id
    served = known[served_id]
    created = await uow.execute(
        insert(communities)
        .values(
            name=title,
            language=served.language,
            zone=served.zone,
            version=uow.stamp(),
            created_at=uow.now,
        )
        .returning(communities.c.id)
    )
    return int(created.scalar_one())
