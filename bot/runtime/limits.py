"""How often Telegram lets itself be called: pure bookkeeping over moments it is given."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# What the methods that count as messages begin with.
PACED: Final = ("send", "edit", "copy", "forward")

_MINUTE: Final = timedelta(minutes=1)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram documents, with a small burst in a chat; None lifts a limit."""

    chat_interval: timedelta | None = _SECOND
    chat_burst: int = 3
    group_a_minute: int | None = 20
    a_second: int | None = 30
    edit_interval: timedelta = timedelta(seconds=3)
    edit_burst: int = 3


# For a server without limits, such as one that measures speed.
UNLIMITED: Final = Limits(
    chat_interval=None, group_a_minute=None, a_second=None, edit_interval=timedelta()
)


def is_paced(method: str) -> bool:
    """Whether Telegram counts the method as a message: bans and deletions it does not."""
    return method.startswith(PACED) and method != "sendChatAction"


class Limiter:
    """Says when the next message may be sent, in a chat and overall; obeys what it was told.

    A chat's pace is a bucket kept as one moment: when it would be full again. The minute of a
    group and the second of the whole are counted exactly.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._full_at: dict[int, datetime] = {}
        self._minutes: dict[int, deque[datetime]] = {}
        self._second: deque[datetime] = deque()
        self._halts: dict[int, datetime] = {}
        self._edits: dict[tuple[int, int], datetime] = {}

    def next_at(self, chat_id: int, now: datetime, *, messages: int = 1) -> datetime:
        """Return when so many messages may be sent to the chat: `now` means at once."""
        limits = self._limits
        at = max(now, self._halts.get(chat_id, now))
        if limits.chat_interval is not None:
            room = limits.chat_interval * (limits.chat_burst - min(messages, limits.chat_burst))
            at = max(at, self._full_at.get(chat_id, now) - room)
        if limits.group_a_minute is not None and chat_id < 0:
            at = max(
                at, _free_at(self._minutes.get(chat_id), limits.group_a_minute, messages, now)
            )
        return max(at, self.overall_at(now, messages=messages))

    def overall_at(self, now: datetime, *, messages: int = 1) -> datetime:
        """Return when the limit over all chats has room."""
        if self._limits.a_second is None:
            return now
        return _free_at(self._second, self._limits.a_second, messages, now, window=_SECOND)

    def take(self, chat_id: int, now: datetime, *, messages: int = 1) -> None:
        """Count messages that are sent now."""
        limits = self._limits
        if limits.chat_interval is not None:
            full_at = max(self._full_at.get(chat_id, now), now)
            self._full_at[chat_id] = full_at + limits.chat_interval * messages
        if limits.group_a_minute is not None and chat_id < 0:
            sent = self._minutes.setdefault(chat_id, deque())
            sent.extend([now] * messages)
            _expire(sent, now, _MINUTE)
        if limits.a_second is not None:
            self._second.extend([now] * messages)
            _expire(self._second, now, _SECOND)

    def recall(self, chat_id: int, moments: Iterable[datetime]) -> None:
        """Count what another process has sent to a group of late."""
        if chat_id < 0 and self._limits.group_a_minute is not None:
            sent = self._minutes.get(chat_id, deque())
            self._minutes[chat_id] = deque(sorted([*sent, *moments]))

    def halt(self, chat_id: int, until: datetime) -> None:
        """Let nothing go to this chat before a moment."""
        self._halts[chat_id] = max(until, self._halts.get(chat_id, until))

    def halted(self, now: datetime) -> dict[int, datetime]:
        """Return the chats that are halted, each with its end."""
        return {chat_id: until for chat_id, until in self._halts.items() if until > now}

    def edit_at(self, chat_id: int, message_id: int, now: datetime) -> datetime:
        """Return when a message may be edited again."""
        room = self._limits.edit_interval * (self._limits.edit_burst - 1)
        return max(now, self._edits.get((chat_id, message_id), now) - room)

    def take_edit(self, chat_id: int, message_id: int, now: datetime) -> None:
        """Count an edit of a message."""
        key = (chat_id, message_id)
        self._edits[key] = max(self._edits.get(key, now), now) + self._limits.edit_interval

    def forget(self, now: datetime) -> None:
        """Drop what no longer limits anything."""
        self._full_at = {chat: at for chat, at in self._full_at.items() if at > now}
        self._halts = {chat: at for chat, at in self._halts.items() if at > now}
        self._edits = {message: at for message, at in self._edits.items() if at > now}
        for sent in self._minutes.values():
            _expire(sent, now, _MINUTE)
        self._minutes = {chat: sent for chat, sent in self._minutes.items() if sent}


def _expire(sent: deque[datetime], now: datetime, window: timedelta) -> None:
    while sent and sent[0] <= now - window:
        sent.popleft()


def _free_at(
    sent: deque[datetime] | None,
    most: int,
    messages: int,
    now: datetime,
    *,
    window: timedelta = _MINUTE,
) -> datetime:
    """Return when `messages` more fit into the window; more than `most` wait for an empty one."""
    if not sent:
        return now
    # The last of those that have to leave the window first.
    over = len(sent) + min(messages, most) - most
    return max(now, sent[over - 1] + window) if over > 0 else now
