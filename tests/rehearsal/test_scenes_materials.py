"""The library and the schedule, played against a served Telegram in both languages."""

from pathlib import Path
from typing import Any

import pytest

from bot.config.settings import Community, Onboarding, Settings
from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import Around
from bot.features.calendar.keeping import load
from bot.features.calendar.reading import File, read
from bot.kit.chance import CountedChance
from bot.kit.unit_of_work import UnitOfWork
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("C4")

SAID = {
    "en": ("Photo kept as", "Did you mean {group}?", "At Readers"),
    "zh-CN": ("照片已存为", "是想写 {group} 吗", "At Readers"),
}
SCHEDULE = """
[[post]]
id = "shown"
every = "day"
at = 13:00:00
zone = "Asia/Shanghai"
photo = "library:poster"
"""


async def planned(stage: Stage) -> None:
    """Put a schedule in force."""
    plan = read([File("s.toml", SCHEDULE)], Around(), zone="UTC", country="CN")
    assert isinstance(plan, Plan), plan
    database: Any = stage.hearth.database
    async with database.writing() as connection:
        now = stage.world.clock.moment()
        uow = UnitOfWork(connection, now=now, chance=CountedChance(), dialect=database.dialect)
        await load(uow, plan)
        await uow.finish()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_photo_is_kept_and_posted_by_the_schedule(language: str, tmp_path: Path) -> None:
    """A slip in its words is refused; what is kept is posted by its name, once a day."""
    kept, meant, words = SAID[language]
    settings = Settings(
        community=Community(language=language, name="Readers"),
        onboarding=Onboarding(enabled=False),
    )
    async with staged(settings, tmp_path) as stage:
        owner = stage.owner
        owner.language_code = language
        desk = stage.world.dm(owner.id)
        slip = {"photo": "sample", "caption": "/material poster\nAt {grup}"}
        await stage.plays(owner, "send", chat=desk, **slip)
        assert meant in stage.heard(owner.id)[-1]
        whole = {"photo": "sample", "caption": "/material poster #spring\nAt {group}"}
        await stage.plays(owner, "send", chat=desk, **whole)
        assert kept in stage.heard(owner.id)[-1]
        await planned(stage)
        await stage.passes(hours=26)
        shown = [
            each
            for each in stage.world.messages(stage.chat.id, by_bot=True)
            if each.get("photo") and each.get("caption") == words
        ]
        assert len(shown) == 2
        assert await stage.rows("failed_updates") == []
