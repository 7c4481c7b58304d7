"""What a badge is, what earns it, and whether it stays."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from bot.features.tags.rules import Came, Did, Hours, Inactive, Level, Segment

LONGEST_EMOJI: Final = 16
LONGEST_ABOUT: Final = 200
MOST_BADGES: Final = 200
# What was worn for so long stays, whatever becomes of the figures: counts are not kept for ever.
WORN_FOR_GOOD: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class First:
    """Somebody was among the first so many members."""

    count: int


@dataclass(frozen=True, slots=True)
class Before:
    """Somebody was a member before a day began."""

    day: date


# The rules of tags, those aside that are known only in their moment, and what only badges ask.
Rule: TypeAlias = Did | Came | Hours | Inactive | Level | Segment | First | Before


@dataclass(frozen=True, slots=True)
class Terms:
    """A badge of the catalogue."""

    key: str
    title: str = ""
    emoji: str = ""
    about: str = ""
    rule: Rule | None = None
    # Whether it stays with whom the rule once fitted.
    is_lasting: bool = True

    @property
    def shown(self) -> str:
        """What people read."""
        return f"{self.emoji or '🏅'} {self.title or self.key}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come towards a badge: so much of so much."""

    have: int
    need: int

    @property
    def share(self) -> float:
        """How much of the way is done, 0 to 1."""
        return min(1.0, max(0.0, self.have / self.need)) if self.need else 1.0


def lasts_by_itself(rule: Rule | None) -> bool:
    """Whether a badge stays where nobody said: what may come and go in honest ways does.

    A count that only grows is wrong where it has fallen: what it rested on was taken back.
    """
    match rule:
        case Did(within_days=None) | Came() | Level() | First() | Before():
            return False
        case _:
            return True
