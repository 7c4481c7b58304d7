"""What a night over a million members' ladder costs, against the bare sum over the same rows.

By itself, and smaller: `python -m benchmarks.tiers --scale 0.01`.
"""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from string import Template
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Date, bindparam, text

from benchmarks.processes import Broken, copy_of
from benchmarks.report import Row, at_most, limited, table
from benchmarks.throughput import migrated, postgres
from bot.features.communities.rules import Standing as Presence
from bot.features.place import Place
from bot.features.settings.policy import Policy
from bot.features.tiers.nightly import Night, go_over
from bot.features.tiers.rules import DEFAULT_ACTIVITY, Ladder, Measure, Need
from bot.kit.apart import Apart
from bot.kit.chance import CountedChance
from bot.kit.clock import StoppedClock
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from tests.postgres import Unavailable

MEMBERS: Final = 1_000_000
DAYS: Final = 90
ROUNDS: Final = 3
BAR: Final = 2.0
MOST_MB: Final = 96.0
FIRST: Final = date(2026, 1, 1)
LAST: Final = FIRST + timedelta(days=DAYS - 1)
NOW: Final = datetime(2026, 4, 1, 20, 10, tzinfo=UTC)
# Each rung looks at all of the ninety days, so that both sides read the same rows.
LADDER: Final = replace(
    DEFAULT_ACTIVITY,
    rungs=tuple(
        replace(
            rung,
            needs=tuple(
                Need(Measure(need.measure.dimension, DAYS), need.least) for need in rung.needs
            ),
        )
        for rung in DEFAULT_ACTIVITY.rungs
    ),
)
# What the rows say of everybody, summed up and no more: a query for each way to read a table.
_BARE: Final = tuple(
    text(each).bindparams(bindparam("first", type_=Date), bindparam("last", type_=Date))
    for each in (
        (
            "SELECT count(*), sum(days), sum(times) FROM (SELECT person_id,"
            " count(DISTINCT local_day) AS days, sum(times) AS times FROM daily_activity"
            " WHERE community_id = 1 AND local_day BETWEEN :first AND :last"
            " GROUP BY person_id) AS sums"
        ),
        (
            "SELECT count(*), sum(met) FROM (SELECT person_id,"
            " count(DISTINCT answered_id) AS met FROM daily_answers"
            " WHERE community_id = 1 AND local_day BETWEEN :first AND :last"
            " GROUP BY person_id) AS sums"
        ),
        (
            "SELECT count(*), sum(met) FROM (SELECT answered_id,"
            " count(DISTINCT person_id) AS met FROM daily_answers"
            " WHERE community_id = 1 AND local_day BETWEEN :first AND :last"
            " GROUP BY answered_id) AS sums"
        ),
    )
)
_UNGUARDED: Final = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
PRAGMA cache_size=-200000;
"""
_SERIES: Final = {
    "sqlite": """(WITH RECURSIVE c(i) AS
        (SELECT $first UNION ALL SELECT i + 1 FROM c WHERE i < $last) SELECT i FROM c)""",
    "postgresql": "(SELECT generate_series($first, $last) AS i)",
}
_DAY: Final = {
    "sqlite": "date('2026-01-01', '+' || ($number) || ' days')",
    "postgresql": "(DATE '2026-01-01' + CAST($number AS integer))",
}
# So many members with ten rows each on average: most are quiet, one in twenty is there most days.
_POPULATION: Final = """
INSERT INTO communities (id, name, language, zone, version, created_at)
  VALUES (1, 'Group', 'zh-CN', 'Asia/Shanghai', 1, $moment);
INSERT INTO chats (id, community_id, type, kind, labels, title, bot_status, bot_rights,
    roster_version, created_at, is_forum)
  VALUES (-1, 1, 'supergroup', 'main', '[]', 'Main', 'member', '{}', 1, $moment, $no);
INSERT INTO people (id, first_name, is_bot, can_dm, seen_at)
  SELECT n.i, 'Member ' || n.i, $no, $no, $moment FROM $people AS n;
INSERT INTO members (community_id, person_id, first_seen_at, last_seen_at, messages)
  SELECT 1, n.i, $moment, $moment, 1 FROM $people AS n;
INSERT INTO memberships (chat_id, person_id, status, is_present)
  SELECT -1, n.i, 'member', $yes FROM $people AS n;
DROP INDEX ix_daily_activity_person_id;
DROP INDEX ix_daily_answers_person_id;
DROP INDEX ix_daily_answers_answered_id;
INSERT INTO daily_activity (community_id, local_day, person_id, kind, times)
  SELECT 1, $deed_day, n.i, CASE WHEN j.i % 4 = 3 THEN 'reaction' ELSE 'message' END,
    1 + (n.i + j.i) % 5
  FROM $people AS n JOIN $deeds AS j ON j.i < CASE WHEN n.i % 20 < 12 THEN 2
    WHEN n.i % 20 < 17 THEN 10 WHEN n.i % 20 < 19 THEN 30 ELSE 66 END
  ORDER BY 2, 3, 4;
INSERT INTO daily_answers (community_id, local_day, person_id, answered_id)
  SELECT DISTINCT 1, $answer_day, n.i, (n.i * 13 + j.i * 17) % $members + 1
  FROM $people AS n JOIN $answers AS j ON j.i < n.i % 20 - 8
  WHERE n.i <> (n.i * 13 + j.i * 17) % $members + 1
  ORDER BY 2, 3, 4;
