"""Take in what is not a member's report of a message: a check's doubt, and private complaints."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update

from bot.features.cases.evidence import Evidence
from bot.features.complaints.kept import COLUMNS, Complaint, Part, Proof, drawn, part_of, stored
from bot.features.complaints.queries import complaint_about, complaint_by_id
from bot.features.complaints.rules import Terms
from bot.features.complaints.service import add_voice, open_complaint, show_soon
from bot.features.facts import RuleBroken
from bot.features.places import place_of
from bot.kit.effects import Due
from bot.kit.texts import Text, unpack
from bot.kit.unit_of_work import UnitOfWork
from models.complaints import complainants, complaints
from models.moderation import findings

# One voice, one doubt: what a check finds in somebody's next messages joins no new card.
QUIET: Final = timedelta(minutes=10)
# How long somebody's next words are taken as their complaint, and forwards as its proof.
ASKS_FOR: Final = timedelta(hours=1)
FORWARDS_FOR: Final = timedelta(minutes=15)
MOST_FORWARDS: Final = 5
LAPSES: Final = "complaint-lapses"


async def doubt(uow: UnitOfWork, breach: RuleBroken) -> Complaint | None:
    """Ask a person about what a check found and is not to act on by itself."""
    place = place_of(uow, breach.chat_id or 0)
    if breach.action != "report" or place is None or await _is_covered(uow, breach):
        return None
    kept: Evidence | None = uow.recall(("evidence", place.chat_id, breach.message_id))
    complaint = await open_complaint(
        uow,
        kind="check",
        community_id=breach.community_id,
        chat_id=place.chat_id,
        message_id=breach.message_id,
        person_id=breach.person_id,
        proof=Proof(
            part=Part() if kept is None else part_of(kept),
            check=breach.check,
            detail=await _detail(uow, breach),
        ),
        lasts=place.policy.complaints.evidence_lasts,
    )
    show_soon(uow, complaint.id)
    return complaint


async def begin_private(
    uow: UnitOfWork, person_id: int, message_id: int, community_id: int, terms: Terms
) -> None:
    """Take somebody's next words by DM as a complaint to the staff."""
    await drop_asked(uow, person_id)
    complaint = await open_complaint(
        uow,
        kind="private",
        community_id=community_id,
        chat_id=person_id,
        message_id=message_id,
        lasts=terms.evidence_lasts,
        state="asked",
    )
    add_voice(uow, complaint.id, person_id)
    details = {"complaint_id": complaint.id}
    uow.schedule(Due(f"{LAPSES}:{complaint.id}", LAPSES, uow.now + ASKS_FOR, details))


async def complain(
    uow: UnitOfWork,
    person_id: int,
    message_id: int,
    *,
    community_id: int,
    part: Part,
    terms: Terms,
) -> Complaint:
    """Take a complaint by DM, with what was said; asked for before or not."""
    asked = await asked_of(uow, person_id)
    if asked is None:
        complaint = await open_complaint(
            uow,
            kind="private",
            community_id=community_id,
            chat_id=person_id,
            message_id=message_id,
            proof=Proof(part=part),
            lasts=terms.evidence_lasts,
        )
        add_voice(uow, complaint.id, person_id)
    else:
        complaint = await _write(uow, asked, Proof(part=part), state="open", at=uow.now)
    show_soon(uow, complaint.id)
    return complaint


async def asked_of(uow: UnitOfWork, person_id: int) -> Complaint | None:
    """Return somebody's complaint whose words are yet to come."""
    found = await uow.execute(
        _BY.where(complainants.c.person_id == person_id, complaints.c.state == "asked")
    )
    row = found.first()
    return None if row is None else drawn(row)


async def drop_asked(uow: UnitOfWork, person_id: int) -> bool:
    """Drop a complaint whose words never came; whether there was one."""
    his = select(complainants.c.complaint_id).where(complainants.c.person_id == person_id)
    dropped = await uow.execute(
        delete(complaints).where(
            complaints.c.id.in_(his),
            complaints.c.state == "asked",
            complaints.c.kind == "private",
        )
    )
    return bool(dropped.rowcount)


async def lapse(uow: UnitOfWork, complaint_id: int) -> None:
    """Let a complaint go whose words never came."""
    await uow.execute(
        delete(complaints).where(complaints.c.id == complaint_id, complaints.c.state == "asked")
    )


async def attach(uow: UnitOfWork, person_id: int, part: Part) -> Complaint | None:
    """Add a forwarded message to the complaint that somebody has just made; None without one."""
    found = await uow.execute(
        _BY.where(
            complainants.c.person_id == person_id,
            complaints.c.kind == "private",
            complaints.c.state.in_(("open", "claimed")),
            complaints.c.at > uow.now - FORWARDS_FOR,
        )
        .order_by(complaints.c.id.desc())
        .limit(1)
    )
    row = found.first()
    if row is None:
        return None
    complaint = drawn(row)
    proof = complaint.proof
    if proof is None or len(proof.forwarded) >= MOST_FORWARDS:
        return None
    changed = replace(proof, forwarded=(*proof.forwarded, part))
    return await _write(uow, complaint, changed)


_BY: Final = select(*COLUMNS).join(complainants, complainants.c.complaint_id == complaints.c.id)


async def _write(uow: UnitOfWork, complaint: Complaint, proof: Proof, **values: Any) -> Complaint:
    await uow.execute(
        update(complaints)
        .where(complaints.c.id == complaint.id)
        .values(evidence=stored(proof), **values)
    )
    return await complaint_by_id(uow, complaint.id) or complaint


async def _is_covered(uow: UnitOfWork, breach: RuleBroken) -> bool:
    if await complaint_about(uow, breach.chat_id or 0, breach.message_id, "check") is not None:
        return True
    found = await uow.execute(
        select(complaints.c.id)
        .where(
            complaints.c.community_id == breach.community_id,
            complaints.c.person_id == breach.person_id,
            complaints.c.kind == "check",
            complaints.c.state != "closed",
            complaints.c.at > uow.now - QUIET,
        )
        .limit(1)
    )
    return found.first() is not None


async def _detail(uow: UnitOfWork, breach: RuleBroken) -> Text | None:
    found = await uow.execute(
        select(findings.c.detail).where(
            findings.c.chat_id == breach.chat_id,
            findings.c.message_id == breach.message_id,
            findings.c.check == breach.check,
        )
    )
    detail = unpack(found.scalar())
    return detail if isinstance(detail, Text) else None
