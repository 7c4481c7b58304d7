"""Look over every member at once: whom their figures move on a ladder, and who may be proposed.

What is found lies in a table of the connection's own: however many members there are, a handful of
them is held in memory.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    MetaData,
    Select,
    SmallInteger,
    Subquery,
    Table,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    not_,
    null,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateTable, DropTable

from bot.features.segments.queries import present_in
from bot.features.tiers.figures import Span, counts, label_of
from bot.features.tiers.rules import (
    WARNED_BEFORE,
    Dimension,
    Figures,
    Ladder,
    Measure,
    Need,
    Rung,
    Standing,
)
from models.members import members, people
from models.tiers import nominations, tiers
from models.types import RowId

# Evidence is whom somebody matters to; how much they write is none.
_EVIDENCE: Final = frozenset({Dimension.REPLIERS, Dimension.ANSWERED, Dimension.THANKED})
_BOTS: Final = select(people.c.id).where(people.c.is_bot.is_(True))


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
            _concerned(self.span, self.ladder, counted),
            _gone(self.span, self.ladder),
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
        await self.connection.execute(CreateTable(table))
        names = [column.name for column in table.columns]
        await self.connection.execute(insert(table).from_select(names, query))
        if self.connection.dialect.name == "postgresql":
            # Without it the planner takes a table of its own for an empty one.
            await self.connection.execute(text(f"ANALYZE {table.name}"))
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


def _concerned(span: Span, ladder: Ladder, counted: Sequence[Table]) -> Select[Any]:
    """Select the members who move, begin or end to be below, are warned, or are nominees."""
    seen = _seen(span, ladder, counted)
    aimed = select(
        seen.c.person_id,
        seen.c.rank,
        seen.c.since,
        seen.c.below_since,
        _target(seen, ladder).label("target"),
        _nominee(seen, ladder).label("nominee"),
        *(seen.c[label_of(each)] for each in ladder.measures),
    ).subquery("aimed")
    goal, standing, below = aimed.c.target, aimed.c.rank, aimed.c.below_since
    warned = span.through - timedelta(days=max(1, ladder.grace_days - WARNED_BEFORE))
    return select(aimed).where(
        or_(
            standing.is_(None),
            goal > standing,
            and_(goal == standing, below.is_not(None)),
            and_(goal < standing, or_(below.is_(None), below <= warned)),
            aimed.c.nominee.is_not(None),
        )
    )


def _gone(span: Span, ladder: Ladder) -> Select[Any]:
    """Select those who stand on the ladder and are no members any more."""
    stays = and_(present_in(span.community_id, tiers.c.person_id), tiers.c.person_id.not_in(_BOTS))
    return select(tiers.c.person_id, tiers.c.rank, tiers.c.since, tiers.c.below_since).where(
        tiers.c.community_id == span.community_id, tiers.c.ladder == ladder.key, not_(stays)
    )


def _seen(span: Span, ladder: Ladder, counted: Sequence[Table]) -> Subquery:
    """Select every member with how they stand and what they have done."""
    joined: Any = members.outerjoin(
        tiers,
        and_(
            tiers.c.community_id == members.c.community_id,
            tiers.c.ladder == ladder.key,
            tiers.c.person_id == members.c.person_id,
        ),
    )
    figures: list[ColumnElement[Any]] = []
    for each in counted:
        joined = joined.outerjoin(each, each.c.person_id == members.c.person_id)
        figures += [
            func.coalesce(column, 0).label(column.name) for column in list(each.columns)[1:]
        ]
    by_name = {column.name: column for column in figures}
    return (
        select(
            members.c.person_id,
            tiers.c.rank,
            tiers.c.since,
            tiers.c.below_since,
            *(by_name[label_of(each)] for each in ladder.measures),
        )
        .select_from(joined)
        .where(
            members.c.community_id == span.community_id,
            members.c.person_id > 0,
            members.c.person_id.not_in(_BOTS),
            present_in(span.community_id),
        )
        .order_by(members.c.person_id)
        .subquery("seen")
    )


def _target(seen: Subquery, ladder: Ladder) -> ColumnElement[Any]:
    """Return the rung that figures reach: what `rules.target_of` says, as SQL."""
    whens = []
    for at, rung in reversed(list(enumerate(ladder.rungs))):
        if at == 0:
            break
        held = _reaches(seen, rung)
        whens.append((and_(held, seen.c.rank == at) if rung.is_confirmed else held, literal(at)))
    return case(*whens, else_=literal(0)) if whens else literal(0)


def _nominee(seen: Subquery, ladder: Ladder) -> ColumnElement[Any]:
    whens = [
        (
            and_(_reaches(seen, rung), or_(seen.c.rank.is_(None), seen.c.rank < at)),
            literal(at),
        )
        for at, rung in reversed(list(enumerate(ladder.rungs)))
        if rung.is_confirmed
    ]
    nobody = cast(null(), SmallInteger)
    return case(*whens, else_=nobody) if whens else nobody


def _reaches(seen: Subquery, rung: Rung) -> ColumnElement[bool]:
    return and_(*(_has(seen, need) for need in rung.needs))


def _has(seen: Subquery, need: Need) -> ColumnElement[bool]:
    enough: ColumnElement[bool] = seen.c[label_of(need.measure)] >= need.least
    return enough


def _found(row: Any, measures: Sequence[Measure]) -> Found:
    person_id, rank, since, below_since, target, _, *had = row
    standing = None if rank is None else Standing(rank, since, below_since)
    return Found(person_id, standing, target, measures, had)


def _figures(had: Sequence[Any], measures: Sequence[Measure]) -> Figures:
    return {each: int(has or 0) for each, has in zip(measures, had, strict=True)}
