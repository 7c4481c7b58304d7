"""Restrict and free: a row a reason, and one call that tells Telegram what they leave together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, delete, select, update

from bot.features.restrictions.bans import (
    BANNED,
    UNDER_WAY,
    banned_among,
    held_and_here,
    take_turn,
)
from bot.features.restrictions.rules import NOTHING, Held, told
from bot.kit.collector import Tally
from bot.kit.effects import Delivery, Due, Priority, Then
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox
from models.restrictions import restrictions

HELD = Tally(
    "restrictions",
    restrictions,
    ("chat_id", "person_id", "reason"),
    {"permissions": "last", "until": "last", "at": "last"},
)
ENDING: Final = "restriction-ends"
TOLD: Final = "restriction-told"
AGAIN: Final = "restriction-again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Why, until when, and what somebody may still do in a chat."""

    community_id: int
    chat_id: int
    person_id: int
    reason: str
    until: datetime | None = None
    permissions: Mapping[str, bool] | None = None


class Planned(Protocol):
    """The part of a due row that is looked at."""

    @property
    def key(self) -> str:
        """Under which it stands in the schedule: `settled:` and the row of the outbox."""
        ...

    @property
    def details(self) -> Mapping[str, Any]:
        """What was written when it was planned."""
        ...


async def restrict(
    uow: UnitOfWork,
    restriction: Restriction,
    *,
    then: Then | None = None,
    verify: Mapping[str, Any] | None = None,
) -> None:
    """Restrict somebody for a reason; what other reasons forbid stays forbidden.

    `then` is done once Telegram has answered; `verify` lets the gateway look first whether who
    ordered it still may (see `Gateway`). Of somebody who is banned there nothing is told before
    they are back, and whoever waits hears so.
    """
    await take_turn(uow, restriction.chat_id)
    await uow.execute(
        HELD.statement(uow.dialect),
        {
            "chat_id": restriction.chat_id,
            "person_id": restriction.person_id,
            "reason": restriction.reason,
            "community_id": restriction.community_id,
            "permissions": dict(restriction.permissions or NOTHING),
            "until": restriction.until,
            "at": uow.now,
        },
    )
    if restriction.until is not None:
        # One look a second sees to everything that has ended by then, whosever it was.
        second = ceil(restriction.until.timestamp())
        uow.schedule(Due(f"{ENDING}:{second}", ENDING, datetime.fromtimestamp(second, UTC)))
    await _tell(uow, restriction.chat_id, restriction.person_id, then, verify, failure=BANNED)


async def lift(
    uow: UnitOfWork, chat_id: int, person_id: int, reason: str, *, then: Then | None = None
) -> bool:
    """Take one reason away; whether it stood. What the others leave is told to Telegram."""
    await take_turn(uow, chat_id)
    lifted = await uow.execute(
        delete(restrictions).where(
            restrictions.c.chat_id == chat_id,
            restrictions.c.person_id == person_id,
            restrictions.c.reason == reason,
        )
    )
    if not lifted.rowcount:
        return False
    await _tell(uow, chat_id, person_id, then, None)
    return True


async def reasons_of(uow: UnitOfWork, chat_id: int, person_id: int) -> list[str]:
    """Return for which reasons somebody is restricted in a chat."""
    return [each.reason for each in await _held(uow, chat_id, person_id)]


async def retract(uow: UnitOfWork, chat_id: int, person_id: int, reason: str) -> None:
    """Take a reason away of which Telegram would not hear.

    It knows of nothing that would have to be taken back, unless a later call that is under way
    holds the reason as well.
    """
    await take_turn(uow, chat_id)
    await uow.execute(
        delete(restrictions).where(
            restrictions.c.chat_id == chat_id,
            restrictions.c.person_id == person_id,
            restrictions.c.reason == reason,
        )
    )
    is_waiting = outbox.c.state.in_(UNDER_WAY)
    waiting = select(outbox.c.id).where(*_calls(chat_id, person_id), is_waiting)
    if (await uow.execute(waiting.limit(1))).first() is not None:
        await _tell(uow, chat_id, person_id, None, None)


async def end(uow: UnitOfWork, _due: Planned) -> None:
    """Let go of what has ended; Telegram is told where another reason still stands."""
    is_over = restrictions.c.until <= uow.now
    where = await uow.execute(select(restrictions.c.chat_id).where(is_over).distinct())
    for chat_id in sorted(where.scalars()):
        await take_turn(uow, chat_id)
    ended = await uow.execute(
        delete(restrictions)
        .where(is_over)
        .returning(restrictions.c.chat_id, restrictions.c.person_id)
    )
    for chat_id, person_id in sorted({(row.chat_id, row.person_id) for row in ended}):
        if await _held(uow, chat_id, person_id):
            await _tell(uow, chat_id, person_id, None, None)