CREATE INDEX ix_daily_activity_person_id ON daily_activity (person_id);
CREATE INDEX ix_daily_answers_person_id ON daily_answers (person_id);
CREATE INDEX ix_daily_answers_answered_id ON daily_answers (answered_id);
ANALYZE
"""


@dataclass(slots=True)
class _Spent:
    """Seconds of each night and of the bare sum beside it, and what the first night took."""

    nights: list[float]
    bare: list[float]
    first_s: float = 0.0
    peak_mb: float = 0.0


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold nights on SQLite and on PostgreSQL against the bare sum, in turns."""
    return _measured(folder, tell, MEMBERS)


def _measured(folder: Path, tell: Callable[[str], None], members: int) -> list[Row]:
    rows: list[Row] = []
    with ExitStack() as stack:
        urls = {"SQLite": copy_of(migrated(folder), folder, "tiers")}
        try:
            urls["PostgreSQL"] = stack.enter_context(postgres())
        except Unavailable as reason:
            tell(f"no PostgreSQL: {reason}")
        for name, url in urls.items():
            tell(f"{name}: making {members:,} members and {DAYS} days")
            maker = get_context("spawn").Process(target=_populate, args=(url, members))
            maker.start()
            maker.join()
            if maker.exitcode:
                raise Broken(f"{name}: the members could not be made")
            spent = asyncio.run(_nights(url, tell))
            what = f"a night over {members:,} members, {name}"
            rows.append(at_most(what, "s", spent.nights, spent.bare, BAR))
            rows.append(Row(f"the first night, {name}", spent.first_s, "s"))
            rows.append(limited(f"memory of a night, {name}", "MB", spent.peak_mb, MOST_MB))
    return rows


async def _nights(url: str, tell: Callable[[str], None]) -> _Spent:
    database = Database(url)
    began = time.perf_counter()
    before = _reset_peak()
    await _night(database, LADDER, LAST)
    spent = _Spent([], [], time.perf_counter() - began)
    tell(f"{database.dialect}: first night {spent.first_s:.1f} s")
    for number in range(1, ROUNDS + 1):
        # Each night sees a day less of the past, so that some fall below what their rung asks.
        last = LAST + timedelta(days=number)
        spent.bare.append(await _bare(database, last))
        began = time.perf_counter()
        await _night(database, LADDER, last)
        spent.nights.append(time.perf_counter() - began)
        tell(f"{database.dialect}: {spent.nights[-1]:.1f} s, bare {spent.bare[-1]:.1f} s")
    spent.peak_mb = max(0.0, _peak() - before) / 1024
    await database.close()
    return spent


async def _night(database: Database, ladder: Ladder, day: date) -> None:
    async def finish(_: UnitOfWork) -> None:
        """Wake nobody: that is no part of the ladders."""

    clock = StoppedClock(NOW)
    apart = Apart(database, clock, CountedChance(), finish=finish, say=lambda _: None)
    await go_over(apart, Night(_PLACE, ladder, day))


async def _bare(database: Database, last: date) -> float:
    days = {"first": last - timedelta(days=DAYS - 1), "last": last}
    async with database.surveying() as connection:
        began = time.perf_counter()
        for query in _BARE:
            (await connection.execute(query, days)).one()
        return time.perf_counter() - began


def _populate(url: str, members: int) -> None:
    """Let so many be members, a statement a table; in a process whose memory ends with it."""
    is_sqlite = url.startswith("sqlite")
    dialect = "sqlite" if is_sqlite else "postgresql"
    series, day = Template(_SERIES[dialect]), Template(_DAY[dialect])
    deed = "(n.i * 31 + (j.i - CASE WHEN j.i % 4 = 3 THEN 1 ELSE 0 END) * 7) % 90"
    population = Template(_POPULATION).substitute(
        moment="1" if is_sqlite else "TIMESTAMPTZ '2026-01-01'",
        no="0" if is_sqlite else "false",
        yes="1" if is_sqlite else "true",
        members=members,
        people=series.substitute(first=1, last=members),
        deeds=series.substitute(first=0, last=65),
        answers=series.substitute(first=0, last=11),
        deed_day=day.substitute(number=f"({deed})"),
        answer_day=day.substitute(number="((n.i * 7 + j.i) % 90)"),
    )
    if is_sqlite:
        connection = sqlite3.connect(url.partition(":///")[2])
        connection.executescript(_UNGUARDED + population)
        connection.close()
    else:
        asyncio.run(_run(url, population))


async def _run(url: str, population: str) -> None:
    database = Database(url)
    async with database.writing() as connection:
        # Who is mentioned is known to be there: ten million look-ups tell nothing.
        await connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in population.split(";"):
            await connection.exec_driver_sql(statement)
    await database.close()


def _reset_peak() -> float:
    """Forget the largest size so far; returns the size now, in kB."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS")


def _peak() -> float:
    return _status("VmHWM")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


_PLACE: Final = Place(
    chat_id=-1,
    chat_type="supergroup",
    chat_kind="main",
    title="Main",
    username=None,
    is_forum=False,
    linked_chat_id=None,
    standing=Presence("member", {}),
    community_id=1,
    community_name="Group",
    language="zh-CN",
    zone=ZoneInfo("Asia/Shanghai"),
    policy=Policy(),
    roster={},
    roster_read_at=None,
)


def main() -> int:
    """Measure a part of it, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tiers", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="a share of a million members")
    members = max(100, int(MEMBERS * parser.parse_args().scale))
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as name:
        rows = _measured(Path(name), lambda line: print(line, file=sys.stderr), members)
    print(table(rows))
    return 0 if all(row.ok is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
