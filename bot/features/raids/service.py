"""Close the gate on a burst, hold newcomers one by one, and open it again as it was."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, func, insert, select, update

from bot.features.audits.service import note
from bot.features.places import Place, tenure_of
from bot.features.raids.freeing import free
from bot.features.raids.locking import unlock
from bot.features.raids.queries import Raid
from bot.features.raids.rules import (
    HELD_AT_MOST,
    SHORTEST,
    Cause,
    Terms,
    is_known,
    last_burst,
    opens_at,
)
from bot.features.restrictions.bans import about_to_be_banned, banned_among
from bot.features.restrictions.crowds import held_otherwise, restrict_fresh
from bot.features.restrictions.service import Restriction, restrict
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.members import members, memberships
from models.outbox import outbox
from models.raids import raid_arrivals, raids

ARRIVALS: Final = Tally(
    "raid_arrivals", raid_arrivals, ("raid_id", "person_id"), {"state": "last"}
)
BEGAN: Final = "raid-began"
REFRESH: Final = "raid-refresh"
ENDS: Final = "raid-ends"
OVER: Final = "raid-over"
CHECK: Final = "raid-check"
# The counts in the group's one message are made anew no more often than this.
REFRESH_EVERY: Final = timedelta(seconds=5)
CHECK_AFTER: Final = timedelta(minutes=5)
MORE: Final = timedelta(minutes=10)
_GIVEN: Final = (*("community_id", "chat_id", "cause", "began_by", "began_at", "ends_at", "seed"),)


async def begin(
    uow: UnitOfWork,
    place: Place,
    cause: Cause,
    *,
    by: int | None = None,
    since: datetime | None = None,
    lasts: timedelta | None = None,
    speakers: Collection[int] = (),
) -> Raid:
    """Close the gate; who came since a moment belongs to the burst, and so does who spoke in it.

    The row comes first: another process that sees the same burst loses the race and sees this one.
    """
    terms = place.policy.raids
    draft = Raid(
        id=0,
        community_id=place.community_id,
        chat_id=place.chat_id,
        cause=cause,
        began_by=by,
        began_at=uow.now,
        ends_at=opens_at(uow.now, uow.now + max(lasts or terms.lasts, SHORTEST)),
        ended_at=None,
        seed=uow.stamp(),
        notice_id=None,
        is_locked=False,
        permissions=None,
    )
    values = {name: getattr(draft, name) for name in _GIVEN}
    created = await uow.execute(
        insert(raids).values(last_at=uow.now, **values).returning(raids.c.id)
    )
    raid = replace(draft, id=int(created.scalar_one()))
    uow.remember(("raid", place.chat_id), (raid,))
    came = await _came_since(uow, place, since or uow.now - terms.within)
    together = {*came, *speakers}
    banned = await banned_among(uow, place.chat_id, together)
    for person_id in sorted(together - banned):
        await enlist(uow, place, raid, person_id)
    uow.schedule(Due(f"{BEGAN}:{raid.id}", BEGAN, uow.now, {"raid_id": raid.id}))
    plan_end(uow, raid)
    note(
        uow,
        community_id=place.community_id,
        category="raids",
        what="audit-raid-began",
        actor_id=by,
        chat_id=place.chat_id,
        after={"raid": raid.id, "cause": cause},
    )
    return raid


async def enlist(uow: UnitOfWork, place: Place, raid: Raid, person_id: int) -> None:
    """Hold a newcomer at the gate, unless they proved themselves or are no stranger."""
    if place.is_administrator(person_id):
        return
    tenure = tenure_of(uow, place.community_id, person_id)
    if is_known(tenure.first_seen_at, tenure.messages, raid.began_at):
        return
    before = await _seen_before(uow, raid)
    state = before.get(person_id)
    if state == "proven":
        return
    held = Restriction(
        community_id=raid.community_id,
        chat_id=raid.chat_id,
        person_id=person_id,
        reason=raid.reason,
        until=raid.began_at + HELD_AT_MOST,
    )
    if person_id in before:
        await restrict(uow, held)
    else:
        restrict_fresh(uow, held)
    row = {"raid_id": raid.id, "person_id": person_id, "at": uow.now, "state": "muted"}
    uow.collect(ARRIVALS, row)
    uow.remember(("raid before", raid.id), before | {person_id: "muted"})
    plan_refresh(uow, raid)


def plan_refresh(uow: UnitOfWork, raid: Raid) -> None:
    """Have the counts in the group's one message made anew soon; once in a while alone."""
    every = int(REFRESH_EVERY.total_seconds())
    slot = int(uow.now.timestamp()) // every + 1
    if uow.recall(("raid refresh", raid.id)) == slot:
        return
    uow.remember(("raid refresh", raid.id), slot)
    at = datetime.fromtimestamp(slot * every, uow.now.tzinfo)
    uow.schedule(Due(f"{REFRESH}:{raid.id}:{slot}", REFRESH, at, {"raid_id": raid.id}))


def plan_end(uow: UnitOfWork, raid: Raid) -> None:
    """Have it looked whether the burst is over, when the gate is to open."""
    key = f"{ENDS}:{raid.id}:{int(raid.ends_at.timestamp())}"
    uow.schedule(Due(key, ENDS, raid.ends_at, {"raid_id": raid.id}))


