"""A draw from the line to the proof: a scene in a served world, with Telegram's own dice."""

from pathlib import Path

import pytest

from bot.config.settings import Community, Settings
from tests.rehearsal.stage import staged


@pytest.mark.feature("A3")
@pytest.mark.parametrize(
    ("language", "begin", "won"),
    [("en", "✅ Begin", "is drawn!"), ("zh-CN", "✅ 开始", "开奖了！")],
)
async def test_a_draw_is_played(language: str, begin: str, won: str, tmp_path: Path) -> None:
    """Begun by the owner, entered by word and button, thrown for, won, and told with its proof."""
    settings = Settings(community=Community(language=language))
    async with staged(settings, tmp_path) as stage:
        mei, bo = stage.world.person("Mei"), stage.world.person("Bo", started=True)
        for each in (mei, bo):
            await stage.plays(each, "join")
            await stage.says(each, "hello everybody")
        await stage.says(stage.owner, "/draw Spring draw ends=1h word=luck\nrules: For members.")
        await stage.presses(stage.owner, begin)
        await stage.passes(seconds=10)
        for each in (mei, bo):
            await stage.says(each, "luck")
        await stage.passes(hours=1, minutes=2)
        (row,) = await stage.rows("draws")
        posts = stage.world.messages(stage.chat.id, by_bot=True)

    assert (row["state"], row["entrants"]) == ("drawn", 2)
    thrown = [each["dice"]["value"] for each in posts if each.get("dice")]
    assert [value for _, value, _ in row["dice"]] == thrown
    assert len(thrown) == 6
    assert sum(won in str(each.get("text", "")) for each in posts) == 1
    assert sum(bool(each.get("document")) for each in posts) == 2
