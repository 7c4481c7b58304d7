"""Questions played against a served Telegram: a session from its card to the archive."""

from pathlib import Path

import pytest

from bot.config.settings import Community, Settings
from tests.rehearsal.stage import staged

pytestmark = pytest.mark.feature("A9")

SPOKEN = {
    "en": {
        "said": "/qa Running well expert=@wei ends=2h",
        "preview": "This is how it would be",
        "begin": "Begin",
        "asked": "/ask How do I begin?",
        "answer": "Slowly at first",
        "over": "one question, 1 answered",
        "find": "/answers slowly",
        "waits": "One question waits",
        "solved": "+10 points",
    },
    "zh-CN": {
        "said": "/qa 跑步怎么跑 嘉宾=@wei 截止=2小时",
        "preview": "大概是这个样子",
        "begin": "开始",
        "asked": "/ask 该怎么开始？",
        "answer": "先慢一点",
        "over": "共 1 个问题，回答了 1 个",
        "find": "/answers 慢一点",
        "waits": "有 1 个问题还没人回答",
        "solved": "+10 积分",
    },
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_session_from_the_card_to_the_archive(tmp_path: Path, language: str) -> None:
    """Asked by command, voted for, answered by reply, told at the end, found again."""
    words = SPOKEN[language]
    async with staged(Settings(community=Community(language=language)), tmp_path) as stage:
        stage.owner.language_code = language
        await stage.whispers(stage.owner, "/start")
        wei = stage.world.person("Wei", username="wei")
        mei, bo = stage.world.person("Mei"), stage.world.person("Bo")
        for each in (wei, mei, bo):
            await stage.plays(each, "join")
            await stage.says(each, "hello")
        await stage.says(stage.owner, words["said"])
        assert words["preview"] in stage.heard()[-1]
        await stage.presses(stage.owner, words["begin"])
        await stage.passes(seconds=5)
        assert any(each.startswith("🎙") for each in stage.heard())
        await stage.says(mei, words["asked"])
        await stage.passes(seconds=5)
        posts = stage.world.messages(stage.chat.id, by_bot=True)
        shown = next(each for each in posts if str(each.get("text")).startswith("❓"))
        await stage.presses(bo, "👍")
        await stage.says(wei, words["answer"], reply_to=shown["message_id"])
        await stage.passes(seconds=10)
        assert any("❓" in each and words["answer"] in each for each in stage.heard())
        lost = await stage.says(bo, "Where is it?")
        await stage.passes(hours=3)
        assert words["over"] in "\n".join(stage.heard())
        await stage.says(mei, words["find"])
        assert words["answer"] in stage.heard()[-1]
        await stage.whispers(stage.owner, "/questions")
        assert words["waits"] in stage.heard(stage.owner.id)[-1]
        found = await stage.says(mei, "next to the tower", reply_to=lost)
        await stage.says(bo, "/solved", reply_to=found)
        assert words["solved"] in stage.heard()[-1]
        assert await stage.rows("failed_updates") == []
