"""Very many newcomers in a minute: the group is not flooded, and each is let in once: scenes."""

from collections import Counter
from pathlib import Path

import pytest

from bot.config.settings import Community, Raids, Settings
from bot.features.gates.rules import sum_of
from bot.rehearsal.faults import Fault
from bot.rehearsal.people import crowd
from bot.rehearsal.state import Person
from tests.gates.scenes import SET_UP
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("O2")
MINUTE = 60.0
# Failures that are asked for: how often Telegram says wait, besides to a bot that is too fast.
TROUBLE = {"sendMessage": 2, "restrictChatMember": 5, "deleteMessage": 1}


def settings(*, raids: bool) -> Settings:
    """A community in English; with the watch over bursts as it is delivered, or without."""
    return Settings(
        community=Community(language="en"), raids=Raids() if raids else Raids(enabled=False)
    )


def busy(stage: Stage) -> None:
    """Let Telegram keep its limits from now on, and be busy now and then besides."""
    stage.world.flood.enforced = True
    for method, times in TROUBLE.items():
        trouble = Fault("429", method=method, times=times, probability=0.3, retry_after=4)
        stage.world.faults.active.append(trouble)


def refused(stage: Stage) -> int:
    """How often the bot was too fast for Telegram; the trouble asked for is not counted.

    An edit that changes nothing is refused too, and is none of that.
    """
    calls = stage.world.calls
    edits = calls.of("editMessageText")
    hasty = sum(call["error_code"] == 429 for call in edits)
    return int(calls.refused["sendMessage"] + hasty)


def spared(stage: Stage) -> int:
    """How much of the trouble asked for has not come."""
    return sum(fault.times or 0 for fault in stage.world.faults.active)


def posted(stage: Stage, holding: str = "") -> int:
    """How many messages of the bot's the group has seen, with buttons of some kind."""
    messages = stage.world.messages(stage.chat.id, by_bot=True)
    return sum(holding in str(message.get("reply_markup")) for message in messages)


async def come(stage: Stage, count: int) -> list[Person]:
    """Let so many come within a minute, evenly."""
    people = crowd(stage.world, count)
    for each in people:
        await stage.world.act(each.id, "join", chat_id=stage.chat.id)
        await stage.passes(seconds=MINUTE / count)
    return people


async def press(stage: Stage, who: Person, choice: int) -> None:
    """Press one of the buttons of the gate's message, at once."""
    for message in reversed(stage.world.messages(stage.chat.id, by_bot=True)):
        keys = message.get("reply_markup", {}).get("inline_keyboard", [])
        if not message.get("deleted") and "gate|0|" in str(keys):
            data = {"message_id": message["message_id"], "row": 0, "column": choice}
            await stage.world.act(who.id, "press", chat_id=stage.chat.id, **data)
            return
    raise LookupError("the gate shows no buttons")


async def play(stage: Stage, kind: str, count: int) -> None:
    """Let a crowd come, and each press the right button; then an hour goes by."""
    people = await come(stage, count)
    await stage.passes(seconds=30)
    assert [stage.may_write(each) for each in people] == [False] * count
    row = (await stage.rows("candidates"))[0]
    right = sum_of(row["challenge"]["seed"]).right if kind == "sum" else 0
    for each in people:
        await press(stage, each, right)
        await stage.passes(seconds=0.3)
    await stage.passes(minutes=60)

    assert [stage.may_write(each) for each in people] == [True] * count
    told = [row for row in await stage.rows("activity") if row["kind"] == "member_admitted"]
    admitted = Counter(row["person_id"] for row in told)
    assert {each.id: admitted[each.id] for each in people} == {each.id: 1 for each in people}
    assert {"passed"} == {row["state"] for row in await stage.rows("candidates")}
    assert await stage.rows("restrictions") == []


async def scene(folder: Path, kind: str, count: int, *, raids: bool) -> None:
    """Play it whole, and look at what the group has seen."""
    async with staged(settings(raids=raids), folder) as stage:
        await stage.says(stage.owner, SET_UP[kind])
        await stage.passes(minutes=2)
        busy(stage)
        before = posted(stage)
        await play(stage, kind, count)

        assert posted(stage, "gate|0|") == 1
        # The gate's, the greeting of all who passed it, and the raid's.
        assert posted(stage) - before <= 2 + raids
        assert [text for text in stage.heard() if "step before you can write" in text] == []
        assert refused(stage) == 0
        assert spared(stage) < sum(TROUBLE.values())


@pytest.mark.parametrize("raids", [True, False])
async def test_twenty_newcomers_in_a_minute(tmp_path: Path, raids: bool) -> None:
    """Twenty in a minute, with a busy Telegram: one message, and everybody in once."""
    await scene(tmp_path, "rules", 20, raids=raids)


async def test_many_requests_at_once_are_all_asked(tmp_path: Path) -> None:
    """Sixty ask to join in the same second: each is asked in time, and approved when right."""
    async with staged(settings(raids=False), tmp_path) as stage:
        await stage.says(stage.owner, SET_UP["question"])
        await stage.passes(minutes=2)
        busy(stage)
        stage.chat.join_by_request = True
        people = crowd(stage.world, 60)
        for each in people:
            await stage.world.act(each.id, "join", chat_id=stage.chat.id)
        for _ in range(30):
            await stage.passes(seconds=1)
        asked = [len(stage.heard(each.id)) for each in people]
        for each in people:
            await stage.world.act(each.id, "send", chat_id=each.id, text="Books!")
        for _ in range(10):
            await stage.passes(seconds=3)

        assert asked == [1] * len(people)
        assert [stage.may_write(each) for each in people] == [True] * len(people)
        assert {"passed"} == {row["state"] for row in await stage.rows("candidates")}
        assert refused(stage) == 0


@pytest.mark.soak
@pytest.mark.parametrize("raids", [True, False])
@pytest.mark.parametrize("kind", ["rules", "sum"])
async def test_a_hundred_newcomers_in_a_minute(tmp_path: Path, kind: str, raids: bool) -> None:
    """A hundred in a minute, with a busy Telegram: one message, and everybody in once."""
    await scene(tmp_path, kind, 100, raids=raids)
