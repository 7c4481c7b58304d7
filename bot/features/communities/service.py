"""Register chats, follow the bot's standing in them, keep their rosters, move them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, text, update

from bot.features.communities.rules import Administrator, Standing
from bot.features.members.service import meet
from bot.features.messages import Account, Chat
from bot.kit.effects import Probe
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity
from models.checkins import checkins
from models.communities import administrators, chats, communities
from models.moderation import removals
from models.outbox import lanes, outbox

UNKNOWN = Standing("unknown", {})
# Every column that holds a chat's id without a foreign key that would follow it by itself.
LOOSE_CHAT_IDS = (activity.c.chat_id, checkins.c.chat_id, removals.c.chat_id, outbox.c.chat_id)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What a new community begins with, from the operator's configuration."""

    language: str
    zone: str
    name: str


async def register(uow: UnitOfWork, chat: Chat, beginnings: Beginnings) -> int:
    """Register a group or channel as its own community, unless it is known; returns that."""
    await _lock(uow, chat.id)
    found = await uow.execute(select(chats.c.community_id).where(chats.c.id == chat.id))
    held = found.scalar()
    if held is not None:
        return int(held)
    title = (chat.title or str(chat.id))[:255]
    created = await uow.execute(
        insert(communities)
        .values(
            name=beginnings.name or title,
            language=beginnings.language,
            zone=beginnings.zone,
            version=uow.stamp(),
            created_at=uow.now,
        )
        .returning(communities.c.id)
    )
    community_id = int(created.scalar_one())
    await uow.execute(
        insert(chats).values(
            id=chat.id,
            community_id=community_id,
            type=chat.type,
            kind="channel" if chat.type == "channel" else "main",
            title=title,
            username=chat.username,
            is_forum=chat.is_forum,
            bot_status=UNKNOWN.status,
            bot_rights={},
            roster_version=uow.stamp(),
            created_at=uow.now,
        )
    )
    uow.speak(Probe(chat.id))
    return community_id


async def stand(uow: UnitOfWork, chat_id: int, standing: Standing) -> None:
    """Keep how the bot stands in a chat now; standing anew, it looks who administers it."""
    await uow.execute(
        update(chats)
        .where(chats.c.id == chat_id)
        .values(bot_status=standing.status, bot_rights=dict(standing.rights), degraded_reason=None)
    )
    if standing.is_here:
        uow.speak(Probe(chat_id))


async def describe(
    uow: UnitOfWork, chat: Chat, *, linked_chat_id: int | None, has_links: bool
) -> None:
    """Keep what a chat is called and how it is built; links are left alone if not told."""
    values: dict[str, object] = {
        "type": chat.type,
        "username": chat.username,
        "is_forum": chat.is_forum,
    }
    if chat.title:
        values["title"] = chat.title[:255]
    if has_links:
        values["linked_chat_id"] = linked_chat_id
    await uow.execute(update(chats).where(chats.c.id == chat.id).values(values))


async def keep_roster(
    uow: UnitOfWork, chat_id: int, roster: Iterable[tuple[Account, Administrator]]
) -> None:
    """Replace who administers a chat by what Telegram just told."""
    listed = list(roster)
    for account, _ in listed:
        meet(uow, account, None)
    await uow.execute(delete(administrators).where(administrators.c.chat_id == chat_id))
    if listed:
        await uow.execute(
            insert(administrators), [_roster_row(chat_id, each) for _, each in listed]
        )
    await _stamp_roster(uow, chat_id)


async def keep_administrator(
    uow: UnitOfWork, chat_id: int, account: Account, administrator: Administrator | None
) -> None:
    """Follow one promotion, change of rights or demotion (None)."""
    meet(uow, account, None)
    await uow.execute(
        delete(administrators).where(
            administrators.c.chat_id == chat_id, administrators.c.person_id == account.id
        )
    )
    if administrator is not None:
        await uow.execute(insert(administrators), [_roster_row(chat_id, administrator)])
    await _stamp_roster(uow, chat_id)


async def change_community(
    uow: UnitOfWork, community_id: int, values: Mapping[str, object]
) -> None:
    """Change a community's own columns, such as its language or zone."""
    await uow.execute(
        update(communities)
        .where(communities.c.id == community_id)
        .values(**values, version=uow.stamp())
    )


async def migrate(uow: UnitOfWork, old_id: int, new_id: int) -> bool:
    """Move a group that became a supergroup, with everything that hangs on it; once.

    Both chats tell of it, in any order, and so do refused calls. The old id stays behind as a
    signpost, so that what still arrives under it founds no new community.
    """
    await _lock(uow, *sorted((old_id, new_id)))
    found = await uow.execute(select(chats).where(chats.c.id.in_((old_id, new_id))))
    known = {row.id: row for row in found}
    old, new = known.get(old_id), known.get(new_id)
    if old is None or old.migrated_to is not None:
        return False
    if new is not None and old.created_at >= new.created_at:
        # The old chat was met only after the move: the house stands under the new id already.
        await _tear_down(uow, old_id)
        await _set_signpost(uow, old, new.community_id, new_id)
        return True
    if new is not None:
        # The new chat spoke before the move was told and was taken for a stranger.
        await _tear_down(uow, new_id)
    for column in LOOSE_CHAT_IDS:
        await uow.execute(
            update(column.table).where(column == old_id).values({column.name: new_id})
        )
    await uow.execute(delete(lanes).where(lanes.c.chat_id == old_id))
    await uow.execute(
        update(chats)
        .where(chats.c.id == old_id)
        .values(id=new_id, type="supergroup", roster_version=uow.stamp())
    )
    await _set_signpost(uow, old, old.community_id, new_id)
    uow.speak(Probe(new_id))
    return True


async def _set_signpost(uow: UnitOfWork, old: Row[Any], community_id: int, new_id: int) -> None:
    await uow.execute(
        insert(chats).values(
            id=old.id,
            community_id=community_id,
            type=old.type,
            kind=old.kind,
            title=old.title,
            bot_status="left",
            bot_rights={},
            migrated_to=new_id,
            created_at=old.created_at,
        )
    )


async def _tear_down(uow: UnitOfWork, chat_id: int) -> None:
    found = await uow.execute(select(chats.c.community_id).where(chats.c.id == chat_id))
    community_id = found.scalar_one()
    for column in LOOSE_CHAT_IDS:
        await uow.execute(delete(column.table).where(column == chat_id))
    await uow.execute(delete(chats).where(chats.c.id == chat_id))
    others = await uow.execute(select(chats.c.id).where(chats.c.community_id == community_id))
    if others.first() is None:
        await uow.execute(delete(communities).where(communities.c.id == community_id))


async def _stamp_roster(uow: UnitOfWork, chat_id: int) -> None:
    await uow.execute(
        update(chats)
        .where(chats.c.id == chat_id)
        .values(roster_version=uow.stamp(), roster_read_at=uow.now)
    )


async def _lock(uow: UnitOfWork, *chat_ids: int) -> None:
    # Two replicas may hear of a new chat at once; the second waits and finds it registered.
    if uow.dialect == "postgresql":
        for chat_id in chat_ids:
            await uow.execute(text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=chat_id))


def _roster_row(chat_id: int, administrator: Administrator) -> dict[str, object]:
    return {
        "chat_id": chat_id,
        "person_id": administrator.person_id,
        "is_owner": administrator.is_owner,
        "is_anonymous": administrator.is_anonymous,
        "rights": dict(administrator.rights),
    }
