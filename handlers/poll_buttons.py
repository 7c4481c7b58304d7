"""The buttons of polls: setting one up, and what the staff do about one."""

from dataclasses import dataclass

from handlers.buttons import says


@says("plnew")
@dataclass(frozen=True, slots=True)
class MakePollFrom:
    """Draft a poll from a template."""

    community_id: int
    template: str


@says("plset")
@dataclass(frozen=True, slots=True)
class TweakPoll:
    """Change a draft: what about it, to its next value; "words" asks for others."""

    poll_id: int
    what: str


@says("plgo")
@dataclass(frozen=True, slots=True)
class BeginPoll:
    """Begin a drafted poll, or drop it."""

    poll_id: int
    is_sure: bool


@says("plend")
@dataclass(frozen=True, slots=True)
class ClosePoll:
    """Close an open poll: asked first, then done or not; only the asker's press counts."""

    poll_id: int
    asker_id: int
    step: str


@says("plwho")
@dataclass(frozen=True, slots=True)
class ShowMissing:
    """Show by DM who has not voted."""

    poll_id: int


@says("plcsv")
@dataclass(frozen=True, slots=True)
class ExportPoll:
    """Send the votes as a file, by DM."""

    poll_id: int
