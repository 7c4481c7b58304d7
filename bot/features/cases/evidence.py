"""What a case keeps of a message: its words and what it holds, until the evidence is forgotten."""

from typing import Any

from msgspec import Struct

from bot.features.contents import Media
from bot.features.messages import ChatMessage, Replied

# The kinds of media that can be shown again by the id under which Telegram holds them.
SHOWABLE = ("video", "video_note", "voice", "audio", "animation", "document", "sticker")
# What has no file, and is named.
NAMED = (
    *("contact", "location", "venue", "poll", "dice", "game", "story", "invoice"),
    *("giveaway", "checklist", "paid_media"),
)
MOST_WORDS = 4096


class Evidence(Struct, frozen=True):
    """A message as it was: what was written, and the kind of its media with its file id."""

    chat_id: int
    message_id: int
    sender_id: int
    words: str
    kind: str | None = None
    file_id: str | None = None
    # What the channel is called in whose name it was sent.
    title: str | None = None

    @property
    def media(self) -> dict[str, Any] | None:
        """The media as it is stored."""
        return None if self.kind is None else {"kind": self.kind, "file_id": self.file_id}


def evidence_of(message: ChatMessage | Replied, chat_id: int | None = None) -> Evidence:
    """Return what is kept of a message; a replied-to one is told in which chat it stands."""
    sender = message.sender_chat or message.sender
    kind, file_id = _media(message)
    words = message.words
    if message.poll is not None:
        asked = (message.poll.question, *(option.text for option in message.poll.options))
        words = "\n".join(part for part in (words, *asked) if part)
    where = message.chat.id if isinstance(message, ChatMessage) else chat_id or 0
    return Evidence(
        where,
        message.message_id,
        sender.id if sender else 0,
        words.replace("\x00", "")[:MOST_WORDS],
        kind,
        file_id,
        message.sender_chat.title if message.sender_chat else None,
    )


def _media(message: ChatMessage | Replied) -> tuple[str | None, str | None]:
    if message.photo:
        return "photo", message.photo[-1].file_id
    for kind in SHOWABLE:
        held: Media | None = getattr(message, kind)
        if held is not None:
            return kind, held.file_id
    return next((kind for kind in NAMED if getattr(message, kind) is not None), None), None
