"""Claim updates: whoever inserts an update's number first may process it."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Executable, bindparam, select, true
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.kit.keys import NUMBERS, numbers_in
from bot.kit.unit_of_work import UnitOfWork
from models.types import Instant, TelegramId
from models.updates import seen_updates


async def claim(uow: UnitOfWork, bot_id: int, numbers: Sequence[int]) -> set[int]:
    """Claim updates by their numbers, given in order; returns those that nobody had claimed."""
    claimed = await uow.execute(
        _claiming(uow.dialect), {"bot": bot_id, "now": uow.now, NUMBERS: list(numbers)}
    )
    return set(claimed.scalars().all())


@cache
def _claiming(dialect: str) -> Executable:
    upsert = sqlite_insert if dialect == "sqlite" else postgresql_insert
    numbers = numbers_in(dialect)
    given = (
        select(bindparam("bot", type_=TelegramId), numbers.each, bindparam("now", type_=Instant()))
        .select_from(numbers.table)
        # Without a condition SQLite takes ON CONFLICT for a join's.
        .where(true())
    )
    key = ["bot_id", "update_id"]
    return (
        upsert(seen_updates)
        .from_select([*key, "seen_at"], given)
        .on_conflict_do_nothing(index_elements=key)
        .returning(seen_updates.c.update_id)
    )
