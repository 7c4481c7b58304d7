"""How levels that were reached are told, and what a member's tag says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal, TypeAlias, get_args

from bot.features.points.rules import Levels, level_of

# off: not at all; answer: with an answer that is given anyway, such as that to a sign-in;
# line: with a line of its own too.
Announcing: TypeAlias = Literal["off", "answer", "line"]
ANNOUNCING: Final[tuple[Announcing, ...]] = get_args(Announcing)

# Those who come to a level within so long are told of in one line.
TOGETHER: Final = timedelta(seconds=20)
# What could not be told within so long is news no more.
NEWS_FOR: Final = timedelta(minutes=10)
# Named in a line; of more there is the number.
MOST_NAMED: Final = 5
# Telegram's own limit for a member's tag, in characters; no emoji.
LONGEST_TAG: Final = 16
# Letters, digits, ideographs, spaces and common signs: an emoji is none of them.
_NO_TAG: Final = re.compile(r"[^\w \-·.+/&'’()]")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a community tells of levels."""

    announcing: Announcing = "answer"
    # Whether Telegram shows the level beside a member's name.
    is_shown_as_tag: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """What another curve would change: how many members rise, fall and stay."""

    risen: int
    fallen: int
    same: int
    # The largest changes: experience, the level before and after, and how many have it.
    largest: tuple[tuple[int, int, int, int], ...]


def tag_of(level: int, names: Mapping[int, str]) -> str:
    """Return what a member's tag says of a level: its name, cut where Telegram would refuse it."""
    named = [number for number in names if number <= level]
    name = _NO_TAG.sub("", names[max(named)]).strip() if named else ""
    return name[:LONGEST_TAG].strip() or f"Lv {level}"


def shift_of(
    held: Sequence[tuple[int, int]], before: Levels, after: Levels, *, largest: int = 5
) -> Shift:
    """Tell what another curve changes for members, given as (experience, how many have it)."""
    changes = [
        (experience, level_of(experience, before), level_of(experience, after), count)
        for experience, count in held
    ]
    moved = [each for each in changes if each[1] != each[2]]
    moved.sort(key=lambda each: (-abs(each[2] - each[1]), -each[0]))
    return Shift(
        risen=sum(count for _, was, now, count in changes if now > was),
        fallen=sum(count for _, was, now, count in changes if now < was),
        same=sum(count for _, was, now, count in changes if now == was),
        largest=tuple(moved[:largest]),
    )
