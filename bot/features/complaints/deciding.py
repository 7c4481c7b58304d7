"""Let one of the staff see to a complaint, and write down what became of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import or_, select, update

from bot.features.audits.service import note
from bot.features.cases.service import Order, open_case
from bot.features.complaints.kept import Complaint, evidence_in
from bot.features.complaints.queries import complaint_by_id
from bot.features.complaints.rules import OUTCOMES, Deed, Terms
from bot.features.place import Place
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.complaints import complaints

# The due work of freeing a complaint of which nothing came.
IDLE: Final = "complaint-idle"


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody else sees to it, or has: who, and how it ended if it has."""

    by: int | None
    outcome: str | None


async def claim(uow: UnitOfWork, complaint: Complaint, by: int, terms: Terms) -> Complaint | Held:
    """Take a complaint up: of two who press at once, one has it. It is free again in time."""
    changed = await _change(
        uow,
        complaint.id,
        complaints.c.state == "open",
        state="claimed",
        claimed_by=by,
        claimed_at=uow.now,
    )
    if changed is None:
        return await held_by(uow, complaint.id)
    uow.schedule(
        Due(
            f"{IDLE}:{complaint.id}:{uow.stamp()}",
            IDLE,
            uow.now + terms.claim_lasts,
            {"complaint_id": complaint.id, "claimed_at": uow.now.isoformat()},
        )
    )
    _note(uow, complaint, "audit-complaint-claimed", by)
    return changed


async def release(uow: UnitOfWork, complaint: Complaint, by: int) -> Complaint | Held:
    """Hand a complaint back that one has taken up."""
    changed = await _change(
        uow,
        complaint.id,
        complaints.c.state == "claimed",
        complaints.c.claimed_by == by,
        state="open",
        claimed_by=None,
        claimed_at=None,
    )
    if changed is None:
        return await held_by(uow, complaint.id)
    _note(uow, complaint, "audit-complaint-released", by)
    return changed


async def free_idle(uow: UnitOfWork, complaint_id: int, claimed_at: str) -> Complaint | None:
    """Free a complaint of which nothing came since it was claimed; None where something did."""
    complaint = await complaint_by_id(uow, complaint_id)
    if (
        complaint is None
        or complaint.state != "claimed"
        or complaint.claimed_at is None
        or complaint.claimed_at.isoformat() != claimed_at
    ):
        return None
    return await _change(
        uow,
        complaint_id,
        complaints.c.state == "claimed",
        state="open",
        claimed_by=None,
        claimed_at=None,
    )


async def ask_for(uow: UnitOfWork, complaint: Complaint, by: int, deed: str) -> Complaint | Held:
    """Note that somebody who may not sanction asks for it: whoever may sees it on the card."""
    action = deed[:4] if deed.startswith("mute") else deed
    changed = await _change(
        uow,
        complaint.id,
        complaints.c.state != "closed",
        or_(complaints.c.claimed_by.is_(None), complaints.c.claimed_by == by),
        # Free for those who may decide it.
        state="open",
        claimed_by=None,
        claimed_at=None,
        asked_by=by,
        asked_for=action,
    )
    if changed is None:
        return await held_by(uow, complaint.id)
    _note(uow, complaint, "audit-complaint-escalated", by, after={"action": action})
    return changed


async def close(uow: UnitOfWork, complaint: Complaint, by: int, outcome: str) -> Complaint | Held:
    """Close a complaint that is free or one's own: once, whoever else presses."""
    changed = await _change(
        uow,
        complaint.id,
        complaints.c.state.in_(("open", "claimed")),
        or_(complaints.c.claimed_by.is_(None), complaints.c.claimed_by == by),
        state="closed",
        closed_by=by,
        closed_at=uow.now,
        outcome=outcome,
    )
    if changed is None:
        return await held_by(uow, complaint.id)
    _note(uow, complaint, "audit-complaint-closed", by, after={"outcome": outcome})
    return changed


async def act(
    uow: UnitOfWork,
    complaint: Complaint,
    deed: Deed,
    place: Place,
    *,
    by: int,
    local_day: date,
    clause: int = 0,
    verify: bool = False,
) -> Complaint | Held:
    """Close a complaint with a case against whom it is about, with its evidence."""
    action = deed.action
    if action is None or complaint.person_id is None:
        raise LookupError(complaint.id)
    closed = await close(uow, complaint, by, OUTCOMES[action])
    if isinstance(closed, Held):
        return closed
    order = Order(
        community_id=complaint.community_id,
        chat_id=complaint.chat_id,
        person_id=complaint.person_id,
        action=action,
        # Refused by Telegram, the complaint is open again, and the next deed is another.
        key=f"complaint:{complaint.id}:{uow.stamp()}",
        local_day=local_day,
        actor_id=by,
        clause=clause,
        lasts=deed.lasts,
        evidence=evidence_in(complaint),
        removes=(complaint.message_id,),
        title=complaint.proof.title if complaint.proof else None,
        verify=verify,
    )
    opened = await open_case(uow, order, place.policy.sanctions)
    if opened is None:
        return closed
    # The ladder may have made more of a warning.
    values = {"case_id": opened.case.id, "outcome": OUTCOMES[opened.case.action]}
    return await _change(uow, complaint.id, **values) or closed


async def reopen(uow: UnitOfWork, case_id: int) -> Complaint | None:
    """Open a complaint again whose case Telegram refused; None where there is none."""
    found = await uow.execute(
        select(complaints.c.id).where(
            complaints.c.case_id == case_id, complaints.c.state == "closed"
        )
    )
    row = found.first()
    if row is None:
        return None
    return await _change(
        uow,
        row.id,
        complaints.c.state == "closed",
        state="open",
        claimed_by=None,
        claimed_at=None,
        closed_by=None,
        closed_at=None,
        outcome=None,
    )


async def held_by(uow: UnitOfWork, complaint_id: int) -> Held:
    """Return who sees to a complaint, or saw to it."""
    complaint = await complaint_by_id(uow, complaint_id)
    if complaint is None:
        return Held(None, None)
    return Held(complaint.closed_by or complaint.claimed_by, complaint.outcome)


async def _change(
    uow: UnitOfWork, complaint_id: int, *conditions: Any, **values: Any
) -> Complaint | None:
    changed = await uow.execute(
        update(complaints).where(complaints.c.id == complaint_id, *conditions).values(values)
    )
    return await complaint_by_id(uow, complaint_id) if changed.rowcount else None


def _note(
    uow: UnitOfWork,
    complaint: Complaint,
    what: str,
    by: int,
    after: dict[str, Any] | None = None,
) -> None:
    note(
        uow,
        community_id=complaint.community_id,
        category="complaints",
        what=what,
        actor_id=by,
        subject_id=complaint.person_id,
        chat_id=complaint.chat_id if complaint.kind != "private" else None,
        after={"complaint": complaint.id} | (after or {}),
    )
