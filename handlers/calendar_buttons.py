"""The buttons of the calendar: what was held, failed or waits for a look; turning its pages."""

from dataclasses import dataclass

from handlers.buttons import says


@says("caldo")
@dataclass(frozen=True, slots=True)
class DecidePost:
    """Decide about an occurrence and those of the same slot in the same community.

    `what` is post, skip, hour (an hour later) or approve.
    """

    occurrence_id: int
    what: str


@says("calpage")
@dataclass(frozen=True, slots=True)
class TurnCalendar:
    """Look at another stretch of a community's calendar: today, week or month."""

    community_id: int
    span: str


@says("calrest")
@dataclass(frozen=True, slots=True)
class RestCalendar:
    """Let a community's calendar rest, or go on."""

    community_id: int
    is_paused: bool


@says("calnow")
@dataclass(frozen=True, slots=True)
class PostNow:
    """Post an entry now, besides its slots, after a second look; only the asker's press counts."""

    key: str
    asker_id: int
    is_sure: bool
