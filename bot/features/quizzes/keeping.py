"""Set quizzes up: draft, change, open the lobby, drop; no person is needed for any of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, update

from bot.features.audits.service import note
from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import packed
from bot.features.places import Place
from bot.features.quizzes.queries import Bank, asked_in, quiz_by_id, running_in
from bot.features.quizzes.rules import Quiz, drawn
from bot.features.quizzes.wishes import Wish
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.quizzes import questions, quizzes, rounds

KIND: Final = "quizzes"
CAMPAIGN: Final = "quiz"
NEXT: Final = f"{KIND}.next"


async def draft(
    uow: UnitOfWork,
    place: Place,
    bank: Bank,
    wish: Wish,
    *,
    thread_id: int | None = None,
    by: int | None = None,
    is_daily: bool = False,
) -> Quiz:
    """Keep a quiz as a draft that nobody but its maker sees; it takes the last one's place."""
    await uow.execute(
        delete(quizzes).where(
            quizzes.c.community_id == place.community_id,
            quizzes.c.made_by == by,
            quizzes.c.state == "draft",
        )
    )
    made = await uow.execute(
        insert(quizzes)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=wish.thread_id or thread_id,
            title=wish.title or bank.title,
            bank_id=bank.id,
            category=wish.category[:40] if wish.category else None,
            kind=wish.kind,
            rounds=wish.rounds,
            seconds=wish.seconds,
            lobby_s=wish.lobby_s,
            reward=wish.reward,
            is_daily=is_daily,
            objective=packed(wish.objective),
            state="draft",
            round=0,
            made_by=by,
            made_at=uow.now,
        )
        .returning(quizzes.c.id)
    )
    quiz = await anew(uow, int(made.scalar_one()))
    if not await asked_in(uow, quiz.bank_id, quiz.category, quiz.kind):
        raise Refusal(Text("quiz-nothing-to-ask"))
    return quiz


async def change(uow: UnitOfWork, quiz: Quiz, **changes: Any) -> Quiz:
    """Change a draft; there has to be something left to ask."""
    wanted = replace(quiz, **changes)
    if not await asked_in(uow, wanted.bank_id, wanted.category, wanted.kind):
        raise Refusal(Text("quiz-nothing-to-ask"))
    changed = await uow.execute(
        update(quizzes)
        .where(quizzes.c.id == quiz.id, quizzes.c.state == "draft")
        .values(**changes)
    )
    if not changed.rowcount:
        raise Refusal(Text("button-stale"))
    return await anew(uow, quiz.id)


async def begin(
    uow: UnitOfWork, place: Place, quiz: Quiz, *, by: int | None = None
) -> Quiz | None:
    """Open the lobby and draw the questions; None if it is no draft any more.

    One series at a time is played in a chat: two would be taken for one.
    """
    if not quiz.is_daily and await running_in(uow, quiz.chat_id):
        raise Refusal(Text("quiz-running"))
    claimed = await uow.execute(
        update(quizzes)
        .where(quizzes.c.id == quiz.id, quizzes.c.state == "draft")
        .values(state="open" if quiz.is_daily else "lobby")
    )
    if not claimed.rowcount:
        return None
    asked = await asked_in(uow, quiz.bank_id, quiz.category, quiz.kind)
    chosen = drawn(asked, quiz.rounds, uow.chance.seed().hex())
    await uow.execute(
        insert(rounds),
        [
            {
                "quiz_id": quiz.id,
                "number": number,
                "question_id": question_id,
                "state": "waiting",
                "outsiders": 0,
            }
            for number, question_id in enumerate(chosen, 1)
        ],
    )
    # Drawn is as good as asked: the next quiz has others.
    await uow.execute(
        update(questions).where(questions.c.id.in_(chosen)).values(times=questions.c.times + 1)
    )
    await uow.execute(update(quizzes).where(quizzes.c.id == quiz.id).values(rounds=len(chosen)))
    if not quiz.is_daily:
        await campaigning.open_(
            uow,
            place,
            kind=CAMPAIGN,
            item_id=quiz.id,
            title=quiz.title,
            objective=quiz.objective,
            made_by=by,
        )
        _note(uow, quiz, "audit-quiz-begun", by)
    plan_next(uow, quiz, 0, after=timedelta(seconds=0 if quiz.is_daily else quiz.lobby_s))
    return await anew(uow, quiz.id)


async def drop(uow: UnitOfWork, quiz: Quiz) -> bool:
    """Drop a draft; False where it is none."""
    gone = await uow.execute(
        delete(quizzes).where(quizzes.c.id == quiz.id, quizzes.c.state == "draft")
    )
    return bool(gone.rowcount)


def plan_next(uow: UnitOfWork, quiz: Quiz, after_round: int, *, after: timedelta) -> None:
    """Plan the round behind another one."""
    uow.schedule(
        Due(
            key=f"quiz-next:{quiz.id}:{after_round}",
            kind=NEXT,
            due_at=uow.now + after,
            community_id=quiz.community_id,
            details={"quiz_id": quiz.id, "round": after_round},
        )
    )


async def anew(uow: UnitOfWork, quiz_id: int) -> Quiz:
    """Return a quiz as it stands now."""
    found = await quiz_by_id(uow, quiz_id)
    if found is None:
        raise LookupError(quiz_id)
    return found


def _note(uow: UnitOfWork, quiz: Quiz, what: str, by: int | None) -> None:
    note(
        uow,
        community_id=quiz.community_id,
        category="settings",
        what=what,
        actor_id=by,
        chat_id=quiz.chat_id,
        after={"quiz": quiz.title},
    )
