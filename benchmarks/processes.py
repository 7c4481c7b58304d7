"""Processes that take questions on their standard input and answer each with a line of JSON."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class Broken(Exception):  # noqa: N818 — one sentence for whoever runs the benchmarks
    """A process ended, or did not do what was asked of it."""


class Process:
    """A process of ours."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._module = module
        self._process = subprocess.Popen(  # noqa: S603 — this very program
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.greeting = self._hear()

    def ask(self, question: str) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        pipe = self._process.stdin
        if pipe is None:
            raise Broken(f"{self._module} takes no questions")
        pipe.write(question + "\n")
        pipe.flush()
        return self._hear()

    def close(self) -> None:
        """Let it end, or end it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _hear(self) -> dict[str, Any]:
        pipe = self._process.stdout
        line = pipe.readline() if pipe is not None else ""
        if not line:
            raise Broken(f"{self._module} ended with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


class Pair:
    """A loopback server and one bot on it."""

    def __init__(self, server: Process, bot: Process) -> None:
        self.server = server
        self.bot = bot

    def burst(self, count: int, *, pace_s: float = 1.0, **kinds: int) -> dict[str, Any]:
        """Send so many messages at once; see `benchmarks.loopback`."""
        return self._run({"count": count, "pace_s": pace_s} | kinds)

    def stream(self, count: int, rate: float, **kinds: int) -> dict[str, Any]:
        """Send so many messages at a rate."""
        return self._run({"count": count, "pace_s": 1 / rate, "rate": rate} | kinds)

    def tell(self, what: str) -> int:
        """Ask the bot for a number."""
        return int(self.bot.ask(what)["answer"])

    def _run(self, command: dict[str, float]) -> dict[str, Any]:
        result = self.server.ask(json.dumps(command))
        if not result.get("is_over") or result["missing"] or result["surplus"]:
            told = {key: value for key, value in result.items() if key != "took_ms"}
            raise Broken(f"not everything was answered once: {told}")
        return result


@contextmanager
def pair(kind: str, folder: Path, **options: Any) -> Iterator[Pair]:
    """Run a server and a bot of that kind on it for as long as the block runs."""
    with ExitStack() as stack:
        server = Process("benchmarks.loopback")
        stack.callback(server.close)
        given = {"url": server.greeting["url"], "folder": str(folder)} | options
        bot = Process("benchmarks.bots", kind, json.dumps(given))
        stack.callback(bot.close)
        yield Pair(server, bot)


def copy_of(template: Path, folder: Path, name: str) -> str:
    """Copy a database and return the copy's address."""
    path = folder / f"{name}.sqlite"
    shutil.copy(template, path)
    return f"sqlite+aiosqlite:///{path}"
