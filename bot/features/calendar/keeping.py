"""The plan in force: kept entry by entry, each with its next slot on the schedule."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from bot.features.calendar.entries import Difference, Entry, Plan, difference
from bot.features.calendar.timing import next_slot, resolve
from bot.kit.collector import Tally
from bot.kit.days import local_day, moment_of, zone_named
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.calendar import schedule_entries
from models.dues import dues

FALL: Final = "calendar.fall"
ASK: Final = "calendar.ask"
# A look at what falls due in the coming days.
LOOK: Final = "calendar.look"
_MORNING: Final = time(8)
BEFOREHAND: Final = timedelta(days=1)
_ENTRIES: Final = Tally(
    "schedule_entries",
    schedule_entries,
    ("key",),
    {"digest": "last", "body": "last", "is_current": "last", "loaded_at": "last"},
)
_AT_ONCE: Final = 1000
# What a field of an entry is unless it says something.
_OPEN: Final[tuple[object, ...]] = (None, "", [], {}, ())


@dataclass(frozen=True, slots=True)
class Overdue:
    """A slot whose time has come and that nobody has taken up yet."""

    details: Mapping[str, Any]


async def load(
    uow: UnitOfWork,
    plan: Plan,
    *,
    settle: Callable[[UnitOfWork, Overdue], Awaitable[None]] | None = None,
) -> Difference:
    """Put a plan in force; what did not change is left alone. Returns what did.

    `settle` takes up what was due by the old plan before this moment: an edit during an outage
    makes no slot disappear.
    """
    found = await uow.execute(
        select(schedule_entries.c.key, schedule_entries.c.digest).where(
            schedule_entries.c.is_current
        )
    )
    told = difference({row.key: row.digest for row in found}, plan.digests)
    if settle is not None and (told.changed or told.removed):
        for each in await _overdue(uow, {*told.changed, *told.removed}):
            await settle(uow, each)
    anew = {*told.added, *told.changed}
    fresh = [entry for entry in plan.entries if entry.id in anew]
    for at in range(0, len(fresh), _AT_ONCE):
        for entry in fresh[at : at + _AT_ONCE]:
            digest = plan.digests[entry.id]
            uow.collect(_ENTRIES, _row(uow, entry, digest))
            plan_next(uow, entry, digest, after=uow.now)
        await uow.flush()
    for at in range(0, len(told.removed), _AT_ONCE):
        await uow.execute(
            update(schedule_entries)
            .where(schedule_entries.c.key.in_(told.removed[at : at + _AT_ONCE]))
            .values(is_current=False)
        )
    if told:
        mark = f"{plan.digest[:16]}:{int(uow.now.timestamp())}"
        uow.schedule(Due(f"{LOOK}:{mark}", LOOK, uow.now))
    return told


def plan_look(uow: UnitOfWork, zone_name: str) -> None:
    """Put the look of tomorrow's morning on the schedule."""
    zone = zone_named(zone_name)
    day = local_day(uow.now, zone) + timedelta(days=1)
    uow.schedule(Due(f"{LOOK}:{day}", LOOK, moment_of(day, _MORNING, zone)))


async def falling(uow: UnitOfWork, *, until: datetime, most: int) -> dict[str, datetime]:
    """Return which entries fall due until a moment, and when they do next."""
    found = await uow.execute(
        select(dues.c.details, dues.c.due_at)
        .where(dues.c.kind == FALL, dues.c.state == "waiting", dues.c.due_at <= until)
        .order_by(dues.c.due_at, dues.c.id)
        .limit(most)
    )
    soon: dict[str, datetime] = {}
    for row in found:
        soon.setdefault(row.details["key"], row.due_at)
    return soon


def plan_next(uow: UnitOfWork, entry: Entry, digest: str, *, after: datetime) -> None:
    """Put an entry's next slot on the schedule; nothing for one that never falls due again."""
    zone = zone_named(entry.timing.zone)
    found = next_slot(entry.timing, after, zone)
    if found is None:
        return
    slot, moment = found
    details = {"key": entry.id, "slot": slot_text(slot), "digest": digest}
    name = f"{entry.id}:{slot_text(slot)}:{digest[:12]}"
    uow.schedule(Due(f"{FALL}:{name}", FALL, moment, details))
    if entry.needs_approval:
        # Some time before it is due, so that somebody can look at it.
        uow.schedule(Due(f"{ASK}:{name}", ASK, max(uow.now, moment - BEFOREHAND), details))


async def entry_named(uow: UnitOfWork, key: str) -> tuple[Entry, str, int] | None:
    """Return an entry of the plan in force with its digest and its turn; one statement."""
    found = await uow.execute(
        select(schedule_entries.c.body, schedule_entries.c.digest, schedule_entries.c.turn).where(
            schedule_entries.c.key == key, schedule_entries.c.is_current
        )
    )
    row = found.first()
    return None if row is None else (entry_of(row.body), row.digest, row.turn)


async def entries_in_force(uow: UnitOfWork, *, most: int) -> list[Entry]:
    """Return the entries of the plan in force, by their words."""
    found = await uow.execute(
        select(schedule_entries.c.body)
        .where(schedule_entries.c.is_current)
        .order_by(schedule_entries.c.key)
        .limit(most)
    )
    return [entry_of(body) for body in found.scalars()]


async def take_turn(uow: UnitOfWork, key: str) -> None:
    """Count that one more of an entry's texts was used."""
    await uow.execute(
        update(schedule_entries)
        .where(schedule_entries.c.key == key)
        .values(turn=schedule_entries.c.turn + 1)
    )


def slot_text(slot: datetime) -> str:
    """Return a local slot as it names an occurrence."""
    return f"{slot:%Y-%m-%dT%H:%M}"


def slot_of(text: str) -> datetime:
    """Return the local slot that a text names."""
    return datetime.fromisoformat(text)


def entry_of(body: Any) -> Entry:
    """Turn what is kept back into the entry."""
    return msgspec.convert(body, Entry)


def slots_until(entry: Entry, first: datetime, now: datetime) -> Sequence[datetime]:
    """Return the slots from one on whose moments have come."""
    zone = zone_named(entry.timing.zone)
    last = now.astimezone(zone).date()
    return [
        slot
        for slot in entry.timing.slots(first.date(), last)
        if slot >= first and resolve(slot, zone) <= now
    ]


async def _overdue(uow: UnitOfWork, keys: Collection[str]) -> list[Overdue]:
    found = await uow.execute(
        select(dues.c.details)
        .where(dues.c.kind == FALL, dues.c.state == "waiting", dues.c.due_at <= uow.now)
        .order_by(dues.c.due_at, dues.c.id)
    )
    return [Overdue(details) for details in found.scalars() if details["key"] in keys]


def _row(uow: UnitOfWork, entry: Entry, digest: str) -> dict[str, Any]:
    return {
        "key": entry.id,
        "digest": digest,
        "body": _body(entry),
        "is_current": True,
        "loaded_at": uow.now,
    }


def _body(entry: Entry) -> dict[str, Any]:
    """Return an entry as it is kept: what it leaves open says nothing."""
    whole: dict[str, Any] = msgspec.to_builtins(entry)
    said = {name: value for name, value in whole.items() if value not in _OPEN}
    said["timing"] = {name: each for name, each in whole["timing"].items() if each not in _OPEN}
    return said
