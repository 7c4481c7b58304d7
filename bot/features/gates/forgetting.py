"""Forget somebody before a gate; who waits in a group is put out, as nobody would free them."""

from sqlalchemy import delete, update

from bot.features.gates.planning import plan_notice
from bot.features.gates.queries import open_in_groups
from bot.features.gates.service import REASON, put_out
from bot.features.restrictions.bans import give_way
from bot.features.restrictions.service import retract
from bot.kit.unit_of_work import UnitOfWork
from models.gates import candidates


async def forget_candidates(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    """Forget somebody before every gate, and as one of the staff who decided."""
    waiting = await open_in_groups(uow, person_id)
    for candidate in waiting:
        await retract(uow, candidate.chat_id, person_id, REASON)
        await give_way(uow, candidate.chat_id, (person_id,))
        put_out(uow, candidate)
    gone = await uow.execute(delete(candidates).where(candidates.c.person_id == person_id))
    for candidate in waiting:
        await plan_notice(uow, candidate.chat_id)
    cleared = await uow.execute(
        update(candidates).where(candidates.c.settled_by == person_id).values(settled_by=None)
    )
    return gone.rowcount + cleared.rowcount
