"""The buttons of challenges: taking part, and setting one up."""

from dataclasses import dataclass

from handlers.buttons import says


@says("chin")
@dataclass(frozen=True, slots=True)
class JoinChallenge:
    """Take part in a challenge."""

    challenge_id: int


@says("chdo")
@dataclass(frozen=True, slots=True)
class SignChallenge:
    """Check in for today."""

    challenge_id: int


@says("chme")
@dataclass(frozen=True, slots=True)
class ShowMyDays:
    """Show one's own days, by DM."""

    challenge_id: int


@says("chcal")
@dataclass(frozen=True, slots=True)
class DrawDays:
    """Show one's own days as a picture; the reader of the DM is meant."""

    challenge_id: int


@says("chbell")
@dataclass(frozen=True, slots=True)
class RemindMe:
    """Be reminded before a day ends, or not any more."""

    challenge_id: int


@says("chteam")
@dataclass(frozen=True, slots=True)
class TeamUp:
    """Take a seat in a team."""

    challenge_id: int


@says("chfix")
@dataclass(frozen=True, slots=True)
class MakeUpDay:
    """Make up for a day, written as ISO does, after being told what it costs."""

    challenge_id: int
    day: str


@says("chnew")
@dataclass(frozen=True, slots=True)
class MakeFrom:
    """Draft a challenge from a template."""

    community_id: int
    template: str


@says("chset")
@dataclass(frozen=True, slots=True)
class Tweak:
    """Change a draft: what about it, to its next value; "title" asks for words."""

    challenge_id: int
    what: str


@says("chgo")
@dataclass(frozen=True, slots=True)
class BeginChallenge:
    """Begin a drafted challenge, or drop it."""

    challenge_id: int
    is_sure: bool


@says("chend")
@dataclass(frozen=True, slots=True)
class EndChallenge:
    """End a challenge early, or let it go on; only the asker's press counts."""

    challenge_id: int
    asker_id: int
    is_sure: bool
