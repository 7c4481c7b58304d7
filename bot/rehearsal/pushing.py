"""Pushes the clock step by step, so that everything due on the way happens in its time."""

import asyncio
from typing import Any

import aiohttp

from bot.rehearsal.clock import from_iso, iso
from bot.rehearsal.errors import not_allowed
from bot.rehearsal.polls import close_due
from bot.rehearsal.world import World

DRAIN_S = 30.0
_SETTLE_S = 0.02
_SHORTEST_STEP_S = 0.05


class Pusher:
    """Moves the world's clock, and the bot's with it where the bot lends its clock."""

    def __init__(self, world: World, bot_clock_url: str | None = None) -> None:
        self._world = world
        self.bot_clock_url = bot_clock_url
        self._lock = asyncio.Lock()

    async def next_due(self) -> str | None:
        """When the bot's next due thing is, as it says itself."""
        if self.bot_clock_url is None:
            return None
        try:
            async with self._session(2.0) as session:
                due = (await self._look(session)).get("next_due")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return self._world.next_due
        self._world.next_due = due
        return self._world.next_due

    async def push(self, target: float) -> int:
        """Move on to `target`; the number of steps that it took."""
        async with self._lock:
            self._world.pushing = True
            self._world.tell_clock()
            try:
                return await self._steps(target)
            finally:
                self._world.pushing = False
                self._world.tell_clock()

    async def _steps(self, target: float) -> int:
        world = self._world
        if self.bot_clock_url is None:
            self._move(target)
            return 1
        steps = 0
        overdue: list[float] = []
        try:
            async with self._session(600.0) as session:
                await self._move_both(session, world.clock.now())
                while (now := world.clock.now()) < target:
                    seen = await self._look(session)
                    due = [from_iso(seen[n]) for n in ("next_due", "next_send") if seen.get(n)]
                    ahead = [max(at, now + _SHORTEST_STEP_S) for at in due if at > now]
                    # What came to be due by what was just done is done before the clock goes on;
                    # what is overdue still, after another look, would hold it for ever.
                    before, overdue = overdue, [at for at in due if at <= now]
                    if overdue and overdue != before:
                        ahead = [now + _SHORTEST_STEP_S]
                    await self._move_both(session, min([*ahead, target]))
                    steps += 1
        except (aiohttp.ClientError, OSError) as error:
            raise not_allowed(
                f"The bot's clock does not answer ({type(error).__name__})."
            ) from error
        return steps

    def _move(self, to: float) -> None:
        self._world.clock.push_to(to)
        close_due(self._world)
        self._world.tell_clock()

    async def _move_both(self, session: aiohttp.ClientSession, to: float) -> None:
        """Move the world and then the bot, and wait until both have nothing left to do."""
        self._move(to)
        there = {"to": iso(self._world.clock.now())}
        async with session.post(str(self.bot_clock_url), json=there) as response:
            response.raise_for_status()
        await self._settle(session)

    async def _settle(self, session: aiohttp.ClientSession) -> None:
        """Wait until the bot has confirmed every update and has nothing left to do."""
        loop = asyncio.get_running_loop()
        until = loop.time() + DRAIN_S
        while True:
            left = until - loop.time()
            if left <= 0 or not await self._world.queue.confirmed_all(left):
                raise not_allowed("The bot does not take its updates; is it running?")
            seen = await self._look(session)
            if seen.get("idle", True) and not len(self._world.queue):
                return
            await asyncio.sleep(_SETTLE_S)

    async def _look(self, session: aiohttp.ClientSession) -> dict[str, Any]:
        async with session.get(str(self.bot_clock_url)) as response:
            response.raise_for_status()
            seen: dict[str, Any] = await response.json()
            return seen

    @staticmethod
    def _session(total_s: float) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=total_s))
