"""Open a case, settle it when Telegram has answered, and take it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from bot.features.cases.calls import call_for, call_off, withdraw
from bot.features.cases.endings import absolve, end_lifted, end_older, expire, let_go
from bot.features.cases.evidence import Evidence
from bot.features.cases.fines import give_back, penalise
from bot.features.cases.keeping import add_evidence
from bot.features.cases.pausing import resume
from bot.features.cases.queries import (
    case_by_id,
    case_keyed,
    case_numbered,
    echoes_of,
    weight_on,
)
from bot.features.cases.removing import take_away
from bot.features.cases.rules import (
    CALLED,
    UNDOABLE,
    Case,
    Opened,
    Terms,
    is_echo,
    rung_for,
    span_of,
)
from bot.features.clauses.service import clause_of
from bot.features.facts import MemberSanctioned, SanctionUndone
from bot.kit.effects import Due, Then
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases

__all__ = [
    "EXPIRY",
    "REMOVED",
    "SETTLED",
    "UNDONE",
    "Order",
    "add_evidence",
    "case_by_id",
    "case_keyed",
    "case_numbered",
    "expire",
    "open_case",
    "settle",
    "undo",
    "weight_on",
]

SETTLED: Final = "case-settled"
UNDONE: Final = "case-undone"
REMOVED: Final = "case-removed"
EXPIRY: Final = "case-expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done to whom, and why.

    `key` makes one deed one case. `person_id` is a channel's id where a channel is meant, `title`
    its name. Without an `actor_id` the `check` decided. `asked_in` is the command's chat, message
    and topic. `verify` has the gateway look once more whether the actor still may.
    """

    community_id: int
    chat_id: int
    person_id: int
    action: str
    key: str
    local_day: date
    actor_id: int | None = None
    check: str | None = None
    clause: int = 0
    reason: str = ""
    lasts: timedelta | None = None
    weight: int | None = None
    evidence: tuple[Evidence, ...] = ()
    removes: tuple[int, ...] = ()
    title: str | None = None
    is_silent: bool = False
    asked_in: Mapping[str, Any] | None = None
    verify: bool = False


async def open_case(uow: UnitOfWork, order: Order, terms: Terms) -> Opened | None:
    """Open a case and owe what it takes; None where the same deed has one already.

    A warning climbs the ladder: where the standing warnings reach a step, the case is that step.
    The row comes first. Telegram's answer settles it (`settle`), and only then is it told.
    """
    clause = await clause_of(uow, order.community_id, order.clause) if order.clause else None
    weight = order.weight if order.weight is not None else (clause.weight if clause else 1)
    weight = weight if order.action in {"warn", "mute", "kick", "ban"} else 0
    weighs = await weight_on(uow, order.community_id, order.person_id) + weight
    action, lasts = order.action, order.lasts
    if action == "warn" and (rung := rung_for(weighs, terms.ladder)) is not None:
        action, lasts = rung.action, rung.lasts
    span = span_of(lasts if action in {"mute", "ban"} else None, uow.now)
    expiry = timedelta(days=clause.expiry_days) if clause else terms.warning_lasts
    case = await _insert(
        uow,
        order,
        action=action,
        clause_version=clause.version if clause else None,
        weight=weight,
        weighs_until=uow.now + expiry if weight else None,
        until=span.until,
        state="open",
        forget_at=uow.now + terms.evidence_lasts,
    )
    if case is None:
        return None
    if action in {"unmute", "unban"}:
        for ended in await end_lifted(uow, case):
            await _undo_echoes(uow, ended, by=order.actor_id or 0, local_day=order.local_day)
        await resume(uow, order.community_id, order.person_id)
    await penalise(uow, case, terms.penalty * weight, local_day=order.local_day)
    add_evidence(uow, case, order.evidence)
    for message_id in order.removes:
        then = Then(REMOVED, {"case_id": case.id})
        take_away(uow, order.chat_id, message_id, order.person_id, then=then)
    if action in CALLED:
        await call_for(uow, case, verify=order.verify)
    else:
        told = {"case_id": case.id, "state": "done", "failure": None}
        uow.schedule(Due(f"{SETTLED}:{case.id}", SETTLED, uow.now, told))
    if span.until is not None:
        uow.schedule(Due(f"{EXPIRY}:{case.id}", EXPIRY, span.until, {"case_id": case.id}))
    if action not in {"unmute", "unban"} and not is_echo(case):
        uow.state(
            MemberSanctioned(
                community_id=order.community_id,
                person_id=order.person_id,
                chat_id=order.chat_id,
                at=uow.now,
                local_day=order.local_day,
                case_id=case.id,
                action=action,
            )
        )
    return Opened(case, weighs, span.was_raised, span.was_endless)


