"""Knocks: does the due work that the table holds, and tells whether it is being done."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.config.settings import Retention
from bot.features.checkins.histories import OUTAGE
from bot.kit.apart import Apart, LongWorker
from bot.kit.chance import Chance
from bot.kit.clock import Clock
from bot.kit.collector import Tally
from bot.kit.database import Database
from bot.kit.effects import Due, Effect
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime import duework, housekeeping
from bot.runtime.duework import DueRow, Worker
from bot.runtime.observability import Metrics
from models.dues import dues
from models.heartbeats import downtimes, heartbeats

_log = structlog.get_logger(__name__)

_EVERY_S: Final = 1
_BEAT: Final = timedelta(seconds=10)
# Shorter than this, a restart is no outage to be forgiven.
_OUTAGE: Final = timedelta(seconds=60)
_MOST_A_KNOCK: Final = 1000
_KNOCK_OVERDUE_S: Final = 30.0
_WORK_OVERDUE_S: Final = 60.0

_BEATS: Final = Tally("heartbeats", heartbeats, ("replica",), {"beat_at": "max"})
_DOWNTIMES: Final = Tally("downtimes", downtimes, ("began_at",), {})


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How long ago the last knock was, and how long the first untried piece of work waits."""

    knocked_s_ago: float
    waiting_s: float

    @property
    def is_well(self) -> bool:
        """Whether due work is being done."""
        return self.knocked_s_ago <= _KNOCK_OVERDUE_S and self.waiting_s <= _WORK_OVERDUE_S


