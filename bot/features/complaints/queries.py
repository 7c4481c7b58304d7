"""Reads over complaints: one as it stands, what became of a member's own, how fast staff is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, or_, select

from bot.features.complaints.kept import COLUMNS, Complaint, drawn
from bot.features.complaints.rules import Record, middle
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.complaints import complainants, complaint_cards, complaints
from models.members import members
from models.outbox import outbox

# How far back somebody's reports are looked at to tell how good they are.
REMEMBERED: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Voices:
    """How many members reported a message, and the reasons of the first few."""

    count: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Where a complaint is shown; without a message while it is on its way."""

    chat_id: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class History:
    """What a community knows of somebody, in a line."""

    known_since: datetime | None
    messages: int
    cases: int
    undone: int
    complaints: int


async def complaint_by_id(uow: UnitOfWork, complaint_id: int) -> Complaint | None:
    """Return a complaint by its number."""
    found = await uow.execute(select(*COLUMNS).where(complaints.c.id == complaint_id))
    row = found.first()
    return None if row is None else drawn(row)


async def complaint_about(
    uow: UnitOfWork, chat_id: int, message_id: int, kind: str
) -> Complaint | None:
    """Return the complaint about a message."""
    found = await uow.execute(
        select(*COLUMNS).where(
            complaints.c.chat_id == chat_id,
            complaints.c.message_id == message_id,
            complaints.c.kind == kind,
        )
    )
    row = found.first()
    return None if row is None else drawn(row)


async def complaint_of_case(uow: UnitOfWork, case_id: int) -> Complaint | None:
    """Return the complaint that led to a case."""
    found = await uow.execute(select(*COLUMNS).where(complaints.c.case_id == case_id))
    row = found.first()
    return None if row is None else drawn(row)


async def voices_of(uow: UnitOfWork, complaint_id: int, *, most: int = 3) -> Voices:
    """Return how many reported it, and why."""
    found = await uow.execute(
        select(complainants.c.reason)
        .where(complainants.c.complaint_id == complaint_id)
        .order_by(complainants.c.at, complainants.c.person_id)
    )
    reasons = list(found.scalars())
    return Voices(len(reasons), tuple(each for each in reasons if each)[:most])


async def complainants_of(uow: UnitOfWork, complaint_id: int, *, most: int = 20) -> list[int]:
    """Return who complained, first come first."""
    found = await uow.execute(
        select(complainants.c.person_id)
        .where(complainants.c.complaint_id == complaint_id)
        .order_by(complainants.c.at, complainants.c.person_id)
        .limit(most)
    )
    return list(found.scalars())


async def cards_of(uow: UnitOfWork, complaint_id: int) -> list[Card]:
    """Return where a complaint is shown, as far as Telegram has told."""
    found = await uow.execute(
        select(complaint_cards.c.chat_id, complaint_cards.c.message_id)
        .where(complaint_cards.c.complaint_id == complaint_id)
        .order_by(complaint_cards.c.chat_id)
    )
    return [Card(row.chat_id, row.message_id) for row in found]


async def record_of(uow: UnitOfWork, community_id: int, person_id: int) -> Record:
    """Return what became of somebody's reports lately."""
    found = await uow.execute(
        select(complaints.c.outcome, func.count().label("times"))
        .join(complainants, complainants.c.complaint_id == complaints.c.id)
        .where(
            complainants.c.person_id == person_id,
            complainants.c.at > uow.now - REMEMBERED,
            complaints.c.community_id == community_id,
            complaints.c.kind == "member",
            complaints.c.state == "closed",
        )
        .group_by(complaints.c.outcome)
    )
    became = {row.outcome: int(row.times) for row in found}
    return Record(sum(became.values()), became.get("dismissed", 0))


async def reports_since(uow: UnitOfWork, person_id: int, since: datetime) -> int:
    """Return how many reports somebody made since a moment."""
    found = await uow.execute(
        select(func.count()).where(
            complainants.c.person_id == person_id, complainants.c.at > since
        )
    )
    return int(found.scalar_one())


async def own(uow: UnitOfWork, person_id: int, *, most: int = 10) -> list[Complaint]:
    """Return somebody's private complaints, newest first."""
    found = await uow.execute(
        select(*COLUMNS)
        .join(complainants, complainants.c.complaint_id == complaints.c.id)
        .where(
            complainants.c.person_id == person_id,
            complaints.c.kind == "private",
            complaints.c.state != "asked",
        )
        .order_by(complaints.c.id.desc())
        .limit(most)
    )
    return [drawn(row) for row in found]


async def waiting(uow: UnitOfWork, community_id: int, *, most: int = 50) -> list[Complaint]:
    """Return what nobody has closed yet, the oldest first."""
    found = await uow.execute(
        select(*COLUMNS)
        .where(
            complaints.c.community_id == community_id,
            complaints.c.state.in_(("open", "claimed")),
        )
        .order_by(complaints.c.id)
        .limit(most)
    )
    return [drawn(row) for row in found]


async def sent_as(uow: UnitOfWork, keys: Iterable[str]) -> dict[int, int]:
    """Return the message that each of these deliveries became, by its chat."""
    found = await uow.execute(
        select(outbox.c.chat_id, outbox.c.message_id).where(
            outbox.c.key.in_(sorted(keys)),
            outbox.c.state == "done",
            outbox.c.message_id.is_not(None),
        )
    )
    return {row.chat_id: row.message_id for row in found}


async def response_minutes(
    uow: UnitOfWork, community_id: int, since: datetime, *, by: int | None = None
) -> float | None:
    """Return the median of how many minutes a complaint waited for somebody to take it up.

    Of everybody, or of what one person took up; None where nothing was.
    """
    taken: list[Any] = [
        complaints.c.community_id == community_id,
        complaints.c.at >= since,
        complaints.c.state.in_(("claimed", "closed")),
        or_(complaints.c.claimed_at.is_not(None), complaints.c.closed_at.is_not(None)),
    ]
    if by is not None:
        taken.append(func.coalesce(complaints.c.claimed_by, complaints.c.closed_by) == by)
    found = await uow.execute(
        select(complaints.c.at, complaints.c.claimed_at, complaints.c.closed_at).where(*taken)
    )
    waited = middle([(row.claimed_at or row.closed_at) - row.at for row in found])
    return None if waited is None else waited.total_seconds() / 60


async def history_of(uow: UnitOfWork, community_id: int, person_id: int) -> History:
    """Return what a community knows of somebody."""
    member = await uow.execute(
        select(members.c.joined_at, members.c.first_seen_at, members.c.messages).where(
            members.c.community_id == community_id, members.c.person_id == person_id
        )
    )
    known = member.first()
    theirs = (cases.c.community_id == community_id, cases.c.person_id == person_id)
    states = list((await uow.execute(select(cases.c.state).where(*theirs))).scalars())
    told = await uow.execute(
        select(func.count()).where(
            complaints.c.community_id == community_id, complaints.c.person_id == person_id
        )
    )
    return History(
        known_since=(known.joined_at or known.first_seen_at) if known else None,
        messages=known.messages if known else 0,
        cases=len(states),
        undone=states.count("undone"),
        complaints=int(told.scalar_one()),
    )
