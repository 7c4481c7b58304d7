"""Polls played against a served Telegram: in both languages, with copies, ends and restarts."""

from pathlib import Path
from typing import Any

import pytest

from bot.config.settings import Community, Settings
from bot.rehearsal.state import Person
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("A1")

SPOKEN = {
    "en": {
        "said": "/poll Which evening? ends=2h\nFriday\nSaturday",
        "preview": "This is how it would be",
        "begin": "Ask it",
        "voted": "3 voted",
        "outside": "One vote from outside",
        "share": "67%",
    },
    "zh-CN": {
        "said": "/poll 哪天晚上？ 截止=2小时\n周五\n周六",
        "preview": "大概是这个样子",
        "begin": "开始",
        "voted": "共 3 人投票",
        "outside": "1 票来自群外",
        "share": "67%",
    },
}


def settings(language: str) -> Settings:
    """A community that speaks a language."""
    return Settings(community=Community(language=language))


def poll_of(stage: Stage) -> dict[str, Any]:
    """The bot's newest poll in the group."""
    shown = [each for each in stage.world.messages(stage.chat.id, by_bot=True) if each.get("poll")]
    return dict(shown[-1])


async def asked(stage: Stage, language: str) -> dict[str, Any]:
    """Let the owner ask; returns the message with the poll."""
    words = SPOKEN[language]
    await stage.says(stage.owner, words["said"])
    assert words["preview"] in stage.heard()[-1]
    await stage.presses(stage.owner, words["begin"])
    await stage.passes(seconds=5)
    return poll_of(stage)


async def voters(stage: Stage, count: int) -> list[Person]:
    """So many who come in."""
    people = [stage.world.person(f"Nia{n}") for n in range(count)]
    for each in people:
        await stage.plays(each, "join")
    await stage.passes(seconds=15)
    return people


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_poll_from_the_line_to_the_result(tmp_path: Path, language: str) -> None:
    """Members change their minds, a copy is voted on outside, the bot closes and tells."""
    words = SPOKEN[language]
    async with staged(settings(language), tmp_path) as stage:
        crowd = await voters(stage, 3)
        message = await asked(stage, language)
        number = message["message_id"]
        assert message["poll"]["is_anonymous"] is False
        for each, option in zip(crowd, (1, 1, 0), strict=True):
            await stage.plays(each, "vote", message_id=number, options=[option])
        await stage.plays(crowd[2], "vote", message_id=number, options=[])
        await stage.plays(crowd[2], "vote", message_id=number, options=[0])
        stranger = stage.world.person("Stranger")
        elsewhere = stage.world.supergroup("Elsewhere", stranger.id, members=[crowd[0].id])
        copy = await stage.plays(
            crowd[0],
            "send",
            chat=elsewhere,
            forward_of={"chat_id": stage.chat.id, "message_id": number},
        )
        copied = copy["message"]["message_id"]
        await stage.plays(stranger, "vote", chat=elsewhere, message_id=copied, options=[0])
        await stage.passes(hours=2, seconds=10)
        result = stage.heard()[-1]
        assert words["voted"] in result
        assert words["outside"] in result
        assert words["share"] in result
        assert poll_of(stage)["poll"]["is_closed"] is True
        assert stage.called("stopPoll") == 1
        assert await stage.rows("failed_updates") == []


async def test_a_poll_closed_by_an_administrator_is_told_at_once(tmp_path: Path) -> None:
    """Nobody waits for an end that has come already."""
    async with staged(settings("en"), tmp_path) as stage:
        crowd = await voters(stage, 1)
        number = (await asked(stage, "en"))["message_id"]
        await stage.plays(crowd[0], "vote", message_id=number, options=[1])
        await stage.plays(stage.owner, "close_poll", message_id=number)
        await stage.passes(seconds=10)

        assert "One vote" in stage.heard()[-1]
        assert stage.called("stopPoll") == 0
        assert {row["state"] for row in await stage.rows("polls")} == {"closed"}
