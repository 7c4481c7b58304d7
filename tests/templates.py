"""Databases to copy: built once, by the migrations."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.kit.database import Database
from migrations.upgrading import upgrade
from tests.postgres import Server, Unavailable, server

TEMPLATE = "hearth_template"


def build(url: str) -> None:
    """Bring an empty database up to date."""

    async def migrate() -> None:
        database = Database(url)
        await upgrade(database)
        await database.close()

    asyncio.run(migrate())


@contextmanager
def server_with_template(*, is_durable: bool = False) -> Iterator[Server]:
    """Run a PostgreSQL server that holds a migrated template; skip where there can be none."""
    try:
        with server(is_durable=is_durable) as running:
            build(running.create_database(TEMPLATE))
            yield running
    except Unavailable as reason:
        pytest.skip(str(reason))
