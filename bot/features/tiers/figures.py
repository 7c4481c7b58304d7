"""What members have done over each window of days, in SQL: for all of them, or for one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, and_, case, distinct, func, or_, select

from bot.features.tiers.rules import (
    ACTIVE_KINDS,
    COUNTED_KINDS,
    Dimension,
    Figures,
    Measure,
)
from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity, daily_answers
from models.tiers import spends


@dataclass(frozen=True, slots=True)
class Span:
    """Whose figures are looked at: a community's, up to a day."""

    community_id: int
    through: date


def label_of(measure: Measure) -> str:
    """Return the name of a measure's column."""
    return f"{measure.dimension}_{measure.days}"


def counts(span: Span, measures: Iterable[Measure]) -> list[Select[Any]]:
    """Select the figures, as one query a table: a person's id, and a column a measure.

    Who has nothing in a table is no row of its query.
    """
    wanted = list(measures)
    return [
        source.query(span, own)
        for source in _SOURCES
        if (own := [each for each in wanted if each.dimension in source.dimensions])
    ]


async def figures_of(
    uow: UnitOfWork, span: Span, measures: Iterable[Measure], person_id: int
) -> Figures:
    """Return one member's figures."""
    figures: dict[Measure, int] = dict.fromkeys(measures, 0)
    for query in counts(span, figures):
        person = query.selected_columns[0]
        row = (await uow.execute(query.where(person == person_id))).mappings().first()
        if row is not None:
            known = {each for each in figures if label_of(each) in row}
            figures |= {each: int(row[label_of(each)] or 0) for each in known}
    return figures


@dataclass(frozen=True, slots=True)
class _Source:
    """A table with a row a person and day, and what is counted in it."""

    table: Table
    person: str
    dimensions: frozenset[Dimension]
    # The figure of a measure, given whether a row lies in its window; None: every row does.
    figure: Callable[[Dimension, ColumnElement[bool] | None], ColumnElement[Any]]

    def query(self, span: Span, measures: list[Measure]) -> Select[Any]:
        columns, longest = self.table.c, max(each.days for each in measures)
        person = columns[self.person]
        figures = [
            self.figure(
                each.dimension,
                None if each.days == longest else columns.local_day >= _first(span, each.days),
            ).label(label_of(each))
            for each in measures
        ]
        found = select(person.label("person_id"), *figures).where(
            columns.community_id == span.community_id,
            columns.local_day >= _first(span, longest),
            columns.local_day <= span.through,
        )
        return found.group_by(person)


def _first(span: Span, days: int) -> date:
    """Return the first day of a window; the last one counts as well."""
    return span.through - timedelta(days=days - 1)


# Ten million times over, this is the quicker way to say that a kind is one of a few.
_IS_ACT: Final = or_(*(daily_activity.c.kind == each for each in ACTIVE_KINDS))


def _daily(dimension: Dimension, within: ColumnElement[bool] | None) -> ColumnElement[Any]:
    columns = daily_activity.c
    if dimension is Dimension.ACTIVE_DAYS:
        return func.count(distinct(_where(_IS_ACT, within, columns.local_day)))
    is_of_kind = columns.kind == COUNTED_KINDS[dimension]
    return func.sum(_where(is_of_kind, within, columns.times, 0))


def _people(column: ColumnElement[Any]) -> Any:
    def figure(_: Dimension, within: ColumnElement[bool] | None) -> ColumnElement[Any]:
        return func.count(distinct(column if within is None else case((within, column))))

    return figure


def _orders(dimension: Dimension, within: ColumnElement[bool] | None) -> ColumnElement[Any]:
    amount = spends.c.amount if dimension is Dimension.SPEND else 1
    return func.sum(amount if within is None else case((within, amount), else_=0))


def _where(
    condition: ColumnElement[bool],
    within: ColumnElement[bool] | None,
    value: Any,
    otherwise: Any = None,
) -> ColumnElement[Any]:
    holds = condition if within is None else and_(condition, within)
    return case((holds, value), else_=otherwise)


_SOURCES: Final = (
    _Source(
        daily_activity, "person_id", frozenset({Dimension.ACTIVE_DAYS, *COUNTED_KINDS}), _daily
    ),
    _Source(
        daily_answers,
        "person_id",
        frozenset({Dimension.ANSWERED}),
        _people(daily_answers.c.answered_id),
    ),
    _Source(
        daily_answers,
        "answered_id",
        frozenset({Dimension.REPLIERS}),
        _people(daily_answers.c.person_id),
    ),
    _Source(spends, "person_id", frozenset({Dimension.SPEND, Dimension.PURCHASES}), _orders),
)
