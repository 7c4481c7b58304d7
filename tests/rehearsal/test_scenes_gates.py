"""Newcomers before each kind of gate, in the group and by request: scenes."""

from pathlib import Path

import pytest

from bot.config.settings import Community, Settings
from bot.features.gates.rules import puzzle_of, sum_of
from bot.rehearsal.people import crowd
from bot.rehearsal.state import Person
from tests.gates.scenes import PRESSED, RIGHT, SET_UP
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("O2")
MANY = 9


def settings() -> Settings:
    """A community in English."""
    return Settings(community=Community(language="en"))


async def opens(stage: Stage, newcomer: Person, kind: str, *, in_group: bool) -> None:
    """Do whatever the newcomer has to do, and the staff after them."""
    if kind in PRESSED:
        row = (await stage.rows("candidates"))[-1]
        seed = row["challenge"]["seed"]
        right = {"rules": 0, "sum": sum_of(seed).right, "emoji": puzzle_of(seed).right}[kind]
        number = 0 if in_group else row["id"]
        chat = stage.chat if in_group else stage.world.find_chat(newcomer.id)
        await stage.presses(newcomer, f"gate|{number}|{right}", chat=chat)
        return
    if in_group and kind != "approval":
        await stage.plays(newcomer, "start", payload=f"gate-{-stage.chat.id}")
    if kind == "questionnaire":
        await stage.whispers(newcomer, "I am Nia")
        await stage.whispers(newcomer, "I love books")
    elif kind in RIGHT:
        await stage.whispers(newcomer, RIGHT[kind])
    if kind in {"approval", "questionnaire"}:
        await stage.presses(stage.owner, "Let in", chat=stage.world.find_chat(stage.owner.id))


async def test_each_gate_opens_in_the_group_and_by_request(tmp_path: Path) -> None:
    """Whoever does what a gate asks is in and may write; nothing is left hanging in the group."""
    async with staged(settings(), tmp_path) as stage:
        await stage.whispers(stage.owner, "/start")
        for kind, said in SET_UP.items():
            await stage.says(stage.owner, said)
            inside = stage.world.person(f"In {kind}")
            await stage.plays(inside, "join")
            await stage.passes(seconds=5)
            assert (kind, False) == (kind, stage.may_write(inside))
            await opens(stage, inside, kind, in_group=True)
            await stage.passes(seconds=8)
            assert (kind, True) == (kind, stage.may_write(inside))

            stage.chat.join_by_request = True
            outside = stage.world.person(f"Out {kind}")
            await stage.plays(outside, "join")
            assert outside.id in stage.chat.join_requests
            await opens(stage, outside, kind, in_group=False)
            await stage.passes(seconds=5)
            assert (kind, True) == (kind, stage.may_write(outside))
            stage.chat.join_by_request = False
        waiting = [text for text in stage.heard() if "step before you can write" in text]

        assert waiting == []
        assert {"passed"} == {row["state"] for row in await stage.rows("candidates")}


async def test_silence_leaving_and_the_closed_window(tmp_path: Path) -> None:
    """The silent are let go and may come back, a window closes, and leavers are let be."""
    async with staged(settings(), tmp_path) as stage:
        await stage.says(stage.owner, SET_UP["question"])
        silent, gone, asker = (stage.world.person(name) for name in ("Sy", "Gus", "Ann"))
        for each in (silent, gone):
            await stage.plays(each, "join")
        await stage.plays(gone, "leave")
        stage.chat.join_by_request = True
        await stage.plays(asker, "join")
        await stage.passes(minutes=5)
        assert asker.id not in stage.chat.join_requests
        await stage.passes(minutes=6)
        assert stage.standing(silent).status == "kicked"
        assert stage.standing(gone).status != "kicked"
        await stage.passes(minutes=10)
        stage.chat.join_by_request = False
        await stage.plays(silent, "join")
        assert not stage.may_write(silent)
        await opens(stage, silent, "question", in_group=True)

        assert stage.may_write(silent)


async def test_many_newcomers_share_one_message(tmp_path: Path) -> None:
    """A burst below a raid costs the group one message, and each is let in by one press."""
    async with staged(settings(), tmp_path) as stage:
        await stage.says(stage.owner, SET_UP["rules"])
        before = stage.called("sendMessage")
        people = crowd(stage.world, MANY)
        for each in people:
            await stage.world.act(each.id, "join", chat_id=stage.chat.id)
        await stage.passes(seconds=8)
        sent = stage.called("sendMessage") - before
        for each in people:
            await stage.presses(each, "gate|0|0")
        await stage.passes(seconds=8)

        assert sent == 1
        assert [stage.may_write(each) for each in people] == [True] * MANY
        assert [text for text in stage.heard() if "step before you can write" in text] == []
