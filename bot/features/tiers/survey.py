"""Look over every member at once: whom their figures move on a ladder, and who may be proposed.

What is found lies in a table of the connection's own: however many members there are, a handful of
them is held in memory.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    MetaData,
    Select,
    SmallInteger,
    Table,
    bindparam,
    insert,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateTable, CreateTableAs, DropTable

from bot.features.tiers.concerning import concerned, gone
from bot.features.tiers.figures import Span, counts, label_of
from bot.features.tiers.rules import (
    Dimension,
    Figures,
    Ladder,
    Measure,
    Standing,
)
from models.tiers import nominations
from models.types import RowId

# Evidence is whom somebody matters to; how much they write is none.
_EVIDENCE: Final = frozenset({Dimension.REPLIERS, Dimension.ANSWERED, Dimension.THANKED})


@dataclass(frozen=True, slots=True)
class Found:
    """A member whom the night concerns.

    `target` is the rung that their figures reach; None where they are no member any more.
    """

    person_id: int
    standing: Standing | None
    target: int | None
    measures: Sequence[Measure]
    had: Sequence[Any]

    @property
    def figures(self) -> Figures:
        """What they have done."""
        return _figures(self.had, self.measures)


@dataclass(frozen=True, slots=True)
class Nominee:
    """A member whose figures a confirmed rung asks for."""

    person_id: int
    rank: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Survey:
    """A look over a community's members by a ladder, on a connection of its own."""

    connection: AsyncConnection
    span: Span
    ladder: Ladder
    table: Table = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", _table(self.ladder))

    async def look(self) -> None:
        """Find everybody whom the night concerns."""
        counted = [await self._count(query) for query in counts(self.span, self.ladder.measures)]
        await self.connection.execute(CreateTable(self.table))
        names = [column.name for column in self.table.columns]
        for found in (
            concerned(self.span, self.ladder, counted),
            gone(self.span, self.ladder),
        ):
            wanted = names[: len(found.selected_columns)]
            await self.connection.execute(insert(self.table).from_select(wanted, found))
        for each in counted:
            await self.connection.execute(DropTable(each))

    async def _count(self, query: Select[Any]) -> Table:
        """Lay figures down by the number of the person, in which order everybody is gone over."""
        person, *figures = query.selected_columns
        table = Table(
            f"tier_{figures[0].name}",
            MetaData(),
            Column(person.name, RowId, primary_key=True, autoincrement=False),
            *(Column(figure.name, BigInteger) for figure in figures),
            prefixes=["TEMPORARY"],
        )
        if self.connection.dialect.name == "postgresql":
            # All of it is joined at once, which needs no index; figures of it the planner does.
            await self.connection.execute(CreateTableAs(query, table.name, temporary=True))
            await self.connection.execute(text(f"ANALYZE {table.name}"))
            return table
        await self.connection.execute(CreateTable(table))
        names = [column.name for column in table.columns]
        await self.connection.execute(insert(table).from_select(names, query))
        return table

    async def parts(self, most: int) -> AsyncIterator[list[Found]]:
        """Return what was found, so many at a time, by the numbers of the people."""
        columns, measures = self.table.c, self.ladder.measures
        after = bindparam("after", type_=BigInteger)
        page = select(self.table).where(columns.person_id > after).order_by(columns.person_id)
        last = 0
        while True:
            found = await self.connection.execute(page.limit(most), {"after": last})
            rows = found.all()
            if not rows:
                return
            last = int(rows[-1][0])
            yield [_found(row, measures) for row in rows]

    async def nominees(self, *, since: Any, besides: Iterable[int], most: int) -> list[Nominee]:
        """Return who may be proposed, those first who matter to most people.

        Args:
            since: whoever was declined after it is not proposed again.
            besides: nobody of these.
            most: not more than so many.
        """
        columns = self.table.c
        known = nominations.c
        asked = (
            select(known.id)
            .where(
                known.community_id == self.span.community_id,
                known.ladder == self.ladder.key,
                known.person_id == columns.person_id,
                known.rank >= columns.nominee,
                or_(known.state == "proposed", known.decided_at > since),
            )
            .exists()
        )
        weight = sum(
            (
                columns[label_of(each)]
                for each in self.ladder.measures
                if each.dimension in _EVIDENCE
            ),
            start=literal(0),
        )
        found = await self.connection.execute(
            select(self.table)
            .where(columns.nominee.is_not(None), ~asked)
            .where(columns.person_id.not_in(sorted(set(besides))))
            .order_by(weight.desc(), columns.person_id)
            .limit(most)
        )
        return [
            Nominee(row.person_id, row.nominee, _figures(row[6:], self.ladder.measures))
            for row in found
        ]


def _table(ladder: Ladder) -> Table:
    return Table(
        f"tier_survey_{ladder.key}",
        MetaData(),
        Column("person_id", RowId, primary_key=True, autoincrement=False),
        Column("rank", SmallInteger),
        Column("since", Date),
        Column("below_since", Date),
        Column("target", SmallInteger),
        Column("nominee", SmallInteger),
        *(Column(label_of(each), BigInteger) for each in ladder.measures),
        prefixes=["TEMPORARY"],
    )


def _found(row: Any, measures: Sequence[Measure]) -> Found:
    person_id, rank, since, below_since, target, _, *had = row
    standing = None if rank is None else Standing(rank, since, below_since)
    return Found(person_id, standing, target, measures, had)


def _figures(had: Sequence[Any], measures: Sequence[Measure]) -> Figures:
    return {each: int(has or 0) for each, has in zip(measures, had, strict=True)}
