"""What a case asks of Telegram: one call to apply it, and the calls that take it back."""

from typing import Any, Final

from sqlalchemy import update

from bot.features.cases.rules import Case
from bot.features.restrictions.bans import UNDER_WAY, call_off_bans, give_way
from bot.features.restrictions.service import (
    Restriction,
    lift,
    reasons_of,
    renew,
    restrict,
    retract,
)
from bot.kit.effects import Delivery, Priority, Then
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox

# The courier's own word for a ban that is lifted at once.
KICK: Final = "kickChatMember"


async def call_for(uow: UnitOfWork, case: Case, *, verify: bool) -> None:
    """Owe the call that applies a case; what becomes of it settles the case."""
    then = Then("case-settled", {"case_id": case.id})
    looked: dict[str, Any] = {"verify": _looked(case)} if verify else {}
    match case.action:
        case "mute" if case.person_id > 0:
            await restrict(
                uow,
                Restriction(
                    community_id=case.community_id,
                    chat_id=case.chat_id,
                    person_id=case.person_id,
                    reason=reason_for(case),
                    until=case.until,
                ),
                then=then,
                verify=looked.get("verify"),
            )
        case "unmute" if case.person_id > 0:
            await _unmute(uow, case, then)
        case "kick" if case.person_id > 0:
            _owe(uow, case, KICK, {"user_id": case.person_id} | looked, then)
        case "mute" | "kick" | "ban" if case.person_id < 0:
            # A channel knows no mute and no end: it may speak here, or it may not.
            banned = {"sender_chat_id": case.person_id} | looked
            _owe(uow, case, "banChatSenderChat", banned, then)
        case "ban":
            await give_way(uow, case.chat_id, (case.person_id,))
            banned = {"user_id": case.person_id} | looked
            if case.until is not None:
                banned["until_date"] = int(case.until.timestamp())
            _owe(uow, case, "banChatMember", banned, then)
        case "unban" | "unmute":
            if case.person_id > 0:
                await call_off_bans(uow, case.chat_id, case.person_id)
            method, arguments = _unban(case)
            _owe(uow, case, method, arguments, then)
            # Whoever was never put out is still held, behind the lifting.
            await renew(uow, case.chat_id, (case.person_id,))
        case _:
            raise LookupError(case.action)


async def call_off(uow: UnitOfWork, case: Case, then: Then) -> bool:
    """Owe what takes a case back, and `then`; False where nothing has to be told to Telegram.

    What was not sent yet is not sent any more.
    """
    await uow.execute(
        update(outbox)
        # One that is under way right now must not be repeated after it was taken back.
        .where(outbox.c.key == f"case:{case.id}:apply", outbox.c.state.in_(UNDER_WAY))
        .values(state="expired", reason="taken back", settled_at=uow.now)
    )
    if case.person_id == 0:
        # Forgotten since: there is nobody left to free.
        return False
    if case.action == "mute" and case.person_id > 0:
        return await lift(uow, case.chat_id, case.person_id, reason_for(case), then=then)
    if case.action == "ban" or (case.person_id < 0 and case.action in {"mute", "kick"}):
        method, arguments = _unban(case)
        uow.owe(_delivery(case, f"case:{case.id}:undo", method, arguments, then))
        await renew(uow, case.chat_id, (case.person_id,))
        return True
    return False


async def withdraw(uow: UnitOfWork, case: Case) -> None:
    """Take a restriction off the book of which Telegram would not hear.

    What gave way to a ban that Telegram refuses is told after all.
    """
    if case.action == "mute" and case.person_id > 0:
        await retract(uow, case.chat_id, case.person_id, reason_for(case))
    if case.action == "ban" and case.person_id > 0:
        await renew(uow, case.chat_id, (case.person_id,))


def let_end(uow: UnitOfWork, case: Case) -> None:
    """Owe what ends a timed sanction where Telegram does not end it by itself: for channels."""
    if case.person_id < 0 and case.action in {"mute", "ban"}:
        method, arguments = _unban(case)
        uow.owe(_delivery(case, f"case:{case.id}:end", method, arguments))


def reason_for(case: Case) -> str:
    """Return the reason under which a case restricts."""
    return f"case:{case.id}"


async def _unmute(uow: UnitOfWork, case: Case, then: Then) -> None:
    """Lift every mute that a case ordered; a gate or a raid still holds."""
    reasons = [
        reason
        for reason in await reasons_of(uow, case.chat_id, case.person_id)
        if reason.startswith("case:")
    ]
    for reason in reasons[:-1]:
        await lift(uow, case.chat_id, case.person_id, reason)
    if reasons:
        await lift(uow, case.chat_id, case.person_id, reasons[-1], then=then)
        return
    # Muted by hand, or not at all: say to Telegram what holds by our own book.
    free = Restriction(
        community_id=case.community_id,
        chat_id=case.chat_id,
        person_id=case.person_id,
        reason=reason_for(case),
        until=uow.now,
    )
    await restrict(uow, free, then=then)


def _unban(case: Case) -> tuple[str, dict[str, Any]]:
    if case.person_id < 0:
        return "unbanChatSenderChat", {"sender_chat_id": case.person_id}
    # Without this, Telegram would throw a member out who is there.
    return "unbanChatMember", {"user_id": case.person_id, "only_if_banned": True}


def _looked(case: Case) -> dict[str, Any]:
    looked: dict[str, Any] = {"subject_id": case.person_id}
    if case.actor_id is not None:
        looked |= {"actor_id": case.actor_id, "right": "can_restrict_members"}
    return looked


def _owe(uow: UnitOfWork, case: Case, method: str, arguments: dict[str, Any], then: Then) -> None:
    uow.owe(_delivery(case, f"case:{case.id}:apply", method, arguments, then))


def _delivery(
    case: Case, key: str, method: str, arguments: dict[str, Any], then: Then | None = None
) -> Delivery:
    return Delivery(
        key=key,
        chat_id=case.chat_id,
        method=method,
        arguments=arguments,
        is_repeatable=True,
        priority=Priority.SANCTION,
        person_id=case.person_id,
        then=then,
    )
