"""Hand many keys to the database as one parameter: the statement is the same for any number."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, FromClause, bindparam, cast, column, func
from sqlalchemy.dialects.postgresql import JSONB

# Under these names the keys are given, as a list of numbers or of three of them each.
NUMBERS = "numbers"
TRIPLES = "triples"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A list of numbers as a table to join with."""

    table: FromClause
    each: ColumnElement[int]


@dataclass(frozen=True, slots=True)
class Triples:
    """A list of numbers, three at a time, as a table to join with."""

    table: FromClause
    first: ColumnElement[int]
    second: ColumnElement[int]
    third: ColumnElement[int]


@cache
def numbers_in(dialect: str) -> Numbers:
    """Return the table of numbers for `sqlite` or `postgresql`; the parameter is `NUMBERS`."""
    listed, value = _listed(NUMBERS, dialect)
    if dialect == "sqlite":
        return Numbers(listed, value)
    return Numbers(listed, cast(value[()].astext, BigInteger))


@cache
def triples_in(dialect: str) -> Triples:
    """Return the table of triples for `sqlite` or `postgresql`; the parameter is `TRIPLES`."""
    listed, value = _listed(TRIPLES, dialect)
    if dialect == "sqlite":
        return Triples(listed, *(func.json_extract(value, f"$[{at}]") for at in range(3)))
    return Triples(listed, *(cast(value[at].astext, BigInteger) for at in range(3)))


def _listed(name: str, dialect: str) -> tuple[FromClause, Any]:
    if dialect == "sqlite":
        listed = func.json_each(bindparam(name, type_=JSON)).table_valued("value", name=name)
        return listed, listed.c.value
    drawn = func.jsonb_array_elements(bindparam(name, type_=JSONB))
    listed = drawn.table_valued(column("value", JSONB), name=name).render_derived()
    return listed, listed.c.value
