"""What events keep of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from models.events import event_guests, events

EVENTS: Final[Inventory] = (
    emptied(events, "made_by", values={}, purpose="kept-why-events", term="kept-term-handiwork"),
    erased(event_guests, "person_id", purpose="kept-why-event-guests", term="kept-term-member"),
)
