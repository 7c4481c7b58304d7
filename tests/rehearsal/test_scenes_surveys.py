"""A survey as it is lived: written by an admin, posted, answered by DM, told at its end."""

from pathlib import Path

import pytest

from bot.config import Settings
from bot.config.settings import Community, Onboarding
from tests.rehearsal.stage import staged

pytestmark = pytest.mark.feature("D8")

SAID = {
    "en": {
        "new": "/survey new Our walk days=3\n1. How was it? 1-5\n2. Which days? (several)\n"
        "- Saturday\n- Sunday\n3. Anything else?",
        "begin": "Begin",
        "begun": "is in the group",
        "done": "Done",
        "reply": "as a reply to this message",
        "thanks": "without your name",
        "over": "This survey is over",
        "few": "Of fewer than 10",
    },
    "zh-CN": {
        "new": "/survey new 春游 天数=3\n1. 玩得开心吗？ 1-5\n2. 哪几天方便？（多选）\n"
        "- 周六\n- 周日\n3. 还有什么想说的？",
        "begin": "开始",
        "begun": "已经发到群里",
        "done": "选好了",
        "reply": "回复",
        "thanks": "不带你的名字",
        "over": "问卷已结束",
        "few": "不到 10 份",
    },
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_survey_from_the_draft_to_the_result(language: str, tmp_path: Path) -> None:
    """Nothing of an answer is ever seen in the group, and the admin learns what came of it."""
    said = SAID[language]
    settings = Settings(
        community=Community(language=language, name="Readers"),
        onboarding=Onboarding(enabled=False),
    )
    async with staged(settings, tmp_path) as stage:
        owner = stage.owner
        owner.language_code = language
        mei = stage.world.person("Mei", language_code=language, started=True)
        await stage.plays(mei, "join")
        await stage.whispers(owner, said["new"])
        dm, own = stage.world.dm(mei.id), stage.world.dm(owner.id)
        await stage.presses(owner, said["begin"], chat=own)
        assert said["begun"] in stage.heard(owner.id)[-1]
        await stage.passes(minutes=1)

        await stage.whispers(mei, "/start sv-1")
        await stage.presses(mei, "sv|1|0|5", chat=dm)
        await stage.presses(mei, "sv|1|1|0", chat=dm)
        await stage.presses(mei, said["done"], chat=dm)
        assert said["reply"] in stage.heard(mei.id)[-1]
        question = stage.world.messages(mei.id, by_bot=True)[-1]["message_id"]
        await stage.plays(mei, "send", chat=dm, text="…", reply_to=question)
        assert said["thanks"] in stage.heard(mei.id)[-1]

        await stage.passes(days=3)
        assert any(said["over"] in each for each in stage.heard())
        assert any(said["few"] in each for each in stage.heard(owner.id))
        (answered,) = await stage.rows("survey_responses")
        assert (answered["person_id"], answered["is_complete"]) == (None, True)
