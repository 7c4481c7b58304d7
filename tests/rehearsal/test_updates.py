"""The queue as a bot sees it: polling, confirming, expiring, webhooks."""

import asyncio
from typing import Any

import aiohttp
import msgspec
from aiohttp import web

from bot.rehearsal.server import serving
from bot.rehearsal.state import Chat, Person
from bot.rehearsal.world import World
from tests.rehearsal.conftest import Hand, Wall, kinds_of


async def test_update_comes_again_until_its_offset_is_passed(
    hand: Hand, group: Chat, ann: Person
) -> None:
    """An update is delivered until a higher offset confirms it."""
    await hand.world.act(ann.id, "send", chat_id=group.id, text="hello")

    first = await hand.ok("getUpdates")
    again = await hand.ok("getUpdates")
    after = await hand.ok("getUpdates", offset=first[0]["update_id"] + 1)

    assert first == again
    assert [u["message"]["text"] for u in first] == ["hello"]
    assert after == []


async def test_long_poll_ends_when_something_arrives(hand: Hand, group: Chat, ann: Person) -> None:
    """A waiting poll answers at once when an update comes."""
    poll = asyncio.create_task(hand.ok("getUpdates", timeout=20))
    while not hand.world.calls.counts["getUpdates"] and not poll.done():
        await hand.ok("getMe")
        if hand.world.calls.counts["getMe"] > 3:
            break
    await hand.world.act(ann.id, "send", chat_id=group.id, text="hello")

    updates = await asyncio.wait_for(poll, 5)

    assert [u["message"]["text"] for u in updates] == ["hello"]


async def test_negative_offset_forgets_all_but_the_last(
    hand: Hand, group: Chat, ann: Person
) -> None:
    """Offset -1 leaves the last update alone."""
    for text in "abc":
        await hand.world.act(ann.id, "send", chat_id=group.id, text=text)

    last = await hand.ok("getUpdates", offset=-1)
    still = await hand.ok("getUpdates")

    assert [u["message"]["text"] for u in last] == ["c"]
    assert still == last


async def test_second_poller_ends_the_first(hand: Hand) -> None:
    """Of two programs with one token the earlier poll ends in a conflict."""
    first = asyncio.create_task(hand.error("getUpdates", timeout=20))
    while not hand.world.calls.counts["getMe"]:
        await hand.ok("getMe")
    await hand.ok("getMe")
    second = asyncio.create_task(hand.ok("getUpdates", timeout=1))

    assert (await asyncio.wait_for(first, 5)).startswith("409 Conflict: terminated by other")
    assert await second == []


async def test_rare_kinds_come_only_on_request(hand: Hand, group: Chat, bob: Person) -> None:
    """Without a list, member changes and reactions do not arrive; the list is remembered."""
    hand.world.bot.allowed_updates = None
    await hand.world.act(bob.id, "join", chat_id=group.id)
    silent = await hand.updates()
    await hand.ok("getUpdates", allowed_updates=["chat_member"])
    await hand.world.act(bob.id, "leave", chat_id=group.id)
    asked = await hand.updates()

    assert [kinds_of(u) for u in silent] == ["message"]
    assert [kinds_of(u) for u in asked] == ["chat_member"]


async def test_callback_expires_before_messages(
    hand: Hand, group: Chat, ann: Person, wall: Wall
) -> None:
    """A press waits 150 seconds, a message a day."""
    sent = await hand.ok(
        "sendMessage",
        chat_id=group.id,
        text="press",
        reply_markup={"inline_keyboard": [[{"text": "go", "callback_data": "go"}]]},
    )
    await hand.world.act(ann.id, "send", chat_id=group.id, text="hello")
    hand.world.perform(
        {"as": ann.id, "do": "press", "chat_id": group.id, "message_id": sent["message_id"]}
        | {"row": 0, "column": 0}
    )

    before = [kinds_of(u) for u in await hand.ok("getUpdates")]
    wall.at += 151
    later = [kinds_of(u) for u in await hand.ok("getUpdates")]
    wall.at += 86_400
    next_day = await hand.ok("getUpdates")

    assert before == ["message", "callback_query"]
    assert later == ["message"]
    assert next_day == []


async def test_fed_updates_arrive_as_they_are(hand: Hand) -> None:
    """Raw updates keep their bytes and ids; missing ids are given."""
    raw = b'{"update_id":900000001,"message":{"odd":[1,2]}}'

    count = hand.world.enqueue_raw([raw, {"message": {"text": "x"}}])
    got = await hand.ok("getUpdates")

    assert count == 2
    assert got == [msgspec.json.decode(raw), {"update_id": 900000002, "message": {"text": "x"}}]


async def test_webhook_is_retried_in_order_until_taken(
    hand: Hand, group: Chat, ann: Person
) -> None:
    """Updates are posted one by one with the secret, again after a failure; polling conflicts."""
    seen: list[tuple[str, str]] = []
    done = asyncio.Event()

    async def take(request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        seen.append((update["message"]["text"], secret))
        if len(seen) == 3:
            done.set()
        return web.Response(status=500 if len(seen) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    await hand.ok("setWebhook", url=f"http://127.0.0.1:{port}/hook", secret_token="s3")
    refused = await hand.error("getUpdates")
    for text in "ab":
        await hand.world.act(ann.id, "send", chat_id=group.id, text=text)
    await asyncio.wait_for(done.wait(), 5)
    await hand.ok("deleteWebhook")
    await runner.cleanup()

    assert refused.startswith("409 Conflict: can't use getUpdates method while webhook is active")
    assert seen == [("a", "s3"), ("a", "s3"), ("b", "s3")]
    assert (await hand.ok("getWebhookInfo"))["url"] == ""


async def test_world_is_read_again_from_its_file(tmp_path: Any) -> None:
    """A server started again has the same world, the same clock and the same waiting updates."""
    file = tmp_path / "world.json"
    async with serving(state=file, seed=1) as first:
        world = first.world
        owner = world.person("Olivia")
        chat = world.supergroup("Hearth", owner.id)
        world.queue.drop_all()
        await world.act(owner.id, "send", chat_id=chat.id, text="kept", photo="sample")
        await first.pusher.push(world.clock.now() + 3600)
        shown = world.messages(chat.id)

    async with serving(state=file) as second, aiohttp.ClientSession() as session:
        again: World = second.world
        hand = Hand(second, session)
        updates = await hand.ok("getUpdates")
        photo = updates[0]["message"]["photo"][-1]["file_id"]
        path = (await hand.ok("getFile", file_id=photo))["file_path"]
        async with session.get(f"{second.file_url}{second.token}/{path}") as response:
            content = await response.read()

    assert again.messages(chat.id) == shown
    assert again.clock.offset_s > 3599
    assert [kinds_of(u) for u in updates] == ["message"]
    assert content.startswith(b"\x89PNG")
