"""SQLite's connections: whatever is asked of one costs one hop to its thread, never more."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Self

import aiosqlite

Rows = Sequence[tuple[Any, ...]]


class HopCursor:
    """A cursor as SQLAlchemy's adapter wants it: executing brings the rows along.

    The driver's own hops to the thread four times a statement: to make a cursor, to execute, to
    fetch and to close. A hop costs more than most statements.
    """

    def __init__(self, connection: "HopConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Any = ()) -> None:
        """Execute a statement and fetch what it returns."""
        cursor, self._rows = await self._connection.run(_executed, statement, parameters)
        self.description = cursor.description
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid

    async def executemany(self, statement: str, rows: Rows) -> None:
        """Execute a statement once for each row of parameters."""
        cursor = await self._connection.run(sqlite3.Connection.executemany, statement, rows)
        self.rowcount = cursor.rowcount

    async def fetchall(self) -> list[Any]:
        """Return every row that has not been returned yet."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Have nothing to close: what was executed was read to its end."""


class HopConnection(aiosqlite.Connection):
    """A connection whose cursors hop once, and which can do several things in one hop."""

    def __init__(self, path: str, *, count: Callable[[int], None], **options: Any) -> None:
        super().__init__(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
        self._count = count

    def cursor(self) -> HopCursor:  # type: ignore[override]
        """Return a cursor."""
        return HopCursor(self)

    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Run work in the connection's thread, with its `sqlite3.Connection` in front."""
        self._count(1)
        return await self._execute(work, self._conn, *arguments)  # type: ignore[no-untyped-call]

    async def write(self, writes: Sequence[tuple[str, Rows]]) -> None:
        """Execute several statements, each once for each of its rows, in one hop."""
        self._count(len(writes))
        await self._execute(_written, self._conn, writes)  # type: ignore[no-untyped-call]


def _executed(
    connection: sqlite3.Connection, statement: str, parameters: Any
) -> tuple[sqlite3.Cursor, list[Any]]:
    cursor = connection.execute(statement, parameters)
    return cursor, cursor.fetchall() if cursor.description else []


def _written(connection: sqlite3.Connection, writes: Sequence[tuple[str, Rows]]) -> None:
    for statement, rows in writes:
        connection.executemany(statement, rows)
