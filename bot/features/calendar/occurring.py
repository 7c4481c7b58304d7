"""What becomes of a slot when it falls due: an occurrence for each group, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.features.calendar.entries import Entry
from bot.features.calendar.keeping import slot_text
from bot.features.calendar.timing import resolve
from bot.kit.days import zone_named
from bot.kit.unit_of_work import UnitOfWork
from models.calendar import occurrences

State: TypeAlias = Literal[
    "asked", "approved", "held", "owed", "posted", "failed", "skipped", "missed"
]
# What is not decided yet, and can be.
UNDECIDED: Final = ("asked", "approved", "held", "failed", "missed")
# However little patience an entry has.
SOONEST: Final = timedelta(minutes=1)
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One slot of an entry in one group, and what became of it."""

    id: int
    community_id: int
    entry_key: str
    slot: str
    chat_id: int
    due_at: datetime
    sort: str
    kind: str
    state: State
    why: str | None
    turn: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group that an entry goes to."""

    chat_id: int
    community_id: int


async def open_(
    uow: UnitOfWork,
    entry: Entry,
    slot: datetime,
    groups: Sequence[Group],
    state: State,
    *,
    turn: int,
    why: str | None = None,
) -> list[Occurrence]:
    """Keep that a slot has come in some groups; returns those in which it had not come before."""
    due_at = resolve(slot, zone_named(entry.timing.zone))
    rows = [
        {
            "community_id": group.community_id,
            "entry_key": entry.id,
            "slot": slot_text(slot),
            "chat_id": group.chat_id,
            "due_at": due_at,
            "sort": entry.sort,
            "kind": entry.kind,
            "state": state,
            "why": why,
            "turn": turn,
            "settled_at": uow.now if state in {"missed", "skipped"} else None,
        }
        for group in groups
    ]
    made: list[Occurrence] = []
    dialect = postgresql if uow.dialect == "postgresql" else sqlite
    for at in range(0, len(rows), _AT_ONCE):
        claimed = await uow.execute(
            dialect.insert(occurrences)
            .values(rows[at : at + _AT_ONCE])
            .on_conflict_do_nothing(index_elements=["entry_key", "slot", "chat_id"])
            .returning(*occurrences.c)
        )
        made += [drawn(row) for row in claimed]
    return made


async def move(
    uow: UnitOfWork,
    ids: Iterable[int],
    state: State,
    *,
    among: Sequence[str],
    why: str | None = None,
    by: int | None = None,
) -> list[Occurrence]:
    """Let occurrences become something else, those of them that are still something before."""
    changed = await uow.execute(
        update(occurrences)
        .where(occurrences.c.id.in_(sorted(ids)), occurrences.c.state.in_(among))
        .values(state=state, why=why, decided_by=by, settled_at=uow.now)
        .returning(*occurrences.c)
    )
    return [drawn(row) for row in changed]


async def of_slot(uow: UnitOfWork, entry_key: str, slot: str) -> list[Occurrence]:
    """Return what became of a slot, in every group."""
    found = await uow.execute(
        select(occurrences)
        .where(occurrences.c.entry_key == entry_key, occurrences.c.slot == slot)
        .order_by(occurrences.c.id)
    )
    return [drawn(row) for row in found]


async def by_id(uow: UnitOfWork, occurrence_id: int) -> Occurrence | None:
    """Return an occurrence by its number."""
    found = await uow.execute(select(occurrences).where(occurrences.c.id == occurrence_id))
    row = found.first()
    return None if row is None else drawn(row)


async def lately(
    uow: UnitOfWork, community_id: int, since: datetime, *, most: int = 200
) -> list[Occurrence]:
    """Return a community's occurrences since a moment, in order."""
    found = await uow.execute(
        select(occurrences)
        .where(occurrences.c.community_id == community_id, occurrences.c.due_at >= since)
        .order_by(occurrences.c.due_at, occurrences.c.id)
        .limit(most)
    )
    return [drawn(row) for row in found]


def is_late(entry: Entry, due_at: datetime, now: datetime) -> bool:
    """Whether it is too late for an entry to be posted by itself."""
    # What somebody has to do can still be done while its own time lasts.
    lasts = timedelta(hours=int(entry.content["hours"])) if entry.sort == "task" else entry.late
    return now - due_at > max(entry.late, lasts, SOONEST)


def drawn(row: Row[Any]) -> Occurrence:
    """Draw an occurrence from its row."""
    return Occurrence(**{name: getattr(row, name) for name in Occurrence.__slots__})
