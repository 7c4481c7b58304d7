"""Processes that begin with everything imported.

A test that kills the program needs a process of it, not the seconds in which it reads its modules.
One process for each worker reads them and forks; what was forked runs the program's own `__main__`
from the first line, with its own environment and files, and ends as any program does.
`tests/test_cli.py` starts the program as people do, too.
"""

import atexit
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60.0
PRELOADED = (
    "bot.cli",
    "bot.running",
    "bot.demo.stage",
    "bot.operating",
    "bot.backtest.command",
    "bot.features.lessons.fitting",
    "bot.rehearsal.server",
    "tests.endurance.life",
)

File = int | IO[Any]


class Child:
    """A process that was forked; it is used like `subprocess.Popen`."""

    def __init__(
        self, nursery: "Nursery", pid: int, stdin: IO[Any] | None, stdout: IO[Any] | None
    ) -> None:
        self._nursery = nursery
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its code, or None while it lives."""
        if self.returncode is None:
            self.returncode = self._nursery.ask(do="wait", pid=self.pid, seconds=0.0)
        return self.returncode

    def wait(self, timeout: float = PATIENCE_S) -> int:
        """Wait for its end.

        Raises:
            TimeoutExpired: it lives on.
        """
        if self.returncode is None:
            self.returncode = self._nursery.ask(do="wait", pid=self.pid, seconds=timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
        return self.returncode

    def send_signal(self, sign: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sign)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)


Process = subprocess.Popen[Any] | Child


class Nursery:
    """The process that forks, as the tests see it."""

    def __init__(self) -> None:
        self._line, its_end = socket.socketpair()
        with its_end:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.nursery", str(its_end.fileno())],
                pass_fds=[its_end.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
                # A thread that waits to multiply matrices would not survive the fork.
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
            )
        atexit.register(self.close)

    def ask(self, *files: int, **asked: Any) -> Any:
        """Ask it something, and hand it files."""
        socket.send_fds(self._line, [json.dumps(asked).encode() + b"\n"], list(files))
        return json.loads(_read(self._line)[0])

    def bear(
        self,
        arguments: tuple[str, ...],
        *,
        cwd: Path,
        env: Mapping[str, str],
        stdin: File,
        stdout: File,
        stderr: File,
    ) -> Child:
        """Fork a process."""
        mine: list[IO[Any] | None] = [None, None]
        its: list[int] = []
        for at, file in enumerate((stdin, stdout, stderr)):
            match file:
                case subprocess.PIPE:
                    ends = os.pipe()
                    its.append(ends[at])
                    mine[at] = os.fdopen(ends[1 - at], "rw"[1 - at], encoding="utf-8")
                case subprocess.DEVNULL:
                    its.append(os.open(os.devnull, os.O_RDWR))
                case subprocess.STDOUT:
                    its.append(os.dup(its[-1]))
                case int():
                    its.append(os.dup(file))
                case _:
                    its.append(os.dup(file.fileno()))
        try:
            pid = self.ask(*its, do="fork", arguments=arguments, cwd=str(cwd), env=dict(env))
        finally:
            for each in its:
                os.close(each)
        return Child(self, pid, mine[0], mine[1])

    def close(self) -> None:
        """End it; what it has forked lives on."""
        self._line.close()
        self._process.wait(PATIENCE_S)


@cache
def nursery() -> Nursery:
    """The nursery of this worker."""
    return Nursery()


def start(
    *arguments: str,
    env: Mapping[str, str],
    cwd: Path = ROOT,
    stdin: File = subprocess.DEVNULL,
    stdout: File = subprocess.DEVNULL,
    stderr: File = 2,
) -> Process:
    """Start what `python -m` would start; no more than forked where that can be trusted."""
    if sys.platform == "linux":
        return nursery().bear(
            arguments, cwd=cwd, env=env, stdin=stdin, stdout=stdout, stderr=stderr
        )
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env=dict(env),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        text=True,
    )


def _read(line: socket.socket) -> tuple[bytes, list[int]]:
    """Read a line and the files that come with it; nothing when the other end is closed."""
    said, files, _, _ = socket.recv_fds(line, 1 << 16, 3)
    while said and not said.endswith(b"\n"):
        said += line.recv(1 << 16)
    return said, files


def _wait(pid: int, seconds: float) -> int | None:
    deadline = time.monotonic() + seconds
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.005)


def _serve(line: socket.socket) -> list[str] | None:
    """Serve until the line is cut; a newborn process returns with what it is to run."""
    with line:
        while True:
            said, files = _read(line)
            if not said:
                return None
            asked = json.loads(said)
            if asked["do"] == "wait":
                answer = _wait(asked["pid"], asked["seconds"])
            elif answer := os.fork():
                for each in files:
                    os.close(each)
            else:
                for at, each in enumerate(files):
                    os.dup2(each, at)
                    os.close(each)
                os.environ.clear()
                os.environ.update(asked["env"])
                os.chdir(asked["cwd"])
                return list(asked["arguments"])
            line.sendall(json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    for name in PRELOADED:
        import_module(name)
    gc.freeze()
    if program := _serve(socket.socket(fileno=int(sys.argv[1]))):
        sys.argv = program
        runpy.run_module(program[0], run_name="__main__", alter_sys=True)
