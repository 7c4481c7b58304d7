"""What a schedule of a hundred thousand entries costs to load, compare and look ahead in."""

import asyncio
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy import text

from benchmarks.processes import Broken, copy_of
from benchmarks.report import Row, at_most, beside
from benchmarks.throughput import migrated
from bot.features.calendar import keeping
from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import Around
from bot.features.calendar.looking import ahead
from bot.features.calendar.reading import File, read
from bot.features.places import Places
from bot.features.settings.policy import Policy
from bot.kit.chance import CountedChance
from bot.kit.clock import StoppedClock
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.scheduler import Scheduler
from handlers.calendar_notices import CalendarTeller

ENTRIES: Final = 100_000
FEW: Final = 1_000
A_FILE: Final = 1_000
ROUNDS: Final = 3
KNOCKS: Final = 40
A_MIDDLE: Final = 8
BAR: Final = 5.0
STEADY: Final = 1.25
NOW: Final = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
TODAY: Final = date(2026, 3, 10)
_GROUP: Final = (
    """INSERT INTO communities (id, name, language, zone, version, created_at)
    VALUES (1, 'Group', 'zh-CN', 'Asia/Shanghai', 1, 1)""",
    """INSERT INTO chats (id, community_id, type, kind, labels, title, bot_status, bot_rights,
    roster_version, created_at, is_forum)
    VALUES (-1, 1, 'supergroup', 'main', '[]', 'Main', 'administrator', '{}', 1, 1, 0)""",
)


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold a whole schedule against the library that parses it, and knocks against each other."""
    migrated(folder)
    tell(f"writing {ENTRIES:,} entries")
    files, edited = list(_files(ENTRIES)), list(_files(ENTRIES, edited=100))
    spent = [asyncio.run(_round(folder, files, edited, number)) for number in range(ROUNDS)]
    parsed, loaded, compared, listed = (list(each) for each in zip(*spent, strict=True))
    whole = [sum(each[1:]) for each in spent]
    knocks = asyncio.run(_knocks(folder))
    return [
        at_most("schedule of 100,000: load, compare, a month ahead", "s", whole, parsed, BAR),
        beside("schedule: load", "s", loaded, parsed),
        beside("schedule: read an edit and compare", "s", compared, parsed),
        beside("schedule: list the next month", "s", listed, parsed),
        at_most("a knock with 100,000 entries (1,000)", "ms", *knocks, STEADY),
    ]


async def _round(
    folder: Path, files: Sequence[File], edited: Sequence[File], number: int
) -> tuple[float, float, float, float]:
    """Return how long parsing, loading, an edit and a look ahead take."""
    database = Database(copy_of(migrated(folder), folder, f"schedule-{number}"))
    began = time.perf_counter()
    for each in files:
        tomllib.loads(each.text)
    parsed = time.perf_counter()
    plan = await _load(database, files, NOW)
    loaded = time.perf_counter()
    await _load(database, edited, NOW + timedelta(minutes=5))
    compared = time.perf_counter()
    count = sum(1 for _ in ahead(plan.entries, TODAY, TODAY + timedelta(days=30)))
    listed = time.perf_counter()
    await database.close()
    if count < ENTRIES:
        raise Broken(f"of {ENTRIES:,} entries only {count:,} fall due within a month")
    return parsed - began, loaded - parsed, compared - loaded, listed - compared


async def _load(database: Database, files: Sequence[File], now: datetime) -> Plan:
    plan = read(files, Around(), zone="UTC", country="CN")
    if not isinstance(plan, Plan):
        raise Broken(f"the schedule has faults, such as {plan[0]}")
    async with database.writing() as connection:
        uow = UnitOfWork(connection, now=now, chance=CountedChance(), dialect=database.dialect)
        await keeping.load(uow, plan)
        await uow.flush()
    return plan


async def _knocks(folder: Path) -> tuple[list[float], list[float]]:
    """Return how long a knock takes by which one entry is posted, with many entries and few."""
    spent: tuple[list[float], list[float]] = ([], [])
    rigs = [await _ticking(folder, count) for count in (ENTRIES, FEW)]
    for _ in range(KNOCKS):
        for times, (database, clock, scheduler) in zip(spent, rigs, strict=True):
            clock.advance(timedelta(minutes=1))
            began = time.perf_counter()
            taken = await scheduler.knock()
            times.append((time.perf_counter() - began) * 1000)
            if taken != 1:
                raise Broken(f"{taken} pieces of work were done by a knock on {database.dialect}")
    for database, _, _ in rigs:
        await database.close()
    # One knock is a matter of milliseconds, and of whatever else the machine does just then.
    return _middles(spent[0]), _middles(spent[1])


async def _ticking(folder: Path, count: int) -> tuple[Database, StoppedClock, Scheduler]:
    """Lay out a group, so many entries for later, and one that falls due every minute."""
    database = Database(copy_of(migrated(folder), folder, f"knock-{count}"))
    clock = StoppedClock(NOW)
    async with database.writing() as connection:
        for statement in _GROUP:
            await connection.execute(text(statement))
    later = [
        f'[[post]]\nid = "later-{n}"\non = {TODAY + timedelta(days=30 + n % 300)}\nat = 08:30:00\n'
        'text = "Good morning"\n'
        for n in range(count - 1)
    ]
    tick = '[[post]]\nid = "tick"\ncron = "* * * * *"\ntext = "Tick"\n'
    await _load(database, [File("knocks.toml", tick + "".join(later))], NOW)
    teller = CalendarTeller(Places(Policy()))
    scheduler = Scheduler(
        database,
        clock,
        CountedChance(),
        {keeping.FALL: teller.fall},
        say=lambda _effects, _owes: None,
        replica="benchmark",
    )
    return database, clock, scheduler


def _middles(times: Sequence[float]) -> list[float]:
    return [median(times[at : at + A_MIDDLE]) for at in range(0, len(times), A_MIDDLE)]


def _files(count: int, *, edited: int = 0) -> Iterator[File]:
    for first in range(0, count, A_FILE):
        entries = "".join(
            _entry(number, "again" if number < edited else "")
            for number in range(first, min(first + A_FILE, count))
        )
        head = 'zone = "Asia/Shanghai"\n[defaults]\nto = ["main"]\nowner = "@lead"\n'
        yield File(f"{first:06}.toml", head + entries)


def _entry(number: int, more: str) -> str:
    """Return an entry: of twenty seven are for a day, the others come again."""
    day = TODAY + timedelta(days=1 + number % 300)
    rule = (
        *[f"on = {day}"] * 7,
        *['every = "weekdays"', 'every = "mon,thu"', 'every = "fri"', 'every = "sat"'],
        *['every = "month:1"', 'every = "month:last"', 'every = "month:2-mon"'],
        *['cron = "30 8 * * 1-5"', 'rrule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"'],
        *['festival = "mid-autumn"', 'every = "day"', 'every = "sun"', 'every = "weekends"'],
    )[number % 20]
    at = "" if rule.startswith("cron") else f"at = {number % 24:02}:{number // 24 % 60:02}:00\n"
    return (
        f'[[post]]\nid = "entry-{number}"\n{rule}\n{at}'
        f'kind = "{("education", "fun", "activity")[number % 3]}"\n'
        f'standard = "at least five answers"\npin = "24h"\n'
        f'text = ["Ten minutes of reading before the phone? {number} {more}",'
        f' "Which page are you on? {number}"]\n'
    )
