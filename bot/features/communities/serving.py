"""Let a group belong to another community: as its staff's chat, its log, or among its groups."""

from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.audits.service import note
from bot.features.communities.locking import lock
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats, communities
from models.members import members, memberships, people
from models.types import Instant

Service: TypeAlias = Literal["staff", "log", "main", "core", "interest"]

# As one of these it brings its people along.
AMONG_GROUPS: Final = frozenset({"main", "core", "interest"})


async def serve(
    uow: UnitOfWork, chat_id: int, community_id: int, kind: Service, *, by: int
) -> bool:
    """Let a group belong to a community as something; False where it does so already.

    Its own community stays as it is, with everything in it, for the day on which the group is
    its own again. Whoever is in a group that joins the others is a member from then on.
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
        .values(
            community_id=community_id,
            kind=kind,
            own_community_id=own,
            parent_id=None,
            labels=[],
        )
    )
    await _stamp(uow, row.community_id, community_id)
    if kind in AMONG_GROUPS:
        await _bring(uow, chat_id, own, community_id)
    note(
        uow,
        community_id=community_id,
        category="settings",
        what="audit-chat-joined" if kind in AMONG_GROUPS else "audit-chat-serves",
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
        .values(community_id=own, kind="main", own_community_id=None, parent_id=None, labels=[])
    )
    # What hung under it hangs under nothing.
    await uow.execute(update(chats).where(chats.c.parent_id == chat_id).values(parent_id=None))
    await _stamp(uow, row.community_id, own)
    note(
        uow,
        community_id=row.community_id,
        category="settings",
        what="audit-chat-parted" if row.kind in AMONG_GROUPS else "audit-chat-left",
        actor_id=by,
        chat_id=chat_id,
        before={"chat": row.kind},
        after={"chat": None},
    )
    return True


async def _stamp(uow: UnitOfWork, *community_ids: int) -> None:
    """Let every replica read again which chats are a community's own: that is kept by version."""
    await uow.execute(
        update(communities)
        .where(communities.c.id.in_(sorted(set(community_ids))))
        .values(version=uow.stamp())
    )


async def _bring(uow: UnitOfWork, chat_id: int, own_id: int, community_id: int) -> None:
    """Make everybody in a group a member of the community that it joins, with what was seen."""
    own, now = members.alias(), literal(uow.now, Instant)
    came = (
        select(
            literal(community_id),
            memberships.c.person_id,
            func.coalesce(own.c.first_seen_at, memberships.c.joined_at, now),
            func.coalesce(own.c.last_seen_at, memberships.c.joined_at, now),
            func.coalesce(memberships.c.joined_at, own.c.joined_at),
        )
        .join(people, people.c.id == memberships.c.person_id)
        .outerjoin(
            own, (own.c.community_id == own_id) & (own.c.person_id == memberships.c.person_id)
        )
        .where(
            memberships.c.chat_id == chat_id,
            memberships.c.is_present.is_(True),
            people.c.is_bot.is_(False),
            people.c.id > 0,
        )
    )
    into = [
        members.c[name]
        for name in ("community_id", "person_id", "first_seen_at", "last_seen_at", "joined_at")
    ]
    await uow.execute(_inserting(uow.dialect).from_select(into, came).on_conflict_do_nothing())


def _inserting(dialect: str) -> Any:
    return (sqlite_insert if dialect == "sqlite" else postgresql_insert)(members)


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
