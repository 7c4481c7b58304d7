"""A process that may die at any instant: what it holds is gone, what it has committed remains."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kit.database import Database


class Killed(BaseException):
    """The process is no more: nobody catches that."""


@dataclass
class Fate:
    """Lets so many instants pass and then kills; without a number, nobody dies."""

    left: int | None = None
    is_dead: bool = False
    passed: list[str] = field(default_factory=list)

    def instant(self, name: str) -> None:
        """Live on, or die here; the dead do nothing any more."""
        if self.is_dead or self.left == 0:
            self.is_dead = True
            raise Killed(name)
        self.passed.append(name)
        if self.left is not None:
            self.left -= 1


class Mortal(Database):
    """A database whose process may die before a commit and behind it."""

    def __init__(self, url: str, fate: Fate) -> None:
        super().__init__(url)
        self.fate = fate

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes."""
        async with super().writing() as connection:
            yield connection
            self.fate.instant("before a commit")
        self.fate.instant("behind a commit")


async def bury() -> None:
    """Let whatever was still under way die with the process."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
