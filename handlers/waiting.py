"""Waiting by DM for words that somebody was asked for: a row of the schedule, gone in an hour."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select, update

from bot.kit.effects import Due, Planned
from bot.kit.unit_of_work import UnitOfWork
from handlers.context import Context
from models.dues import dues

WAITS: Final = timedelta(hours=1)


async def wait(context: Context, kind: str, details: dict[str, Any]) -> None:
    """Wait for what whoever is at hand writes next by DM; whatever was asked before is over."""
    await done(context, kind)
    uow, person_id = context.uow, context.person.id
    key = f"{kind}:{person_id}:{uow.stamp()}"
    uow.schedule(Due(key, kind, uow.now + WAITS, details, person_id=person_id))


async def awaited(context: Context, kind: str) -> dict[str, Any] | None:
    """Return what whoever is at hand was asked for; None where nothing was."""
    found = await context.uow.execute(
        select(dues.c.details)
        .where(
            dues.c.kind == kind,
            dues.c.person_id == context.person.id,
            dues.c.state == "waiting",
            dues.c.due_at > context.uow.now,
        )
        .order_by(dues.c.id.desc())
        .limit(1)
    )
    return found.scalar()


async def done(context: Context, kind: str) -> None:
    """Wait no longer: it was said."""
    await context.uow.execute(
        update(dues)
        .where(
            dues.c.kind == kind,
            dues.c.person_id == context.person.id,
            dues.c.state == "waiting",
        )
        .values(state="done", settled_at=context.uow.now)
    )


async def lapse(uow: UnitOfWork, due: Planned) -> None:
    """Wait no longer: nothing came."""
