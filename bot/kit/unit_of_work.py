"""One batch's work: one transaction, one instant, and what is to be said once it is committed."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import CursorResult, Executable, Select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncTransaction
from sqlalchemy.sql.dml import UpdateBase

from bot.kit.chance import Chance
from bot.kit.collector import Collector, Tally
from bot.kit.effects import Delivery, Due, Effect
from bot.kit.sealing import OPTION, UNSEALED, Seal
from bot.kit.writing import Row, write_all
from models.dues import dues
from models.outbox import outbox

OUTBOX = Tally("outbox", outbox, ("key",), {}, keeps_order=True)
DUES = Tally("dues", dues, ("key",), {})


class Mark(NamedTuple):
    """A point in a unit of work to roll back to."""

    collected: int
    effects: int
    facts: int
    remembered: int


@dataclass(slots=True)
class _Layer:
    """What a step collects, and the savepoint it began once it needed one."""

    collector: Collector
    savepoint: AsyncTransaction | None = None


class UnitOfWork:
    """Reads and writes at one instant, inside one transaction that somebody else commits.

    Writes that need no answer are collected and flushed as few statements; whatever executes a
    statement first flushes what was collected before it, so no read can miss a write.
    """

    def __init__(
        self, connection: AsyncConnection, *, now: datetime, chance: Chance, dialect: str
    ) -> None:
        self.now = now
        self.chance = chance
        self.dialect = dialect
        self.effects: list[Effect] = []
        self.facts: list[Any] = []
        # Tables written by statements of their own: what was read before of these is stale.
        self.written: set[str] = set()
        # Whether the courier has something new to look for in the outbox.
        self.owes = False
        # Whether something could not be written that was collected outside of the step at hand:
        # it is lost, no step is to blame, and nothing of the batch may be committed.
        self.is_spoiled = False
        # Whether the bot is working off what waited for it during an outage.
        self.is_catching_up = False
        self._connection = connection
        self._layers = [_Layer(Collector(dialect))]
        self._memory: dict[Any, Any] = {}
        self._memory_journal: list[tuple[Any, Any]] = []

    @property
    def seal(self) -> Seal:
        """What seals and opens values for this database."""
        connection = self._connection.sync_connection
        options = {} if connection is None else connection.get_execution_options()
        seal: Seal = options.get(OPTION, UNSEALED)
        return seal

    async def execute(
        self, statement: Executable, rows: Sequence[Row] | Row | None = None
    ) -> CursorResult[Any]:
        """Execute a statement after everything collected so far."""
        await self._flush(writes=not isinstance(statement, Select))
        if isinstance(statement, UpdateBase):
            self.written.add(getattr(statement.table, "name", ""))
        return await self._connection.execute(statement, rows)

    def collect(self, tally: Tally, row: Row) -> None:
        """Gather a row for the next flush."""
        self._layers[-1].collector.add(tally, row)

    def speak(self, effect: Effect) -> None:
        """Say something after the commit; a crash before then loses it without harm."""
        self.effects.append(effect)

    def state(self, fact: Any) -> None:
        """State that something happened; whoever reacts does so before this step ends."""
        self.facts.append(fact)

    def owe(self, delivery: Delivery) -> None:
        """Owe Telegram a call; the same key is owed once for ever."""
        self.owes = True
        self.collect(
            OUTBOX,
            {
                "key": delivery.key,
                "chat_id": delivery.chat_id,
                "person_id": delivery.person_id,
                "method": delivery.method,
                "arguments": delivery.arguments,
                "is_repeatable": delivery.is_repeatable,
                "priority": int(delivery.priority),
                "state": "owed",
                "not_before": delivery.not_before or self.now,
                "expires_at": delivery.expires_at,
                "then": None
                if delivery.then is None
                else {"kind": delivery.then.kind, "details": delivery.then.details},
                "created_at": self.now,
            },
        )

    def schedule(self, due: Due) -> None:
        """Put work on the schedule; the same key is scheduled once for ever."""
        late_after = due.late_after
        self.collect(
            DUES,
            {
                "key": due.key,
                "kind": due.kind,
                "community_id": due.community_id,
                "person_id": due.person_id,
                "details": due.details,
                "due_at": due.due_at,
                "late_after_s": None if late_after is None else int(late_after.total_seconds()),
                "state": "waiting",
            },
        )

    def stamp(self) -> int:
        """Draw a 63-bit number that no row has had before."""
        return int.from_bytes(self.chance.seed()[:8]) >> 1

    def recall(self, key: Any) -> Any:
        """Return what was remembered in this batch under a key, or None."""
        return self._memory.get(key)

    def remember(self, key: Any, value: Any) -> None:
        """Remember a value for the rest of the batch; undone with the step that did it."""
        self._memory_journal.append((key, self._memory.get(key)))
        self._memory[key] = value

    async def flush(self) -> None:
        """Write what was collected."""
        await self._flush(writes=False)

    async def finish(self) -> None:
        """Write what was collected, at the latest with the commit, which has to come next."""
        (layer,) = self._layers
        await self._write(layer, at_commit=True)

    async def _flush(self, *, writes: bool) -> None:
        """Write what was collected, each step's own part behind its savepoint."""
        bottom, *steps = self._layers
        try:
            await self._write(bottom)
        except Exception:
            self.is_spoiled = True
            raise
        # On PostgreSQL even a read that fails spoils the transaction up to the last savepoint.
        is_needed = writes or self.dialect != "sqlite" or any(each.collector for each in steps)
        for layer in steps if is_needed else ():
            if layer.savepoint is None:
                layer.savepoint = await self._connection.begin_nested()
            await self._write(layer)

    async def _write(self, layer: _Layer, *, at_commit: bool = False) -> None:
        if layer.collector:
            drained = layer.collector.drain()
            await write_all(self._connection, drained, at_commit=at_commit)

    def mark(self) -> Mark:
        """Return a mark; valid until the next flush."""
        return Mark(
            self._layers[-1].collector.mark(),
            len(self.effects),
            len(self.facts),
            len(self._memory_journal),
        )

    def roll_back_to(self, mark: Mark) -> None:
        """Forget what was collected, said, stated and remembered since the mark."""
        self._layers[-1].collector.roll_back(mark.collected)
        del self.effects[mark.effects :]
        del self.facts[mark.facts :]
        while len(self._memory_journal) > mark.remembered:
            key, held = self._memory_journal.pop()
            self._memory[key] = held

    @asynccontextmanager
    async def step(self) -> AsyncIterator[None]:
        """Run a step that reads and writes for itself: an exception leaves no trace of it.

        Its savepoint begins with the first statement that needs one: a step that only speaks and
        collects costs the database nothing.
        """
        mark = self.mark()
        layer = _Layer(Collector(self.dialect))
        self._layers.append(layer)
        try:
            yield
            if layer.savepoint is not None:
                await self.flush()
        except BaseException:
            self._layers.pop()
            if layer.savepoint is not None:
                await layer.savepoint.rollback()
            self.roll_back_to(mark)
            raise
        self._layers.pop()
        if layer.savepoint is not None:
            await layer.savepoint.commit()
        layer.collector.hand_over(self._layers[-1].collector)
