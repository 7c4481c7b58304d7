"""Deliveries looked at afterwards: what was sent, an operator's word, and forgetting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kit.sealing import OPTION, UNSEALED, Seal
from bot.kit.unit_of_work import DUES, UnitOfWork
from bot.runtime.deliveries import Settled
from bot.runtime.lanes import Result
from bot.runtime.limits import is_paced
from models.outbox import outbox

_CHUNK: Final = 1000
# What nobody knows the outcome of is followed once an operator has looked.
FINAL: Final = frozenset({"done", "failed", "expired"})


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A delivery that an operator may want to look at."""

    id: int
    chat_id: int
    person_id: int | None
    method: str
    state: str
    reason: str | None
    created_at: datetime


async def unsettled(connection: AsyncConnection, *, most: int = 100) -> list[Unsettled]:
    """List what failed or is unconfirmed, newest first."""
    rows = await connection.execute(
        select(*(outbox.c[name] for name in Unsettled.__dataclass_fields__))
        .where(outbox.c.state.in_(["failed", "unconfirmed"]))
        .order_by(outbox.c.id.desc())
        .limit(most)
    )
    return [Unsettled(*row) for row in rows]


async def count_owed(connection: AsyncConnection) -> int:
    """Count what is owed."""
    owed = select(func.count()).select_from(outbox).where(outbox.c.state == "owed")
    return await connection.scalar(owed) or 0


async def follow(connection: AsyncConnection, results: Sequence[Result], *, now: datetime) -> bool:
    """Schedule what is to be done about deliveries that are settled; whether there was any."""
    rows = [
        _followed(
            each.owed.id,
            each.owed.then,
            {
                "state": each.state,
                "failure": each.reason,
                "sent_id": each.message_id,
                **({"link": each.link} if each.link else {}),
                **({"picture": each.picture} if each.picture else {}),
                **({} if each.content is None else {"content": _kept(connection, each)}),
                **(each.told or {}),
            },
            now,
        )
        for each in results
        if isinstance(each, Settled) and each.owed.then is not None and each.state in FINAL
    ]
    if rows:
        await connection.execute(DUES.statement(connection.dialect.name), rows)
    return bool(rows)


def _kept(connection: AsyncConnection, settled: Settled) -> str | None:
    """Return what a file says: sealed where nobody may read it from the database."""
    then = settled.owed.then
    if settled.content is None or then is None or not then["details"].get("is_secret"):
        return settled.content
    inner = connection.sync_connection
    seal: Seal = UNSEALED if inner is None else inner.get_execution_options().get(OPTION, UNSEALED)
    return seal.shut(settled.content)


def _followed(
    row: int, then: Mapping[str, Any], became: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    return {
        "key": f"settled:{row}",
        "kind": then["kind"],
        "community_id": None,
        "person_id": None,
        "details": {**then["details"], **became},
        "due_at": now,
        "late_after_s": None,
        "state": "waiting",
    }


async def sent_lately(
    connection: AsyncConnection, chat_ids: Collection[int], *, since: datetime
) -> list[tuple[int, int, datetime]]:
    """Return row, chat and moment of each message to these chats, whoever sent it."""
    rows = await connection.execute(
        select(outbox.c.id, outbox.c.chat_id, outbox.c.settled_at, outbox.c.method).where(
            outbox.c.settled_at > since, outbox.c.chat_id.in_(sorted(chat_ids))
        )
    )
    return [(row, chat_id, at) for row, chat_id, at, method in rows if is_paced(method)]


async def settle(
    connection: AsyncConnection, delivery_id: int, *, sent: bool, now: datetime
) -> bool:
    """Take an operator's word for an unconfirmed delivery; returns whether there was one.

    What was not sent after all is owed again.
    """
    values: dict[str, Any] = (
        {"state": "done", "settled_at": now}
        if sent
        else {"state": "owed", "settled_at": None, "not_before": now, "reason": None}
    )
    found = await connection.execute(
        update(outbox)
        .where(outbox.c.id == delivery_id, outbox.c.state == "unconfirmed")
        .values(values)
        .returning(outbox.c.then)
    )
    row = found.first()
    if row is not None and sent and row.then is not None:
        followed = _followed(
            delivery_id, row.then, {"state": "done", "failure": None, "sent_id": None}, now
        )
        await connection.execute(DUES.statement(connection.dialect.name), [followed])
    return row is not None


async def purge(uow: UnitOfWork, before: datetime, *, most: int = _CHUNK) -> int:
    """Forget the arguments of what was settled before a moment; returns how many rows it were."""
    chosen = (
        select(outbox.c.id)
        .where(outbox.c.settled_at < before, outbox.c.arguments.is_not(None))
        .limit(most)
    )
    purged = await uow.execute(
        update(outbox).where(outbox.c.id.in_(chosen)).values(arguments=null())
    )
    return purged.rowcount
