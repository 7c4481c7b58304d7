"""The buttons of chains: a line of one's own, and setting one up."""

from dataclasses import dataclass

from handlers.buttons import says


@says("ctin")
@dataclass(frozen=True, slots=True)
class JoinChain:
    """Put oneself on a chain."""

    chain_id: int


@says("ctout")
@dataclass(frozen=True, slots=True)
class LeaveChain:
    """Take one's own line off a chain."""

    chain_id: int


@says("ctset")
@dataclass(frozen=True, slots=True)
class TweakChain:
    """Change a draft: what about it, to its next value."""

    chain_id: int
    what: str


@says("ctgo")
@dataclass(frozen=True, slots=True)
class BeginChain:
    """Begin a drafted chain, or drop it."""

    chain_id: int
    is_sure: bool


@says("ctend")
@dataclass(frozen=True, slots=True)
class EndChain:
    """Close a chain, or let it go on; only the asker's press counts."""

    chain_id: int
    asker_id: int
    is_sure: bool
