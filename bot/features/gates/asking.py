"""See who asks to join a chat, and put them before its gate."""

from datetime import timedelta

from sqlalchemy import update

from bot.features.gates.planning import SETTLED
from bot.features.gates.queries import Candidate, gate_of, is_back, last_candidate
from bot.features.gates.rules import OPEN_TO_ALL, minutes_left
from bot.features.gates.service import let_go, note_request, settle, stand
from bot.features.messages import Request
from bot.features.place import Place
from bot.features.places import known_of
from bot.kit.effects import Delivery, Priority, Then, post
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.gates import candidates


async def saw_request(uow: UnitOfWork, place: Place, request: Request) -> None:
    """Put somebody who asks to join before the gate; asked twice, the newer way to them counts.

    Where nobody asked us to look after the door, the administrators do.
    """
    person_id = request.sender.id
    terms = await gate_of(uow, place)
    await note_request(uow, place, request)
    if terms.kind == "off" or place.is_back_room:
        return
    before = await last_candidate(uow, place.chat_id, person_id)
    if before is not None and before.is_open:
        if before.way == "request" and before.state == "review":
            return
        await _supersede(uow, before)
    if terms.kind in OPEN_TO_ALL or await is_back(uow, place, person_id, terms):
        _answer(uow, place.chat_id, person_id, "approveChatJoinRequest")
        return
    if before is not None and _is_too_soon(uow, before):
        _turn_back(uow, place, before, request)
        return
    known = known_of(uow, person_id)
    can_dm = bool(known and known.can_dm)
    await stand(
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
        tries=before.tries_kept(uow.now) if before is not None else 0,
    )


async def keep_message(uow: UnitOfWork, candidate: Candidate, message_id: int | None) -> None:
    """Keep which message asked somebody, so that a reply to it is an answer to that."""
    if message_id is not None:
        mine = update(candidates).where(candidates.c.id == candidate.id)
        await uow.execute(mine.values(message_id=message_id))


async def _supersede(uow: UnitOfWork, before: Candidate) -> None:
    if before.way == "group":
        # They went in the meantime, and nobody told.
        await let_go(uow, before)
    else:
        # The way to write to them is a new one, and lasts for as long again.
        await settle(uow, before, "withdrawn")


def _is_too_soon(uow: UnitOfWork, before: Candidate) -> bool:
    """Whether somebody was turned away a moment ago: no door is to be pushed until it gives."""
    if before.way != "request" or before.state != "failed" or before.settled_at is None:
        return False
    return uow.now < before.settled_at + before.terms.retry_after


def _turn_back(uow: UnitOfWork, place: Place, before: Candidate, request: Request) -> None:
    person_id = request.sender.id
    minutes = minutes_left(before.settled_at, before.terms, uow.now)
    words = Text("gate-too-soon", community=place.title, minutes=minutes)
    key = f"gate:{before.id}:soon:{int(request.at.timestamp())}"
    ends = request.at + timedelta(minutes=4)
    told = post(key, request.user_chat_id, words, person_id=person_id, expires_at=ends)
    uow.owe(told)
    _answer(uow, place.chat_id, person_id, "declineChatJoinRequest")


def _answer(uow: UnitOfWork, chat_id: int, person_id: int, method: str) -> None:
    # Nobody stands before the gate: staff hears of a failure without a name.
    then = Then(SETTLED, {"chat_id": chat_id, "what": "open"})
    uow.owe(
        Delivery(
            key=f"gate:open:{uow.stamp()}",
            chat_id=chat_id,
            method=method,
            arguments={"user_id": person_id},
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=person_id,
            then=then if method.startswith("approve") else None,
        )
    )
