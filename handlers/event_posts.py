"""What is posted of an event: its live card, and what those who go are told."""

from collections.abc import Sequence
from typing import Final

from bot.features.contacts.rules import Category
from bot.features.events import seats
from bot.features.events.queries import guests_of
from bot.features.events.rules import Event, Standing
from bot.features.members.queries import names_of
from bot.features.places import Place
from bot.kit.effects import Delivery, Keyboard, Priority, Then, pack_keyboard, post
from bot.kit.texts import Lines, Text, Words, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import event_texts

POSTED: Final = "events.posted"


async def post_card(uow: UnitOfWork, place: Place, event: Event) -> None:
    """Post the live card of an event that has just begun."""
    words, keyboard = await card_of(uow, place, event)
    uow.owe(
        post(
            f"event-card:{event.id}",
            event.chat_id,
            words,
            keyboard=keyboard,
            thread_id=event.thread_id,
            then=Then(POSTED, {"event_id": event.id}),
        )
    )


async def edit_card(uow: UnitOfWork, place: Place, event: Event, key: str) -> None:
    """Bring the live card up to date."""
    if event.card_id is None:
        return
    words, keyboard = await card_of(uow, place, event)
    arguments = {"message_id": event.card_id, "words": pack(words)}
    if keyboard:
        arguments["keyboard"] = pack_keyboard(keyboard)
    uow.owe(
        Delivery(
            key=f"event-edit:{event.id}:{key}",
            chat_id=event.chat_id,
            method="editMessageText",
            arguments=arguments,
            is_repeatable=True,
            priority=Priority.CHATTER,
        )
    )


async def card_of(uow: UnitOfWork, place: Place, event: Event) -> tuple[Lines, Keyboard]:
    """Return the card as it stands."""
    guests = await guests_of(uow, event.id)
    names = await names_of(uow, {each.person_id for each in guests})
    return event_texts.card(event, guests, names, place.zone)


async def tell_guests(
    uow: UnitOfWork,
    place: Place,
    event: Event,
    words: Words,
    *,
    key: str,
    standings: Sequence[Standing] = ("going",),
    category: Category = Category.ACTIVITIES,
) -> bool:
    """Write to those who go; whether it reaches all of them."""
    people = [
        each.person_id for each in await guests_of(uow, event.id) if each.standing in standings
    ]
    missed = await seats.tell(uow, place, event, people, words, key=key, category=category)
    return not missed


def tell_group(
    uow: UnitOfWork, event: Event, words: Words, key: str, keyboard: Keyboard = ()
) -> None:
    """Say something where the card stands, in answer to it."""
    uow.owe(
        post(
            f"event-{key}:{event.id}",
            event.chat_id,
            words,
            keyboard=keyboard,
            thread_id=event.thread_id,
            reply_to=event.card_id,
        )
    )


def cancelled(event: Event, place: Place) -> Lines:
    """Say that an event does not take place."""
    title = Text("event-cancelled", title=event.plan.title)
    return Lines(title, event_texts.when(event.plan, place.zone))
