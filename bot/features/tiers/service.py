"""Nights planned, moves kept, and what the staff decide about whoever is proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.audits.service import note
from bot.features.communities.locking import lock
from bot.features.contacts.rules import Category
from bot.features.contacts.service import write
from bot.features.facts import TierChanged
from bot.features.place import Place
from bot.features.tiers.figures import label_of
from bot.features.tiers.queries import Nomination, tier_of
from bot.features.tiers.rules import Ladder, Standing
from bot.features.tiers.survey import Nominee
from bot.features.tiers.wording import confirmed
from bot.kit.collector import Tally
from bot.kit.days import local_day, moment_of
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.tiers import nominations, tier_changes, tiers

# Due work: a community's night, and a card for the staff about somebody proposed.
NIGHT: Final = "tiers-night"
CARD: Final = "tiers-card"
TIERS: Final = Tally(
    "tiers",
    tiers,
    ("community_id", "ladder", "person_id"),
    {"rank": "last", "since": "last", "below_since": "last"},
)
CHANGES: Final = Tally(
    "tier_changes",
    tier_changes,
    ("community_id", "ladder", "person_id", "local_day"),
    {"to_rank": "last"},
)


def plan(uow: UnitOfWork, place: Place, *, at_once: bool = False) -> None:
    """Have a community's ladders gone over in its coming night, or now; once for a night."""
    today = local_day(uow.now, place.zone)
    at = moment_of(today, place.policy.tiers.at, place.zone)
    if at_once:
        at = uow.now
    elif at <= uow.now:
        at = moment_of(today + timedelta(days=1), place.policy.tiers.at, place.zone)
    key = f"{NIGHT}:{place.community_id}:{int(at.timestamp())}"
    uow.schedule(Due(key, NIGHT, at, community_id=place.community_id))


def stand_on(
    uow: UnitOfWork, community_id: int, ladder: str, person_id: int, then: Standing
) -> None:
    """Keep how a member stands on a ladder; costs no statement of its own."""
    uow.collect(
        TIERS,
        {
            "community_id": community_id,
            "ladder": ladder,
            "person_id": person_id,
            "rank": then.rank,
            "since": then.since,
            "below_since": then.below_since,
        },
    )


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody's way from one rung of a ladder to another on a day; None is no rung."""

    person_id: int
    before: int | None
    after: int | None
    day: date


def keep_change(uow: UnitOfWork, community_id: int, ladder: str, change: Change) -> None:
    """Keep that somebody moved; being placed for the first time is no fact for others."""
    uow.collect(
        CHANGES,
        {
            "community_id": community_id,
            "ladder": ladder,
            "person_id": change.person_id,
            "from_rank": change.before,
            "to_rank": change.after,
            "local_day": change.day,
        },
    )
    if change.before is not None and change.after is not None:
        uow.state(
            TierChanged(
                community_id=community_id,
                person_id=change.person_id,
                chat_id=None,
                at=uow.now,
                local_day=change.day,
                ladder=ladder,
                from_rank=change.before,
                to_rank=change.after,
            )
        )


async def propose(
    uow: UnitOfWork, place: Place, ladder: Ladder, nominees: Sequence[Nominee]
) -> int:
    """Propose some for a rung that staff confirm, with the figures; returns how many are news."""
    proposed = 0
    for each in nominees:
        evidence = {label_of(measure): has for measure, has in each.figures.items()}
        values = {
            "community_id": place.community_id,
            "ladder": ladder.key,
            "person_id": each.person_id,
            "rank": each.rank,
            "evidence": evidence,
            "state": "proposed",
            "at": uow.now,
        }
        into = postgresql_insert if uow.dialect == "postgresql" else sqlite_insert
        created = await uow.execute(
            into(nominations).values(values).on_conflict_do_nothing().returning(nominations.c.id)
        )
        number = created.scalar()
        if number is not None:
            proposed += 1
            uow.schedule(Due(f"{CARD}:{number}", CARD, uow.now, {"nomination_id": number}))
    return proposed


async def confirm(uow: UnitOfWork, place: Place, nomination: Nomination, *, by: int) -> bool:
    """Let somebody onto the rung for which they were proposed; False if that was decided."""
    ladder = place.policy.tiers.named(nomination.ladder)
    if ladder is None or nomination.rank >= len(ladder.rungs):
        return False
    await lock(uow, place.community_id)
    if not await _decide(uow, nomination, "confirmed", by):
        return False
    person_id, today = nomination.person_id, local_day(uow.now, place.zone)
    before = await tier_of(uow, place.community_id, person_id, ladder.key)
    stand_on(uow, place.community_id, ladder.key, person_id, Standing(nomination.rank, today))
    rank = None if before is None else before.rank
    change = Change(person_id, rank, nomination.rank, today)
    keep_change(uow, place.community_id, ladder.key, change)
    _note(uow, place, "audit-tier-confirmed", nomination, by)
    await write(
        uow,
        key=f"tier:{place.community_id}:nomination:{nomination.id}",
        community_id=place.community_id,
        person_id=person_id,
        category=Category.TIERS,
        words=confirmed(place.community_name, ladder, nomination.rank),
        zone=place.zone,
        terms=place.policy.contacts,
    )
    return True


async def decline(uow: UnitOfWork, place: Place, nomination: Nomination, *, by: int) -> bool:
    """Leave somebody where they stand; nobody tells them. False if that was decided."""
    if not await _decide(uow, nomination, "declined", by):
        return False
    _note(uow, place, "audit-tier-declined", nomination, by)
    return True


async def _decide(uow: UnitOfWork, nomination: Nomination, state: str, by: int) -> bool:
    decided = await uow.execute(
        update(nominations)
        .where(nominations.c.id == nomination.id, nominations.c.state == "proposed")
        .values(state=state, decided_by=by, decided_at=uow.now)
    )
    return bool(decided.rowcount)


def _note(uow: UnitOfWork, place: Place, what: str, nomination: Nomination, by: int) -> None:
    note(
        uow,
        community_id=place.community_id,
        category="roles",
        what=what,
        actor_id=by,
        subject_id=nomination.person_id,
        after={"tier": nomination.rank},
    )
