"""How many points people may give, and what stands in the way."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["gift", "grant", "fine"]
# The most that one command moves.
MOST_POINTS: Final = 1_000_000
LONGEST_REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What members may give one another in a day, and what one of the staff may decide about."""

    # Points that one may give away in a day; 0 switches gifts off.
    given_a_day: int = 200
    got_a_day: int = 500
    gifts_a_day: int = 10
    # For how long somebody has to have been here to give.
    age: timedelta = timedelta(days=7)
    # Points that one of the staff may grant, and fine, in a day.
    staff_a_day: int = 1000


@dataclass(frozen=True, slots=True)
class Today:
    """What was given before on this day: by whoever gives, and to whoever receives."""

    given: int = 0
    times: int = 0
    got: int = 0


Obstacle: TypeAlias = Literal["off", "self", "young", "often", "much", "full"]


def obstacle_to(
    points: int, today: Today, terms: Terms, *, is_self: bool, known_for: timedelta
) -> Obstacle | None:
    """Return what stands in the way of a gift, if anything does."""
    if terms.given_a_day == 0:
        return "off"
    if is_self:
        return "self"
    if known_for < terms.age:
        return "young"
    if today.times >= terms.gifts_a_day:
        return "often"
    if today.given + points > terms.given_a_day:
        return "much"
    return "full" if today.got + points > terms.got_a_day else None


def number_in(word: str) -> int | None:
    """Read a number of points: whole, above 0, in plain digits; None for anything else."""
    plain = word.strip().removeprefix("+")
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= 7):
        return None
    points = int(plain)
    return points if 1 <= points <= MOST_POINTS else None
