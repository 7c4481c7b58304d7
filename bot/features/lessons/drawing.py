"""Draw what the classifier is given from a message as Telegram tells it."""

from datetime import timedelta
from typing import Final

from bot.features.lessons.features import Example
from bot.features.messages import ChatMessage, Replied

_LINKS: Final = frozenset({"url", "text_link"})
_MENTIONS: Final = frozenset({"mention", "text_mention"})


def example_of(
    message: ChatMessage | Replied,
    words: str | None = None,
    *,
    bare: str | None = None,
    known_for: timedelta | None = None,
    is_first: bool = False,
) -> Example:
    """Return a message as an example; `words` are given where they are more than its text."""
    kinds = [mark.type for mark in message.entities or message.caption_entities]
    keys = message.reply_markup
    shown = [] if keys is None else [key for row in keys.inline_keyboard for key in row if key.url]
    return Example(
        message.words if words is None else words,
        bare=bare,
        name=_name(message),
        links=sum(kind in _LINKS for kind in kinds) + len(shown),
        mentions=sum(kind in _MENTIONS for kind in kinds),
        is_hidden_link="text_link" in kinds,
        known_for=known_for,
        is_first=is_first,
    )


def _name(message: ChatMessage | Replied) -> str:
    if message.sender_chat is not None:
        return message.sender_chat.title or ""
    return message.sender.name if message.sender is not None else ""
