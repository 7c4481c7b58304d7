"""Attending: whoever says the code while it counts was there, once."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.events.queries import events_near
from bot.features.events.rules import Event, same_code
from bot.features.facts import MemberAttended
from bot.features.places import Place
from bot.features.points.service import Grant, award
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork
from models.events import event_guests
from models.points import ledger

RULE: Final = "event"


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody is there; what it is worth, and whether that was known before."""

    event: Event
    points: int
    is_new: bool


async def event_by_code(
    uow: UnitOfWork, person_id: int, said: str, community_id: int | None
) -> Event | None:
    """Return what takes place now and has this code, where somebody is a member."""
    wanted = same_code(said)
    for event in await events_near(uow, person_id, community_id):
        if event.takes_code(uow.now) and same_code(event.plan.code) == wanted:
            return event
    return None


async def attend(uow: UnitOfWork, place: Place, event: Event, person_id: int) -> Attended:
    """Take down that somebody is there, with or without a word before; the points come once."""
    insert = sqlite_insert if uow.dialect == "sqlite" else postgresql_insert
    came = {"answer": "came", "at": uow.now, "turn": 0, "attended_at": None}
    await uow.execute(
        insert(event_guests)
        .values(event_id=event.id, person_id=person_id, **came)
        .on_conflict_do_nothing()
    )
    claimed = await uow.execute(
        update(event_guests)
        .where(
            event_guests.c.event_id == event.id,
            event_guests.c.person_id == person_id,
            event_guests.c.attended_at.is_(None),
        )
        .values(attended_at=uow.now)
    )
    if not claimed.rowcount:
        return Attended(event, 0, is_new=False)
    day = local_day(uow.now, place.zone)
    uow.state(
        MemberAttended(
            community_id=event.community_id,
            person_id=person_id,
            chat_id=event.chat_id,
            at=uow.now,
            local_day=day,
            event_id=event.id,
        )
    )
    worth = event.plan.points
    grant = Grant(
        community_id=event.community_id,
        person_id=person_id,
        experience=worth,
        points=worth,
        rule=RULE,
        source_type="event",
        source_id=str(event.id),
        local_day=day,
        key=f"{RULE}:{event.id}",
        chat_id=event.chat_id,
    )
    is_paid = bool(worth) and await award(uow, grant)
    return Attended(event, worth if is_paid else 0, is_new=True)


async def given_out(uow: UnitOfWork, event: Event) -> int:
    """Return the points that an event brought its guests."""
    found = await uow.execute(
        select(func.coalesce(func.sum(ledger.c.points), 0)).where(
            ledger.c.community_id == event.community_id,
            ledger.c.source_type == "event",
            ledger.c.source_id == str(event.id),
        )
    )
    return int(found.scalar_one())
