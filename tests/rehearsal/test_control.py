"""The control API: state, events, faults, limits, scenes, and the push of the clock."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.rehearsal.clock import Clock, from_iso, iso
from bot.rehearsal.flood import A_MINUTE, Flood
from bot.rehearsal.scenes import SCENES
from bot.rehearsal.server import serving
from bot.rehearsal.state import Chat, Person
from bot.rehearsal.world import World
from tests.rehearsal.conftest import EPOCH, Hand, Wall


async def test_world_is_made_and_read(hand: Hand) -> None:
    """People and chats made in one call show in the state, with the bot told of its chat."""
    made = await hand.control(
        "POST",
        "world",
        people=[{"first_name": "Mia", "id": 11}, {"first_name": "Tom", "id": 12}],
        chats=[
            {
                "type": "supergroup",
                "title": "Club",
                "owner": 11,
                "members": [12, hand.world.bot.id],
                "is_forum": True,
                "topics": ["Books"],
            }
        ],
    )
    state = await hand.control("GET", "state")
    [update] = await hand.updates("my_chat_member")

    chat = state["chats"][0]
    assert [p["id"] for p in state["people"]] == [11, 12]
    assert [t["name"] for t in chat["topics"]] == ["General", "Books"]
    assert [m["status"] for m in chat["members"]] == ["creator", "member", "member"]
    assert made["chats"][0]["id"] == update["my_chat_member"]["chat"]["id"]
    assert state["now"] == iso(EPOCH)


MISTAKES = [
    ("POST", "people", {}, 400),
    ("POST", "chats", {"type": "cave", "title": "x", "owner": 101}, 400),
    ("POST", "chats", {"type": "group", "title": "x", "owner": 999}, 404),
    ("POST", "act", {"as": 999, "do": "send"}, 404),
    ("POST", "act", {"as": 101, "do": "send", "chat_id": 1}, 404),
    ("POST", "scenes/none", {"chat_id": 1}, 404),
    ("POST", "clock", {"advance_s": -5}, 409),
    ("POST", "clock", {"to": "noon"}, 400),
    ("POST", "clock", {"next_due": True}, 409),
    ("POST", "faults", {"kind": "flood"}, 400),
    ("POST", "feed", {"updates": 1}, 400),
    ("GET", "chats/x/messages", {}, 400),
    ("GET", "files/none", {}, 404),
]


@pytest.mark.parametrize(("verb", "path", "body", "expected"), MISTAKES)
async def test_mistake_is_one_sentence(
    hand: Hand, owner: Person, verb: str, path: str, body: dict[str, Any], expected: int
) -> None:
    """A mistaken request gets a status and a sentence, never a trace."""
    assert owner.id == 101
    async with hand.session.request(
        verb, f"{hand.rehearsal.url}/control/{path}", json=body or None
    ) as response:
        answer = await response.json()

    assert response.status == expected
    assert answer["error"].endswith(".")


async def test_listeners_hear_messages_and_calls(hand: Hand, group: Chat, ann: Person) -> None:
    """The event stream tells of a message and of the bot's call."""
    heard: list[dict[str, Any]] = []
    url = f"{hand.rehearsal.url}/control/events"
    async with hand.session.get(url) as stream:
        await stream.content.readline()
        await hand.world.act(ann.id, "send", chat_id=group.id, text="hi")
        await hand.ok("sendMessage", chat_id=group.id, text="hello")
        while len(heard) < 3:
            line = await asyncio.wait_for(stream.content.readline(), 5)
            if line.startswith(b"data: "):
                heard.append(json.loads(line[6:]))

    assert [e["type"] for e in heard] == ["message", "message", "call"]
    assert heard[1]["message"]["text"] == "hello"
    assert heard[2]["call"]["method"] == "sendMessage"


async def test_calls_are_counted_and_logged(hand: Hand, group: Chat) -> None:
    """Every call is counted; the log is read on from a number and leaves polling out."""
    await hand.ok("getUpdates")
    await hand.error("sendMessage", chat_id=group.id, text="")
    await hand.ok("sendMessage", chat_id=group.id, text="x")
    all_calls = (await hand.control("GET", "calls"))["calls"]
    later = (await hand.control("GET", f"calls?after={all_calls[0]['seq']}"))["calls"]

    assert [(c["method"], c["ok"]) for c in all_calls] == [
        ("sendMessage", False),
        ("sendMessage", True),
    ]
    assert later == all_calls[1:]
    assert hand.world.calls.counts == {"getUpdates": 1, "sendMessage": 2}


FAULTS = [("429", True, 0), ("5xx", True, 0), ("timeout_before", False, 0)]
FAULTS += [("timeout_after", False, 1), ("broken", False, 1), ("broken_before", False, 0)]


