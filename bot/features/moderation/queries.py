"""What checks found lately: how often, in how many people's messages, and how much of it stood."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, select

from bot.features.moderation.rules import Mode, Tenures, trust_of
from bot.kit.unit_of_work import UnitOfWork
from models.members import members
from models.moderation import findings

# A raid may bring thousands of senders: what is beyond is left out of the count of people.
MOST_SENDERS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Toll:
    """What one check did in one mode, or in shadow would have done."""

    check: str
    mode: Mode
    hits: int
    senders: int
    # How many of the senders are trusted now: the people whom a check should not hit.
    trusted: int
    undone: int


async def tolls_since(
    uow: UnitOfWork, community_id: int, since: datetime, tenures: Tenures
) -> tuple[Toll, ...]:
    """Return the toll of each check since a moment, the one with the most hits first."""
    member = and_(
        members.c.community_id == findings.c.community_id,
        members.c.person_id == findings.c.sender_id,
    )
    found = await uow.execute(
        select(
            findings.c.check,
            findings.c.mode,
            func.count().label("hits"),
            func.count(findings.c.undone_at).label("undone"),
            members.c.joined_at,
            members.c.first_seen_at,
            members.c.messages,
        )
        .select_from(findings)
        .outerjoin(members, member)
        .where(findings.c.community_id == community_id, findings.c.at >= since)
        .group_by(
            findings.c.check,
            findings.c.mode,
            findings.c.sender_id,
            members.c.joined_at,
            members.c.first_seen_at,
            members.c.messages,
        )
        .order_by(func.count().desc())
        .limit(MOST_SENDERS)
    )
    sums: dict[tuple[str, Mode], list[int]] = {}
    for row in found:
        known_since = row.joined_at or row.first_seen_at
        trust = trust_of(known_since, row.messages or 0, uow.now, tenures)
        total = sums.setdefault((row.check, row.mode), [0, 0, 0, 0])
        for at, count in enumerate((row.hits, 1, int(trust == "trusted"), row.undone)):
            total[at] += count
    tolls = [Toll(check, mode, *total) for (check, mode), total in sums.items()]
    return tuple(sorted(tolls, key=lambda toll: (-toll.hits, toll.check, toll.mode)))
