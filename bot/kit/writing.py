"""Writes many rows at the least cost: statements compiled once, rows bound a column at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Date, Insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from models.types import Instant

Row: TypeAlias = dict[str, Any]
# A batch has few moments and days, each of them in many rows.
_MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as the driver takes it, and how a row becomes its parameters."""

    sql: str
    pick: Callable[[Row], tuple[Any, ...]]
    # By position: what turns a value into the one that the driver stores.
    binders: tuple[tuple[int, Callable[[Any], Any]], ...]

    def bound(self, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
        """Turn rows into parameters."""
        picked = list(map(self.pick, rows))
        if not self.binders:
            return picked
        columns: list[Any] = list(zip(*picked, strict=True))
        for at, binder in self.binders:
            columns[at] = map(binder, columns[at])
        return list(zip(*columns, strict=True))


async def write_all(
    connection: AsyncConnection,
    writes: Sequence[tuple[Insert, Sequence[Row]]],
    *,
    at_commit: bool = False,
) -> None:
    """Execute each statement once for each of its rows; all rows of one have the same columns.

    With `at_commit` nothing else may come before the commit, and errors may be raised by that.
    SQLAlchemy binds and sends row by row and statement by statement; for the rows of a batch of
    messages that is most of what they cost. Raises what SQLAlchemy would.
    """
    dialect: Any = connection.dialect
    bound = []
    for statement, rows in writes:
        compiled = _compiled(statement, tuple(rows[0]), dialect)
        bound.append((compiled.sql, compiled.bound(rows)))
    if dialect.name != "sqlite":
        for sql, parameters in bound:
            await connection.exec_driver_sql(sql, parameters)
        return
    driver: Any = (await connection.get_raw_connection()).driver_connection
    if at_commit:
        driver.write_last(bound)
        return
    try:
        await driver.write(bound)
    except dialect.dbapi.Error as error:
        raise DBAPIError.instance(
            "writes", None, error, dialect.dbapi.Error, hide_parameters=True, dialect=dialect
        ) from error


_STATEMENTS: dict[tuple[Insert, str, tuple[str, ...]], _Compiled] = {}


def _compiled(statement: Insert, columns: tuple[str, ...], dialect: Any) -> _Compiled:
    key = (statement, dialect.name, columns)
    found = _STATEMENTS.get(key)
    if found is None:
        found = _STATEMENTS[key] = _compile(statement, columns, dialect)
    return found


def _compile(statement: Insert, columns: tuple[str, ...], dialect: Any) -> _Compiled:
    # A row may hold more than columns: what the statement works others out from.
    given = [name for name in columns if name in statement.table.c]
    compiled: Any = statement.compile(dialect=dialect, column_keys=given)
    names = tuple(compiled.positiontup)
    binders = []
    for at, name in enumerate(names):
        binder = _binder(compiled.binds[name].type, dialect)
        if binder is not None:
            binders.append((at, binder))
    return _Compiled(str(compiled), itemgetter(*names), tuple(binders))


_BINDERS: dict[tuple[type, str], Callable[[Any], Any] | None] = {}


def _binder(kind: Any, dialect: Any) -> Callable[[Any], Any] | None:
    if not isinstance(kind, Instant | Date):
        binder: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
        return binder
    # A message's moment stands in many columns of several tables, and is worked out once.
    key = (type(kind), dialect.name)
    if key not in _BINDERS:
        binder = kind.dialect_impl(dialect).bind_processor(dialect)
        _BINDERS[key] = None if binder is None else lru_cache(_MOST_REMEMBERED)(binder)
    return _BINDERS[key]
