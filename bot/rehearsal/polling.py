"""Hands the bot its updates: on asking, one asker at a time, or by webhook in order."""

import asyncio
import contextlib
from typing import Any

import aiohttp
import msgspec

from bot.rehearsal.calling import Call
from bot.rehearsal.errors import ApiError, bad
from bot.rehearsal.state import Webhook
from bot.rehearsal.updates import ALL_KINDS
from bot.rehearsal.world import World

LONGEST_WAIT_S = 50
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Poller:
    """The one `getUpdates` that may wait; a second one ends the first with a conflict."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._turn = 0

    async def get_updates(self, call: Call) -> bytes:
        """The waiting updates as one JSON list, after at most the asked time."""
        world = self._world
        if world.bot.webhook is not None:
            raise ApiError(409, HOOKED)
        self._turn += 1
        turn = self._turn
        world.queue.wake()
        remember_allowed(world, call)
        limit = min(max(call.get("limit", 100), 1), 100)
        offset = call.get("offset", 0)
        wait = min(max(call.get("timeout", 0), 0), LONGEST_WAIT_S)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait
        while True:
            found = world.queue.take(offset, limit)
            if offset:
                world.changed()
            left = deadline - loop.time()
            if found or left <= 0 or world.queue.closed:
                return b"[" + b",".join(found) + b"]"
            await world.queue.arrival(left)
            if turn != self._turn or world.bot.webhook is not None:
                raise ApiError(409, CONFLICT if world.bot.webhook is None else HOOKED)


def remember_allowed(world: World, call: Call) -> None:
    """A list of kinds holds until the next one; an empty list means the usual kinds."""
    if "allowed_updates" not in call.params:
        return
    listed = call.params["allowed_updates"]
    if listed is not None and not isinstance(listed, list):
        raise bad("can't parse allowed updates JSON object")
    known = [kind for kind in listed or () if kind in ALL_KINDS]
    world.bot.allowed_updates = known or None


def set_webhook(world: World, call: Call) -> Any:
    """Have updates posted to an address; any loopback address may be plain HTTP here."""
    url = call.get("url") or ""
    if call.get("drop_pending_updates"):
        world.queue.drop_all()
    if not url:
        return delete_webhook(world, call)
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost", "http://[::1]")):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    remember_allowed(world, call)
    world.bot.webhook = Webhook(
        url,
        secret=call.get("secret_token"),
        max_connections=min(max(call.get("max_connections", 40), 1), 100),
    )
    world.webhook_changed.set()
    world.queue.wake()
    world.changed()
    return True


def delete_webhook(world: World, call: Call) -> Any:
    """Go back to `getUpdates`."""
    if call.get("drop_pending_updates"):
        world.queue.drop_all()
    world.bot.webhook = None
    world.webhook_changed.set()
    world.queue.wake()
    world.changed()
    return True


def webhook_info(world: World) -> Any:
    """Where updates go and how many wait."""
    hook = world.bot.webhook
    info: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue),
    }
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.last_error_date:
            info["last_error_date"] = hook.last_error_date
            info["last_error_message"] = hook.last_error_message
    if world.bot.allowed_updates:
        info["allowed_updates"] = world.bot.allowed_updates
    return info


async def post_updates(world: World, answer: Any) -> None:
    """Post updates one by one while a webhook is set, each until it is taken."""
    pause = 0.05
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while True:
            hook = world.bot.webhook
            if hook is None:
                world.webhook_changed.clear()
                await world.webhook_changed.wait()
                continue
            waiting = world.queue.first()
            if waiting is None:
                await world.queue.arrival(5.0)
                continue
            problem = await _post(session, hook, bytes(waiting.raw), answer)
            if problem is None:
                world.queue.confirm_first(waiting.id)
                world.changed()
                pause = 0.05
                continue
            hook.last_error_date, hook.last_error_message = world.clock.date(), problem
            world.webhook_changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(world.webhook_changed.wait(), pause)
            pause = min(pause * 2, 2.0)


async def _post(
    session: aiohttp.ClientSession, hook: Webhook, raw: bytes, answer: Any
) -> str | None:
    """Post one update; what went wrong, or None. A method named in the answer is carried out."""
    headers = {"Content-Type": "application/json"}
    if hook.secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
    try:
        async with session.post(hook.url, data=raw, headers=headers) as response:
            body = await response.read()
            if not 200 <= response.status < 300:
                return f"Wrong response from the webhook: {response.status} {response.reason}"
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return f"Connection failed: {type(error).__name__}"
    if body.startswith(b"{"):
        with contextlib.suppress(msgspec.DecodeError):
            asked = msgspec.json.decode(body)
            if isinstance(asked, dict) and isinstance(asked.get("method"), str):
                await answer(asked.pop("method"), asked)
    return None
