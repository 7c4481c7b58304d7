"""What it costs to close a draw with a hundred thousand entrants, on both databases."""

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, insert, select, update

from benchmarks.processes import copy_of
from benchmarks.report import Row, at_most
from benchmarks.throughput import migrated, postgres
from bot.features.draws import closing, keeping
from bot.features.draws.rules import (
    Bonus,
    Draw,
    Plan,
    Prize,
    digest,
    line_of,
    list_of,
    mark_of,
    ranked,
)
from bot.features.places import Place, Places, place_of
from bot.features.settings.policy import Policy
from bot.features.vocabulary import vocabulary
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from handlers import draw_posts
from models.communities import chats, communities
from models.draws import draw_tickets
from models.members import members, memberships, people
from tests.postgres import Unavailable

ENTRANTS: Final = 100_000
ROUNDS: Final = 5
BAR: Final = 3.0
NOW: Final = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
_AT_ONCE: Final = 10_000


class _Undone(Exception):  # noqa: N818 — it ends a round, and nothing of it stays
    pass


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold ranking and root against hashing the list, and a closing against its rows."""
    rows = [at_most("draw: root and order, 100,000 entrants", "ms", *_pure(), BAR)]
    url = copy_of(migrated(folder), folder, "draws")
    tell(f"making {ENTRANTS:,} entrants on SQLite")
    rows.append(at_most("draw: close, 100,000, SQLite", "ms", *asyncio.run(_close(url)), BAR))
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres())
        except Unavailable as reason:
            tell(f"no PostgreSQL: {reason}")
            return rows
        tell(f"making {ENTRANTS:,} entrants on PostgreSQL")
        spent = asyncio.run(_close(url))
        rows.append(at_most("draw: close, 100,000, PostgreSQL", "ms", *spent, BAR))
    return rows


def _pure() -> tuple[list[float], list[float]]:
    lines = [line_of(at, 1, mark_of("salt", at)) for at in range(1, ENTRANTS + 1)]
    final = digest("final")
    spent, bare = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        _hashed = [sha256(line.encode()).hexdigest() for line in lines]
        bare.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        digest(list_of(lines))
        ranked(final, lines)
        spent.append((time.perf_counter() - began) * 1000)
    return spent, bare


async def _close(url: str) -> tuple[list[float], list[float]]:
    database = Database(url)
    draw_id = await _populate(database)
    spent, bare = [], []
    await _round(database, _read_and_write, draw_id)
    for _ in range(ROUNDS):
        bare.append(await _round(database, _read_and_write, draw_id))
        spent.append(await _round(database, _closing, draw_id))
    await database.close()
    return spent, bare


async def _round(database: Database, work: Callable[..., Any], draw_id: int) -> float:
    """Return how long work took, in ms; nothing of it stays."""
    took = 0.0
    try:
        async with database.writing() as connection:
            uow = UnitOfWork(connection, now=NOW, chance=CountedChance(), dialect=database.dialect)
            place = await _place(uow)
            draw = await keeping.anew(uow, draw_id)
            began = time.perf_counter()
            await work(uow, place, draw)
            await uow.flush()
            took = (time.perf_counter() - began) * 1000
            raise _Undone  # noqa: TRY301 — leaving is what undoes it
    except _Undone:
        return took


async def _closing(uow: UnitOfWork, place: Place, draw: Draw) -> None:
    """Freeze, publish the list, draw, and tell with the proof: the whole of it."""
    frozen = await closing.freeze(uow, place, draw, vocabulary())
    assert frozen is not None
    await draw_posts.post_list(uow, *frozen)
    # The dice fall in between: it is another batch, which has to read the list anew.
    uow.remember(("draw list", draw.id), None)
    drawn = await closing.decide(uow, place, frozen[0])
    assert drawn is not None
    await draw_posts.announce(uow, place, drawn)


async def _read_and_write(uow: UnitOfWork, _place: Place, draw: Draw) -> None:
    """Read the draw's rows and write each of them once."""
    mine = draw_tickets.c.draw_id == draw.id
    (await uow.execute(select(draw_tickets).where(mine))).all()
    await uow.execute(update(draw_tickets).where(mine).values(weight=2))


async def _place(uow: UnitOfWork) -> Place:
    await Places(Policy()).read(uow, [-1])
    place = place_of(uow, -1)
    assert place is not None
    return place


async def _populate(database: Database) -> int:
    """Let so many people be members of a group, and be in a draw with a condition and bonuses."""
    numbers = range(1, ENTRANTS + 1)
    async with database.writing() as connection:
        uow = UnitOfWork(connection, now=NOW, chance=CountedChance(), dialect=database.dialect)
        await uow.execute(insert(communities).values(_COMMUNITY))
        await uow.execute(insert(chats).values(_CHAT))
        for table, row in _ROWS.items():
            for at in range(0, ENTRANTS, _AT_ONCE):
                await uow.execute(insert(table), [row(n) for n in numbers[at : at + _AT_ONCE]])
        place = await _place(uow)
        drafted = await keeping.draft(uow, place, _PLAN, thread_id=None, by=None)
        begun = await keeping.begin(uow, place, drafted, by=None)
        assert begun is not None
        for at in range(0, ENTRANTS, _AT_ONCE):
            some = [_ticket(begun.id, n) for n in numbers[at : at + _AT_ONCE]]
            await uow.execute(insert(draw_tickets), some)
        await uow.flush()
    if database.dialect == "postgresql":
        async with database.writing() as connection:
            for table in (*_ROWS, draw_tickets):
                await connection.exec_driver_sql(f"ANALYZE {table.name}")
    return begun.id


_PLAN: Final = Plan(
    title="A large draw",
    rules="For everybody.",
    prizes=(Prize("A mug", 10),),
    only="points >= 5",
    bonus=(Bonus("points >= 50", 1),),
    has_dice=False,
)
_COMMUNITY: Final = {
    "id": 1,
    "name": "Group",
    "language": "en",
    "zone": "Asia/Shanghai",
    "version": 1,
    "created_at": NOW,
}
_CHAT: Final = {
    "id": -1,
    "community_id": 1,
    "type": "supergroup",
    "kind": "main",
    "labels": [],
    "title": "Main",
    "bot_status": "administrator",
    "bot_rights": {},
    "roster_version": 1,
    "created_at": NOW,
    "is_forum": False,
}
_ROWS: Final[dict[Table, Callable[[int], dict[str, Any]]]] = {
    people: lambda n: {"id": n, "first_name": f"Member {n}", "is_bot": False, "seen_at": NOW},
    members: lambda n: {
        "community_id": 1,
        "person_id": n,
        "first_seen_at": NOW,
        "last_seen_at": NOW,
        "points": n % 100,
    },
    memberships: lambda n: {
        "chat_id": -1,
        "person_id": n,
        "status": "member",
        "is_present": True,
    },
}


def _ticket(draw_id: int, number: int) -> dict[str, Any]:
    salt = f"{number:032x}"
    return {
        "draw_id": draw_id,
        "person_id": number,
        "number": number,
        "weight": 1,
        "salt": salt,
        "mark": mark_of(salt, number),
        "at": NOW,
    }
