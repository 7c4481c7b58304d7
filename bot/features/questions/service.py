"""Hold sessions, take questions, votes and answers, and thank whoever solved something."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.audits.service import note
from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import Turnout, packed
from bot.features.places import Place
from bot.features.points.service import Grant, award
from bot.features.questions.queries import question_by_id, questions_in, session_by_id
from bot.features.questions.reading import Wish
from bot.features.questions.rules import LOOKED_AFTER, MOST_ASKED, Question, Session, worth_of
from bot.features.thanks.rules import History
from bot.kit.days import local_day
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.points import ledger
from models.questions import question_sessions, question_votes, questions

KIND: Final = "questions"
CLOSE: Final = "questions.close"
CARD: Final = "questions.card"
RULE: Final = "solved"
CARD_EVERY_S: Final = 5


async def draft(
    uow: UnitOfWork,
    place: Place,
    wish: Wish,
    *,
    expert_id: int | None = None,
    thread_id: int | None = None,
    by: int | None = None,
) -> Session:
    """Keep a session as a draft that nobody but its maker sees; it takes the last one's place."""
    await uow.execute(
        delete(question_sessions).where(
            question_sessions.c.community_id == place.community_id,
            question_sessions.c.made_by == by,
            question_sessions.c.state == "draft",
        )
    )
    made = await uow.execute(
        insert(question_sessions)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=thread_id,
            title=wish.title,
            expert_id=expert_id,
            closes_at=wish.closes_at,
            objective=packed(wish.objective),
            state="draft",
            made_by=by,
            made_at=uow.now,
        )
        .returning(question_sessions.c.id)
    )
    return await _anew(uow, int(made.scalar_one()))


async def begin(
    uow: UnitOfWork, place: Place, session: Session, *, by: int | None = None
) -> Session | None:
    """Open a drafted session; one at a time in a chat. None if it is no draft any more."""
    running = await uow.execute(
        select(question_sessions.c.id).where(
            question_sessions.c.chat_id == session.chat_id, question_sessions.c.state == "open"
        )
    )
    if running.first() is not None:
        raise Refusal(Text("questions-one-at-a-time"))
    if not await _move_on(uow, session, "draft", "open"):
        return None
    if session.closes_at is not None:
        details = {"session_id": session.id}
        key = f"{CLOSE}:{session.id}"
        uow.schedule(Due(key, CLOSE, session.closes_at, details, session.community_id))
    await campaigning.open_(
        uow,
        place,
        kind=KIND,
        item_id=session.id,
        title=session.title,
        objective=session.objective,
        made_by=by,
    )
    _note(uow, session, "audit-questions-begun", by)
    return await _anew(uow, session.id)


async def drop(uow: UnitOfWork, session: Session) -> bool:
    """Drop a draft; False where it is none."""
    gone = await uow.execute(
        delete(question_sessions).where(
            question_sessions.c.id == session.id, question_sessions.c.state == "draft"
        )
    )
    return bool(gone.rowcount)


async def close(
    uow: UnitOfWork, session: Session, *, by: int | None
) -> tuple[list[Question], int] | None:
    """Close a session, with what was asked and how many took part; once."""
    if not await _move_on(uow, session, "open", "closed"):
        return None
    asked = await questions_in(uow, session.id)
    voters = await uow.execute(
        select(question_votes.c.person_id)
        .distinct()
        .where(question_votes.c.question_id.in_([each.id for each in asked]))
    )
    people = {each.person_id for each in asked} | set(voters.scalars())
    actions = len(asked) + sum(each.votes for each in asked)
    await campaigning.close(
        uow, kind=KIND, item_id=session.id, turnout=Turnout(len(people), actions)
    )
    _note(uow, session, "audit-questions-closed", by)
    return asked, len(people)


async def ask(
    uow: UnitOfWork, session: Session, person_id: int, words: str, *, key: str, message_id: int
) -> Question | None:
    """Put a question to an open session; None where this message asked before.

    Raises:
        Refusal: for whoever has asked enough.
    """
    # Held until the commit: two questions at one moment do not both take the last room.
    await uow.execute(
        select(question_sessions.c.id)
        .where(question_sessions.c.id == session.id)
        .with_for_update()
    )
    counted = await uow.execute(
        select(func.count()).where(
            questions.c.session_id == session.id, questions.c.person_id == person_id
        )
    )
    if int(counted.scalar_one()) >= MOST_ASKED:
        raise Refusal(Text("question-enough", most=MOST_ASKED))
    made = await uow.execute(
        _insert(uow, questions)
        .values(
            community_id=session.community_id,
            chat_id=session.chat_id,
            key=key,
            message_id=message_id,
            session_id=session.id,
            person_id=person_id,
            words=words,
            asked_at=uow.now,
        )
        .on_conflict_do_nothing()
        .returning(questions.c.id)
    )
    question_id = made.scalar()
    return None if question_id is None else await question_by_id(uow, question_id)


