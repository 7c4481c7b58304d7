"""Reads over the best: a page of it, how much there is, and who wants to read of it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from bot.features.picks.rules import Pick
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats
from models.members import memberships
from models.picks import digest_readers, picks
from models.tags import taggings, tags


async def picks_since(
    uow: UnitOfWork, community_id: int, since: datetime | None, *, skip: int = 0, most: int
) -> list[Pick]:
    """Return what was chosen since a moment, the newest first."""
    of = picks.c
    chosen = select(
        of.id,
        of.chat_id,
        of.message_id,
        of.key,
        of.person_id,
        of.title,
        of.tags,
        of.picked_at,
    ).where(of.community_id == community_id)
    if since is not None:
        chosen = chosen.where(of.picked_at > since)
    found = await uow.execute(
        chosen.order_by(of.picked_at.desc(), of.id.desc()).offset(skip).limit(most)
    )
    return [
        Pick(
            row.id,
            row.chat_id,
            row.message_id,
            row.key,
            row.person_id,
            row.title,
            tuple(row.tags),
            row.picked_at,
        )
        for row in found
    ]


async def count_since(uow: UnitOfWork, community_id: int, since: datetime | None) -> int:
    """Return how many were chosen since a moment."""
    counted = select(func.count()).where(picks.c.community_id == community_id)
    if since is not None:
        counted = counted.where(picks.c.picked_at > since)
    return int((await uow.execute(counted)).scalar_one())


async def is_reader(uow: UnitOfWork, community_id: int, person_id: int) -> bool:
    """Whether somebody wants to read of the best once a week."""
    of = digest_readers.c
    found = await uow.execute(
        select(of.person_id).where(of.community_id == community_id, of.person_id == person_id)
    )
    return found.first() is not None


async def readers_in(uow: UnitOfWork, community_id: int) -> Mapping[int, frozenset[str]]:
    """Return who wants to read of the best, each with the interests that they chose."""
    of = digest_readers.c
    lasts = or_(taggings.c.expires_at.is_(None), taggings.c.expires_at > uow.now)
    borne = and_(
        taggings.c.person_id == of.person_id, taggings.c.community_id == of.community_id, lasts
    )
    # Whoever has left is written to no more, and again once they are back.
    still_here = (
        select(memberships.c.person_id)
        .join(chats, chats.c.id == memberships.c.chat_id)
        .where(chats.c.community_id == community_id, memberships.c.is_present.is_(True))
    )
    chosen = and_(tags.c.id == taggings.c.tag_id, tags.c.is_own_choice.is_(True))
    found = await uow.execute(
        select(of.person_id, tags.c.key)
        .select_from(digest_readers)
        .outerjoin(taggings, borne)
        .outerjoin(tags, chosen)
        .where(of.community_id == community_id, of.person_id.in_(still_here))
    )
    interests: dict[int, set[str]] = defaultdict(set)
    for row in found:
        interests[row.person_id] |= {row.key} - {None}
    return {person_id: frozenset(held) for person_id, held in interests.items()}
