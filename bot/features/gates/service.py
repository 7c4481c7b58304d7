"""Ask whoever wants in, hear the answer, and let them in or not; each once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, select, update

from bot.features.facts import MemberAdmitted
from bot.features.gates.planning import (
    HELD,
    SETTLED,
    plan_ask,
    plan_deadline,
    plan_notice,
    plan_review,
)
from bot.features.gates.queries import Candidate
from bot.features.gates.rules import (
    State,
    Terms,
    Way,
    deadline_of,
    packed,
)
from bot.features.messages import Request
from bot.features.place import Place
from bot.features.restrictions.bans import give_way
from bot.features.restrictions.service import Restriction, lift, restrict, retract
from bot.features.sources.service import attest
from bot.kit.days import local_day
from bot.kit.effects import Delivery, Priority, Then
from bot.kit.unit_of_work import UnitOfWork
from models.gates import candidates

REASON: Final = "gate"
# Telegram takes less than half a minute for ever; a call may wait for a minute.
SHORTEST_OUT: Final = timedelta(minutes=2)
# What is kept of the terms is what the asking needs; a kind stands in a column of its own.
_UNKEPT: Final = frozenset({"kind", "codes"})


async def stand(
    uow: UnitOfWork,
    place: Place,
    person_id: int,
    way: Way,
    terms: Terms,
    *,
    at: datetime,
    seed: int,
    can_dm: bool,
    user_chat_id: int | None = None,
    link: str | None = None,
    bio: str = "",
    tries: int = 0,
) -> int:
    """Put somebody before a chat's gate; returns the candidate's number.

    Somebody stands before one gate once at a time: a second claim is a lost race.
    """
    deadline = deadline_of(way, terms, at, can_dm=can_dm)
    kept = {name: value for name, value in packed(terms).items() if name not in _UNKEPT}
    challenge: dict[str, Any] = {"seed": seed, "terms": kept}
    if bio:
        challenge["bio"] = bio[:140]
    created = await uow.execute(
        insert(candidates)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            person_id=person_id,
            way=way,
            kind=terms.kind,
            state="review" if terms.kind == "approval" else "waiting",
            challenge=challenge,
            answers=[],
            tries=tries,
            user_chat_id=user_chat_id,
            link=link,
            at=at,
            deadline=deadline,
        )
        .returning(candidates.c.id)
    )
    number = int(created.scalar_one())
    if way == "group":
        held = Restriction(
            community_id=place.community_id,
            chat_id=place.chat_id,
            person_id=person_id,
            reason=REASON,
        )
        await restrict(uow, held, then=Then(HELD, {"candidate_id": number}))
        await plan_notice(uow, place.chat_id)
    else:
        plan_ask(uow, number)
    if terms.kind == "approval":
        plan_review(uow, number)
    elif deadline is not None:
        plan_deadline(uow, number, deadline)
    return number


async def admit(
    uow: UnitOfWork, place: Place, candidate: Candidate, *, by: int | None = None
) -> bool:
    """Let somebody in: approved at Telegram, or allowed to speak; False if it was decided."""
    if not await settle(uow, candidate, "passed", by=by):
        return False
    if candidate.way == "request":
        then = _told(candidate, "approve")
        _owe(uow, candidate, "approveChatJoinRequest", {"user_id": candidate.person_id}, then)
        return True
    then = _told(candidate, "free")
    await lift(uow, candidate.chat_id, candidate.person_id, REASON, then=then)
    await plan_notice(uow, candidate.chat_id)
    state_admitted(uow, place, candidate.person_id, uow.now)
    return True


async def turn_away(
    uow: UnitOfWork,
    candidate: Candidate,
    state: State,
    *,
    by: int | None = None,
    reason: str | None = None,
) -> bool:
    """Decline somebody's request, or put them out of the group for a while."""
    if not await settle(uow, candidate, state, by=by, reason=reason):
        return False
    if candidate.way == "request":
        _owe(uow, candidate, "declineChatJoinRequest", {"user_id": candidate.person_id})
        return True
    await retract(uow, candidate.chat_id, candidate.person_id, REASON)
    await give_way(uow, candidate.chat_id, (candidate.person_id,))
    put_out(uow, candidate)
    await plan_notice(uow, candidate.chat_id)
    return True


def put_out(uow: UnitOfWork, candidate: Candidate) -> None:
    """Ban somebody for a while, which Telegram ends by itself: who comes back is asked again."""
    until = uow.now + max(candidate.terms.retry_after, SHORTEST_OUT)
    arguments = {"user_id": candidate.person_id, "until_date": int(until.timestamp())}
    then = _told(candidate, "ban")
    ends = until - timedelta(seconds=45)
    _owe(uow, candidate, "banChatMember", arguments, then, expires_at=ends)


