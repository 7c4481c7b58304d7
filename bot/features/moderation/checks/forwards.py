"""Messages that were forwarded from where a community does not want them from."""

from dataclasses import dataclass, field
from typing import Final

from bot.features.contents import Chat, Origin
from bot.features.moderation.checks.allowing import MOST_ALLOWED, allowed, is_allowed
from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

ORIGINS: Final = ("user", "hidden", "bot", "channel", "group", "story")
_TYPES: Final = {"hidden_user": "hidden", "chat": "group", "channel": "channel"}


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """Origins that are refused, and the chats whose messages may be passed on all the same.

    `hidden` are people who do not show who they are in forwards. `allow` holds ids and @names of
    chats; the community's own and its linked channel are always allowed.
    """

    refused: tuple[str, ...] = field(
        default=(), metadata={"most": len(ORIGINS), "longest": 10, "options": ORIGINS}
    )
    allow: tuple[str, ...] = field(default=(), metadata={"most": MOST_ALLOWED, "longest": 64})


def forwards(terms: Terms) -> Check | None:
    """Return the check, or None where no origin is refused."""
    refused = frozenset(terms.refused)
    if not refused:
        return None
    allow = allowed(terms.allow)

    def look(said: Said) -> Finding | None:
        message = said.message
        if message.story is not None:
            kind = "story"
        elif message.forward_origin is not None:
            kind = origin_of(message.forward_origin)
        else:
            return None
        if kind not in refused:
            return None
        origin = chat_of(message.forward_origin)
        if origin is not None and is_allowed(origin, allow, said.home):
            return None
        return Finding(Text("finding-forwards", origin=kind))

    return look


def origin_of(origin: Origin) -> str:
    """Return from whom a message was forwarded: one of `ORIGINS`."""
    if origin.sender_user is not None:
        return "bot" if origin.sender_user.is_bot else "user"
    return _TYPES.get(origin.type, "hidden")


def chat_of(origin: Origin | None) -> Chat | None:
    """Return the chat in whose name a forwarded message was written."""
    return None if origin is None else origin.chat or origin.sender_chat
