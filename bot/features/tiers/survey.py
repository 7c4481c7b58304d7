"""Look over every member at once: whom their figures move on a ladder, and who may be proposed.

What is found lies in a table of the connection's own: however many members there are, a handful of
them is held in memory.
"""

from collections.abc import AsyncIterator, Iterable
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
    case,
    cast,
    func,
    insert,
    literal,
    null,
    or_,
    select,
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
from models.types import TelegramId

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
    figures: Figures


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
        await self.connection.execute(CreateTable(self.table))
        names = [column.name for column in self.table.columns]
        for found in (_concerned(self.span, self.ladder), _gone(self.span, self.ladder)):
            wanted = names[: len(found.selected_columns)]
            await self.connection.execute(insert(self.table).from_select(wanted, found))

    async def forget(self) -> None:
        """Let go of what was found."""
        await self.connection.execute(DropTable(self.table))

    async def parts(self, most: int) -> AsyncIterator[list[Found]]:
        """Return what was found, so many at a time, by the numbers of the people."""
        last, columns = 0, self.table.c
        while True:
            page = await self.connection.execute(
                select(self.table)
                .where(columns.person_id > last)
                .order_by(columns.person_id)
                .limit(most)
            )
            rows = page.mappings().all()
            if not rows:
                return
            last = int(rows[-1]["person_id"])
            yield [_found(row, self.ladder.measures) for row in rows]

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
            Nominee(row["person_id"], row["nominee"], _figures(row, self.ladder.measures))
            for row in found.mappings()
        ]


def _table(ladder: Ladder) -> Table:
    return Table(
        f"tier_survey_{ladder.key}",
        MetaData(),
        Column("person_id", TelegramId, primary_key=True, autoincrement=False),
        Column("rank", SmallInteger),
        Column("since", Date),
        Column("below_since", Date),
        Column("target", SmallInteger),
        Column("nominee", SmallInteger),
        *(Column(label_of(each), BigInteger) for each in ladder.measures),
        prefixes=["TEMPORARY"],
    )


def _concerned(span: Span, ladder: Ladder) -> Select[Any]:
    """Select the members who move, begin or end to be below, are warned, or are nominees."""
    seen = _seen(span, ladder)
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
    left = (
        select(members.c.person_id)
        .where(
            members.c.community_id == span.community_id,
            members.c.person_id == tiers.c.person_id,
            present_in(span.community_id),
        )
        .exists()
    )
    return select(tiers.c.person_id, tiers.c.rank, tiers.c.since, tiers.c.below_since).where(
        tiers.c.community_id == span.community_id, tiers.c.ladder == ladder.key, ~left
    )


def _seen(span: Span, ladder: Ladder) -> Subquery:
    """Select every member with how they stand and what they have done."""
    counted = [
        query.subquery(f"counted_{number}")
        for number, query in enumerate(counts(span, ladder.measures))
    ]
    joined: Any = members.join(people, people.c.id == members.c.person_id).outerjoin(
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
            people.c.is_bot.is_(False),
            members.c.person_id > 0,
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


def _found(row: Any, measures: Iterable[Measure]) -> Found:
    rank = row["rank"]
    return Found(
        row["person_id"],
        None if rank is None else Standing(rank, row["since"], row["below_since"]),
        row["target"],
        _figures(row, measures),
    )


def _figures(row: Any, measures: Iterable[Measure]) -> Figures:
    return {each: int(row[label_of(each)] or 0) for each in measures}
