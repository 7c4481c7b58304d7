"""Set what a chat's gate asks; opened, it lets in whoever waits before it."""

from dataclasses import replace

from sqlalchemy import insert, select, update

from bot.features.gates.planning import plan_notice
from bot.features.gates.queries import candidate_by_id
from bot.features.gates.rules import OPEN_TO_ALL, Terms, packed
from bot.features.gates.service import REASON, admit, state_admitted
from bot.features.place import Place
from bot.features.restrictions.bans import take_turn
from bot.features.restrictions.crowds import free_all
from bot.kit.unit_of_work import UnitOfWork
from models.gates import candidates, gates


async def set_gate(uow: UnitOfWork, place: Place, terms: Terms, *, by: int) -> int:
    """Keep what a chat's gate asks; returns how many are let in by that.

    Whoever waits before it was asked the old way, and is heard so; an open gate has nobody wait.
    Requests that were asked for are approved by an open gate, and left to people by none.
    """
    row = {
        "chat_id": place.chat_id,
        "community_id": place.community_id,
        "kind": terms.kind,
        "terms": packed(replace(terms, kind="off")),
        "changed_by": by,
        "changed_at": uow.now,
    }
    changed = await uow.execute(update(gates).where(gates.c.chat_id == place.chat_id).values(row))
    if not changed.rowcount:
        await uow.execute(insert(gates).values(row))
    uow.remember(("gate", place.chat_id), terms)
    if terms.kind not in OPEN_TO_ALL:
        return 0
    freed = await _let_all_in(uow, place, by=by)
    return freed + (await _approve_all(uow, place, by=by) if terms.kind == "open" else 0)


async def _let_all_in(uow: UnitOfWork, place: Place, *, by: int) -> int:
    """Let in everybody who waits in the group."""
    await take_turn(uow, place.chat_id)
    gone = await uow.execute(
        update(candidates)
        .where(
            candidates.c.chat_id == place.chat_id,
            candidates.c.way == "group",
            candidates.c.settled_at.is_(None),
        )
        .values(state="passed", settled_at=uow.now, settled_by=by)
        .returning(candidates.c.person_id)
    )
    people = sorted(gone.scalars())
    if people:
        await free_all(uow, place.chat_id, REASON)
        await plan_notice(uow, place.chat_id)
    for person_id in people:
        state_admitted(uow, place, person_id, uow.now)
    return len(people)


async def _approve_all(uow: UnitOfWork, place: Place, *, by: int) -> int:
    found = await uow.execute(
        select(candidates.c.id).where(
            candidates.c.chat_id == place.chat_id,
            candidates.c.way == "request",
            candidates.c.settled_at.is_(None),
        )
    )
    approved = 0
    for number in sorted(found.scalars()):
        candidate = await candidate_by_id(uow, number)
        if candidate is not None:
            approved += await admit(uow, place, candidate, by=by)
    return approved
