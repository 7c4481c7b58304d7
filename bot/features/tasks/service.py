"""Give people tasks; keep their steps and their end; know who has to be reminded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.features.tasks.rules import State, Task, patience
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.tasks import tasks

LATE: Final = "tasks.late"
RAISE: Final = "tasks.raise"
_MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done in a community, by whom and for how long."""

    community_id: int
    chat_id: int
    entry_key: str
    slot: str
    words: str
    steps: tuple[str, ...]
    lasts: timedelta
    assignee_id: int | None


async def give(uow: UnitOfWork, order: Order) -> Task | None:
    """Give a task, once for each slot and community; None where it was given before."""
    due_at = uow.now + order.lasts
    dialect = postgresql if uow.dialect == "postgresql" else sqlite
    made = await uow.execute(
        dialect.insert(tasks)
        .values(
            community_id=order.community_id,
            chat_id=order.chat_id,
            entry_key=order.entry_key,
            slot=order.slot,
            words=order.words[:500],
            steps=list(order.steps),
            ticked=0,
            assignee_id=order.assignee_id,
            due_at=due_at,
            state="open",
        )
        .on_conflict_do_nothing(index_elements=["entry_key", "slot", "community_id"])
        .returning(*tasks.c)
    )
    row = made.first()
    if row is None:
        return None
    task = _drawn(row)
    for kind, at in ((LATE, due_at), (RAISE, due_at + patience(order.lasts))):
        details = {"task_id": task.id}
        key = f"{kind}:{task.id}"
        uow.schedule(Due(key, kind, at, details, community_id=task.community_id))
    return task


async def tick(uow: UnitOfWork, task_id: int, step: int, *, is_done: bool) -> Task | None:
    """Let a step be done, or not be done after all; None where nothing is open any more."""
    bit = 1 << step
    now = tasks.c.ticked.bitwise_or(bit) if is_done else tasks.c.ticked.bitwise_and(~bit)
    return await _change(uow, task_id, ticked=now)


async def settle(uow: UnitOfWork, task_id: int, state: State, *, by: int) -> Task | None:
    """Let a task be done, or be left out; None where that was settled before."""
    return await _change(uow, task_id, state=state, settled_at=uow.now, settled_by=by)


async def remind(uow: UnitOfWork, task_id: int) -> Task | None:
    """Keep that whoever has to do it is reminded; None where there is no need, or it was done."""
    return await _change(uow, task_id, tasks.c.reminded_at.is_(None), reminded_at=uow.now)


async def tell_above(uow: UnitOfWork, task_id: int) -> Task | None:
    """Keep that those above are told; None where there is no need, or they know."""
    return await _change(uow, task_id, tasks.c.raised_at.is_(None), raised_at=uow.now)


async def task_by_id(uow: UnitOfWork, task_id: int) -> Task | None:
    """Return a task by its number."""
    row = (await uow.execute(select(tasks).where(tasks.c.id == task_id))).first()
    return None if row is None else _drawn(row)


async def tasks_since(uow: UnitOfWork, community_id: int, since: datetime) -> list[Task]:
    """Return what fell or falls due since a moment, and what is open from before, in order."""
    found = await uow.execute(
        select(tasks)
        .where(
            tasks.c.community_id == community_id,
            (tasks.c.due_at >= since) | (tasks.c.state == "open"),
        )
        .order_by(tasks.c.due_at, tasks.c.id)
        .limit(_MOST)
    )
    return [_drawn(row) for row in found]


async def _change(
    uow: UnitOfWork, task_id: int, *conditions: ColumnElement[bool], **values: Any
) -> Task | None:
    changed = await uow.execute(
        update(tasks)
        .where(tasks.c.id == task_id, tasks.c.state == "open", *conditions)
        .values(**values)
        .returning(*tasks.c)
    )
    row = changed.first()
    return None if row is None else _drawn(row)


def _drawn(row: Row[Any]) -> Task:
    return Task(
        id=row.id,
        community_id=row.community_id,
        chat_id=row.chat_id,
        entry_key=row.entry_key,
        words=row.words,
        steps=tuple(row.steps),
        ticked=row.ticked,
        assignee_id=row.assignee_id,
        due_at=row.due_at,
        state=row.state,
        settled_at=row.settled_at,
    )
