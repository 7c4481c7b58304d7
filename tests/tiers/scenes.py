"""What tiers need again and again in tests: people with a past, and nights."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, insert

from bot.features.tiers.service import NIGHT
from bot.kit.chance import CountedChance
from bot.kit.days import local_day, zone_named
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity, daily_answers
from models.tiers import tiers
from tests.conversation import Person, Town

ZONE = zone_named("Asia/Shanghai")


async def put(town: Town, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows, as the past left them."""
    written = list(rows)
    if written:
        async with town.database.writing() as connection:
            await connection.execute(insert(table), written)


async def lived(
    town: Town,
    person: Person | int,
    *,
    days: int = 0,
    messages: int = 1,
    answered: int = 0,
    repliers: int = 0,
    thanked: int = 0,
) -> None:
    """Give somebody a past that ends yesterday: active days, and whom they matter to."""
    number = person if isinstance(person, int) else person.id
    last = yesterday(town)
    past = [
        {"kind": "message", "local_day": last - timedelta(days=n), "times": messages}
        for n in range(days)
    ]
    if thanked:
        past.append({"kind": "member_thanked", "local_day": last, "times": thanked})
    own = {"community_id": 1, "person_id": number}
    await put(town, daily_activity, [own | row for row in past])
    others = range(9001, 9001 + max(answered, repliers))
    pairs = [(number, other) for other in others[:answered]]
    pairs += [(other, number) for other in others[:repliers]]
    await put(
        town,
        daily_answers,
        [
            {"community_id": 1, "local_day": last, "person_id": who, "answered_id": whom}
            for who, whom in pairs
        ],
    )


def yesterday(town: Town) -> date:
    """The last day that has ended."""
    return local_day(town.clock.now(), ZONE) - timedelta(days=1)


async def night(town: Town) -> None:
    """Have the ladders gone over now."""
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=CountedChance(),
            dialect=town.database.dialect,
        )
        key = f"test-night:{town.clock.now().timestamp()}:{await town.count(tiers)}"
        uow.schedule(Due(key, NIGHT, uow.now, community_id=1))
        await uow.flush()
    await town.settles()


async def stands(town: Town, ladder: str = "activity") -> dict[int, int]:
    """Who stands on which rung, by number."""
    return {
        row["person_id"]: row["rank"] for row in await town.rows(tiers) if row["ladder"] == ladder
    }
