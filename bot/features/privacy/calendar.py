"""What the calendar keeps of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied
from models.calendar import occurrences

CALENDAR: Final[Inventory] = (
    emptied(
        occurrences,
        "decided_by",
        values={},
        purpose="kept-why-occurrences",
        term="kept-term-handiwork",
    ),
)
