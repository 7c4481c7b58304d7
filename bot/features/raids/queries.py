"""Reads over raids: which is on, what it comes to in numbers, whom the staff should look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, exists, func, or_, select

from bot.features.raids.rules import Figures, Named, suspects
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity
from models.cases import cases
from models.complaints import complaints
from models.members import memberships, people
from models.outbox import outbox
from models.raids import raid_arrivals, raids

# So many of the staff are written to one by one where there is no staff chat.
# Who was called off, whatever the call would have said.
_GONE_ANYWAY: Final = ("not found", "participant", "deactivated", "chat administrator")


@dataclass(frozen=True, slots=True)
class Raid:
    """A raid as it stands."""

    id: int
    community_id: int
    chat_id: int
    cause: str
    began_by: int | None
    began_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    seed: int
    notice_id: int | None
    is_locked: bool
    permissions: Mapping[str, Any] | None

    @property
    def is_on(self) -> bool:
        """Whether the gate is closed."""
        return self.ended_at is None

    @property
    def reason(self) -> str:
        """The reason under which newcomers are held."""
        return f"raid:{self.id}"


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody whom the staff should look at: why, and what became of them."""

    person_id: int
    name: str
    why: str
    state: str


_SELECT: Final = select(*(raids.c[name] for name in Raid.__dataclass_fields__))


async def open_raid(uow: UnitOfWork, chat_id: int) -> Raid | None:
    """Return the raid that is on in a chat; asked once a batch."""
    known: tuple[Raid | None] | None = uow.recall(("raid", chat_id))
    if known is None:
        found = await uow.execute(
            _SELECT.where(raids.c.chat_id == chat_id, raids.c.ended_at.is_(None))
        )
        row = found.first()
        known = (_drawn(row),)
        uow.remember(("raid", chat_id), known)
    return known[0]


async def raid_by_id(uow: UnitOfWork, raid_id: int) -> Raid | None:
    """Return a raid by its row."""
    row = (await uow.execute(_SELECT.where(raids.c.id == raid_id))).first()
    return _drawn(row)


async def is_quiet(uow: UnitOfWork, chat_id: int) -> bool:
    """Whether a chat is raided: greetings and other chatter wait until it is over."""
    return await open_raid(uow, chat_id) is not None


async def figures_of(uow: UnitOfWork, raid: Raid) -> Figures:
    """Return a raid in numbers."""
    found = await uow.execute(
        select(raid_arrivals.c.state, func.count().label("times"))
        .where(raid_arrivals.c.raid_id == raid.id)
        .group_by(raid_arrivals.c.state)
    )
    by_state: dict[str, int] = {row.state: row.times for row in found}
    spoke = await uow.execute(
        select(func.count())
        .select_from(raid_arrivals)
        .where(raid_arrivals.c.raid_id == raid.id, has_spoken(raid.chat_id))
    )
    return Figures(
        arrivals=sum(by_state.values()),
        proven=by_state.get("proven", 0),
        left=by_state.get("left", 0),
        banned=by_state.get("banned", 0),
        spoke=int(spoke.scalar_one()),
        unproven=by_state.get("muted", 0) + by_state.get("freed", 0),
    )


def has_spoken(chat_id: int) -> Any:
    """Tell of an arrival whether it has been heard in the chat since."""
    return exists().where(
        activity.c.person_id == raid_arrivals.c.person_id,
        activity.c.chat_id == chat_id,
        activity.c.kind == "message",
        activity.c.at >= raid_arrivals.c.at,
    )


async def suspects_of(uow: UnitOfWork, raid: Raid) -> list[Suspect]:
    """Return whom the staff should look at, those who broke a rule or were reported first."""
    reported = exists().where(
        complaints.c.chat_id == raid.chat_id,
        complaints.c.person_id == raid_arrivals.c.person_id,
        complaints.c.kind == "member",
        complaints.c.at >= raid_arrivals.c.at,
    )
    found = await uow.execute(
        select(
            raid_arrivals.c.person_id,
            raid_arrivals.c.at,
            raid_arrivals.c.state,
            raid_arrivals.c.suspicion,
            reported.label("is_reported"),
            people.c.first_name,
            people.c.last_name,
        )
        .join(people, people.c.id == raid_arrivals.c.person_id)
        .where(raid_arrivals.c.raid_id == raid.id)
        .order_by(raid_arrivals.c.at, raid_arrivals.c.person_id)
    )
    rows = {row.person_id: row for row in found}
    names = {
        person_id: " ".join(filter(None, (row.first_name, row.last_name)))
        for person_id, row in rows.items()
    }
    listed = suspects(
        {
            person_id: row.suspicion or ("reported" if row.is_reported else None)
            for person_id, row in rows.items()
        },
        [Named(person_id, names[person_id], row.at) for person_id, row in rows.items()],
    )
    return [
        Suspect(person_id, names[person_id], why, rows[person_id].state)
        for person_id, why in listed
    ]


async def banned_of(uow: UnitOfWork, raid: Raid) -> set[int]:
    """Return which of a raid's arrivals are banned now, by whomever.

    A word to Telegram about what they may do would let them in again.
    """
    kicked = and_(
        memberships.c.chat_id == raid.chat_id,
        memberships.c.person_id == raid_arrivals.c.person_id,
        memberships.c.status == "kicked",
    )
    banned = and_(
        cases.c.chat_id == raid.chat_id,
        cases.c.person_id == raid_arrivals.c.person_id,
        cases.c.action == "ban",
        cases.c.state.in_(("open", "applied")),
    )
    found = await uow.execute(
        select(raid_arrivals.c.person_id).where(
            raid_arrivals.c.raid_id == raid.id, or_(exists().where(kicked), exists().where(banned))
        )
    )
    return set(found.scalars())


async def not_freed(uow: UnitOfWork, raid: Raid) -> tuple[int, str]:
    """Return how much Telegram would not undo at a raid's end, and its last reason."""
    failed = select(outbox.c.reason).where(is_release(raid), outbox.c.state == "failed")
    found = await uow.execute(failed.order_by(outbox.c.id))
    # Somebody who is not there any more is held by nothing.
    reasons = [
        reason
        for reason in found.scalars()
        if not any(phrase in (reason or "").casefold() for phrase in _GONE_ANYWAY)
    ]
    return len(reasons), reasons[-1] or "" if reasons else ""


def is_release(raid: Raid) -> Any:
    """Tell of a call whether it undoes at a raid's end what the raid had restricted."""
    return or_(
        outbox.c.key.startswith(f"free:{raid.reason}:", autoescape=True),
        outbox.c.key.startswith(f"raid:{raid.id}:unlock:", autoescape=True),
    )


def _drawn(row: Any) -> Raid | None:
    return None if row is None else Raid(*row)
