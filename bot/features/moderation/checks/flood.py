"""Too many messages by one voice in a short time."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.features.moderation.acts import LONGEST, MOST_OF_A_VOICE
from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """How many acts of one voice a length of time takes; an album is one, an edit is none."""

    most: int = field(default=10, metadata={"least": 1, "most": MOST_OF_A_VOICE - 1})
    within: timedelta = field(
        default=timedelta(seconds=15), metadata={"least": timedelta(seconds=1), "most": LONGEST}
    )


def flood(terms: Terms) -> Check | None:
    """Return the check; the voice is a channel's, where one speaks, or else the person's."""
    seconds = int(terms.within.total_seconds())

    def look(said: Said) -> Finding | None:
        moments = said.recent.moments
        if said.is_edit or len(moments) <= terms.most:
            return None
        # Telegram counts in whole seconds: ten in one second and one in the next are at once.
        count = sum(said.at - then < terms.within for then in moments)
        if count <= terms.most:
            return None
        return Finding(Text("finding-flood", count=count, most=terms.most, seconds=seconds))

    return look
