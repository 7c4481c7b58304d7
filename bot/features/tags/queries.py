"""The catalogue of a community, and who bears what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from bot.features.tags.reading import rule_of
from bot.features.tags.rules import SEEN_BY, Fault, Rule, SeenBy, Terms, may_see
from bot.kit.unit_of_work import UnitOfWork
from models.tags import taggings, tags


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a community's catalogue, with its row."""

    id: int
    community_id: int
    terms: Terms

    @property
    def key(self) -> str:
        """What staff call it."""
        return self.terms.key


@dataclass(frozen=True, slots=True)
class Borne:
    """A tag that somebody bears, and why."""

    tag: Tag
    source: str
    actor_id: int | None
    evidence: Mapping[str, Any]
    at: datetime
    expires_at: datetime | None


async def catalogue(uow: UnitOfWork, community_id: int) -> list[Tag]:
    """Return a community's tags, by group and key."""
    found = await uow.execute(
        select(tags).where(tags.c.community_id == community_id).order_by(tags.c.group, tags.c.key)
    )
    return [drawn(row) for row in found]


async def tag_named(uow: UnitOfWork, community_id: int, key: str) -> Tag | None:
    """Return a community's tag of that key."""
    found = await uow.execute(
        select(tags).where(tags.c.community_id == community_id, tags.c.key == key)
    )
    row = found.first()
    return None if row is None else drawn(row)


async def tag_by_id(uow: UnitOfWork, tag_id: int) -> Tag | None:
    """Return a tag, whose ever it is."""
    row = (await uow.execute(select(tags).where(tags.c.id == tag_id))).first()
    return None if row is None else drawn(row)


async def tags_of(uow: UnitOfWork, community_id: int, person_id: int) -> list[Borne]:
    """Return what somebody bears at this moment, by group and key."""
    found = await uow.execute(
        select(
            tags,
            taggings.c.source,
            taggings.c.actor_id,
            taggings.c.evidence,
            taggings.c.at,
            taggings.c.expires_at,
        )
        .join(taggings, taggings.c.tag_id == tags.c.id)
        .where(
            tags.c.community_id == community_id,
            taggings.c.person_id == person_id,
            in_force(uow.now),
        )
        .order_by(tags.c.group, tags.c.key)
    )
    return [
        Borne(drawn(row), row.source, row.actor_id, row.evidence, row.at, row.expires_at)
        for row in found
    ]


async def export_taggings(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    """Return what somebody bears, for themselves, and to whom they gave which tag.

    Of what the staff alone may see it is disclosed that it is there, since when and from where;
    which it is and who gave it are theirs.
    """
    found = await uow.execute(
        select(tags.c.key, tags.c.title, tags.c.seen_by, taggings)
        .join(tags, tags.c.id == taggings.c.tag_id)
        .where(or_(taggings.c.person_id == person_id, taggings.c.actor_id == person_id))
        .order_by(taggings.c.at, tags.c.key)
    )
    exported: list[dict[str, Any]] = []
    for row in found:
        told = {"community_id": row.community_id, "source": row.source, "at": row.at}
        if row.person_id != person_id:
            exported.append(told | {"tag": row.key, "given_to": row.person_id})
            continue
        is_shown = may_see(row.seen_by, is_self=True, is_staff=False)
        told |= {"tag": row.title or row.key if is_shown else None, "expires_at": row.expires_at}
        exported.append(told)
    return exported


async def bearers(uow: UnitOfWork, community_id: int) -> dict[str, int]:
    """Return how many bear each tag."""
    found = await uow.execute(
        select(tags.c.key, func.count(taggings.c.person_id).label("bearers"))
        .outerjoin(taggings, and_(taggings.c.tag_id == tags.c.id, in_force(uow.now)))
        .where(tags.c.community_id == community_id)
        .group_by(tags.c.key)
    )
    return {row.key: int(row.bearers) for row in found}


def bearing(community_id: int, key: str, now: datetime) -> Select[tuple[int]]:
    """Select who bears a tag of a community."""
    return (
        select(taggings.c.person_id)
        .join(tags, tags.c.id == taggings.c.tag_id)
        .where(tags.c.community_id == community_id, tags.c.key == key, in_force(now))
    )


def in_force(now: datetime) -> Any:
    """Tell what has not come to its end by a moment."""
    return or_(taggings.c.expires_at.is_(None), taggings.c.expires_at > now)


def drawn(row: Row[Any]) -> Tag:
    """Draw a tag from its row; a rule of a newer version is passed over."""
    rule = rule_of(row.rule)
    seen_by: SeenBy = next((each for each in SEEN_BY if each == row.seen_by), "staff")
    kept: Rule | None = None if isinstance(rule, Fault) else rule
    return Tag(
        row.id,
        row.community_id,
        Terms(
            row.key,
            row.title,
            row.group,
            row.is_exclusive,
            row.lasts_days,
            seen_by,
            row.is_own_choice,
            kept,
        ),
    )
