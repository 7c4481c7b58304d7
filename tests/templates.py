"""Databases to copy: built once, by the migrations."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from bot.kit.database import Database
from migrations.upgrading import upgrade
from tests.postgres import Server, Unavailable, server

TEMPLATE = "hearth_template"
# The first engine of each kind that has met its server, and what statements became for it.
_MET: dict[str, Engine] = {}
_COMPILED: LRUCache[object, object] = LRUCache(2000)


def build(url: str) -> None:
    """Bring an empty database up to date."""

    async def migrate() -> None:
        database = Database(url)
        await upgrade(database)
        await database.close()

    asyncio.run(migrate())


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Open a database that finds its statements compiled, where one before it has used them.

    An engine compiles each statement once: most of a short test's time went into that. The key
    of what was compiled holds the dialect, which is why the engines of one kind share theirs.
    """
    database = Database(url)
    engine = database.engine.sync_engine
    if database.dialect in _MET:
        engine.dialect = _MET[database.dialect].dialect
    engine.update_execution_options(compiled_cache=_COMPILED)
    yield database
    await database.close()
    if engine.dialect.server_version_info is not None:
        _MET.setdefault(database.dialect, engine)


@contextmanager
def server_with_template(*, is_durable: bool = False) -> Iterator[Server]:
    """Run a PostgreSQL server that holds a migrated template; skip where there can be none."""
    try:
        with server(is_durable=is_durable) as running:
            build(running.create_database(TEMPLATE))
            yield running
    except Unavailable as reason:
        pytest.skip(str(reason))
