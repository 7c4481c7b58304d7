"""Open a case, settle it when Telegram has answered, and take it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from bot.features.cases.calls import call_for, call_off
from bot.features.cases.evidence import Evidence
from bot.features.cases.removing import take_away
from bot.features.cases.rules import (
    CALLED,
    UNDOABLE,
    Case,
    Opened,
    Terms,
    rung_for,
    span_of,
    weight_of,
)
from bot.features.clauses.service import clause_of
from bot.features.facts import MemberSanctioned, SanctionUndone
from bot.features.points.service import Grant, award, balance_of
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases, evidence
from models.moderation import findings

SETTLED: Final = "case-settled"
EXPIRY: Final = "case-expires"
EVIDENCE = Tally("evidence", evidence, ("case_id", "chat_id", "message_id"), {})


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
    )
    if case is None:
        return None
    await _penalise(uow, order, case, terms.penalty * weight)
    _keep_evidence(uow, order, case.id, terms.evidence_lasts)
    for message_id in order.removes:
        take_away(uow, order.chat_id, message_id, order.person_id)
    if action in CALLED:
        await call_for(uow, case, verify=order.verify)
    else:
        told = {"case_id": case.id, "state": "done", "failure": None}
        uow.schedule(Due(f"{SETTLED}:{case.id}", SETTLED, uow.now, told))
    if span.until is not None:
        uow.schedule(Due(f"{EXPIRY}:{case.id}", EXPIRY, span.until, {"case_id": case.id}))
    if action not in {"unmute", "unban"}:
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


async def settle(uow: UnitOfWork, case_id: int, state: str, failure: str | None) -> Case | None:
    """Write down what Telegram made of a case; None where that was known or it was taken back."""
    became = "applied" if state == "done" else "failed"
    settled = await uow.execute(
        update(cases)
        .where(cases.c.id == case_id, cases.c.state == "open")
        .values(
            state=became,
            applied_at=uow.now if became == "applied" else None,
            failure=failure[:255] if failure and became == "failed" else None,
            # What was never done weighs nothing.
            **({"weight": 0} if became == "failed" else {}),
        )
    )
    return await case_by_id(uow, case_id) if settled.rowcount else None


async def undo(
    uow: UnitOfWork, case: Case, *, by: int, local_day: date, is_appeal: bool = False
) -> bool:
    """Take a case back, with its restriction, its weight and its points; once, and True then."""
    if case.action not in UNDOABLE:
        return False
    undone = await uow.execute(
        update(cases)
        .where(cases.c.id == case.id, cases.c.state.in_(("open", "applied", "expired")))
        .values(state="undone", undone_at=uow.now, undone_by=by, weight=0)
    )
    if not undone.rowcount:
        return False
    await call_off(uow, case)
    if case.points:
        await award(
            uow,
            Grant(
                community_id=case.community_id,
                person_id=case.person_id,
                experience=0,
                points=case.points,
                rule="penalty",
                source_type="case",
                source_id=str(case.id),
                local_day=local_day,
                key=f"case:{case.id}:undone",
                actor_id=by,
            ),
        )
    await _absolve(uow, case)
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


async def expire(uow: UnitOfWork, case_id: int) -> None:
    """Note that a timed sanction has come to its end by itself."""
    await uow.execute(
        update(cases)
        .where(cases.c.id == case_id, cases.c.state == "applied")
        .values(state="expired")
    )


async def weight_on(uow: UnitOfWork, community_id: int, person_id: int) -> int:
    """Return what somebody's standing warnings weigh together."""
    found = await uow.execute(
        select(cases.c.weight, cases.c.weighs_until).where(
            cases.c.community_id == community_id,
            cases.c.person_id == person_id,
            cases.c.weight > 0,
        )
    )
    return weight_of(((row.weight, row.weighs_until) for row in found), uow.now)


async def case_by_id(uow: UnitOfWork, case_id: int) -> Case | None:
    """Return a case by its row."""
    found = await uow.execute(_SELECT.where(cases.c.id == case_id))
    row = found.first()
    return None if row is None else _drawn(row)


async def case_numbered(uow: UnitOfWork, community_id: int, number: int) -> Case | None:
    """Return a community's case by the number that people call it by."""
    found = await uow.execute(
        _SELECT.where(cases.c.community_id == community_id, cases.c.number == number)
    )
    row = found.first()
    return None if row is None else _drawn(row)


_SELECT: Final = select(*(cases.c[name] for name in Case.__dataclass_fields__))


def _drawn(row: Any) -> Case:
    return Case(*row)


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


async def _penalise(uow: UnitOfWork, order: Order, case: Case, points: int) -> None:
    if points <= 0 or order.person_id <= 0:
        return
    # Only a reversal may take points below zero.
    held = (await balance_of(uow, order.community_id, order.person_id)).points
    taken = min(points, max(held, 0))
    if not taken:
        return
    fine = Grant(
        community_id=order.community_id,
        person_id=order.person_id,
        experience=0,
        points=-taken,
        rule="penalty",
        source_type="case",
        source_id=str(case.id),
        local_day=order.local_day,
        key=f"case:{case.id}",
        actor_id=order.actor_id,
    )
    if await award(uow, fine):
        await uow.execute(update(cases).where(cases.c.id == case.id).values(points=taken))


def _keep_evidence(uow: UnitOfWork, order: Order, case_id: int, lasts: timedelta) -> None:
    for each in order.evidence:
        uow.collect(
            EVIDENCE,
            {
                "case_id": case_id,
                "chat_id": each.chat_id,
                "message_id": each.message_id,
                "person_id": each.sender_id,
                "words": each.words or None,
                "media": each.media,
                "at": uow.now,
                "forget_at": uow.now + lasts,
            },
        )


async def _absolve(uow: UnitOfWork, case: Case) -> None:
    """Mark what checks found in the case's messages as taken back: it counts as their error."""
    about = select(evidence.c.message_id).where(
        evidence.c.case_id == case.id, evidence.c.chat_id == case.chat_id
    )
    await uow.execute(
        update(findings)
        .where(findings.c.chat_id == case.chat_id, findings.c.message_id.in_(about))
        .values(undone_at=uow.now)
    )
