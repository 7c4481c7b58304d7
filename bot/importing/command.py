"""What every `python -m bot import` has in common: where it goes, and how it is written."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.assembly import policy_of
from bot.config import Settings
from bot.features.imports.queries import Landing, landing_called, landings
from bot.features.imports.service import note_taken
from bot.features.places import Places, place_of
from bot.features.tiers.service import plan
from bot.importing.report import Faults, plain
from bot.kit.chance import TrueChance
from bot.kit.clock import Clock, WallClock
from bot.kit.database import Database
from bot.kit.exports import BadFile
from bot.kit.unit_of_work import UnitOfWork
from bot.operating import opened, unreadable

Tell: TypeAlias = Callable[[str], None]
DONE: Final = "Taken in. The bot works the tiers out anew as soon as it runs."
LOOKED: Final = "Nothing was written: this was a look. Say --apply to take it in."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an operator asked for: which file, into which chat, and whether in earnest."""

    file: Path
    chat: str | None = None
    is_earnest: bool = False
    report: Path | None = None
    encoding: str = "utf-8"
    left_out: frozenset[int] = frozenset()
    # Of points: where they come from.
    label: str = "import"


class _OnlyLooked(Exception):  # noqa: N818 — nothing went wrong
    """Undoes what was written to see what would come of it."""


class Desk:
    """Opens units of work for an operator, each in a transaction of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.clock = clock
        self._database = database

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """Open a unit of work for reads alone."""
        async with self._database.reading() as connection:
            yield self._unit(connection)

    @asynccontextmanager
    async def writing(self, *, is_earnest: bool = True) -> AsyncIterator[UnitOfWork]:
        """Open a unit of work that its end commits, or undoes where it is not in earnest."""
        try:
            async with self._database.writing() as connection:
                uow = self._unit(connection)
                yield uow
                await _end(uow, is_earnest=is_earnest)
        except _OnlyLooked:
            pass

    def _unit(self, connection: AsyncConnection) -> UnitOfWork:
        now, dialect = self.clock.now(), self._database.dialect
        return UnitOfWork(connection, now=now, chance=TrueChance(), dialect=dialect)


async def _end(uow: UnitOfWork, *, is_earnest: bool) -> None:
    if not is_earnest:
        raise _OnlyLooked
    await uow.finish()


@asynccontextmanager
async def at_desk(
    settings: Settings, wanted: Wanted, clock: Clock | None
) -> AsyncIterator[tuple[Desk, Faults]]:
    """Open the database and the report, and close both.

    Raises:
        StartFailed: there is no database, or it cannot be used.
        BadFile: the report cannot be written.
    """
    database = opened(settings)
    try:
        with Faults(wanted.report) as faults:
            yield Desk(database, clock or WallClock()), faults
    except (SQLAlchemyError, OSError) as error:
        raise unreadable(settings, error) from None
    finally:
        await database.close()


async def every_landing(desk: Desk) -> list[Landing]:
    """Return where a file may go.

    Raises:
        BadFile: nowhere, since the bot knows no group yet.
    """
    async with desk.reading() as uow:
        every = await landings(uow)
    if not every:
        raise BadFile("The bot is in no group yet: add it to the group first, and run it once.")
    return every


def landing_among(
    every: Sequence[Landing], said: str | None, likely: Sequence[Landing]
) -> Landing:
    """Return where a file goes: where it was said, or else where it most likely belongs.

    Raises:
        BadFile: for a chat that is not there, or where it is not plain which one is meant.
    """
    found = landing_called(every, said) if said is not None else list(likely)
    if len(found) == 1:
        return found[0]
    listed = "\n".join(f"  {each.chat_id}  {plain(each.title)}" for each in found or every)
    if said is not None:
        why = "Several groups are called so" if found else f"There is no group {said}"
        raise BadFile(f"{why}. Say --chat with one of these ids:\n{listed}")
    raise BadFile(f"Say --chat, since it is not plain into which group this goes:\n{listed}")


async def finish(
    settings: Settings, desk: Desk, landing: Landing, what: str, counts: dict[str, int]
) -> None:
    """Write down that a file was taken in, and have the tiers worked out anew by the bot."""
    places = Places(policy_of(settings))
    async with desk.writing() as uow:
        note_taken(uow, landing, what, counts)
        await places.read(uow, [landing.chat_id])
        if (place := place_of(uow, landing.chat_id)) is not None:
            plan(uow, place, at_once=True)
