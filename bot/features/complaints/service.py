"""Take a complaint in, let one of the staff see to it, and write down what became of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import insert, or_, select, update

from bot.features.audits.service import note
from bot.features.cases.service import Order, open_case
from bot.features.complaints.kept import Complaint, Proof, evidence_in, stored
from bot.features.complaints.queries import (
    complaint_about,
    complaint_by_id,
    record_of,
    reports_since,
)
from bot.features.complaints.rules import OUTCOMES, Deed, Terms, allowance, is_doubted
from bot.features.place import Place
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.complaints import complainants, complaints

COMPLAINANTS: Final = Tally("complainants", complainants, ("complaint_id", "person_id"), {})
# Due work: a claim that nothing came of, and a complaint that staff is yet to be shown.
IDLE: Final = "complaint-idle"
SHOWS: Final = "complaint-shows"
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A member's report of a message: which, by whom, of whom, and why."""

    community_id: int
    chat_id: int
    message_id: int
    reporter_id: int
    person_id: int
    proof: Proof
    reason: str = ""
    is_for_heads: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """The report counts: it began a complaint, or it joined the one that there is."""

    complaint: Complaint
    is_new: bool


@dataclass(frozen=True, slots=True)
class Again:
    """The same member reported the same message before."""

    complaint: Complaint


@dataclass(frozen=True, slots=True)
class Enough:
    """The member has made as many reports as an hour allows."""

    per_hour: int
    is_doubted: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody else sees to it, or has: who, and how it ended if it has."""

    by: int | None
    outcome: str | None


Taken: TypeAlias = Filed | Again | Enough


async def report(uow: UnitOfWork, report: Report, terms: Terms) -> Taken:
    """Take a member's report: one complaint a message, however many members report it."""
    held = await complaint_about(uow, report.chat_id, report.message_id, "member")
    if held is not None and await _has_voice(uow, held.id, report.reporter_id):
        return Again(held)
    record = await record_of(uow, report.community_id, report.reporter_id)
    allowed = allowance(terms, record)
    if await reports_since(uow, report.reporter_id, uow.now - _HOUR) >= allowed:
        return Enough(allowed, is_doubted(record))
    complaint = held or await open_complaint(
        uow,
        kind="member",
        community_id=report.community_id,
        chat_id=report.chat_id,
        message_id=report.message_id,
        person_id=report.person_id,
        proof=report.proof,
        is_for_heads=report.is_for_heads,
        lasts=terms.evidence_lasts,
    )
    add_voice(uow, complaint.id, report.reporter_id, report.reason)
    return Filed(complaint, is_new=held is None)


async def open_complaint(
    uow: UnitOfWork,
    *,
    kind: str,
    community_id: int,
    chat_id: int,
    message_id: int,
    lasts: timedelta,
    person_id: int | None = None,
    proof: Proof | None = None,
    is_for_heads: bool = False,
    state: str = "open",
) -> Complaint:
    """Write down a new complaint."""
    created = await uow.execute(
        insert(complaints)
        .values(
            community_id=community_id,
            chat_id=chat_id,
            message_id=message_id,
            kind=kind,
            person_id=person_id,
            evidence=None if proof is None else stored(proof),
            forget_at=uow.now + lasts,
            state=state,
            is_for_heads=is_for_heads,
            at=uow.now,
        )
        .returning(complaints.c.id)
    )
    complaint = await complaint_by_id(uow, int(created.scalar_one()))
    if complaint is None:
        raise LookupError("a complaint is gone in the moment in which it was written")
    return complaint


def add_voice(uow: UnitOfWork, complaint_id: int, person_id: int, reason: str = "") -> None:
    """Count somebody among those who complain; each counts once."""
    row = {
        "complaint_id": complaint_id,
        "person_id": person_id,
        "reason": storable(reason, 300) or None,
        "at": uow.now,
    }
    uow.collect(COMPLAINANTS, row)


def show_soon(uow: UnitOfWork, complaint_id: int) -> None:
    """Have staff shown a complaint as it stands."""
    details = {"complaint_id": complaint_id}
    uow.schedule(Due(f"{SHOWS}:{complaint_id}:{uow.stamp()}", SHOWS, uow.now, details))


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
        key=f"complaint:{complaint.id}",
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


async def held_by(uow: UnitOfWork, complaint_id: int) -> Held:
    """Return who sees to a complaint, or saw to it."""
    complaint = await complaint_by_id(uow, complaint_id)
    if complaint is None:
        return Held(None, None)
    return Held(complaint.closed_by or complaint.claimed_by, complaint.outcome)


async def _has_voice(uow: UnitOfWork, complaint_id: int, person_id: int) -> bool:
    found = await uow.execute(
        select(complainants.c.person_id).where(
            complainants.c.complaint_id == complaint_id, complainants.c.person_id == person_id
        )
    )
    return found.first() is not None


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
