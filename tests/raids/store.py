"""Looks into a database that a bot has left behind."""

from typing import Any

from sqlalchemy import Table, select

from bot.kit.database import Database


async def rows_of(url: str, table: Table) -> list[dict[str, Any]]:
    """Return every row of a table."""
    database = Database(url)
    try:
        async with database.reading() as connection:
            found = await connection.execute(select(table))
            return [dict(row) for row in found.mappings()]
    finally:
        await database.close()
