"""The section of expiry: after how long points are gone."""

from dataclasses import dataclass
from datetime import timedelta

from bot.config import kinds
from bot.config.keys import key
from bot.features.expiries.rules import Terms

_DEFAULT = Terms()


@dataclass(frozen=True, slots=True)
class Expiry:
    """After how many months points that were not spent are gone; 0 is never."""

    months: int = key(kinds.whole(0, 120), _DEFAULT.months)
    notice: timedelta = key(kinds.duration("1d", "90d"), _DEFAULT.notice)

    @property
    def terms(self) -> Terms:
        """What a community plays by."""
        return Terms(self.months, self.notice)
