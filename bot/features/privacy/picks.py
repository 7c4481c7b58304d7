"""What the best keeps of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from models.picks import digest_readers, picks

PICKS: Final[Inventory] = (
    emptied(
        picks,
        "person_id",
        "picked_by",
        values={},
        purpose="kept-why-picks",
        term="kept-term-handiwork",
    ),
    erased(
        digest_readers,
        "person_id",
        purpose="kept-why-digest-readers",
        term="kept-term-member",
    ),
)
