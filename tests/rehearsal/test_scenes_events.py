"""Events played against a served Telegram: from the line to the recap, in both languages."""

from pathlib import Path

import pytest

from bot.config.settings import Community, Settings
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("A10")

SPOKEN = {
    "en": {
        "said": '/event Book evening at=32h lasts=2h place="Café Lumen" capacity=2 code=OPEN7',
        "preview": "This is how it would be",
        "begin": "Post it",
        "full": "Going: 2 of 2",
        "waiting": "Waiting: 1",
        "up": "A seat is free",
        "hour": "In an hour",
        "begins": "begins!",
        "over": "is over",
        "recap": "who came",
    },
    "zh-CN": {
        "said": '/event 读书夜 时间=32小时 时长=2小时 地点="灯塔咖啡" 名额=2 签到码=OPEN7',
        "preview": "大概是这个样子",
        "begin": "发布",
        "full": "参加：2/2 人",
        "waiting": "排队：1 人",
        "up": "空位",
        "hour": "还有一小时",
        "begins": "开始啦",
        "over": "结束啦",
        "recap": "到场情况",
    },
}
GOING = {"en": "Going", "zh-CN": "参加"}
NOT = {"en": "Can't", "zh-CN": "不去"}


def card_of(stage: Stage, title: str) -> str:
    """The event's card as it reads now."""
    shown = [
        str(each["text"])
        for each in stage.world.messages(stage.chat.id, by_bot=True)
        if title in str(each.get("text")) and "Open" not in str(each.get("text"))
    ]
    return next(each for each in shown if "📅" in each and "🕢" in each)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_an_event_from_the_line_to_the_recap(tmp_path: Path, language: str) -> None:
    """Two seats, three who want one; one gives up, the third moves up, comes and is counted."""
    words = SPOKEN[language]
    title = words["said"].split(maxsplit=2)[1]
    async with staged(Settings(community=Community(language=language)), tmp_path) as stage:
        crowd = [stage.world.person(f"Nia{n}", language_code=language) for n in range(3)]
        for each in crowd:
            await stage.plays(each, "join")
            await stage.whispers(each, "/start")
        stage.owner.language_code = language
        await stage.whispers(stage.owner, "/start")
        await stage.says(stage.owner, words["said"])
        assert words["preview"] in stage.heard()[-1]
        await stage.presses(stage.owner, words["begin"])
        await stage.passes(seconds=10)
        for each in crowd:
            await stage.presses(each, GOING[language])
        await stage.passes(seconds=10)
        assert words["full"] in card_of(stage, title)
        assert words["waiting"] in card_of(stage, title)
        await stage.presses(crowd[0], NOT[language])
        await stage.passes(seconds=10)
        assert words["waiting"] not in card_of(stage, title)
        assert words["up"] in "\n".join(stage.heard(crowd[2].id) + stage.heard())
        await stage.passes(hours=31, minutes=10)
        told = "\n".join(stage.heard(crowd[2].id) + stage.heard(crowd[1].id) + stage.heard())
        assert words["hour"] in told
        await stage.passes(hours=1)
        assert words["begins"] in "\n".join(stage.heard())
        await stage.whispers(crowd[2], "/here open7")
        await stage.passes(hours=3)
        assert words["over"] in "\n".join(stage.heard())
        assert words["recap"] in "\n".join(stage.heard(stage.owner.id))
        assert await stage.rows("failed_updates") == []
