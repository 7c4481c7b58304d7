"""Due work in SQL: what is to be done next, and what became of it."""

from collections.abc import Awaitable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

import structlog
from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, update

from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork
from models.dues import dues

_log = structlog.get_logger(__name__)

_ATTEMPTS: Final = 5
_BACK_OFF: Final = timedelta(seconds=10)
# For so long at most a part of a long piece of work takes.
_LEASE: Final = timedelta(minutes=10)
_OURS: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class DueRow:
    """A piece of work whose time has come."""

    id: int
    key: str
    kind: str
    due_at: datetime
    details: Mapping[str, Any]
    community_id: int | None
    person_id: int | None
    attempts: int
    late_after_s: int | None

    def is_late(self, now: datetime) -> bool:
        """Whether it has come too late to be done, by its own policy."""
        late_after = self.late_after_s
        return late_after is not None and now - self.due_at > timedelta(seconds=late_after)


class Worker(Protocol):
    """Does one kind of due work; one with an `on_late` hears of what came too late to be done."""

    def __call__(self, uow: UnitOfWork, due: Any, /) -> Awaitable[None]:
        """Do it; work that recurs puts its successor on the schedule here."""
        ...


def is_waiting(kinds: Collection[str]) -> ColumnElement[bool]:
    """Tell work of these kinds that is not settled yet."""
    return and_(dues.c.state == "waiting", dues.c.kind.in_(sorted(kinds)))


def next_of(kinds: Collection[str], now: datetime) -> Select[Any]:
    """Select the piece of work that has been due for longest and may be tried now."""
    return (
        select(dues)
        .where(
            is_waiting(kinds),
            dues.c.due_at <= now,
            or_(dues.c.retry_at.is_(None), dues.c.retry_at <= now),
        )
        .order_by(dues.c.due_at, dues.c.id)
        .limit(1)
    )


async def first(uow: UnitOfWork, kinds: Collection[str]) -> DueRow | None:
    """Lock and return the next piece of work; what another process holds is passed over."""
    query = next_of(kinds, uow.now).with_for_update(skip_locked=True)
    row = (await uow.execute(query)).first()
    return None if row is None else _drawn(row)


async def take(uow: UnitOfWork, due: DueRow) -> None:
    """Keep others from a long piece of work that is being done; after a kill it is free again."""
    taken = update(dues).where(dues.c.id == due.id)
    await uow.execute(taken.values(retry_at=uow.now + _LEASE))


async def settle(uow: UnitOfWork, due: DueRow, state: str) -> None:
    """Mark a piece of work as done or late."""
    settled = update(dues).where(dues.c.id == due.id)
    await uow.execute(settled.values(state=state, settled_at=uow.now, reason=None))


async def put_off(uow: UnitOfWork, due: DueRow, error: Exception) -> None:
    """Try a piece of work again later, each time later; in the end it has failed."""
    attempts = due.attempts + 1
    is_over = attempts >= _ATTEMPTS
    reason = _reason(error)
    _log.error("due work failed", kind=due.kind, due=due.id, attempts=attempts, cause=reason)
    await uow.execute(
        update(dues)
        .where(dues.c.id == due.id, dues.c.state == "waiting")
        .values(
            attempts=attempts,
            reason=reason,
            state="failed" if is_over else "waiting",
            settled_at=uow.now if is_over else None,
            retry_at=None if is_over else uow.now + _BACK_OFF * 3 ** (attempts - 1),
        )
    )


def _drawn(row: Row[Any]) -> DueRow:
    return DueRow(
        id=row.id,
        key=row.key,
        kind=row.kind,
        due_at=row.due_at,
        details=row.details,
        community_id=row.community_id,
        person_id=row.person_id,
        attempts=row.attempts,
        late_after_s=row.late_after_s,
    )


def _reason(error: Exception) -> str:
    """Name an error and where in our code it came from; its words could quote a member."""
    if isinstance(error, Refusal):
        return f"refused: {getattr(error.why, 'id', 'several reasons')}"[:255]
    place = ""
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(_OURS) and "site-packages" not in path.parts:
            place = f" at {path.relative_to(_OURS)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"[:255]
