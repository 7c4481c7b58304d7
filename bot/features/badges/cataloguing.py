"""Change the catalogue of badges: staff by command, the operator by file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, select, update

from bot.features.audits.service import note
from bot.features.badges.queries import Badge, badge_named, catalogue
from bot.features.badges.reading import as_json
from bot.features.badges.rules import MOST_BADGES, Terms
from bot.features.tags.cataloguing import next_night
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.badges import badges, honours

# Due work: to look at every rule of a community, and at all rules for one person.
RECONCILES: Final = "badges-reconcile"
LOOKS: Final = "badges-look"
_AT: Final = time(4, 10)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of putting a badge into the catalogue."""

    badge: Badge
    is_new: bool


async def keep_badge(
    uow: UnitOfWork, community_id: int, terms: Terms, *, by: int | None, is_open: bool
) -> Kept:
    """Put a badge into the catalogue, or change it there.

    Raises:
        Refusal: where there are as many as there may be.
    """
    before = await badge_named(uow, community_id, terms.key)
    values: dict[str, Any] = {
        "title": terms.title,
        "emoji": terms.emoji,
        "about": terms.about,
        "rule": as_json(terms.rule),
        "is_lasting": terms.is_lasting,
        "is_open": is_open,
    }
    if before is None:
        counted = select(func.count()).where(badges.c.community_id == community_id)
        if (await uow.execute(counted)).scalar_one() >= MOST_BADGES:
            raise Refusal(Text("badge-too-many", most=MOST_BADGES))
        row = {"community_id": community_id, "key": terms.key, **values}
        row |= {"owner_id": by, "created_at": uow.now}
        created = await uow.execute(insert(badges).values(row).returning(badges.c.id))
        badge_id = int(created.scalar_one())
    else:
        badge_id = before.id
        await uow.execute(update(badges).where(badges.c.id == badge_id).values(values))
    what = "audit-badge-made" if before is None else "audit-badge-changed"
    _noted(uow, community_id, what, terms.key, by)
    return Kept(Badge(badge_id, community_id, terms, is_open), is_new=before is None)


async def open_badge(uow: UnitOfWork, badge: Badge, *, by: int) -> None:
    """Let the rule of a badge work, after somebody has looked at whom it fits."""
    await uow.execute(update(badges).where(badges.c.id == badge.id).values(is_open=True))
    _noted(uow, badge.community_id, "audit-badge-opened", badge.key, by)


async def remove_badge(uow: UnitOfWork, badge: Badge, *, by: int) -> int:
    """Take a badge out of the catalogue and from everybody; returns how many wore it."""
    worn = select(func.count()).where(
        honours.c.badge_id == badge.id, honours.c.revoked_at.is_(None)
    )
    count = int((await uow.execute(worn)).scalar_one())
    await uow.execute(delete(honours).where(honours.c.badge_id == badge.id))
    gone = await uow.execute(delete(badges).where(badges.c.id == badge.id))
    if gone.rowcount:
        _noted(uow, badge.community_id, "audit-badge-removed", badge.key, by)
    return count


async def bring_in(
    uow: UnitOfWork, community_id: int, wanted: Sequence[Terms], zone: ZoneInfo
) -> bool:
    """Put the badges of the operator's file into a community's catalogue, where the file wins.

    Returns whether anything changed. What stands in the file was looked at by the operator.
    """
    if not wanted:
        return False
    known = {badge.key: badge for badge in await catalogue(uow, community_id)}
    news = [
        terms
        for terms in wanted
        if terms.key not in known
        or known[terms.key].terms != terms
        or not known[terms.key].is_open
    ]
    for terms in news:
        await keep_badge(uow, community_id, terms, by=None, is_open=True)
    if news:
        plan_reconciling(uow, community_id, zone, at_once=True)
    return bool(news)


def plan_reconciling(
    uow: UnitOfWork, community_id: int, zone: ZoneInfo, *, at_once: bool = False
) -> None:
    """Have every rule looked at tonight, or now and then every night."""
    at = uow.now if at_once else next_night(uow.now, zone, _AT)
    key = f"{RECONCILES}:{community_id}:{int(at.timestamp())}"
    uow.schedule(Due(key, RECONCILES, at, community_id=community_id))


def _noted(uow: UnitOfWork, community_id: int, what: str, key: str, by: int | None) -> None:
    note(
        uow,
        community_id=community_id,
        category="settings",
        what=what,
        actor_id=by,
        after={"badge": key},
    )
