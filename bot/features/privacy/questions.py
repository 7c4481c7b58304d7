"""What questions keep of a person, its export and its forgetting."""

from dataclasses import replace
from typing import Final

from sqlalchemy import delete, update

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from bot.kit.unit_of_work import UnitOfWork
from models.questions import question_replies, question_sessions, question_votes, questions


async def _forget_questions(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    # One's own go as a whole; of what one answered for others, the answer goes.
    gone = await uow.execute(delete(questions).where(questions.c.person_id == person_id))
    answered = await uow.execute(
        update(questions)
        .where(questions.c.answered_by == person_id)
        .values(answered_by=None, answer=None, answered_at=None)
    )
    helped = await uow.execute(
        update(questions).where(questions.c.helped_by == person_id).values(helped_by=None)
    )
    return gone.rowcount + answered.rowcount + helped.rowcount


QUESTIONS: Final[Inventory] = (
    erased(
        question_votes, "person_id", purpose="kept-why-question-votes", term="kept-term-member"
    ),
    erased(
        question_replies,
        "person_id",
        purpose="kept-why-question-replies",
        term="kept-term-activity",
    ),
    replace(
        erased(
            questions,
            *("person_id", "answered_by", "helped_by"),
            purpose="kept-why-questions",
            term="kept-term-questions",
        ),
        forget=_forget_questions,
    ),
    emptied(
        question_sessions,
        *("made_by", "expert_id"),
        values={},
        purpose="kept-why-question-sessions",
        term="kept-term-handiwork",
    ),
)
