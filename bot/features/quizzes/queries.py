"""Quizzes and banks as they stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, case, func, or_, select

from bot.features.campaigns.rules import unpacked
from bot.features.quizzes.rules import Place, Question, Quiz, board
from bot.kit.unit_of_work import UnitOfWork
from models.quizzes import answers, banks, players, questions, quizzes, rounds

MOST_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank as it is kept, with how many questions it has of each kind."""

    id: int
    key: str
    title: str
    author: str | None
    questions: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands."""

    quiz_id: int
    number: int
    question_id: int
    state: str
    ballot_id: int | None
    message_id: int | None
    opened_at: datetime | None
    closes_at: datetime | None
    outsiders: int


async def quiz_by_id(uow: UnitOfWork, quiz_id: int) -> Quiz | None:
    """Return a quiz by its number."""
    found = await uow.execute(select(quizzes).where(quizzes.c.id == quiz_id))
    row = found.first()
    return None if row is None else _drawn(row)


async def quizzes_of(uow: UnitOfWork, community_id: int, *states: str) -> list[Quiz]:
    """Return a community's quizzes in some states, the newest first."""
    found = await uow.execute(
        select(quizzes)
        .where(quizzes.c.community_id == community_id, quizzes.c.state.in_(states))
        .order_by(quizzes.c.id.desc())
        .limit(MOST_LISTED)
    )
    return [_drawn(row) for row in found]


async def banks_of(uow: UnitOfWork, community_id: int) -> list[Bank]:
    """Return a community's banks."""
    found = await uow.execute(
        select(
            *(banks.c.id, banks.c.key, banks.c.title, banks.c.author),
            func.count(questions.c.id).label("questions"),
        )
        .outerjoin(questions, questions.c.bank_id == banks.c.id)
        .where(banks.c.community_id == community_id)
        .group_by(banks.c.id, banks.c.key, banks.c.title, banks.c.author)
        .order_by(banks.c.key)
        .limit(MOST_LISTED)
    )
    return [Bank(row.id, row.key, row.title, row.author, row.questions) for row in found]


async def bank_named(uow: UnitOfWork, community_id: int, key: str) -> Bank | None:
    """Return the bank that bears a key."""
    wanted = key.strip().casefold()
    kept = await banks_of(uow, community_id)
    return next((each for each in kept if each.key == wanted), None)


async def categories_of(uow: UnitOfWork, bank_id: int) -> list[str]:
    """Return the categories of a bank, the largest first."""
    found = await uow.execute(
        select(questions.c.category)
        .where(questions.c.bank_id == bank_id, questions.c.category.is_not(None))
        .group_by(questions.c.category)
        .order_by(func.count().desc(), questions.c.category)
        .limit(MOST_LISTED)
    )
    return list(found.scalars())


async def asked_in(
    uow: UnitOfWork, bank_id: int, category: str | None, kind: str
) -> dict[int, int]:
    """Return how often each question was asked that a quiz may ask."""
    query = select(questions.c.id, questions.c.times).where(questions.c.bank_id == bank_id)
    if category is not None:
        query = query.where(func.lower(questions.c.category) == category.lower())
    found = await uow.execute(query.add_columns(questions.c.options))
    return {
        row.id: row.times
        for row in found
        if kind == "any" or bool(row.options) == (kind == "choice")
    }


async def question_by_id(uow: UnitOfWork, question_id: int) -> Question:
    """Return a question by its number."""
    found = await uow.execute(select(questions).where(questions.c.id == question_id))
    row = found.one()
    return Question(
        row.words,
        tuple(row.options),
        frozenset(row.right),
        tuple(row.accepted),
        row.explanation,
        row.category,
        id=row.id,
    )


async def round_of(uow: UnitOfWork, quiz_id: int, number: int) -> Round | None:
    """Return a round of a quiz."""
    found = await uow.execute(
        select(rounds).where(rounds.c.quiz_id == quiz_id, rounds.c.number == number)
    )
    return _round(found.first())


async def round_with(uow: UnitOfWork, ballot_id: int) -> Round | None:
    """Return the round that a ballot asks."""
    found = await uow.execute(select(rounds).where(rounds.c.ballot_id == ballot_id))
    return _round(found.first())


async def round_at(uow: UnitOfWork, chat_id: int, message_id: int) -> Round | None:
    """Return the open round whose question is a message."""
    found = await uow.execute(
        select(rounds)
        .join(quizzes, quizzes.c.id == rounds.c.quiz_id)
        .where(
            rounds.c.message_id == message_id,
            rounds.c.state == "open",
            quizzes.c.chat_id == chat_id,
        )
        .with_for_update(of=rounds)
    )
    return _round(found.first())


async def board_of(uow: UnitOfWork, quiz_id: int) -> tuple[Place, ...]:
    """Return the board of a quiz: everybody who answered."""
    is_right = func.sum(case((answers.c.is_right, 1), else_=0)).label("right")
    found = await uow.execute(
        select(answers.c.person_id, func.sum(answers.c.score).label("score"), is_right)
        .where(answers.c.quiz_id == quiz_id)
        .group_by(answers.c.person_id)
    )
    return board({row.person_id: (int(row.score), int(row.right)) for row in found})


async def tally_of(uow: UnitOfWork, quiz_id: int) -> tuple[int, int, int]:
    """Return how many answers a quiz had, how many rounds, and how many answers of outsiders."""
    found = await uow.execute(
        select(func.count()).select_from(answers).where(answers.c.quiz_id == quiz_id)
    )
    asked = await uow.execute(
        select(
            func.count().label("played"),
            func.coalesce(func.sum(rounds.c.outsiders), 0).label("outsiders"),
        ).where(rounds.c.quiz_id == quiz_id, rounds.c.state == "closed")
    )
    played = asked.one()
    return int(found.scalar_one()), int(played.played), int(played.outsiders)


async def players_of(uow: UnitOfWork, quiz_id: int) -> list[int]:
    """Return who waits in a lobby, in the order of coming."""
    found = await uow.execute(
        select(players.c.person_id)
        .where(players.c.quiz_id == quiz_id)
        .order_by(players.c.at, players.c.person_id)
    )
    return list(found.scalars())


async def running_in(uow: UnitOfWork, chat_id: int) -> bool:
    """Whether a series is being played in a chat; a question of the day does not count."""
    found = await uow.execute(
        select(quizzes.c.id).where(
            quizzes.c.chat_id == chat_id,
            or_(quizzes.c.state == "lobby", quizzes.c.state == "open"),
            quizzes.c.is_daily.is_(False),
        )
    )
    return found.first() is not None


def _round(row: Row[Any] | None) -> Round | None:
    if row is None:
        return None
    return Round(**{name: getattr(row, name) for name in Round.__dataclass_fields__})


def _drawn(row: Row[Any]) -> Quiz:
    told = {name: getattr(row, name) for name in Quiz.__dataclass_fields__}
    return Quiz(**told | {"objective": unpacked(row.objective)})
