"""The log of the bot's calls, bounded, and counts of them all, complete."""

from collections import Counter, deque
from typing import Any

from bot.rehearsal.clock import Clock, iso
from bot.rehearsal.events import Events


class Calls:
    """The last calls one by one, and how often each method was called and refused."""

    def __init__(self, events: Events, clock: Clock, *, keep: int) -> None:
        self._events = events
        self._clock = clock
        self._log: deque[dict[str, Any]] = deque(maxlen=keep)
        self._keep = keep
        self._seq = 0
        self.counts: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def note(
        self,
        method: str,
        params: dict[str, Any],
        *,
        result: Any = None,
        error: tuple[int, str] | None = None,
        took_ms: float = 0.0,
    ) -> None:
        """Count a call, and keep it when a log is kept; `getUpdates` is counted alone."""
        self.counts[method] += 1
        if error:
            self.refused[method] += 1
        if not self._keep or method == "getUpdates":
            return
        self._seq += 1
        call = {
            "seq": self._seq,
            "at": iso(self._clock.now()),
            "method": method,
            "params": params,
            "ok": error is None,
            "error_code": error[0] if error else None,
            "description": error[1] if error else None,
            "result": result,
            "ms": round(took_ms, 2),
        }
        self._log.append(call)
        self._events.say("call", call=call)

    def after(self, seq: int, limit: int) -> list[dict[str, Any]]:
        """The calls later than `seq`, oldest first; the newest of them when there are many."""
        later = [call for call in self._log if call["seq"] > seq]
        return later[-limit:] if limit else []

    def of(self, method: str) -> list[dict[str, Any]]:
        """The kept calls of one method, oldest first."""
        return [call for call in self._log if call["method"] == method]
