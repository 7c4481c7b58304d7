"""What falls due because of red packets: the card's newest look, and the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.features.packets import service
from bot.features.packets.queries import packet_by_id
from bot.features.packets.rules import Packet
from bot.features.places import Place, Places, place_of
from bot.kit.cards import look, plan_look
from bot.kit.effects import Planned
from bot.kit.unit_of_work import UnitOfWork
from handlers import packets


class PacketTeller:
    """Does what falls due because of red packets."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            service.CARD: self.look,
            service.END: self.end,
            packets.POSTED: self.posted,
        }

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the card is."""
        details = due.details
        if details["state"] == "done" and details["sent_id"] is not None:
            packet_id = int(details["item_id"])
            packet = await service.keep_card(uow, packet_id, int(details["sent_id"]))
            if packet is not None:
                plan_look(uow, service.CARD, packet.id, packet.community_id)

    async def look(self, uow: UnitOfWork, due: Planned) -> None:
        """Bring the card up to date."""
        packet = await packet_by_id(uow, int(due.details["item_id"]))
        if packet is None or packet.state == "draft" or packet.card_id is None:
            return
        words, keyboard = await packets.card_of(uow, packet)
        key = f"packet-edit:{packet.id}:{due.details['slot']}"
        uow.owe(look(key, packet.chat_id, packet.card_id, words, keyboard))

    async def end(self, uow: UnitOfWork, due: Planned) -> None:
        """Close a red packet whose time is over, and give back what nobody took."""
        found = await self._found(uow, due)
        if found is not None:
            packet, place = found
            await service.close(uow, place, packet)

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Packet, Place] | None:
        packet = await packet_by_id(uow, int(due.details["item_id"]))
        if packet is None or packet.state != "open":
            return None
        await self._places.read(uow, [packet.chat_id])
        place = place_of(uow, packet.chat_id)
        return None if place is None else (packet, place)
