"""Takes in a group's history: reads the file, tells what is in it, and writes it part by part."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any, Final, TypeVar

from bot.config import Settings
from bot.features.imports.history import History
from bot.features.imports.queries import Landing, known_bots, known_people, landing_numbered
from bot.features.imports.service import raise_messages, take_answers, take_days, take_people
from bot.importing.command import (
    DONE,
    LOOKED,
    Desk,
    Tell,
    Wanted,
    at_desk,
    every_landing,
    finish,
    landing_among,
)
from bot.importing.report import Faults, Progress, plain
from bot.kit.clock import Clock
from bot.kit.exports import ChatFile
from bot.kit.unit_of_work import UnitOfWork

T = TypeVar("T")
# Rows of one transaction: a running bot waits no longer than for so many.
PART: Final = 2000


@dataclass(slots=True)
class _Read:
    """A file that was read to its end."""

    file: ChatFile
    history: History
    entries: int


async def take_history(
    settings: Settings,
    wanted: Wanted,
    *,
    tell: Tell,
    clock: Clock | None = None,
    written: Callable[[int], None] = lambda _: None,
) -> None:
    """Take in an exported chat, or only tell what there is; `written` hears of each part.

    Raises:
        BadFile: for a file that is no such export, or a chat that is not there.
        StartFailed: for a database that cannot be used.
    """
    async with at_desk(settings, wanted, clock) as (desk, faults):
        every = await every_landing(desk)
        file = ChatFile(wanted.file)
        entries = iter(file)
        # What the file says of its chat is known with its first entry.
        first = list(islice(entries, 1))
        landing = landing_among(every, wanted.chat, landing_numbered(every, file.id))
        async with desk.reading() as uow:
            bots = await known_bots(uow)
        now = desk.clock.now()
        history = History(
            landing.zone,
            now,
            oldest=(now - settings.retention.daily_activity).date(),
            bots=bots,
            left_out=wanted.left_out,
        )
        read = _Read(file, history, _read(chain(first, entries), history, faults))
        async with desk.reading() as uow:
            known = await known_people(uow, sorted(history.people))
        for line in _lines(wanted, landing, read, known):
            tell(line)
        for line in faults.lines():
            tell(line)
        if not wanted.is_earnest:
            tell(LOOKED)
            return
        await _write(desk, landing, read, written)
        people = read.history.people.values()
        counts = {"people": len(people), "messages": sum(each.messages for each in people)}
        await finish(settings, desk, landing, "audit-history-imported", counts)
        tell(DONE)


def _read(entries: Iterable[Any], history: History, faults: Faults) -> int:
    progress, number = Progress("entries", 100_000), 0
    for number, entry in enumerate(entries, 1):
        fault = history.take(entry)
        if fault is not None:
            faults.add(fault)
        progress(number)
    progress.end()
    faults.add_all(history.close())
    return number


async def _write(
    desk: Desk, landing: Landing, read: _Read, written: Callable[[int], None]
) -> None:
    """Write part by part, each in a transaction of its own: broken off, it is done again.

    The order matters: no day without its member, and no sum without its days.
    """
    history = read.history
    people = [history.people[person_id] for person_id in sorted(history.people)]
    parts = 0
    progress = Progress("parts written", 10)
    steps = (
        (take_people, people),
        (take_days, history.days()),
        (take_answers, history.answers()),
        (raise_messages, people),
    )
    for take, rows in steps:
        async for _ in _in_parts(desk, landing, take, rows):
            parts += 1
            progress(parts)
            written(parts)
    progress.end()


async def _in_parts(
    desk: Desk,
    landing: Landing,
    take: Callable[[UnitOfWork, Landing, Any], Awaitable[None]],
    rows: Iterable[T],
) -> AsyncIterator[None]:
    left = iter(rows)
    while some := list(islice(left, PART)):
        async with desk.writing() as uow:
            await take(uow, landing, some)
        yield


def _lines(wanted: Wanted, landing: Landing, read: _Read, known: set[int]) -> Iterator[str]:
    history = read.history
    people = history.people.values()
    messages, old = sum(each.messages for each in people), sum(each.old for each in people)
    yield f"{wanted.file.name}: “{plain(read.file.name)}”, {read.entries:,} entries"
    if people:
        first, last = min(each.first for each in people), max(each.last for each in people)
        yield f"  from {_day(first)} to {_day(last)} (UTC)"
    yield (
        f"Into {plain(landing.title)} ({landing.chat_id}), a group of "
        f"{plain(landing.community_name)}, whose days are those of {landing.zone.key}"
    )
    gone = sum(each.is_gone for each in people)
    unmet = len(history.people.keys() - known)
    yield f"  {len(people):,} people, {unmet:,} never met before, {gone:,} of them gone"
    yield f"  {messages:,} messages on {sum(1 for _ in history.days()):,} days of members"
    if old:
        yield f"  {old:,} of them so long ago that they count, and their days are not kept"
    yield f"  {sum(1 for _ in history.answers()):,} times that somebody answered another in a day"
    if history.bots:
        listed = ", ".join(map(str, sorted(history.bots)))
        yield f"Bots, by the buttons they write: {listed}; {sum(history.bots.values()):,} messages"


def _day(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"
