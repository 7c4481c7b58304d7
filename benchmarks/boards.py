"""What a board of a million members costs to read, and to keep, on both databases."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from string import Template

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.processes import copy_of
from benchmarks.report import Row, at_most, beside
from benchmarks.throughput import migrated, postgres
from bot.features.boards import queries
from bot.features.boards.counting import ALL_TIME, Books, count_up
from bot.features.boards.rules import FAN
from bot.features.boards.service import board_for
from bot.features.members.service import hear
from bot.features.points.earnings import keep_earned
from bot.features.points.rules import ChatMemory
from bot.features.points.service import LEDGER, balance_of
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.boards import scores
from tests.postgres import Unavailable

MEMBERS = 1_000_000
ROUNDS = 7
LOOKS = 40
EARNERS = 500
BAR = 5.0
NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
BOOKS = Books(1)
GROUP = -1


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold a board and one's own place against one read by key, and counting against earning."""
    url = copy_of(migrated(folder), folder, "boards")
    rows = asyncio.run(_of(url, "SQLite", tell))
    try:
        with postgres() as address:
            rows += asyncio.run(_of(address, "PostgreSQL", tell))
    except Unavailable as reason:
        tell(f"no PostgreSQL: {reason}")
    return rows


async def _of(url: str, name: str, tell: Callable[[str], None]) -> list[Row]:
    database = Database(url)
    tell(f"{name}: making {MEMBERS:,} members with scores")
    async with database.writing() as connection:
        await _populate(connection, is_sqlite=database.is_sqlite)
    await _settle(database)
    looked, paged, counted, read = await _looks(database)
    tell(f"{name}: {median(counted):.1f} ms to count those above, as the obvious query does")
    gathered, bare = await _gathering(database)
    counting, earning = await _counting(database)
    await database.close()
    return [
        at_most(f"place among 1,000,000, {name}", "ms", looked, read, BAR),
        beside(f"with who stands beside, {name}", "ms", paged, read),
        beside(f"an earning message's rows, {name}", "µs", gathered, bare),
        beside(f"counting what a member earned, {name}", "µs", counting, earning),
    ]


async def _looks(database: Database) -> tuple[list[float], ...]:
    """Read boards, the obvious count and balances in turns, for members from all over."""
    looked: list[float] = []
    paged: list[float] = []
    counted: list[float] = []
    read: list[float] = []
    async with database.reading() as connection:
        uow = _uow(database, connection)

        async def look(person_id: int) -> object:
            seen = await queries.look(uow, 1, ALL_TIME, person_id)
            return seen and await queries.first_of(uow, seen, ALL_TIME, person_id)

        async def page(person_id: int) -> object:
            return await board_for(uow, BOOKS, ALL_TIME, person_id, name="Mei")

        async def point(person_id: int) -> object:
            return await balance_of(uow, 1, person_id)

        async def count(person_id: int) -> object:
            own = select(scores.c.experience).where(scores.c.person_id == person_id)
            above = select(func.count()).where(
                scores.c.is_listed.is_(True), scores.c.experience > own.scalar_subquery()
            )
            return (await uow.execute(above)).scalar_one()

        await _timed(look, 1)
        await _timed(page, 1)
        await _timed(point, 1)
        for number in range(ROUNDS):
            read.append(await _timed(point, number))
            looked.append(await _timed(look, number))
            paged.append(await _timed(page, number))
        counted.append(await _timed(count, 0))
    return looked, paged, counted, read


async def _timed(act: Callable[[int], Awaitable[object]], number: int) -> float:
    """Return how many milliseconds it takes, in the mean of members spread over all places."""
    began = time.perf_counter()
    for at in range(LOOKS):
        await act(1 + (number * 7919 + at * 24_989) % MEMBERS)
    return (time.perf_counter() - began) * 1000 / LOOKS


async def _gathering(database: Database) -> tuple[list[float], list[float]]:
    """Write what messages that earn leave behind, with what boards need of it and without."""
    spent: list[float] = []
    bare: list[float] = []
    for number in range(ROUNDS * 2):
        is_counted = bool(number % 2)
        async with database.writing() as connection:
            uow = _uow(database, connection)
            began = time.perf_counter()
            for person_id in range(1, EARNERS + 1):
                _message(uow, person_id, number, is_counted=is_counted)
            await uow.flush()
        took = (time.perf_counter() - began) * 1e6 / EARNERS
        (spent if is_counted else bare).append(took)
    return spent, bare


def _message(uow: UnitOfWork, person_id: int, number: int, *, is_counted: bool) -> None:
    key = f"{GROUP}:{number * EARNERS + person_id}"
    uow.collect(
        LEDGER,
        {
            "community_id": 1,
            "person_id": person_id,
            "experience": 20,
            "points": 20,
            "rule": "chat",
            "source_type": "message",
            "source_id": key,
            "actor_id": None,
            "chat_id": GROUP,
            "local_day": TODAY,
            "key": key,
            "at": uow.now,
        },
    )
    hear(uow, 1, person_id, uow.now, worth=20, memory=ChatMemory())
    if is_counted:
        keep_earned(uow, 1, person_id, day=TODAY, rule="chat", chat_id=GROUP, experience=20)


