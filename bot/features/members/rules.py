"""Who is speaking, and what a change of status means."""

from datetime import datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from bot.features.messages import ANONYMOUS_ADMIN, ChatMessage

Voice: TypeAlias = Literal["person", "anonymous_admin", "linked_channel", "channel", "bot", "none"]
PRESENT = frozenset({"creator", "administrator", "member"})


class Tenure(Struct, frozen=True):
    """How well a community knows somebody."""

    first_seen_at: datetime | None = None
    joined_at: datetime | None = None
    messages: int = 0
    experience: int = 0
    # Until then nothing is earned.
    earns_from: datetime | None = None

    def may_earn(self, now: datetime) -> bool:
        """Whether what is done at a moment earns anything."""
        return self.earns_from is None or now >= self.earns_from

    last_seen_at: datetime | None = None


def voice_of(message: ChatMessage, linked_chat_id: int | None) -> Voice:
    """Return whose voice a message is: what is said on behalf of a chat has a fake sender."""
    if message.is_automatic_forward:
        return "linked_channel"
    if message.sender_chat is not None:
        if message.sender_chat.id == message.chat.id:
            return "anonymous_admin"
        return "linked_channel" if message.sender_chat.id == linked_chat_id else "channel"
    if message.sender is None:
        return "none"
    if message.sender.id == ANONYMOUS_ADMIN:
        return "anonymous_admin"
    return "bot" if message.sender.is_bot else "person"


def is_present(status: str, *, is_member: bool) -> bool:
    """Whether a status means being in the chat; a restricted person may or may not be."""
    return status in PRESENT or (status == "restricted" and is_member)
