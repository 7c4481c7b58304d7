"""A burst of newcomers at a group of each kind: scenes."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config.settings import Community, Raids, Settings
from bot.features.gates.rules import puzzle_of
from bot.rehearsal.people import crowd
from tests.rehearsal.casting import backroom, joined, promoted
from tests.rehearsal.stage import Stage, staged

KINDS = ("supergroup", "forum", "linked")
MANY = 12


def settings() -> Settings:
    """A community in English whose gate opens after two quiet minutes."""
    return Settings(community=Community(language="en"), raids=Raids(lasts=timedelta(minutes=2)))


def notices(stage: Stage) -> list[int]:
    """The messages with a picture to press that hang in the group."""
    messages = stage.world.messages(stage.chat.id, by_bot=True)
    return [
        m["message_id"]
        for m in messages
        if "human|" in str(m.get("reply_markup")) and not m.get("deleted")
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.feature("R11")
async def test_a_gate_closes_and_opens(kind: str, tmp_path: Path) -> None:
    """Newcomers wait or prove themselves, nobody else notices, and all ends well."""
    async with staged(settings(), tmp_path, kind=kind) as stage:
        mod = await promoted(stage, "Max")
        mei = await joined(stage, "Mei")
        await stage.passes(minutes=10)
        staff = await backroom(stage, "staff", mod)
        heard = len(stage.heard(staff.id))
        people = crowd(stage.world, MANY)
        for each in people:
            await stage.world.act(each.id, "join", chat_id=stage.chat.id)
        await stage.passes(seconds=20)
        (notice,) = notices(stage)

        assert [stage.may_write(each) for each in people] == [False] * MANY
        assert len(stage.heard(staff.id)) == heard + 1
        assert stage.stands(await stage.says(mei, "what is going on?"))
        (raid,) = await stage.rows("raids")
        right = puzzle_of(raid["seed"]).right
        for each, column in ((people[0], right), (people[1], (right + 1) % 4)):
            await stage.plays(each, "press", message_id=notice, row=0, column=column)
        await stage.passes(seconds=10)
        assert [stage.may_write(each) for each in people[:3]] == [True, False, False]
        if stage.chat.linked_chat_id:
            channel = stage.world.find_chat(stage.chat.linked_chat_id)
            await stage.plays(stage.owner, "send", chat=channel, text="news")
            assert not stage.world.messages(stage.chat.id)[-1]["deleted"]
        await stage.passes(minutes=5)

        assert [stage.may_write(each) for each in people] == [True] * MANY
        assert notices(stage) == []
        assert await stage.rows("restrictions") == []
        assert stage.may_write(mei)


@pytest.mark.feature("R11")
async def test_a_raid_is_banned_and_let_back(tmp_path: Path) -> None:
    """A moderator bans the unproven at a press and a second look, and takes it back likewise."""
    async with staged(settings(), tmp_path) as stage:
        mod = await promoted(stage, "Max")
        mei = await joined(stage, "Mei")
        await stage.passes(minutes=10)
        staff = await backroom(stage, "staff", mod)
        people = crowd(stage.world, MANY)
        for each in people:
            await stage.world.act(each.id, "join", chat_id=stage.chat.id)
        await stage.passes(seconds=20)
        for deed in ("|ban", "|ban"):
            await stage.presses(mod, deed, chat=staff)
        await stage.passes(minutes=1)
        banned = [stage.standing(each).status for each in (*people, mei)]
        await stage.passes(minutes=5)
        for deed in ("|undo", "|undo"):
            await stage.presses(mod, deed, chat=staff)
        await stage.passes(minutes=1)

        assert banned == ["kicked"] * MANY + ["member"]
        assert [stage.standing(each).status for each in people] == ["left"] * MANY