def plan_check(uow: UnitOfWork, raid: Raid) -> None:
    """Have it looked a while later whether Telegram let go of everybody."""
    key = f"{CHECK}:{raid.id}:{int(uow.now.timestamp())}"
    uow.schedule(Due(key, CHECK, uow.now + CHECK_AFTER, {"raid_id": raid.id}))


async def keep_on(uow: UnitOfWork, raid: Raid, more: timedelta = MORE) -> Raid:
    """Let the gate be closed for longer, up to a day in all."""
    return await _put_off(uow, raid, opens_at(raid.began_at, max(raid.ends_at, uow.now) + more))


async def look_at_end(uow: UnitOfWork, raid: Raid, terms: Terms) -> bool:
    """Open the gate if its time has come and the burst is over; whether it was opened."""
    if not raid.is_on:
        return False
    if raid.ends_at > uow.now:
        plan_end(uow, raid)
        return False
    found = await uow.execute(
        select(raid_arrivals.c.at).where(
            raid_arrivals.c.raid_id == raid.id, raid_arrivals.c.at > uow.now - terms.lasts
        )
    )
    burst = last_burst(found.scalars(), terms.joins, terms.within)
    if burst is not None:
        wanted = opens_at(raid.began_at, burst[1] + terms.lasts)
        if wanted > uow.now:
            await _put_off(uow, raid, wanted)
            return False
    return await end(uow, raid)


async def end(uow: UnitOfWork, raid: Raid, *, by: int | None = None) -> bool:
    """Open the gate: everybody is let go, and the chat is as it was; once, and True then."""
    arrivals = select(func.count()).where(raid_arrivals.c.raid_id == raid.id).scalar_subquery()
    newest = select(func.max(raid_arrivals.c.at)).where(raid_arrivals.c.raid_id == raid.id)
    ended = await uow.execute(
        update(raids)
        .where(raids.c.id == raid.id, raids.c.ended_at.is_(None))
        .values(
            ended_at=uow.now,
            arrivals=arrivals,
            last_at=func.coalesce(newest.scalar_subquery(), raids.c.began_at),
        )
    )
    if not ended.rowcount:
        return False
    uow.remember(("raid", raid.chat_id), (None,))
    await free(uow, raid)
    if raid.is_locked:
        await unlock(uow, raid)
    # A notice that was not sent yet would tell of what is over.
    await uow.execute(
        update(outbox)
        .where(outbox.c.key == f"raid:{raid.id}:notice", outbox.c.state == "owed")
        .values(state="expired", reason="the raid was over", settled_at=uow.now)
    )
    uow.schedule(Due(f"{OVER}:{raid.id}", OVER, uow.now, {"raid_id": raid.id}))
    plan_check(uow, raid)
    note(
        uow,
        community_id=raid.community_id,
        category="raids",
        what="audit-raid-ended",
        actor_id=by,
        chat_id=raid.chat_id,
        after={"raid": raid.id},
    )
    return True


async def keep_notice(uow: UnitOfWork, raid_id: int, message_id: int | None) -> None:
    """Keep where the group's one message stands."""
    if message_id is not None:
        await uow.execute(update(raids).where(raids.c.id == raid_id).values(notice_id=message_id))


async def _put_off(uow: UnitOfWork, raid: Raid, ends_at: datetime) -> Raid:
    later = replace(raid, ends_at=ends_at)
    await uow.execute(update(raids).where(raids.c.id == raid.id).values(ends_at=ends_at))
    uow.remember(("raid", raid.chat_id), (later,))
    plan_end(uow, later)
    plan_refresh(uow, later)
    return later


async def _came_since(uow: UnitOfWork, place: Place, since: datetime) -> list[int]:
    """Return who came since and is there still, without those whom the community knows well."""
    found = await uow.execute(
        select(memberships.c.person_id, members.c.first_seen_at, members.c.messages)
        .outerjoin(
            members,
            and_(
                members.c.community_id == place.community_id,
                members.c.person_id == memberships.c.person_id,
            ),
        )
        .where(
            memberships.c.chat_id == place.chat_id,
            memberships.c.joined_at >= since,
            memberships.c.is_present,
        )
    )
    rows: Iterable[Any] = found.all()
    return [
        row.person_id
        for row in rows
        if not is_known(row.first_seen_at, row.messages or 0, uow.now)
    ]


async def _seen_before(uow: UnitOfWork, raid: Raid) -> dict[int, str]:
    """Return of whom a fresh restriction would not be the whole truth: asked once a batch.

    They came before in this raid, or something else holds them here; each with their state.
    """
    known: dict[int, str] | None = uow.recall(("raid before", raid.id))
    if known is not None:
        return known
    found = await uow.execute(
        select(raid_arrivals.c.person_id, raid_arrivals.c.state).where(
            raid_arrivals.c.raid_id == raid.id
        )
    )
    known = dict.fromkeys(await held_otherwise(uow, raid.chat_id, raid.reason), "held")
    # Who comes in a moment before the ban that was ordered.
    ordered = await about_to_be_banned(uow, raid.community_id, raid.chat_id)
    known |= dict.fromkeys(ordered, "held")
    known |= {row.person_id: row.state for row in found}
    uow.remember(("raid before", raid.id), known)
    return known