class Scheduler:
    """The schedule is the table; a knock looks at it and does what is due, in due order.

    Args:
        database: where the schedule is.
        clock: what time it is.
        chance: for the units of work.
        workers: who does which kind; what nobody does stays and shows as overdue.
        say: takes what a commit released: effects, and whether anything was put on the outbox.
        replica: this process's name.
        retention: how long things are kept.
        react: wakes whoever is concerned with the facts that a worker stated, in the same step.
        metrics: where the lag is shown.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        chance: Chance,
        workers: Mapping[str, Worker | LongWorker],
        *,
        say: Callable[[Sequence[Effect], bool], None],
        replica: str,
        retention: Retention | None = None,
        react: Callable[[UnitOfWork, Sequence[Any]], Awaitable[None]] | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        keeper = housekeeping.Housekeeping(retention or Retention())
        self._workers: dict[str, Worker | LongWorker] = {housekeeping.KIND: keeper, **workers}
        # What is done while a long piece of work is under way.
        self._brief = {
            kind: worker
            for kind, worker in self._workers.items()
            if not isinstance(worker, LongWorker)
        }
        self._database = database
        self._clock = clock
        self._chance = chance
        self._say = say
        self._replica = replica
        self._react = react
        self._metrics = metrics
        self._knocking = asyncio.Lock()
        self._stopping = asyncio.Event()
        self._started_at = clock.now()
        self._beat_at: datetime | None = None
        self._knocked_at = 0.0

    async def begin(self) -> None:
        """Note how long nobody was there, and see that the house is kept."""
        async with self._database.writing() as connection:
            uow = self._unit(connection)
            found = await uow.execute(select(func.max(heartbeats.c.beat_at)))
            last: datetime | None = found.scalar()
            if last is not None and uow.now - last > _OUTAGE:
                uow.collect(_DOWNTIMES, {"began_at": last, "ended_at": uow.now})
                uow.schedule(Due(f"{OUTAGE}:{last.isoformat()}", OUTAGE, uow.now))
            self._beat(uow)
            housekeeping.plan(uow)
            await uow.flush()
        self._knocked_at = _monotonic()

    async def run(self) -> None:
        """Knock every second until stopped."""
        crank = AsyncIOScheduler(timezone=UTC)
        crank.add_job(
            self._knock_on,
            "interval",
            seconds=_EVERY_S,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        crank.start()
        try:
            await self._stopping.wait()
            # A knock in the middle of a piece of work is let finish.
            async with self._knocking:
                pass
        finally:
            crank.shutdown(wait=False)

    def stop(self) -> None:
        """End `run` after the knock under way."""
        self._stopping.set()

    async def knock(self) -> int:
        """Do everything that is due by now; returns how many pieces of work were taken up."""
        async with self._knocking:
            taken = 0
            if await self._is_anything_due():
                while taken < _MOST_A_KNOCK and await self._do_next(self._workers):
                    taken += 1
            await self._note_knock()
            return taken

    async def next_due(self) -> datetime | None:
        """Return when the next piece of work falls due."""
        at = func.coalesce(dues.c.retry_at, dues.c.due_at)
        async with self._database.reading() as connection:
            found: datetime | None = await connection.scalar(
                select(func.min(at, type_=dues.c.due_at.type)).where(
                    duework.is_waiting(self._workers)
                )
            )
        return found

    async def punctuality(self) -> Punctuality:
        """Return how punctual due work is being done, for whoever watches over the bot."""
        now = self._clock.now()
        async with self._database.reading() as connection:
            oldest: datetime | None = await connection.scalar(
                select(func.min(dues.c.due_at)).where(
                    dues.c.state == "waiting",
                    dues.c.attempts == 0,
                    # What is being done at length waits no more.
                    dues.c.retry_at.is_(None),
                )
            )
        waiting = 0.0 if oldest is None else max(0.0, (now - oldest).total_seconds())
        return Punctuality(_monotonic() - self._knocked_at, waiting)

    async def _knock_on(self) -> None:
        if self._stopping.is_set():
            return
        try:
            await self.knock()
        except Exception as error:  # noqa: BLE001 — the next knock may fare better
            _log.error("a knock failed", error=type(error).__name__)

    async def _note_knock(self) -> None:
        now = self._clock.now()
        if self._beat_at is None or now - self._beat_at >= _BEAT:
            async with self._database.writing() as connection:
                uow = self._unit(connection)
                self._beat(uow)
                await uow.flush()
        knocked_at = _monotonic()
        if self._metrics is not None:
            late = max(0.0, knocked_at - self._knocked_at - _EVERY_S)
            self._metrics.knock_lag_seconds.set(late)
        self._knocked_at = knocked_at

    async def _is_anything_due(self) -> bool:
        query = duework.next_of(self._workers, self._clock.now()).with_only_columns(dues.c.id)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def _do_next(self, workers: Mapping[str, Worker | LongWorker]) -> bool:
        """Do the piece of work that has been due for longest, in a transaction of its own."""
        chosen: DueRow | None = None
        try:
            async with self._database.writing() as connection:
                uow = self._unit(connection)
                chosen = await duework.first(uow, workers)
                if chosen is None:
                    return False
                worker = workers[chosen.kind]
                if isinstance(worker, LongWorker):
                    await duework.take(uow, chosen)
                else:
                    await self._do(uow, chosen, worker)
                await uow.flush()
            if isinstance(worker, LongWorker):
                await self._do_apart(worker, chosen)
                return True
        except Exception as error:
            if chosen is None:
                raise
            # The commit itself failed: the row must not stand first in line for ever.
            async with self._database.writing() as connection:
                await duework.put_off(self._unit(connection), chosen, error)
        else:
            self._say(uow.effects, uow.owes)
        return True

    async def _do_apart(self, worker: LongWorker, due: DueRow) -> None:
        """Do a long piece of work; whatever else falls due meanwhile is done in its time."""

        async def finish(uow: UnitOfWork) -> None:
            await duework.take(uow, due)
            await self._wake(uow)

        apart = Apart(
            self._database,
            self._clock,
            self._chance,
            finish=finish,
            say=lambda uow: self._say(uow.effects, uow.owes),
        )
        work = asyncio.ensure_future(worker.apart(apart, due))
        try:
            while not (await asyncio.wait({work}, timeout=_EVERY_S))[0]:
                while await self._do_next(self._brief):
                    pass
                await self._note_knock()
        finally:
            work.cancel()
        await work
        async with self._database.writing() as connection:
            await duework.settle(self._unit(connection), due, "done")

    async def _wake(self, uow: UnitOfWork) -> None:
        """Wake whoever is concerned with what was stated, and with what comes of that."""
        reacted = 0
        while self._react is not None and (pending := tuple(uow.facts[reacted:])):
            await self._react(uow, pending)
            reacted += len(pending)

    async def _do(self, uow: UnitOfWork, due: DueRow, worker: Worker) -> None:
        is_late = due.is_late(uow.now)
        work: Worker | None = getattr(worker, "on_late", None) if is_late else worker
        try:
            async with uow.step():
                if work is not None:
                    await work(uow, due)
                await self._wake(uow)
                await duework.settle(uow, due, "late" if is_late else "done")
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 — a bad piece of work harms no other
            await duework.put_off(uow, due, error)

    def _beat(self, uow: UnitOfWork) -> None:
        self._beat_at = uow.now
        uow.collect(
            _BEATS,
            {"replica": self._replica, "started_at": self._started_at, "beat_at": uow.now},
        )

    def _unit(self, connection: Any) -> UnitOfWork:
        return UnitOfWork(
            connection,
            now=self._clock.now(),
            chance=self._chance,
            dialect=self._database.dialect,
        )


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
