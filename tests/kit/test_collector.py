"""What is gathered over a batch is what would have been written row by row."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from bot.features.members.service import PEOPLE
from bot.kit.collector import Collector, Tally
from bot.kit.database import Database
from models.members import people

START = datetime(2026, 3, 10, tzinfo=UTC)
# Every way of merging, on one table.
MIXED = Tally(
    "mixed",
    people,
    ("id",),
    {
        "first_name": "last",
        "last_name": "filled",
        "seen_at": "max",
        "language": "first",
        "language_code": "known",
    },
)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.integers(1, 3),
            "first_name": st.sampled_from(["a", "b", "c"]),
            "last_name": st.sampled_from(["x", "y", None]),
            "language": st.sampled_from(["en", "zh-CN", None]),
            "language_code": st.sampled_from(["de", "fr", None]),
            "seen_at": st.integers(0, 5).map(lambda hour: START + timedelta(hours=hour)),
        }
    ),
    max_size=12,
)


async def _write(database: Database, batches: Sequence[Sequence[dict[str, Any]]]) -> list[Any]:
    async with database.writing() as connection:
        await connection.execute(delete(people))
        for batch in batches:
            collector = Collector(database.dialect)
            for row in batch:
                collector.add(MIXED, dict(row))
            for statement, drained in collector.drain():
                await connection.execute(statement, drained)
        return list(await connection.execute(select(people).order_by(people.c.id)))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(gathered=rows, cut=st.integers(0, 12))
async def test_one_flush_is_worth_many(
    both_databases: Database, gathered: list[dict[str, Any]], cut: int
) -> None:
    """Merged in memory, merged in the database, or cut anywhere in two: the same rows stand."""
    singly = await _write(both_databases, [[row] for row in gathered])
    at_once = await _write(both_databases, [gathered])
    in_two = await _write(both_databases, [gathered[:cut], gathered[cut:]])

    assert singly == at_once
    assert singly == in_two


async def test_each_column_merges_in_its_own_way(both_databases: Database) -> None:
    """The last name, the latest moment, the first language, the last code that was known."""
    base = {
        "id": 1,
        "first_name": "a",
        "last_name": None,
        "language": "en",
        "language_code": "de",
    }
    then = base | {
        "first_name": "b",
        "last_name": "x",
        "language": "zh-CN",
        "language_code": None,
    }
    batch = [base | {"seen_at": START + timedelta(hours=1)}, then | {"seen_at": START}]

    for batches in ([batch], [batch[:1], batch[1:]]):
        (row,) = await _write(both_databases, batches)
        assert (row.first_name, row.language, row.language_code) == ("b", "en", "de")
        assert row.seen_at == START + timedelta(hours=1)


def test_rows_without_keys_are_all_appended() -> None:
    """What has no key is a row each time."""
    collector = Collector("sqlite")
    append = Tally("append", people, (), {})
    for number in (2, 1):
        collector.add(append, {"id": number, "first_name": "a", "seen_at": START})

    ((_, drained),) = collector.drain()

    assert [row["id"] for row in drained] == [2, 1]


@given(gathered=rows, later=rows)
def test_a_rollback_forgets_what_came_after_the_mark(
    gathered: list[dict[str, Any]], later: list[dict[str, Any]]
) -> None:
    """Merges are undone too: what drains is what stood at the mark."""
    expected, actual = Collector("sqlite"), Collector("sqlite")
    for row in gathered:
        expected.add(MIXED, dict(row))
        actual.add(MIXED, dict(row))
    mark = actual.mark()
    for row in later:
        actual.add(MIXED, dict(row))
    actual.roll_back(mark)

    assert [drained for _, drained in expected.drain()] == [
        drained for _, drained in actual.drain()
    ]


async def test_parents_are_written_before_children(database: Database) -> None:
    """A member's row may be gathered before the person's: the flush sets them right."""
    from bot.features.members.service import SIGHTINGS
    from models.communities import communities

    async with database.writing() as connection:
        await connection.execute(
            insert(communities).values(
                id=1, name="a", language="en", zone="UTC", version=1, created_at=START
            )
        )
        collector = Collector("sqlite")
        collector.add(
            SIGHTINGS,
            {"community_id": 1, "person_id": 7, "first_seen_at": START, "last_seen_at": START},
        )
        person = dict.fromkeys(("last_name", "username", "language_code"))
        collector.add(
            PEOPLE, person | {"id": 7, "first_name": "a", "is_bot": False, "seen_at": START}
        )
        tables = []
        for statement, drained in collector.drain():
            await connection.execute(statement, drained)
            tables.append(statement.table.name)  # type: ignore[attr-defined]

    assert tables == ["people", "members"]


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_tally_without_merges_keeps_what_stands(dialect: str) -> None:
    """Nothing to merge means that the first row stays."""
    statement = str(Tally("once", people, ("id",), {}).statement(dialect))

    assert "ON CONFLICT (id) DO NOTHING" in statement
