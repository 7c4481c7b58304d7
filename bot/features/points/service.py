"""Award, and tell what was awarded for."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from bot.features.facts import ExperienceEarned
from bot.features.messages import ChatMessage
from bot.features.points.earnings import keep_earned
from bot.features.points.rules import ChatMemory, ChatTerms, earned
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.gifts import gifts
from models.members import members
from models.points import ledger

LEDGER = Tally("ledger", ledger, (), {})
CLAIMED = Tally("ledger_claimed", ledger, ("community_id", "person_id", "key"), {})
CHAT_RULE = "chat"


@dataclass(frozen=True, slots=True)
class Grant:
    """Experience and points for one deed; the key makes it pay once."""

    community_id: int
    person_id: int
    experience: int
    points: int
    rule: str
    source_type: str
    source_id: str
    local_day: date
    key: str
    actor_id: int | None = None
    # Where it was earned, where that was in a chat.
    chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """What a member holds."""

    experience: int
    points: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger, as it is shown."""

    rule: str
    experience: int
    points: int
    local_day: date
    at: datetime
    # What the staff wrote as the reason, where they granted or fined.
    reason: str = ""


async def award(uow: UnitOfWork, grant: Grant) -> bool:
    """Write a grant into the ledger and the balance; False if its key was paid before.

    While earning is paused for somebody, a deed that would earn experience pays nothing.
    """
    if grant.experience > 0 and await is_paused(uow, grant.community_id, grant.person_id):
        return False
    claimed = await uow.execute(
        CLAIMED.statement(uow.dialect).returning(ledger.c.id),
        [_row(uow, grant)],
    )
    if claimed.first() is None:
        return False
    _keep_earned(uow, grant)
    held = await uow.execute(
        update(members)
        .where(
            members.c.community_id == grant.community_id, members.c.person_id == grant.person_id
        )
        .values(
            experience=members.c.experience + grant.experience,
            points=members.c.points + grant.points,
        )
        .returning(members.c.experience)
    )
    experience = held.scalar()
    if grant.experience > 0 and experience is not None:
        uow.state(
            ExperienceEarned(
                community_id=grant.community_id,
                person_id=grant.person_id,
                chat_id=grant.chat_id,
                at=uow.now,
                local_day=grant.local_day,
                before=experience - grant.experience,
                after=experience,
                rule=grant.rule,
            )
        )
    return True


async def is_paused(uow: UnitOfWork, community_id: int, person_id: int) -> bool:
    """Whether somebody earns nothing for the time being: a sanction lasts, or has just been."""
    found = await uow.execute(
        select(members.c.person_id).where(
            members.c.community_id == community_id,
            members.c.person_id == person_id,
            members.c.earns_from > uow.now,
        )
    )
    return found.first() is not None


async def spend(uow: UnitOfWork, grant: Grant) -> bool:
    """Take points (a grant of fewer than none) from somebody who has them; False who has not."""
    held = await uow.execute(
        update(members)
        .where(
            members.c.community_id == grant.community_id,
            members.c.person_id == grant.person_id,
            members.c.points >= -grant.points,
        )
        .values(points=members.c.points + grant.points)
    )
    if not held.rowcount:
        return False
    await uow.execute(insert(ledger).values(_row(uow, grant)))
    return True


def award_chat(
    uow: UnitOfWork,
    message: ChatMessage,
    person_id: int,
    *,
    community_id: int,
    at: datetime,
    local_day: date,
    memory: ChatMemory,
    terms: ChatTerms,
) -> tuple[int, ChatMemory]:
    """Let a message earn, without a statement of its own; returns the worth and the new memory."""
    words = message.words
    if not words or message.is_command:
        return 0, memory
    source = f"{message.chat.id}:{message.message_id}"
    is_first = memory.paid_day != local_day
    worth, memory = earned(source, words, at, local_day, memory=memory, terms=terms)
    if worth:
        uow.collect(
            LEDGER,
            {
                "community_id": community_id,
                "person_id": person_id,
                "experience": worth,
                "points": worth,
                "rule": CHAT_RULE,
                "source_type": "message",
                "source_id": source,
                "actor_id": None,
                "chat_id": message.chat.id,
                "local_day": local_day,
                "key": f"chat:{source}",
                "at": uow.now,
            },
        )
        keep_earned(
            uow,
            community_id,
            person_id,
            day=local_day,
            rule=CHAT_RULE,
            chat_id=message.chat.id,
            experience=worth,
            is_first=is_first,
        )
    return worth, memory


async def balance_of(uow: UnitOfWork, community_id: int, person_id: int) -> Balance:
    """Return what a member holds; nothing for a stranger."""
    found = await uow.execute(
        select(members.c.experience, members.c.points).where(
            members.c.community_id == community_id, members.c.person_id == person_id
        )
    )
    row = found.first()
    return Balance(row.experience, row.points) if row else Balance(0, 0)


async def entries_of(
    uow: UnitOfWork, community_id: int, person_id: int, *, limit: int
) -> list[Entry]:
    """Return the newest entries of a member's ledger, newest first."""
    found = await uow.execute(
        select(
            ledger.c.rule,
            ledger.c.experience,
            ledger.c.points,
            ledger.c.local_day,
            ledger.c.at,
            ledger.c.source_type,
            ledger.c.source_id,
        )
        .where(ledger.c.community_id == community_id, ledger.c.person_id == person_id)
        .order_by(ledger.c.at.desc(), ledger.c.id.desc())
        .limit(limit)
    )
    rows = found.all()
    given = [int(row.source_id) for row in rows if row.source_type == "gift"]
    reasons: dict[int, str] = {}
    if given:
        why = await uow.execute(select(gifts.c.id, gifts.c.reason).where(gifts.c.id.in_(given)))
        reasons = {row.id: row.reason for row in why}
    return [
        Entry(
            row.rule,
            row.experience,
            row.points,
            row.local_day,
            row.at,
            reasons.get(int(row.source_id), "") if row.source_type == "gift" else "",
        )
        for row in rows
    ]


def _keep_earned(uow: UnitOfWork, grant: Grant) -> None:
    keep_earned(
        uow,
        grant.community_id,
        grant.person_id,
        day=grant.local_day,
        rule=grant.rule,
        chat_id=grant.chat_id,
        experience=grant.experience,
    )


def _row(uow: UnitOfWork, grant: Grant) -> dict[str, object]:
    return {
        "community_id": grant.community_id,
        "person_id": grant.person_id,
        "experience": grant.experience,
        "points": grant.points,
        "rule": grant.rule,
        "source_type": grant.source_type,
        "source_id": grant.source_id,
        "actor_id": grant.actor_id,
        "chat_id": grant.chat_id,
        "local_day": grant.local_day,
        "key": grant.key,
        "at": uow.now,
    }
