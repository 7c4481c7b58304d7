"""Register chats, follow the bot's standing in them, keep their rosters, move them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select, update

from bot.features.communities.locking import lock
from bot.features.communities.rules import Administrator, Standing
from bot.features.contents import Account, Chat
from bot.features.members.service import meet
from bot.kit.effects import Probe
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.communities import administrators, chats, communities

UNKNOWN = Standing("unknown", {})
# What leads to a chat.
_ADDRESS = ("username", "linked_chat_id")


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What a new community begins with, from the operator's configuration."""

    language: str
    zone: str


async def register(uow: UnitOfWork, chat: Chat, beginnings: Beginnings) -> int:
    """Register a group or channel as its own community, unless it is known; returns that."""
    await lock(uow, chat.id)
    found = await uow.execute(select(chats.c.community_id).where(chats.c.id == chat.id))
    held = found.scalar()
    if held is not None:
        return int(held)
    title = storable(chat.title or "") or str(chat.id)
    created = await uow.execute(
        insert(communities)
        .values(
            name=title,
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
            username=storable(chat.username, 64) if chat.username else None,
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
        "username": storable(chat.username, 64) if chat.username else None,
        "is_forum": chat.is_forum,
    }
    if chat.title:
        values["title"] = storable(chat.title)
    if has_links:
        values["linked_chat_id"] = linked_chat_id
    moved = [chats.c[name].is_distinct_from(values[name]) for name in _ADDRESS if name in values]
    where = select(chats.c.community_id).where(chats.c.id == chat.id, or_(*moved))
    # What leads home is kept with the policy: a new address makes it old.
    await uow.execute(
        update(communities).where(communities.c.id.in_(where)).values(version=uow.stamp())
    )
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


async def _stamp_roster(uow: UnitOfWork, chat_id: int) -> None:
    await uow.execute(
        update(chats)
        .where(chats.c.id == chat_id)
        .values(roster_version=uow.stamp(), roster_read_at=uow.now)
    )


def _roster_row(chat_id: int, administrator: Administrator) -> dict[str, object]:
    return {
        "chat_id": chat_id,
        "person_id": administrator.person_id,
        "is_owner": administrator.is_owner,
        "is_anonymous": administrator.is_anonymous,
        "rights": dict(administrator.rights),
    }
