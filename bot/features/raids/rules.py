"""What a raid is, when it is over, who looks alike, and how somebody proves to be human."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from bot.features.moderation.fingerprints import NEAR
from bot.kit.folding import fold

Cause: TypeAlias = Literal["arrivals", "messages", "staff"]
Action: TypeAlias = Literal["mute", "ban"]
State: TypeAlias = Literal["muted", "proven", "freed", "left", "banned"]

# A chat in which so many come anyway is raided only by so many times as many.
UNUSUAL: Final = 4
# The chat's usual is what came in so long before the window.
USUAL_OVER: Final = timedelta(hours=1)
# However long it goes on: Telegram itself lets everybody go an hour after that.
LONGEST: Final = timedelta(hours=24)
HELD_AT_MOST: Final = LONGEST + timedelta(hours=1)
SHORTEST: Final = timedelta(minutes=1)
# Who has been heard so often and known for so long is no stranger on coming back.
KNOWN_FOR: Final = timedelta(days=1)
KNOWN_MESSAGES: Final = 3
TRIES: Final = 3
# So many names of one pattern are no accident.
ALIKE: Final = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """When a community's gate closes by itself, for how long, and how one passes it.

    `joins` arrivals, or `messages` newcomers with links or much the same words, within `within`
    are a burst; the gate opens `lasts` after the last one. With `prove` a newcomer passes by the
    press of a button. `action` is what a newcomer who breaks a rule meanwhile gets.
    """

    is_on: bool = True
    joins: int = 10
    messages: int = 5
    within: timedelta = timedelta(seconds=30)
    lasts: timedelta = timedelta(minutes=10)
    prove: bool = True
    action: Action = "mute"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a newcomer wrote, as numbers: whether links were in it, and its fingerprint."""

    person_id: int
    links: int
    fingerprint: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who came: when, and by what name."""

    person_id: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """A raid in numbers."""

    arrivals: int = 0
    proven: int = 0
    left: int = 0
    banned: int = 0
    spoke: int = 0
    unproven: int = 0


def joins_needed(usual: int, terms: Terms) -> int:
    """Return how many arrivals within the window are a burst.

    Args:
        usual: how many came in `USUAL_OVER` before the window, raids aside.
        terms: the community's own.
    """
    in_a_window = usual * (terms.within / USUAL_OVER)
    return max(terms.joins, math.ceil(UNUSUAL * in_a_window))


def last_burst(
    moments: Iterable[datetime], needed: int, within: timedelta
) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment of the latest burst, or None without one.

    A burst is `needed` moments that lie no further apart than `within`.
    """
    ordered = sorted(moments)
    for last in range(len(ordered) - 1, needed - 2, -1):
        first = last - needed + 1
        if needed > 0 and ordered[last] - ordered[first] <= within:
            return ordered[first], ordered[last]
    return None


def wave(spoken: Sequence[Spoken], needed: int) -> frozenset[int]:
    """Return who flooded together: enough newcomers with links, or with much the same words."""
    linking = frozenset(each.person_id for each in spoken if each.links)
    if len(linking) >= needed:
        return linking
    prints = [each for each in spoken if each.fingerprint is not None]
    for one in prints:
        near = frozenset(
            other.person_id for other in prints if is_near(one.fingerprint, other.fingerprint)
        )
        if len(near) >= needed:
            return near
    return frozenset()


def is_near(one: int | None, other: int | None) -> bool:
    """Whether two fingerprints are of much the same words."""
    if one is None or other is None:
        return False
    return ((one ^ other) & (2**64 - 1)).bit_count() <= NEAR


def is_known(first_seen_at: datetime | None, messages: int, now: datetime) -> bool:
    """Whether somebody who comes back is no stranger."""
    return (
        first_seen_at is not None
        and now - first_seen_at >= KNOWN_FOR
        and messages >= KNOWN_MESSAGES
    )


def is_newcomer(known_since: datetime | None, messages: int, now: datetime) -> bool:
    """Whether what somebody says is among the first that is heard of them."""
    return messages < KNOWN_MESSAGES and (known_since is None or now - known_since < KNOWN_FOR)


def opens_at(began_at: datetime, wanted: datetime) -> datetime:
    """Return when the gate opens: as wanted, but never later than a day after it closed."""
    return min(wanted, began_at + LONGEST)


def alike(arrivals: Sequence[Named]) -> frozenset[int]:
    """Return whose names are of one pattern.

    They are equal but for digits and signs, or begin alike and came in the same second.
    """
    groups: dict[tuple[str, object], set[int]] = {}
    for each in arrivals:
        shape = shape_of(each.name)
        if not shape:
            continue
        groups.setdefault(("shape", shape), set()).add(each.person_id)
        beginning = shape[:3]
        if len(beginning) == 3:
            second = int(each.at.timestamp())
            groups.setdefault((beginning, second), set()).add(each.person_id)
    return frozenset().union(*(each for each in groups.values() if len(each) >= ALIKE))


def shape_of(name: str) -> str:
    """Return a name without case, digits and signs: what a name generator leaves the same."""
    return re.sub(r"[\W\d_]+", "", fold(name))


def suspects(
    suspicions: Mapping[int, str | None], arrivals: Sequence[Named]
) -> tuple[tuple[int, str], ...]:
    """Return whom the staff should look at, each with why, those who broke a rule first."""
    named = alike(arrivals)
    seen = [(person_id, why) for person_id, why in sorted(suspicions.items()) if why is not None]
    told = {person_id for person_id, _ in seen}
    return (*seen, *((each, "name") for each in sorted(named - told)))
