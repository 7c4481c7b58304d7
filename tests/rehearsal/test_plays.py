"""A month of a made-up club, a replay of an export, and a server that is killed."""

import asyncio
import json
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.rehearsal import history
from bot.rehearsal.clock import Clock
from bot.rehearsal.replay import BadExport, Replay
from bot.rehearsal.world import World
from tests.rehearsal.conftest import EPOCH


def a_month(seed: int) -> tuple[list[Any], World, int]:
    """The acts of a month as played, the world after it, and how many acts it refused."""
    world = World(clock=Clock(wall=lambda: EPOCH), seed=5)
    owner = world.person("Olivia")
    club = world.supergroup("Club", owner.id, is_forum=True, topics=["Books 读书", "Runs 跑步"])
    world.queue.drop_all()
    played, refused = [], 0
    for at, act in history.month(world, [club.id], seed=seed):
        world.clock.push_to(at.timestamp())
        refused += not history.play(world, act)
        played.append((at, act))
    return played, world, refused


def test_month_is_plausible_and_repeats() -> None:
    """About forty people talk, sign in, react, come and go, in the order of time."""
    played, world, refused = a_month(3)
    again, _, _ = a_month(3)

    kinds = Counter(act["do"] for _, act in played)
    times = [at for at, _ in played]
    signs = sum(1 for _, act in played if act.get("text") in {"签到", "/checkin"})
    assert played == again
    assert times == sorted(times)
    assert refused == 0
    assert kinds["join"] == history.FOUNDERS + history.NEWCOMERS
    assert kinds["send"] > 800
    assert kinds["react"] > 100
    assert kinds["leave"] > 0
    assert signs > 200
    assert 27 < (times[-1] - times[0]).days <= 30
    assert len(world.state.people) == 41


def said(number: int, who: int, text: Any, **fields: Any) -> dict[str, Any]:
    """An exported message."""
    return {
        "id": number,
        "type": "message",
        "date": "2024-03-01T08:00:00",
        "date_unixtime": str(1_709_280_000 + number),
        "from": f"Person {who}",
        "from_id": f"user{who}",
        "text": text,
    } | fields


EXPORT = {
    "name": "Old group",
    "type": "public_supergroup",
    "id": 1234567,
    "messages": [
        {"id": 1, "type": "service", "date": "2024-03-01T08:00:00", "action": "create_group",
         "actor": "Person 1", "actor_id": "user1", "date_unixtime": "1709280000"},
        said(2, 1, "hello"),
        {"id": 3, "type": "service", "date_unixtime": "1709280003", "actor": "Person 2",
         "actor_id": "user2", "action": "join_group_by_link", "inviter": "Group"},
        said(4, 2, ["see ", {"type": "text_link", "text": "this", "href": "https://example.org"},
                    {"type": "bold", "text": " 🎉"}], reply_to_message_id=2),
        said(5, 2, "", photo="photos/1.jpg"),
        said(6, 2, "", media_type="sticker", file="s.webp"),
        said(7, 1, "", poll={"question": "Q?", "answers": [{"text": "a"}, {"text": "b"}]}),
        {"id": 8, "type": "service", "date_unixtime": "1709280008", "actor": "Person 1",
         "actor_id": "user1", "action": "invite_members", "members": ["Person 9"]},
        {"id": 9, "type": "service", "date_unixtime": "1709280009", "actor": "Person 2",
         "actor_id": "user2", "action": "remove_members", "members": ["Person 2"]},
        said(10, 1, "", from_id="channel77", **{"from": "News"}) | {"text": "from a channel"},
        {"id": 11, "type": "message", "text": "no date"},
        "rubbish",
        said(13, 1, "   "),
        said(14, 1, 17),
        {"id": 15, "type": "odd", "date_unixtime": "1709280015"},
    ],
}  # fmt: skip


def test_export_is_replayed_with_every_entry_accounted_for() -> None:
    """People, joins, texts, media and replies come again; what cannot be played is counted."""
    replay = Replay(EXPORT)
    assert replay.began is not None
    world = World(clock=Clock.starting(replay.began, wall=lambda: EPOCH), seed=1)
    chat = replay.prepare(world)
    world.queue.drop_all()
    played = []
    for at, act in replay.acts(world, chat):
        world.clock.push_to(at.timestamp())
        assert history.play(world, act), act
        played.append(act)

    texts = [m for m in world.messages(chat.id) if "from" in m and "text" in m]
    assert (len(played), replay.total) == (9, 15)
    assert replay.skipped == {
        "told by the world itself": 1,
        "no date": 2,
        "nothing to send": 2,
        "unknown type": 1,
    }
    assert [m["text"] for m in texts] == ["hello", "see this 🎉", "from a channel"]
    assert texts[1]["reply_to_message"]["text"] == "hello"
    assert texts[1]["date"] == 1_709_280_004
    assert [e["type"] for e in texts[1]["entities"]] == ["text_link", "bold"]
    assert [m for m in chat.members if world.standing(chat, m).status == "left"] == [2]


@pytest.mark.parametrize("content", ["{", "[]", '{"messages": 5}'])
def test_what_is_no_export_is_refused_in_a_sentence(tmp_path: Path, content: str) -> None:
    """A file that is no export says so."""
    file = tmp_path / "result.json"
    file.write_text(content)

    with pytest.raises(BadExport) as refusal:
        Replay.read(file)

    assert str(refusal.value).endswith(".")


async def begin(file: Path) -> tuple[asyncio.subprocess.Process, str, str]:
    """The server as a program of its own: the process, its address and the bot's token."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot.rehearsal", "--port", "0", "--state", str(file)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().split()
    return process, line[0], line[-1]


async def test_program_keeps_its_world_over_an_end(tmp_path: Path) -> None:
    """`python -m bot.rehearsal` serves alone and goes on where it was."""
    file = tmp_path / "world.json"
    process, url, token = await begin(file)
    async with aiohttp.ClientSession() as session:
        person = {"first_name": "Mia", "id": 11, "started": True}
        await session.post(f"{url}/control/people", json=person)
        sent = await session.post(
            f"{url}/bot{token}/sendMessage", json={"chat_id": 11, "text": "x"}
        )
        assert sent.status == 200
    process.send_signal(signal.SIGTERM)
    code = await asyncio.wait_for(process.wait(), 10)
    kept = json.loads(file.read_text())
    process, url, _ = await begin(file)
    async with aiohttp.ClientSession() as session:
        answer = await (await session.get(f"{url}/control/chats/11/messages")).json()
    process.kill()
    await process.wait()

    assert code == 0
    assert list(kept["people"]) == ["11"]
    assert [m["text"] for m in answer["messages"]] == ["x"]
