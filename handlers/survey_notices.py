"""What falls due because of surveys: asking by DM, the card, the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import update

from bot.features.contacts.rules import Category, Written
from bot.features.contacts.service import Contact, write_all
from bot.features.places import Place, Places, place_of
from bot.features.readers import readers_of
from bot.features.surveys import keeping
from bot.features.surveys.queries import Survey, invited_among, survey_by_id
from bot.kit.effects import Due, Planned, post
from bot.kit.unit_of_work import UnitOfWork
from handlers import survey_making, survey_texts
from models.surveys import surveys

_TOLD = frozenset({Written.SENT, Written.DEFERRED})


class SurveyTeller:
    """Does what falls due because of surveys."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            keeping.ASK: self.ask,
            keeping.CLOSE: self.close,
            keeping.POSTED: self.posted,
        }

    async def ask(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask some of those who were chosen, and plan the next ones."""
        survey, place = await self._found(uow, due)
        if survey is None or place is None or not survey.is_open:
            return
        after = int(due.details["after"])
        some = await invited_among(uow, survey.id, after=after, most=keeping.AT_ONCE)
        if not some:
            return
        wanted = [_contact(survey, person_id) for person_id in some]
        became = await write_all(uow, wanted, zone=place.zone, terms=place.policy.contacts)
        await keeping.asked_more(uow, survey.id, sum(each in _TOLD for each in became.values()))
        details = {"survey_id": survey.id, "after": some[-1]}
        key = f"{keeping.ASK}:{survey.id}:{some[-1]}"
        uow.schedule(Due(key, keeping.ASK, uow.now, details, survey.community_id))

    async def close(self, uow: UnitOfWork, due: Planned) -> None:
        """Close a survey whose days are over, and tell the staff what came of it."""
        survey, place = await self._found(uow, due)
        if survey is None or not await keeping.close(uow, survey, by=None):
            return
        survey_making.close_card(uow, survey)
        if place is None:
            return
        words = await survey_making.results_of(uow, survey)
        for reader in await readers_of(uow, place, survey_making.ACT):
            uow.owe(post(f"survey-results:{survey.id}:{reader}", reader, words))

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the card is."""
        details = due.details
        if details["state"] != "done" or details["sent_id"] is None:
            return
        await uow.execute(
            update(surveys)
            .where(surveys.c.id == details["survey_id"])
            .values(card_id=details["sent_id"])
        )

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Survey | None, Place | None]:
        survey = await survey_by_id(uow, int(due.details["survey_id"]))
        if survey is None or survey.state == "draft":
            return None, None
        await self._places.read(uow, [survey.chat_id])
        place = place_of(uow, survey.chat_id)
        return survey, place if place is not None and place.standing.is_here else None


def _contact(survey: Survey, person_id: int) -> Contact:
    words, keyboard = survey_texts.invitation(survey)
    return Contact(
        key=f"survey:{survey.id}:{person_id}",
        community_id=survey.community_id,
        person_id=person_id,
        category=Category.ACTIVITIES,
        words=words,
        keyboard=keyboard,
    )
