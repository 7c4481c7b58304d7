"""A schedule's file is saved, and the running bot takes it over by itself."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Settings
from bot.config.schedule import Schedule
from bot.config.settings import Community
from tests.rehearsal.stage import staged

pytestmark = pytest.mark.feature("C1")

ENTRY = '[[post]]\nid = "{key}"\nevery = "day"\nat = 23:00:00\ntext = "Good night"\n'


async def until(holds: object, patience_s: float = 20) -> None:
    """Wait until something holds; fails when patience ends."""
    assert callable(holds)
    async with asyncio.timeout(patience_s):
        while not await holds():  # noqa: ASYNC110 — the database is asked, nobody wakes us
            await asyncio.sleep(0.1)


async def test_saving_reloads_and_a_fault_changes_nothing(tmp_path: Path) -> None:
    """The difference is told to the staff, faults with their lines, and the old plan runs on."""
    file = tmp_path / "schedule.toml"
    file.write_text(ENTRY.format(key="night"), encoding="utf-8")
    settings = Settings(
        community=Community(language="en", name="Readers"), schedule=Schedule(str(file))
    )
    async with staged(replace(settings), tmp_path) as stage:

        async def has_two() -> bool:
            return len(await stage.rows("schedule_entries")) == 2

        async def is_told() -> bool:
            await stage.passes(seconds=1)
            return any("schedule.toml:3" in said for said in stage.heard(stage.owner.id))

        async def has_one() -> bool:
            return len(await stage.rows("schedule_entries")) == 1

        await stage.whispers(stage.owner, "/start")
        await until(has_one)
        file.write_text(ENTRY.format(key="night") + ENTRY.format(key="late"), encoding="utf-8")
        await until(has_two)
        broken = ENTRY.format(key="other").replace('"day"', '"someday"')
        file.write_text(broken, encoding="utf-8")
        await until(is_told)

        rows = await stage.rows("schedule_entries")
        assert {row["key"] for row in rows if row["is_current"]} == {"night", "late"}
        assert any("+1 −0 ~0" in said for said in stage.heard(stage.owner.id))
