"""The look over everybody agrees with a plain description of it, on random histories."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.features.tiers.figures import Span, figures_of
from bot.features.tiers.rules import (
    ACTIVE_KINDS,
    COUNTED_KINDS,
    Dimension,
    Figures,
    Ladder,
    Measure,
    Need,
    Rung,
    Standing,
    reaches,
    step_of,
    target_of,
)
from bot.features.tiers.survey import Survey
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity, daily_answers
from models.communities import chats, communities
from models.members import members, memberships, people
from models.tiers import spends, tiers

TODAY = date(2026, 3, 29)
NOW = datetime(2026, 3, 30, 2, 10, tzinfo=UTC)
GROUP = -5
KINDS = (*ACTIVE_KINDS, *COUNTED_KINDS.values(), "member_joined")
# On both sides of each window's edge, and after the day that is looked at.
AGO = st.sampled_from([-1, 0, 1, 2, 6, 7, 8, 29, 30, 31, 200])
WINDOWS = (1, 7, 30)
PERSONS = st.integers(1, 5)


@dataclass(frozen=True, slots=True)
class Past:
    """What happened, as rows."""

    here: tuple[bool, ...]
    bots: tuple[bool, ...]
    deeds: dict[tuple[int, int, str], int]
    answers: frozenset[tuple[int, int, int]]
    orders: tuple[tuple[int, int, int], ...]
    standings: dict[int, tuple[int, int | None]]


def figures(past: Past, measures: Iterable[Measure], person: int) -> Figures:
    """What somebody did, counted one by one."""
    found = {}
    for measure in measures:
        within = set(range(measure.days))
        kind = COUNTED_KINDS.get(measure.dimension)
        mine = [(ago, k, n) for (who, ago, k), n in past.deeds.items() if who == person]
        orders = [paid for who, ago, paid in past.orders if who == person and ago in within]
        found[measure] = {
            Dimension.ACTIVE_DAYS: len(
                {a for a, k, _ in mine if a in within and k in ACTIVE_KINDS}
            ),
            Dimension.ANSWERED: len(
                {b for a, b, ago in past.answers if a == person and ago in within}
            ),
            Dimension.REPLIERS: len(
                {a for a, b, ago in past.answers if b == person and ago in within}
            ),
            Dimension.SPEND: sum(orders),
            Dimension.PURCHASES: len(orders),
        }.get(measure.dimension, sum(n for a, k, n in mine if a in within and k == kind))
    return found


needs = st.builds(
    Need,
    st.builds(Measure, st.sampled_from(Dimension), st.sampled_from(WINDOWS)),
    st.integers(1, 3),
)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Draw a ladder of up to four rungs."""
    rungs = [Rung("r0", {"en": "0"})]
    for number in range(1, draw(st.integers(2, 4))):
        asked = {need.measure: need for need in draw(st.lists(needs, min_size=1, max_size=3))}
        is_confirmed = draw(st.sampled_from([False, False, True]))
        rungs.append(Rung(f"r{number}", {"en": ""}, tuple(asked.values()), is_confirmed))
    return Ladder("activity", tuple(rungs), draw(st.sampled_from([0, 1, 3, 14])))


pasts = st.builds(
    Past,
    st.tuples(*[st.sampled_from([True, True, True, False])] * 5),
    st.tuples(*[st.sampled_from([False] * 5 + [True])] * 5),
    st.dictionaries(
        st.tuples(PERSONS, AGO, st.sampled_from(KINDS)), st.integers(1, 3), max_size=25
    ),
    st.frozensets(st.tuples(PERSONS, PERSONS, AGO).filter(lambda each: each[0] != each[1])),
    st.lists(st.tuples(PERSONS, AGO, st.integers(1, 3)), max_size=6).map(tuple),
    st.dictionaries(
        PERSONS, st.tuples(st.integers(0, 3), st.none() | st.sampled_from([0, 1, 2, 11, 14, 20]))
    ),
)


