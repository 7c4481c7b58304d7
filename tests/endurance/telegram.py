"""A rehearsal in a process of its own that kills the bot at instants it was told."""

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import aiohttp
import msgspec
from aiohttp import web

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.server import create_app
from bot.rehearsal.updates import ALL_KINDS
from bot.rehearsal.world import World
from tests.endurance.life import SPAN, Life

PEOPLE = 150
GROUPS = 6

Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Aim:
    """An instant at which processes are killed.

    `at` is "before" the call was acted on, when it has "acted" but not answered, when it has
    "answered" and so many milliseconds have passed, or when its answer was "lost" on the way.
    Updates on their way to a webhook are calls of "telegram", the last word of its address.
    """

    pids: list[int]
    method: str
    at: str
    skip: int = 0
    after_ms: float = 0.0

    async def hits(self, request: web.Request) -> bool:
        """Whether this call is the one."""
        if request.match_info.get("method") != self.method:
            return False
        # A question that confirms nothing is no instant between commit and confirmation.
        if self.method == "getUpdates" and (await request.json()).get("offset", 0) <= 0:
            return False
        self.skip -= 1
        return self.skip < 0

    def fire(self) -> None:
        """Kill."""
        for pid in self.pids:
            os.kill(pid, signal.SIGKILL)


class Rig:
    """A world that plays a life, keeps every update it made, and shoots."""

    def __init__(self, *, seed: int, count: int) -> None:
        self.world = World(
            seed=seed,
            flood_limits=False,
            log_calls=0,
            keep_messages=1_000_000,
            sees_everything=True,
        )
        self.world.bot.allowed_updates = list(ALL_KINDS)
        self.api = BotApi(self.world)
        self.aim: Aim | None = None
        self.fired: list[str] = []
        self.cards: dict[int, int] = {}
        self.replicas: list[str] = []
        self.session: aiohttp.ClientSession
        self._turn = 0
        self._fed: list[bytes] = []
        self._last = self._first = self.world.state.next_update_id - 1
        began = datetime.now(UTC) - SPAN  # noqa: TID251 — the world's own clock is the wall's
        self._life = Life(seed=seed, count=count, began=began)
        self._acts = self._life.acts()
        self._number = 0

    async def settle(self) -> None:
        """Make the people and the first groups."""
        people = [
            self.world.person(
                f"成员{number}" if number % 2 else f"Member {number}",
                language_code="zh-hans" if number % 2 else "en",
                started=True,
            )
            for number in range(PEOPLE)
        ]
        self._life.settle([each.id for each in people])
        for _ in range(GROUPS):
            await self._found()
        self._keep()

    async def perform(self, count: int) -> int:
        """Play acts until so many updates were made in all, or life is over; returns how many."""
        while len(self._fed) < count and (acts := list(islice(self._acts, 50))):
            for act in acts:
                if act["do"] == "found":
                    await self._found()
                else:
                    self.world.perform(act)
            self._keep()
        return len(self._fed)

    @web.middleware
    async def shoot(self, request: web.Request, handler: Handle) -> web.StreamResponse:
        """Kill at the instant aimed at."""
        aim = self.aim
        if aim is None or not await aim.hits(request):
            return await handler(request)
        self.aim = None
        self.fired.append(f"{aim.method} {aim.at}")
        if aim.at == "before":
            aim.fire()
            return web.Response(status=502)
        response = await handler(request)
        if aim.at == "answered":
            await response.prepare(request)
            await response.write_eof()
            await asyncio.sleep(aim.after_ms / 1000)
        aim.fire()
        return web.Response(status=502) if aim.at == "lost" else response

    async def forward(self, request: web.Request) -> web.Response:
        """Hand an update to the replicas in turn; every fifth one to all of them at once."""
        body = await request.read()
        headers = {
            name: held for name, held in request.headers.items() if name.startswith("X-Telegram")
        }
        self._turn += 1
        at = self._turn % max(1, len(self.replicas))
        order = self.replicas[at:] + self.replicas[:at]

        async def hand(url: str) -> int:
            try:
                async with self.session.post(url, data=body, headers=headers) as answer:
                    return answer.status
            except (aiohttp.ClientError, OSError):
                return 502

        if self._turn % 5 == 0:
            statuses = await asyncio.gather(*(hand(url) for url in order))
            return web.Response(status=min(statuses, default=502))
        for url in order:
            if (status := await hand(url)) == 200:
                return web.Response(status=status)
        return web.Response(status=502)

    async def control(self, request: web.Request) -> web.Response:
        """Do what the test asks."""
        asked: dict[str, Any] = await request.json()
        match asked["do"]:
            case "perform":
                answer: Any = await self.perform(asked["count"])
            case "aim":
                self.aim = Aim(**asked["aim"]) if asked["aim"] else None
                answer = True
            case "replicas":
                self.replicas = asked["urls"]
                answer = True
            case "look":
                answer = {"pending": len(self.world.queue), "fired": self.fired}
            case "fed":
                missing = self.world.state.next_update_id - 1 - self._first - len(self._fed)
                updates = [msgspec.json.decode(raw) for raw in self._fed]
                answer = {"updates": updates, "missing": missing, "cards": self.cards}
            case "chats":
                chats = self.world.state.chats.values()
                answer = {chat.id: self.world.messages(chat.id, by_bot=True) for chat in chats}
            case "deleted":
                answer = [
                    [chat.id, message.id]
                    for chat in self.world.state.chats.values()
                    for message in chat.messages.values()
                    if message.deleted
                ]
            case _:
                raise web.HTTPBadRequest
        return web.json_response(answer)

    async def _found(self) -> None:
        """Open a group with an owner of its own, the bot and an old card to sign in by."""
        self._number += 1
        owner = self.world.person(f"Owner {self._number}", started=True)
        inside = self._life.people[:: max(1, self._number % 4)][:60]
        group = self.world.supergroup(f"Group {self._number}", owner.id, members=inside)
        keyboard = {"inline_keyboard": [[{"text": "✓", "callback_data": "in"}]]}
        sent = await self.api.run(
            "sendMessage", {"chat_id": group.id, "text": "…", "reply_markup": keyboard}
        )
        self.cards[group.id] = sent["message_id"]
        self._life.open(group.id, owner=owner.id, card=sent["message_id"], inside=inside)

    def _keep(self) -> None:
        # Nothing was handed out since the acts were played: whatever they made waits still.
        waiting = [each for each in self.world.queue.kept() if each.id > self._last]
        self._fed += [bytes(each.raw) for each in waiting]
        self._last = waiting[-1].id if waiting else self._last


async def serve(asked: argparse.Namespace) -> None:
    """Serve until the test closes the pipe."""
    rig = Rig(seed=asked.seed, count=asked.count)
    app = create_app(rig.world)
    app.middlewares.append(rig.shoot)
    app.router.add_post("/rig", rig.control)
    app.router.add_post("/hook/{method}", rig.forward)
    await rig.settle()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    sys.stdout.write(json.dumps({"url": url, "token": rig.world.bot.token}) + "\n")
    sys.stdout.flush()
    async with aiohttp.ClientSession() as rig.session:
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    asyncio.run(serve(parser.parse_args()))
