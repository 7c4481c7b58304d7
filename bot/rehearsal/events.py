"""Tells the page what changes, as server-sent events."""

import asyncio
from typing import Any

import msgspec

_KEPT = 2000


class Events:
    """Everyone who listens gets every event; nobody listening costs nothing."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes | None]] = set()

    @property
    def heard(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listeners)

    def say(self, kind: str, **fields: Any) -> None:
        """Send one event to every listener; one who is far behind reads everything again."""
        if not self._listeners:
            return
        line = msgspec.json.encode({"type": kind} | fields)
        for listener in self._listeners:
            if listener.qsize() >= _KEPT:
                while not listener.empty():
                    listener.get_nowait()
                listener.put_nowait(b'{"type":"state"}')
            else:
                listener.put_nowait(line)

    def listen(self) -> asyncio.Queue[bytes | None]:
        """A new listener's queue; None in it means that the server closes."""
        listener: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._listeners.add(listener)
        return listener

    def forget(self, listener: asyncio.Queue[bytes | None]) -> None:
        """Stop sending to this listener."""
        self._listeners.discard(listener)

    def close(self) -> None:
        """Tell every listener that it is over."""
        for listener in self._listeners:
            listener.put_nowait(None)
