"""Hear which message is meant for a challenge, without a statement of its own."""

from bot.features.challenges.rules import Heard, heard_in
from bot.features.messages import ChatMessage
from bot.features.places import place_of
from bot.kit.unit_of_work import UnitOfWork


def heard(uow: UnitOfWork, message: ChatMessage) -> Heard | None:
    """Return which challenge of its chat a message is meant for, if any."""
    place = place_of(uow, message.chat.id)
    is_silent = place is None or not place.calls or message.person is None
    if place is None or is_silent or message.is_command or message.is_notice:
        return None
    return heard_in(message, place.calls)


def is_evidence(uow: UnitOfWork, message: ChatMessage) -> bool:
    """Whether a message is meant for a challenge."""
    return heard(uow, message) is not None
