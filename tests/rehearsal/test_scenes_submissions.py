"""Something handed in, played against a served Telegram: published, declined, taken back."""

from pathlib import Path

import pytest

from bot.config.settings import Community, Onboarding, Settings
from tests.rehearsal.stage import staged

pytestmark = pytest.mark.feature("C8")

SAID = {
    "en": {
        "preview": "This is how it would stand in “Readers”",
        "hand": "Hand it in",
        "thanks": "The team has it now",
        "card": "Submission",
        "publish": "Publish",
        "decline": "Decline",
        "why": "reply to this message",
        "reason": "The team says: “Say where it was”",
        "out": "It's out",
        "by": "— @mei_writes",
        "sure": "Yes, take it back",
    },
    "zh-CN": {
        "preview": "在「Readers」发出来会是这样",
        "hand": "确认投稿",
        "thanks": "已经交给管理团队",
        "card": "投稿",
        "publish": "发布",
        "decline": "不采用",
        "why": "回复这条消息",
        "reason": "管理团队说：「Say where it was」",
        "out": "你的投稿已经发到",
        "by": "—— @mei_writes",
        "sure": "确定撤回",
    },
}
WORDS = "The river at six in the morning."


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_submission_from_the_hand_to_the_group_and_back(
    language: str, tmp_path: Path
) -> None:
    """Published with credit, declined with a reason in reply, and taken back by its author."""
    said = SAID[language]
    settings = Settings(
        community=Community(language=language, name="Readers"),
        onboarding=Onboarding(enabled=False),
    )
    async with staged(settings, tmp_path) as stage:
        owner = stage.owner
        owner.language_code = language
        mei = stage.world.person(
            "Mei", language_code=language, started=True, username="mei_writes"
        )
        await stage.plays(mei, "join")
        await stage.says(mei, "hello")
        await stage.whispers(owner, "/start")
        desk = stage.world.dm(owner.id)
        await stage.whispers(mei, f"/submit {WORDS}")
        assert said["preview"] in stage.heard(mei.id)[-1]
        await stage.presses(mei, said["hand"], chat=stage.world.dm(mei.id))
        assert said["thanks"] in stage.heard(mei.id)[-1]
        await stage.passes(seconds=5)
        assert WORDS in stage.heard(owner.id)[-2]
        assert said["card"] in stage.heard(owner.id)[-1]
        await stage.presses(owner, said["publish"], chat=desk)
        await stage.passes(seconds=5)
        assert WORDS in stage.heard()[-1]
        assert said["by"] in stage.heard()[-1]
        assert said["out"] in stage.heard(mei.id)[-1]

        await stage.says(mei, "A second thought #投稿")
        await stage.presses(mei, said["hand"], chat=stage.world.dm(mei.id))
        await stage.passes(seconds=5)
        await stage.presses(owner, said["decline"], chat=desk)
        asked = stage.world.messages(owner.id, by_bot=True)[-1]
        assert said["why"] in asked["text"]
        await stage.plays(
            owner, "send", chat=desk, text="Say where it was", reply_to=asked["message_id"]
        )
        await stage.passes(seconds=5)
        assert said["reason"] in stage.heard(mei.id)[-1]

        await stage.whispers(mei, "/mysubmissions")
        await stage.presses(mei, "↩️ 2", chat=stage.world.dm(mei.id))
        await stage.presses(mei, said["sure"], chat=stage.world.dm(mei.id))
        await stage.passes(seconds=5)
        assert not any(WORDS in each for each in stage.heard())
        assert await stage.rows("failed_updates") == []
