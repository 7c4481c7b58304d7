"""Telegram's queue of updates, as the poller sees it: confirmed by the offset, in order."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any


class Queue:
    """Updates with their true numbers, whatever their own JSON says of them."""

    def __init__(self, updates: dict[int, bytes]) -> None:
        self.waiting = dict(sorted(updates.items()))
        self.asked: list[int] = []
        # Answers that come instead of updates, the next one last.
        self.instead: list[bytes | Exception] = []
        self.on_ask: Callable[[], Awaitable[None]] | None = None

    async def fetch(self, question: bytes) -> bytes:
        """Answer `getUpdates`."""
        asked: dict[str, Any] = json.loads(question)
        self.asked.append(asked["offset"])
        await asyncio.sleep(0)
        if self.on_ask is not None:
            await self.on_ask()
        if self.instead:
            answer = self.instead.pop()
            if isinstance(answer, Exception):
                raise answer
            return answer
        if asked["offset"] > 0:
            self.waiting = {n: raw for n, raw in self.waiting.items() if n >= asked["offset"]}
        given = list(self.waiting.values())[: asked["limit"]]
        return b'{"ok":true,"result":[' + b",".join(given) + b"]}"
