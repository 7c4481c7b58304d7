"""What members said of themselves, unsealed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.kit.unit_of_work import UnitOfWork
from models.profiles import profiles


@dataclass(frozen=True, slots=True)
class Said:
    """An answer; without a value it was asked for and passed over."""

    value: str | None = field(repr=False)
    consented_at: datetime | None
    at: datetime


async def of(uow: UnitOfWork, community_id: int, person_id: int) -> dict[str, Said]:
    """Return what a member said, by field; what was never asked is left out.

    A value that no key opens any more counts as passed over.
    """
    found = await uow.execute(
        select(profiles).where(
            profiles.c.community_id == community_id, profiles.c.person_id == person_id
        )
    )
    return {
        row.field: Said(
            None if row.value is None else uow.seal.open(row.value), row.consented_at, row.at
        )
        for row in found
    }


async def export_profiles(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    """Return everything that somebody said of themselves, unsealed: it is theirs to read."""
    found = await uow.execute(select(profiles).where(profiles.c.person_id == person_id))
    return [
        dict(row) | {"value": row["value"] and uow.seal.open(row["value"])}
        for row in found.mappings()
    ]
