"""The buttons of red packets: taking a share, and giving one."""

from dataclasses import dataclass

from handlers.buttons import says


@says("rpget")
@dataclass(frozen=True, slots=True)
class GrabShare:
    """Take a share of a red packet."""

    packet_id: int


@says("rpset")
@dataclass(frozen=True, slots=True)
class TweakPacket:
    """Change a draft: what about it, to its next value."""

    packet_id: int
    what: str


@says("rpgo")
@dataclass(frozen=True, slots=True)
class BeginPacket:
    """Give a drafted red packet, or drop it."""

    packet_id: int
    is_sure: bool
