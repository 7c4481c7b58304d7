"""What a case costs in points, and giving it back."""

from datetime import date

from sqlalchemy import update

from bot.features.cases.rules import Case
from bot.features.points.service import Grant, award, balance_of
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases


async def penalise(uow: UnitOfWork, case: Case, points: int, *, local_day: date) -> None:
    """Take points for a case, as far as there are any."""
    if points <= 0 or case.person_id <= 0:
        return
    # Only a reversal may take points below zero.
    held = (await balance_of(uow, case.community_id, case.person_id)).points
    taken = min(points, max(held, 0))
    if not taken:
        return
    if await award(uow, _entry(case, -taken, f"case:{case.id}", case.actor_id, local_day)):
        await uow.execute(update(cases).where(cases.c.id == case.id).values(points=taken))


async def give_back(uow: UnitOfWork, case: Case, *, by: int | None, local_day: date) -> None:
    """Give back what a case has cost; once."""
    if case.points:
        await award(uow, _entry(case, case.points, f"case:{case.id}:undone", by, local_day))


def _entry(case: Case, points: int, key: str, actor_id: int | None, local_day: date) -> Grant:
    return Grant(
        community_id=case.community_id,
        person_id=case.person_id,
        experience=0,
        points=points,
        rule="penalty",
        source_type="case",
        source_id=str(case.id),
        local_day=local_day,
        key=key,
        actor_id=actor_id,
    )
