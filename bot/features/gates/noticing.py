"""See who comes, asks to come and goes, and put before the gate whoever is to be asked."""

from datetime import timedelta
from typing import Final

from bot.features.facts import MemberJoined, MemberLeft
from bot.features.gates.queries import (
    Candidate,
    gate_of,
    last_candidate,
    open_candidate,
    waiting_in_group,
    was_admitted,
)
from bot.features.gates.rules import TOO_LATE, Terms
from bot.features.gates.service import (
    REASON,
    admit,
    note_request,
    plan_notice,
    settle,
    stand,
    state_admitted,
)
from bot.features.messages import Request
from bot.features.place import Place
from bot.features.places import known_of, place_of
from bot.features.restrictions.service import retract
from bot.kit.effects import Delivery, Priority
from bot.kit.unit_of_work import UnitOfWork

# An approval is for this coming, not for one after having left.
_FRESH: Final = timedelta(days=1)
_OPEN_TO_ALL: Final = frozenset({"off", "open"})


async def saw_arrival(uow: UnitOfWork, fact: MemberJoined) -> None:
    """Hold a newcomer at the gate, or state that they are in where there is nothing to ask."""
    place = place_of(uow, fact.chat_id or 0)
    if place is None or place.is_back_room:
        return
    before = await last_candidate(uow, place.chat_id, fact.person_id)
    if before is not None and before.way == "request" and before.state != "left":
        if before.is_open:
            # Let in by hand, at Telegram itself.
            await settle(uow, before, "passed", by=fact.by)
        if before.is_open or (before.state == "passed" and _is_fresh(uow, before)):
            state_admitted(uow, place, fact.person_id, fact.at)
            return
    if before is not None and before.is_open and before.way == "group":
        # They went in the meantime, and nobody told.
        await settle(uow, before, "left")
    if await _is_let_in(uow, place, fact):
        state_admitted(uow, place, fact.person_id, fact.at)
        return
    terms = await gate_of(uow, place)
    known = known_of(uow, fact.person_id)
    await stand(
        uow,
        place,
        fact.person_id,
        "group",
        terms,
        at=uow.now,
        seed=await _seed_for(uow, place.chat_id),
        can_dm=bool(known and known.can_dm),
    )


async def saw_departure(uow: UnitOfWork, fact: MemberLeft) -> None:
    """Let go of somebody who went while they were waited for."""
    waiting = await open_candidate(uow, fact.chat_id or 0, fact.person_id)
    if waiting is None or waiting.way == "request":
        return
    await settle(uow, waiting, "left")
    await retract(uow, waiting.chat_id, waiting.person_id, REASON)
    plan_notice(uow, waiting.chat_id)


async def saw_request(uow: UnitOfWork, place: Place, request: Request) -> None:
    """Put somebody who asks to join before the gate; asked twice, the newer way to them counts."""
    person_id = request.sender.id
    terms = await gate_of(uow, place)
    await note_request(uow, place, request)
    if terms.kind == "off":
        # Nobody asked us to look after the door: the administrators do.
        return
    waiting = await open_candidate(uow, place.chat_id, person_id)
    if waiting is not None:
        if waiting.way == "group" or waiting.state == "review":
            return
        # The way to write to them is a new one, and lasts for as long again.
        await settle(uow, waiting, "withdrawn")
    if terms.kind == "open" or await _is_back(uow, place, person_id, terms):
        _approve(uow, place.chat_id, person_id)
        return
    known = known_of(uow, person_id)
    can_dm = bool(known and known.can_dm)
    number = await stand(
        uow,
        place,
        person_id,
        "request",
        terms,
        at=uow.now if can_dm else request.at,
        seed=uow.stamp(),
        can_dm=can_dm,
        user_chat_id=request.user_chat_id,
        link=request.invite_link.invite_link if request.invite_link else None,
        bio=request.bio or "",
    )
    uow.remember(("gate asked", person_id), number)


async def prove_human(uow: UnitOfWork, place: Place, person_id: int) -> None:
    """Let in who proved to be human elsewhere, where the gate asks for no more than that."""
    waiting = await open_candidate(uow, place.chat_id, person_id)
    if waiting is not None and waiting.way == "group" and waiting.is_human_check:
        await admit(uow, place, waiting)


def _is_fresh(uow: UnitOfWork, candidate: Candidate) -> bool:
    return candidate.settled_at is not None and uow.now - candidate.settled_at < _FRESH


async def _is_let_in(uow: UnitOfWork, place: Place, fact: MemberJoined) -> bool:
    """Whether nothing is asked of somebody who has come."""
    terms = await gate_of(uow, place)
    if terms.kind in _OPEN_TO_ALL or not place.is_guarded:
        return True
    if place.is_administrator(fact.person_id):
        return True
    if fact.by is not None and fact.by != fact.person_id and place.is_administrator(fact.by):
        return True
    # Whoever came long before an outage was over is greeted by nobody, and tested by nobody.
    if uow.now - fact.at > TOO_LATE:
        return True
    return await _is_back(uow, place, fact.person_id, terms)


async def _is_back(uow: UnitOfWork, place: Place, person_id: int, terms: Terms) -> bool:
    return terms.returning == "pass" and await was_admitted(uow, place.chat_id, person_id)


async def _seed_for(uow: UnitOfWork, chat_id: int) -> int:
    """Return the seed of the group's one message: all who wait in it are asked the same."""
    waiting: list[tuple[Candidate, str]] = await waiting_in_group(uow, chat_id)
    return waiting[0][0].seed if waiting else uow.stamp()


def _approve(uow: UnitOfWork, chat_id: int, person_id: int) -> None:
    uow.owe(
        Delivery(
            key=f"gate:open:{uow.stamp()}",
            chat_id=chat_id,
            method="approveChatJoinRequest",
            arguments={"user_id": person_id},
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=person_id,
        )
    )
