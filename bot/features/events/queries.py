"""Events as they stand, and who comes."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, func, select

from bot.features.campaigns.rules import packed, unpacked
from bot.features.events.rules import Event, Guest, Plan
from bot.kit.unit_of_work import UnitOfWork
from models.events import event_guests, events
from models.members import members

MOST_LISTED: Final = 10


async def event_by_id(uow: UnitOfWork, event_id: int) -> Event | None:
    """Return an event by its number."""
    found = await uow.execute(select(events).where(events.c.id == event_id))
    row = found.first()
    return None if row is None else _drawn(row)


async def held(uow: UnitOfWork, event_id: int) -> Event | None:
    """Return an event, which nobody else changes until this is over: seats are counted by it."""
    found = await uow.execute(select(events).where(events.c.id == event_id).with_for_update())
    row = found.first()
    return None if row is None else _drawn(row)


async def events_of(uow: UnitOfWork, community_id: int, *states: str) -> list[Event]:
    """Return a community's events in some states, the next one first."""
    found = await uow.execute(
        select(events)
        .where(events.c.community_id == community_id, events.c.state.in_(states))
        .order_by(events.c.starts_at, events.c.id)
        .limit(MOST_LISTED)
    )
    return [_drawn(row) for row in found]


async def events_near(uow: UnitOfWork, person_id: int, community_id: int | None) -> list[Event]:
    """Return what takes place about now: in a community, or wherever somebody is a member."""
    # A code counts for a while before and after: the rule decides, this only narrows.
    query = select(events).where(
        events.c.state.in_(("open", "running")),
        events.c.starts_at < uow.now + timedelta(hours=1),
    )
    if community_id is not None:
        query = query.where(events.c.community_id == community_id)
    else:
        mine = select(members.c.community_id).where(members.c.person_id == person_id)
        query = query.where(events.c.community_id.in_(mine))
    found = await uow.execute(query.order_by(events.c.starts_at, events.c.id))
    return [_drawn(row) for row in found]


async def guests_of(uow: UnitOfWork, event_id: int) -> list[Guest]:
    """Return everybody who said something of an event or was there, the first first."""
    found = await uow.execute(
        select(event_guests)
        .where(event_guests.c.event_id == event_id)
        .order_by(event_guests.c.at, event_guests.c.turn, event_guests.c.person_id)
    )
    return [Guest(row.person_id, row.answer, row.attended_at) for row in found]


async def guest_of(uow: UnitOfWork, event_id: int, person_id: int) -> Guest | None:
    """Return what somebody is to an event."""
    found = await uow.execute(
        select(event_guests).where(
            event_guests.c.event_id == event_id, event_guests.c.person_id == person_id
        )
    )
    row = found.first()
    return None if row is None else Guest(row.person_id, row.answer, row.attended_at)


async def going_to(uow: UnitOfWork, event_ids: Collection[int]) -> dict[int, int]:
    """Return how many go to each of some events."""
    found = await uow.execute(
        select(event_guests.c.event_id, func.count().label("going"))
        .where(event_guests.c.event_id.in_(sorted(event_ids)), event_guests.c.answer == "going")
        .group_by(event_guests.c.event_id)
    )
    return {row.event_id: row.going for row in found}


def columns_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as columns."""
    return {
        "title": plan.title,
        "about": plan.about,
        "starts_at": plan.starts_at,
        "lasts_min": int(plan.lasts.total_seconds()) // 60,
        "place": plan.place,
        "link": plan.link,
        "capacity": plan.capacity,
        "only": plan.only,
        "code": plan.code,
        "points": plan.points,
        "objective": packed(plan.objective),
    }


def _drawn(row: Row[Any]) -> Event:
    plan = Plan(
        title=row.title,
        starts_at=row.starts_at,
        lasts=timedelta(minutes=row.lasts_min),
        about=row.about,
        place=row.place,
        link=row.link,
        capacity=row.capacity,
        only=row.only,
        code=row.code,
        points=row.points,
        objective=unpacked(row.objective),
    )
    return Event(
        id=row.id,
        community_id=row.community_id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        plan=plan,
        state=row.state,
        version=row.version,
        card_id=row.card_id,
        made_by=row.made_by,
    )
