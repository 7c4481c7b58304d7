"""SQLite's connections: whatever is asked of one costs one hop to its thread, never more."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Final, Self, TypeAlias

import aiosqlite

Rows: TypeAlias = Sequence[tuple[Any, ...]]
Writes: TypeAlias = Sequence[tuple[str, Rows]]

# Said in front of a read that is a matter of microseconds: it does not hop at all.
HERE: Final = "/* here */"


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
        if statement.startswith("BEGIN"):
            self._connection.begin(statement)
            return
        if statement.startswith(_READ_HERE) and self._connection.is_begun:
            cursor, self._rows = self._connection.run_here(_executed, statement, parameters)
        else:
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
    """A connection whose cursors hop once, and which can do several things in one hop.

    A transaction begins in the hop of its first statement; `write_last` ends it in one with the
    commit.
    """

    def __init__(self, path: str, *, count: Callable[[int], None], **options: Any) -> None:
        # Two threads use it, one after the other.
        options["check_same_thread"] = False
        super().__init__(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
        self._count = count
        self._beginning: str | None = None
        self._ending: Writes = ()
        # Known here, not asked of SQLite: a statement whose task was cancelled may be under way.
        self._is_begun = False

    @property
    def is_begun(self) -> bool:
        """Whether a transaction has begun: what is asked in it waits for nobody."""
        return self._is_begun and self._beginning is None

    def cursor(self) -> HopCursor:  # type: ignore[override]
        """Return a cursor."""
        return HopCursor(self)

    def begin(self, statement: str) -> None:
        """Begin a transaction, together with whatever comes first in it."""
        self._beginning = statement

    def write_last(self, writes: Writes) -> None:
        """Execute several statements, each once for each of its rows, together with the commit.

        An error among them is the commit's.
        """
        self._ending = writes

    async def write(self, writes: Writes) -> None:
        """Execute several statements, each once for each of its rows, in one hop."""
        await self.run(_written, writes, statements=len(writes))

    async def run(self, work: Callable[..., Any], *arguments: Any, statements: int = 1) -> Any:
        """Run work in the connection's thread, with its `sqlite3.Connection` in front."""
        beginning, self._beginning = self._beginning, None
        self._is_begun = self._is_begun or beginning is not None
        self._count(statements + (beginning is not None))
        return await self._execute(_begun, self._conn, beginning, work, arguments)  # type: ignore[no-untyped-call]

    def run_here(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Run work in the loop's own thread, which waits for it: not for what may take long."""
        self._count(1)
        return work(self._conn, *arguments)

    async def commit(self) -> None:
        """Commit; a transaction in which nothing was asked never began."""
        writes, self._ending = self._ending, ()
        if self._is_begun or writes:
            await self.run(_committed, writes, statements=len(writes))
        self._beginning, self._is_begun = None, False

    async def rollback(self) -> None:
        """Roll back; a transaction in which nothing was asked never began."""
        self._beginning, self._ending = None, ()
        if self._is_begun:
            await super().rollback()
        self._is_begun = False


_READ_HERE: Final = f"SELECT {HERE}"


def _begun(
    connection: sqlite3.Connection,
    beginning: str | None,
    work: Callable[..., Any],
    arguments: tuple[Any, ...],
) -> Any:
    if beginning is not None:
        connection.execute(beginning)
    return work(connection, *arguments)


def _executed(
    connection: sqlite3.Connection, statement: str, parameters: Any
) -> tuple[sqlite3.Cursor, list[Any]]:
    cursor = connection.execute(statement, parameters)
    return cursor, cursor.fetchall() if cursor.description else []


def _written(connection: sqlite3.Connection, writes: Writes) -> None:
    for statement, rows in writes:
        connection.executemany(statement, rows)


def _committed(connection: sqlite3.Connection, writes: Writes) -> None:
    _written(connection, writes)
    connection.commit()
