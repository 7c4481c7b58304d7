"""Telegram's sending limits: one a second a chat, twenty a minute a group, thirty a second."""

import math
from collections import deque

BURST = 5
A_SECOND = 30
A_MINUTE = 20
# A sender that keeps the limits exactly must not fail by the jitter of the way here.
GRACE = 0.95


class Flood:
    """Remembers recent sends and says how long the next one must wait."""

    def __init__(self, *, enforced: bool = True) -> None:
        self.enforced = enforced
        self._all: deque[float] = deque()
        self._minutes: dict[int, deque[float]] = {}
        self._allowance: dict[int, tuple[float, float]] = {}

    def admit(self, chat_id: int, now: float, *, messages: int = 1) -> int:
        """Count these messages and return 0, or return the seconds to wait and count nothing."""
        if not self.enforced:
            return 0
        wait = max(
            self._second(now, messages),
            self._minute(chat_id, now, messages) if chat_id < 0 else 0.0,
            self._chat(chat_id, now, messages),
        )
        if wait > 0:
            return math.ceil(wait)
        self._all.extend([now] * messages)
        if chat_id < 0:
            self._minutes[chat_id].extend([now] * messages)
        tokens, _ = self._allowance[chat_id]
        self._allowance[chat_id] = (tokens - messages, now)
        return 0

    def _second(self, now: float, messages: int) -> float:
        sent = self._all
        while sent and sent[0] <= now - GRACE:
            sent.popleft()
        over = len(sent) + messages - max(A_SECOND, messages)
        return sent[over - 1] + GRACE - now if over > 0 else 0.0

    def _minute(self, chat_id: int, now: float, messages: int) -> float:
        sent = self._minutes.setdefault(chat_id, deque())
        while sent and sent[0] <= now - 60 * GRACE:
            sent.popleft()
        over = len(sent) + messages - max(A_MINUTE, messages)
        return sent[over - 1] + 60 * GRACE - now if over > 0 else 0.0

    def _chat(self, chat_id: int, now: float, messages: int) -> float:
        tokens, at = self._allowance.get(chat_id, (float(BURST), now))
        tokens = min(float(BURST), tokens + max(0.0, now - at) / GRACE)
        self._allowance[chat_id] = (tokens, now)
        # An album larger than the burst passes when the allowance is full.
        needed = min(messages, BURST)
        return (needed - tokens) * GRACE if tokens < needed else 0.0
