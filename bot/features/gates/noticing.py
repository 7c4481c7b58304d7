"""See who comes and goes, and hold at the gate whoever is to be asked."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from bot.features.facts import MemberJoined, MemberLeft
from bot.features.gates.queries import (
    Candidate,
    first_waiting,
    gate_of,
    is_back,
    last_candidate,
    open_candidate,
)
from bot.features.gates.rules import OPEN_TO_ALL, TOO_LATE
from bot.features.gates.service import admit, let_go, settle, stand, state_admitted
from bot.features.place import Place
from bot.features.places import known_of, place_of
from bot.kit.unit_of_work import UnitOfWork
from models.members import memberships

# An approval is for the coming that follows it.
_FRESH: Final = timedelta(days=1)


async def saw_arrival(uow: UnitOfWork, fact: MemberJoined) -> None:
    """Hold a newcomer at the gate, or state that they are in where there is nothing to ask."""
    place = place_of(uow, fact.chat_id or 0)
    if place is None or place.is_back_room:
        return
    before = await last_candidate(uow, place.chat_id, fact.person_id)
    if before is not None and before.way == "request":
        if before.is_open:
            # Let in by hand, at Telegram itself.
            await settle(uow, before, "passed", by=fact.by)
        if before.is_open or await _is_for_this(uow, before):
            state_admitted(uow, place, fact.person_id, fact.at)
            return
    if before is not None and before.is_open:
        # They went in the meantime, and nobody told.
        await let_go(uow, before)
    if await _is_let_in(uow, place, fact):
        state_admitted(uow, place, fact.person_id, fact.at)
        return
    known = known_of(uow, fact.person_id)
    await stand(
        uow,
        place,
        fact.person_id,
        "group",
        await gate_of(uow, place),
        at=uow.now,
        seed=await _seed_for(uow, place.chat_id),
        can_dm=bool(known and known.can_dm),
        tries=before.tries_kept(uow.now) if before is not None else 0,
    )


async def saw_departure(uow: UnitOfWork, fact: MemberLeft) -> None:
    """Let go of somebody who went while they were waited for."""
    waiting = await open_candidate(uow, fact.chat_id or 0, fact.person_id)
    if waiting is not None and waiting.way == "group":
        await let_go(uow, waiting)


async def prove_human(uow: UnitOfWork, place: Place, person_id: int) -> None:
    """Let in who proved to be human elsewhere, where the gate asks for no more than that."""
    waiting = await open_candidate(uow, place.chat_id, person_id)
    if waiting is not None and waiting.way == "group" and waiting.is_human_check:
        await admit(uow, place, waiting)


async def _is_for_this(uow: UnitOfWork, before: Candidate) -> bool:
    """Whether a request was granted for this coming, and not for one after having left."""
    at = before.settled_at
    if before.state != "passed" or at is None or uow.now - at >= _FRESH:
        return False
    found = await uow.execute(
        select(memberships.c.left_at).where(
            memberships.c.chat_id == before.chat_id, memberships.c.person_id == before.person_id
        )
    )
    left_at = found.scalar()
    return left_at is None or left_at <= at


async def _is_let_in(uow: UnitOfWork, place: Place, fact: MemberJoined) -> bool:
    """Whether nothing is asked of somebody who has come."""
    terms = await gate_of(uow, place)
    if terms.kind in OPEN_TO_ALL or not place.is_guarded:
        return True
    if place.is_administrator(fact.person_id):
        return True
    if fact.by is not None and fact.by != fact.person_id and place.is_administrator(fact.by):
        return True
    # Whoever came long before an outage was over is greeted by nobody, and tested by nobody.
    if uow.now - fact.at > TOO_LATE:
        return True
    return await is_back(uow, place, fact.person_id, terms)


async def _seed_for(uow: UnitOfWork, chat_id: int) -> int:
    """Return the seed of the group's one message: all who wait in it are asked the same."""
    first = await first_waiting(uow, chat_id)
    return uow.stamp() if first is None else first.seed
