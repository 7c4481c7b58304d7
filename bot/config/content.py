"""The section of what members make: what publishing it is worth, and how many a day."""

from dataclasses import dataclass

from bot.config import kinds
from bot.config.keys import key
from bot.features.picks.rules import Terms as Picking
from bot.features.submissions.rules import Terms

_DEFAULT = Terms()
_PICKING = Picking()


@dataclass(frozen=True, slots=True)
class Content:
    """What members make, and what it is worth to them."""

    submission_points: int = key(kinds.whole(0, 1_000_000), _DEFAULT.points)
    submissions_a_day: int = key(kinds.whole(0, 100), _DEFAULT.per_day)
    pick_points: int = key(kinds.whole(0, 1_000_000), _PICKING.points)

    @property
    def picks(self) -> Picking:
        """What being chosen is worth in a community."""
        return Picking(self.pick_points)

    @property
    def submissions(self) -> Terms:
        """What a community takes from its members."""
        return Terms(self.submission_points, self.submissions_a_day)
