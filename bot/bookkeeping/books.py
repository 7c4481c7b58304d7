"""Open the database for the books, and find the communities that are asked for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.app import StartFailed
from bot.config import Settings
from bot.kit.chance import TrueChance
from bot.kit.clock import WallClock
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.communities import communities


@dataclass(frozen=True, slots=True)
class Book:
    """A community whose books are looked at."""

    id: int
    name: str
    zone: str


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[UnitOfWork]:
    """Open the database for one transaction, which is committed at the end.

    Raises:
        StartFailed: there is no database, or it cannot be used.
    """
    database = _found(settings)
    try:
        async with database.writing() as connection:
            uow = UnitOfWork(
                connection,
                now=WallClock().now(),
                chance=TrueChance(),
                dialect=database.dialect,
            )
            yield uow
            await uow.flush()
    except (SQLAlchemyError, OSError) as error:
        raise StartFailed(
            f"The database at {settings.database.shown_url} cannot be used "
            f"({type(error).__name__}): check that it is running, and run `python -m bot migrate`."
        ) from None
    finally:
        await database.close()


def _found(settings: Settings) -> Database:
    url = make_url(settings.database.url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise StartFailed(
            f"There is no database at {settings.database.shown_url} yet: "
            "check database.url, or HEARTH_DATABASE_URL."
        )
    return Database(settings.database.url)


async def books_of(uow: UnitOfWork, community_id: int | None) -> list[Book]:
    """Return the communities that are asked for, by number.

    Raises:
        StartFailed: there is no such community.
    """
    found = await uow.execute(
        select(communities.c.id, communities.c.name, communities.c.zone).order_by(communities.c.id)
    )
    every = [Book(row.id, row.name, row.zone) for row in found]
    if community_id is None:
        return every
    asked = [book for book in every if book.id == community_id]
    if not asked:
        listed = ", ".join(str(book.id) for book in every) or "none"
        raise StartFailed(f"There is no community {community_id}; there are: {listed}.")
    return asked