async def vote(uow: UnitOfWork, question: Question, person_id: int) -> bool:
    """Vote for a question, or take the vote back; whether there is one now."""
    if question.person_id == person_id:
        raise Refusal(Text("question-own"))
    if question.answer is not None:
        raise Refusal(Text("question-answered-before"))
    taken = await uow.execute(
        delete(question_votes).where(
            question_votes.c.question_id == question.id, question_votes.c.person_id == person_id
        )
    )
    if not taken.rowcount:
        await uow.execute(
            _insert(uow, question_votes)
            .values(question_id=question.id, person_id=person_id)
            .on_conflict_do_nothing()
        )
    plan_card(uow, question)
    return not taken.rowcount


async def answer(uow: UnitOfWork, question: Question, words: str, *, by: int) -> Question:
    """Take down the answer to a question; a later one takes its place."""
    await uow.execute(
        update(questions)
        .where(questions.c.id == question.id)
        .values(answer=words, answered_by=by, answered_at=uow.now)
    )
    plan_card(uow, question)
    found = await question_by_id(uow, question.id)
    if found is None:
        raise LookupError(question.id)
    return found


async def solve(uow: UnitOfWork, place: Place, question: Question, helper_id: int) -> int | None:
    """Take down who solved a question, once; returns what it is worth, None the second time."""
    claimed = await uow.execute(
        update(questions)
        .where(questions.c.id == question.id, questions.c.solved_at.is_(None))
        .values(solved_at=uow.now, helped_by=helper_id)
    )
    if not claimed.rowcount:
        return None
    day = local_day(uow.now, place.zone)
    is_self = question.person_id == helper_id
    history = await _history(uow, question, helper_id, day)
    worth = worth_of(history, is_self=is_self)
    if not worth:
        return 0
    grant = Grant(
        community_id=question.community_id,
        person_id=helper_id,
        experience=worth,
        points=worth,
        rule=RULE,
        source_type="question",
        source_id=str(question.id),
        local_day=day,
        key=f"{RULE}:{question.id}",
        actor_id=question.person_id,
        chat_id=question.chat_id,
    )
    return worth if await award(uow, grant) else 0


def plan_card(uow: UnitOfWork, question: Question) -> None:
    """Have a question's post brought up to date, with what else happens in these seconds."""
    slot = int(uow.now.timestamp()) // CARD_EVERY_S + 1
    at = datetime.fromtimestamp(slot * CARD_EVERY_S, uow.now.tzinfo)
    details = {"question_id": question.id, "slot": slot}
    uow.schedule(Due(f"{CARD}:{question.id}:{slot}", CARD, at, details, question.community_id))


async def _history(uow: UnitOfWork, question: Question, helper_id: int, day: date) -> History:
    mine = (
        ledger.c.community_id == question.community_id,
        ledger.c.rule == RULE,
        ledger.c.person_id == helper_id,
        ledger.c.local_day > day - LOOKED_AFTER,
    )
    by = ledger.c.actor_id == question.person_id
    found = await uow.execute(
        select(
            func.count().filter(by).label("lately"),
            func.count().filter(ledger.c.local_day == day).label("today"),
        ).where(*mine)
    )
    row = found.one()
    return History(pair_lately=row.lately, got_today=row.today)


async def _move_on(uow: UnitOfWork, session: Session, before: str, after: str) -> bool:
    claimed = await uow.execute(
        update(question_sessions)
        .where(question_sessions.c.id == session.id, question_sessions.c.state == before)
        .values(state=after)
    )
    return bool(claimed.rowcount)


async def _anew(uow: UnitOfWork, session_id: int) -> Session:
    found = await session_by_id(uow, session_id)
    if found is None:
        raise LookupError(session_id)
    return found


def _insert(uow: UnitOfWork, table: Table) -> SqliteInsert | PostgresqlInsert:
    return sqlite_insert(table) if uow.dialect == "sqlite" else postgresql_insert(table)


def _note(uow: UnitOfWork, session: Session, what: str, by: int | None) -> None:
    note(
        uow,
        community_id=session.community_id,
        category="settings",
        what=what,
        actor_id=by,
        chat_id=session.chat_id,
        after={"session": session.id},
    )
