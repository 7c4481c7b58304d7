"""Brings what was committed to Telegram: effects from memory, deliveries from the outbox."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Final, Protocol

import structlog

from bot.kit.chance import Chance
from bot.kit.clock import Clock
from bot.kit.database import Database
from bot.kit.effects import Answer, Effect, Probe
from bot.runtime import settlements
from bot.runtime.chatter import Chatter, Said, Speaker
from bot.runtime.dispatch import SWEEP, Dispatch
from bot.runtime.gateway import Probed
from bot.runtime.lanes import Deliverer
from bot.runtime.limits import Limiter, Limits
from bot.runtime.observability import Metrics
from bot.runtime.outcomes import Done

_log = structlog.get_logger(__name__)

# Between two turns that write, the intake has the database for itself: so many times as long as
# the last turn took, since a turn takes long where there is much to do, and at most so long.
_BREATHS: Final = 3
_LONGEST_BREATH_S: Final = 0.04
_POLL_S: Final = 1.0
_PATIENCE_S: Final = 10.0


class Voice(Speaker, Deliverer, Protocol):
    """The gateway, or a fake in tests."""


async def _ignore(*_: object) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Who hears of what the courier learns; each is called after the commit that records it."""

    on_migrated: Callable[[int, int], Awaitable[None]] = _ignore
    on_degraded: Callable[[int, str], Awaitable[None]] = _ignore
    on_probed: Callable[[int, Probed], Awaitable[None]] = _ignore
    # Due work was scheduled for deliveries that were settled.
    on_followed: Callable[[], Awaitable[object]] = _ignore


