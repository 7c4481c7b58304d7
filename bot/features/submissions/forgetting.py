"""Forget what was handed in: at its author's wish, and once it is not needed any more."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, or_, select, update

from bot.features.submissions.queries import COLUMNS, drawn_all
from bot.features.submissions.rules import DRAFT_LASTS, WAITS
from bot.features.submissions.service import call_off, take_copies, withdraw
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.submissions import submission_cards, submissions

MOST: Final = 1000
# Due work: cards are to show how a submission stands.
SHOWS: Final = "submission.shows"


async def export_submissions(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    """Return what somebody handed in, and what they decided, without another's words."""
    found = await uow.execute(select(submissions).where(submissions.c.person_id == person_id))
    rows = [dict(row) for row in found.mappings()]
    told = [submissions.c[name] for name in ("id", "state", "decided_at")]
    decided = await uow.execute(
        select(*told).where(submissions.c.decided_by == person_id).limit(MOST)
    )
    return rows + [dict(row) for row in decided.mappings()]


async def forget_submissions(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    """Forget an author: what was published is taken down, and what the staff was shown too."""
    found = await uow.execute(select(*COLUMNS).where(submissions.c.person_id == person_id))
    mine = drawn_all(found)
    for each in mine:
        if each.state in {"waiting", "owed", "published"}:
            await withdraw(uow, each)
        else:
            await call_off(uow, each.id)
        await take_copies(uow, each.id, "card")
    ids = [each.id for each in mine]
    await uow.execute(delete(submission_cards).where(submission_cards.c.submission_id.in_(ids)))
    emptied = await uow.execute(
        update(submissions)
        .where(submissions.c.person_id == person_id)
        .values(person_id=None, words=None, file_id=None)
    )
    cleared = await uow.execute(
        update(submissions).where(submissions.c.decided_by == person_id).values(decided_by=None)
    )
    return emptied.rowcount + cleared.rowcount


async def purge_submissions(uow: UnitOfWork, *, decided_before: datetime, most: int) -> int:
    """Forget what was decided some while ago, what waited too long, and what was never sent."""
    gone = await uow.execute(
        delete(submissions).where(
            submissions.c.id.in_(
                select(submissions.c.id)
                .where(
                    submissions.c.state.in_(("asked", "draft", "dropped")),
                    submissions.c.made_at < uow.now - DRAFT_LASTS,
                )
                .limit(most)
            )
        )
    )
    emptied = await uow.execute(
        update(submissions)
        .where(
            submissions.c.state.in_(("declined", "lapsed")),
            submissions.c.decided_at < decided_before,
            or_(submissions.c.words.is_not(None), submissions.c.file_id.is_not(None)),
        )
        .values(words=None, file_id=None)
    )
    return max(gone.rowcount, emptied.rowcount, await _let_lapse(uow, most))


async def _let_lapse(uow: UnitOfWork, most: int) -> int:
    late = select(submissions.c.id).where(
        submissions.c.state == "waiting", submissions.c.made_at < uow.now - WAITS
    )
    lapsed = await uow.execute(
        update(submissions)
        .where(submissions.c.id.in_(late.limit(most)))
        .values(state="lapsed", decided_at=uow.now)
        .returning(submissions.c.id)
    )
    ids = list(lapsed.scalars())
    for submission_id in ids:
        key = f"{SHOWS}:{submission_id}:lapsed"
        uow.schedule(Due(key, SHOWS, uow.now, {"submission_id": submission_id}))
    return len(ids)
