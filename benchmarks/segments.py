"""What a segment of eight conditions costs over a hundred thousand members."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from benchmarks.processes import copy_of
from benchmarks.report import Row, at_most
from benchmarks.throughput import migrated
from bot.features.segments.queries import everybody
from bot.features.segments.service import compiled
from bot.features.segments.words import Scope
from bot.features.settings.policy import Policy
from bot.features.vocabulary import vocabulary
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork

MEMBERS = 100_000
ROUNDS = 7
# Eight conditions by five tables, against who is here at all.
EXPRESSION = (
    "tag:runner and tier>=active and not tag:staff and joined>30d and inactive<14d"
    ' and points>=100 and in:"region:east" and level>=3'
)
BAR = 1.5
NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold a segment's count against the bare count of the same members, in turns."""
    tell(f"making {MEMBERS:,} members")
    url = copy_of(migrated(folder), folder, "segments")
    _populate(Path(url.partition(":///")[2]))
    spent, bare, found = asyncio.run(_turns(url))
    tell(f"{found:,} of {MEMBERS:,} are in it")
    return [at_most("a segment of 8 conditions, 100,000 members", "ms", spent, bare, BAR)]


async def _turns(url: str) -> tuple[list[float], list[float], int]:
    database = Database(url)
    scope = Scope(1, ZoneInfo("Asia/Shanghai"), NOW, Policy())
    words = vocabulary()
    spent: list[float] = []
    bare: list[float] = []
    found = 0
    async with database.reading() as connection:
        uow = UnitOfWork(connection, now=NOW, chance=CountedChance(), dialect=database.dialect)

        async def count(text: str | None) -> float:
            nonlocal found
            began = time.perf_counter()
            chosen = everybody(1) if text is None else await compiled(uow, scope, words, text)
            counted = select(func.count()).select_from(chosen.subquery())
            found = int((await uow.execute(counted)).scalar_one())
            return (time.perf_counter() - began) * 1000

        await count(None)
        for _ in range(ROUNDS):
            bare.append(await count(None))
            spent.append(await count(EXPRESSION))
    await database.close()
    return spent, bare, found


def _populate(path: Path) -> None:
    """Let so many people be members, tagged, tiered and in two groups, a statement a table."""
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        PRAGMA journal_mode=OFF;
        PRAGMA synchronous=OFF;
        INSERT INTO communities (id, name, language, zone, version, created_at)
          VALUES (1, 'Group', 'zh-CN', 'Asia/Shanghai', 1, 1);
        INSERT INTO chats (id, community_id, type, kind, labels, title, bot_status, bot_rights,
          roster_version, created_at, is_forum)
          VALUES (-1, 1, 'supergroup', 'main', '[]', 'Main', 'member', '{}', 1, 1, 0),
            (-2, 1, 'supergroup', 'core', '["region:east"]', 'East', 'member', '{}', 1, 1, 0);
        CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
        INSERT INTO tags (id, community_id, key, created_at)
          VALUES (1, 1, 'runner', 1), (2, 1, 'staff', 1);
        """
    )
    connection.execute(
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ?)"
        " INSERT INTO n SELECT i FROM c",
        (MEMBERS,),
    )
    connection.execute(
        "INSERT INTO people (id, first_name, is_bot, can_dm, seen_at)"
        " SELECT i, 'Member ' || i, 0, i % 2, 1 FROM n"
    )
    day, now = 86_400_000_000, int(NOW.timestamp() * 1_000_000)
    connection.execute(
        "INSERT INTO members (community_id, person_id, first_seen_at, last_seen_at, joined_at,"
        " messages, experience, points)"
        " SELECT 1, i, ?1 - 90 * ?2, ?1 - (i % 20) * ?2, ?1 - (i % 90) * ?2, i % 50, i % 5000,"
        " i % 1000 FROM n",
        (now, day),
    )
    connection.executescript(
        """
        INSERT INTO memberships (chat_id, person_id, status, is_present)
          SELECT -1, i, 'member', 1 FROM n;
        INSERT INTO memberships (chat_id, person_id, status, is_present)
          SELECT -2, i, 'member', 1 FROM n WHERE i % 3 = 0;
        INSERT INTO taggings (tag_id, person_id, community_id, source, evidence, at)
          SELECT 1, i, 1, 'staff', '{}', 1 FROM n WHERE i % 4 < 2;
        INSERT INTO taggings (tag_id, person_id, community_id, source, evidence, at)
          SELECT 2, i, 1, 'staff', '{}', 1 FROM n WHERE i % 50 = 0;
        INSERT INTO tiers (community_id, ladder, person_id, rank, since)
          SELECT 1, 'activity', i, i % 5, '2026-01-01' FROM n;
        """
    )
    connection.commit()
    connection.close()
