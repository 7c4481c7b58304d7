"""Play quizzes: join, ask round after round, score what was answered, pay once at the end."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, select, update

from bot.features.members.service import sight
from bot.features.polls import ballots
from bot.features.polls.ballots import Asked, Ballot
from bot.features.quizzes import rules
from bot.features.quizzes.keeping import KIND, NEXT, anew, plan_next
from bot.features.quizzes.queries import (
    Round,
    question_by_id,
    quiz_by_id,
    round_of,
)
from bot.features.quizzes.rules import Given, Question, Quiz
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.polls import votes
from models.quizzes import answers, players, quizzes, rounds

RULE: Final = "quiz"
SHUT: Final = f"{KIND}.shut"
STUCK: Final = f"{KIND}.stuck"
PAUSE: Final = timedelta(seconds=4)
# A question that Telegram never confirmed holds nobody up for longer.
PATIENCE: Final = timedelta(minutes=2)
_JOINED: Final = Tally("players", players, ("quiz_id", "person_id"), {})


async def join(uow: UnitOfWork, quiz: Quiz, person_id: int) -> bool:
    """Let somebody into the lobby; False where they are in it."""
    sight(uow, quiz.community_id, person_id, uow.now)
    found = await uow.execute(
        select(players.c.person_id).where(
            players.c.quiz_id == quiz.id, players.c.person_id == person_id
        )
    )
    if found.first() is not None:
        return False
    uow.collect(_JOINED, {"quiz_id": quiz.id, "person_id": person_id, "at": uow.now})
    return True


async def next_round(
    uow: UnitOfWork, quiz_id: int, after_round: int
) -> tuple[Quiz, int, Question] | None:
    """Go on to the round behind another one, once; None where there is none or it went on."""
    claimed = await uow.execute(
        update(quizzes)
        .where(
            quizzes.c.id == quiz_id,
            quizzes.c.round == after_round,
            quizzes.c.rounds > after_round,
            quizzes.c.state.in_(("lobby", "open")),
        )
        .values(round=after_round + 1, state="open")
    )
    if not claimed.rowcount:
        return None
    quiz = await anew(uow, quiz_id)
    coming = await round_of(uow, quiz_id, quiz.round)
    if coming is None:
        raise LookupError(quiz_id)
    question = await question_by_id(uow, coming.question_id)
    await _mark(uow, quiz_id, quiz.round, state="owed")
    return quiz, quiz.round, question


async def ask_choice(uow: UnitOfWork, quiz: Quiz, number: int, question: Question) -> None:
    """Ask a round by Telegram's own quiz poll."""
    words = question.words if quiz.rounds == 1 else f"[{number}/{quiz.rounds}] {question.words}"
    ballot_id = await ballots.send(
        uow,
        Asked(
            community_id=quiz.community_id,
            chat_id=quiz.chat_id,
            thread_id=quiz.thread_id,
            kind=KIND,
            item_id=quiz.id,
            question=question.words if rules.is_long(words) else words,
            options=question.options,
            takes_several=len(question.right) > 1,
            lasts=timedelta(seconds=quiz.seconds),
            right=sorted(question.right),
            explanation=question.explanation,
            expires_at=uow.now + PATIENCE,
        ),
    )
    await _mark(uow, quiz.id, number, ballot_id=ballot_id)
    plan_stuck(uow, quiz, number)


def plan_stuck(uow: UnitOfWork, quiz: Quiz, number: int) -> None:
    """Plan to go on where a round is never told of."""
    _plan(uow, STUCK, quiz, number, uow.now + timedelta(seconds=quiz.seconds) + PATIENCE)


def plan_end(uow: UnitOfWork, quiz: Quiz) -> None:
    """Plan the end of a quiz whose lobby is open still."""
    _plan(uow, NEXT, quiz, 0, uow.now)


async def open_round(
    uow: UnitOfWork, quiz: Quiz, number: int, *, message_id: int | None, closes_at: datetime | None
) -> bool:
    """Take down that a round is being asked; False where it was given up."""
    values = {"state": "open", "message_id": message_id, "opened_at": uow.now}
    opened = await uow.execute(
        update(rounds)
        .where(rounds.c.quiz_id == quiz.id, rounds.c.number == number, rounds.c.state == "owed")
        .values(closes_at=closes_at, **values)
    )
    return bool(opened.rowcount)


def plan_shut(uow: UnitOfWork, quiz: Quiz, number: int, at: datetime) -> None:
    """Plan the end of a round that is answered in words."""
    _plan(uow, SHUT, quiz, number, at)


async def answer_in_words(uow: UnitOfWork, asked: Round, person_id: int, said: str) -> bool | None:
    """Take an answer in words: whether it is right; None where somebody had theirs right before.

    The first right one ends the round, but for those who are level with it.
    """
    quiz = await anew(uow, asked.quiz_id)
    question = await question_by_id(uow, asked.question_id)
    if not rules.is_accepted(question, said):
        return False
    earlier = await uow.execute(
        select(answers.c.person_id).where(
            answers.c.quiz_id == quiz.id, answers.c.number == asked.number
        )
    )
    known = set(earlier.scalars())
    if person_id in known:
        return None
    sight(uow, quiz.community_id, person_id, uow.now)
    await _keep(uow, quiz, asked.number, [Given(person_id, is_right=True, at=uow.now)], {})
    if not known:
        plan_shut(uow, quiz, asked.number, uow.now + rules.TIE)
    return True


