"""What a thank-you is worth, so that rings of friends cannot mint with it."""

from dataclasses import dataclass
from typing import Final

# What is said, as a whole, in reply to whoever is thanked.
WORDS: Final = frozenset(
    {"谢谢", "谢谢你", "多谢", "感谢", "+1", "thanks", "thank you", "thx", "ty"}
)


@dataclass(frozen=True, slots=True)
class Terms:
    """How much a thank-you is worth, and how often a day one may give and get one."""

    points: int = 5
    most_given: int = 5
    most_got: int = 10


@dataclass(frozen=True, slots=True)
class History:
    """What has been before: of this pair today and in the last month, of each side today."""

    pair_today: int = 0
    pair_lately: int = 0
    given_today: int = 0
    got_today: int = 0


def worth_of(history: History, terms: Terms) -> int:
    """Return what a thank-you is worth: half as much with each between the same two of late.

    It may be worth nothing: beyond what one may get in a day it is kept as a kindness alone.
    """
    if history.got_today >= terms.most_got:
        return 0
    return terms.points >> history.pair_lately