async def let_go(uow: UnitOfWork, candidate: Candidate) -> bool:
    """Wait no more for somebody who has gone; Telegram would hold them when they come back."""
    if not await settle(uow, candidate, "left"):
        return False
    if candidate.way == "group":
        await lift(uow, candidate.chat_id, candidate.person_id, REASON)
        await plan_notice(uow, candidate.chat_id)
    return True


async def pass_over(
    uow: UnitOfWork, place: Place, candidate: Candidate, *, by: int | None = None
) -> bool:
    """Let somebody be whom Telegram does not hold, or whom one of the staff let in by hand."""
    if not await settle(uow, candidate, "passed", by=by):
        return False
    await retract(uow, candidate.chat_id, candidate.person_id, REASON)
    await plan_notice(uow, candidate.chat_id)
    state_admitted(uow, place, candidate.person_id, uow.now)
    return True


async def settle(
    uow: UnitOfWork,
    candidate: Candidate,
    state: State,
    *,
    by: int | None = None,
    reason: str | None = None,
) -> bool:
    """Write down what became of somebody; False if that was written before."""
    done = await uow.execute(
        update(candidates)
        .where(candidates.c.id == candidate.id, candidates.c.settled_at.is_(None))
        .values(state=state, settled_at=uow.now, settled_by=by, reason=reason)
    )
    return bool(done.rowcount)


async def show_to(uow: UnitOfWork, candidate: Candidate, *, is_longer: bool) -> Candidate:
    """Note that somebody is shown the question; `is_longer`, with all of its time from now on."""
    found = await uow.execute(
        select(candidates.c.challenge).where(candidates.c.id == candidate.id)
    )
    asked = {**(found.scalar() or {}), "asked_at": uow.now.isoformat()}
    mine = (candidates.c.id == candidate.id, candidates.c.settled_at.is_(None))
    await uow.execute(update(candidates).where(*mine).values(challenge=asked))
    return await give_time(uow, candidate) if is_longer else candidate


async def give_time(uow: UnitOfWork, candidate: Candidate) -> Candidate:
    """Give somebody the whole of the gate's time from now on, where that is more."""
    deadline = uow.now + candidate.terms.lasts
    is_waiting = candidate.is_open and candidate.state == "waiting"
    if not is_waiting or candidate.deadline is None or deadline <= candidate.deadline:
        return candidate
    await defer(uow, candidate, deadline)
    return replace(candidate, deadline=deadline)


async def defer(uow: UnitOfWork, candidate: Candidate, deadline: datetime) -> None:
    """Wait for somebody's answer until later."""
    await uow.execute(
        update(candidates)
        .where(
            candidates.c.id == candidate.id,
            candidates.c.settled_at.is_(None),
            candidates.c.state == "waiting",
        )
        .values(deadline=deadline)
    )
    plan_deadline(uow, candidate.id, deadline)


def state_admitted(uow: UnitOfWork, place: Place, person_id: int, at: datetime) -> None:
    """State that somebody is in and may take part."""
    uow.state(
        MemberAdmitted(
            community_id=place.community_id,
            person_id=person_id,
            chat_id=place.chat_id,
            at=at,
            local_day=local_day(at, place.zone),
        )
    )


async def note_request(uow: UnitOfWork, place: Place, request: Request) -> None:
    """Note on somebody's way in that they asked to join, and by which link."""
    await attest(
        uow,
        place,
        request.sender.id,
        link=request.invite_link,
        via_request=True,
        at=request.at,
        milestone="requested",
    )


async def hand_to_staff(uow: UnitOfWork, candidate: Candidate) -> bool:
    """Let people decide about whoever used up their tries and is not to be put out."""
    handed = await uow.execute(
        update(candidates)
        .where(candidates.c.id == candidate.id, candidates.c.settled_at.is_(None))
        .values(state="review", deadline=None)
    )
    if handed.rowcount:
        plan_review(uow, candidate.id)
    return bool(handed.rowcount)


def _told(candidate: Candidate, what: str) -> Then:
    return Then(SETTLED, {"candidate_id": candidate.id, "what": what})


def _owe(
    uow: UnitOfWork,
    candidate: Candidate,
    method: str,
    arguments: dict[str, Any],
    then: Then | None = None,
    *,
    expires_at: datetime | None = None,
) -> None:
    uow.owe(
        Delivery(
            key=f"gate:{candidate.id}:{method}:{uow.stamp()}",
            chat_id=candidate.chat_id,
            method=method,
            arguments=arguments,
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=candidate.person_id,
            expires_at=expires_at,
            then=then,
        )
    )
