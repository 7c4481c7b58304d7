"""Learn from what was taken back: a removal that was wrong is a verdict too."""

from typing import Final

from sqlalchemy import select

from bot.features.facts import SanctionUndone
from bot.features.lessons.features import Example
from bot.features.lessons.service import Verdict, lesson_key, memory_of, teach, was_taught
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases, evidence

# An album's texts, or a few messages that one case is about.
MOST_MESSAGES: Final = 10


async def learn_from_undoing(uow: UnitOfWork, undone: SanctionUndone) -> int:
    """Teach that what a case had taken away is no spam; returns how many messages that were.

    What staff did by hand for other reasons teaches nothing, and neither does its undoing: only
    what a check found, or what had been taught as spam.
    """
    memory = memory_of(uow)
    if memory is None:
        return 0
    found = await uow.execute(
        select(
            evidence.c.chat_id,
            evidence.c.message_id,
            evidence.c.person_id,
            evidence.c.words,
            cases.c.undone_by,
        )
        .join(cases, cases.c.id == evidence.c.case_id)
        .where(evidence.c.case_id == undone.case_id, evidence.c.words.is_not(None))
        .order_by(evidence.c.message_id)
        .limit(MOST_MESSAGES)
    )
    count = 0
    for row in found.all():
        key = lesson_key(row.chat_id, row.message_id)
        if undone.check is None and not await was_taught(uow, key):
            continue
        verdict = Verdict(
            community_id=undone.community_id,
            key=key,
            example=Example(row.words),
            is_spam=False,
            source="appeal" if undone.is_appeal else "undo",
            person_id=row.person_id,
            teacher_id=row.undone_by,
        )
        count += await teach(uow, memory, verdict) != "known"
    return count
