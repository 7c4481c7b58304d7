"""Answer a survey: come in, answer one question after another, finish.

Whoever answers has a ticket: under their name it is their id, and of an anonymous survey the hash
of a token that their own messages alone hold. That somebody has begun is kept apart from what was
answered, and nothing leads from the one to the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import update

from bot.features.members.queries import is_member
from bot.features.places import Place
from bot.features.segments.service import Held, holds
from bot.features.segments.words import Vocabulary
from bot.features.surveys.queries import Response, Survey, response_of
from bot.features.surveys.rules import (
    END,
    Answers,
    Value,
    next_question,
    packed_answers,
    ticket_of,
)
from bot.kit.collector import Tally
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork
from models.surveys import survey_invitations, survey_responses

_INVITED: Final = Tally("survey_invitations", survey_invitations, ("survey_id", "person_id"), {})
_ANSWERED: Final = Tally("survey_responses", survey_responses, ("survey_id", "ticket"), {})

WhyNot: TypeAlias = Literal["closed", "stranger", "uninvited", "again", "stale", "misfit"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why somebody cannot answer."""

    why: WhyNot
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that is to be answered next; its place is END when all is answered."""

    survey: Survey
    at: int
    token: str
    answers: Answers
    picks: tuple[int, ...] = ()


Outcome: TypeAlias = Asked | Refused


@dataclass(frozen=True, slots=True)
class Turn:
    """Who answers which survey where; the token is what an anonymous survey gave them."""

    place: Place
    survey: Survey
    vocabulary: Vocabulary
    person_id: int
    token: str = ""

    @property
    def ticket(self) -> str:
        """What their answers are kept under."""
        return ticket_of(self.token) if self.survey.is_anonymous else str(self.person_id)


async def come_in(uow: UnitOfWork, turn: Turn) -> Outcome:
    """Return the question at which somebody stands, or why they cannot answer.

    An anonymous survey gives a new token and keeps nothing of it: it counts with the first answer.
    """
    survey, person_id = turn.survey, turn.person_id
    refused = await _refused(uow, turn)
    if refused is not None:
        return refused
    if survey.is_anonymous:
        if await _invitation(uow, survey.id, person_id):
            return Refused("again")
        return Asked(survey, 0, uow.chance.seed().hex()[:22], {})
    response = await response_of(uow, survey.id, str(person_id), is_held=True)
    if response is None:
        return Asked(survey, 0, "", {})
    if response.is_complete:
        return Refused("again")
    at = next_question(survey.questions, response.answers)
    await _keep(uow, survey, replace(response, asked_at=uow.now))
    return Asked(survey, at, "", response.answers, response.picks)


async def answer(uow: UnitOfWork, turn: Turn, at: int, value: Value) -> Outcome:
    """Keep an answer to the question at hand, and return the next one."""
    survey = turn.survey
    response = await _response(uow, turn)
    if isinstance(response, Refused):
        return response
    if next_question(survey.questions, response.answers) != at:
        return Refused("stale")
    if not survey.questions[at].takes(value):
        return Refused("misfit")
    answers = {**response.answers, at: value.strip() if isinstance(value, str) else value}
    goes = next_question(survey.questions, answers)
    changes: dict[str, Any] = {"answers": answers, "picks": (), "is_complete": goes == END}
    await _keep(uow, survey, replace(response, asked_at=uow.now, **changes))
    return Asked(survey, goes, turn.token, answers)


async def pick(uow: UnitOfWork, turn: Turn, at: int, option: int) -> Outcome:
    """Choose an option of a question that takes several, or take the choice back."""
    survey = turn.survey
    response = await _response(uow, turn)
    if isinstance(response, Refused):
        return response
    if next_question(survey.questions, response.answers) != at:
        return Refused("stale")
    if not 0 <= option < len(survey.questions[at].options):
        return Refused("misfit")
    picks = tuple(sorted(set(response.picks) ^ {option}))
    await _keep(uow, survey, replace(response, picks=picks, asked_at=uow.now))
    return Asked(survey, at, turn.token, response.answers, picks)


async def conclude(uow: UnitOfWork, turn: Turn, at: int) -> Outcome:
    """Take the options that were chosen as the answer."""
    response = await _response(uow, turn)
    if isinstance(response, Refused):
        return response
    return await answer(uow, turn, at, response.picks)


async def _refused(uow: UnitOfWork, turn: Turn) -> Refused | None:
    survey, person_id = turn.survey, turn.person_id
    if not survey.is_open:
        return Refused("closed")
    if not await is_member(uow, survey.community_id, person_id):
        return Refused("stranger")
    if survey.only is not None and survey.is_posted:
        held = await holds(uow, turn.place.scope(uow.now), turn.vocabulary, survey.only, person_id)
        if not held.is_in:
            return Refused("uninvited", held)
    if not survey.is_posted and await _invitation(uow, survey.id, person_id) is None:
        return Refused("uninvited")
    return None


async def _response(uow: UnitOfWork, turn: Turn) -> Response | Refused:
    """Return what was answered so far under a ticket; with the first answer it comes to be."""
    survey = turn.survey
    if not survey.is_open:
        return Refused("closed")
    if survey.is_anonymous and not turn.token:
        return Refused("stale")
    key = turn.ticket
    found = await response_of(uow, survey.id, key, is_held=True)
    if found is not None:
        return Refused("again") if found.is_complete else found
    refused = await _refused(uow, turn)
    if refused is not None:
        return refused
    if not await _begin(uow, turn):
        # Two presses at once: the other one came in first.
        found = await response_of(uow, survey.id, key, is_held=True)
        return Refused("again") if found is None or found.is_complete else found
    person_id = None if survey.is_anonymous else turn.person_id
    asked_at = None if survey.is_anonymous else uow.now
    row: dict[str, Any] = {"survey_id": survey.id, "ticket": key, "person_id": person_id}
    row |= {"answers": {}, "picks": [], "is_complete": False, "asked_at": asked_at}
    await uow.execute(_ANSWERED.statement(uow.dialect), [row])
    return Response(key, person_id, {}, (), is_complete=False, asked_at=asked_at)


async def _begin(uow: UnitOfWork, turn: Turn) -> bool:
    """Keep that somebody has begun; False if they had."""
    survey, person_id = turn.survey, turn.person_id
    row = {
        "survey_id": survey.id,
        "person_id": person_id,
        "asked_on": local_day(uow.now, turn.place.zone),
        "has_begun": False,
    }
    await uow.execute(_INVITED.statement(uow.dialect), [row])
    begun = await uow.execute(
        update(survey_invitations)
        .where(
            survey_invitations.c.survey_id == survey.id,
            survey_invitations.c.person_id == person_id,
            survey_invitations.c.has_begun.is_(False),
        )
        .values(has_begun=True)
    )
    return bool(begun.rowcount)


async def _invitation(uow: UnitOfWork, survey_id: int, person_id: int) -> bool | None:
    found = await uow.execute(
        survey_invitations.select().where(
            survey_invitations.c.survey_id == survey_id,
            survey_invitations.c.person_id == person_id,
        )
    )
    row = found.first()
    return None if row is None else bool(row.has_begun)


async def _keep(uow: UnitOfWork, survey: Survey, response: Response) -> None:
    values: Mapping[str, Any] = {
        "answers": packed_answers(response.answers),
        "picks": list(response.picks),
        "is_complete": response.is_complete,
        "asked_at": None if survey.is_anonymous else response.asked_at,
    }
    await uow.execute(
        update(survey_responses)
        .where(
            survey_responses.c.survey_id == survey.id,
            survey_responses.c.ticket == response.ticket,
        )
        .values(values)
    )
