"""Ask whoever wants in, hear the answer, and let them in or not; each once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, update

from bot.features.facts import MemberAdmitted
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
from bot.kit.effects import Delivery, Due, Priority, Then
from bot.kit.unit_of_work import UnitOfWork
from models.gates import candidates, gates

REASON: Final = "gate"
ASK: Final = "gate-ask"
DEADLINE: Final = "gate-deadline"
NOTICE: Final = "gate-notice"
NOTICED: Final = "gate-noticed"
REVIEW: Final = "gate-review"
SETTLED: Final = "gate-settled"
# The group's one message is made anew no more often than this.
NOTICE_EVERY: Final = timedelta(seconds=5)
# What is kept of the terms is what the asking needs; a kind stands in a column of its own.
_UNKEPT: Final = frozenset({"kind", "codes"})


async def set_gate(uow: UnitOfWork, place: Place, terms: Terms, *, by: int) -> None:
    """Keep what a chat's gate asks; whoever waits before it now was asked the old way."""
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
        await restrict(uow, held)
        plan_notice(uow, place.chat_id)
    else:
        uow.schedule(Due(f"{ASK}:{number}", ASK, uow.now, {"candidate_id": number}))
    if terms.kind == "approval":
        plan_review(uow, number)
    elif deadline is not None:
        plan_deadline(uow, number, deadline)
    return number


def plan_deadline(uow: UnitOfWork, number: int, at: datetime) -> None:
    """Have it looked whether somebody has answered by then."""
    key = f"{DEADLINE}:{number}:{int(at.timestamp())}"
    uow.schedule(Due(key, DEADLINE, at, {"candidate_id": number}))


def plan_review(uow: UnitOfWork, number: int) -> None:
    """Have the staff asked about somebody."""
    uow.schedule(Due(f"{REVIEW}:{number}", REVIEW, uow.now, {"candidate_id": number}))


def plan_notice(uow: UnitOfWork, chat_id: int) -> None:
    """Have the group's one message made or made anew soon; once in a while alone."""
    every = int(NOTICE_EVERY.total_seconds())
    slot = int(uow.now.timestamp()) // every + 1
    if uow.recall(("gate notice", chat_id)) == slot:
        return
    uow.remember(("gate notice", chat_id), slot)
    at = datetime.fromtimestamp(slot * every, uow.now.tzinfo)
    uow.schedule(Due(f"{NOTICE}:{chat_id}:{slot}", NOTICE, at, {"chat_id": chat_id}))


async def admit(
    uow: UnitOfWork, place: Place, candidate: Candidate, *, by: int | None = None
) -> bool:
    """Let somebody in: approved at Telegram, or allowed to speak; False if it was decided."""
    if not await settle(uow, candidate, "passed", by=by):
        return False
    if candidate.way == "request":
        then = Then(SETTLED, {"candidate_id": candidate.id})
        _owe(uow, candidate, "approveChatJoinRequest", {"user_id": candidate.person_id}, then)
        return True
    await lift(uow, candidate.chat_id, candidate.person_id, REASON)
    plan_notice(uow, candidate.chat_id)
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
    # Out for a while, which Telegram ends by itself: whoever comes back then is asked again.
    until = uow.now + max(candidate.terms.retry_after, timedelta(minutes=2))
    arguments = {"user_id": candidate.person_id, "until_date": int(until.timestamp())}
    await retract(uow, candidate.chat_id, candidate.person_id, REASON)
    await give_way(uow, candidate.chat_id, (candidate.person_id,))
    _owe(uow, candidate, "banChatMember", arguments, expires_at=until - timedelta(seconds=45))
    plan_notice(uow, candidate.chat_id)
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


async def give_time(uow: UnitOfWork, candidate: Candidate) -> Candidate:
    """Give whoever pressed Start the whole of the gate's time from now on."""
    if not candidate.is_open or candidate.state != "waiting":
        return candidate
    deadline = uow.now + candidate.terms.lasts
    if candidate.deadline is None or deadline <= candidate.deadline:
        return candidate
    await uow.execute(
        update(candidates).where(candidates.c.id == candidate.id).values(deadline=deadline)
    )
    plan_deadline(uow, candidate.id, deadline)
    return replace(candidate, deadline=deadline)


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
            key=f"gate:{candidate.id}:{method}",
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
