"""The bot's queue of updates: filtered once, serialised once, kept until confirmed or expired."""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Any

import msgspec

from bot.rehearsal.clock import Clock
from bot.rehearsal.state import Pending, State

ALL_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
)
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DAY_S = 86_400.0
CALLBACK_LIFE_S = 150.0
_encode = msgspec.json.Encoder().encode


class Queue:
    """Updates in order, from the first that is not confirmed."""

    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock
        self._pending: deque[Pending] = deque(state.pending)
        state.pending = []
        soon = clock.now() + CALLBACK_LIFE_S
        self._short_lived = deque(w.expires for w in self._pending if w.expires <= soon)
        self._arrival = asyncio.Event()
        self._emptied = asyncio.Event()
        self.closed = False
        self.delivered = 0
        self.confirmed = 0

    def __len__(self) -> int:
        self._expire()
        return len(self._pending)

    def wanted(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        allowed = self._state.bot.allowed_updates
        return kind not in ONLY_ON_REQUEST if not allowed else kind in allowed

    def put(self, kind: str, payload: dict[str, Any]) -> bool:
        """Queue an update, if the bot asked for its kind."""
        if not self.wanted(kind):
            return False
        update_id = self._next_id()
        raw = _encode({"update_id": update_id, kind: payload})
        life = CALLBACK_LIFE_S if kind == "callback_query" else DAY_S
        self._append(update_id, raw, life)
        return True

    def put_raw(self, updates: Iterable[bytes | dict[str, Any]]) -> int:
        """Queue ready-made updates as they are; one without an id is given the next."""
        count = 0
        for update in updates:
            drawn = msgspec.json.decode(update) if isinstance(update, bytes) else update
            raw = update if isinstance(update, bytes) else _encode(update)
            update_id = drawn.get("update_id")
            if not isinstance(update_id, int):
                update_id = self._next_id()
                raw = _encode({"update_id": update_id} | drawn)
            else:
                self._state.next_update_id = max(self._state.next_update_id, update_id + 1)
            life = CALLBACK_LIFE_S if "callback_query" in drawn else DAY_S
            self._append(update_id, raw, life)
            count += 1
        return count

    def take(self, offset: int, limit: int) -> list[bytes]:
        """Confirm what `offset` confirms, and return the next updates, oldest first."""
        self._expire()
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
                self.confirmed += 1
        elif offset > 0:
            while self._pending and self._pending[0].id < offset:
                self._pending.popleft()
                self.confirmed += 1
        if not self._pending:
            self._emptied.set()
            return []
        head = [self._pending[i].raw for i in range(min(limit, len(self._pending)))]
        self.delivered += len(head)
        return [bytes(raw) for raw in head]

    def first(self) -> Pending | None:
        """The oldest update that is not confirmed."""
        self._expire()
        return self._pending[0] if self._pending else None

    def confirm_first(self, update_id: int) -> None:
        """Drop the oldest update, if it is still this one."""
        if self._pending and self._pending[0].id == update_id:
            self._pending.popleft()
            self.confirmed += 1
        if not self._pending:
            self._emptied.set()

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()
        self._emptied.set()

    def begin_again(self, state: State) -> None:
        """Belong to another world, with nothing waiting."""
        self._state = state
        self.drop_all()

    def kept(self) -> list[Pending]:
        """What waits, for the file."""
        return list(self._pending)

    async def arrival(self, timeout_s: float) -> bool:
        """Wait until something waits here; false after `timeout_s`."""
        if self._pending:
            return True
        self._arrival.clear()
        try:
            await asyncio.wait_for(self._arrival.wait(), timeout_s)
        except TimeoutError:
            return False
        return True

    async def confirmed_all(self, timeout_s: float) -> bool:
        """Wait until the bot has confirmed everything; false after `timeout_s`."""
        if not len(self):
            return True
        self._emptied.clear()
        try:
            await asyncio.wait_for(self._emptied.wait(), timeout_s)
        except TimeoutError:
            return not len(self)
        return True

    def close(self) -> None:
        """End every wait: the server closes."""
        self.closed = True
        self._arrival.set()
        self._emptied.set()

    def wake(self) -> None:
        """Let a waiting poll look again."""
        self._arrival.set()

    def _next_id(self) -> int:
        update_id = self._state.next_update_id
        self._state.next_update_id += 1
        return update_id

    def _append(self, update_id: int, raw: bytes, life_s: float) -> None:
        expires = self._clock.now() + life_s
        self._pending.append(Pending(update_id, expires, msgspec.Raw(raw)))
        if life_s == CALLBACK_LIFE_S:
            self._short_lived.append(expires)
        self._arrival.set()

    def _expire(self) -> None:
        now = self._clock.now()
        queue = self._pending
        while queue and queue[0].expires <= now:
            queue.popleft()
        # A callback query dies long before the messages it stands among.
        if self._short_lived and self._short_lived[0] <= now:
            while self._short_lived and self._short_lived[0] <= now:
                self._short_lived.popleft()
            self._pending = deque(waiting for waiting in queue if waiting.expires > now)
        if not self._pending:
            self._emptied.set()
