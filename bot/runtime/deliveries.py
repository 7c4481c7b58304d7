"""The outbox in SQL: what is owed, who is sending it, and what became of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime.gateway import Owed
from bot.runtime.limits import PACED
from models.communities import chats, communities
from models.members import people
from models.outbox import lanes, outbox
from models.types import Instant

INTERRUPTED: Final = "interrupted while it was being sent"
MOST_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Settled:
    """A delivery that has come to its end: done, failed, expired or unconfirmed."""

    owed: Owed
    state: str
    reason: str | None = None
    message_id: int | None = None
    # The invitation link that was made, where that was asked for.
    link: str | None = None
    # What stands in the file that was asked for.
    content: str | None = None
    # What Telegram calls the picture that was sent, by which it can be sent again.
    picture: str | None = None
    told: dict[str, Any] | None = None  # of a poll that was sent or closed, or of somebody


@dataclass(frozen=True, slots=True)
class Returned:
    """A delivery that is owed still: not before a moment, perhaps elsewhere or by other means."""

    owed: Owed
    not_before: datetime
    attempts: int
    reason: str | None = None


def messages_of(owed: Owed) -> int:
    """Return how many messages a delivery counts as: an album is as many as its parts."""
    media = owed.arguments.get("media") or owed.arguments.get("message_ids")
    return max(1, len(media)) if isinstance(media, list) else 1


async def due(
    connection: AsyncConnection,
    *,
    now: datetime,
    besides: Collection[int],
    slow: Collection[int],
    replica: str | None,
    language_for: Callable[[str | None, str | None], str],
) -> list[Owed]:
    """Read what may be sent by now, sanctions first, each with its reader's language.

    Args:
        connection: the transaction in which it will be claimed.
        now: the present.
        besides: chats to leave alone: busy or halted.
        slow: chats that may get no message yet, though sanctions they may.
        replica: who asks, where others share the outbox; None where nobody does.
        language_for: chooses from a person's tag or, failing that, a community's.
    """
    query = _DUE
    if besides:
        query = query.where(outbox.c.chat_id.not_in(sorted(besides)))
    if slow:
        query = query.where(or_(outbox.c.chat_id.not_in(sorted(slow)), _UNPACED))
    if replica is not None:
        query = query.outerjoin(lanes, lanes.c.chat_id == outbox.c.chat_id).where(
            or_(
                lanes.c.lease_until.is_(None),
                lanes.c.lease_until <= now,
                lanes.c.leased_by == replica,
            ),
            or_(lanes.c.next_send_at.is_(None), lanes.c.next_send_at <= now, _UNPACED),
        )
    rows = await connection.execute(query, {"now": now})
    return [_owed(row, language_for) for row in rows]


async def lease(
    connection: AsyncConnection,
    chat_ids: Collection[int],
    *,
    replica: str,
    now: datetime,
    until: datetime,
) -> set[int]:
    """Take the lanes of these chats; returns those that nobody else holds."""
    insert = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    taken = insert(lanes).values(
        [
            {"chat_id": chat_id, "leased_by": replica, "lease_until": until}
            for chat_id in sorted(chat_ids)
        ]
    )
    taken = taken.on_conflict_do_update(
        index_elements=["chat_id"],
        set_={"leased_by": taken.excluded.leased_by, "lease_until": taken.excluded.lease_until},
        where=or_(
            lanes.c.lease_until.is_(None),
            lanes.c.lease_until <= now,
            lanes.c.leased_by == replica,
        ),
    )
    return set(await connection.scalars(taken.returning(lanes.c.chat_id)))


async def release(connection: AsyncConnection, free: dict[int, datetime], *, replica: str) -> None:
    """Give lanes back, each with the moment from which it may be written to."""
    statement = (
        update(lanes)
        .where(lanes.c.chat_id == bindparam("chat"), lanes.c.leased_by == replica)
        .values(leased_by=None, lease_until=None, next_send_at=bindparam("next_at"))
    )
    await connection.execute(
        statement, [{"chat": chat_id, "next_at": free[chat_id]} for chat_id in sorted(free)]
    )


async def mark_sending(connection: AsyncConnection, ids: Collection[int]) -> set[int]:
    """Mark rows as being sent; returns those that were owed until now."""
    marked = (
        update(outbox)
        .where(outbox.c.id.in_(sorted(ids)), outbox.c.state == "owed")
        .values(state="sending", attempts=outbox.c.attempts + 1)
        .returning(outbox.c.id)
    )
    return set(await connection.scalars(marked))


async def record(
    connection: AsyncConnection, results: Sequence[Settled | Returned], *, now: datetime
) -> None:
    """Write what became of rows, in at most two statements."""
    settled = [each for each in results if isinstance(each, Settled)]
    if settled:
        await connection.execute(
            _SETTLE,
            [
                {
                    "row": each.owed.id,
                    "to": each.state,
                    "why": each.reason,
                    "message": each.message_id,
                    "at": now,
                }
                for each in settled
            ],
        )
    returned = [each for each in results if isinstance(each, Returned)]
    if returned:
        await connection.execute(
            _RETURN,
            [
                {
                    "row": each.owed.id,
                    "chat": each.owed.chat_id,
                    "by": each.owed.method,
                    "given": each.owed.arguments,
                    "tries": each.attempts,
                    "why": each.reason,
                    "at": each.not_before,
                }
                for each in returned
            ],
        )


async def judge_interrupted(
    connection: AsyncConnection, *, now: datetime, besides: Collection[int], alone: bool
) -> int:
    """Settle what a dead process left half-sent; returns how many rows that were.

    What may be repeated is owed again; of a message nobody knows, so an operator is asked. A row
    is left alone while its lane's lease runs, unless this process is the only one.
    """
    left = [outbox.c.state == "sending"]
    if besides:
        left.append(outbox.c.chat_id.not_in(sorted(besides)))
    if not alone:
        left.append(
            ~exists().where(lanes.c.chat_id == outbox.c.chat_id, lanes.c.lease_until > now)
        )
    judged = (
        update(outbox)
        .where(and_(*left))
        .values(
            state=case((outbox.c.is_repeatable, "owed"), else_="unconfirmed"),
            settled_at=case((outbox.c.is_repeatable, null()), else_=literal(now, Instant())),
            reason=INTERRUPTED,
        )
    )
    return (await connection.execute(judged)).rowcount


async def next_owed_at(
    connection: AsyncConnection, *, now: datetime, alone: bool
) -> datetime | None:
    """Return the next moment for which something owed was put off, or its lane was."""
    found: list[datetime | None] = [await connection.scalar(_NEXT_OWED, {"now": now})]
    if not alone:
        found.append(await connection.scalar(_NEXT_LANE, {"now": now}))
    return min((at for at in found if at is not None), default=None)


_UNPACED: Final = ~or_(*(outbox.c.method.like(f"{prefix}%") for prefix in PACED))
_DUE: Final[Select[Any]] = (
    select(
        outbox,
        people.c.language,
        people.c.language_code,
        communities.c.language.label("community_language"),
    )
    .select_from(outbox)
    .outerjoin(people, people.c.id == outbox.c.chat_id)
    .outerjoin(chats, chats.c.id == outbox.c.chat_id)
    .outerjoin(communities, communities.c.id == chats.c.community_id)
    .where(outbox.c.state == "owed", outbox.c.not_before <= bindparam("now"))
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(MOST_AT_ONCE)
)
_NEXT_OWED: Final = select(func.min(outbox.c.not_before)).where(
    outbox.c.state == "owed", outbox.c.not_before > bindparam("now")
)
_NEXT_LANE: Final = (
    select(func.min(lanes.c.next_send_at))
    .join(outbox, outbox.c.chat_id == lanes.c.chat_id)
    .where(outbox.c.state == "owed", lanes.c.next_send_at > bindparam("now"))
)
_SETTLE: Final = (
    update(outbox)
    # A confirmation that comes after the row was given up is still the truth.
    .where(
        outbox.c.id == bindparam("row"),
        or_(*(outbox.c.state == state for state in ("sending", "owed", "unconfirmed"))),
    )
    .values(
        state=bindparam("to"),
        reason=bindparam("why"),
        message_id=bindparam("message"),
        settled_at=bindparam("at"),
    )
)
_RETURN: Final = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == "sending")
    .values(
        state="owed",
        chat_id=bindparam("chat"),
        method=bindparam("by"),
        arguments=bindparam("given"),
        attempts=bindparam("tries"),
        reason=bindparam("why"),
        not_before=bindparam("at"),
    )
)


def _owed(row: Row[Any], language_for: Callable[[str | None, str | None], str]) -> Owed:
    return Owed(
        id=row.id,
        chat_id=row.chat_id,
        method=row.method,
        arguments=row.arguments or {},
        is_repeatable=row.is_repeatable,
        priority=row.priority,
        person_id=row.person_id,
        attempts=row.attempts,
        created_at=row.created_at,
        expires_at=row.expires_at,
        language=language_for(row.language or row.language_code, row.community_language),
        then=row.then,
    )
