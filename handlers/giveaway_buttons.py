"""The buttons of giveaways: taking a piece, seeing one's code, setting one up."""

from dataclasses import dataclass

from handlers.buttons import says


@says("gaget")
@dataclass(frozen=True, slots=True)
class TakePiece:
    """Take a piece."""

    giveaway_id: int


@says("gacode")
@dataclass(frozen=True, slots=True)
class ShowCode:
    """Show one's own code, by DM."""

    giveaway_id: int


@says("gaset")
@dataclass(frozen=True, slots=True)
class TweakGiveaway:
    """Change a draft: what about it, to its next value."""

    giveaway_id: int
    what: str


@says("gago")
@dataclass(frozen=True, slots=True)
class BeginGiveaway:
    """Begin a drafted giveaway, or drop it."""

    giveaway_id: int
    is_sure: bool
