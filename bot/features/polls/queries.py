"""Polls as they stand."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, select

from bot.features.campaigns.rules import unpacked
from bot.features.polls.rules import Poll
from bot.kit.unit_of_work import UnitOfWork
from models.polls import polls

MOST_LISTED: Final = 10


async def poll_by_id(uow: UnitOfWork, poll_id: int) -> Poll | None:
    """Return a poll by its number."""
    found = await uow.execute(select(polls).where(polls.c.id == poll_id))
    row = found.first()
    return None if row is None else _drawn(row)


async def polls_of(uow: UnitOfWork, community_id: int, *states: str) -> list[Poll]:
    """Return a community's polls in some states, the newest first."""
    found = await uow.execute(
        select(polls)
        .where(polls.c.community_id == community_id, polls.c.state.in_(states))
        .order_by(polls.c.id.desc())
        .limit(MOST_LISTED)
    )
    return [_drawn(row) for row in found]


def _drawn(row: Row[Any]) -> Poll:
    return Poll(
        id=row.id,
        community_id=row.community_id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        question=row.question,
        options=tuple(row.options),
        is_anonymous=row.is_anonymous,
        takes_several=row.takes_several,
        closes_at=row.closes_at,
        lasts=None if row.lasts_s is None else timedelta(seconds=row.lasts_s),
        objective=unpacked(row.objective),
        state=row.state,
        made_by=row.made_by,
    )
