"""Houses to move into."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings
from tests.conversation import Town
from tests.imports.scenes import House, house_at
from tests.templates import opened


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A house on SQLite."""
    async with opened(sqlite_url) as database:
        town = await Town(database, Settings()).open()
        yield await house_at(sqlite_url, town, tmp_path)
        await town.close()


@pytest.fixture
async def house_on_both(database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A house on each of the two databases."""
    async with opened(database_url) as database:
        town = await Town(database, Settings()).open()
        yield await house_at(database_url, town, tmp_path)
        await town.close()
