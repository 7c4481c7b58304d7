"""The bot's side of the rehearsal's clock: lent over loopback, and pushed step by step."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web

from bot.app import Hearth, StartFailed
from bot.kit.clock import ShiftedClock
from bot.rehearsal.history import Act, play
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.world import World

PATIENCE_S = 60.0


@asynccontextmanager
async def lending(hearth: Hearth, clock: ShiftedClock) -> AsyncIterator[str]:
    """Lend the bot's clock to the rehearsal, on loopback alone."""

    async def look(_: web.Request) -> web.Response:
        due = await hearth.scheduler.next_due()
        send = await hearth.courier.next_send()
        seen = {
            "now": clock.now().isoformat(),
            "next_due": due.isoformat() if due else None,
            "next_send": send.isoformat() if send else None,
            "idle": hearth.courier.is_idle,
        }
        return web.json_response(seen)

    async def move(request: web.Request) -> web.Response:
        asked = await request.json()
        await _move(hearth, clock, datetime.fromisoformat(asked["to"]))
        return await look(request)

    app = web.Application()
    app.router.add_get("/clock", look)
    app.router.add_post("/clock", move)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/clock"
    finally:
        await runner.cleanup()


async def _move(hearth: Hearth, clock: ShiftedClock, to: datetime) -> None:
    clock.push_to(to)
    await hearth.scheduler.knock()
    await hearth.courier.drain()


async def perform(hearth: Hearth, rehearsal: Rehearsal, stretch: Iterable[Act]) -> None:
    """Play a stretch of acts, each at its moment, and let the bot answer them."""
    world = rehearsal.world
    first = True
    for at, deed in stretch:
        if first:
            await push(hearth, rehearsal, at)
            first = False
        world.clock.push_to(at.timestamp())
        play(world, deed)
    _follow(hearth, world)
    await settle(hearth, rehearsal)


async def push(hearth: Hearth, rehearsal: Rehearsal, to: datetime) -> None:
    """Move both clocks on, stopping at everything that falls due on the way."""
    world = rehearsal.world
    while True:
        due = await hearth.scheduler.next_due()
        if due is None or due >= to:
            break
        before = hearth.clock.now()
        world.clock.push_to(due.timestamp())
        _follow(hearth, world)
        await hearth.scheduler.knock()
        await hearth.courier.drain()
        if due <= before and await hearth.scheduler.next_due() == due:
            # It stays due, for a reason of its own: it does not hold the clock.
            break
    world.clock.push_to(to.timestamp())
    _follow(hearth, world)


async def settle(hearth: Hearth, rehearsal: Rehearsal) -> None:
    """Wait until the bot has taken every update and said what it had to say."""
    if not await rehearsal.world.queue.confirmed_all(PATIENCE_S):
        raise StartFailed("The bot does not take its updates; see the log with --verbose.")
    await hearth.courier.drain()


def _follow(hearth: Hearth, world: World) -> None:
    clock = hearth.clock
    if isinstance(clock, ShiftedClock):
        clock.push_to(world.clock.moment())
    world.tell_clock()
