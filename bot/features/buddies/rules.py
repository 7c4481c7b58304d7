"""Who takes which newcomer by the hand, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

State: TypeAlias = Literal["asked", "paired", "declined", "ended", "kept"]

USUAL: Final = 2
MOST: Final = 20
# Whoever is asked and says nothing for so long is taken to be busy.
ANSWERED_WITHIN: Final = timedelta(days=1)
# Who stays so long has settled in, and their buddy is thanked.
SETTLED_AFTER: Final = timedelta(days=7)
# More than these are not asked about one newcomer.
MOST_ASKED: Final = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """What a buddy gets for a newcomer who stays a week."""

    points: int = 20


@dataclass(frozen=True, slots=True)
class Free:
    """A buddy who could be asked: how many they may have, have, and what they share."""

    person_id: int
    capacity: int
    load: int
    shared: int
    since: datetime


def chosen(buddies: Iterable[Free]) -> Free | None:
    """Return whom to ask: who shares most with the newcomer, of these who has least to do.

    Where two are alike, it is whoever has offered for longer.
    """
    able = [each for each in buddies if each.load < each.capacity]
    return min(
        able,
        key=lambda each: (-each.shared, each.load, each.since, each.person_id),
        default=None,
    )
