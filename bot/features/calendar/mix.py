"""What kinds of posts a community gets, and how many of them are about a product."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from bot.features.calendar.entries import Entry
from bot.features.calendar.occurring import Occurrence, move
from bot.features.calendar.rules import ROLLING, is_within_share
from bot.kit.unit_of_work import UnitOfWork
from models.calendar import occurrences

SPAN: Final = timedelta(days=30)
_PRODUCT: Final = "product"
# Longer ago no post counts among the last ones.
_FARTHEST: Final = timedelta(days=90)


async def hold_over_share(
    uow: UnitOfWork, entry: Entry, made: Sequence[Occurrence], share: float
) -> tuple[list[Occurrence], list[Occurrence]]:
    """Hold what would be one post about a product too many; returns those, and the others."""
    if entry.kind != _PRODUCT or not made:
        return [], list(made)
    before = await _products_before(uow, made)
    over = [each.id for each in made if not is_within_share(before.get(each.chat_id, 0), share)]
    held = await move(uow, over, "held", among=("owed",), why=_PRODUCT)
    return held, [each for each in made if each.id not in over]


async def mix_of(uow: UnitOfWork, community_id: int) -> Mapping[str, int]:
    """Return how many posts of each kind a community got lately."""
    found = await uow.execute(
        select(occurrences.c.kind, func.count().label("posts"))
        .where(
            occurrences.c.community_id == community_id,
            occurrences.c.due_at >= uow.now - SPAN,
            occurrences.c.state.in_(("posted", "owed")),
            occurrences.c.sort != "task",
        )
        .group_by(occurrences.c.kind)
    )
    return {row.kind: row.posts for row in found}


async def _products_before(uow: UnitOfWork, made: Sequence[Occurrence]) -> Mapping[int, int]:
    """Return how many of each chat's last posts were about a product."""
    newest = (occurrences.c.due_at.desc(), occurrences.c.id.desc())
    place = func.row_number().over(partition_by=occurrences.c.chat_id, order_by=newest)
    lately = (
        select(occurrences.c.chat_id, occurrences.c.kind, place.label("place"))
        .where(
            occurrences.c.chat_id.in_(sorted({each.chat_id for each in made})),
            occurrences.c.due_at >= uow.now - _FARTHEST,
            occurrences.c.state.in_(("posted", "owed")),
            occurrences.c.sort != "task",
            occurrences.c.id.not_in(sorted(each.id for each in made)),
        )
        .subquery()
    )
    found = await uow.execute(
        select(lately.c.chat_id, func.count().label("products"))
        .where(lately.c.place < ROLLING, lately.c.kind == _PRODUCT)
        .group_by(lately.c.chat_id)
    )
    return {row.chat_id: row.products for row in found}
