"""The best of a group, played against a served Telegram in both languages."""

from pathlib import Path

import pytest

from bot.config.settings import Community, Onboarding, Settings
from tests.rehearsal.stage import staged

pytestmark = pytest.mark.feature("C9")

SAID = {
    "en": ("/pick The long way", "with 10 points on top", "this week", "The week's best"),
    "zh-CN": ("加精 The long way", "奖励 10 积分", "本周精华", "本周精华"),
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_message_is_chosen_listed_and_told_on_monday(
    language: str, tmp_path: Path
) -> None:
    """A cup on the message, a link in the list, and the digest by DM."""
    choose, done, listed, digest = SAID[language]
    settings = Settings(
        community=Community(language=language, name="Readers"),
        onboarding=Onboarding(enabled=False),
    )
    async with staged(settings, tmp_path) as stage:
        mei = stage.world.person("Mei", language_code=language, started=True)
        await stage.plays(mei, "join")
        number = await stage.says(mei, "I walked the long way around the lake.")
        await stage.says(stage.owner, choose, reply_to=number)
        assert done in stage.heard()[-1]
        assert stage.called("setMessageReaction") == 1
        await stage.whispers(mei, "/best")
        best = stage.heard(mei.id)[-1]
        assert listed in best
        assert "The long way" in best
        await stage.whispers(mei, "/digest on")
        await stage.passes(days=7)
        assert any(digest in each and "The long way" in each for each in stage.heard(mei.id)[-2:])
        assert await stage.rows("failed_updates") == []
