"""The section of gifts: what people may give in a day."""

from dataclasses import dataclass
from datetime import timedelta

from bot.config import kinds
from bot.config.keys import key
from bot.features.gifts.rules import Terms

_DEFAULT = Terms()


@dataclass(frozen=True, slots=True)
class Gifts:
    """What people may give in a day."""

    given_a_day: int = key(kinds.whole(0, 1_000_000), _DEFAULT.given_a_day)
    got_a_day: int = key(kinds.whole(0, 1_000_000), _DEFAULT.got_a_day)
    gifts_a_day: int = key(kinds.whole(1, 1000), _DEFAULT.gifts_a_day)
    age: timedelta = key(kinds.duration("0s", "366d"), _DEFAULT.age)
    staff_a_day: int = key(kinds.whole(0, 1_000_000), _DEFAULT.staff_a_day)

    @property
    def terms(self) -> Terms:
        """What a community plays by."""
        return Terms(
            self.given_a_day, self.got_a_day, self.gifts_a_day, self.age, self.staff_a_day
        )
