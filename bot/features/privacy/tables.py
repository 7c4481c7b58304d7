"""The ways in which a table can hand over and forget a person."""

from typing import Any

from sqlalchemy import Column, Table, delete, or_, select, update

from bot.features.privacy.kept import Export, Kept
from bot.kit.unit_of_work import UnitOfWork

# Enough for years of an active member; what is cut is said in the file.
MOST_ROWS = 20_000


def erased(table: Table, *columns: str, purpose: str, term: str) -> Kept:
    """Keep rows of a person that are deleted when the person is forgotten."""

    async def forget(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
        held = [table.c[name] == person_id for name in columns]
        return (await uow.execute(delete(table).where(or_(*held)))).rowcount

    return Kept(table.name, columns, purpose, term, _export(table, columns), forget)


def owned(table: Table, own: str, mentioned: str, *, purpose: str, term: str) -> Kept:
    """Keep rows about a person that are deleted; those about others lose the mention alone."""

    async def forget(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
        gone = await uow.execute(delete(table).where(table.c[own] == person_id))
        cleared = await uow.execute(
            update(table).where(table.c[mentioned] == person_id).values({mentioned: None})
        )
        return gone.rowcount + cleared.rowcount

    columns = (own, mentioned)
    return Kept(table.name, columns, purpose, term, _export(table, columns), forget)


def entombed(table: Table, *columns: str, purpose: str, term: str) -> Kept:
    """Keep rows of a person that pass to the tombstone, so that sums stay what they were."""

    async def forget(uow: UnitOfWork, person_id: int, tombstone: int) -> int:
        touched = 0
        for name in columns:
            changed = await uow.execute(
                update(table).where(table.c[name] == person_id).values({name: tombstone})
            )
            touched += changed.rowcount
        return touched

    return Kept(table.name, columns, purpose, term, _export(table, columns), forget)


def emptied(
    table: Table, column: str, *others: str, values: dict[str, Any], purpose: str, term: str
) -> Kept:
    """Keep rows that outlive a person, with everything about the person taken out of them."""

    async def forget(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
        held: list[Column[Any]] = [table.c[name] for name in (column, *others)]
        cleared = {one.name: None for one in held} | values
        changed = await uow.execute(
            update(table).where(or_(*(one == person_id for one in held))).values(cleared)
        )
        return changed.rowcount

    columns = (column, *others)
    return Kept(table.name, columns, purpose, term, _export(table, columns), forget)


def _export(table: Table, columns: tuple[str, ...]) -> Export:
    async def export(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
        held = [table.c[name] == person_id for name in columns]
        found = await uow.execute(select(table).where(or_(*held)).limit(MOST_ROWS))
        return [dict(row) for row in found.mappings()]

    return export
