"""The buttons of events: whether one comes, the file, setting one up, cancelling."""

from dataclasses import dataclass

from handlers.buttons import says


@says("ev")
@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """Say whether one comes: going, maybe or not."""

    event_id: int
    answer: str


@says("evcal")
@dataclass(frozen=True, slots=True)
class SaveEvent:
    """Have an event as a file for one's calendar, by DM."""

    event_id: int


@says("evshow")
@dataclass(frozen=True, slots=True)
class ShowEvent:
    """Show one event of the list."""

    event_id: int


@says("evset")
@dataclass(frozen=True, slots=True)
class TweakEvent:
    """Change a draft: what about it, to its next value; "words" asks for others."""

    event_id: int
    what: str


@says("evgo")
@dataclass(frozen=True, slots=True)
class BeginEvent:
    """Begin a drafted event, or drop it."""

    event_id: int
    is_sure: bool


@says("evoff")
@dataclass(frozen=True, slots=True)
class CancelEvent:
    """Cancel an event, or not; only the asker's press counts."""

    event_id: int
    asker_id: int
    is_sure: bool
