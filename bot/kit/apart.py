"""Work too long for one transaction: it looks on a connection of its own and writes in parts."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol, runtime_checkable

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kit.chance import Chance
from bot.kit.clock import Clock
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork


class Apart:
    """What a piece of long work is given: a look at everything, and parts that write.

    While it looks, others write; each part is a transaction of its own, short enough for others
    to wait for. Whatever it writes must bear being done twice: after a kill it begins anew.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        chance: Chance,
        *,
        finish: Callable[[UnitOfWork], Awaitable[None]],
        say: Callable[[UnitOfWork], None],
    ) -> None:
        """Prepare the work.

        Args:
            database: where it looks and writes.
            clock: each part has an instant of its own.
            chance: for the units of work.
            finish: does what belongs to every part, such as waking whom its facts concern.
            say: takes what a part's commit released.
        """
        self._database = database
        self._clock = clock
        self._chance = chance
        self._finish = finish
        self._say = say

    @asynccontextmanager
    async def look(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for a long look; tables of its own on it are gone afterwards."""
        async with self._database.surveying() as connection:
            yield connection

    @asynccontextmanager
    async def part(self) -> AsyncIterator[UnitOfWork]:
        """Open a transaction for a part; its end commits, and only then anything is said."""
        async with self._database.writing() as connection:
            uow = UnitOfWork(
                connection,
                now=self._clock.now(),
                chance=self._chance,
                dialect=self._database.dialect,
            )
            yield uow
            await self._finish(uow)
            await uow.flush()
        self._say(uow)


@runtime_checkable
class LongWorker(Protocol):
    """Does one kind of due work apart from the others, which go on meanwhile."""

    async def apart(self, apart: Apart, due: Any, /) -> None:
        """Do it; work that recurs puts its successor on the schedule in its last part."""
        ...
