"""Ask Telegram anew who administers a chat, where it has not been told for long."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.features.places import Place
from bot.kit.effects import Probe
from bot.kit.unit_of_work import UnitOfWork

# Promotions are told as they happen; this is for those that were not, as while the bot was out.
OLD: Final = timedelta(hours=6)
PATIENCE: Final = timedelta(minutes=10)


class Freshness:
    """Remembers what it has asked, so that a busy chat is asked about once."""

    def __init__(self) -> None:
        self._asked: dict[int, datetime] = {}

    def see_to(self, uow: UnitOfWork, places: Iterable[Place]) -> None:
        """Ask about those of a batch's places whose roster is old."""
        for place in places:
            read_at = place.roster_read_at
            if not place.standing.is_here or (read_at is not None and uow.now - read_at < OLD):
                continue
            asked_at = self._asked.get(place.chat_id)
            if asked_at is None or uow.now - asked_at >= PATIENCE:
                self._asked[place.chat_id] = uow.now
                uow.speak(Probe(place.chat_id))
