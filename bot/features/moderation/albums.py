"""Albums are one act that comes as many messages, in one batch or in several."""

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.features.messages import ChatMessage
from bot.features.moderation.rules import Found

# An album's messages come within seconds of one another.
MOST_KEPT = 500


@dataclass(slots=True)
class Album:
    """The messages of an album so far, and what was found in one of them."""

    message_ids: set[int] = field(default_factory=set)
    found: tuple[Found, ...] = ()


class Albums:
    """The newest albums. Not kept over a restart: then a late sibling is judged by itself."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], Album] = OrderedDict()

    def of(self, message: ChatMessage) -> Album | None:
        """Return the album of which a message is a part, with the message in it."""
        if message.media_group_id is None:
            return None
        key = (message.chat.id, message.media_group_id)
        album = self._kept.setdefault(key, Album())
        album.message_ids.add(message.message_id)
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return album
