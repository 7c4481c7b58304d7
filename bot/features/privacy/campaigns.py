"""What campaigns keep of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from models.campaigns import campaigns, ratings
from models.chains import chains, links
from models.giveaways import giveaways, pieces
from models.packets import packets, shares

CAMPAIGNS: Final[Inventory] = (
    emptied(
        campaigns,
        "made_by",
        values={},
        purpose="kept-why-campaigns",
        term="kept-term-handiwork",
    ),
    emptied(chains, "made_by", values={}, purpose="kept-why-chains", term="kept-term-handiwork"),
    erased(links, "person_id", purpose="kept-why-links", term="kept-term-links"),
    emptied(
        packets,
        "made_by",
        values={"title": ""},
        purpose="kept-why-packets",
        term="kept-term-handiwork",
    ),
    # The sums stay: that a share was taken is told by its moment.
    emptied(shares, "person_id", values={}, purpose="kept-why-shares", term="kept-term-links"),
    emptied(
        giveaways,
        "made_by",
        values={},
        purpose="kept-why-giveaways",
        term="kept-term-handiwork",
    ),
    emptied(
        pieces,
        "person_id",
        values={"code": None},
        purpose="kept-why-pieces",
        term="kept-term-links",
    ),
    erased(ratings, "person_id", purpose="kept-why-ratings", term="kept-term-ratings"),
)
