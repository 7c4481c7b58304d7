"""Databases, built once by the migrations and copied for each test; and a town to play in."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from tests.conversation import Town
from tests.features import PROOFS, Proofs
from tests.postgres import Server
from tests.templates import TEMPLATE, build, opened, server_with_template

# Where a commit waits for no disk, on Linux: no test's database need survive the machine.
MEMORY = Path("/dev/shm")  # noqa: S108 — pytest and tempfile make folders of their own in it
ROOM = 3 << 30
_names = count()


def pytest_configure(config: pytest.Config) -> None:
    """Note what proves what; have temporary folders lie in memory, where there is enough."""
    config.stash[PROOFS] = Proofs()
    config.pluginmanager.register(config.stash[PROOFS])
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    if has_room and os.access(MEMORY, os.W_OK) and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    path = tmp_path_factory.mktemp("template") / "hearth.sqlite"
    build(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server with a migrated template."""
    with server_with_template() as running:
        yield running


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database."""
    path = tmp_path / "hearth.sqlite"
    shutil.copy(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database, on each of the two."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    running: Server = request.getfixturevalue("postgres")
    name = f"hearth_{next(_names)}"
    yield running.create_database(name, template=TEMPLATE)
    running.drop_database(name)


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """A fresh SQLite database."""
    async with opened(sqlite_url) as database:
        yield database


@pytest.fixture
async def both_databases(database_url: str) -> AsyncIterator[Database]:
    """A fresh database, on each of the two."""
    async with opened(database_url) as database:
        yield database


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    """A town on SQLite."""
    living = await Town(database, Settings()).open()
    yield living
    await living.close()


@pytest.fixture
async def town_on_both(both_databases: Database) -> AsyncIterator[Town]:
    """A town on each of the two databases."""
    living = await Town(both_databases, Settings()).open()
    yield living
    await living.close()
