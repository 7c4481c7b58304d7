"""Reads before a file is taken in: where it goes, and whom the bot met already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import case, select

from bot.features.segments.queries import NO_MEMBERS
from bot.kit.days import zone_named
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats, communities
from models.members import people
from models.sources import sources

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Landing:
    """Where it goes: a chat, its community, and by which clock its days begin."""

    community_id: int
    community_name: str
    chat_id: int
    title: str
    zone: ZoneInfo


async def landings(uow: UnitOfWork) -> list[Landing]:
    """Return where a file may go: the chats of members, a community's main one first."""
    found = await uow.execute(
        select(
            chats.c.id,
            chats.c.title,
            chats.c.community_id,
            communities.c.name,
            communities.c.zone,
        )
        .join(communities, communities.c.id == chats.c.community_id)
        .where(chats.c.migrated_to.is_(None), chats.c.kind.not_in(NO_MEMBERS))
        .order_by(
            chats.c.community_id,
            case((chats.c.kind == "main", 0), else_=1),
            chats.c.created_at,
            chats.c.id,
        )
    )
    return [
        Landing(row.community_id, row.name, row.id, row.title, zone_named(row.zone))
        for row in found
    ]


def landing_called(every: Sequence[Landing], said: str) -> list[Landing]:
    """Return the chats that are meant by an id or a title."""
    by_id = [each for each in every if str(each.chat_id) == said]
    return by_id or [each for each in every if each.title.casefold() == said.casefold()]


def landing_numbered(every: Sequence[Landing], bare: int) -> list[Landing]:
    """Return the chats that an export may be of, which names no kind with its number."""
    ids = {-bare, -1_000_000_000_000 - bare}
    return [each for each in every if each.chat_id in ids]


async def known_bots(uow: UnitOfWork) -> frozenset[int]:
    """Return the bots that were met."""
    found = await uow.execute(select(people.c.id).where(people.c.is_bot.is_(True)))
    return frozenset(found.scalars())


async def known_people(uow: UnitOfWork, person_ids: Sequence[int]) -> set[int]:
    """Return who of some people was met."""
    known: set[int] = set()
    for at in range(0, len(person_ids), _AT_ONCE):
        some = person_ids[at : at + _AT_ONCE]
        found = await uow.execute(select(people.c.id).where(people.c.id.in_(some)))
        known |= set(found.scalars())
    return known


async def source_ids(uow: UnitOfWork, community_id: int, keys: Iterable[str]) -> dict[str, int]:
    """Return a community's sources of some names."""
    wanted = sorted(set(keys) - {""})
    if not wanted:
        return {}
    found = await uow.execute(
        select(sources.c.key, sources.c.id).where(
            sources.c.community_id == community_id, sources.c.key.in_(wanted)
        )
    )
    return {row.key: row.id for row in found}
