"""What the staff hear of a campaign: its report card, and once more when the ratings are in."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.features.campaigns import service
from bot.features.campaigns.queries import report_of
from bot.features.campaigns.rules import Campaign, Report
from bot.features.members.queries import reachable_among
from bot.features.places import Place, Places, place_of, staff_chats
from bot.features.readers import readers_of
from bot.kit.effects import Delivery, Planned, Priority, Then, post
from bot.kit.texts import Lines, Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns

POSTED: Final = "campaigns.posted"


class CampaignTeller:
    """Tells the staff what came of a campaign, and once more when the ratings are in."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            service.REPORT: self.tell,
            service.SUM_UP: self.sum_up,
            POSTED: self.posted,
        }

    async def tell(self, uow: UnitOfWork, due: Planned) -> None:
        """Post the report card where the staff, or whoever made it, read it."""
        found = await self._found(uow, due)
        if found is None:
            return
        report, place = found
        words = campaigns.report_lines(report, place.zone)
        for chat_id in await _readers(uow, place, report.campaign):
            uow.owe(
                post(
                    f"campaign-report:{report.campaign.id}:{chat_id}",
                    chat_id,
                    Lines(*words.texts, Text("campaign-rating-soon")),
                    person_id=chat_id if chat_id > 0 else None,
                    then=Then(POSTED, {"campaign_id": report.campaign.id, "chat_id": chat_id}),
                )
            )

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the report card is."""
        sent_id = due.details["sent_id"]
        if due.details["state"] == "done" and sent_id is not None:
            ours = int(due.details["campaign_id"]), int(due.details["chat_id"])
            await service.keep_card(uow, *ours, int(sent_id))

    async def sum_up(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep what the ratings come to, and bring the report card up to date."""
        cards = await service.sum_up(uow, int(due.details["campaign_id"]))
        found = await self._found(uow, due)
        if found is None:
            return
        report, place = found
        for chat_id, message_id in cards:
            words = campaigns.report_lines(report, place.zone)
            uow.owe(
                Delivery(
                    key=f"campaign-edit:{report.campaign.id}:{chat_id}:{message_id}",
                    chat_id=chat_id,
                    method="editMessageText",
                    arguments={"message_id": message_id, "words": pack(words)},
                    is_repeatable=True,
                    priority=Priority.CHATTER,
                    person_id=chat_id if chat_id > 0 else None,
                )
            )

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Report, Place] | None:
        report = await report_of(uow, int(due.details["campaign_id"]))
        if report is None:
            return None
        await self._places.read(uow, [report.campaign.chat_id])
        place = place_of(uow, report.campaign.chat_id)
        return None if place is None else (report, place)


async def _readers(uow: UnitOfWork, place: Place, campaign: Campaign) -> list[int]:
    rooms = await staff_chats(uow, place.community_id)
    maker = campaign.made_by
    if rooms or maker is None or not place.allows(maker, campaigns.ACT):
        return rooms or await readers_of(uow, place, campaigns.ACT)
    return (
        [maker]
        if await reachable_among(uow, {maker})
        else await readers_of(uow, place, campaigns.ACT)
    )
