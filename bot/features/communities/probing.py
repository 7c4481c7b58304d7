"""Take in what Telegram says of a chat when asked: its nature, its roster, the bot's standing."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import select, update

from bot.features.communities.rules import Administrator, Standing
from bot.features.communities.service import describe, keep_roster
from bot.features.contents import Chat
from bot.features.messages import Status
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats


async def absorb(
    uow: UnitOfWork,
    told: Mapping[str, Any],
    *,
    own: Mapping[str, Any],
    administrators: Sequence[Mapping[str, Any]],
) -> None:
    """Keep the answers to `getChat`, `getChatMember` for the bot and `getChatAdministrators`.

    A chat that is no longer known is left alone.
    """
    chat = msgspec.convert(told, Chat)
    found = await uow.execute(select(chats.c.id).where(chats.c.id == chat.id))
    if found.first() is None:
        return
    await describe(uow, chat, linked_chat_id=told.get("linked_chat_id"), has_links=True)
    mine = msgspec.convert(own, Status)
    standing = Standing(mine.status, mine.rights)
    await uow.execute(
        update(chats)
        .where(chats.c.id == chat.id)
        .values(bot_status=standing.status, bot_rights=dict(standing.rights))
    )
    listed = [msgspec.convert(each, Status) for each in administrators]
    await keep_roster(
        uow,
        chat.id,
        [(each.user, administrator_of(each)) for each in listed if not each.user.is_bot],
    )


def administrator_of(status: Status) -> Administrator:
    """Return what a status says of an administrator."""
    return Administrator(
        status.user.id,
        is_owner=status.status == "creator",
        rights=status.rights,
        is_anonymous=status.is_anonymous,
    )
