"""Rounds of expiry as they fall due: told beforehand, and then carried out."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from bot.features.expiries.queries import announced, expiring_of, holders, pending
from bot.features.expiries.service import EXPIRES, TELLS, announce, close, let_go, tell
from bot.features.places import Place, Places
from bot.kit.apart import Apart, LongWorker
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.context import Context

_Part: TypeAlias = Callable[[UnitOfWork, list[int]], Awaitable[None]]
# So many members in a transaction: a moment for whoever waits to write.
AT_ONCE: Final = 500


class ExpiryTeller:
    """Tells of rounds of expiry, and carries them out."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, LongWorker]:
        """Return who does which kind of due work."""
        return {TELLS: Announcer(self._places), EXPIRES: Expirer(self._places)}


class _Keeper:
    def __init__(self, places: Places, *, at_once: int = AT_ONCE) -> None:
        self._places = places
        self._at_once = at_once

    async def _place(self, uow: UnitOfWork, community_id: int) -> Place | None:
        here = await self._places.of_community(uow, community_id)
        fronts = [each for each in here if not each.is_back_room]
        return next(
            (each for each in fronts if each.chat_kind == "main"), next(iter(fronts), None)
        )

    async def _in_parts(self, apart: Apart, community_id: int, do: _Part) -> None:
        """Do something about those who hold points, some at a time, each in a transaction."""
        last, some = None, [0]
        while some:
            async with apart.part() as uow:
                some = await holders(uow, community_id, after=last, most=self._at_once)
                if some:
                    await do(uow, some)
                    last = some[-1]


class Announcer(_Keeper):
    """Tells members how many of their points go soon; stopped midway, it goes on from the start.

    Whoever was told is not told again: each letter has a key of its own.
    """

    async def apart(self, apart: Apart, due: Any) -> None:
        """Settle the day, plan what comes of it, and write to some at a time."""
        month = date.fromisoformat(due.details["month"])
        async with apart.part() as uow:
            place = await self._place(uow, due.community_id)
            coming = None if place is None else await announce(uow, place, month)
        if place is None or coming is None:
            return

        async def do(uow: UnitOfWork, some: list[int]) -> None:
            await tell(uow, place, coming, some)

        await self._in_parts(apart, place.community_id, do)


class Expirer(_Keeper):
    """Lets the points of a round go; stopped midway, it goes on with whoever is left."""

    async def apart(self, apart: Apart, due: Any) -> None:
        """Let them go, some members at a time, and write down that it is done."""
        month = date.fromisoformat(due.details["month"])
        async with apart.part() as uow:
            place = await self._place(uow, due.community_id)
            coming = await announced(uow, due.community_id, month)
        if place is None or coming is None or coming.expired_at is not None:
            return

        async def do(uow: UnitOfWork, some: list[int]) -> None:
            await let_go(uow, place, coming, some)

        if place.policy.expiries.is_on:
            await self._in_parts(apart, place.community_id, do)
        async with apart.part() as uow:
            await close(uow, place.community_id, month)


async def soon(context: Context, place: Place) -> Text | None:
    """Return how many of one's own points go in the round that was announced; None for none."""
    uow, person_id = context.uow, context.person.id
    if not place.policy.expiries.is_on:
        return None
    coming = await pending(uow, place.community_id)
    if coming is None:
        return None
    going = await expiring_of(uow, place.community_id, coming.earned_before, [person_id])
    if person_id not in going:
        return None
    return Text("expiry-soon", points=going[person_id], day=coming.expires_on)
