"""End quizzes: what came of one, and the points for it, paid once."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import update

from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import Turnout
from bot.features.facts import QuizPlayed
from bot.features.places import Place
from bot.features.points.service import Grant, award
from bot.features.polls import ballots
from bot.features.quizzes import rules
from bot.features.quizzes.keeping import CAMPAIGN, anew
from bot.features.quizzes.queries import board_of, round_of, tally_of
from bot.features.quizzes.rules import Quiz
from bot.features.quizzes.service import plan_end, plan_shut
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork
from models.quizzes import quizzes, rounds

RULE: Final = "quiz"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a quiz ended."""

    quiz: Quiz
    board: tuple[rules.Place, ...]
    rounds: int
    outsiders: int


async def stop(uow: UnitOfWork, quiz: Quiz) -> None:
    """Have a quiz end behind the round that is being played; in the lobby at once."""
    await uow.execute(
        update(quizzes)
        .where(quizzes.c.id == quiz.id, quizzes.c.state.in_(("lobby", "open")))
        .values(rounds=quiz.round)
    )
    if quiz.round:
        asked = await round_of(uow, quiz.id, quiz.round)
        if asked is not None and asked.ballot_id is not None:
            await ballots.close(uow, asked.ballot_id)
        elif asked is not None:
            plan_shut(uow, quiz, asked.number, uow.now)
    else:
        plan_end(uow, quiz)


async def finish(uow: UnitOfWork, place: Place, quiz_id: int) -> Ending | None:
    """End a quiz, pay for the right answers, and tell what came of it; once."""
    claimed = await uow.execute(
        update(quizzes)
        .where(quizzes.c.id == quiz_id, quizzes.c.state.in_(("lobby", "open")))
        .values(state="closed", closed_at=uow.now)
    )
    if not claimed.rowcount:
        return None
    quiz = await anew(uow, quiz_id)
    await uow.execute(
        update(rounds)
        .where(rounds.c.quiz_id == quiz_id, rounds.c.state.in_(("waiting", "owed", "open")))
        .values(state="void")
    )
    places = await board_of(uow, quiz_id)
    day = local_day(uow.now, place.zone)
    paid = 0
    for each in places:
        paid += await _pay(uow, quiz, each, day)
        _state(uow, quiz, each, day)
    count, played, outsiders = await tally_of(uow, quiz_id)
    if not quiz.is_daily:
        turnout = Turnout(participants=len(places), actions=count, points=paid)
        await campaigning.close(uow, kind=CAMPAIGN, item_id=quiz.id, turnout=turnout)
    return Ending(quiz, places, played, outsiders)


async def _pay(uow: UnitOfWork, quiz: Quiz, place: rules.Place, day: date) -> int:
    worth = place.right * quiz.reward
    if not worth:
        return 0
    grant = Grant(
        community_id=quiz.community_id,
        person_id=place.person_id,
        experience=worth,
        points=worth,
        rule=RULE,
        source_type=RULE,
        source_id=str(quiz.id),
        local_day=day,
        key=f"{RULE}:{quiz.id}",
    )
    return worth if await award(uow, grant) else 0


def _state(uow: UnitOfWork, quiz: Quiz, place: rules.Place, day: date) -> None:
    uow.state(
        QuizPlayed(
            community_id=quiz.community_id,
            person_id=place.person_id,
            chat_id=quiz.chat_id,
            at=uow.now,
            local_day=day,
            quiz_id=quiz.id,
            right=place.right,
        )
    )
