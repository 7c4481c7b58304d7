"""What draws keep of a person, its export and its forgetting."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import delete, select, update

from bot.features.privacy.kept import Inventory, Kept
from bot.features.privacy.tables import emptied, entombed
from bot.kit.unit_of_work import UnitOfWork
from models.draws import draw_edits, draw_seats, draw_tickets, draws

# Before the list is fixed a ticket can go without a trace.
_LOOSE: Final = ("draft", "open")
_tickets: Final = entombed(
    draw_tickets, "person_id", purpose="kept-why-draw-tickets", term="kept-term-draws"
)
_seats: Final = entombed(
    draw_seats,
    "person_id",
    "delivered_by",
    purpose="kept-why-draw-seats",
    term="kept-term-draws",
)


async def _forget_tickets(uow: UnitOfWork, person_id: int, tombstone: int) -> int:
    """Take tickets out of what is open; a fixed list keeps its line, and not whose it is."""
    mine = draw_tickets.c.person_id == person_id
    loose = select(draws.c.id).where(draws.c.state.in_(_LOOSE))
    gone = await uow.execute(delete(draw_tickets).where(mine, draw_tickets.c.draw_id.in_(loose)))
    kept = await uow.execute(
        update(draw_tickets).where(mine).values(person_id=tombstone, salt=None)
    )
    return gone.rowcount + kept.rowcount


async def _forget_seats(uow: UnitOfWork, person_id: int, tombstone: int) -> int:
    """Drop what was written for a delivery; the seat itself stays in the public record."""
    await uow.execute(
        update(draw_seats).where(draw_seats.c.person_id == person_id).values(contact=None)
    )
    return await _seats.forget(uow, person_id, tombstone)


async def _export_seats(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    # What was sealed is handed over as it was written, and to nobody but whose it is.
    return [_opened(uow, row, person_id) for row in await _seats.export(uow, person_id)]


def _opened(uow: UnitOfWork, row: Mapping[str, Any], person_id: int) -> dict[str, Any]:
    contact = row["contact"]
    is_own = row["person_id"] == person_id and contact is not None
    return dict(row) | {"contact": uow.seal.open(contact) if is_own else None}


async def _export_draws(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    # The seed is nobody's before it is revealed, and then it stands in the group.
    rows = await _draws.export(uow, person_id)
    return [{name: each for name, each in row.items() if name != "seed"} for row in rows]


_draws: Final[Kept] = emptied(
    draws, "made_by", values={}, purpose="kept-why-draws", term="kept-term-handiwork"
)
DRAWS: Final[Inventory] = (
    replace(_tickets, forget=_forget_tickets),
    replace(_seats, export=_export_seats, forget=_forget_seats),
    emptied(
        draw_edits,
        "edited_by",
        values={},
        purpose="kept-why-draw-edits",
        term="kept-term-handiwork",
    ),
    replace(_draws, export=_export_draws),
)
