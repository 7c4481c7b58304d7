"""Serves a world on localhost: the Bot API, the control API and the page."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.rehearsal import persistence, polling
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.control import Control
from bot.rehearsal.pushing import Pusher
from bot.rehearsal.world import World

STATIC = Path(__file__).with_name("static")
MAX_BODY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A served world: where it answers, the bot's token, and the world itself."""

    url: str
    token: str
    world: World
    pusher: Pusher

    @property
    def api_url(self) -> str:
        """What a bot puts before its token, as `https://api.telegram.org/bot` elsewhere."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """What a bot puts before its token to download files."""
        return f"{self.url}/file/bot"


def create_app(
    world: World, *, pusher: Pusher | None = None, state: Path | None = None
) -> web.Application:
    """The whole server for one world; with `state` the world is kept in that file."""
    if state is not None:
        world.blob_folder = persistence.blob_folder(state)
    app = web.Application(client_max_size=MAX_BODY)
    api = BotApi(world)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", api.handle)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", api.download)
    Control(world, pusher or Pusher(world)).add_to(app)
    app.router.add_get("/", _page)
    if STATIC.is_dir():
        app.router.add_static("/static", STATIC)

    async def background(_: web.Application) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(persistence.keep(world, state)),
            asyncio.create_task(polling.post_updates(world, api.answer_webhook)),
        ]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if state is not None:
            persistence.write(world, state)

    async def hang_up(_: web.Application) -> None:
        world.events.close()
        world.queue.close()

    app.cleanup_ctx.append(background)
    app.on_shutdown.append(hang_up)
    return app


async def _page(request: web.Request) -> web.StreamResponse:
    del request
    page = STATIC / "index.html"
    if not page.is_file():
        return web.Response(text="The rehearsal answers; its page is not installed.")
    return web.FileResponse(page, headers={"Cache-Control": "no-cache"})


@asynccontextmanager
async def serving(
    *,
    world: World | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    state: Path | None = None,
    bot_clock_url: str | None = None,
    **options: Any,
) -> AsyncIterator[Rehearsal]:
    """Serve a world until the block ends; further options are those of `World`."""
    if world is None:
        kept = persistence.read(state) if state is not None else None
        world = World(state=kept, **options)
    pusher = Pusher(world, bot_clock_url)
    runner = web.AppRunner(
        create_app(world, pusher=pusher, state=state), access_log=None, shutdown_timeout=1.0
    )
    await runner.setup()
    try:
        listener = _listener(host, port)
        await web.SockSite(runner, listener).start()
        where = listener.getsockname()[1]
        yield Rehearsal(f"http://{host}:{where}", world.bot.token, world, pusher)
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            await runner.cleanup()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
