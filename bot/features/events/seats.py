"""Seats: an answer takes one or waits for one; whoever gives one back lets the first move up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.contacts.rules import Category, Written
from bot.features.contacts.service import Contact, write_all
from bot.features.events.keeping import plan_card
from bot.features.events.queries import guest_of, held
from bot.features.events.rules import Answer, Event, Standing, moving_up, standing_for, wall
from bot.features.facts import MemberLeft
from bot.features.members.queries import names_of
from bot.features.places import Place, place_of
from bot.features.segments.service import holds
from bot.features.segments.words import Vocabulary
from bot.kit.effects import post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text, Words
from bot.kit.unit_of_work import UnitOfWork
from models.dues import dues
from models.events import event_guests, events


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody is to an event now, and how many wait before them."""

    standing: Standing
    before: int = 0
    is_new: bool = True


async def answer(
    uow: UnitOfWork,
    place: Place,
    event: Event,
    person_id: int,
    wanted: Answer,
    *,
    vocabulary: Vocabulary,
) -> Answered:
    """Take in whether somebody comes: a seat, or a place in the line where there is none left.

    Raises:
        Refusal: for an event that is over, or that is not meant for them.
    """
    found = await held(uow, event.id)
    if found is None or not found.is_on:
        raise Refusal(Text("event-over", title=event.plan.title))
    before = await guest_of(uow, event.id, person_id)
    was = None if before is None else before.standing
    if wanted == "going" and was not in {"going", "waiting"}:
        await _require(uow, place, found, person_id, vocabulary)
    standing = standing_for(wanted, was, left=await _left(uow, found))
    is_new = standing != was
    if is_new:
        await _write(uow, found, person_id, standing)
        if was == "going":
            await move_up(uow, place, found)
        plan_card(uow, found)
    line = await _waiting(uow, found) if standing == "waiting" else []
    return Answered(standing, line.index(person_id) if person_id in line else 0, is_new)


async def move_up(uow: UnitOfWork, place: Place, event: Event) -> tuple[int, ...]:
    """Give free seats to those who have waited longest, and tell them."""
    waiting = await _waiting(uow, event)
    lucky = moving_up(waiting, left=await _left(uow, event)) if waiting else ()
    for person_id in lucky:
        await _write(uow, event, person_id, "going")
    if lucky:
        plan_card(uow, event)
        words = Text(
            "event-moved-up", title=event.plan.title, at=wall(event.plan.starts_at, place.zone)
        )
        missed = await tell(uow, place, event, lucky, words, key=f"up:{uow.stamp()}")
        await _tell_in_group(uow, event, missed)
    return lucky


async def tell(
    uow: UnitOfWork,
    place: Place,
    event: Event,
    people: Sequence[int],
    words: Words,
    *,
    key: str,
    category: Category = Category.ACTIVITIES,
) -> tuple[int, ...]:
    """Write to people by DM; returns whom it does not reach now, who are told otherwise."""
    wanted = [
        Contact(
            key=f"event:{event.id}:{person_id}:{key}",
            community_id=event.community_id,
            person_id=person_id,
            category=category,
            words=words,
        )
        for person_id in people
    ]
    became = await write_all(uow, wanted, zone=place.zone, terms=place.policy.contacts)
    # Put off, it would come when it is no news any more.
    put_off = [f"contact:{name}:0" for name, how in became.items() if how is Written.DEFERRED]
    if put_off:
        await uow.execute(
            update(dues).where(dues.c.key.in_(put_off)).values(state="done", settled_at=uow.now)
        )
    return tuple(each.person_id for each in wanted if became[each.key] is not Written.SENT)


async def saw_departure(uow: UnitOfWork, fact: MemberLeft) -> None:
    """Give back the seats of somebody who left the group."""
    place = None if fact.chat_id is None else place_of(uow, fact.chat_id)
    if place is None:
        return
    found = await uow.execute(
        select(events.c.id, event_guests.c.answer)
        .join(event_guests, event_guests.c.event_id == events.c.id)
        .where(
            events.c.chat_id == fact.chat_id,
            events.c.state == "open",
            event_guests.c.person_id == fact.person_id,
            event_guests.c.answer != "not",
        )
    )
    for row in found.all():
        event = await held(uow, row.id)
        if event is None:
            continue
        await _write(uow, event, fact.person_id, "not")
        plan_card(uow, event)
        if row.answer == "going":
            await move_up(uow, place, event)


async def _require(
    uow: UnitOfWork, place: Place, event: Event, person_id: int, vocabulary: Vocabulary
) -> None:
    if event.plan.only is None:
        return
    scope = place.scope(uow.now)
    found = await holds(uow, scope, vocabulary, event.plan.only, person_id)
    if not found.is_in:
        raise Refusal(Text("event-not-for-you", only=event.plan.only))


async def _left(uow: UnitOfWork, event: Event) -> int | None:
    if event.plan.capacity is None:
        return None
    found = await uow.execute(
        select(func.count()).where(
            event_guests.c.event_id == event.id, event_guests.c.answer == "going"
        )
    )
    return event.plan.capacity - int(found.scalar_one())


async def _waiting(uow: UnitOfWork, event: Event) -> list[int]:
    found = await uow.execute(
        select(event_guests.c.person_id)
        .where(event_guests.c.event_id == event.id, event_guests.c.answer == "waiting")
        .order_by(event_guests.c.at, event_guests.c.turn, event_guests.c.person_id)
    )
    return list(found.scalars())


async def _write(uow: UnitOfWork, event: Event, person_id: int, standing: Standing) -> None:
    last = select(func.coalesce(func.max(event_guests.c.turn), 0) + 1).where(
        event_guests.c.event_id == event.id
    )
    values: dict[str, Any] = {
        "answer": standing,
        "at": uow.now,
        "turn": last.scalar_subquery(),
    }
    insert = sqlite_insert if uow.dialect == "sqlite" else postgresql_insert
    await uow.execute(
        insert(event_guests)
        .values(event_id=event.id, person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["event_id", "person_id"], set_=values)
    )


async def _tell_in_group(uow: UnitOfWork, event: Event, people: Sequence[int]) -> None:
    names = await names_of(uow, set(people))
    if names:
        words = Text("event-moved-up-group", names=", ".join(names.values()))
        key = f"event-up:{event.id}:{uow.stamp()}"
        uow.owe(post(key, event.chat_id, words, thread_id=event.thread_id, reply_to=event.card_id))