async def written(connection: AsyncConnection, past: Past) -> None:
    """Write the past down."""
    rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    rows[communities].append(
        {"id": 1, "name": "C", "language": "en", "zone": "UTC", "version": 1, "created_at": NOW}
    )
    rows[chats].append(
        {"id": GROUP, "community_id": 1, "type": "supergroup", "kind": "main", "title": "G"}
        | {"labels": [], "bot_status": "administrator", "bot_rights": {}, "created_at": NOW}
    )
    for number, (is_here, is_bot) in enumerate(zip(past.here, past.bots, strict=True), 1):
        rows[people].append({"id": number, "first_name": "P", "is_bot": is_bot, "seen_at": NOW})
        seen = {"community_id": 1, "person_id": number, "first_seen_at": NOW, "last_seen_at": NOW}
        rows[members].append(seen)
        rows[memberships].append(
            {"chat_id": GROUP, "person_id": number, "status": "member", "is_present": is_here}
        )
    for (who, ago, kind), times in past.deeds.items():
        rows[daily_activity].append(
            {"community_id": 1, "local_day": day(ago), "person_id": who, "kind": kind}
            | {"times": times}
        )
    for who, whom, ago in past.answers:
        rows[daily_answers].append(
            {"community_id": 1, "local_day": day(ago), "person_id": who, "answered_id": whom}
        )
    for number, (who, ago, paid) in enumerate(past.orders):
        rows[spends].append(
            {"community_id": 1, "ref": f"A{number}", "person_id": who, "local_day": day(ago)}
            | {"amount": paid}
        )
    for who, standing in standings(past).items():
        rows[tiers].append(
            {"community_id": 1, "ladder": "activity", "person_id": who, "rank": standing.rank}
            | {"since": standing.since, "below_since": standing.below_since}
        )
    for table, each in rows.items():
        await connection.execute(insert(table), each)


def day(ago: int) -> date:
    """The day so many days before."""
    return TODAY - timedelta(days=ago)


def standings(past: Past) -> dict[int, Standing]:
    """How people stood."""
    return {
        who: Standing(rank, day(60), None if below is None else day(below))
        for who, (rank, below) in past.standings.items()
    }


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(pasts, ladders())
# Somebody who fell below this very day, where the grace was taken away since.
@example(
    Past((True,) * 5, (False,) * 5, {}, frozenset(), (), {1: (1, 0)}),
    Ladder(
        "activity",
        (
            Rung("r0", {"en": "0"}),
            Rung("r1", {"en": ""}, (Need(Measure(Dimension.ACTIVE_DAYS, 7), 1),)),
        ),
        0,
    ),
)
@pytest.mark.feature("T4")
async def test_the_look_agrees_with_the_description(
    both_databases: Database, past: Past, ladder: Ladder
) -> None:
    """Whom a night concerns, where their figures put them, and who may be proposed."""
    span, before = Span(1, TODAY), standings(past)
    async with both_databases.surveying() as connection:
        await written(connection, past)
        survey = Survey(connection, span, ladder)
        await survey.look()
        found = {each.person_id: each async for part in survey.parts(2) for each in part}
        nominees = {
            each.person_id: each.rank
            for each in await survey.nominees(since=NOW, besides=(), most=50)
        }
        uow = UnitOfWork(
            connection, now=NOW, chance=CountedChance(), dialect=both_databases.dialect
        )
        alone = {
            person: await figures_of(uow, span, ladder.measures, person) for person in range(1, 6)
        }
        await connection.rollback()

    for person in range(1, 6):
        had = figures(past, ladder.measures, person)
        assert alone[person] == had
        standing = before.get(person)
        if not past.here[person - 1] or past.bots[person - 1]:
            gone = found.get(person)
            assert (gone is not None) == (standing is not None)
            assert gone is None or gone.target is None
            assert person not in nominees
            continue
        rank = None if standing is None else standing.rank
        target = target_of(ladder, had, rank)
        step = step_of(standing, target, TODAY, ladder.grace_days)
        nominee = next(
            (
                at
                for at, rung in reversed(list(enumerate(ladder.rungs)))
                if rung.is_confirmed and reaches(rung, had) and (rank is None or rank < at)
            ),
            None,
        )
        assert nominees.get(person) == nominee
        if step is not None or nominee is not None:
            assert (found[person].target, found[person].standing) == (target, standing)
            assert found[person].figures == had
        elif person in found:
            # Looked at once more than needed, as nothing comes of it.
            assert found[person].target == target
