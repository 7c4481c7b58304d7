"""What a handler works with: the unit of work and the update's own plain values."""

from dataclasses import dataclass, field

from bot.features.contents import Poll
from bot.features.messages import Change, ChatMessage, Press, Request, Vote
from bot.features.places import Places
from bot.features.segments.words import Vocabulary
from bot.kit.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Step:
    """One update on its way through a feature."""

    uow: UnitOfWork
    places: Places
    message: ChatMessage | None
    press: Press | None
    change: Change | None
    request: Request | None = None
    # The words of the language of segments.
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    vote: Vote | None = None
    poll: Poll | None = None
