"""One hop a statement, and a transaction that begins and ends in the hops of others."""

# ruff: noqa: PT012 — what raises is a whole transaction or step

import asyncio

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.kit.chance import CountedChance
from bot.kit.clock import WallClock
from bot.kit.collector import Tally
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.moderation import findings
from models.updates import seen_updates

SEEN = Tally("seen", seen_updates, ("bot_id", "update_id"), {})
# Its rows refer to a community that is not there.
ORPHANS = Tally("orphans", findings, ("chat_id", "message_id", "check"), {})
NOW = WallClock().now()


def seen(number: int) -> dict[str, object]:
    """Return a row of `seen_updates`."""
    return {"bot_id": 1, "update_id": number, "seen_at": NOW}


def orphan() -> dict[str, object]:
    """Return a row that no commit accepts."""
    return {
        "chat_id": -1,
        "message_id": 1,
        "community_id": 404,
        "sender_id": 1,
        "check": "words",
        "mode": "on",
        "action": "remove",
        "detail": {},
        "at": NOW,
    }


async def numbers(database: Database) -> list[int]:
    """Return what was stored."""
    async with database.reading() as connection:
        return sorted((await connection.scalars(select(seen_updates.c.update_id))).all())


def unit(database: Database, connection: object) -> UnitOfWork:
    """Open a unit of work."""
    return UnitOfWork(
        connection,  # type: ignore[arg-type]
        now=NOW,
        chance=CountedChance(),
        dialect=database.dialect,
    )


async def test_a_transaction_without_a_statement_costs_none(database: Database) -> None:
    """Nothing is asked of SQLite for a transaction in which nothing is asked."""
    await numbers(database)
    before = database.statements
    async with database.writing():
        pass

    assert before == database.statements


async def test_the_last_rows_come_with_the_commit(both_databases: Database) -> None:
    """What a unit of work finishes with is stored when its transaction has ended."""
    async with both_databases.writing() as connection:
        uow = unit(both_databases, connection)
        uow.collect(SEEN, seen(1))
        await uow.finish()
    expected, actual = [1], await numbers(both_databases)

    assert expected == actual


async def test_a_fault_among_the_last_rows_fails_the_whole(both_databases: Database) -> None:
    """A row that is refused at the end takes its transaction along, and the next one is well."""
    with pytest.raises(IntegrityError):
        async with both_databases.writing() as connection:
            uow = unit(both_databases, connection)
            await uow.execute(insert(seen_updates).values(seen(1)))
            uow.collect(ORPHANS, orphan())
            await uow.finish()
    async with both_databases.writing() as connection:
        await connection.execute(insert(seen_updates).values(seen(2)))
    expected, actual = [2], await numbers(both_databases)

    assert expected == actual


async def test_an_exception_after_finishing_stores_nothing(both_databases: Database) -> None:
    """What was to come with the commit does not come without one."""
    with pytest.raises(LookupError):
        async with both_databases.writing() as connection:
            uow = unit(both_databases, connection)
            uow.collect(SEEN, seen(1))
            await uow.finish()
            raise LookupError
    expected, actual = [], await numbers(both_databases)

    assert expected == actual


async def test_a_cancelled_statement_leaves_no_transaction_open(database: Database) -> None:
    """A task cancelled in the middle of its first statement leaves the database to the next."""

    async def work() -> None:
        async with database.writing() as connection:
            await connection.execute(
                text(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    " WHERE i < 300000) INSERT INTO seen_updates SELECT 1, i, 1 FROM n"
                )
            )

    await numbers(database)
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.writing() as connection:
        await connection.execute(insert(seen_updates).values(seen(-1)))
    expected, actual = [-1], await numbers(database)

    assert expected == actual


async def test_a_refused_beginning_is_told_by_the_first_statement(
    database: Database, sqlite_url: str
) -> None:
    """Whoever finds the database locked learns it from the first statement, and may try again."""
    impatient = Database(f"{sqlite_url}?timeout=0")
    async with impatient.reading() as connection:
        await connection.execute(text("PRAGMA busy_timeout=0"))
    async with database.writing() as connection:
        await connection.execute(insert(seen_updates).values(seen(1)))
        with pytest.raises(OperationalError):
            async with impatient.writing() as other:
                await other.execute(text("PRAGMA busy_timeout=0"))
                await other.execute(insert(seen_updates).values(seen(2)))
    async with impatient.writing() as other:
        await other.execute(insert(seen_updates).values(seen(3)))
    await impatient.close()
    expected, actual = [1, 3], await numbers(database)

    assert expected == actual
