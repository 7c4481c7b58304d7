"""What falls due because of events: the card, reminders, changes, the beginning and the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import update

from bot.features.contacts.rules import Category
from bot.features.events import attending, keeping, seats
from bot.features.events.queries import event_by_id
from bot.features.events.rules import Event
from bot.features.members.queries import names_of, reachable_among
from bot.features.places import Place, Places, place_of
from bot.features.readers import readers_of
from bot.kit.effects import Planned, Priority, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns, event_making, event_posts, event_texts, waiting
from models.events import events


class EventTeller:
    """Does what falls due because of events."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            event_posts.POSTED: self.posted,
            keeping.CARD: self.card,
            keeping.REMIND: self.remind,
            keeping.CHANGED: self.changed,
            keeping.START: self.start,
            keeping.END: self.end,
            event_making.ASKED: waiting.lapse,
        }

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the card is."""
        details = due.details
        if details["state"] != "done" or details["sent_id"] is None:
            return
        await uow.execute(
            update(events)
            .where(events.c.id == details["event_id"])
            .values(card_id=details["sent_id"])
        )
        event = await event_by_id(uow, int(details["event_id"]))
        if event is not None:
            keeping.plan_card(uow, event)

    async def card(self, uow: UnitOfWork, due: Planned) -> None:
        """Bring the card up to date; a seat that somebody forgotten had goes on."""
        found = await self._found(uow, due)
        if found is None:
            return
        event, place = found
        if event.state == "open":
            await seats.move_up(uow, place, event)
        await event_posts.edit_card(uow, place, event, str(due.details["key"]))

    async def remind(self, uow: UnitOfWork, due: Planned) -> None:
        """Remind those who go: by DM, and in one line for those who cannot be written to."""
        found = await self._newest(uow, due)
        if found is None or found[0].state != "open":
            return
        event, place = found
        await seats.move_up(uow, place, event)
        hours = str(due.details["key"]).rpartition(":")[2]
        head = Text("event-reminder", title=event.plan.title, hours=int(hours))
        when = event_texts.when(event.plan, place.zone)
        words = Lines(head, when, *event_texts.where(event.plan))
        key = f"remind:{due.details['key']}"
        if not await event_posts.tell_guests(
            uow, place, event, words, key=key, category=Category.REMINDERS
        ):
            event_posts.tell_group(uow, event, Lines(head, when), key)

    async def changed(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell those who go, or wait to, that the time or the place is another; once."""
        found = await self._newest(uow, due)
        if found is None or not found[0].is_on:
            return
        event, place = found
        head = Text("event-changed", title=event.plan.title)
        when, key = event_texts.when(event.plan, place.zone), f"changed:{event.version}"
        words = Lines(head, when, *event_texts.where(event.plan))
        if not await event_posts.tell_guests(
            uow, place, event, words, key=key, standings=("going", "waiting")
        ):
            where = [Text("event-place", place=event.plan.place)] if event.plan.place else []
            event_posts.tell_group(uow, event, Lines(head, when, *where), key)

    async def start(self, uow: UnitOfWork, due: Planned) -> None:
        """Say that it begins, and tell whoever holds it what is to be said there."""
        found = await self._newest(uow, due)
        if found is None or not await keeping.start(uow, found[0]):
            return
        event, place = found
        keeping.plan_card(uow, event)
        event_posts.tell_group(uow, event, Text("event-begins", title=event.plan.title), "begins")
        code = Text("event-code", title=event.plan.title, code=event.plan.code)
        for reader in await _hosts(uow, place, event):
            uow.owe(
                post(
                    f"event-code:{event.id}:{reader}",
                    reader,
                    code,
                    person_id=reader if reader > 0 else None,
                    priority=Priority.ANSWER,
                )
            )

    async def end(self, uow: UnitOfWork, due: Planned) -> None:
        """Close it: thanks and stars in the group, who came for the staff."""
        found = await self._newest(uow, due)
        if found is None:
            return
        event, place = found
        points = await attending.given_out(uow, event)
        turnup = await keeping.finish(uow, event, points=points)
        if turnup is None:
            return
        over = Text("event-over-group", title=event.plan.title, n=turnup.attended)
        words = Lines(over, campaigns.rating_ask())
        event_posts.tell_group(uow, event, words, "over", campaigns.rating_row("event", event.id))
        everybody = {*turnup.came, *turnup.besides, *turnup.missing}
        recap = event_texts.recap(event, turnup, await names_of(uow, everybody), points)
        for reader in await readers_of(uow, place, event_making.ACT):
            uow.owe(
                post(
                    f"event-recap:{event.id}:{reader}",
                    reader,
                    recap,
                    person_id=reader if reader > 0 else None,
                )
            )

    async def _newest(self, uow: UnitOfWork, due: Planned) -> tuple[Event, Place] | None:
        """Return the event, unless its time or place has changed since this was planned."""
        found = await self._found(uow, due)
        return found if found and found[0].version == due.details["version"] else None

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Event, Place] | None:
        event = await event_by_id(uow, int(due.details["event_id"]))
        if event is None or event.state == "draft":
            return None
        await self._places.read(uow, [event.chat_id])
        place = place_of(uow, event.chat_id)
        return None if place is None or not place.standing.is_here else (event, place)


async def _hosts(uow: UnitOfWork, place: Place, event: Event) -> list[int]:
    """Return who is told the code: whoever made it, or else the staff."""
    if event.made_by is not None and await reachable_among(uow, {event.made_by}):
        return [event.made_by]
    return await readers_of(uow, place, event_making.ACT)