class Courier:
    """Speaks effects at once and works the outbox off, at Telegram's pace.

    Args:
        database: where the outbox is.
        gateway: makes the calls.
        clock: what time it is; all pauses follow it.
        chance: spreads repetitions.
        replica: this process's name, another at each start.
        language_for: chooses a catalogue's language by a tag, with a default.
        default_language: for readers of whom nothing is known.
        limits: Telegram's pace.
        is_alone: no other process works on this outbox: what is half-sent at the start was left
            by a dead one, and no lanes are leased.
        listeners: who hears of migrations, lost rights and probes.
        metrics: where outcomes are counted.
    """

    def __init__(
        self,
        database: Database,
        gateway: Voice,
        clock: Clock,
        *,
        chance: Chance,
        replica: str,
        language_for: Callable[[str | None, str], str],
        default_language: str = "en",
        limits: Limits | None = None,
        is_alone: bool = False,
        listeners: Listeners | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._is_alone = is_alone
        self._listeners = listeners or Listeners()
        self._news = asyncio.Event()
        self._turn_taken = asyncio.Lock()
        self._is_wanted = True
        self._is_stopping = False
        self._turned_at: datetime | None = None
        self._turn_took_s = 0.0
        self._probed: list[tuple[int, Probed]] = []

        def reader(personal: str | None, communal: str | None) -> str:
            return language_for(personal, language_for(communal, default_language))

        limiter = Limiter(limits or Limits())
        self._chatter = Chatter(
            gateway,
            clock,
            limiter,
            on_said=self._heard,
            on_room=self._news.set,
            metrics=metrics,
        )
        self._dispatch = Dispatch(
            database,
            gateway,
            clock,
            chance=chance,
            limiter=limiter,
            replica=replica,
            is_alone=is_alone,
            readers=reader,
            on_room=self._news.set,
            metrics=metrics,
        )

    def speak(self, effects: Iterable[Effect]) -> None:
        """Say effects, after the commit of what caused them."""
        self._chatter.add(effects)

    def wake(self) -> None:
        """Look at the outbox again: something was put there, or the clock was moved."""
        self._is_wanted = True
        self._news.set()

    def stop(self) -> None:
        """End `run` once what is under way has ended; what waits stays owed."""
        self._is_stopping = True
        self._news.set()

    async def run(self) -> None:
        """Work until stopped; a cancelled run leaves half-sent rows to the next process."""
        try:
            while not self._is_stopping:
                self._news.clear()
                try:
                    await self._round()
                except Exception as error:  # noqa: BLE001 — the next turn may fare better
                    _log.error("the outbox could not be worked on", error=type(error).__name__)
                    await asyncio.sleep(_POLL_S)
                await self._rest()
            if under_way := self._under_way():
                await asyncio.wait(under_way, timeout=_PATIENCE_S)
            await self._turn(self._clock.now(), claiming=False)
        finally:
            self._chatter.clear()
            for task in self._dispatch.tasks:
                task.cancel()

    async def drain(self) -> None:
        """Do everything that may be done at the clock's present instant, without waiting."""
        while True:
            self._is_wanted = True
            await self._round()
            if under_way := self._under_way():
                await asyncio.wait(under_way)
            elif not self._is_unwritten():
                return

    async def next_send(self) -> datetime | None:
        """Return when something that is held back may go next, or None."""
        moments = (await self._dispatch.next_owed_at(self._clock.now()), self._chatter.next_at())
        return min((at for at in moments if at is not None), default=None)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way and nothing waits to be written or looked at."""
        return not (self._under_way() or self._is_unwritten() or self._is_wanted)

    async def settle(self, delivery_id: int, *, sent: bool) -> bool:
        """Take an operator's word for an unconfirmed delivery; returns whether there was one."""
        now = self._clock.now()
        async with self._database.writing() as connection:
            found = await settlements.settle(connection, delivery_id, sent=sent, now=now)
        self.wake()
        return found

    async def unsettled(self, *, most: int = 100) -> list[settlements.Unsettled]:
        """List failed and unconfirmed deliveries, newest first."""
        async with self._database.reading() as connection:
            return await settlements.unsettled(connection, most=most)

    async def _round(self) -> None:
        """Begin with whatever may be sent now."""
        now = self._clock.now()
        self._chatter.start(now)
        looks = [self._dispatch.look_at]
        if self._turned_at is None or not self._is_alone:
            looks.append(now)
        else:
            looks.append(self._turned_at + SWEEP)
        is_time = any(at is not None and at <= now for at in looks)
        claiming = self._is_wanted or is_time
        if claiming or self._is_unwritten():
            await self._turn(now, claiming=claiming)

    async def _rest(self) -> None:
        """Wait for news or for the next moment at which something may be sent."""
        moments = [
            at for at in (self._dispatch.look_at, self._chatter.next_at()) if at is not None
        ]
        pause = _POLL_S
        if moments:
            until = (min(moments) - self._clock.now()).total_seconds()
            pause = min(pause, max(until, 0.001))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), pause)
        if self._is_unwritten():
            await asyncio.sleep(min(self._turn_took_s * _BREATHS, _LONGEST_BREATH_S))

    async def _turn(self, now: datetime, *, claiming: bool) -> None:
        async with self._turn_taken:
            claiming = claiming or not self._dispatch.saw_all
            if claiming:
                self._is_wanted = False
                self._turned_at = now
            began = monotonic()
            try:
                news = await self._dispatch.turn(now, claiming=claiming and not self._is_stopping)
            except BaseException:
                self._is_wanted = True
                raise
            finally:
                self._turn_took_s = monotonic() - began
            probed, self._probed = self._probed, []
        for chat_id, new_id in news.migrated.items():
            await self._tell(self._listeners.on_migrated(chat_id, new_id))
        for chat_id, reason in news.degraded.items():
            await self._tell(self._listeners.on_degraded(chat_id, reason))
        if news.is_followed:
            await self._tell(self._listeners.on_followed())
        for chat_id, found in probed:
            await self._tell(self._listeners.on_probed(chat_id, found))

    def _heard(self, said: Said) -> None:
        if isinstance(said.effect, Answer):
            return
        self._dispatch.notes.take(said.effect.chat_id, said.outcome)
        if isinstance(said.effect, Probe) and isinstance(said.outcome, Done):
            self._probed.append((said.effect.chat_id, said.outcome.result))

    def _under_way(self) -> set[asyncio.Task[None]]:
        return self._chatter.tasks | self._dispatch.tasks

    def _is_unwritten(self) -> bool:
        return self._dispatch.is_unwritten or bool(self._probed)

    async def _tell(self, hearing: Awaitable[object]) -> None:
        try:
            await hearing
        except Exception as error:  # noqa: BLE001 — a listener's fault stops no delivery
            _log.error("a listener of the courier failed", error=type(error).__name__)
