"""Where staff is shown complaints: a card for each reader, kept up to date as work falls due."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, Final

from bot.features.complaints.deciding import IDLE, free_idle, reopen
from bot.features.complaints.heat import KIND as HEAT
from bot.features.complaints.intake import LAPSES, lapse
from bot.features.complaints.kept import Complaint
from bot.features.complaints.posts import (
    is_anywhere,
    keep_edited,
    remember_sent,
    show_media,
    take_place,
)
from bot.features.complaints.queries import (
    cards_of,
    complainants_of,
    complaint_by_id,
    complaint_of_case,
)
from bot.features.complaints.rules import link_to
from bot.features.complaints.service import SHOWS
from bot.features.complaints.thanking import thank
from bot.features.members.queries import names_of
from bot.features.places import Place, Places, place_of
from bot.features.readers import deciders_of, readers_of
from bot.kit.effects import Button, Due, Planned, Priority, Then, post
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.case_texts import person
from handlers.complaint_cards import card_of
from models.complaints import complaint_cards

CARDED: Final = "complaint-carded"
# How often, and for how long, nobody being there to be shown a complaint is looked into again.
AGAIN: Final = timedelta(hours=1)
MOST_TRIES: Final = 48


class Cards:
    """Shows complaints to those who may decide about them."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> dict[str, Any]:
        """Return who does which kind of due work around complaints."""
        return {
            SHOWS: self.on_shows,
            CARDED: self.on_carded,
            IDLE: self.on_idle,
            LAPSES: self.on_lapses,
            HEAT: self.on_heat,
        }

    async def on_shows(self, uow: UnitOfWork, due: Planned) -> None:
        """Show a complaint as it stands; where nobody can be reached, again in an hour."""
        complaint_id, tries = int(due.details["complaint_id"]), int(due.details.get("tries", 0))
        if await self.show(uow, complaint_id) or tries >= MOST_TRIES:
            return
        details = {"complaint_id": complaint_id, "tries": tries + 1}
        key = f"{SHOWS}:{complaint_id}:again:{tries}"
        uow.schedule(Due(key, SHOWS, uow.now + AGAIN, details))

    async def on_carded(self, uow: UnitOfWork, due: Planned) -> None:
        """Remember where a card hangs, bring it up to date, and go elsewhere where it cannot."""
        complaint = await complaint_by_id(uow, int(due.details["complaint_id"]))
        if complaint is None:
            return
        of_it = complaint_cards.c.complaint_id == complaint.id
        if due.details["state"] == "done":
            shown = await cards_of(uow, complaint.id)
            keys = {card.chat_id: _key(complaint.id, card.chat_id) for card in shown}
            await remember_sent(uow, complaint_cards, of_it, keys)
            if complaint.state != "open" or complaint.asked_by is not None:
                await self.show(uow, complaint.id)
        elif not await is_anywhere(uow, complaint_cards, of_it):
            await self._show_by_dm(uow, complaint)

    async def on_idle(self, uow: UnitOfWork, due: Planned) -> None:
        """Free a complaint of which nothing came, and tell whoever reads the card, once."""
        complaint_id = int(due.details["complaint_id"])
        before = await complaint_by_id(uow, complaint_id)
        freed = await free_idle(uow, complaint_id, str(due.details["claimed_at"]))
        if freed is None or before is None:
            return
        await self.show(uow, complaint_id)
        names = await names_of(uow, {before.claimed_by or 0})
        told = Text(
            "complaint-idle",
            number=complaint_id,
            name=person(before.claimed_by or 0, names),
        )
        for card in await cards_of(uow, complaint_id):
            key = f"complaint:{complaint_id}:idle:{card.chat_id}:{uow.stamp()}"
            uow.owe(post(key, card.chat_id, told, reply_to=card.message_id))

    async def on_case_settled(self, uow: UnitOfWork, due: Planned) -> None:
        """Thank for a complaint whose case was carried out; open it again where it was not."""
        case_id = int(due.details["case_id"])
        if due.details["state"] == "done":
            complaint = await complaint_of_case(uow, case_id)
            if complaint is not None:
                await thank(uow, complaint)
        else:
            complaint = await reopen(uow, case_id)
        if complaint is not None:
            await self.show(uow, complaint.id)

    async def on_lapses(self, uow: UnitOfWork, due: Planned) -> None:
        """Let a complaint go whose words never came."""
        await lapse(uow, int(due.details["complaint_id"]))

    async def on_heat(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the staff quietly of a quarrel, with the way there; nothing else is done."""
        chat_id, message_id = int(due.details["chat_id"]), int(due.details["message_id"])
        await self._places.read(uow, [chat_id])
        place = place_of(uow, chat_id)
        if place is None:
            return
        link = link_to(chat_id, message_id, place.username)
        keyboard = ((Button(Text("complaint-open"), url=link),),) if link else ()
        for reader in await readers_of(uow, place, "complaint.triage"):
            key = f"heat:{chat_id}:{message_id}:{reader}"
            told = Text("heat-rises", chat=place.title)
            uow.owe(post(key, reader, told, keyboard=keyboard, expires_at=uow.now + AGAIN))

    async def show(self, uow: UnitOfWork, complaint_id: int) -> bool:
        """Show a complaint, or bring its cards up to date; False where nobody can be shown it."""
        complaint = await complaint_by_id(uow, complaint_id)
        place = None if complaint is None else await self.place_of(uow, complaint)
        if complaint is None or place is None:
            return False
        cards = await cards_of(uow, complaint_id)
        if not cards:
            readers = await readers_of(
                uow,
                place,
                "complaint.triage",
                besides=await self._besides(uow, complaint),
                is_for_heads=complaint.is_for_heads,
            )
            await self._post(uow, complaint, place, readers)
            return bool(readers)
        words, keyboard = await card_of(uow, complaint, place)
        for card in cards:
            if card.message_id is not None:
                await keep_edited(uow, card.chat_id, card.message_id, words, keyboard)
        return True

    async def place_of(self, uow: UnitOfWork, complaint: Complaint) -> Place | None:
        """Return the place whose staff a complaint is for: a private one's is the main group."""
        if complaint.kind != "private":
            await self._places.read(uow, [complaint.chat_id])
            return place_of(uow, complaint.chat_id)
        found = [
            place
            for place in await self._places.of_community(uow, complaint.community_id)
            if not place.is_back_room and place.chat_kind != "channel"
        ]
        found.sort(key=lambda place: (place.chat_kind != "main", place.chat_id))
        return next(iter(found), None)

    async def _besides(self, uow: UnitOfWork, complaint: Complaint) -> set[int]:
        # Nobody judges in their own matter, on whichever side of it.
        besides = {complaint.person_id} if complaint.person_id else set()
        if complaint.kind == "private":
            besides |= set(await complainants_of(uow, complaint.id))
        return besides

    async def _show_by_dm(self, uow: UnitOfWork, complaint: Complaint) -> None:
        place = await self.place_of(uow, complaint)
        if place is None or complaint.state == "closed":
            return
        shown = {card.chat_id for card in await cards_of(uow, complaint.id)}
        readers = await deciders_of(
            uow,
            place,
            "complaint.triage",
            besides=await self._besides(uow, complaint) | shown,
            is_for_heads=complaint.is_for_heads,
        )
        await self._post(uow, complaint, place, readers[:1])

    async def _post(
        self, uow: UnitOfWork, complaint: Complaint, place: Place, readers: Sequence[int]
    ) -> None:
        if not readers:
            return
        words, keyboard = await card_of(uow, complaint, place)
        for chat_id in readers:
            await take_place(
                uow, complaint_cards, {"complaint_id": complaint.id, "chat_id": chat_id}
            )
            uow.owe(
                post(
                    _key(complaint.id, chat_id),
                    chat_id,
                    words,
                    keyboard=keyboard,
                    person_id=complaint.person_id,
                    then=Then(CARDED, {"complaint_id": complaint.id}),
                    priority=Priority.ANSWER,
                )
            )
            if complaint.proof is not None:
                key = f"{_key(complaint.id, chat_id)}:media"
                part, person_id = complaint.proof.part, complaint.person_id
                show_media(uow, key, chat_id, part, person_id=person_id)


def in_turn(*concerned: Callable[[UnitOfWork, Any], Awaitable[None]]) -> Any:
    """Let several have a piece of due work, one after another, in one transaction."""

    async def attend(uow: UnitOfWork, due: Planned) -> None:
        for work in concerned:
            await work(uow, due)

    return attend


def _key(complaint_id: int, chat_id: int) -> str:
    return f"complaint:{complaint_id}:card:{chat_id}"
