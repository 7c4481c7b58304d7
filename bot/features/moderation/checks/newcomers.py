"""First messages and first hours: what newcomers may not send yet."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Final

from bot.features.moderation.kinds import kinds_of, mask_of
from bot.features.moderation.rules import Check, Finding, Mode, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

# What may be refused, and the kinds of message that it means.
REFUSABLE: Final = {
    "invites": mask_of(("invitelink", "botlink")),
    "links": mask_of(("url",)),
    "forwards": mask_of(("forward",)),
    "media": mask_of(("photo", "video", "videonote", "voice", "audio", "document", "paidmedia")),
    "stickers": mask_of(("sticker", "gif")),
    "mentions": mask_of(("mention",)),
    "buttons": mask_of(("button", "inline")),
    "contacts": mask_of(("contact", "phone", "email")),
    "polls": mask_of(("poll", "quiz")),
    "stories": mask_of(("story",)),
    "quotes": mask_of(("externalreply",)),
}


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """Who is new, and what the new ones may not send.

    Somebody is new until they have both written `messages` messages and been here for `hours`.
    """

    mode: Mode = "shadow"
    refused: tuple[str, ...] = field(
        default=("invites", "links", "forwards", "buttons", "contacts"),
        metadata={"most": len(REFUSABLE), "longest": 10, "options": tuple(REFUSABLE)},
    )
    messages: int = field(default=1, metadata={"least": 0, "most": 1000})
    hours: timedelta = field(
        default=timedelta(0), metadata={"least": timedelta(0), "most": timedelta(days=90)}
    )


def newcomers(terms: Terms) -> Check | None:
    """Return the check, or None where newcomers may send whatever others may."""
    wanted = [(name, mask) for name, mask in REFUSABLE.items() if name in terms.refused]
    if not wanted or (terms.messages == 0 and not terms.hours):
        return None
    refused = reduce(or_, (mask for _, mask in wanted))

    def look(said: Said) -> Finding | None:
        if not is_new(said, messages=terms.messages, hours=terms.hours):
            return None
        found = kinds_of(said.message) & refused
        if not found:
            return None
        name = next(name for name, mask in wanted if found & mask)
        return Finding(Text("finding-newcomers", what=name, number=said.tenure.messages + 1))

    return look


def is_new(said: Said, *, messages: int, hours: timedelta) -> bool:
    """Whether somebody has written too little or been here too short a time."""
    if said.voice == "channel":
        return True
    # An edit is of a message that was counted already.
    before = said.tenure.messages - (1 if said.is_edit else 0)
    if before < messages:
        return True
    if not hours:
        return False
    return said.known_since is None or said.at - said.known_since < hours
