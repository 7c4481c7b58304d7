"""What a check is shown: a message, with everything around it that may matter, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from bot.features.contents import Entity
from bot.features.lessons.memory import Learned
from bot.features.members.rules import Tenure, Voice
from bot.features.messages import ChatMessage
from bot.kit.folding import fold, skeleton


class Recent(Struct, frozen=True):
    """What the same voice, and the whole community, said lately: numbers, never words.

    `moments` are the times of this voice's acts in this chat, oldest first, this one included (an
    album is one act). `weight` is how much the message says, in bytes of letters; 0 where that is
    too little to be compared. What is alike was said before this, anywhere in the community, in
    much the same words: how many seconds before by the same voice, and by which others.
    """

    moments: tuple[datetime, ...] = ()
    weight: int = 0
    alike_own: tuple[int, ...] = ()
    alike_others: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Stirred:
    """What a voice did with reactions in a chat lately: on which message when, oldest first."""

    at: datetime
    acts: tuple[tuple[int, datetime], ...] = ()


class Said(Struct, frozen=True, dict=True):
    """A message as a check sees it. What only quotes others is not among its words."""

    message: ChatMessage
    voice: Voice
    at: datetime
    zone: ZoneInfo
    is_edit: bool = False
    tenure: Tenure = field(default_factory=Tenure)
    recent: Recent = field(default_factory=Recent)
    # Names by which administrators are known, folded to their skeleton, by their person's id.
    administrators: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    # The chats of the community and its linked channel, by username and id: at home, not abroad.
    home: frozenset[str] = frozenset()
    album_size: int = 1
    # What the classifier has learned here; None where it was taught nothing at all.
    learned: Learned | None = None

    @property
    def words(self) -> str:
        """Everything its author wrote: text or caption, a poll's question and options."""
        poll = self.message.poll
        if poll is None:
            return self.message.words
        asked = (poll.question, *(option.text for option in poll.options))
        return "\n".join(part for part in (self.message.words, *asked) if part)

    @cached_property
    def folded(self) -> str:
        """Its words in one width and case, without what cannot be seen."""
        return fold(self.words)

    @cached_property
    def bare(self) -> str:
        """Its words as an eye reads them: look-alikes, spacing tricks and variants undone."""
        return skeleton(self.words)

    @cached_property
    def marks(self) -> tuple[tuple[Entity, str], ...]:
        """Each marked part of what was written, with its text."""
        message = self.message
        if not message.marks:
            return ()
        units = message.words.encode("utf-16-le", "surrogatepass")
        return tuple(
            (
                mark,
                units[2 * mark.offset : 2 * (mark.offset + mark.length)].decode(
                    "utf-16-le", "replace"
                ),
            )
            for mark in message.marks
            if mark.offset >= 0 and mark.length > 0
        )

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Every address that a reader could follow: shown, hidden behind words, or on a button."""
        found = [
            mark.url if mark.type == "text_link" and mark.url else text
            for mark, text in self.marks
            if mark.type in LINKS
        ]
        keys = self.message.reply_markup
        if keys is not None:
            found += [key.url for row in keys.inline_keyboard for key in row if key.url]
        return tuple(found)

    @property
    def known_since(self) -> datetime | None:
        """Since when its author has been known here."""
        return self.tenure.joined_at or self.tenure.first_seen_at


LINKS: Final = frozenset({"url", "text_link"})
