"""Lists, red packets and giveaways, played against a served Telegram in both languages."""

from pathlib import Path

import pytest

from bot.config.settings import Community, Settings
from bot.rehearsal.state import Person
from tests.rehearsal.stage import Stage, staged

SPOKEN = {
    "en": {
        "chain": '/chain Picnic capacity=2 ends=2h for="meet at last" target=2',
        "begin": "Begin",
        "in": "I'm in",
        "off": "Take me off",
        "line": "2. Nia1: brings cake",
        "waiting": "Waiting (1)",
        "full": "2 of 2 seats",
        "closed": "is closed: 2 are in",
        "moved": "a seat is free",
        "packet": "/packet 100 2 Happy weekend from=community",
        "give": "Give it",
        "open": "🧧 Open",
        "luck": "Luckiest",
        "giveaway": "/giveaway Tickets count=1",
        "take": "One for me",
        "left": "0 of 1 left",
    },
    "zh-CN": {
        "chain": "/chain 野餐 人数=2 截止=2小时 目标=见一面 达到=2",
        "begin": "开始",
        "in": "接龙",
        "off": "退出",
        "line": "2. Nia1：brings cake",
        "waiting": "候补（1）",
        "full": "2 / 2 人",
        "closed": "已截止：共 2 人",
        "moved": "有空位了",
        "packet": "/packet 100 2 周末愉快 来自=社群",
        "give": "发出去",
        "open": "🧧 开",
        "luck": "手气最佳",
        "giveaway": "/giveaway 门票 数量=1",
        "take": "领一份",
        "left": "还剩 0 / 1 份",
    },
}


def settings(language: str) -> Settings:
    """A community that speaks a language."""
    return Settings(community=Community(language=language))


async def crowd_of(stage: Stage, count: int) -> list[Person]:
    """So many who come in."""
    people = [stage.world.person(f"Nia{n}") for n in range(count)]
    for each in people:
        await stage.plays(each, "join")
    await stage.passes(seconds=15)
    return people


async def begun(stage: Stage, said: str, label: str) -> int:
    """Let the owner start something; returns the number of its card."""
    await stage.says(stage.owner, said)
    await stage.presses(stage.owner, label)
    await stage.passes(seconds=8)
    shown = stage.world.messages(stage.chat.id, by_bot=True)
    return int(shown[-1]["message_id"])


def reads(stage: Stage, number: int) -> str:
    """What a message says."""
    shown = stage.world.messages(stage.chat.id, by_bot=True)
    return str(next(each["text"] for each in shown if each["message_id"] == number))


@pytest.mark.feature("A8")
@pytest.mark.feature("A17")
@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_list_from_the_line_to_the_report(tmp_path: Path, language: str) -> None:
    """By button and by reply; the one who waits moves up; time closes it; the maker hears."""
    words = SPOKEN[language]
    async with staged(settings(language), tmp_path) as stage:
        first, second, third = await crowd_of(stage, 3)
        await stage.whispers(stage.owner, "/start")
        card = await begun(stage, words["chain"], words["begin"])
        await stage.presses(first, words["in"])
        await stage.plays(second, "send", text="brings cake", reply_to=card)
        await stage.presses(third, words["in"])
        await stage.passes(seconds=8)
        full = reads(stage, card)
        await stage.presses(first, words["off"])
        await stage.passes(seconds=8)
        told = stage.heard()[-1]
        await stage.passes(hours=2, seconds=10)

        assert words["full"] in full
        assert words["waiting"] in full
        assert words["line"] in full
        assert words["moved"] in told
        assert words["closed"] in stage.heard()[-1]
        # By DM everybody is spoken to in their own language.
        assert "reached! 2 participants" in stage.heard(stage.owner.id)[-1]
        assert await stage.rows("failed_updates") == []


@pytest.mark.feature("A4")
@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_red_packet_is_opened_to_the_last_share(tmp_path: Path, language: str) -> None:
    """Two take all of it, and the card names the luckiest and has no button any more."""
    words = SPOKEN[language]
    async with staged(settings(language), tmp_path) as stage:
        crowd = await crowd_of(stage, 3)
        card = await begun(stage, words["packet"], words["give"])
        for each in crowd[:2]:
            await stage.presses(each, words["open"])
        await stage.passes(seconds=8)

        assert words["luck"] in reads(stage, card)
        with pytest.raises(LookupError):
            await stage.presses(crowd[2], words["open"])
        taken = [row["worth"] for row in await stage.rows("shares") if row["person_id"]]
        assert (len(taken), sum(taken)) == (2, 100)
        assert await stage.rows("failed_updates") == []


@pytest.mark.feature("A16")
@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_the_last_piece_goes_to_one_alone(tmp_path: Path, language: str) -> None:
    """Two press; one has it, and the card says that none is left."""
    words = SPOKEN[language]
    async with staged(settings(language), tmp_path) as stage:
        crowd = await crowd_of(stage, 2)
        card = await begun(stage, words["giveaway"], words["begin"])
        for each in crowd:
            await stage.presses(each, words["take"])
        await stage.passes(seconds=8)

        assert words["left"] in reads(stage, card)
        assert [row["person_id"] for row in await stage.rows("pieces")] == [crowd[0].id]
        assert await stage.rows("failed_updates") == []
