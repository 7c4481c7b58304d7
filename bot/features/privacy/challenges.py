"""What challenges keep of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased, owned
from models.challenges import challenges, entrants, makeups, pauses, rejections

CHALLENGES: Final[Inventory] = (
    emptied(
        challenges,
        "made_by",
        values={},
        purpose="kept-why-challenges",
        term="kept-term-handiwork",
    ),
    erased(entrants, "person_id", purpose="kept-why-entrants", term="kept-term-member"),
    erased(pauses, "person_id", purpose="kept-why-pauses", term="kept-term-member"),
    erased(makeups, "person_id", purpose="kept-why-makeups", term="kept-term-member"),
    owned(
        rejections,
        "person_id",
        "rejected_by",
        purpose="kept-why-rejections",
        term="kept-term-member",
    ),
)
