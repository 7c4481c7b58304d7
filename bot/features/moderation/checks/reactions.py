"""Reactions on everything, or on and off again, in a short time."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.features.moderation.acts import LONGEST, MOST_OF_A_VOICE
from bot.features.moderation.rules import Action, Check, Finding, Stance
from bot.features.moderation.said import Stirred
from bot.kit.texts import Text


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """How many changes of reactions a length of time takes, and on how many messages.

    Whoever reads up after a night reacts to a lot: what counts is a machine's pace.
    """

    action: Action = "report"
    most: int = field(default=30, metadata={"least": 2, "most": MOST_OF_A_VOICE - 1})
    messages: int = field(default=20, metadata={"least": 1, "most": MOST_OF_A_VOICE - 1})
    within: timedelta = field(
        default=timedelta(minutes=1), metadata={"least": timedelta(seconds=1), "most": LONGEST}
    )


def reactions(terms: Terms) -> Check | None:
    """Return the check, which looks at reactions alone and lets every message pass."""
    seconds = int(terms.within.total_seconds())

    def look(seen: Any) -> Finding | None:
        if not isinstance(seen, Stirred) or len(seen.acts) <= min(terms.most, terms.messages):
            return None
        lately = [message_id for message_id, at in seen.acts if seen.at - at < terms.within]
        count, messages = len(lately), len(set(lately))
        if count <= terms.most and messages <= terms.messages:
            return None
        return Finding(Text("finding-reactions", count=count, messages=messages, seconds=seconds))

    return look
