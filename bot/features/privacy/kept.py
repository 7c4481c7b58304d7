"""How each feature says what it keeps of a person, for how long, and how it forgets."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.kit.unit_of_work import UnitOfWork

Export: TypeAlias = Callable[[UnitOfWork, int], Awaitable[list[dict[str, Any]]]]
# Is given the person's id and the tombstone's; returns how many rows were touched.
Forget: TypeAlias = Callable[[UnitOfWork, int, int], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What one table keeps of a person.

    `purpose` and `term` are ids of texts: why it is kept, and how long.
    """

    table: str
    columns: tuple[str, ...]
    purpose: str
    term: str
    export: Export
    forget: Forget


Inventory: TypeAlias = Sequence[Kept]
