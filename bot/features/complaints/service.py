"""Take complaints in: one a message, however many members report it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias

from sqlalchemy import insert, select

from bot.features.complaints.kept import Complaint, Proof, stored
from bot.features.complaints.queries import (
    complaint_about,
    complaint_by_id,
    record_of,
    reports_since,
)
from bot.features.complaints.rules import Terms, allowance, is_doubted
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.complaints import complainants, complaints

COMPLAINANTS: Final = Tally("complainants", complainants, ("complaint_id", "person_id"), {})
# The due work of showing staff a complaint.
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


async def _has_voice(uow: UnitOfWork, complaint_id: int, person_id: int) -> bool:
    found = await uow.execute(
        select(complainants.c.person_id).where(
            complainants.c.complaint_id == complaint_id, complainants.c.person_id == person_id
        )
    )
    return found.first() is not None