@pytest.mark.parametrize(("kind", "answers", "sent"), FAULTS)
async def test_fault_strikes_as_often_as_told(
    hand: Hand, group: Chat, kind: str, sent: int, *, answers: bool
) -> None:
    """A fault fails the call before or after it acts, once, and then is over."""
    await hand.control("POST", "faults", kind=kind, method="sendMessage", times=1, retry_after=9)
    try:
        failed: Any = await hand.call("sendMessage", chat_id=group.id, text="x")
    except aiohttp.ClientError:
        failed = None

    by_bot = len(hand.world.messages(group.id, by_bot=True))
    assert (failed is not None) == answers
    assert by_bot == sent
    assert (await hand.call("sendMessage", chat_id=group.id, text="x"))["ok"]
    if kind == "429":
        assert failed["parameters"] == {"retry_after": 9}


def test_limits_are_those_of_telegram() -> None:
    """A burst, then one a second; twenty a minute for a group; thirty a second for all."""
    flood = Flood()
    burst = [flood.admit(-1, 0.0) for _ in range(6)]
    steady = [flood.admit(-1, 2.0 + n) for n in range(A_MINUTE)]
    others = [flood.admit(n, 100.0) for n in range(1, 33)]

    assert burst == [0, 0, 0, 0, 0, 1]
    assert steady[:15] == [0] * 15
    assert all(steady[15:])
    assert others == [0] * 30 + [1] * 2
    assert flood.admit(-1, 200.0) == 0


async def test_too_fast_bot_is_told_to_wait(wall: Wall) -> None:
    """Sends over the limit get 429 for their chat alone; deletions and answers do not count."""
    world = World(clock=Clock(wall=wall), seed=1)
    owner = world.person("O", started=True)
    chat = world.supergroup("G", owner.id)
    async with serving(world=world) as rehearsal, aiohttp.ClientSession() as session:
        hand = Hand(rehearsal, session)
        sent = [await hand.call("sendMessage", chat_id=chat.id, text=f"{n}") for n in range(6)]
        elsewhere = await hand.call("sendMessage", chat_id=owner.id, text="x")
        deleted = await hand.call(
            "deleteMessage", chat_id=chat.id, message_id=sent[0]["result"]["message_id"]
        )

    assert [s["ok"] for s in sent] == [True] * 5 + [False]
    assert sent[-1]["parameters"] == {"retry_after": 1}
    assert elsewhere["ok"]
    assert deleted["ok"]


@pytest.mark.parametrize("name", sorted(SCENES))
async def test_scene_plays(hand: Hand, group: Chat, name: str) -> None:
    """Each scene does something in a group and tells how much."""
    keys = {"inline_keyboard": [[{"text": "Check in", "callback_data": "checkin"}]]}
    await hand.ok("sendMessage", chat_id=group.id, text="Day 1", reply_markup=keys)

    played = await hand.control("POST", f"scenes/{name}", chat_id=group.id)

    titles = await hand.control("GET", "scenes")
    assert played["acts"] > 0
    assert await hand.updates() != []
    assert {"en", "zh-CN"} == set(next(t for t in titles if t["name"] == name)["title"])


class LentClock:
    """A bot's clock with one thing due every ten minutes, that takes its updates when idle."""

    def __init__(self, hand_over: World) -> None:
        self.world = hand_over
        self.now = EPOCH
        self.due = EPOCH + 600
        self.done: list[float] = []

    async def look(self, request: web.Request) -> web.Response:
        """Where the bot is, and what it has before it."""
        del request
        self.world.queue.take(2**40, 1)
        return web.json_response(
            {"now": iso(self.now), "next_due": iso(self.due), "next_send": None, "idle": True}
        )

    async def move(self, request: web.Request) -> web.Response:
        """Do what has become due."""
        self.now = from_iso((await request.json())["to"])
        while self.due <= self.now:
            self.done.append(self.due)
            self.due += 600
        return web.json_response({})


async def test_push_goes_from_due_to_due(world: World, owner: Person) -> None:
    """The bot and the world move together, stopping at each due thing."""
    lent = LentClock(world)
    app = web.Application()
    app.router.add_get("/clock", lent.look)
    app.router.add_post("/clock", lent.move)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/clock"
    chat = world.supergroup("G", owner.id)
    async with (
        serving(world=world, bot_clock_url=url) as rehearsal,
        aiohttp.ClientSession() as session,
    ):
        hand = Hand(rehearsal, session)
        await world.act(owner.id, "send", chat_id=chat.id, text="waits")
        due = await hand.control("POST", "clock", next_due=True)
        state = await hand.control("GET", "state")
        hour = await hand.control("POST", "clock", advance_s=3000)
    await runner.cleanup()

    assert due == {"now": iso(EPOCH + 600), "steps": 1}
    assert state["next_due"] == iso(EPOCH + 1200)
    assert hour == {"now": iso(EPOCH + 3600), "steps": 5}
    assert lent.done == [EPOCH + 600 * n for n in range(1, 7)]


async def test_reset_empties_the_world(hand: Hand, group: Chat) -> None:
    """After a reset nobody is there, and the bot's old chats are unknown."""
    await hand.control("POST", "reset")

    state = await hand.control("GET", "state")

    assert (state["people"], state["chats"]) == ([], [])
    assert await hand.error("getChat", chat_id=group.id) == "400 Bad Request: chat not found"
