"""Publish rules, and find the one that a breach is of."""

from sqlalchemy import func, select

from bot.features.clauses.rules import Clause
from bot.kit.unit_of_work import UnitOfWork
from models.clauses import clauses, rulebooks


async def clause_of(uow: UnitOfWork, community_id: int, number: int) -> Clause | None:
    """Return a clause as the community's newest rules have it; None where they have none such."""
    newest = (
        select(func.max(rulebooks.c.version))
        .where(rulebooks.c.community_id == community_id)
        .scalar_subquery()
    )
    found = await uow.execute(
        select(
            clauses.c.number,
            clauses.c.version,
            clauses.c.words,
            clauses.c.weight,
            clauses.c.expiry_days,
        )
        .where(
            clauses.c.community_id == community_id,
            clauses.c.number == number,
            clauses.c.version == newest,
        )
    )
    row = found.first()
    return None if row is None else Clause(*row)
