"""Take in what Telegram says of a chat when asked: its nature, its roster, the bot's standing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import select, update

from bot.features.communities.rules import Administrator, Standing
from bot.features.communities.service import describe, keep_roster
from bot.features.messages import Chat, Status
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats


@dataclass(frozen=True, slots=True)
class Probed:
    """The answers to `getChat`, `getChatMember` for the bot, and `getChatAdministrators`."""

    chat: Mapping[str, Any]
    own: Mapping[str, Any]
    administrators: Sequence[Mapping[str, Any]]


async def absorb(uow: UnitOfWork, chat_id: int, probed: Probed) -> None:
    """Keep what was answered; a chat that is no longer known is left alone."""
    found = await uow.execute(select(chats.c.id).where(chats.c.id == chat_id))
    if found.first() is None:
        return
    chat = msgspec.convert(probed.chat, Chat)
    await describe(uow, chat, linked_chat_id=probed.chat.get("linked_chat_id"), has_links=True)
    own = msgspec.convert(probed.own, Status)
    standing = Standing(own.status, own.rights)
    await uow.execute(
        update(chats)
        .where(chats.c.id == chat_id)
        .values(bot_status=standing.status, bot_rights=dict(standing.rights))
    )
    listed = [msgspec.convert(each, Status) for each in probed.administrators]
    await keep_roster(
        uow,
        chat_id,
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
