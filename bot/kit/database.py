"""The database: one engine, one fair writer at a time on SQLite, explicit transactions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.kit.sealing import OPTION, UNSEALED, Seal
from bot.kit.sqlite import HopConnection

_WRITES = "hearth_writes"


class Database:
    """An engine that begins every transaction explicitly and counts its statements.

    On SQLite the journal is a write-ahead log and every commit is synchronous; a transaction that
    writes begins IMMEDIATE and waits its turn in the process instead of in the driver.
    """

    def __init__(self, url: str, *, seal: Seal = UNSEALED) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.dialect = "sqlite" if self.is_sqlite else "postgresql"
        self.statements = 0
        options: dict[str, Any] = {
            "hide_parameters": True,
            "execution_options": {OPTION: seal},
        }
        if self.is_sqlite:
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            connect = partial(HopConnection, count=self._count)
            options |= {"connect_args": {"timeout": 30, "async_creator_fn": connect}}
        else:
            options |= {"pool_pre_ping": True, "pool_size": 8}
        self.engine: AsyncEngine = create_async_engine(url, **options)
        self._turn = asyncio.Lock() if self.is_sqlite else None
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
        else:
            event.listen(self.engine.sync_engine, "before_cursor_execute", self._count_one)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; the block's end commits, an exception rolls back."""
        if self._turn is None:
            async with self.engine.begin() as connection:
                yield connection
            return
        async with self._turn, self.engine.connect() as connection:
            await connection.execution_options(**{_WRITES: True})
            async with connection.begin():
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for reads alone; they see one consistent state."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def surveying(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for a long look, which may have tables of its own.

        Whatever it sorts and keeps lies on the disk, however much that is; nothing of it stays.
        """
        async with self.engine.connect() as connection:
            await _store_temporary(connection, "FILE", is_sqlite=self.is_sqlite)
            try:
                yield connection
            finally:
                await connection.rollback()
                await _store_temporary(connection, "MEMORY", is_sqlite=self.is_sqlite)

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    def _count(self, statements: int) -> None:
        self.statements += statements

    def _count_one(self, *_: object) -> None:
        self.statements += 1


async def _store_temporary(connection: AsyncConnection, where: str, *, is_sqlite: bool) -> None:
    """Have SQLite keep temporary tables and what it sorts elsewhere; not within a transaction."""
    if is_sqlite:
        hops: Any = (await connection.get_raw_connection()).driver_connection
        await hops.run(sqlite3.Connection.execute, f"PRAGMA temp_store={where}")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Without this the driver begins transactions by its own rules, and savepoints do not hold.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "temp_store=MEMORY",
        "wal_autocheckpoint=8000",
        "cache_size=-16384",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
