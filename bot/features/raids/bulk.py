"""Ban at one press those who never proved themselves, and take all of that back at another."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import or_, select, update

from bot.features.audits.service import note
from bot.features.cases.crowds import Crowd, Progress, ban_all, settle_all, undo_all, undoing
from bot.features.place import Place
from bot.features.raids.queries import Raid, has_spoken
from bot.features.raids.service import plan_refresh
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.members import memberships
from models.raids import raid_arrivals

PROGRESS: Final = "raid-progress"
# How soon the progress of a deed upon many is told anew.
TELL_EVERY: Final = timedelta(seconds=4)


def crowd_of(raid: Raid, by: int, local_day: date) -> Crowd:
    """Return the deed upon a raid's newcomers; the ban of a single one is part of it."""
    return Crowd(
        community_id=raid.community_id,
        chat_id=raid.chat_id,
        key=f"raid:{raid.id}:",
        by=by,
        local_day=local_day,
    )


async def unproven(uow: UnitOfWork, raid: Raid) -> list[int]:
    """Return who came with a raid, is there still and showed no sign of being human.

    Whoever has written something in which no check found fault is left alone.
    """
    found = await uow.execute(
        select(raid_arrivals.c.person_id)
        .join(memberships, memberships.c.person_id == raid_arrivals.c.person_id)
        .where(
            raid_arrivals.c.raid_id == raid.id,
            raid_arrivals.c.state.in_(("muted", "freed")),
            memberships.c.chat_id == raid.chat_id,
            memberships.c.is_present,
            or_(raid_arrivals.c.suspicion.is_not(None), ~has_spoken(raid.chat_id)),
        )
        .order_by(raid_arrivals.c.person_id)
    )
    return list(found.scalars())


async def ban_unproven(uow: UnitOfWork, raid: Raid, place: Place, *, by: int, day: date) -> int:
    """Ban all who are unproven; returns how many. One act in the audit, a case each."""
    banned = [
        person_id
        for person_id in await unproven(uow, raid)
        if not place.is_administrator(person_id)
    ]
    # What holds them stands until the gate opens: should Telegram refuse the ban, they are freed.
    lasts = place.policy.sanctions.evidence_lasts
    count = await ban_all(uow, crowd_of(raid, by, day), banned, lasts=lasts)
    await _mark(uow, raid, banned, "banned")
    if count:
        _audit(uow, raid, "audit-raid-banned", by, count)
    return count


async def undo_bans(uow: UnitOfWork, raid: Raid, *, by: int, day: date) -> int:
    """Let everybody back in who was banned with a raid; returns how many."""
    back = await undo_all(uow, crowd_of(raid, by, day))
    await _mark(uow, raid, back, "freed")
    if back:
        _audit(uow, raid, "audit-raid-undone", by, len(back))
    return len(back)


async def progress_of(uow: UnitOfWork, raid: Raid, *, is_undoing: bool, day: date) -> Progress:
    """Return how far Telegram has come with the bans of a raid, or with their undoing."""
    crowd = crowd_of(raid, 0, day)
    if is_undoing:
        return await undoing(uow, crowd)
    done = await settle_all(uow, crowd)
    if done.failed:
        refused = await uow.execute(
            select(cases.c.person_id).where(
                cases.c.community_id == raid.community_id,
                cases.c.key.startswith(crowd.key, autoescape=True),
                cases.c.state == "failed",
            )
        )
        await _mark(uow, raid, list(refused.scalars()), "muted" if raid.is_on else "freed")
    return done


async def _mark(uow: UnitOfWork, raid: Raid, person_ids: list[int], state: str) -> None:
    for at in range(0, len(person_ids), 500):
        await uow.execute(
            update(raid_arrivals)
            .where(
                raid_arrivals.c.raid_id == raid.id,
                raid_arrivals.c.person_id.in_(person_ids[at : at + 500]),
            )
            .values(state=state)
        )
    uow.remember(("raid before", raid.id), None)
    if raid.is_on:
        plan_refresh(uow, raid)


def _audit(uow: UnitOfWork, raid: Raid, what: str, by: int, count: int) -> None:
    note(
        uow,
        community_id=raid.community_id,
        category="raids",
        what=what,
        actor_id=by,
        chat_id=raid.chat_id,
        after={"raid": raid.id, "count": count},
    )
