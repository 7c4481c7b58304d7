"""Updates that come one by one over a webhook, taken in as batches."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from bot.runtime.letters import Letter, read

MOST_AT_ONCE = 100


class Taker(Protocol):
    """Whoever takes updates in; the intake."""

    async def take(self, letters: Sequence[Letter]) -> None:
        """Take a batch; when this returns it is committed."""
        ...


class Postbox:
    """Gathers what arrives while a batch is being committed into the next one."""

    def __init__(self, taker: Taker) -> None:
        self._taker = taker
        self._waiting: deque[tuple[Letter, asyncio.Future[None]]] = deque()
        self._collector: asyncio.Task[None] | None = None

    async def take(self, body: bytes) -> None:
        """Return once the update in the body is committed; raises what its batch met."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((read(body), done))
        if self._collector is None or self._collector.done():
            self._collector = asyncio.create_task(self._collect())
        await done

    async def _collect(self) -> None:
        while self._waiting:
            size = min(len(self._waiting), MOST_AT_ONCE)
            batch = [self._waiting.popleft() for _ in range(size)]
            try:
                await self._taker.take([letter for letter, _ in batch])
            except Exception as error:  # noqa: BLE001 — handed to everybody who waits for it
                for _, done in batch:
                    if not done.done():
                        done.set_exception(error)
            else:
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)
