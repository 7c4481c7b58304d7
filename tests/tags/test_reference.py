"""What rules select by one query is what somebody with pencil and paper would select."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from bot.features.points.rules import Levels, total_for
from bot.features.tags.rules import (
    PARTS,
    Came,
    Did,
    Hours,
    Inactive,
    Level,
    Part,
    Rule,
    part_of,
)
from bot.features.tags.selecting import Sight, known_people, selected
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity, daily_activity
from models.communities import chats, communities
from models.members import members, people
from models.sources import journeys, sources

# New York puts its clocks forward on the eighth of March: within the month that is looked at.
ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 20, 7, 50, tzinfo=UTC)
PEOPLE = 60
KINDS = ("message", "member_checked_in", "member_thanked")


@dataclass
class Kept:
    """What is known of somebody, as plain values."""

    seen_at: datetime
    experience: int
    source: str | None
    is_bot: bool
    said: list[datetime] = field(default_factory=list)
    deeds: Counter[tuple[date, str]] = field(default_factory=Counter)


def drawn(person_id: int) -> Kept:
    """Make somebody up, always the same."""

    def roll(what: str, most: int) -> int:
        return int.from_bytes(sha256(f"{person_id}:{what}".encode()).digest()[:4]) % most

    kept = Kept(
        seen_at=NOW - timedelta(hours=roll("seen", 24 * 60)),
        experience=roll("experience", 900),
        source=("store12", "app", None)[roll("source", 3)],
        is_bot=roll("bot", 10) == 0,
    )
    for number in range(roll("messages", 40)):
        hours = roll(f"at {number}", 24 * 35) if number % 3 else roll(f"day {number}", 35) * 24
        kept.said.append(NOW - timedelta(hours=hours, minutes=roll(f"minute {number}", 60)))
    for number in range(roll("deeds", 12)):
        day = NOW.astimezone(ZONE).date() - timedelta(days=roll(f"deed {number}", 40))
        kept.deeds[day, KINDS[roll(f"kind {number}", 3)]] += 1 + roll(f"times {number}", 3)
    return kept


async def stored(database: Database, known: dict[int, Kept]) -> None:
    """Put them into a database, in a community with a neighbour that must not matter."""
    async with database.writing() as connection:
        for number in (1, 2):
            row: dict[str, Any] = {"id": number, "name": "x", "language": "en"}
            row |= {"zone": ZONE.key, "created_at": NOW}
            await connection.execute(insert(communities).values(row))
        chat = {"id": -100, "community_id": 1, "type": "supergroup", "title": "x"}
        chat |= {"bot_status": "administrator", "bot_rights": {}, "created_at": NOW}
        await connection.execute(insert(chats).values(chat))
        for number, key in ((1, "store12"), (2, "app")):
            row = {"id": number, "community_id": 1, "key": key, "chat_id": -100}
            await connection.execute(insert(sources).values(row | {"created_at": NOW}))
        ids = {"store12": 1, "app": 2, None: None}
        for person_id, kept in known.items():
            await connection.execute(
                insert(people).values(
                    id=person_id, first_name="x", is_bot=kept.is_bot, seen_at=kept.seen_at
                )
            )
            for number, seen_at in ((1, kept.seen_at), (2, NOW - timedelta(days=99))):
                row = {"community_id": number, "person_id": person_id}
                row |= {"first_seen_at": seen_at, "last_seen_at": seen_at}
                row |= {"experience": kept.experience if number == 1 else 10**6}
                await connection.execute(insert(members).values(row))
            row = {"community_id": 1, "person_id": person_id, "grade": "link"}
            await connection.execute(
                insert(journeys).values(row | {"source_id": ids[kept.source]})
            )
            for at in kept.said:
                row = {"person_id": person_id, "kind": "message", "at": at}
                await connection.execute(insert(activity).values(row | {"community_id": 1}))
                await connection.execute(insert(activity).values(row | {"community_id": 2}))
            for (day, kind), times in kept.deeds.items():
                row = {"local_day": day, "person_id": person_id, "kind": kind, "times": times}
                await connection.execute(insert(daily_activity).values(row | {"community_id": 1}))


def holds(rule: Rule, kept: Kept) -> bool:
    """Whether a rule holds for somebody, by pencil and paper."""
    if kept.is_bot:
        return False
    today = NOW.astimezone(ZONE).date()
    match rule:
        case Did(kind, times, within):
            days = {today - timedelta(days=back) for back in range(within or 1000)}
            return (
                sum(n for (day, each), n in kept.deeds.items() if each == kind and day in days)
                >= times
            )
        case Came(source):
            return kept.source == source
        case Hours(part, least):
            since = NOW - timedelta(days=30)
            counts: Counter[Part] = Counter(
                part_of(at.astimezone(ZONE).hour) for at in kept.said if at > since
            )
            busiest = max(PARTS, key=lambda each: (counts[each], -PARTS.index(each)))
            return busiest == part and counts[part] >= least
        case Inactive(days_away):
            return kept.seen_at < NOW - timedelta(days=days_away)
        case Level(level):
            total = total_for(level, Levels())
            return total is not None and kept.experience >= total
        case _:
            raise AssertionError(rule)


RULES: list[Rule] = [
    *(Did(kind, times, within) for kind in KINDS for times in (1, 3) for within in (None, 1, 7)),
    Came("store12"),
    Came("nowhere"),
    *(Hours(part, least) for part in PARTS for least in (1, 5, 12)),
    *(Inactive(days) for days in (1, 14, 59)),
    *(Level(level) for level in (1, 2, 3, 5000)),
]


@pytest.mark.feature("T2")
async def test_queries_select_whom_pencil_and_paper_select(both_databases: Database) -> None:
    """For every kind of rule, for all at once and for each alone, over a change of clocks."""
    known = {person_id: drawn(person_id) for person_id in range(1001, 1001 + PEOPLE)}
    await stored(both_databases, known)
    found: list[set[int]] = []
    async with both_databases.writing() as connection:
        uow = UnitOfWork(
            connection, now=NOW, chance=CountedChance(), dialect=both_databases.dialect
        )
        sight = Sight(1, ZONE, NOW, Levels(), both_databases.dialect)
        for rule in RULES:
            query = selected(rule, sight)
            assert query is not None
            at_once = set((await uow.execute(known_people(query))).scalars())
            expected = {person_id for person_id, kept in known.items() if holds(rule, kept)}
            assert at_once == expected, rule
            found.append(at_once)
            for person_id in list(known)[:8]:
                alone = selected(rule, sight, person_id)
                assert alone is not None
                rows = (await uow.execute(known_people(alone))).scalars().all()
                assert rows == ([person_id] if person_id in expected else [])

    assert sum(map(bool, found)) > len(RULES) // 2
