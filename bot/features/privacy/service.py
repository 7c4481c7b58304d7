"""Hand a person everything that is kept, or forget the person."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from hmac import new as keyed
from typing import Any

from sqlalchemy import insert

from bot.features.contents import Account
from bot.features.privacy.kept import Inventory
from bot.kit.unit_of_work import UnitOfWork
from models.members import people
from models.privacy import tombstones


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done: a number to ask by, and how many rows were touched in how many tables."""

    number: str
    rows: int
    tables: int


async def gather(uow: UnitOfWork, person_id: int, inventory: Inventory) -> str:
    """Return everything that is kept of a person, as JSON."""
    kept: dict[str, Any] = {"person_id": person_id, "at": uow.now}
    for each in inventory:
        kept[each.table] = await each.export(uow, person_id)
    return json.dumps(kept, ensure_ascii=False, indent=1, default=_plain)


async def forget(uow: UnitOfWork, account: Account, inventory: Inventory) -> Receipt:
    """Forget a person in one step: ledger sums stay under a tombstone that says nobody's name."""
    tombstone = -(uow.stamp() >> 11) - 1
    await uow.execute(
        insert(people).values(
            id=tombstone, first_name="", is_bot=False, can_dm=False, seen_at=uow.now
        )
    )
    rows = tables = 0
    for each in inventory:
        touched = await each.forget(uow, account.id, tombstone)
        rows += touched
        tables += bool(touched)
    await uow.execute(
        insert(tombstones).values(id=tombstone, digest=_digest(uow, account.id), at=uow.now)
    )
    return Receipt(number=f"{-tombstone:x}"[:8].upper(), rows=rows, tables=tables)


def _digest(uow: UnitOfWork, person_id: int) -> str:
    # The key is drawn and thrown away: the row proves that somebody was forgotten, never who.
    return keyed(uow.chance.seed(), str(person_id).encode(), sha256).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
