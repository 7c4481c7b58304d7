"""A club whose newcomers meet every kind of step."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.kit.database import Database
from tests.conversation import Town
from tests.onboarding.scenes import ALL_STEPS, FIELDS, flow_in


@pytest.fixture
async def club(database: Database, tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a flow of all steps, and fields to fill in."""
    settings = replace(flow_in(tmp_path, ALL_STEPS), profile=FIELDS)
    town = await Town(database, settings).open()
    yield town
    await town.close()
