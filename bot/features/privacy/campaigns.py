"""What campaigns keep of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from models.campaigns import campaigns, ratings

CAMPAIGNS: Final[Inventory] = (
    emptied(
        campaigns,
        "made_by",
        values={},
        purpose="kept-why-campaigns",
        term="kept-term-handiwork",
    ),
    erased(ratings, "person_id", purpose="kept-why-ratings", term="kept-term-ratings"),
)
