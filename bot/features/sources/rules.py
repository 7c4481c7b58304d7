"""What a source may be called, how a deep link names it, and what is asked of `/link`."""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

Milestone: TypeAlias = Literal["started", "requested", "joined", "admitted", "onboarded", "spoke"]
# How well it is attested where somebody came from, the best first.
Grade: TypeAlias = Literal["link", "request", "deep-link", "unknown"]

MILESTONES: Final[tuple[Milestone, ...]] = get_args(Milestone)
GRADES: Final[tuple[Grade, ...]] = get_args(Grade)
# After so many days it shows who stayed.
RETAINED: Final = (7, 30)
# What Telegram takes as the name of a link, and as what follows ?start=.
LONGEST_NAME: Final = 32
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_PLAIN: Final = "s-"
_WITH_COMMUNITY: Final = re.compile(r"s--([0-9]{1,12})-(.+)")
_ASKS: Final = frozenset({"request", "approval", "申请", "审批"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A new source as somebody asked for it."""

    key: str
    name: str
    asks_to_join: bool


@dataclass(frozen=True, slots=True)
class Payload:
    """What a deep link names: a source, and its community where the key alone would not do."""

    key: str
    community_id: int | None


def is_key(word: str) -> bool:
    """Whether a source may be called so: small letters, digits, - and _, at most 32."""
    return _KEY.fullmatch(word) is not None


def wish_of(words: str) -> Wish | None:
    """Read what follows `/link new`: a key, a title for Telegram, and `request`; None for neither.

    The title is what administrators see at Telegram; where there is none, it is the key.
    """
    key, *more = words.split() or [""]
    key = key.casefold().removeprefix("source=")
    if not is_key(key):
        return None
    asks = bool(more) and more[-1].casefold() in _ASKS
    title = " ".join(more[:-1] if asks else more).strip("\"'“”")
    return Wish(key, title[:LONGEST_NAME].strip() or key, asks)


def payload_of(key: str, community_id: int | None = None) -> str:
    """Return what follows ?start= in a source's deep link: at most 64 letters."""
    return f"{_PLAIN}{key}" if community_id is None else f"s--{community_id}-{key}"


def payload_in(said: str) -> Payload | None:
    """Return which source a deep link names; None for what none of ours says."""
    named = _WITH_COMMUNITY.fullmatch(said)
    if named is not None:
        return Payload(named[2], int(named[1])) if is_key(named[2]) else None
    key = said.removeprefix(_PLAIN)
    return Payload(key, None) if key != said and is_key(key) else None


def grade_of(*, is_source_known: bool, by_request: bool) -> Grade:
    """Return how well an arrival is attested: what nobody told is unknown, and never guessed."""
    if by_request:
        return "request"
    return "link" if is_source_known else "unknown"
