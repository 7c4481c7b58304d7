"""A funnel agrees with one that is counted by hand, whatever came in which order and zone."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from bot.features.sources.queries import ACTIVE, CONTRIBUTING, Funnel, Share, funnels
from bot.kit.days import local_day
from models.activity import daily_activity
from models.members import people
from models.sources import journeys, sources
from tests.conversation import Town
from tests.runtime.outbox import unit

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Half past midnight of the first of March in Shanghai is still February in Greenwich.
NOW = datetime(2026, 2, 28, 16, 30, tzinfo=UTC)
TODAY = date(2026, 3, 1)
KINDS = (*ACTIVE, *CONTRIBUTING)
STEPS = ("started", "requested", "joined", "admitted", "onboarded", "spoke")


def drawn(*what: object, below: int) -> int:
    """A number that looks drawn by lot, and is the same each time."""
    return int.from_bytes(sha256(repr(what).encode()).digest()[:8]) % below


def lives(seed: int) -> list[dict[str, Any]]:
    """Three hundred ways in, each with the days on which something was done."""
    made = []
    for number in range(300):
        draw = partial(drawn, seed, number)
        joined = NOW - timedelta(minutes=draw("joined", below=60 * 24 * 45))
        day = first = local_day(joined, SHANGHAI)
        done: set[tuple[str, date]] = set()
        while day <= TODAY:
            if draw("done", day, below=10) == 0:
                done.add((KINDS[draw("kind", day, below=len(KINDS))], day))
            day += timedelta(days=1)
        steps = {step: joined for step in STEPS if draw(step, below=10) < 6}
        source = (None, 1, 2)[draw("source", below=3)]
        made.append(
            {"id": 5000 + number, "source": source, "steps": steps, "day": first, "done": done}
        )
    return made


def counted(lived: list[dict[str, Any]]) -> dict[int | None, dict[str, Any]]:
    """The same by hand, member by member."""
    whole: dict[int | None, dict[str, Any]] = defaultdict(lambda: defaultdict(int))
    for each in lived:
        figures = whole[each["source"]]
        for step in STEPS:
            figures[step] += step in each["steps"]
        if "joined" not in each["steps"]:
            continue
        figures["contributed"] += any(kind in CONTRIBUTING for kind, _ in each["done"])
        for term in (7, 30):
            then = each["day"] + timedelta(days=term)
            if then >= TODAY:
                continue
            figures[f"whole{term}"] += 1
            figures[f"kept{term}"] += any(
                kind in ACTIVE and day >= then for kind, day in each["done"]
            )
    return whole


@pytest.mark.feature("I2")
@pytest.mark.parametrize("seed", [1, 2])
async def test_counted_by_hand(town_on_both: Town, seed: int) -> None:
    """Every step, who stayed and who contributed, by each source."""
    town = town_on_both
    await town.with_admin()
    lived = lives(seed)
    async with town.database.writing() as connection:
        await connection.execute(
            insert(sources),
            [
                {"id": n, "community_id": 1, "key": f"s{n}", "chat_id": -1, "created_at": NOW}
                for n in (1, 2)
            ],
        )
        await connection.execute(
            insert(people),
            [
                {"id": each["id"], "first_name": "P", "is_bot": False, "seen_at": NOW}
                for each in lived
            ],
        )
        await connection.execute(
            insert(journeys),
            [
                {
                    "community_id": 1,
                    "person_id": each["id"],
                    "source_id": each["source"],
                    "grade": "link" if each["source"] else "unknown",
                }
                | {f"{step}_at": each["steps"].get(step) for step in STEPS}
                for each in lived
            ],
        )
        days = [
            (each["id"], kind, day)
            for each in lived
            for kind, day in {*each["done"], ("member_joined", each["day"])}
        ]
        await connection.execute(
            insert(daily_activity),
            [
                {"community_id": 1, "person_id": p, "kind": k, "local_day": d, "times": 1}
                for p, k, d in days
            ],
        )
        found = await funnels(unit(connection, town.clock), 1, TODAY)

    by_hand = counted(lived)
    expected = {
        Funnel(
            key=None if source is None else f"s{source}",
            title=None,
            is_closed=False,
            **{step: figures[step] for step in STEPS},
            contributed=figures["contributed"],
            retained=tuple(
                (term, Share(figures[f"kept{term}"], figures[f"whole{term}"])) for term in (7, 30)
            ),
        )
        for source, figures in by_hand.items()
    }
    # The town's own people have no journey.
    assert set(found) == expected
