"""What falls due because of chains: the card's newest look, and the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.features.chains import service
from bot.features.chains.queries import chain_by_id
from bot.features.chains.rules import Chain
from bot.features.places import Place, Places, place_of
from bot.kit.cards import look, plan_look
from bot.kit.effects import Planned
from bot.kit.unit_of_work import UnitOfWork
from handlers import chain_making, chain_texts


class ChainTeller:
    """Does what falls due because of chains."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            service.CARD: self.look,
            service.END: self.end,
            chain_making.POSTED: self.posted,
        }

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the card is."""
        details = due.details
        if details["state"] == "done" and details["sent_id"] is not None:
            chain_id = int(details["item_id"])
            chain = await service.keep_card(uow, chain_id, int(details["sent_id"]))
            if chain is not None:
                plan_look(uow, service.CARD, chain.id, chain.community_id)

    async def look(self, uow: UnitOfWork, due: Planned) -> None:
        """Bring the card up to date."""
        found = await self._found(uow, due)
        if found is None or found[0].card_id is None:
            return
        chain, place = found
        seats = await chain_making.seats_of(uow, chain)
        words, keyboard = chain_texts.card(chain, seats, place.zone)
        key = f"chain-edit:{chain.id}:{due.details['slot']}"
        uow.owe(look(key, chain.chat_id, found[0].card_id, words, keyboard))

    async def end(self, uow: UnitOfWork, due: Planned) -> None:
        """Close a chain whose time is over."""
        found = await self._found(uow, due)
        if found is not None:
            await chain_making.close(uow, found[0])

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Chain, Place] | None:
        chain = await chain_by_id(uow, int(due.details["item_id"]))
        if chain is None or chain.state == "draft":
            return None
        await self._places.read(uow, [chain.chat_id])
        place = place_of(uow, chain.chat_id)
        return None if place is None else (chain, place)
