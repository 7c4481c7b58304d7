"""Give and take tags."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select

from bot.features.communities.locking import lock
from bot.features.tags.queries import Tag, catalogue, drawn, tag_named
from bot.features.tags.rules import Source, ends_at, is_replaced, key_of, nearest
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.tags import taggings, tags

TAGGINGS: Final = Tally(
    "taggings",
    taggings,
    ("tag_id", "person_id"),
    {
        "community_id": "last",
        "source": "last",
        "actor_id": "last",
        "evidence": "last",
        "at": "last",
        "expires_at": "last",
    },
)
# The kind of due work that takes away what has come to its end.
EXPIRES: Final = "tags-expire"


@dataclass(frozen=True, slots=True)
class Given:
    """What came of giving a tag."""

    tag: Tag
    # False where it was borne already and nothing changed.
    is_news: bool
    # The keys of those that had to go for it.
    replaced: tuple[str, ...] = ()
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoTag:
    """There is no tag of that key here."""

    key: str
    nearest: str | None = None


async def give(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    tag_key: str,
    *,
    source: Source,
    actor_id: int | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> Given | NoTag:
    """Give somebody whom the bot has met a tag; of an exclusive group the others go.

    `evidence` says why in ids and numbers, never in what somebody wrote.
    """
    tag = await tag_named(uow, community_id, key_of(tag_key))
    if tag is None:
        return await missing(uow, community_id, tag_key)
    return await give_tag(
        uow, tag, person_id, source=source, actor_id=actor_id, evidence=evidence or {}
    )


async def give_tag(
    uow: UnitOfWork,
    tag: Tag,
    person_id: int,
    *,
    source: Source,
    actor_id: int | None = None,
    evidence: Mapping[str, Any],
) -> Given:
    """Give a tag of the catalogue.

    A tag that a person gave stays theirs when its rule would give it too: no rule withdraws it.
    """
    if tag.terms.group:
        # Two of one exclusive group, given at once, must not both stay.
        await lock(uow, tag.community_id)
    held = await _held(uow, tag, person_id)
    expires_at = ends_at(uow.now, tag.terms.lasts_days)
    before = next((row for row in held if row.id == tag.id), None)
    is_borne = before is not None and (before.expires_at is None or before.expires_at > uow.now)
    if before is not None and is_borne and source == "rule" and before.source != "rule":
        return Given(tag, False, (), before.expires_at)
    goes = [row for row in held if is_replaced(drawn(row).terms, tag.terms)]
    if goes:
        await uow.execute(
            delete(taggings).where(
                taggings.c.person_id == person_id,
                taggings.c.tag_id.in_(sorted(row.id for row in goes)),
            )
        )
    uow.collect(
        TAGGINGS,
        {
            "tag_id": tag.id,
            "person_id": person_id,
            "community_id": tag.community_id,
            "source": source,
            "actor_id": actor_id,
            "evidence": dict(evidence),
            "at": uow.now,
            "expires_at": expires_at,
        },
    )
    plan_expiry(uow, tag.community_id, expires_at)
    replaced = tuple(sorted(row.key for row in goes))
    return Given(tag, not is_borne, replaced, expires_at)


async def take(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    tag_key: str,
    *,
    only_source: Source | None = None,
) -> bool | NoTag:
    """Take a tag from somebody; False where they do not bear it (or not by `only_source`)."""
    tag = await tag_named(uow, community_id, key_of(tag_key))
    if tag is None:
        return await missing(uow, community_id, tag_key)
    gone = delete(taggings).where(taggings.c.tag_id == tag.id, taggings.c.person_id == person_id)
    if only_source is not None:
        gone = gone.where(taggings.c.source == only_source)
    return (await uow.execute(gone)).rowcount > 0


async def missing(uow: UnitOfWork, community_id: int, key: str) -> NoTag:
    """Return that there is no such tag, with the one that is most like it."""
    keys = [tag.key for tag in await catalogue(uow, community_id)]
    return NoTag(key, nearest(key, keys))


def plan_expiry(uow: UnitOfWork, community_id: int, expires_at: datetime | None) -> None:
    """Have what ends at a moment taken away then; many that end together are one piece of work."""
    if expires_at is None:
        return
    key = f"{EXPIRES}:{community_id}:{int(expires_at.timestamp())}"
    uow.schedule(Due(key, EXPIRES, expires_at, community_id=community_id))


async def expire(uow: UnitOfWork) -> int:
    """Take away whatever has come to its end; returns how many it were."""
    gone = await uow.execute(delete(taggings).where(taggings.c.expires_at <= uow.now))
    return gone.rowcount


async def _held(uow: UnitOfWork, tag: Tag, person_id: int) -> Sequence[Any]:
    """Return what somebody bears of a tag's group, and the tag itself."""
    same = tags.c.id == tag.id
    if tag.terms.group:
        same |= (tags.c.community_id == tag.community_id) & (tags.c.group == tag.terms.group)
    found = await uow.execute(
        select(tags, taggings.c.source, taggings.c.expires_at)
        .join(taggings, taggings.c.tag_id == tags.c.id)
        .where(taggings.c.person_id == person_id, same)
    )
    return found.all()
