"""What falls due because of giveaways: the card, the file, who cannot be reached, the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import update

from bot.features.giveaways import service
from bot.features.giveaways.queries import giveaway_by_id
from bot.features.giveaways.rules import Giveaway
from bot.features.places import Place, Places, place_of
from bot.kit.cards import look, plan_look
from bot.kit.effects import Priority, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import giveaway_making, giveaway_texts, giveaways
from models.dues import dues


class GiveawayTeller:
    """Does what falls due because of giveaways."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            service.CARD: self.look,
            service.END: self.end,
            service.HELD: self.let_go,
            giveaways.DELIVERED: self.delivered,
            giveaway_making.POSTED: self.posted,
            giveaway_making.TAKES: self.take_file,
        }

    async def posted(self, uow: UnitOfWork, due: Any) -> None:
        """Keep which message the card is."""
        details = due.details
        if details["state"] == "done" and details["sent_id"] is not None:
            giveaway_id = int(details["item_id"])
            kept = await service.keep_card(uow, giveaway_id, int(details["sent_id"]))
            if kept is not None:
                plan_look(uow, service.CARD, kept.id, kept.community_id)

    async def look(self, uow: UnitOfWork, due: Any) -> None:
        """Bring the card up to date."""
        found = await self._found(uow, due)
        if found is None or found[0].card_id is None:
            return
        giveaway, place = found
        link = f"https://t.me/{self._places.own_name}?start={giveaway_texts.LINK}{giveaway.id}"
        words, keyboard = giveaway_texts.card(giveaway, place.zone, link)
        key = f"giveaway-edit:{giveaway.id}:{due.details['slot']}"
        uow.owe(look(key, giveaway.chat_id, found[0].card_id, words, keyboard))

    async def end(self, uow: UnitOfWork, due: Any) -> None:
        """Close a giveaway whose time is over."""
        found = await self._found(uow, due)
        if found is not None:
            await service.close(uow, found[0])

    async def delivered(self, uow: UnitOfWork, due: Any) -> None:
        """Hold a piece for whom the news could not be sent to."""
        giveaway = await giveaway_by_id(uow, int(due.details["item_id"]))
        if giveaway is not None and due.details["state"] != "done":
            holder = int(due.details["holder"])
            await service.hold(uow, giveaway, int(due.details["number"]), holder)

    async def let_go(self, uow: UnitOfWork, due: Any) -> None:
        """Return a piece that waited long enough for somebody."""
        giveaway = await giveaway_by_id(uow, int(due.details["item_id"]))
        if giveaway is not None:
            holder = int(due.details["holder"])
            await service.let_go(uow, giveaway, int(due.details["number"]), holder)

    async def take_file(self, uow: UnitOfWork, due: Any) -> None:
        """Draft a giveaway with the codes of a file, and show its maker how it would be."""
        details = dict(due.details)
        content = uow.seal.open(details.pop("content", None) or "")
        await uow.execute(update(dues).where(dues.c.key == due.key).values(details=details))
        maker = int(details["person_id"])
        await self._places.read(uow, [int(details["chat_id"])])
        place = place_of(uow, int(details["chat_id"]))
        if place is None or not place.allows(maker, giveaway_making.ACT):
            return
        words: Any = Text("giveaway-file-failed", why=details.get("failure") or "?")
        keyboard: Any = ()
        if content is not None and details.get("state") == "done":
            try:
                words, keyboard = await giveaway_making.checked_file(
                    uow, place, details["said"], details["title"], content, by=maker
                )
            except Refusal as refusal:
                words = refusal.why
        key = f"giveaway-file:{due.key}"
        answer = Priority.ANSWER
        uow.owe(post(key, maker, words, keyboard=keyboard, person_id=maker, priority=answer))

    async def _found(self, uow: UnitOfWork, due: Any) -> tuple[Giveaway, Place] | None:
        giveaway = await giveaway_by_id(uow, int(due.details["item_id"]))
        if giveaway is None or giveaway.state == "draft":
            return None
        await self._places.read(uow, [giveaway.chat_id])
        place = place_of(uow, giveaway.chat_id)
        return None if place is None else (giveaway, place)