async def pass_on(uow: UnitOfWork, due: Planned) -> None:
    """Tell everybody who waited for a restriction what became of the call that told it.

    A call that took the place of others and failed leaves what they would have told untold: that
    is said anew, once those who waited have drawn their conclusions.
    """
    became = {name: due.details[name] for name in ("state", "failure", "sent_id")}
    for follow in due.details["follows"]:
        key = f"{TOLD}:{uow.stamp()}"
        uow.schedule(Due(key, follow["kind"], uow.now, {**follow["details"], **became}))
    if became["state"] != "done" and due.details.get("stands_for", 0):
        key = f"{AGAIN}:{uow.stamp()}"
        uow.schedule(Due(key, AGAIN, uow.now, {"call": int(due.key.rpartition(":")[2])}))


async def tell_again(uow: UnitOfWork, due: Planned) -> None:
    """Tell Telegram once more what holds for somebody by our own book."""
    found = await uow.execute(
        select(outbox.c.chat_id, outbox.c.person_id).where(outbox.c.id == due.details["call"])
    )
    call = found.first()
    if call is not None and call.person_id is not None:
        await _tell(uow, call.chat_id, call.person_id, None, None)


async def renew(uow: UnitOfWork, chat_id: int, person_ids: Collection[int]) -> None:
    """Tell Telegram once more what holds for those of them who are there.

    For those of whom a ban was not carried out, or who are back: Telegram keeps no restriction
    beyond a ban.
    """
    for person_id in sorted(await held_and_here(uow, chat_id, person_ids)):
        await _tell(uow, chat_id, person_id, None, None)


async def _held(uow: UnitOfWork, chat_id: int, person_id: int) -> list[Held]:
    found = await uow.execute(
        select(restrictions.c.reason, restrictions.c.permissions, restrictions.c.until).where(
            restrictions.c.chat_id == chat_id, restrictions.c.person_id == person_id
        )
    )
    return [
        Held(row.reason, row.permissions, row.until)
        for row in found
        if row.until is None or row.until > uow.now
    ]


async def _tell(
    uow: UnitOfWork,
    chat_id: int,
    person_id: int,
    then: Then | None,
    verify: Mapping[str, Any] | None,
    *,
    failure: str | None = None,
) -> None:
    """Owe the one call that tells the present state; an older one that still waits gives way.

    Whoever waited for the older one waits for this one, and what was to be looked at before the
    older one is looked at before this one. `failure` is what `then` hears where a ban stands in
    the way; without one, that nothing had to be told.
    """
    await take_turn(uow, chat_id)
    if await banned_among(uow, chat_id, (person_id,)):
        if then is not None:
            became = {"state": "failed" if failure else "done", "failure": failure}
            details = {**then.details, **became, "sent_id": None}
            uow.schedule(Due(f"{TOLD}:{uow.stamp()}", then.kind, uow.now, details))
        return
    waiting = await uow.execute(
        update(outbox)
        # One that is under way right now must not be repeated after the newer one.
        .where(*_calls(chat_id, person_id), outbox.c.state.in_(UNDER_WAY))
        .values(state="expired", reason="a newer one took its place", settled_at=uow.now)
        .returning(outbox.c.then, outbox.c.arguments)
    )
    gone = list(waiting)
    follows = [each for row in gone if row.then for each in row.then["details"]["follows"]]
    if then is not None:
        follows.append({"kind": then.kind, "details": then.details})
    looks = [each for row in gone for each in (row.arguments or {}).get("verify", ())]
    if verify is not None:
        looks.append(dict(verify))
    uow.owe(
        Delivery(
            key=f"restrict:{uow.stamp()}",
            chat_id=chat_id,
            method="restrictChatMember",
            arguments=await _said(uow, chat_id, person_id, looks),
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=person_id,
            then=_followed(follows, stands_for=len(gone)),
        )
    )


async def _said(
    uow: UnitOfWork, chat_id: int, person_id: int, looks: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    now_told = told(await _held(uow, chat_id, person_id), uow.now)
    arguments: dict[str, Any] = {
        "user_id": person_id,
        "permissions": dict(now_told.permissions),
        "use_independent_chat_permissions": True,
    }
    if now_told.until is not None:
        arguments["until_date"] = int(now_told.until.timestamp())
    if looks:
        arguments["verify"] = list(looks)
    return arguments


def _followed(follows: Sequence[Mapping[str, Any]], *, stands_for: int) -> Then | None:
    if not follows and not stands_for:
        return None
    # Nobody's id: the call itself knows whom it is about, until that is forgotten.
    return Then(TOLD, {"follows": list(follows), "stands_for": stands_for})


def _calls(chat_id: int, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        outbox.c.chat_id == chat_id,
        outbox.c.person_id == person_id,
        outbox.c.method == "restrictChatMember",
    )
