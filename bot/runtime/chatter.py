"""Effects on their way out: a queue a chat in memory, in order, at Telegram's pace."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from bot.kit.clock import Clock
from bot.kit.effects import Answer, Edit, Effect, Probe, React, Reply
from bot.runtime.limits import Limiter
from bot.runtime.observability import Metrics
from bot.runtime.outcomes import Done, Migrated, Outcome, Unknown, Unsent, Wait

_log = structlog.get_logger(__name__)

# An answer that comes later than this answers nobody.
_STALE: Final = timedelta(seconds=60)
_MOST_WAITING: Final = 50
_TRIES: Final = 3
_PAUSE: Final = timedelta(seconds=1)


class Speaker(Protocol):
    """Whoever carries effects out: the gateway, or a fake in tests."""

    async def say(self, effect: Effect) -> Outcome:
        """Carry out an effect."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """An effect and what became of it."""

    effect: Effect
    outcome: Outcome


@dataclass(slots=True)
class _Waiting:
    effect: Effect
    since: datetime
    tries: int = 0
    not_before: datetime | None = None


class Chatter:
    """Says effects; what is too old or too much is dropped, since a crash may drop it as well.

    Args:
        speaker: carries an effect out.
        clock: what time it is.
        limiter: shared with whatever else sends.
        on_said: hears of each effect that was carried out or finally failed.
        on_room: is called when something came to an end or is held back for later.
        metrics: where outcomes are counted.
    """

    def __init__(
        self,
        speaker: Speaker,
        clock: Clock,
        limiter: Limiter,
        *,
        on_said: Callable[[Said], None],
        on_room: Callable[[], None],
        metrics: Metrics | None = None,
    ) -> None:
        self._speaker = speaker
        self._clock = clock
        self._limiter = limiter
        self._on_said = on_said
        self._on_room = on_room
        self._metrics = metrics
        # A chat's queue; probes have queues of their own, since they obey no pace.
        self._queues: dict[tuple[str, int], deque[_Waiting]] = {}
        self._held: dict[tuple[str, int], datetime] = {}
        self._busy: set[tuple[str, int]] = set()
        self.tasks: set[asyncio.Task[None]] = set()

    def add(self, effects: Iterable[Effect]) -> None:
        """Take effects and begin with what may go at once."""
        now = self._clock.now()
        for effect in effects:
            if isinstance(effect, Answer):
                self._start(self._answer(effect))
                continue
            key = ("probe" if isinstance(effect, Probe) else "chat", effect.chat_id)
            queue = self._queues.setdefault(key, deque())
            if isinstance(effect, Edit) and _coalesced(queue, effect, now):
                self._count("coalesced")
                continue
            if len(queue) >= _MOST_WAITING:
                queue.popleft()
                self._count("dropped")
            queue.append(_Waiting(effect, now))
            if key not in self._busy:
                self._pump(key)

    def start(self, now: datetime) -> None:
        """Begin with every chat that was held back and may go on by now."""
        for key in [key for key, at in self._held.items() if at <= now]:
            if key not in self._busy:
                self._pump(key)

    def next_at(self) -> datetime | None:
        """Return when the next chat that is held back may go on."""
        return min(self._held.values(), default=None)

    @property
    def is_busy(self) -> bool:
        """Whether something is being said now."""
        return bool(self.tasks)

    def clear(self) -> None:
        """Drop what waits and stop what is under way."""
        self._queues.clear()
        self._held.clear()
        for task in self.tasks:
            task.cancel()

    def _pump(self, key: tuple[str, int]) -> None:
        self._held.pop(key, None)
        self._busy.add(key)
        self._start(self._empty(key))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("an effect failed", error=type(error).__name__)
        self._on_room()

    async def _answer(self, effect: Answer) -> None:
        outcome = await self._speaker.say(effect)
        if isinstance(outcome, Unsent):
            outcome = await self._speaker.say(effect)
        self._settle(effect, outcome)

    async def _empty(self, key: tuple[str, int]) -> None:
        """Say what waits in a queue, one after the other, until it is empty or held back."""
        queue = self._queues[key]
        try:
            while queue:
                now = self._clock.now()
                while queue and queue[0].since <= now - _STALE:
                    self._count("dropped")
                    queue.popleft()
                if not queue:
                    break
                chosen, at = self._choose(queue, now)
                if chosen is None:
                    self._held[key] = at
                    return
                queue.remove(chosen)
                self._take(chosen.effect, now)
                self._after(queue, chosen, await self._speaker.say(chosen.effect))
        finally:
            self._busy.discard(key)
            if not queue and self._queues.get(key) is queue:
                del self._queues[key]

    def _choose(self, queue: deque[_Waiting], now: datetime) -> tuple[_Waiting | None, datetime]:
        """Choose the first that may go; an edit that has to wait lets others pass."""
        soonest: datetime | None = None
        for waiting in queue:
            at = max(self._ready_at(waiting.effect, now), waiting.not_before or now)
            if at <= now:
                return waiting, now
            soonest = at if soonest is None else min(soonest, at)
            if not isinstance(waiting.effect, Edit):
                break
        return None, soonest or now

    def _ready_at(self, effect: Effect, now: datetime) -> datetime:
        match effect:
            case Edit():
                return max(
                    self._limiter.next_at(effect.chat_id, now),
                    self._limiter.edit_at(effect.chat_id, effect.message_id, now),
                )
            case Reply():
                return self._limiter.next_at(effect.chat_id, now)
            case React() | Probe():
                return self._limiter.halted(now).get(effect.chat_id, now)
            case _:
                return now

    def _take(self, effect: Effect, now: datetime) -> None:
        if isinstance(effect, Reply | Edit):
            self._limiter.take(effect.chat_id, now)
        if isinstance(effect, Edit):
            self._limiter.take_edit(effect.chat_id, effect.message_id, now)

    def _after(self, queue: deque[_Waiting], waiting: _Waiting, outcome: Outcome) -> None:
        effect, now = waiting.effect, self._clock.now()
        match outcome:
            case Wait(seconds) if not isinstance(effect, Answer):
                self._limiter.halt(effect.chat_id, now + timedelta(seconds=seconds))
                self._count("wait")
                queue.appendleft(waiting)
            case Unsent() | Unknown() if (
                waiting.tries + 1 < _TRIES
                # What may have been said is not said twice.
                and not (isinstance(outcome, Unknown) and isinstance(effect, Reply))
            ):
                waiting.tries += 1
                waiting.not_before = now + _PAUSE * waiting.tries
                self._count("again")
                queue.appendleft(waiting)
            case Migrated(chat_id) if isinstance(effect, Reply | Probe):
                self._settle(effect, outcome)
                # The old group's messages cannot be answered to; the words may still be said.
                moved: Effect = (
                    replace(effect, chat_id=chat_id, reply_to=None)
                    if isinstance(effect, Reply)
                    else replace(effect, chat_id=chat_id)
                )
                self.add([moved])
            case _:
                self._settle(effect, outcome)

    def _settle(self, effect: Effect, outcome: Outcome) -> None:
        self._count(type(outcome).__name__.lower())
        if not isinstance(outcome, Done):
            _log.info(
                "effect not done",
                effect=type(effect).__name__,
                outcome=type(outcome).__name__,
                reason=getattr(outcome, "reason", None),
            )
        self._on_said(Said(effect, outcome))

    def _count(self, outcome: str) -> None:
        if self._metrics is not None:
            self._metrics.effects.labels(outcome=outcome).inc()


def _coalesced(queue: deque[_Waiting], effect: Edit, now: datetime) -> bool:
    """Put the newest wording in the place of one that still waits."""
    for waiting in queue:
        held = waiting.effect
        if isinstance(held, Edit) and held.message_id == effect.message_id:
            waiting.effect, waiting.since = effect, now
            return True
    return False
