"""What tiers keep of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import erased, owned
from models.tiers import nominations, passes, spends, tier_changes, tiers

TIERS: Final[Inventory] = (
    erased(tiers, "person_id", purpose="kept-why-tiers", term="kept-term-member"),
    erased(tier_changes, "person_id", purpose="kept-why-tier-changes", term="kept-term-member"),
    owned(
        nominations,
        "person_id",
        "decided_by",
        purpose="kept-why-nominations",
        term="kept-term-member",
    ),
    erased(passes, "person_id", purpose="kept-why-passes", term="kept-term-member"),
    erased(spends, "person_id", purpose="kept-why-spends", term="kept-term-member"),
)
