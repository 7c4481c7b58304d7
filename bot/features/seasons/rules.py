"""When seasons are, and who wins one: experience earned in it, and of equals who had it first."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

# A season ends with its last day; what was said before midnight may still be taken in after it.
CLOSES_AT: Final = time(0, 30)
MOST_WINNERS: Final = 100
LONGEST_KEY: Final = 32


@dataclass(frozen=True, slots=True)
class Season:
    """A named span of a community's own days; both bounds belong to it."""

    key: str
    # What it is called, in each language.
    titles: Mapping[str, str] = field(hash=False)
    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        """Whether a day belongs to it."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Terms:
    """A community's seasons, which never overlap, the earliest first; how many win one."""

    seasons: tuple[Season, ...] = ()
    winners: int = 10
    # Whether the group is told who has won.
    is_told: bool = True

    def on(self, day: date) -> Season | None:
        """Return the season in which a day lies; None for a day between seasons."""
        return next((each for each in self.seasons if each.holds(day)), None)

    def after(self, day: date) -> Season | None:
        """Return the next season that begins after a day."""
        return next((each for each in self.seasons if each.starts_on > day), None)

    def keyed(self, key: str) -> Season | None:
        """Return the season of a key."""
        return next((each for each in self.seasons if each.key == key), None)


def overlapping(seasons: tuple[Season, ...]) -> tuple[Season, Season] | None:
    """Return two seasons, in order of time, that have a day in common; None where no two have."""
    ordered = sorted(seasons, key=lambda each: each.starts_on)
    for earlier, later in itertools.pairwise(ordered):
        if later.starts_on <= earlier.ends_on:
            return earlier, later
    return None
