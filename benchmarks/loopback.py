"""The rehearsal in a process of its own, with a stopwatch: what waits, and when it was answered.

Commands come as JSON lines on the standard input, and each is answered by one line.
"""

import asyncio
import json
import sys
import time
from typing import Any

from benchmarks import traffic
from bot.rehearsal.calls import Calls
from bot.rehearsal.posting import post
from bot.rehearsal.server import serving
from bot.rehearsal.world import World

TOKEN = "424242:BENCHMARK"  # noqa: S105 — it opens nothing
PATIENCE_S = 180.0
ANSWERS = {"sendMessage": "command", "deleteMessage": "forbidden"}


class Watch(Calls):
    """Notes when each message was answered."""

    def __init__(self, world: World) -> None:
        super().__init__(world.events, world.clock, keep=0)
        self.waiting: dict[tuple[str, int, int], float] = {}
        self.took_ms: dict[str, list[float]] = {kind: [] for kind in ANSWERS.values()}
        self.surplus = 0
        self.over = asyncio.Event()

    def expect(self, kind: str, chat_id: int, message_id: int) -> None:
        """Begin to wait for an answer; the stopwatch runs once `arrived` says so."""
        self.waiting[kind, chat_id, message_id] = 0.0

    def arrived(self, kind: str, chat_id: int, message_id: int) -> None:
        """Start the stopwatch of a message."""
        if (kind, chat_id, message_id) in self.waiting:
            self.waiting[kind, chat_id, message_id] = time.perf_counter()

    def note(self, method: str, params: dict[str, Any], **outcome: Any) -> None:
        """Stop the stopwatch of the message that a call answers."""
        super().note(method, params, **outcome)
        kind = ANSWERS.get(method)
        if kind is None or outcome.get("error"):
            return
        key = (kind, int(params["chat_id"]), _answered(method, params))
        since = self.waiting.pop(key, None)
        if since is None:
            # A greeting of the bot's own quotes nothing and answers nobody.
            self.surplus += key[2] != 0
            return
        # The call's own time on the server counts for nobody.
        now = time.perf_counter() - outcome.get("took_ms", 0.0) / 1000
        self.took_ms[kind].append((now - since) * 1000)
        if not self.waiting:
            self.over.set()


class Stage:
    """A world of a hundred people in twenty groups, and messages ready to be sent."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.watch = world.calls = Watch(world)
        self._ready: list[tuple[str, Any]] = []
        self._sent = 0
        people = [
            world.person(
                f"成员{number}" if number % 5 < 3 else f"Member {number}",
                None if number % 3 else "Lee",
                username=f"member_{number}",
                language_code="zh-hans" if number % 5 < 3 else "en",
                id=traffic.FIRST_PERSON + number,
            ).id
            for number in range(traffic.PEOPLE)
        ]
        owner = world.person("Ada", id=traffic.FIRST_PERSON - 1).id
        for number in range(traffic.GROUPS):
            at = traffic.FIRST_GROUP - number
            world.supergroup(f"Group {number}", owner, members=people, id=at)

    def prepare(self, count: int, pace_s: float, **kinds: int) -> None:
        """Make messages, a pace apart, the last of them now; nothing is sent yet."""
        self._ready.clear()
        begins = self.world.clock.now() - count * pace_s
        said = traffic.spoken(count, seed=f"traffic {self._sent}", **kinds)
        for number, each in enumerate(said):
            chat = self.world.state.chats[each.chat_id]
            content: dict[str, Any] = {"text": each.text}
            if each.kind == "command":
                marked = {"type": "bot_command", "offset": 0, "length": len(each.text)}
                content["entities"] = [marked]
            date = int(begins + number * pace_s)
            stored = post(self.world, chat, each.person_id, content, date=date)
            if each.kind != "ordinary":
                self.watch.expect(each.kind, chat.id, stored.id)
            self._ready.append((each.kind, stored))
        self._sent += count

    async def burst(self) -> dict[str, Any]:
        """Send everything at once; the time is over when all is confirmed and answered."""
        queue = self.world.queue
        began = time.perf_counter()
        for kind, stored in self._ready:
            self._send(kind, stored)
        sending_s = time.perf_counter() - began
        began += sending_s
        is_over = await queue.confirmed_all(PATIENCE_S) and await self._answered()
        return self._result(is_over=is_over, seconds=time.perf_counter() - began)

    async def stream(self, rate: float) -> dict[str, Any]:
        """Send so many a second, one by one."""
        began = time.perf_counter()
        for number, (kind, stored) in enumerate(self._ready):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            self._send(kind, stored)
        is_over = await self.world.queue.confirmed_all(PATIENCE_S) and await self._answered()
        return self._result(is_over=is_over, seconds=time.perf_counter() - began)

    def _send(self, kind: str, stored: Any) -> None:
        if kind != "ordinary":
            self.watch.arrived(kind, stored.data["chat"]["id"], stored.id)
        self.world.queue.put("message", stored.data)

    async def _answered(self) -> bool:
        self.watch.over.clear()
        if not self.watch.waiting:
            return True
        try:
            await asyncio.wait_for(self.watch.over.wait(), PATIENCE_S)
        except TimeoutError:
            return False
        return True

    def _result(self, *, is_over: bool, seconds: float) -> dict[str, Any]:
        watch = self.watch
        took = {kind: sorted(times) for kind, times in watch.took_ms.items()}
        result = {
            "is_over": is_over,
            "seconds": seconds,
            "messages": len(self._ready),
            "took_ms": took,
            "missing": len(watch.waiting),
            "surplus": watch.surplus,
            "calls": dict(watch.counts),
            "refused": dict(watch.refused),
        }
        watch.waiting.clear()
        watch.took_ms = {kind: [] for kind in ANSWERS.values()}
        watch.counts.clear()
        watch.refused.clear()
        watch.surplus = 0
        return result


def _answered(method: str, params: dict[str, Any]) -> int:
    if method == "deleteMessage":
        return int(params["message_id"])
    quoted = params.get("reply_parameters") or "{}"
    drawn = json.loads(quoted) if isinstance(quoted, str) else quoted
    return int(drawn.get("message_id", 0))


async def _serve() -> None:
    options: dict[str, Any] = {"flood_limits": False, "log_calls": 0, "keep_messages": 1_000_000}
    async with serving(token=TOKEN, sees_everything=True, **options) as rehearsal:
        stage = Stage(rehearsal.world)
        _say({"url": rehearsal.url})
        commands = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(commands), sys.stdin
        )
        while line := await commands.readline():
            asked: dict[str, Any] = json.loads(line)
            rate = asked.pop("rate", None)
            stage.prepare(**asked)
            _say(await (stage.burst() if rate is None else stage.stream(rate)))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve())
