"""The first steps played against a served Telegram: in both languages, and within limits."""

from pathlib import Path

import pytest

from bot.config.settings import Community, Raids, Settings
from bot.rehearsal.people import crowd
from bot.rehearsal.state import Chat, Person
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("O1")
# What is read and pressed on the way, by language.
SPOKEN = {
    "en": {
        "group": "Welcome to Readers!",
        "begin": "Show me around",
        "welcome": "Welcome to Readers, Nia!",
        "value": "We read slowly",
        "progress": "1 of 5",
        "next": "Next",
        "rules": "The rules here",
        "agree": "I agree",
        "interests": "What are you interested in?",
        "picked": "That's it",
        "introduce": "Would you like to say hello",
        "preview": "This is what I would post",
        "post": "Post it",
        "posted": "is new here: I read at night",
        "buddy": "Would you like somebody to show you around",
        "yes": "Yes, please",
        "asked": "Somebody who is new in Readers",
        "gladly": "Gladly",
        "found": "is glad to show you around",
        "done": "you're settled in",
    },
    "zh-CN": {
        "group": "欢迎来到Readers！",
        "begin": "带我逛逛",
        "welcome": "Nia，欢迎来到Readers！",
        "value": "We read slowly",
        "progress": "1 / 5",
        "next": "下一步",
        "rules": "这里的群规",
        "agree": "我同意",
        "interests": "你对什么感兴趣",
        "picked": "选好了",
        "introduce": "打个招呼吗",
        "preview": "我会在Readers发出",
        "post": "发出去",
        "posted": "I read at night",
        "buddy": "带你逛一周",
        "yes": "好呀",
        "asked": "有位新朋友",
        "gladly": "乐意",
        "found": "很乐意带你",
        "done": "就这些",
    },
}


def settings(language: str, *, raids: bool = True) -> Settings:
    """A community that reads slowly."""
    return Settings(
        community=Community(language=language, value="We read slowly"),
        raids=Raids() if raids else Raids(enabled=False),
    )


async def furnished(stage: Stage, language: str) -> Person:
    """Rules, a tag to choose and a buddy; returns the buddy."""
    code = "zh-hans" if language == "zh-CN" else language
    stage.owner.language_code = code
    await stage.says(stage.owner, "/setrules Be kind\nNo adverts")
    await stage.presses(stage.owner, "rules|")
    await stage.says(stage.owner, "/tag new runner title=Runners own seen=members")
    buddy = stage.world.person("Bea", language_code=code)
    await stage.plays(buddy, "join")
    await stage.plays(buddy, "start")
    await stage.says(buddy, "/buddy on 1")
    await stage.passes(minutes=11)
    return buddy


def dm(stage: Stage, who: Person) -> Chat:
    """Somebody's chat with the bot."""
    return stage.world.dm(who.id)


def last(stage: Stage, chat_id: int) -> str:
    """What the bot said last in a chat, as it reads now."""
    return stage.heard(chat_id)[-1]


def welcomed(stage: Stage, who: Person) -> bool:
    """Whether somebody has the first card, in whatever language."""
    return any(each.startswith("1 ") and who.first_name in each for each in stage.heard(who.id))


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_the_whole_way(tmp_path: Path, language: str) -> None:
    """From the group's message over each step to the end, on one card, as it is read."""
    words = SPOKEN[language]
    async with staged(settings(language), tmp_path) as stage:
        buddy = await furnished(stage, language)
        code = "zh-hans" if language == "zh-CN" else language
        nia = stage.world.person("Nia", language_code=code)
        await stage.plays(nia, "join")
        await stage.passes(seconds=11)
        assert words["group"] in last(stage, stage.chat.id)
        await stage.plays(nia, "start", payload="w-1")
        home = dm(stage, nia)
        card = last(stage, nia.id)
        assert words["welcome"] in card
        assert words["value"] in card
        assert words["progress"] in card
        cards = len(stage.heard(nia.id))
        await stage.presses(nia, words["next"], chat=home)
        assert words["rules"] in last(stage, nia.id)
        await stage.presses(nia, words["agree"], chat=home)
        assert words["interests"] in last(stage, nia.id)
        await stage.presses(nia, "Runners", chat=home)
        await stage.presses(nia, "✓ Runners", chat=home)
        await stage.presses(nia, "Runners", chat=home)
        await stage.presses(nia, words["picked"], chat=home)
        assert words["introduce"] in last(stage, nia.id)
        await stage.whispers(nia, "I read at night")
        assert words["preview"] in last(stage, nia.id)
        await stage.presses(nia, words["post"], chat=home)
        assert words["posted"] in last(stage, stage.chat.id)
        assert words["buddy"] in last(stage, nia.id)
        await stage.presses(nia, words["yes"], chat=home)
        assert words["done"] in last(stage, nia.id)
        # What was written is answered below it; every press edits in place.
        assert len(stage.heard(nia.id)) == cards + 1
        assert words["asked"] in last(stage, buddy.id)
        await stage.presses(buddy, words["gladly"], chat=dm(stage, buddy))
        assert words["found"] in last(stage, nia.id)
        await stage.passes(minutes=11)
        assert not any(words["group"] in each for each in stage.heard())
        (row,) = [r for r in await stage.rows("onboardings") if r["person_id"] == nia.id]
        assert row["state"] == "done"
        assert [r["source"] for r in await stage.rows("taggings")] == ["self"]


async def test_a_hundred_in_a_minute_with_limits(tmp_path: Path) -> None:
    """With Telegram's limits kept, a hundred are each greeted and the group reads one message."""
    async with staged(settings("en", raids=False), tmp_path) as stage:
        stage.world.flood.enforced = True
        people = crowd(stage.world, 100)
        for each in people[:50]:
            await stage.world.act(each.id, "start", chat_id=each.id)
        await stage.passes(minutes=2)
        before = len(stage.world.messages(stage.chat.id, by_bot=True))
        for each in people:
            await stage.world.act(each.id, "join", chat_id=stage.chat.id)
            await stage.passes(seconds=0.6)
        await stage.passes(minutes=1)
        greeted = stage.world.messages(stage.chat.id, by_bot=True)[before:]
        refused = sum(
            call["error_code"] == 429 for call in stage.world.calls.of("editMessageText")
        )

        assert len(greeted) == 1
        assert "all 50 of you" in greeted[0]["text"]
        assert all(welcomed(stage, each) for each in people[:50])
        assert (refused, stage.world.calls.refused["sendMessage"]) == (0, 0)
        for each in people[50:]:
            await stage.world.act(each.id, "start", chat_id=each.id, payload="w-1")
        await stage.passes(minutes=2)
        assert all(welcomed(stage, each) for each in people[50:])
        assert not any("all 50 of you" in each for each in stage.heard())
