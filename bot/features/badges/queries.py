"""The catalogue of badges, who wears which, and how far somebody has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, select

from bot.features.badges.reading import rule_of
from bot.features.badges.rules import Progress, Rule, Terms
from bot.features.points.rules import level_of
from bot.features.tags.rules import Did, Fault, Level
from bot.features.tags.selecting import Sight
from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity
from models.badges import badges, honours
from models.members import members


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge of a community's catalogue, with its row."""

    id: int
    community_id: int
    terms: Terms
    # A rule that nobody has looked at yet honours nobody.
    is_open: bool

    @property
    def key(self) -> str:
        """What staff call it."""
        return self.terms.key


@dataclass(frozen=True, slots=True)
class Honour:
    """A badge that somebody wears or wore, and why."""

    badge: Badge
    source: str
    actor_id: int | None
    evidence: Mapping[str, Any]
    at: datetime
    revoked_at: datetime | None


async def catalogue(uow: UnitOfWork, community_id: int) -> list[Badge]:
    """Return a community's badges, in the order in which they were made."""
    found = await uow.execute(
        select(badges).where(badges.c.community_id == community_id).order_by(badges.c.id)
    )
    return [drawn(row) for row in found]


async def badge_named(uow: UnitOfWork, community_id: int, key: str) -> Badge | None:
    """Return a community's badge of that key."""
    found = await uow.execute(
        select(badges).where(badges.c.community_id == community_id, badges.c.key == key)
    )
    row = found.first()
    return None if row is None else drawn(row)


async def badge_by_id(uow: UnitOfWork, badge_id: int) -> Badge | None:
    """Return a badge, whose ever it is."""
    row = (await uow.execute(select(badges).where(badges.c.id == badge_id))).first()
    return None if row is None else drawn(row)


async def honours_of(uow: UnitOfWork, community_id: int, person_id: int) -> list[Honour]:
    """Return every badge that somebody wears or wore, oldest first."""
    found = await uow.execute(
        select(
            badges,
            honours.c.source,
            honours.c.actor_id,
            honours.c.evidence,
            honours.c.at,
            honours.c.revoked_at,
        )
        .join(honours, honours.c.badge_id == badges.c.id)
        .where(badges.c.community_id == community_id, honours.c.person_id == person_id)
        .order_by(honours.c.at, badges.c.id)
    )
    return [
        Honour(drawn(row), row.source, row.actor_id, row.evidence, row.at, row.revoked_at)
        for row in found
    ]


async def wearers(uow: UnitOfWork, community_id: int) -> dict[str, int]:
    """Return how many wear each badge."""
    worn = and_(honours.c.badge_id == badges.c.id, honours.c.revoked_at.is_(None))
    found = await uow.execute(
        select(badges.c.key, func.count(honours.c.person_id).label("wearers"))
        .outerjoin(honours, worn)
        .where(badges.c.community_id == community_id)
        .group_by(badges.c.key)
    )
    return {row.key: int(row.wearers) for row in found}


async def progress_of(
    uow: UnitOfWork, rule: Rule | None, sight: Sight, person_id: int
) -> Progress | None:
    """Return how far somebody has come by a rule that counts; None for one that does not."""
    match rule:
        case Did(kind, times, None):
            found = await uow.execute(
                select(func.coalesce(func.sum(daily_activity.c.times), 0)).where(
                    daily_activity.c.community_id == sight.community_id,
                    daily_activity.c.person_id == person_id,
                    daily_activity.c.kind == kind,
                )
            )
            return Progress(int(found.scalar_one()), times)
        case Level(level):
            found = await uow.execute(
                select(members.c.experience).where(
                    members.c.community_id == sight.community_id,
                    members.c.person_id == person_id,
                )
            )
            return Progress(level_of(int(found.scalar() or 0), sight.levels), level)
        case _:
            return None


def drawn(row: Row[Any]) -> Badge:
    """Draw a badge from its row; a rule of a newer version is passed over."""
    rule = rule_of(row.rule)
    kept = None if isinstance(rule, Fault) else rule
    terms = Terms(row.key, row.title, row.emoji, row.about, kept, row.is_lasting)
    return Badge(row.id, row.community_id, terms, row.is_open)
