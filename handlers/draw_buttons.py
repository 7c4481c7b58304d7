"""The buttons of draws: taking part, setting one up, claiming and delivering."""

from dataclasses import dataclass

from handlers.buttons import says


@says("dren")
@dataclass(frozen=True, slots=True)
class EnterDraw:
    """Take part in a draw."""

    draw_id: int


@says("drmy")
@dataclass(frozen=True, slots=True)
class ShowTicket:
    """Show one's own ticket, with the salt that proves whose it is."""

    draw_id: int


@says("drnew")
@dataclass(frozen=True, slots=True)
class MakeDraw:
    """Draft a draw with so many winners."""

    community_id: int
    winners: int


@says("drset")
@dataclass(frozen=True, slots=True)
class TweakDraw:
    """Change a draft: what about it, to its next value; some things ask for words."""

    draw_id: int
    what: str


@says("drgo")
@dataclass(frozen=True, slots=True)
class BeginDraw:
    """Begin a drafted draw, or drop it."""

    draw_id: int
    is_sure: bool


@says("drend")
@dataclass(frozen=True, slots=True)
class EndDraw:
    """Draw now, call the draw off, or leave it as it is; only the asker's press counts."""

    draw_id: int
    asker_id: int
    word: str


@says("drdie")
@dataclass(frozen=True, slots=True)
class NoDie:
    """Say before everybody that a throw never appeared, so that it is thrown again."""

    draw_id: int
    tries: int


@says("drwin")
@dataclass(frozen=True, slots=True)
class ClaimPrize:
    """Claim one's prize."""

    draw_id: int


@says("drpass")
@dataclass(frozen=True, slots=True)
class DeclinePrize:
    """Let one's prize go to the next; asked once more before."""

    draw_id: int
    is_sure: bool


@says("draddr")
@dataclass(frozen=True, slots=True)
class TellContact:
    """Write where a claimed prize is to go."""

    draw_id: int


@says("drdone")
@dataclass(frozen=True, slots=True)
class Deliver:
    """Mark a prize as delivered."""

    draw_id: int
    number: int
