"""Teach the classifier of a community, and have it forget what it was taught."""

from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Row, delete, func, insert, select, update

from bot.features.lessons import own
from bot.features.lessons.features import Example, features_beside, features_of
from bot.features.lessons.memory import TAUGHT, Learned, Memory
from bot.kit.unit_of_work import UnitOfWork
from models.lessons import lessons

Source: TypeAlias = Literal["spam", "notspam", "undo", "appeal"]
Taught: TypeAlias = Literal["taught", "changed", "known"]

# What a community taught beyond that is forgotten, oldest first.
MOST_LESSONS: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody decided about a message.

    `key` makes one message one lesson; `person_id` wrote it, `teacher_id` decided.
    """

    community_id: int
    key: str
    example: Example
    is_spam: bool
    source: Source
    person_id: int | None = None
    teacher_id: int | None = None


def memory_of(uow: UnitOfWork) -> Memory | None:
    """Return the process's models, where this batch was given them."""
    memory: Memory | None = uow.recall(MEMORY)
    return memory


MEMORY: Final = ("lessons",)


def lesson_key(chat_id: int, message_id: int) -> str:
    """Return under which key a message teaches."""
    return f"{chat_id}:{message_id}"


async def teach(uow: UnitOfWork, memory: Memory, verdict: Verdict) -> Taught:
    """Teach a message: once, however often it is said; a contrary verdict replaces the earlier.

    What is kept are keyed hashes, never what was written. It counts from the next batch on.
    """
    before = await _held(uow, verdict.key)
    if before is not None and before.features and before.is_spam is verdict.is_spam:
        return "known"
    if before is not None:
        await _set_aside(uow, before)
    learned = memory.of(verdict.community_id)
    score, logit = _thought(learned, verdict.example)
    features, beside = features_of(verdict.example), features_beside(verdict.example)
    buckets, values = own.keyed(features, beside, memory.key)
    await uow.execute(
        insert(lessons).values(
            community_id=verdict.community_id,
            key=verdict.key,
            is_spam=verdict.is_spam,
            features=own.packed(buckets, values, memory.key),
            score=score,
            logit=logit,
            source=verdict.source,
            person_id=verdict.person_id,
            teacher_id=verdict.teacher_id,
            at=uow.now,
        )
    )
    await _forget_oldest(uow, verdict.community_id)
    uow.remember(TAUGHT, value=True)
    memory.distrust()
    return "taught" if before is None else "changed"


async def unteach(uow: UnitOfWork, memory: Memory, key: str) -> bool:
    """Withdraw what was taught by a message, without saying the contrary; True if there was."""
    before = await _held(uow, key)
    if before is None or not before.features:
        return False
    await _set_aside(uow, before)
    values = before._asdict() | {"features": b"", "at": uow.now}
    del values["id"]
    await uow.execute(insert(lessons).values(values))
    uow.remember(TAUGHT, value=True)
    memory.distrust()
    return True


async def was_taught(uow: UnitOfWork, key: str) -> bool:
    """Whether a message has taught something that still counts."""
    before = await _held(uow, key)
    return before is not None and bool(before.features)


async def _held(uow: UnitOfWork, key: str) -> Row[Any] | None:
    return (await uow.execute(select(lessons).where(lessons.c.key == key))).first()


async def _set_aside(uow: UnitOfWork, row: Row[Any]) -> None:
    # Its number stays taken: what replaces it has a newer one, by which every replica sees it.
    await uow.execute(
        update(lessons)
        .where(lessons.c.id == row.id)
        .values(key=f"{row.key}/{row.id}", features=b"")
    )


def _thought(learned: Learned | None, example: Example) -> tuple[float | None, float]:
    if learned is None:
        return None, 0.0
    opinion = learned.opinion(example)
    return opinion.score, opinion.shared


async def _forget_oldest(uow: UnitOfWork, community_id: int) -> None:
    theirs = lessons.c.community_id == community_id
    count = (await uow.execute(select(func.count()).where(theirs))).scalar_one()
    if count > MOST_LESSONS:
        oldest = select(func.min(lessons.c.id)).where(theirs).scalar_subquery()
        await uow.execute(delete(lessons).where(lessons.c.id == oldest))
