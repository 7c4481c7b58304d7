"""How a post is cared for: whether it rings, when it is unpinned, and when it is taken away."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.features.calendar.entries import Entry
from bot.features.calendar.occurring import Group, Occurrence
from bot.features.clauses.pinning import pin_call
from bot.features.places import Place
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork

UNPIN: Final = "calendar.unpin"
TAKE: Final = "calendar.take"


def firsts(groups: Sequence[Group]) -> list[Group]:
    """Return the first group of each community."""
    return list({each.community_id: each for each in reversed(groups)}.values())[::-1]


def is_silent(entry: Entry, place: Place, now: datetime) -> bool:
    """Whether a post rings for nobody: as it says, or in the community's quiet hours."""
    if entry.is_silent is not None:
        return entry.is_silent
    return place.policy.contacts.quiet.holds(now.astimezone(place.zone).time())


def care_for(uow: UnitOfWork, entry: Entry, occurrence: Occurrence, sent_id: int) -> None:
    """Pin a post, and plan when it is unpinned or taken away."""
    chat_id = occurrence.chat_id
    details = {"chat_id": chat_id, "message_id": sent_id}
    key = f"{chat_id}:{sent_id}"
    if entry.pin is not None:
        uow.owe(pin_call(f"calendar-pin:{key}", chat_id, sent_id))
        if entry.pin > timedelta() and entry.lasts is None:
            uow.schedule(Due(f"{UNPIN}:{key}", UNPIN, uow.now + entry.pin, details))
    if entry.lasts is not None:
        uow.schedule(Due(f"{TAKE}:{key}", TAKE, uow.now + entry.lasts, details))
        if entry.pin is not None and timedelta() < entry.pin < entry.lasts:
            uow.schedule(Due(f"{UNPIN}:{key}", UNPIN, uow.now + entry.pin, details))
