"""What the library keeps of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied
from models.materials import materials

MATERIALS: Final[Inventory] = (
    emptied(
        materials,
        "made_by",
        values={},
        purpose="kept-why-materials",
        term="kept-term-handiwork",
    ),
)
