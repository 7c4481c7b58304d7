"""The parts of the message path by themselves, for whoever works on it next; nothing is asked."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import traffic
from benchmarks.loopback import TOKEN
from benchmarks.processes import copy_of
from benchmarks.report import Row, beside
from benchmarks.throughput import migrated

ROUNDS = 5
BATCH = 100


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold reading, judging and writing each against the obvious way of doing it."""
    tell("the parts by themselves")
    rows = [_decoding(), _judging()]
    rows.append(asyncio.run(_flushing(copy_of(migrated(folder), folder, "micro"))))
    return rows


def _decoding() -> Row:
    from telegram import Bot, Update

    from bot.runtime.letters import read

    bot = Bot(TOKEN)
    raws = [json.dumps(each, ensure_ascii=False).encode() for each in _updates(2_000)]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_each(raws, read))
        theirs.append(_each(raws, lambda raw: Update.de_json(json.loads(raw), bot)))
    return beside("decode a message (PTB's objects)", "µs", ours, theirs)


def _judging() -> Row:
    from benchmarks.checks import bench_of, said_as

    listed = traffic.words()
    bench = bench_of(words=listed, patterns=traffic.PATTERNS)
    texts = [each.text for each in traffic.spoken(5_000)]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_each([said_as(text) for text in texts], bench.look))
        theirs.append(_each(texts, lambda text: any(word in text.lower() for word in listed)))
    return beside("judge a message (a loop over the words)", "µs", ours, theirs)


async def _flushing(url: str) -> Row:
    from bot.features.activity.service import ACTIVITY, DAILY
    from bot.kit.collector import Collector
    from bot.kit.database import Database
    from bot.kit.writing import write_all
    from models.communities import communities

    database = Database(url)
    began = datetime(2026, 3, 1, tzinfo=UTC)

    def gathered(number: int) -> Collector:
        collector = Collector(database.dialect)
        for person in range(BATCH):
            at = began + timedelta(seconds=number * BATCH + person)
            row = {"community_id": 1, "person_id": person, "kind": "message"}
            collector.add(ACTIVITY, row | {"chat_id": -1, "message_id": number, "at": at})
            collector.add(DAILY, row | {"local_day": at.date(), "times": 1})
        return collector

    async with database.writing() as connection:
        community = {"id": 1, "name": "G", "language": "en", "zone": "UTC", "version": 1}
        await connection.execute(communities.insert().values(created_at=began, **community))

    async def at_once(connection: Any, number: int) -> None:
        await write_all(connection, gathered(number).drain())

    async def one_by_one(connection: Any, number: int) -> None:
        for statement, rows in gathered(number).drain():
            await connection.execute(statement, rows)

    async def timed(work: Callable[[Any, int], Awaitable[None]]) -> float:
        async with database.writing() as connection:
            await work(connection, 0)
            began = time.perf_counter()
            for number in range(20):
                await work(connection, number)
            return (time.perf_counter() - began) / 20 * 1e6

    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(await timed(at_once))
        theirs.append(await timed(one_by_one))
    await database.close()
    return beside("write 200 rows (SQLAlchemy's way)", "µs", ours, theirs)


def _each(values: list[Any], work: Callable[[Any], object]) -> float:
    """Return how many microseconds the work takes for one value."""
    began = time.perf_counter()
    for value in values:
        work(value)
    return (time.perf_counter() - began) / len(values) * 1e6


def _updates(count: int) -> list[dict[str, Any]]:
    updates: list[dict[str, Any]] = []
    for number, said in enumerate(traffic.spoken(count, commands=0)):
        sender = {"id": said.person_id, "is_bot": False, "first_name": "Mei", "username": "mei"}
        chat = {"id": said.chat_id, "title": "Group", "type": "supergroup"}
        message = {"message_id": number, "date": 1_770_000_000 + number, "text": said.text}
        updates.append({"update_id": number, "message": message | {"from": sender, "chat": chat}})
    return updates
