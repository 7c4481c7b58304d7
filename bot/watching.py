"""Brings the schedule's files in force as they are saved: reading apart, loading in one step."""

import asyncio
from hashlib import blake2b
from typing import Final

import structlog

from bot.app import Hearth
from bot.features.calendar.entries import Plan
from bot.features.places import Place
from bot.features.vocabulary import vocabulary
from bot.kit.unit_of_work import UnitOfWork
from handlers.calendar_loading import Stamps, bring_in_force, fronts_known, read_all, stamps_of
from handlers.calendar_notices import CalendarTeller

_EVERY_S: Final = 2.0

log = structlog.get_logger(__name__)


class Watcher:
    """Looks every other second whether a file was saved."""

    def __init__(self, hearth: Hearth) -> None:
        self._hearth = hearth
        self._seen: Stamps | None = None

    async def run(self) -> None:
        """Watch until cancelled."""
        before: Stamps = {}
        while True:
            now = await asyncio.to_thread(stamps_of, self._hearth.places.standard.schedule)
            # A file that is still being written is let come to its end first.
            if now != self._seen and (now == before or self._seen is None):
                await self._bring_in(now)
                self._seen = now
            before = now
            await asyncio.sleep(_EVERY_S)

    async def _bring_in(self, now: Stamps) -> None:
        terms = self._hearth.places.standard.schedule
        if terms.path is None and self._seen is None:
            return
        read = await asyncio.to_thread(
            read_all, terms, tuple(vocabulary().words), self._hearth.clock.now()
        )
        mark = blake2b(repr(sorted(now.items())).encode(), digest_size=8).hexdigest()
        if not isinstance(read, Plan):
            log.warning("schedule not loaded", faults=len(read), first=read[0].file)

        async def work(uow: UnitOfWork) -> None:
            fronts: list[Place] = await fronts_known(uow, self._hearth.places)
            settle = CalendarTeller(self._hearth.places).fall
            await bring_in_force(uow, read, fronts, mark=mark, settle=settle)

        await self._hearth.transact(work)
