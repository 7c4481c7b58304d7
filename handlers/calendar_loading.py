"""Bringing the schedule's files in force: at the start, when they were saved, when asked to."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import select

from bot.features.calendar.entries import Difference, Plan
from bot.features.calendar.faults import Around, Fault
from bot.features.calendar.files import checked
from bot.features.calendar.keeping import Overdue, load
from bot.features.calendar.rules import Terms
from bot.features.places import Place, Places, place_of
from bot.features.readers import readers_of
from bot.kit.days import zone_named
from bot.kit.effects import post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.calendar_posting import readers_at
from models.communities import chats

ACT: Final = "calendar.edit"
MOST_FAULTS: Final = 20
# The names of this many entries are told.
_MOST_NAMED: Final = 10

# A file's time and size, by its path: another one once it was saved.
Stamps = Mapping[str, tuple[int, int]]
# Takes up a slot that was due by the old plan.
Settler: TypeAlias = Callable[[UnitOfWork, Overdue], Awaitable[None]]


def read_all(terms: Terms, words: Collection[str], now: datetime) -> Plan | list[Fault]:
    """Read every file of the schedule; slow, and without the database."""
    commands = readers_at(now, zone_named(terms.zone))
    return checked(terms, Around(terms.folder, tuple(words), commands))


def stamps_of(terms: Terms) -> Stamps:
    """Return when each file was saved last; what cannot be looked at is left out."""
    if terms.path is None:
        return {}
    paths = sorted(terms.path.rglob("*.toml")) if terms.path.is_dir() else [terms.path]
    found = {}
    for path in paths:
        seen = _seen(path)
        if seen is not None:
            found[str(path)] = seen
    return found


async def bring_in_force(
    uow: UnitOfWork,
    read: Plan | list[Fault],
    places: Iterable[Place],
    *,
    mark: str,
    settle: Settler | None = None,
) -> Lines | None:
    """Put a plan in force and tell the staff what changed, or what is wrong; None for no news.

    The mark is that of the files as they were saved: of several processes one tells.
    """
    if isinstance(read, Plan):
        told = await load(uow, read, settle=settle)
        words = changed(told, len(read.entries)) if told else None
    else:
        words = faulty(read)
    if words is not None:
        await _tell(uow, words, places, mark)
    return words


async def fronts_known(uow: UnitOfWork, places: Places) -> list[Place]:
    """Return a group of each community that there is, in which the bot is."""
    found = await uow.execute(
        select(chats.c.id).where(chats.c.migrated_to.is_(None), chats.c.kind == "main")
    )
    chat_ids = list(found.scalars())
    await places.read(uow, chat_ids)
    return [place for each in chat_ids if (place := place_of(uow, each)) is not None]


def reloaded(read: Plan | list[Fault], told: Difference | None) -> Lines:
    """Say what came of reading the schedule again."""
    if not isinstance(read, Plan):
        return faulty(read)
    if not told:
        return Lines(Text("calendar-loaded-same", entries=len(read.entries)))
    return changed(told, len(read.entries))


def changed(told: Difference, entries: int) -> Lines:
    """Say what a new plan changed."""
    lines = [
        Text(
            "calendar-loaded",
            added=len(told.added),
            removed=len(told.removed),
            changed=len(told.changed),
            entries=entries,
        )
    ]
    for sign, keys in (("+", told.added), ("−", told.removed), ("~", told.changed)):
        if keys:
            names = ", ".join(keys[:_MOST_NAMED])
            more = max(0, len(keys) - _MOST_NAMED)
            lines.append(Text("calendar-loaded-names", sign=sign, names=names, more=more))
    return Lines(*lines)


def faulty(faults: list[Fault]) -> Lines:
    """Say what is wrong in the files, each with its line."""
    lines = [Text("calendar-not-loaded", count=len(faults))]
    lines += [
        Text("calendar-fault", file=each.file, line=each.line, entry=each.entry, why=each.why)
        for each in faults[:MOST_FAULTS]
    ]
    if len(faults) > MOST_FAULTS:
        lines.append(Text("calendar-faults-more", count=len(faults) - MOST_FAULTS))
    return Lines(*lines)


async def _tell(uow: UnitOfWork, words: Lines, places: Iterable[Place], mark: str) -> None:
    fronts = {place.community_id: place for place in places if place.standing.is_here}
    for place in fronts.values():
        for reader in await readers_of(uow, place, ACT):
            uow.owe(post(f"calendar-loaded:{mark}:{place.community_id}:{reader}", reader, words))


def _seen(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
