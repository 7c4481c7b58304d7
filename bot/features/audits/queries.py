"""Read the audit, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from bot.features.audits.rules import Change, changes
from bot.kit.unit_of_work import UnitOfWork
from models.audits import audits
from models.cases import cases


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: what was done, by whom (None: a check or the bot), to whom, and what changed."""

    id: int
    what: str
    actor_id: int | None
    subject_id: int | None
    case_number: int | None
    changes: tuple[Change, ...]
    at: datetime


async def entries_of(
    uow: UnitOfWork,
    community_id: int,
    *,
    category: str | None = None,
    person_id: int | None = None,
    before: int | None = None,
    limit: int = 10,
) -> list[Entry]:
    """Return a page of the audit: of a category, of what somebody did or met, older than a row."""
    wanted = (
        select(audits, cases.c.number)
        .outerjoin(cases, cases.c.id == audits.c.case_id)
        .where(audits.c.community_id == community_id)
    )
    if category is not None:
        wanted = wanted.where(audits.c.category == category)
    if person_id is not None:
        wanted = wanted.where(
            or_(audits.c.actor_id == person_id, audits.c.subject_id == person_id)
        )
    if before is not None:
        wanted = wanted.where(audits.c.id < before)
    found = await uow.execute(wanted.order_by(audits.c.id.desc()).limit(limit))
    return [_drawn(row) for row in found]


def _drawn(row: Any) -> Entry:
    return Entry(
        row.id,
        row.what,
        row.actor_id,
        row.subject_id,
        row.number,
        tuple(changes(row.before, row.after)),
        row.at,
    )
