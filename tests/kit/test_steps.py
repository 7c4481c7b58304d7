"""A step leaves everything or nothing, and costs a savepoint only if it needs one."""

# ruff: noqa: PT012 — what raises is a whole transaction or step

import pytest
from sqlalchemy import insert, select

from bot.kit.database import Database
from models.updates import seen_updates
from tests.kit.test_hops import SEEN, numbers, seen, unit


async def test_a_step_that_only_collects_costs_no_statement(database: Database) -> None:
    """What a step collects waits for the batch's own flush."""
    async with database.writing() as connection:
        uow = unit(database, connection)
        await uow.execute(select(seen_updates))
        before = database.statements
        async with uow.step():
            uow.collect(SEEN, seen(1))
        after = database.statements
        await uow.finish()

    assert (before, [1]) == (after, await numbers(database))


async def test_a_failed_step_takes_back_what_it_collected(both_databases: Database) -> None:
    """What was collected before the step stays, what was collected in it goes."""
    async with both_databases.writing() as connection:
        uow = unit(both_databases, connection)
        uow.collect(SEEN, seen(1))
        with pytest.raises(LookupError):
            async with uow.step():
                uow.collect(SEEN, seen(2))
                raise LookupError
        uow.collect(SEEN, seen(3))
        await uow.finish()
    expected, actual = [1, 3], await numbers(both_databases)

    assert expected == actual


async def test_a_failed_step_takes_back_what_it_wrote(both_databases: Database) -> None:
    """A step that wrote and collected leaves neither; what came before was written first."""
    async with both_databases.writing() as connection:
        uow = unit(both_databases, connection)
        uow.collect(SEEN, seen(1))
        with pytest.raises(LookupError):
            async with uow.step():
                uow.collect(SEEN, seen(2))
                await uow.execute(insert(seen_updates).values(seen(3)))
                uow.collect(SEEN, seen(4))
                raise LookupError
        await uow.finish()
    expected, actual = [1], await numbers(both_databases)

    assert expected == actual


async def test_a_step_reads_what_was_collected_before_and_in_it(both_databases: Database) -> None:
    """No read misses a write, whichever step it was gathered in."""
    async with both_databases.writing() as connection:
        uow = unit(both_databases, connection)
        uow.collect(SEEN, seen(1))
        async with uow.step():
            uow.collect(SEEN, seen(2))
            found = await uow.execute(select(seen_updates.c.update_id))
            actual = sorted(found.scalars())
    expected = [1, 2]

    assert expected == actual


async def test_a_failed_inner_step_leaves_the_outer_one_whole(both_databases: Database) -> None:
    """Steps nest, each with its own undoing."""
    async with both_databases.writing() as connection:
        uow = unit(both_databases, connection)
        async with uow.step():
            uow.collect(SEEN, seen(1))
            with pytest.raises(LookupError):
                async with uow.step():
                    await uow.execute(insert(seen_updates).values(seen(2)))
                    raise LookupError
            uow.collect(SEEN, seen(3))
        await uow.finish()
    expected, actual = [1, 3], await numbers(both_databases)

    assert expected == actual
