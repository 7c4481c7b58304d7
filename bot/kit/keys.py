"""Hand many keys to the database as one parameter: the statement is the same for any number."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, FromClause, bindparam, cast, column, func
from sqlalchemy.dialects.postgresql import JSONB

# Under these names the keys are given, as a list of numbers or of pairs of them.
NUMBERS = "numbers"
PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A list of numbers as a table to join with."""

    table: FromClause
    each: ColumnElement[int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A list of pairs of numbers as a table to join with."""

    table: FromClause
    first: ColumnElement[int]
    second: ColumnElement[int]


@cache
def numbers_in(dialect: str) -> Numbers:
    """Return the table of numbers for `sqlite` or `postgresql`; the parameter is `NUMBERS`."""
    listed, value = _listed(NUMBERS, dialect)
    if dialect == "sqlite":
        return Numbers(listed, value)
    return Numbers(listed, cast(value[()].astext, BigInteger))


@cache
def pairs_in(dialect: str) -> Pairs:
    """Return the table of pairs for `sqlite` or `postgresql`; the parameter is `PAIRS`."""
    listed, value = _listed(PAIRS, dialect)
    if dialect == "sqlite":
        return Pairs(listed, *(func.json_extract(value, f"$[{at}]") for at in (0, 1)))
    return Pairs(listed, *(cast(value[at].astext, BigInteger) for at in (0, 1)))


def _listed(name: str, dialect: str) -> tuple[FromClause, Any]:
    if dialect == "sqlite":
        listed = func.json_each(bindparam(name, type_=JSON)).table_valued("value", name=name)
        return listed, listed.c.value
    drawn = func.jsonb_array_elements(bindparam(name, type_=JSONB))
    listed = drawn.table_valued(column("value", JSONB), name=name).render_derived()
    return listed, listed.c.value
