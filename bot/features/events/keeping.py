"""Set events up: draft, change, begin, cancel; no person is needed for any of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from bot.features.audits.service import note
from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import Turnout
from bot.features.events.queries import columns_of, event_by_id, guests_of, held
from bot.features.events.rules import (
    LINGERS,
    REMINDERS,
    Event,
    Plan,
    Turnup,
    code_from,
    is_news,
    turnup_of,
)
from bot.features.places import Place
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.events import events

KIND: Final = "event"
CARD: Final = "events.card"
REMIND: Final = "events.remind"
START: Final = "events.start"
END: Final = "events.end"
CHANGED: Final = "events.changed"
# Edits count as messages: a card takes in everything that happened within so many seconds.
CARD_EVERY_S: Final = 5
# What is changed within so long is told as one change.
TOLD_AFTER: Final = timedelta(seconds=30)
MOST_OPEN: Final = 30


async def draft(
    uow: UnitOfWork,
    place: Place,
    plan: Plan,
    *,
    thread_id: int | None = None,
    by: int | None = None,
) -> Event:
    """Keep an event as a draft that nobody but its maker sees; it takes the last one's place."""
    await uow.execute(
        delete(events).where(
            events.c.community_id == place.community_id,
            events.c.made_by == by,
            events.c.state == "draft",
        )
    )
    coded = plan if plan.code else replace(plan, code=code_from(uow.chance.seed()))
    made = await uow.execute(
        insert(events)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=thread_id,
            state="draft",
            version=0,
            made_by=by,
            made_at=uow.now,
            **columns_of(coded),
        )
        .returning(events.c.id)
    )
    return await _anew(uow, int(made.scalar_one()))


async def change(uow: UnitOfWork, event: Event, changes: dict[str, Any]) -> Event:
    """Change an event that is not over; those who go are told of its time and place, once."""
    found = await held(uow, event.id)
    if found is None or found.state not in {"draft", "open", "running"}:
        raise Refusal(Text("event-over", title=event.plan.title))
    if found.state == "running" and "starts_at" in changes:
        raise Refusal(Text("event-running", title=event.plan.title))
    plan = replace(found.plan, **changes)
    is_told = found.state != "draft" and is_news(found.plan, plan)
    version = found.version + 1 if is_told else found.version
    await uow.execute(
        update(events)
        .where(events.c.id == found.id)
        .values(**columns_of(plan) | {"version": version})
    )
    changed = await _anew(uow, found.id)
    if is_told:
        plan_work(uow, changed)
        _plan(uow, changed, CHANGED, str(version), at=uow.now + TOLD_AFTER)
    if found.state != "draft":
        plan_card(uow, changed)
    return changed


async def begin(
    uow: UnitOfWork, place: Place, event: Event, *, by: int | None = None
) -> Event | None:
    """Open a drafted event, so that people can say whether they come; None if it is no draft."""
    if event.plan.starts_at <= uow.now:
        raise Refusal(Text("event-fault-past"))
    opened = await uow.execute(
        select(events.c.id).where(
            events.c.community_id == event.community_id, events.c.state == "open"
        )
    )
    if len(list(opened)) >= MOST_OPEN:
        raise Refusal(Text("event-too-many", most=MOST_OPEN))
    if not await _move_on(uow, event, "open", "draft"):
        return None
    begun = await _anew(uow, event.id)
    plan_work(uow, begun)
    await campaigning.open_(
        uow,
        place,
        kind=KIND,
        item_id=begun.id,
        title=begun.plan.title,
        objective=begun.plan.objective,
        made_by=by,
    )
    _note(uow, begun, "audit-event-begun", by)
    return begun


async def drop(uow: UnitOfWork, event: Event) -> bool:
    """Drop a draft; False where it is none."""
    gone = await uow.execute(
        delete(events).where(events.c.id == event.id, events.c.state == "draft")
    )
    return bool(gone.rowcount)


async def cancel(uow: UnitOfWork, event: Event, *, by: int | None) -> bool:
    """Cancel an event that is not over; once."""
    if not await _move_on(uow, event, "cancelled", "open", "running"):
        return False
    await campaigning.drop(uow, kind=KIND, item_id=event.id)
    plan_card(uow, event)
    _note(uow, event, "audit-event-cancelled", by)
    return True


async def start(uow: UnitOfWork, event: Event) -> bool:
    """Let an event whose time has come take place; once."""
    return await _move_on(uow, event, "running", "open")


async def finish(uow: UnitOfWork, event: Event, *, points: int) -> Turnup | None:
    """Close an event that is over, with who was there; once."""
    if not await _move_on(uow, event, "over", "open", "running"):
        return None
    guests = await guests_of(uow, event.id)
    turnup = turnup_of(guests)
    answers = sum(1 for each in guests if each.standing != "came")
    turnout = Turnout(turnup.attended, answers + turnup.attended, points)
    await campaigning.close(uow, kind=KIND, item_id=event.id, turnout=turnout)
    plan_card(uow, event)
    return turnup


def plan_work(uow: UnitOfWork, event: Event) -> None:
    """Plan what falls due because of an event; what an older version planned does nothing."""
    version, starts_at = str(event.version), event.plan.starts_at
    for ahead in REMINDERS:
        at = starts_at - ahead
        if at > uow.now:
            hours = int(ahead.total_seconds()) // 3600
            _plan(uow, event, REMIND, f"{version}:{hours}", at=at, late=ahead / 2)
    _plan(uow, event, START, version, at=starts_at)
    _plan(uow, event, END, version, at=event.ends_at + LINGERS)


def plan_card(uow: UnitOfWork, event: Event) -> None:
    """Have the card brought up to date, together with whatever else happens in these seconds."""
    slot = int(uow.now.timestamp()) // CARD_EVERY_S + 1
    at = datetime.fromtimestamp(slot * CARD_EVERY_S, uow.now.tzinfo)
    _plan(uow, event, CARD, str(slot), at=at)


def _plan(
    uow: UnitOfWork,
    event: Event,
    kind: str,
    key: str,
    *,
    at: datetime,
    late: timedelta | None = None,
) -> None:
    uow.schedule(
        Due(
            key=f"{kind}:{event.id}:{key}",
            kind=kind,
            due_at=at,
            community_id=event.community_id,
            details={"event_id": event.id, "version": event.version, "key": key},
            late_after=late,
        )
    )


async def _move_on(uow: UnitOfWork, event: Event, state: str, *before: str) -> bool:
    claimed = await uow.execute(
        update(events)
        .where(events.c.id == event.id, events.c.state.in_(before))
        .values(state=state)
    )
    return bool(claimed.rowcount)


async def _anew(uow: UnitOfWork, event_id: int) -> Event:
    found = await event_by_id(uow, event_id)
    if found is None:
        raise LookupError(event_id)
    return found


def _note(uow: UnitOfWork, event: Event, what: str, by: int | None) -> None:
    note(
        uow,
        community_id=event.community_id,
        category="settings",
        what=what,
        actor_id=by,
        chat_id=event.chat_id,
        after={"event": event.id},
    )
