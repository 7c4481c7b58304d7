"""Make the invitation links of sources, and close them."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, exists, insert, update

from bot.features.audits.service import note
from bot.features.place import Place
from bot.features.sources.queries import Way, payload_for, way_by_id, way_named
from bot.features.sources.rules import Wish
from bot.kit.effects import Delivery, Priority, Then
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.sources import journeys, sources

# The kind of due work that follows once Telegram has made a link.
MADE: Final = "source-link-made"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asked for a link, where the answer goes, and what the bot is called in addresses."""

    person_id: int
    chat_id: int
    # What it replies to; None where it goes elsewhere than where it was asked for.
    message_id: int | None
    thread_id: int | None
    own_name: str


async def make(uow: UnitOfWork, place: Place, wish: Wish, asking: Asking) -> int:
    """Owe Telegram a named link into a place; a closed source of that name is opened anew.

    Raises:
        Refusal: where there is an open one of that name.
    """
    known = await way_named(uow, place.community_id, wish.key)
    if known is not None and not known.is_closed:
        raise Refusal(Text("source-known", key=wish.key))
    title = wish.name if wish.name != wish.key else known and known.title
    values: dict[str, Any] = {
        "chat_id": place.chat_id,
        "title": title,
        "asks_to_join": wish.asks_to_join,
        "created_by": asking.person_id,
        "link": None,
        "closed_at": None,
    }
    if known is None:
        created = await uow.execute(
            insert(sources)
            .values(community_id=place.community_id, key=wish.key, created_at=uow.now, **values)
            .returning(sources.c.id)
        )
        source_id = int(created.scalar_one())
    else:
        source_id = known.id
        await uow.execute(update(sources).where(sources.c.id == source_id).values(values))
    way = await way_by_id(uow, source_id)
    if way is None:
        raise LookupError(source_id)
    _owe_link(uow, way, title or wish.key, asking, await payload_for(uow, way))
    _note(uow, place, "audit-source-made", wish.key, asking.person_id)
    return source_id


async def keep_link(uow: UnitOfWork, way: Way, link: str) -> bool:
    """Keep the link that Telegram made; False where the source was closed meanwhile.

    What leads in besides is shut: this link of a closed source, and an earlier one of this.
    """
    kept = await uow.execute(
        update(sources)
        .where(sources.c.id == way.id, sources.c.closed_at.is_(None))
        .values(link=link)
    )
    is_kept = kept.rowcount > 0
    if not is_kept:
        _shut(uow, way, link)
    elif way.link not in {None, link}:
        _shut(uow, way, str(way.link))
    return is_kept


async def drop(uow: UnitOfWork, way: Way) -> None:
    """Forget a source for which Telegram made no link; one that brought somebody is closed."""
    brought = exists().where(journeys.c.source_id == way.id)
    here = (sources.c.id == way.id, sources.c.link.is_(None))
    await uow.execute(delete(sources).where(*here, ~brought))
    await uow.execute(
        update(sources).where(*here, sources.c.closed_at.is_(None)).values(closed_at=uow.now)
    )


async def close(uow: UnitOfWork, place: Place, way: Way, *, by: int) -> bool:
    """Close a source: its link is shut at Telegram, and what it brought stays; once."""
    closed = await uow.execute(
        update(sources)
        .where(sources.c.id == way.id, sources.c.closed_at.is_(None))
        .values(closed_at=uow.now)
    )
    if closed.rowcount == 0:
        return False
    if way.link is not None:
        _shut(uow, way, way.link)
    _note(uow, place, "audit-source-closed", way.key, by)
    return True


def _shut(uow: UnitOfWork, way: Way, link: str) -> None:
    """Owe Telegram that a link leads nowhere any more."""
    uow.owe(
        Delivery(
            key=f"source-closed:{way.id}:{uow.stamp()}",
            chat_id=way.chat_id,
            method="revokeChatInviteLink",
            arguments={"invite_link": link},
            is_repeatable=True,
        )
    )


def _owe_link(uow: UnitOfWork, way: Way, name: str, asking: Asking, payload: str) -> None:
    key = f"source-link:{way.id}:{uow.stamp()}"
    details = {
        "asked": key,
        "source_id": way.id,
        "person_id": asking.person_id,
        "to": asking.chat_id,
        "reply_to": asking.message_id,
        "thread_id": asking.thread_id,
        "deep_link": f"https://t.me/{asking.own_name}?start={payload}",
    }
    uow.owe(
        Delivery(
            key=key,
            chat_id=way.chat_id,
            method="createChatInviteLink",
            arguments={"name": name, "creates_join_request": way.asks_to_join},
            is_repeatable=False,
            priority=Priority.ANSWER,
            then=Then(MADE, details),
        )
    )


def _note(uow: UnitOfWork, place: Place, what: str, key: str, by: int) -> None:
    note(
        uow,
        community_id=place.community_id,
        category="settings",
        what=what,
        actor_id=by,
        chat_id=place.chat_id,
        after={"source": key},
    )
