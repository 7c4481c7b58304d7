"""Chains as they stand, and who is on them."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, select

from bot.features.campaigns.rules import unpacked
from bot.features.chains.rules import Chain, Link, Wish
from bot.kit.unit_of_work import UnitOfWork
from models.chains import chains, links
from models.members import people

SECOND: Final = timedelta(seconds=1)


async def chain_by_id(uow: UnitOfWork, chain_id: int) -> Chain | None:
    """Return a chain by its number."""
    row = (await uow.execute(select(chains).where(chains.c.id == chain_id))).first()
    return None if row is None else drawn(row)


async def chain_at(uow: UnitOfWork, chat_id: int, card_id: int) -> Chain | None:
    """Return the chain whose card a message is."""
    query = select(chains).where(chains.c.chat_id == chat_id, chains.c.card_id == card_id)
    row = (await uow.execute(query)).first()
    return None if row is None else drawn(row)


async def open_in(
    uow: UnitOfWork, community_id: int, chat_id: int | None, thread_id: int | None = None
) -> list[Chain]:
    """Return the open chains of a community, or of one of its chats: this topic's first."""
    query = select(chains).where(chains.c.community_id == community_id, chains.c.state == "open")
    if chat_id is not None:
        query = query.where(chains.c.chat_id == chat_id)
    found = await uow.execute(query.order_by(chains.c.id.desc()).limit(20))
    return sorted(map(drawn, found), key=lambda each: each.thread_id != thread_id)


async def links_of(uow: UnitOfWork, chain_id: int) -> list[Link]:
    """Return the lines of a chain, in the order of coming."""
    found = await uow.execute(
        select(links, people.c.first_name, people.c.last_name)
        .join(people, people.c.id == links.c.person_id)
        .where(links.c.chain_id == chain_id)
        .order_by(links.c.number)
    )
    return [
        Link(
            row.number,
            row.person_id,
            f"{row.first_name} {row.last_name or ''}".strip(),
            row.words,
            row.quantity,
        )
        for row in found
    ]


def drawn(row: Row[Any]) -> Chain:
    """Return the chain that a row holds."""
    lasts = row.lasts_s
    wish = Wish(
        title=row.title,
        about=row.about,
        capacity=row.capacity,
        lasts=None if lasts is None else SECOND * lasts,
        only=row.only,
        objective=unpacked(row.objective),
    )
    return Chain(
        id=row.id,
        community_id=row.community_id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        state=row.state,
        card_id=row.card_id,
        made_by=row.made_by,
        ends_at=row.ends_at,
        wish=wish,
    )