async def _counting(database: Database) -> tuple[list[float], list[float]]:
    """Count what so many have earned on every board, against writing that they did."""
    counting: list[float] = []
    earning: list[float] = []
    for number in range(ROUNDS):
        async with database.writing() as connection:
            uow = _uow(database, connection, after=timedelta(minutes=number + 1))
            await count_up(uow, BOOKS)
            first = 1 + number * EARNERS * 37 % (MEMBERS - EARNERS)
            began = time.perf_counter()
            for person_id in range(first, first + EARNERS):
                _message(uow, person_id, 100 + number, is_counted=True)
            await uow.flush()
            earning.append((time.perf_counter() - began) * 1e6 / EARNERS)
            began = time.perf_counter()
            await count_up(uow, BOOKS)
            counting.append((time.perf_counter() - began) * 1e6 / EARNERS)
    return counting, earning


def _uow(
    database: Database, connection: AsyncConnection, *, after: timedelta = timedelta()
) -> UnitOfWork:
    return UnitOfWork(
        connection, now=NOW + after, chance=CountedChance(), dialect=database.dialect
    )


async def _settle(database: Database) -> None:
    """Let the database look at what it has, as it does by itself after a while."""
    async with database.engine.connect() as connection:
        outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await outside.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


async def _populate(connection: AsyncConnection, *, is_sqlite: bool) -> None:
    """Let so many be members with a score of all time: half of them the few of one message."""
    words = _SQLITE if is_sqlite else _POSTGRESQL
    for statement in _STATEMENTS:
        await connection.execute(text(Template(statement).substitute(words)))


# Pareto: whoever wrote n messages is one of 1/n, each message worth 15 to 25.
_MESSAGES = "(1000003 / (1 + i * 104729 % 1000003))"
_WORDS = {
    "fan": str(FAN),
    "worth": f"(15 * {_MESSAGES} + i * 7919 % (1 + 10 * {_MESSAGES}))",
}
_SQLITE = _WORDS | {
    "yes": "1",
    "no": "0",
    "numbers": "WITH RECURSIVE n(i) AS"
    " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < MANY)".replace("MANY", str(MEMBERS)),
    "moment": "1600000000000000 + (i * 48271 % 5000011) * 35000000",
    "week": "reached_at / 604800000000",
}
_POSTGRESQL = _WORDS | {
    "yes": "true",
    "no": "false",
    "numbers": "WITH n AS"
    " (SELECT CAST(i AS bigint) AS i FROM generate_series(1, MANY) AS i)".replace(
        "MANY", str(MEMBERS)
    ),
    "moment": "to_timestamp(1600000000 + (i * 48271 % 5000011) * 35)",
    "week": "CAST(floor(extract(epoch FROM reached_at) / 604800) AS bigint)",
}
_STATEMENTS = (
    """INSERT INTO communities (id, name, language, zone, version, created_at)
    SELECT 1, 'Group', 'en', 'Asia/Shanghai', 1, $moment FROM (SELECT 1 AS i) AS one""",
    """$numbers INSERT INTO people (id, first_name, is_bot, seen_at)
    SELECT i, 'Member ' || i, $no, $moment FROM n""",
    """$numbers INSERT INTO members
    (community_id, person_id, first_seen_at, last_seen_at, experience, points)
    SELECT 1, i, $moment, $moment, $worth, $worth FROM n""",
    """INSERT INTO boards (id, community_id, span, starts_on, ends_on, kind, chat_id)
    VALUES (1000, 1, 'all', '1970-01-01', '9999-01-01', '', 0)""",
    """$numbers INSERT INTO scores (board_id, person_id, experience, reached_at, is_listed)
    SELECT 1000, i, $worth, $moment, $yes FROM n""",
    """INSERT INTO score_counts (board_id, level, bucket, members)
    SELECT 1000, 0, experience, COUNT(*) FROM scores GROUP BY experience""",
    """INSERT INTO score_counts (board_id, level, bucket, members)
    SELECT 1000, 1, experience / $fan, COUNT(*) FROM scores GROUP BY experience / $fan""",
    """INSERT INTO score_counts (board_id, level, bucket, members)
    SELECT 1000, 2, experience / ($fan * $fan), COUNT(*) FROM scores
    GROUP BY experience / ($fan * $fan)""",
    """INSERT INTO score_counts (board_id, level, bucket, members)
    SELECT 1000, 3, experience * 4294967296 + $week, COUNT(*) FROM scores
    WHERE experience < $fan GROUP BY experience * 4294967296 + $week""",
)