async def settle(
    uow: UnitOfWork, case_id: int, state: str, failure: str | None, *, local_day: date
) -> Case | None:
    """Write down what Telegram made of a case; None where that was known or it was taken back.

    What was never done leaves nothing behind: no weight, no restriction, no lost points.
    """
    is_done = state == "done"
    changes: dict[str, Any] = (
        {"state": "applied", "applied_at": uow.now}
        if is_done
        else {"state": "failed", "failure": (failure or "")[:255], "weight": 0}
    )
    settled = await uow.execute(
        update(cases).where(cases.c.id == case_id, cases.c.state == "open").values(changes)
    )
    if not settled.rowcount:
        return None
    case = await case_by_id(uow, case_id)
    if case is not None and not is_done:
        await withdraw(uow, case)
        await give_back(uow, case, by=case.actor_id, local_day=local_day)
        if case.action in {"mute", "ban"}:
            await resume(uow, case.community_id, case.person_id)
    elif case is not None and case.actor_id is not None and case.action in {"mute", "ban"}:
        await end_older(uow, case)
    return case


async def undo(
    uow: UnitOfWork,
    case: Case,
    *,
    by: int,
    local_day: date,
    is_appeal: bool = False,
    asked_in: Mapping[str, Any] | None = None,
) -> bool:
    """Take a case back, with its restriction, its weight and its points; once, and True then.

    It is told once Telegram has done its part (the due work `case-undone`).
    """
    if case.action not in UNDOABLE:
        return False
    undone = await uow.execute(
        update(cases)
        .where(cases.c.id == case.id, cases.c.state.in_(("open", "applied", "expired")))
        .values(state="undone", undone_at=uow.now, undone_by=by, weight=0)
    )
    if not undone.rowcount:
        return False
    details = {"case_id": case.id, "asked_in": asked_in, "is_appeal": is_appeal}
    if not await call_off(uow, case, Then(UNDONE, details)):
        told = {**details, "state": "done", "failure": None}
        uow.schedule(Due(f"{UNDONE}:{case.id}", UNDONE, uow.now, told))
    await give_back(uow, case, by=by, local_day=local_day)
    await absolve(uow, case)
    await let_go(uow, case.id)
    await _undo_echoes(uow, case, by=by, local_day=local_day)
    if is_echo(case):
        return True
    uow.state(
        SanctionUndone(
            community_id=case.community_id,
            person_id=case.person_id,
            chat_id=case.chat_id,
            at=uow.now,
            local_day=local_day,
            case_id=case.id,
            action=case.action,
            check=case.check,
            is_appeal=is_appeal,
        )
    )
    return True


async def _undo_echoes(uow: UnitOfWork, case: Case, *, by: int, local_day: date) -> None:
    if case.action == "ban" and not is_echo(case):
        for echo in await echoes_of(uow, case):
            await undo(uow, echo, by=by, local_day=local_day)


async def same_deed(uow: UnitOfWork, order: Order, *, since: datetime) -> Case | None:
    """Return a case in which another of the staff has just done the very same."""
    found = await uow.execute(
        select(cases.c.id)
        .where(
            cases.c.community_id == order.community_id,
            cases.c.person_id == order.person_id,
            cases.c.chat_id == order.chat_id,
            cases.c.action == order.action,
            cases.c.actor_id != order.actor_id,
            cases.c.state.in_(("open", "applied")),
            cases.c.opened_at > since,
        )
        .order_by(cases.c.id.desc())
        .limit(1)
    )
    case_id = found.scalar()
    return None if case_id is None else await case_by_id(uow, int(case_id))


async def _insert(uow: UnitOfWork, order: Order, **values: Any) -> Case | None:
    held = select(cases.c.id).where(
        cases.c.community_id == order.community_id, cases.c.key == order.key
    )
    if (await uow.execute(held)).first() is not None:
        return None
    newest = select(func.coalesce(func.max(cases.c.number), 0)).where(
        cases.c.community_id == order.community_id
    )
    number = int((await uow.execute(newest)).scalar_one()) + 1
    created = await uow.execute(
        insert(cases)
        .values(
            community_id=order.community_id,
            number=number,
            key=order.key,
            chat_id=order.chat_id,
            person_id=order.person_id,
            title=storable(order.title) if order.title else None,
            actor_id=order.actor_id,
            check=order.check,
            clause=order.clause or None,
            reason=storable(order.reason, 500) or None,
            is_silent=order.is_silent,
            asked_in=order.asked_in,
            opened_at=uow.now,
            **values,
        )
        .returning(cases.c.id)
    )
    return await case_by_id(uow, int(created.scalar_one()))
