"""What an outage of the bot's own spoiled is forgiven, and said where somebody would wonder."""

from collections.abc import Collection
from datetime import date
from typing import Final

from bot.features.challenges.queries import is_taken_up, open_after
from bot.features.challenges.rules import Challenge
from bot.features.checkins.histories import communities_at_stake, forgive
from bot.features.checkins.rules import daily
from bot.features.places import Place, Places
from bot.kit.apart import Apart
from bot.kit.effects import Planned, post
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork

AT_ONCE: Final = 50


class Forgiver:
    """Goes over everything that asks for days, some at a time: others write meanwhile.

    What is written down already is not said twice, so that a kill between two parts harms nobody.
    """

    def __init__(self, places: Places, *, at_once: int = AT_ONCE) -> None:
        self._places = places
        self._at_once = at_once

    async def apart(self, apart: Apart, _due: Planned) -> None:
        """Write down which days fresh outages spoiled, of challenges and of the daily sign-in."""
        last: int | None = 0
        while last is not None:
            async with apart.part() as uow:
                last = await self._challenges(uow, last)
        last = 0
        while last is not None:
            async with apart.part() as uow:
                last = await self._communities(uow, last)

    async def _challenges(self, uow: UnitOfWork, after: int) -> int | None:
        some = await open_after(uow, after, most=self._at_once)
        for challenge in some:
            days = await forgive(uow, challenge.community_id, challenge.track)
            if days and await is_taken_up(uow, challenge.id):
                _say(uow, challenge, days)
        return some[-1].id if some else None

    async def _communities(self, uow: UnitOfWork, after: int) -> int | None:
        some = await communities_at_stake(uow, after, most=self._at_once)
        for community_id in some:
            place = await self._main(uow, community_id)
            if place is None or not place.policy.checkins.is_on:
                continue
            days = await forgive(uow, community_id, daily(place.zone, place.policy.checkins))
            for day in sorted(days):
                key = f"forgiven:{community_id}:{day.isoformat()}"
                uow.owe(post(key, place.chat_id, Text("checkin-forgiven", day=day)))
        return some[-1] if some else None

    async def _main(self, uow: UnitOfWork, community_id: int) -> Place | None:
        places = await self._places.of_community(uow, community_id)
        here = [each for each in places if each.standing.is_here and each.chat_kind == "main"]
        return here[0] if here else None


def _say(uow: UnitOfWork, challenge: Challenge, days: Collection[date]) -> None:
    for day in sorted(days):
        uow.owe(
            post(
                f"challenge-forgiven:{challenge.id}:{day.isoformat()}",
                challenge.chat_id,
                Text("challenge-forgiven", title=challenge.plan.title, day=day),
                thread_id=challenge.thread_id,
            )
        )
