"""What an expression is once it is read: a tree of clauses, or why it cannot be read."""

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from bot.kit.texts import Text

MOST_SIGNS: Final = 1000
MOST_DEPTH: Final = 20
MOST_CLAUSES: Final = 100
COMPARISONS: Final = (">=", "<=", ">", "<", "=")


class Unread(Exception):  # noqa: N818 — it is shown to whoever wrote the expression
    """An expression cannot be read, or names what there is not: where, and why."""

    def __init__(self, column: int, reason: Text) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition; the columns, from 1, say where its parts were written."""

    word: str
    name: str | None = None
    comparison: str | None = None
    value: str | None = None
    column: int = field(default=1, compare=False)
    name_column: int = field(default=1, compare=False)
    value_column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What is not so."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """What is all so."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What is so in one case at least."""

    parts: tuple["Node", ...]


Node: TypeAlias = Clause | Not | And | Or
