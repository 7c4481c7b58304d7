"""Whoever comes back is held again by what stands: Telegram keeps no restriction beyond a ban."""

from sqlalchemy import or_, select

from bot.features.facts import MemberJoined
from bot.features.restrictions.service import renew
from bot.kit.unit_of_work import UnitOfWork
from models.members import memberships
from models.restrictions import restrictions


async def saw_return(uow: UnitOfWork, fact: MemberJoined) -> None:
    """Tell Telegram anew what holds somebody who has come in without a restriction."""
    chat_id = fact.chat_id or 0
    if fact.person_id not in await _held_in(uow, chat_id):
        return
    found = await uow.execute(
        select(memberships.c.status).where(
            memberships.c.chat_id == chat_id, memberships.c.person_id == fact.person_id
        )
    )
    # Whoever went and came by themselves is restricted still, and Telegram says so.
    if found.scalar() == "member":
        await renew(uow, chat_id, (fact.person_id,))


async def _held_in(uow: UnitOfWork, chat_id: int) -> frozenset[int]:
    """Return who was restricted in a chat when the batch began to look: asked once."""
    known: frozenset[int] | None = uow.recall(("held in", chat_id))
    if known is None:
        found = await uow.execute(
            select(restrictions.c.person_id)
            .where(
                restrictions.c.chat_id == chat_id,
                or_(restrictions.c.until.is_(None), restrictions.c.until > uow.now),
            )
            .distinct()
        )
        known = frozenset(found.scalars())
        uow.remember(("held in", chat_id), known)
    return known
