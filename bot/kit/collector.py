"""Rows gathered over a batch of updates and written as a handful of statements."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Literal, TypeAlias

from sqlalchemy import Insert, Table, func
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.kit.writing import Row

Merge: TypeAlias = Literal["sum", "max", "min", "earliest", "last", "known", "filled", "first"]


@dataclass(frozen=True, eq=False)
class Tally:
    """How rows of a table merge when their keys meet: a commutative upsert.

    Every column is given with each row; `merges` names how each beyond the keys is combined, with
    what is gathered and with what is stored alike; `known` is the last that is not null,
    `earliest` the least that is not. Without merges the first row stays; without keys every row is
    appended.
    """

    name: str
    table: Table
    keys: tuple[str, ...]
    merges: Mapping[str, Merge]
    # Written in the order of gathering instead of the keys': where a number given by the
    # database says what comes first.
    keeps_order: bool = False
    # Columns that the database works out as a row is written, from expressions over values that
    # rows hold under names of their own; and by which columns two rows are the same one, where it
    # is not by the keys.
    computed: Mapping[str, Any] = field(default_factory=dict)
    same_by: tuple[str, ...] = ()
    # What rows with one key have in common; comparable, so that they can be written in order.
    key_of: Callable[[Row], Any] | None = field(init=False)

    def __post_init__(self) -> None:
        key_of = itemgetter(*self.keys) if self.keys else None
        object.__setattr__(self, "key_of", key_of)

    def statement(self, dialect: str) -> Insert:
        """Build the upsert for `sqlite` or `postgresql`."""
        statement = self._inserted(dialect)
        if not self.keys:
            return statement
        changes = {
            column: changed
            for column, merge in self.merges.items()
            if (changed := self._merged(statement, column, merge, dialect)) is not None
        }
        if not changes:
            same_by = self.same_by or self.keys
            return statement.on_conflict_do_nothing(index_elements=same_by)
        return statement.on_conflict_do_update(index_elements=self.keys, set_=changes)

    def _merged(
        self,
        statement: SqliteInsert | PostgresqlInsert,
        column: str,
        merge: Merge,
        dialect: str,
    ) -> Any:
        """Return what a stored column becomes; None where it stays."""
        stored, given = self.table.c[column], statement.excluded[column]
        greatest, least = (
            (func.max, func.min) if dialect == "sqlite" else (func.greatest, func.least)
        )
        merged: Mapping[Merge, Callable[[], Any]] = {
            "sum": lambda: stored + given,
            "max": lambda: greatest(stored, given),
            "min": lambda: least(stored, given),
            # The least of something and nothing is nothing on SQLite alone.
            "earliest": lambda: func.coalesce(least(stored, given), stored, given),
            "last": lambda: given,
            "known": lambda: func.coalesce(given, stored),
            "filled": lambda: func.coalesce(stored, given),
            "first": lambda: None,
        }
        return merged[merge]()

    def _inserted(self, dialect: str) -> SqliteInsert | PostgresqlInsert:
        insert = sqlite_insert if dialect == "sqlite" else postgresql_insert
        statement: SqliteInsert | PostgresqlInsert = insert(self.table)
        # In line: nobody asks for the values that the database works out.
        return statement.values(dict(self.computed)).inline() if self.computed else statement


class Collector:
    """Gathers rows; merges those with one key; can be rolled back to a mark."""

    def __init__(self, dialect: str) -> None:
        self._dialect = dialect
        self._rows: dict[Tally, dict[Any, Row]] = {}
        self._journal: list[tuple[Tally, Any, Row | None]] = []

    def __bool__(self) -> bool:
        return bool(self._rows)

    def add(self, tally: Tally, row: Row) -> None:
        """Gather a row; the caller does not use the dictionary again."""
        rows = self._rows.get(tally)
        if rows is None:
            rows = self._rows[tally] = {}
        key = len(rows) if tally.key_of is None else tally.key_of(row)
        held = rows.get(key)
        self._journal.append((tally, key, held))
        rows[key] = row if held is None else _merged(tally, held, row)

    def mark(self) -> int:
        """Return a mark to roll back to."""
        return len(self._journal)

    def roll_back(self, mark: int) -> None:
        """Undo everything gathered since the mark."""
        while len(self._journal) > mark:
            tally, key, held = self._journal.pop()
            if held is None:
                del self._rows[tally][key]
            else:
                self._rows[tally][key] = held

    def hand_over(self, to: "Collector") -> None:
        """Let another gather what was gathered here; this one is not used again."""
        for tally, rows in self._rows.items():
            for row in rows.values():
                to.add(tally, row)

    def drain(self) -> list[tuple[Insert, list[Row]]]:
        """Return what was gathered as statements with key-sorted rows, parents before children."""
        gathered, self._rows, self._journal = self._rows, {}, []
        return [
            (
                _statement(tally, self._dialect),
                [rows[key] for key in (rows if tally.keeps_order else sorted(rows))],
            )
            for tally, rows in sorted(gathered.items(), key=lambda item: _rank(item[0].table))
            if rows
        ]


_RANKS: dict[Table, int] = {}
_STATEMENTS: dict[tuple[str, str], Insert] = {}


def _statement(tally: Tally, dialect: str) -> Insert:
    # Built once, and compiled once by whoever writes it.
    key = (tally.name, dialect)
    if key not in _STATEMENTS:
        _STATEMENTS[key] = tally.statement(dialect)
    return _STATEMENTS[key]


def _rank(table: Table) -> int:
    # A parent's row goes before the rows that refer to it.
    if table not in _RANKS:
        _RANKS.update({each: at for at, each in enumerate(table.metadata.sorted_tables)})
    return _RANKS[table]


def _merged(tally: Tally, held: Row, row: Row) -> Row:
    merged = dict(held)
    for column, merge in tally.merges.items():
        match merge:
            case "sum":
                merged[column] = held[column] + row[column]
            case "max":
                merged[column] = max(held[column], row[column])
            case "min":
                merged[column] = min(held[column], row[column])
            case "earliest":
                told = [each for each in (held[column], row[column]) if each is not None]
                merged[column] = min(told, default=None)
            case "last":
                merged[column] = row[column]
            case "known":
                merged[column] = held[column] if row[column] is None else row[column]
            case "filled":
                merged[column] = row[column] if held[column] is None else held[column]
            case "first":
                pass
    return merged
