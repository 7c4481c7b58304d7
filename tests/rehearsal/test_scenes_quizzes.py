"""A game night played against a served Telegram: lobby, rounds, words, a copy, the board."""

from pathlib import Path
from typing import Any

import pytest

from bot.config.settings import Community, Settings
from bot.importing.banks import Asked, take_banks
from bot.importing.command import Wanted
from bot.rehearsal.state import Chat, Person
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("A2")

BANK = """title: Night
questions:
- question: One?
  options: [right, wrong]
  answer: right
  explanation: So it is.
- question: Two?
  options: [wrong, right, also right]
  answers: [right, also right]
- question: 三？
  accept: [萬里長城]
"""
SPOKEN = {
    "en": {
        "said": "/quiz Game night rounds=3 seconds=20 lobby=30 for=fun",
        "preview": "This is how it would be",
        "begin": "Open the lobby",
        "join": "I'm in",
        "lobby": "It begins within 30",
        "reply": "Reply to this message",
        "board": "after 3 questions",
        "medal": "🥇 Nia0",
        "outside": "One answer from outside",
        "rate": "How",
    },
    "zh-CN": {
        "said": "/quiz 答题之夜 题数=3 秒数=20 等候=30 目标=开心",
        "preview": "大概是这个样子",
        "begin": "开始报名",
        "join": "我来",
        "lobby": "30 秒内开始",
        "reply": "回复这条消息",
        "board": "共 3 题",
        "medal": "🥇 Nia0",
        "outside": "1 次作答来自群外",
        "rate": "",
    },
}


async def stocked(stage: Stage, folder: Path) -> None:
    """Let there be a bank."""
    path = folder / "night.yaml"
    path.write_text(BANK, encoding="utf-8")
    wanted = Wanted(path, str(stage.chat.id), is_earnest=True)
    settings = stage.hearth.settings
    await take_banks(settings, wanted, Asked([path]), tell=lambda _: None)


async def comes(stage: Stage, name: str) -> Person:
    """Somebody who comes in."""
    person = stage.world.person(name)
    await stage.plays(person, "join")
    return person


def newest(stage: Stage) -> dict[str, Any]:
    """The bot's newest message that asks something."""
    shown = stage.world.messages(stage.chat.id, by_bot=True)
    asking = [
        each
        for each in shown
        if (each.get("poll") and not each["poll"]["is_closed"]) or "❓" in each.get("text", "")
    ]
    return dict(asking[-1])


async def answers(stage: Stage, crowd: list[Person], elsewhere: Chat) -> None:
    """Let everybody answer the question that is on, the first ones right."""
    asked = newest(stage)
    number = asked["message_id"]
    if not asked.get("poll"):
        await stage.says(crowd[1], "长江", reply_to=number)
        await stage.says(crowd[0], "“万里长城”！", reply_to=number)
        return
    options = [each["text"] for each in asked["poll"]["options"]]
    right = [at for at, text in enumerate(options) if "right" in text]
    await stage.world.act(
        crowd[0].id, "vote", chat_id=stage.chat.id, message_id=number, options=right
    )
    await stage.world.act(
        crowd[1].id, "vote", chat_id=stage.chat.id, message_id=number, options=[0]
    )
    if len(options) == 2:
        where = {"chat_id": stage.chat.id, "message_id": number}
        copy = await stage.plays(crowd[0], "send", chat=elsewhere, forward_of=where)
        copied = copy["message"]["message_id"]
        await stage.world.act(
            crowd[2].id, "vote", chat_id=elsewhere.id, message_id=copied, options=right
        )


async def opened(stage: Stage, number: int) -> None:
    """Wait until a round is being asked."""
    for _ in range(20):
        states = {row["number"]: row["state"] for row in await stage.rows("rounds")}
        if states.get(number) == "open":
            return
        await stage.passes(seconds=2)
    raise AssertionError(f"round {number} is never asked")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_game_night(tmp_path: Path, language: str) -> None:
    """Set up by a line, joined by a button, played over three rounds, and told on a board."""
    words = SPOKEN[language]
    settings = Settings(community=Community(language=language))
    async with staged(settings, tmp_path) as stage:
        crowd = [await comes(stage, f"Nia{n}") for n in range(2)]
        stranger = stage.world.person("Stranger")
        elsewhere = stage.world.supergroup("Elsewhere", stranger.id, members=[crowd[0].id])
        await stage.passes(seconds=15)
        await stocked(stage, tmp_path)
        await stage.says(stage.owner, words["said"])
        assert words["preview"] in stage.heard()[-1]
        await stage.presses(stage.owner, words["begin"])
        await stage.passes(seconds=2)
        assert words["lobby"] in stage.heard()[-1]
        await stage.presses(crowd[0], words["join"])
        await stage.passes(seconds=30)
        for number in range(1, 4):
            await opened(stage, number)
            await answers(stage, [*crowd, stranger], elsewhere)
        await stage.passes(seconds=40)
        board = stage.heard()[-1]
        assert words["board"] in board
        assert words["medal"] in board
        assert words["outside"] in board
        ledger = [row for row in await stage.rows("ledger") if row["rule"] == "quiz"]
        assert max(row["points"] for row in ledger) == 15
        assert await stage.rows("failed_updates") == []
