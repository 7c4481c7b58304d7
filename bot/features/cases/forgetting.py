"""Forget a person in the cases: a sanction in force keeps the id while it stands, and no more."""

from typing import Final

from sqlalchemy import ColumnElement, and_, delete, not_, or_, update

from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.restrictions import restrictions

# Those of the staff who decided.
STAFF: Final = ("actor_id", "undone_by")
# Stands for the name of somebody who was forgotten while a sanction is in force.
FORGOTTEN: Final = ""


async def forget_cases(uow: UnitOfWork, person_id: int, tombstone: int) -> int:
    """Take a person out of every case; whoever is banned or muted now stays it, without words."""
    mine = cases.c.person_id == person_id
    words = {"reason": None, "forget_at": None, "asked_in": None, "title": FORGOTTEN}
    await uow.execute(update(cases).where(mine).values(words))
    over = update(cases).where(mine, not_(_stands(uow)))
    freed = await uow.execute(over.values(person_id=0, notice_id=None, title=None))
    touched = freed.rowcount
    for name in STAFF:
        changed = await uow.execute(
            update(cases).where(cases.c[name] == person_id).values({name: tombstone})
        )
        touched += changed.rowcount
    return touched


async def forget_restrictions(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    """Forget restrictions that are over; the others go when they end."""
    gone = await uow.execute(
        delete(restrictions).where(
            restrictions.c.person_id == person_id, restrictions.c.until <= uow.now
        )
    )
    return gone.rowcount


def _stands(uow: UnitOfWork) -> ColumnElement[bool]:
    return and_(
        cases.c.action.in_(("mute", "ban")),
        cases.c.state.in_(("open", "applied")),
        or_(cases.c.until.is_(None), cases.c.until > uow.now),
    )