async def close_words(uow: UnitOfWork, quiz_id: int, number: int) -> Quiz | None:
    """Close a round that was answered in words, and score it; once."""
    if not await _close(uow, quiz_id, number, "closed"):
        return None
    quiz = await anew(uow, quiz_id)
    found = await uow.execute(
        select(answers.c.person_id, answers.c.at).where(
            answers.c.quiz_id == quiz_id, answers.c.number == number
        )
    )
    given = [Given(row.person_id, is_right=True, at=row.at) for row in found]
    for person_id, score in rules.scored(given).items():
        await uow.execute(
            update(answers)
            .where(
                answers.c.quiz_id == quiz_id,
                answers.c.number == number,
                answers.c.person_id == person_id,
            )
            .values(score=score)
        )
    plan_next(uow, quiz, number, after=PAUSE)
    return quiz


async def close_choice(uow: UnitOfWork, asked: Round, ballot: Ballot) -> Quiz | None:
    """Score a round from the votes as they stand, members' alone; once."""
    if not await _close(uow, asked.quiz_id, asked.number, "closed"):
        return None
    quiz = await anew(uow, asked.quiz_id)
    question = await question_by_id(uow, asked.question_id)
    given, outsiders = await _given(uow, ballot, question)
    for each in given:
        sight(uow, quiz.community_id, each.person_id, uow.now)
    await _keep(uow, quiz, asked.number, given, dict(rules.scored(given, ballot.closes_at)))
    await _mark(uow, quiz.id, asked.number, outsiders=outsiders)
    plan_next(uow, quiz, asked.number, after=PAUSE)
    return quiz


async def give_up(uow: UnitOfWork, quiz_id: int, number: int) -> bool:
    """Pass a round over that could not be asked or told of; once."""
    # What is open has an end of its own, however late that is come to.
    if not await _close(uow, quiz_id, number, "void", only=("owed",)):
        return False
    quiz = await quiz_by_id(uow, quiz_id)
    if quiz is not None and quiz.state == "open":
        plan_next(uow, quiz, number, after=PAUSE)
    return True


async def right_in(uow: UnitOfWork, quiz_id: int, number: int) -> list[int]:
    """Return who was right in a round, in the order of answering."""
    found = await uow.execute(
        select(answers.c.person_id)
        .where(
            answers.c.quiz_id == quiz_id, answers.c.number == number, answers.c.is_right.is_(True)
        )
        .order_by(answers.c.at, answers.c.person_id)
    )
    return list(found.scalars())


async def _given(uow: UnitOfWork, ballot: Ballot, question: Question) -> tuple[list[Given], int]:
    found = await uow.execute(select(votes).where(votes.c.telegram_id == ballot.telegram_id))
    rows = [row for row in found if row.options]
    mine = [row for row in rows if row.is_member is not False]
    given = [
        Given(row.person_id, rules.is_right(question, frozenset(row.options)), row.at)
        for row in mine
    ]
    return given, len(rows) - len(mine)


async def _keep(
    uow: UnitOfWork, quiz: Quiz, number: int, given: Sequence[Given], scores: dict[int, int]
) -> None:
    if given:
        rows = [
            {
                "quiz_id": quiz.id,
                "number": number,
                "person_id": each.person_id,
                "is_right": each.is_right,
                "score": scores.get(each.person_id, 0),
                "at": each.at,
            }
            for each in given
        ]
        await uow.execute(insert(answers), rows)


async def _close(
    uow: UnitOfWork,
    quiz_id: int,
    number: int,
    state: str,
    *,
    only: tuple[str, ...] = ("owed", "open"),
) -> bool:
    closed = await uow.execute(
        update(rounds)
        .where(
            rounds.c.quiz_id == quiz_id,
            rounds.c.number == number,
            rounds.c.state.in_(only),
        )
        .values(state=state)
    )
    return bool(closed.rowcount)


async def _mark(uow: UnitOfWork, quiz_id: int, number: int, **values: Any) -> None:
    await uow.execute(
        update(rounds)
        .where(rounds.c.quiz_id == quiz_id, rounds.c.number == number)
        .values(**values)
    )


def _plan(uow: UnitOfWork, kind: str, quiz: Quiz, number: int, at: datetime) -> None:
    uow.schedule(
        Due(
            # A round's end may be planned anew, for an earlier moment: whichever comes first.
            key=f"{kind}:{quiz.id}:{number}:{int(at.timestamp() * 1000)}",
            kind=kind,
            due_at=at,
            community_id=quiz.community_id,
            details={"quiz_id": quiz.id, "round": number},
        )
    )
