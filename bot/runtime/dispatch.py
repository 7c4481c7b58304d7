"""Works the outbox off: claims what is owed, commits, sends, records what became of it."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kit.chance import Chance
from bot.kit.clock import Clock
from bot.kit.database import Database
from bot.runtime import deliveries, lanes, settlements
from bot.runtime.gateway import Owed
from bot.runtime.lanes import Deliverer, Notes, Result
from bot.runtime.limits import Limiter, is_paced
from bot.runtime.observability import Metrics
from bot.runtime.outcomes import Outcome, Wait
from models.communities import chats
from models.members import people
from models.outbox import outbox

_LEASE: Final = timedelta(seconds=120)
SWEEP: Final = timedelta(seconds=10)
_MINUTE: Final = timedelta(minutes=1)


class Readers(Protocol):
    """Chooses the language for whom a delivery is."""

    def __call__(self, personal: str | None, communal: str | None, /) -> str:
        """Return a catalogue's language for a person's tag or, failing that, a community's."""
        ...


class Dispatch:
    """The outbox's turns, and the lanes that are being sent between them.

    Args:
        database: where the outbox is.
        deliverer: makes the calls.
        clock: what time it is.
        chance: spreads repetitions.
        limiter: Telegram's pace, shared with whatever else sends.
        replica: this process's name.
        is_alone: no other process works on this outbox.
        readers: chooses the language of what is sent.
        on_room: is called when a lane has been sent.
        metrics: where outcomes are counted.
    """

    def __init__(
        self,
        database: Database,
        deliverer: Deliverer,
        clock: Clock,
        *,
        chance: Chance,
        limiter: Limiter,
        replica: str,
        is_alone: bool,
        readers: Readers,
        on_room: Callable[[], None],
        metrics: Metrics | None,
    ) -> None:
        self.notes = Notes()
        # When a turn is worth taking although nothing new has come.
        self.look_at: datetime | None = clock.now()
        # Whether the last claim saw all that was due, so that nothing but news needs another.
        self.saw_all = False
        self._database = database
        self._deliverer = deliverer
        self._clock = clock
        self._chance = chance
        self._limiter = limiter
        self._replica = replica
        self._is_alone = is_alone
        self._readers = readers
        self._on_room = on_room
        self._metrics = metrics
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._ended: set[int] = set()
        self._results: list[Result] = []
        self._slow: dict[int, datetime] = {}
        self._counted: dict[int, datetime] = {}
        self._swept_at: datetime | None = None
        self._began_at = clock.now()

    @property
    def tasks(self) -> set[asyncio.Task[None]]:
        """The lanes being sent now."""
        return set(self._lanes.values())

    @property
    def is_unwritten(self) -> bool:
        """Whether something became known that is not in the database yet."""
        return bool(self._results or self.notes or self._ended)

    async def turn(self, now: datetime, *, claiming: bool = True) -> Notes:
        """Write what became of the last claims and claim anew, in one transaction.

        Returns what was learned and is now committed: of chats that were known to be degraded
        before, nothing.
        """
        results, self._results = self._results, []
        notes, self.notes = self.notes, Notes()
        ended, self._ended = self._ended - self._lanes.keys(), set()
        try:
            async with self._database.writing() as connection:
                news = await self._write(connection, results, notes, now)
                if ended and not self._is_alone:
                    free = {chat_id: self._limiter.next_at(chat_id, now) for chat_id in ended}
                    await deliveries.release(connection, free, replica=self._replica)
                claimed = await self._claim(connection, now) if claiming else []
        except BaseException:
            self._results = results + self._results
            self.notes.merge(notes)
            self._ended |= ended
            self.saw_all = False
            raise
        self._depart(claimed, now + _LEASE)
        self._count(results)
        return news

    async def next_owed_at(self, now: datetime) -> datetime | None:
        """Return when something that is held back may be sent next."""
        async with self._database.reading() as connection:
            at = await deliveries.next_owed_at(connection, now=now, alone=self._is_alone)
        self._look_again(at, now)
        return self.look_at

    async def _write(
        self, connection: AsyncConnection, results: list[Result], notes: Notes, now: datetime
    ) -> Notes:
        is_followed = False
        if results:
            await deliveries.record(connection, results, now=now)
            is_followed = await settlements.follow(connection, results, now=now)
        for old_id, new_id in notes.migrated.items():
            moved = update(outbox).where(outbox.c.chat_id == old_id, outbox.c.state == "owed")
            await connection.execute(moved.values(chat_id=new_id))
        if notes.unreachable:
            gone = update(people).where(people.c.id.in_(sorted(notes.unreachable)))
            await connection.execute(gone.values(can_dm=False))
        degraded = {}
        for chat_id, reason in notes.degraded.items():
            lost = update(chats).where(chats.c.id == chat_id, chats.c.degraded_reason.is_(None))
            if (await connection.execute(lost.values(degraded_reason=reason[:64]))).rowcount:
                degraded[chat_id] = reason
        return Notes(notes.unreachable, degraded, notes.migrated, is_followed=is_followed)

    async def _claim(self, connection: AsyncConnection, now: datetime) -> list[Owed]:
        """Mark as being sent what may be sent now; committed before any call is made."""
        if self._swept_at is None or now - self._swept_at >= SWEEP:
            await self._sweep(connection, now)
        self._slow = {chat_id: at for chat_id, at in self._slow.items() if at > now}
        besides = self._lanes.keys() | self._limiter.halted(now).keys()
        owed = await deliveries.due(
            connection,
            now=now,
            besides=besides,
            slow=self._slow.keys(),
            replica=None if self._is_alone else self._replica,
            language_for=self._readers,
        )
        self.saw_all = not besides and len(owed) < deliveries.MOST_AT_ONCE
        over = [each for each in owed if lanes.is_over(each, now)]
        if over:
            expired = [deliveries.Settled(each, "expired", "its time was over") for each in over]
            await deliveries.record(connection, expired, now=now)
            await settlements.follow(connection, expired, now=now)
            owed = [each for each in owed if not lanes.is_over(each, now)]
        if not self._is_alone or now < self._began_at + _MINUTE:
            await self._recall(connection, owed, now)
        chosen = self._choose(owed, now)
        if chosen and not self._is_alone:
            wanted = {each.chat_id for each in chosen}
            held = await deliveries.lease(
                connection, wanted, replica=self._replica, now=now, until=now + _LEASE
            )
            # A lane without a row to send is given back at the next turn.
            self._ended |= held
            chosen = [each for each in chosen if each.chat_id in held]
        if chosen:
            marked = await deliveries.mark_sending(connection, {each.id for each in chosen})
            chosen = [each for each in chosen if each.id in marked]
        at = await deliveries.next_owed_at(connection, now=now, alone=self._is_alone)
        self._look_again(at, now)
        return chosen

    async def _sweep(self, connection: AsyncConnection, now: datetime) -> None:
        if self._swept_at is None or not self._is_alone:
            await deliveries.judge_interrupted(
                connection, now=now, besides=self._lanes.keys(), alone=self._is_alone
            )
        self._swept_at = now
        self._limiter.forget(now)
        self._counted = {row: at for row, at in self._counted.items() if at > now - 2 * _MINUTE}
        if self._metrics is not None:
            self._metrics.outbox_owed.set(await settlements.count_owed(connection))

    async def _recall(self, connection: AsyncConnection, owed: list[Owed], now: datetime) -> None:
        """Count what others, or this process before its restart, sent in the last minute."""
        groups = {each.chat_id for each in owed if each.chat_id < 0 and is_paced(each.method)}
        if groups:
            since = now - _MINUTE
            for row, chat_id, at in await settlements.sent_lately(connection, groups, since=since):
                if row not in self._counted:
                    self._counted[row] = at
                    self._limiter.recall(chat_id, [at])

    def _choose(self, owed: list[Owed], now: datetime) -> list[Owed]:
        """Choose what the pace allows; a chat that must wait keeps its order."""
        chosen = []
        for each in owed:
            if is_paced(each.method):
                if each.chat_id in self._slow:
                    continue
                messages = deliveries.messages_of(each)
                at = self._limiter.next_at(each.chat_id, now, messages=messages)
                if at > now:
                    self._slow[each.chat_id] = at
                    continue
                self._limiter.take(each.chat_id, now, messages=messages)
                self._counted[each.id] = now
            chosen.append(each)
        return chosen

    def _look_again(self, next_owed: datetime | None, now: datetime) -> None:
        moments = [*self._slow.values(), *self._limiter.halted(now).values()]
        if next_owed is not None:
            moments.append(next_owed)
        self.look_at = min(moments, default=None)

    def _depart(self, claimed: list[Owed], until: datetime) -> None:
        by_chat: dict[int, list[Owed]] = {}
        for each in claimed:
            by_chat.setdefault(each.chat_id, []).append(each)
        for chat_id, rows in by_chat.items():
            self._lanes[chat_id] = asyncio.create_task(self._carry(chat_id, rows, until))

    async def _carry(self, chat_id: int, rows: list[Owed], until: datetime) -> None:
        try:
            await lanes.carry(
                rows,
                deliverer=self._deliverer,
                clock=self._clock,
                chance=self._chance,
                until=until,
                report=self._reported,
            )
        finally:
            del self._lanes[chat_id]
            self._ended.add(chat_id)
            self._on_room()

    def _reported(self, owed: Owed, outcome: Outcome | None, result: Result) -> None:
        self._results.append(result)
        if outcome is not None:
            self.notes.take(owed.chat_id, outcome)
        if isinstance(outcome, Wait):
            until = self._clock.now() + timedelta(seconds=outcome.seconds)
            self._limiter.halt(owed.chat_id, until)

    def _count(self, results: list[Result]) -> None:
        if self._metrics is None:
            return
        for result in results:
            state = result.state if isinstance(result, deliveries.Settled) else "again"
            self._metrics.deliveries.labels(state=state).inc()
