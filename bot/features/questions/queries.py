"""Questions and sessions as they stand."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, func, select

from bot.features.campaigns.rules import unpacked
from bot.features.questions.rules import LOOKED_AFTER, Question, Session
from bot.kit.unit_of_work import UnitOfWork
from models.questions import question_replies, question_sessions, question_votes, questions

MOST_LISTED: Final = 20
MOST_FOUND: Final = 5


async def session_by_id(uow: UnitOfWork, session_id: int) -> Session | None:
    """Return a session by its number."""
    query = select(question_sessions).where(question_sessions.c.id == session_id)
    return _session((await uow.execute(query)).first())


async def session_in(uow: UnitOfWork, chat_id: int) -> Session | None:
    """Return the session that takes questions in a chat."""
    query = select(question_sessions).where(
        question_sessions.c.chat_id == chat_id, question_sessions.c.state == "open"
    )
    return _session((await uow.execute(query.order_by(question_sessions.c.id.desc()))).first())


async def session_of(uow: UnitOfWork, community_id: int) -> Session | None:
    """Return the session that takes questions in a community."""
    query = select(question_sessions).where(
        question_sessions.c.community_id == community_id, question_sessions.c.state == "open"
    )
    return _session((await uow.execute(query.order_by(question_sessions.c.id.desc()))).first())


async def question_by_id(uow: UnitOfWork, question_id: int) -> Question | None:
    """Return a question by its number."""
    row = (await uow.execute(_ALL.where(questions.c.id == question_id))).first()
    return None if row is None else _question(row)


async def question_at(uow: UnitOfWork, chat_id: int, post_id: int) -> Question | None:
    """Return the question that a post of the bot's shows."""
    mine = (questions.c.chat_id == chat_id, questions.c.post_id == post_id)
    row = (await uow.execute(_ALL.where(*mine))).first()
    return None if row is None else _question(row)


async def questions_in(uow: UnitOfWork, session_id: int) -> list[Question]:
    """Return what was put to a session."""
    found = await uow.execute(_ALL.where(questions.c.session_id == session_id))
    return [_question(row) for row in found]


async def answered_by_reply(
    uow: UnitOfWork, asker_id: int, chat_id: int, reply_key: str
) -> Question | None:
    """Return the asker's question that a message answers: by its reply, or the newest one."""
    mine = (questions.c.person_id == asker_id, questions.c.chat_id == chat_id)
    named = _ALL.join(question_replies, question_replies.c.question_key == questions.c.key)
    by_reply = named.where(*mine, question_replies.c.key == reply_key)
    row = (await uow.execute(by_reply)).first()
    if row is None:
        recent = _ALL.where(
            *mine,
            questions.c.session_id.is_(None),
            questions.c.solved_at.is_(None),
            questions.c.asked_at > uow.now - LOOKED_AFTER / 10,
        )
        row = (await uow.execute(recent.order_by(questions.c.asked_at.desc()))).first()
    return None if row is None else _question(row)


async def unanswered(
    uow: UnitOfWork, community_id: int, before: datetime
) -> tuple[list[Question], int]:
    """Return the oldest questions that nobody answered, and how many there are."""
    replied = (
        select(question_replies.c.key)
        .where(question_replies.c.question_key == questions.c.key)
        .exists()
    )
    mine = (
        questions.c.community_id == community_id,
        questions.c.session_id.is_(None),
        questions.c.solved_at.is_(None),
        questions.c.answered_at.is_(None),
        questions.c.asked_at <= before,
        questions.c.asked_at > uow.now - LOOKED_AFTER,
        ~replied,
    )
    found = await uow.execute(_ALL.where(*mine).order_by(questions.c.asked_at).limit(MOST_LISTED))
    counted = await uow.execute(select(func.count()).select_from(questions).where(*mine))
    return [_question(row) for row in found], int(counted.scalar_one())


async def archived(uow: UnitOfWork, community_id: int, said: str) -> list[Question]:
    """Return answered questions that hold some words, the newest first."""
    wanted = said.casefold()
    held = [
        func.lower(column).contains(wanted, autoescape=True)
        for column in (questions.c.words, questions.c.answer)
    ]
    found = await uow.execute(
        _ALL.where(
            questions.c.community_id == community_id,
            questions.c.answer.is_not(None),
            held[0] | held[1],
        )
        .order_by(questions.c.answered_at.desc())
        .limit(MOST_FOUND)
    )
    return [_question(row) for row in found]


_VOTES: Final = (
    select(func.count())
    .where(question_votes.c.question_id == questions.c.id)
    .correlate(questions)
    .scalar_subquery()
    .label("votes")
)
_ALL: Final[Select[Any]] = select(questions, _VOTES)


def _question(row: Row[Any]) -> Question:
    return Question(**{name: getattr(row, name) for name in Question.__dataclass_fields__})


def _session(row: Row[Any] | None) -> Session | None:
    if row is None:
        return None
    told = {name: getattr(row, name) for name in Session.__dataclass_fields__}
    return Session(**told | {"objective": unpacked(row.objective)})
