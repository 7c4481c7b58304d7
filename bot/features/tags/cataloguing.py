"""Change the catalogue: staff by command, the operator by file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, select, update

from bot.features.audits.service import note
from bot.features.tags.queries import Tag, catalogue, tag_named
from bot.features.tags.reading import as_json
from bot.features.tags.rules import MOST_TAGS, Terms
from bot.kit.days import local_day, moment_of
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.communities import communities
from models.tags import taggings, tags

# The kind of due work that goes over all tags that rules give.
RECONCILES: Final = "tags-reconcile"
_AT: Final = time(3, 50)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of putting a tag into the catalogue."""

    tag: Tag
    is_new: bool


async def keep_tag(
    uow: UnitOfWork, community_id: int, terms: Terms, *, by: int | None, zone: ZoneInfo
) -> Kept:
    """Put a tag into the catalogue, or change it there; its rule is looked at at once.

    Raises:
        Refusal: where there are as many as there may be.
    """
    before = await tag_named(uow, community_id, terms.key)
    if before is not None and before.terms == terms:
        return Kept(before, is_new=False)
    values = _columns(terms)
    if before is None:
        counted = select(func.count()).where(tags.c.community_id == community_id)
        if (await uow.execute(counted)).scalar_one() >= MOST_TAGS:
            raise Refusal(Text("tag-too-many", most=MOST_TAGS))
        row: dict[str, Any] = {"community_id": community_id, "key": terms.key, **values}
        row |= {"owner_id": by, "created_at": uow.now}
        created = await uow.execute(insert(tags).values(row).returning(tags.c.id))
        tag = Tag(int(created.scalar_one()), community_id, terms)
    else:
        tag = Tag(before.id, community_id, terms)
        await uow.execute(update(tags).where(tags.c.id == tag.id).values(values))
    if terms.rule is None and before is not None and before.terms.rule is not None:
        await uow.execute(
            delete(taggings).where(taggings.c.tag_id == tag.id, taggings.c.source == "rule")
        )
    if terms.rule is not None:
        plan_reconciling(uow, community_id, zone, at_once=True)
    what = "audit-tag-made" if before is None else "audit-tag-changed"
    await _changed(uow, community_id, what, terms.key, by)
    return Kept(tag, is_new=before is None)


async def remove_tag(uow: UnitOfWork, tag: Tag, *, by: int) -> int:
    """Take a tag out of the catalogue and from everybody; returns from how many."""
    borne = await uow.execute(select(func.count()).where(taggings.c.tag_id == tag.id))
    # Not left to the foreign key alone: how many it were is told.
    await uow.execute(delete(taggings).where(taggings.c.tag_id == tag.id))
    gone = await uow.execute(delete(tags).where(tags.c.id == tag.id))
    if gone.rowcount:
        await _changed(uow, tag.community_id, "audit-tag-removed", tag.key, by)
    return int(borne.scalar_one())


async def bring_in(
    uow: UnitOfWork, community_id: int, wanted: Sequence[Terms], zone: ZoneInfo
) -> bool:
    """Put the tags of the operator's file into a community's catalogue, where the file wins.

    Those for which a full catalogue has no room are left out. Returns whether anything changed.
    """
    if not wanted:
        return False
    known = {tag.key: tag.terms for tag in await catalogue(uow, community_id)}
    changed = [terms for terms in wanted if known.get(terms.key, terms) != terms]
    added = [terms for terms in wanted if terms.key not in known]
    news = changed + added[: max(0, MOST_TAGS - len(known))]
    for terms in news:
        await keep_tag(uow, community_id, terms, by=None, zone=zone)
    return bool(news)


def plan_reconciling(
    uow: UnitOfWork, community_id: int, zone: ZoneInfo, *, at_once: bool = False
) -> None:
    """Have all that rules give looked at tonight, or now and then every night."""
    at = uow.now if at_once else next_night(uow.now, zone)
    key = f"{RECONCILES}:{community_id}:{int(at.timestamp())}"
    uow.schedule(Due(key, RECONCILES, at, community_id=community_id))


def next_night(now: datetime, zone: ZoneInfo, by: time = _AT) -> datetime:
    """Return the next moment at which a community's rules are looked at."""
    today = local_day(now, zone)
    at = moment_of(today, by, zone)
    return at if at > now else moment_of(today + timedelta(days=1), by, zone)


async def _changed(
    uow: UnitOfWork, community_id: int, what: str, key: str, by: int | None
) -> None:
    # Rules are cached by the version of the policy.
    await uow.execute(
        update(communities).where(communities.c.id == community_id).values(version=uow.stamp())
    )
    note(
        uow,
        community_id=community_id,
        category="settings",
        what=what,
        actor_id=by,
        after={"tag": key},
    )


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "title": terms.title,
        "group": terms.group,
        "is_exclusive": terms.is_exclusive,
        "lasts_days": terms.lasts_days,
        "seen_by": terms.seen_by,
        "is_own_choice": terms.is_own_choice,
        "rule": as_json(terms.rule),
    }
