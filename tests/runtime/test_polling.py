"""Asking for updates: confirmed after the commit, and never stuck."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from telegram.error import NetworkError, TimedOut

from bot.runtime.letters import Letter
from bot.runtime.polling import Polling, TokenRefused
from models.updates import failed_updates, seen_updates
from tests.conversation import Town
from tests.runtime.telegram_queue import Queue


class Taken:
    """Notes what is taken."""

    def __init__(self) -> None:
        self.is_catching_up = True
        self.numbers: list[int | None] = []
        self.errors: list[Exception] = []

    async def take(self, letters: Sequence[Letter]) -> None:
        """Take a batch, or fail as told."""
        if self.errors:
            raise self.errors.pop()
        self.numbers += [letter.update_id for letter in letters]


def polling(queue: Queue, taker: Any, *, batch: int = 3) -> Polling:
    """A poller of small batches that does not wait."""
    return Polling(
        queue.fetch, taker, allowed_updates=["message"], batch=batch, wait_s=0, pause_s=0.001
    )


def plain(*numbers: int) -> dict[int, bytes]:
    """Updates that nobody is concerned with."""
    return {number: json.dumps({"update_id": number, "poll": {}}).encode() for number in numbers}


async def drain(queue: Queue, poller: Polling, *, most: int = 60) -> None:
    """Ask until nothing waits any more; more questions than `most` are a stall."""
    for _ in range(most):
        if await poller.once() == 0:
            break
    assert queue.waiting == {}


async def test_everything_is_taken_once_and_in_order() -> None:
    """Seven updates in batches of three: three questions bring them, the fourth nothing."""
    queue, taker = Queue(plain(*range(100, 107))), Taken()
    poller = polling(queue, taker)

    await drain(queue, poller)

    assert taker.numbers == list(range(100, 107))
    assert queue.asked == [0, 103, 106, 107]
    assert poller.caught_up.is_set()
    assert not taker.is_catching_up


async def test_a_batch_is_confirmed_only_when_its_rows_stand(town: Town) -> None:
    """Whenever a higher offset is asked for, everything below it can be read by others."""
    mei = town.person()
    updates = [town.message(mei, f"第{at}章读完了") for at in range(7)]
    queue = Queue({each["update_id"]: json.dumps(each).encode() for each in updates})
    seen: list[tuple[int, int]] = []

    async def look() -> None:
        seen.append((queue.asked[-1], await town.count(seen_updates)))

    queue.on_ask = look
    await drain(queue, polling(queue, town.intake))

    assert seen == [(0, 0), (4, 3), (7, 6), (8, 7)]


async def test_a_batch_that_was_not_taken_is_asked_for_again() -> None:
    """Without a database nothing is confirmed."""
    queue, taker = Queue(plain(1, 2)), Taken()
    taker.errors = [OSError("no database")]
    poller = polling(queue, taker)

    with pytest.raises(OSError, match="no database"):
        await poller.once()
    await drain(queue, poller)

    assert queue.asked == [0, 0, 3]
    assert taker.numbers == [1, 2]


@pytest.mark.parametrize(
    "answer",
    [
        b'{"ok":false,"error_code":409,"description":"Conflict"}',
        b'{"ok":false,"error_code":429,"parameters":{"retry_after":0.01}}',
        b'{"ok":false,"error_code":502}',
        b"<html>Bad Gateway</html>",
        b"",
        b"\xff\xfe",
        b'{"ok":true}',
        b'{"ok":true,"result":null}',
        b'{"ok":true,"result":[{"update_id":1,',
        NetworkError("reset"),
        TimedOut(),
    ],
)
async def test_the_loop_outlives_a_bad_answer(answer: bytes | Exception) -> None:
    """A conflict, a gateway's page, half an answer or none: a pause, and then the updates."""
    queue, taker = Queue(plain(1)), Taken()
    queue.instead = [answer]

    await _run_until_caught_up(polling(queue, taker))

    assert taker.numbers == [1]


@pytest.mark.parametrize("code", [401, 404])
async def test_a_refused_token_ends_the_loop(code: int) -> None:
    """An unknown or revoked token is told in one sentence, and nobody asks again."""
    queue = Queue(plain(1))
    queue.instead = [json.dumps({"ok": False, "error_code": code}).encode()]

    with pytest.raises(TokenRefused, match="HEARTH_TOKEN"):
        await polling(queue, Taken()).run()

    assert len(queue.asked) == 1


async def _run_until_caught_up(poller: Polling) -> None:
    loop = asyncio.create_task(poller.run())
    async with asyncio.timeout(5):
        await poller.caught_up.wait()
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop


@pytest.mark.parametrize(
    "bad",
    [
        b"{}",
        b"null",
        b"[]",
        b'"update"',
        b"17",
        b'{"update_id":null,"poll":{}}',
        b'{"update_id":"x","poll":{}}',
        b'{"update_id":1e400}',
        b'{"update_id":-7,"poll":{}}',
        b'{"update_id":99999999999999999999999999,"poll":{}}',
        # A number that Telegram cannot mean: below, beyond and far beyond the true one.
        b'{"update_id":1,"poll":{}}',
        b'{"update_id":4503599627370496,"poll":{}}',
        b'{"update_id":9007199254740993,"poll":{}}',
    ],
)
@pytest.mark.parametrize("at", [500, 502, 503, 506, 509])
async def test_an_unreadable_number_never_stalls(town: Town, bad: bytes, at: int) -> None:
    """At the beginning, the middle or the end of a batch, or all alone: everything else is in."""
    numbers = [number for number in range(500, 510) if number != at]
    queue = Queue(plain(*numbers) | {at: bad})

    await drain(queue, polling(queue, town.intake))

    taken = {row["update_id"] for row in await town.rows(seen_updates)}
    assert taken >= set(numbers)


async def test_an_unreadable_number_alone_at_the_beginning_is_passed(town: Town) -> None:
    """Nothing is known of its number, and yet it does not come for ever."""
    queue = Queue({700_000_000: b'{"update_id":null,"poll":{}}'})
    poller = polling(queue, town.intake)
    await drain(queue, poller)

    queue.waiting = plain(700_000_001)
    await drain(queue, poller)

    assert [row["update_id"] for row in await town.rows(seen_updates)] == [700_000_001]
    assert await town.count(failed_updates) >= 1


async def test_numbers_may_begin_anew() -> None:
    """After a quiet week Telegram may count from anywhere: also from below."""
    queue, taker = Queue(plain(900)), Taken()
    poller = polling(queue, taker)
    await drain(queue, poller)

    class Restarted(Queue):
        async def fetch(self, question: bytes) -> bytes:
            asked = json.loads(question)
            if asked["offset"] > 800:
                asked["offset"] = 0
            return await super().fetch(json.dumps(asked).encode())

    again = Restarted(plain(5, 6, 7, 8))
    poller._fetch = again.fetch
    await drain(again, poller)

    assert taker.numbers == [900, 5, 6, 7, 8]
