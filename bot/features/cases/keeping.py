"""Keep the evidence of a case for its term, and let it go."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, tuple_, update

from bot.features.cases.evidence import Evidence
from bot.features.cases.rules import Case
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases, evidence

EVIDENCE: Final = Tally("evidence", evidence, ("case_id", "chat_id", "message_id"), {})


def add_evidence(uow: UnitOfWork, case: Case, messages: tuple[Evidence, ...]) -> None:
    """Keep messages as the evidence of a case, for as long as the rest of it is kept."""
    for each in messages:
        uow.collect(
            EVIDENCE,
            {
                "case_id": case.id,
                "chat_id": each.chat_id,
                "message_id": each.message_id,
                "person_id": each.sender_id,
                "words": each.words or None,
                "media": each.media,
                "at": uow.now,
                "forget_at": case.forget_at or uow.now,
            },
        )


async def forget_evidence(uow: UnitOfWork, *, by: datetime, most: int) -> int:
    """Let go of what comes to its term by a moment: messages, and reasons; returns how much.

    The case itself stays, with its clause and version: that something was done is no evidence.
    """
    keys = tuple_(evidence.c.case_id, evidence.c.chat_id, evidence.c.message_id)
    old = (
        select(evidence.c.case_id, evidence.c.chat_id, evidence.c.message_id)
        .where(evidence.c.forget_at <= by)
        .limit(most)
    )
    gone = await uow.execute(delete(evidence).where(keys.in_(old)))
    spent = select(cases.c.id).where(cases.c.forget_at <= by).limit(most)
    cleared = await uow.execute(
        update(cases).where(cases.c.id.in_(spent)).values(reason=None, forget_at=None)
    )
    return max(gone.rowcount, cleared.rowcount)
