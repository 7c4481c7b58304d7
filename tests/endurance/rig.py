"""Processes of the endurance tests: a Telegram that shoots, and the bot as it is run."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.nursery import PATIENCE_S, Process, start


class Telegram:
    """The rehearsal in its own process, with the hand on the trigger."""

    def __init__(self, *, seed: int, count: int) -> None:
        self._process = start(
            *("tests.endurance.telegram", "--seed", str(seed), "--count", str(count)),
            env=os.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        greeting = json.loads(self._process.stdout.readline())
        self.url: str = greeting["url"]
        self.token: str = greeting["token"]

    def ask(self, do: str, **more: Any) -> Any:
        """Ask the rig."""
        body = json.dumps({"do": do} | more).encode()
        asked = urllib.request.Request(f"{self.url}/rig", data=body)  # noqa: S310
        with urllib.request.urlopen(asked, timeout=PATIENCE_S) as answer:  # noqa: S310
            return json.load(answer)

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()


class Bot:
    """A bot that can be started, killed and started again."""

    def __init__(
        self,
        folder: Path,
        *,
        telegram: Telegram,
        database_url: str,
        config: str,
        name: str = "bot",
        module: tuple[str, ...] = ("bot", "run"),
    ) -> None:
        self._config = folder / f"{name}.toml"
        self._config.write_text(config, encoding="utf-8")
        self.log = folder / f"{name}.log"
        self._module = module
        self._environment = plain_environment() | {
            "HEARTH_CONFIG": str(self._config),
            "HEARTH_API_URL": telegram.url,
            "HEARTH_TOKEN": telegram.token,
            "HEARTH_DATABASE_URL": database_url,
            "HEARTH_WEBHOOK_SECRET": "a-secret-of-the-endurance-tests-0123456789",
        }
        self._process: Process | None = None

    @property
    def pid(self) -> int:
        """The process's number."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self, *module: str) -> None:
        """Start it, perhaps as another program."""
        with self.log.open("ab") as log:
            self._process = start(
                *(module or self._module), env=self._environment, stdout=log, stderr=log
            )

    def is_dead_within(self, seconds: float) -> bool:
        """Wait for its end; false if it lives on."""
        assert self._process is not None
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        assert code == -signal.SIGKILL, self.said
        return True

    @property
    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(encoding="utf-8")[-2000:]

    def kill(self) -> None:
        """Kill it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; returns its code."""
        assert self._process is not None
        self._process.send_signal(sign)
        return self._process.wait(PATIENCE_S)


@contextmanager
def telegram(*, seed: int, count: int) -> Iterator[Telegram]:
    """Run a Telegram for as long as the block runs."""
    with ExitStack() as stack:
        running = Telegram(seed=seed, count=count)
        stack.callback(running.close)
        yield running


def plain_environment() -> dict[str, str]:
    """The environment, without anything that is set for another bot."""
    return {name: held for name, held in os.environ.items() if not name.startswith("HEARTH_")}


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def until(holds: Any, *, patience_s: float = PATIENCE_S, every_s: float = 0.05) -> bool:
    """Look again and again until something holds; false when patience ends."""
    deadline = time.monotonic() + patience_s
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(every_s)
    return True
