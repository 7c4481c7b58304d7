"""Hand over what complaints hold of somebody, and forget it: on either side, or as staff."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, null, select, update

from bot.features.complaints.posts import forget_sent
from bot.features.complaints.service import show_soon
from bot.kit.unit_of_work import UnitOfWork
from models.complaints import complainants, complaint_cards, complaints
from models.outbox import outbox

STAFF = ("asked_by", "claimed_by", "closed_by")
MOST = 1000


async def export_complaints(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    """Return complaints about somebody and by them, and what they did as staff, without more."""
    his = select(complainants.c.complaint_id).where(complainants.c.person_id == person_id)
    own = (complaints.c.person_id == person_id) | (
        complaints.c.id.in_(his) & (complaints.c.kind == "private")
    )
    told = ("id", "kind", "evidence", "state", "outcome", "at")
    found = await uow.execute(
        select(*(complaints.c[each] for each in told)).where(own).limit(MOST)
    )
    rows = [dict(row) for row in found.mappings()]
    done = [complaints.c[each] for each in ("id", "outcome", "claimed_at", "closed_at")]
    for name in STAFF:
        seen = await uow.execute(select(*done).where(complaints.c[name] == person_id).limit(MOST))
        rows += [{**row, "as": name} for row in seen.mappings()]
    return rows


async def forget_complaints(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    """Forget a person in every complaint; what staff was shown of their words is taken back."""
    his = select(complainants.c.complaint_id).where(complainants.c.person_id == person_id)
    dropped = await uow.execute(
        delete(complaints).where(complaints.c.kind == "private", complaints.c.id.in_(his))
    )
    about = await uow.execute(select(complaints.c.id).where(complaints.c.person_id == person_id))
    shown = list(about.scalars())
    await _take_cards_back(uow, person_id, shown)
    emptied = await uow.execute(
        update(complaints)
        .where(complaints.c.person_id == person_id)
        .values(person_id=None, evidence=null())
    )
    freed = await uow.execute(
        update(complaints)
        .where(complaints.c.claimed_by == person_id, complaints.c.state == "claimed")
        .values(state="open", claimed_by=None, claimed_at=None)
    )
    touched = dropped.rowcount + emptied.rowcount + freed.rowcount
    for name in STAFF:
        column = complaints.c[name]
        cleared = await uow.execute(
            update(complaints).where(column == person_id).values({name: None})
        )
        touched += cleared.rowcount
    for complaint_id in shown:
        show_soon(uow, complaint_id)
    return touched


async def _take_cards_back(uow: UnitOfWork, person_id: int, shown: list[int]) -> None:
    """Forget the words on cards: those not sent yet are drawn up anew, the rest are edited."""
    of_theirs = (outbox.c.person_id == person_id, outbox.c.key.startswith("complaint:"))
    await uow.execute(delete(outbox).where(*of_theirs, outbox.c.state == "owed"))
    await uow.execute(update(outbox).where(*of_theirs).values(arguments=null()))
    waiting = complaint_cards.c.message_id.is_(None)
    await uow.execute(
        delete(complaint_cards).where(complaint_cards.c.complaint_id.in_(shown), waiting)
    )


async def purge_complaints(uow: UnitOfWork, *, by: datetime, before: datetime, most: int) -> int:
    """Forget evidence whose term ends by a moment, and closed complaints from before another."""
    due = await uow.execute(
        select(complaints.c.id)
        .where(complaints.c.forget_at <= by, complaints.c.evidence.is_not(None))
        .order_by(complaints.c.id)
        .limit(most)
    )
    chosen = list(due.scalars())
    for complaint_id in chosen:
        of_it = complaint_cards.c.complaint_id == complaint_id
        await forget_sent(uow, complaint_cards, of_it, prefix=f"complaint:{complaint_id}:")
    await uow.execute(
        update(complaints).where(complaints.c.id.in_(chosen)).values(evidence=null())
    )
    await uow.execute(
        update(complainants).where(complainants.c.complaint_id.in_(chosen)).values(reason=None)
    )
    old = select(complaints.c.id).where(complaints.c.state == "closed", complaints.c.at < before)
    gone = await uow.execute(delete(complaints).where(complaints.c.id.in_(old.limit(most))))
    return max(len(chosen), gone.rowcount)
