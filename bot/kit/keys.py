"""Hand many keys to the database as one parameter: the statement is the same for any number."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, FromClause, bindparam, cast, column, func
from sqlalchemy.dialects.postgresql import JSONB

# Under this name the keys are given, as a list of pairs.
PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Pairs:
    """A list of pairs of numbers as a table to join with."""

    table: FromClause
    first: ColumnElement[int]
    second: ColumnElement[int]


@cache
def pairs_in(dialect: str) -> Pairs:
    """Return the table of pairs for `sqlite` or `postgresql`; the parameter is `PAIRS`."""
    if dialect == "sqlite":
        each = func.json_each(bindparam(PAIRS, type_=JSON)).table_valued("value", name=PAIRS)
        first, second = (func.json_extract(each.c.value, f"$[{at}]") for at in (0, 1))
        return Pairs(each, first, second)
    value: Any = column("value", JSONB)
    drawn = func.jsonb_array_elements(bindparam(PAIRS, type_=JSONB))
    listed = drawn.table_valued(value, name=PAIRS).render_derived()
    one, other = (cast(listed.c.value[at].astext, BigInteger) for at in (0, 1))
    return Pairs(listed, one, other)
