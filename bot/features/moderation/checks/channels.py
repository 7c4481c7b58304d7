"""Messages that somebody writes in the name of a channel that is not the community's."""

from dataclasses import dataclass, field

from bot.features.moderation.checks.allowing import MOST_ALLOWED, allowed, is_allowed
from bot.features.moderation.rules import Check, Finding, Mode, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """The channels that may speak here, by id or @name; the linked one always may."""

    mode: Mode = "off"
    allow: tuple[str, ...] = field(default=(), metadata={"most": MOST_ALLOWED, "longest": 64})


def channels(terms: Terms) -> Check | None:
    """Return the check."""
    allow = allowed(terms.allow)

    def look(said: Said) -> Finding | None:
        channel = said.message.sender_chat
        if said.voice != "channel" or channel is None or is_allowed(channel, allow, said.home):
            return None
        return Finding(Text("finding-channels", channel=channel.title or str(channel.id)))

    return look
