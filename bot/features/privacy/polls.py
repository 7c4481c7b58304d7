"""What polls keep of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from models.polls import polls, votes

POLLS: Final[Inventory] = (
    emptied(polls, "made_by", values={}, purpose="kept-why-polls", term="kept-term-handiwork"),
    erased(votes, "person_id", purpose="kept-why-votes", term="kept-term-member"),
)
