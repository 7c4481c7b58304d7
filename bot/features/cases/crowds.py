"""Ban and let back in many at once: a case each, and a handful of statements in all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import String, and_, cast, func, insert, literal, select, update

from bot.features.facts import MemberSanctioned, SanctionUndone
from bot.features.restrictions.bans import UNDER_WAY, give_way
from bot.features.restrictions.service import renew
from bot.kit.effects import Delivery, Priority
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.outbox import outbox

_UNSETTLED: Final = ("owed", "sending", "unconfirmed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A deed upon many in one chat; with the person's id behind it, `key` is each one's own."""

    community_id: int
    chat_id: int
    key: str
    by: int
    local_day: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a deed upon many has come at Telegram."""

    done: int = 0
    failed: int = 0
    waiting: int = 0


async def ban_all(
    uow: UnitOfWork, crowd: Crowd, person_ids: Collection[int], *, lasts: timedelta
) -> int:
    """Open a case for each and owe the bans; whoever has one under this key is passed over.

    Nobody is told of each: whoever ordered it follows the progress. `lasts` is how long what a
    case keeps is kept.
    """
    held = await uow.execute(select(cases.c.person_id).where(*_of(crowd)))
    banned = set(held.scalars())
    wanted = [person_id for person_id in sorted(person_ids) if person_id not in banned]
    if not wanted:
        return 0
    newest = await uow.execute(
        select(func.coalesce(func.max(cases.c.number), 0)).where(
            cases.c.community_id == crowd.community_id
        )
    )
    number = int(newest.scalar_one())
    opened = await uow.execute(
        insert(cases).returning(cases.c.id, cases.c.person_id),
        [
            {
                "community_id": crowd.community_id,
                "number": number + at,
                "key": f"{crowd.key}{person_id}",
                "chat_id": crowd.chat_id,
                "person_id": person_id,
                "actor_id": crowd.by,
                "action": "ban",
                "state": "open",
                "is_silent": True,
                "told_at": uow.now,
                "opened_at": uow.now,
                "forget_at": uow.now + lasts,
            }
            for at, person_id in enumerate(wanted, 1)
        ],
    )
    await give_way(uow, crowd.chat_id, wanted)
    for row in opened.all():
        _owe(uow, crowd, f"case:{row.id}:apply", "banChatMember", {"user_id": row.person_id})
        uow.state(
            MemberSanctioned(
                community_id=crowd.community_id,
                person_id=row.person_id,
                chat_id=crowd.chat_id,
                at=uow.now,
                local_day=crowd.local_day,
                case_id=row.id,
                action="ban",
            )
        )
    return len(wanted)


async def settle_all(uow: UnitOfWork, crowd: Crowd) -> Progress:
    """Write down what Telegram has made of a deed upon many so far."""
    for became, changes in (
        ("done", {"state": "applied", "applied_at": uow.now}),
        ("failed", {"state": "failed", "weight": 0}),
    ):
        settled = select(outbox.c.id).where(outbox.c.key == _applies(), outbox.c.state == became)
        gone = await uow.execute(
            update(cases)
            .where(*_of(crowd), cases.c.state == "open", settled.exists())
            .values(changes)
            .returning(cases.c.person_id)
        )
        if became == "failed":
            await renew(uow, crowd.chat_id, list(gone.scalars()))
    found = await uow.execute(
        select(cases.c.state, func.count().label("times"))
        .where(*_of(crowd))
        .group_by(cases.c.state)
    )
    times: dict[str, int] = {row.state: row.times for row in found}
    return Progress(times.get("applied", 0), times.get("failed", 0), times.get("open", 0))


async def undo_all(uow: UnitOfWork, crowd: Crowd) -> list[int]:
    """Take back every case of a deed upon many, whoever ordered it; returns whom it was about.

    A ban that was not sent yet is not sent any more; of the others Telegram is told.
    """
    undone = await uow.execute(
        update(cases)
        .where(*_of(crowd), cases.c.state.in_(("open", "applied")), cases.c.person_id > 0)
        .values(state="undone", undone_at=uow.now, undone_by=crowd.by, weight=0)
        .returning(cases.c.id, cases.c.person_id, cases.c.check, cases.c.points)
    )
    rows = undone.all()
    unsent = await _unsent(uow, [f"case:{row.id}:apply" for row in rows])
    for row in rows:
        if f"case:{row.id}:apply" not in unsent:
            # Without `only_if_banned` it would throw out who is there.
            lifted = {"user_id": row.person_id, "only_if_banned": True}
            _owe(uow, crowd, f"case:{row.id}:undo", "unbanChatMember", lifted)
        uow.state(
            SanctionUndone(
                community_id=crowd.community_id,
                person_id=row.person_id,
                chat_id=crowd.chat_id,
                at=uow.now,
                local_day=crowd.local_day,
                case_id=row.id,
                action="ban",
                check=row.check,
            )
        )
    back = sorted(row.person_id for row in rows)
    await renew(uow, crowd.chat_id, back)
    return back


async def undoing(uow: UnitOfWork, crowd: Crowd) -> Progress:
    """Return how far the undoing of a deed upon many has come at Telegram."""
    lifts = literal("case:") + cast(cases.c.id, String) + ":undo"
    found = await uow.execute(
        select(outbox.c.state, func.count().label("times"))
        .select_from(cases)
        .join(outbox, outbox.c.key == lifts)
        .where(*_of(crowd), cases.c.state == "undone")
        .group_by(outbox.c.state)
    )
    times: dict[str, int] = {row.state: row.times for row in found}
    waiting = sum(times.get(state, 0) for state in _UNSETTLED)
    return Progress(times.get("done", 0), times.get("failed", 0), waiting)


async def _unsent(uow: UnitOfWork, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(keys), 500):
        gone = await uow.execute(
            update(outbox)
            .where(outbox.c.key.in_(keys[at : at + 500]), outbox.c.state.in_(UNDER_WAY))
            .values(state="expired", reason="taken back", settled_at=uow.now)
            .returning(outbox.c.key, outbox.c.attempts)
        )
        found |= {row.key for row in gone if row.attempts == 0}
    return found


def _of(crowd: Crowd) -> tuple[Any, ...]:
    return (
        and_(
            cases.c.community_id == crowd.community_id,
            cases.c.chat_id == crowd.chat_id,
            cases.c.key.startswith(crowd.key, autoescape=True),
        ),
    )


def _applies() -> Any:
    return literal("case:") + cast(cases.c.id, String) + ":apply"


def _owe(uow: UnitOfWork, crowd: Crowd, key: str, method: str, arguments: dict[str, Any]) -> None:
    uow.owe(
        Delivery(
            key=key,
            chat_id=crowd.chat_id,
            method=method,
            arguments=arguments,
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=arguments["user_id"],
        )
    )
