"""Surveys as they stand: which there are, who was asked, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Integer, Row, Select, cast, exists, func, select

from bot.features.campaigns.rules import Objective, unpacked
from bot.features.surveys.rules import Answers, Question, answers_of, question_of
from bot.kit.unit_of_work import UnitOfWork
from models.members import people
from models.surveys import survey_invitations, survey_responses, surveys

MOST_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey."""

    id: int
    community_id: int
    key: str
    title: str
    chat_id: int
    thread_id: int | None
    questions: tuple[Question, ...]
    is_anonymous: bool
    is_posted: bool
    sample: int
    rest_days: int
    only: str | None
    days: int
    state: str
    asked: int
    card_id: int | None
    made_by: int | None
    closes_at: datetime | None
    objective: Objective | None

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Response:
    """What somebody answered so far."""

    ticket: str
    person_id: int | None
    answers: Answers
    picks: tuple[int, ...]
    is_complete: bool
    asked_at: datetime | None


async def survey_by_id(uow: UnitOfWork, survey_id: int) -> Survey | None:
    """Return a survey by its number."""
    found = await uow.execute(select(surveys).where(surveys.c.id == survey_id))
    row = found.first()
    return None if row is None else _drawn(row)


async def survey_named(uow: UnitOfWork, community_id: int, key: str) -> Survey | None:
    """Return a community's survey by its word."""
    found = await uow.execute(
        select(surveys).where(
            surveys.c.community_id == community_id, surveys.c.key == key.casefold()
        )
    )
    row = found.first()
    return None if row is None else _drawn(row)


async def surveys_of(uow: UnitOfWork, community_id: int) -> list[Survey]:
    """Return a community's surveys, drafts aside, the newest first."""
    found = await uow.execute(
        select(surveys)
        .where(surveys.c.community_id == community_id, surveys.c.state != "draft")
        .order_by(surveys.c.id.desc())
        .limit(MOST_LISTED)
    )
    return [_drawn(row) for row in found]


async def response_of(
    uow: UnitOfWork, survey_id: int, ticket: str, *, is_held: bool = False
) -> Response | None:
    """Return what was answered under a ticket; held, nobody else changes it before the commit."""
    found = select(survey_responses).where(
        survey_responses.c.survey_id == survey_id, survey_responses.c.ticket == ticket
    )
    row = (await uow.execute(found.with_for_update() if is_held else found)).first()
    return None if row is None else _answered(row)


async def responses_of(uow: UnitOfWork, survey_id: int) -> list[Response]:
    """Return everybody's answers to a survey, in an order that tells nothing."""
    found = await uow.execute(
        select(survey_responses)
        .where(survey_responses.c.survey_id == survey_id)
        .order_by(survey_responses.c.ticket)
    )
    return [_answered(row) for row in found]


async def waiting_for(uow: UnitOfWork, person_id: int) -> tuple[Survey, Response] | None:
    """Return the survey whose question somebody was asked last under their name."""
    found = await uow.execute(
        select(survey_responses)
        .join(surveys, surveys.c.id == survey_responses.c.survey_id)
        .where(
            survey_responses.c.person_id == person_id,
            survey_responses.c.is_complete.is_(False),
            survey_responses.c.asked_at.is_not(None),
            surveys.c.state == "open",
        )
        .order_by(survey_responses.c.asked_at.desc())
        .limit(1)
    )
    row = found.first()
    if row is None:
        return None
    survey = await survey_by_id(uow, row.survey_id)
    return None if survey is None else (survey, _answered(row))


async def invited_among(uow: UnitOfWork, survey_id: int, *, after: int, most: int) -> list[int]:
    """Return who was chosen to be asked, by id, from behind somebody on."""
    found = await uow.execute(
        select(survey_invitations.c.person_id)
        .where(
            survey_invitations.c.survey_id == survey_id,
            survey_invitations.c.person_id > after,
        )
        .order_by(survey_invitations.c.person_id)
        .limit(most)
    )
    return list(found.scalars())


async def count_of(uow: UnitOfWork, survey_id: int) -> tuple[int, int]:
    """Return how many have begun a survey, and how many have come to its end."""
    found = await uow.execute(
        select(
            func.count().label("begun"),
            func.coalesce(func.sum(cast(survey_responses.c.is_complete, Integer)), 0).label(
                "done"
            ),
        ).where(survey_responses.c.survey_id == survey_id)
    )
    row = found.one()
    return int(row.begun), int(row.done)


async def turnout_of(uow: UnitOfWork, survey_id: int) -> tuple[int, int]:
    """Return how many answered a survey, and how many answers they gave."""
    responses = await responses_of(uow, survey_id)
    given = sum(value is not None for each in responses for value in each.answers.values())
    return len(responses), given


def rested(
    selected: Select[tuple[int]], community_id: int, since: date, survey_id: int
) -> Select[tuple[int]]:
    """Keep of a selection whom the bot may write to and has not asked anything since a day."""
    inner = selected.subquery()
    person_id = inner.c["person_id"]
    asked = (
        select(survey_invitations.c.person_id)
        .join(surveys, surveys.c.id == survey_invitations.c.survey_id)
        .where(
            survey_invitations.c.person_id == person_id,
            survey_invitations.c.asked_on > since,
            surveys.c.community_id == community_id,
            surveys.c.id != survey_id,
        )
    )
    return (
        select(person_id)
        .join(people, people.c.id == person_id)
        .where(people.c.can_dm.is_(True), ~exists(asked))
        .order_by(person_id)
    )


async def keys_like(uow: UnitOfWork, community_id: int) -> frozenset[str]:
    """Return the words that name a community's surveys."""
    found = await uow.execute(select(surveys.c.key).where(surveys.c.community_id == community_id))
    return frozenset(found.scalars())


def columns_of(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return questions as the column that holds them."""
    return [each.packed() for each in questions]


def _drawn(row: Row[Any]) -> Survey:
    drawn = {"questions", "objective"}
    plain = {name: getattr(row, name) for name in Survey.__slots__ if name not in drawn}
    questions = tuple(map(question_of, row.questions))
    return Survey(questions=questions, objective=unpacked(row.objective), **plain)


def _answered(row: Row[Any]) -> Response:
    return Response(
        ticket=row.ticket,
        person_id=row.person_id,
        answers=answers_of(row.answers),
        picks=tuple(row.picks),
        is_complete=row.is_complete,
        asked_at=row.asked_at,
    )
