"""Each morning, and when a plan comes into force: what would fail in the coming days is told."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from bot.features.calendar import keeping, preflight
from bot.features.calendar.entries import Entry
from bot.features.calendar.queries import spots_of
from bot.features.materials.service import find
from bot.features.places import Place, Places, place_of
from bot.kit.days import wall
from bot.kit.effects import Planned, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.calendar_loading import fronts_known
from handlers.calendar_notices import CalendarTeller

_MOST: Final = 200
_MOST_NAMED: Final = 8


class Preflight:
    """Looks at what falls due soon, and tells whoever answers for it, once for each trouble."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._teller = CalendarTeller(places)

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {keeping.LOOK: self.look}

    async def look(self, uow: UnitOfWork, _: Planned) -> None:
        """Look at every entry that falls due in the coming days."""
        keeping.plan_look(uow, self._places.standard.schedule.zone)
        soon = await keeping.falling(uow, until=uow.now + preflight.AHEAD, most=_MOST)
        for key, at in soon.items():
            found = await keeping.entry_named(uow, key)
            if found is not None:
                await self._look_at(uow, found[0], found[1], at)

    async def _look_at(self, uow: UnitOfWork, entry: Entry, digest: str, at: datetime) -> None:
        groups = await self._teller.groups_of(uow, entry)
        await self._places.read(uow, [each.chat_id for each in groups])
        places = [place for each in groups if (place := place_of(uow, each.chat_id))]
        fronts = {place.community_id: place for place in places}
        if not fronts:
            known = {place.community_id: place for place in await fronts_known(uow, self._places)}
            # Of several communities nobody knows whose it is.
            fronts = known if len(known) == 1 else {}
        spots = {chat_id: spot for chat_id, (_, spot) in (await spots_of(uow)).items()}
        unknown = preflight.unknown_targets(entry, tuple(spots.values()))
        for community_id, front in fronts.items():
            here = [place for place in places if place.community_id == community_id]
            kinds = [(place, spots[place.chat_id].kind) for place in here]
            troubles = [Text("calendar-preflight-to", name=word) for word in unknown]
            troubles += _rights(entry, kinds)
            troubles += await _contents(uow, entry, community_id)
            if troubles:
                head = Text("calendar-preflight", key=entry.id, at=wall(at, front.zone))
                mark = blake2b(repr((digest, troubles)).encode(), digest_size=8).hexdigest()
                await self._tell(uow, entry, front, Lines(head, *troubles), mark=mark)

    async def _tell(
        self, uow: UnitOfWork, entry: Entry, front: Place, words: Lines, *, mark: str
    ) -> None:
        for reader in await self._teller.readers(uow, entry, front):
            # The same trouble is told once, not every morning.
            key = f"calendar-preflight:{entry.id}:{mark}:{front.community_id}:{reader}"
            uow.owe(post(key, reader, words))


def _rights(entry: Entry, kinds: Sequence[tuple[Place, str]]) -> list[Text]:
    lacking: dict[str, list[str]] = {}
    for place, kind in kinds:
        right = preflight.lacking(entry, kind, place.standing)
        if right is not None:
            lacking.setdefault(right, []).append(place.title)
    return [
        Text(
            f"calendar-preflight-{right}",
            groups=", ".join(titles[:_MOST_NAMED]),
            more=max(0, len(titles) - _MOST_NAMED),
        )
        for right, titles in sorted(lacking.items())
    ]


async def _contents(uow: UnitOfWork, entry: Entry, community_id: int) -> list[Text]:
    names = preflight.missing_files(entry)
    troubles = [Text("calendar-preflight-media", name=name) for name in names]
    return troubles + [
        Text("calendar-preflight-material", name=name)
        for name in preflight.materials_of(entry)
        if await find(uow, community_id, name) is None
    ]
