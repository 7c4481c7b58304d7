"""What is kept of random days: streak, explanation and segment agree with a pencil."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from bot.features.challenges.queries import challenge_by_id, own_days
from bot.features.challenges.rules import Challenge
from bot.features.checkins.histories import BY_CARD, MADE_UP
from bot.features.checkins.rules import ONE_DAY, Course, History, Mark, replayed
from bot.features.segments.service import Scope, compiled
from bot.features.settings.policy import Policy
from bot.features.vocabulary import vocabulary
from bot.kit.chance import CountedChance
from bot.kit.days import zone_named
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.challenge_buttons import JoinChallenge
from models.challenges import challenges, forgiven_days, pauses
from models.checkins import checkins
from tests.challenges.test_conversation import begun
from tests.checkins.test_streaks import FIRST, days, histories, plain
from tests.conversation import Town, texts, value

pytestmark = pytest.mark.feature("A5")

DAYS = 30
ZONE = zone_named("Asia/Shanghai")
WORDS = vocabulary()
CROWD = 3
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
drawn = st.tuples(
    st.lists(histories(), min_size=CROWD, max_size=CROWD),
    st.frozensets(st.integers(1, 7), max_size=3),
    days,
)


async def crowded(town: Town) -> tuple[int, list[int]]:
    """A challenge that some take part in; returns its number and theirs."""
    await begun(town, f"{DAYS} Read start:today")
    (row,) = await town.rows(challenges)
    crowd = [town.person() for _ in range(CROWD)]
    for each in crowd:
        await each.says("good morning everybody")
        await each.presses(buttons.pack(JoinChallenge(row["id"])))
    return int(row["id"]), [each.id for each in crowd]


async def lived(uow: UnitOfWork, number: int, days_of: dict[int, History], rest: str) -> Challenge:
    """Write days down as if they had been lived."""
    await uow.execute(
        update(challenges).where(challenges.c.id == number).values(starts_on=FIRST, rest=rest)
    )
    challenge = await challenge_by_id(uow, number)
    assert challenge is not None
    its = {"challenge_id": number, "at": uow.now}
    ours = {**its, "community_id": challenge.community_id}
    rows: list[dict[str, Any]] = []
    for person_id, history in days_of.items():
        for day in sorted(history.signed):
            way = "button" if day not in history.made_up else (MADE_UP, BY_CARD)[day.day % 2]
            more = {"person_id": person_id, "local_day": day, "window": 0, "way": way}
            rows.append(ours | more)
        for first, last in dict(history.pauses).items():
            more = {"person_id": person_id, "first_day": first, "last_day": last}
            await uow.execute(insert(pauses).values(its | more))
    for day in next(iter(days_of.values())).forgiven:
        await uow.execute(insert(forgiven_days).values(ours | {"local_day": day}))
    if rows:
        await uow.execute(insert(checkins), rows)
    return challenge


@FEW
@given(drawn)
async def test_what_is_kept_of_random_days_agrees_with_a_pencil(
    town_on_both: Town, lives: tuple[list[History], frozenset[int], date]
) -> None:
    """Streak, day-by-day explanation and segment of each, over rest, breaks, make-ups, outages."""
    town = town_on_both
    if not await town.count(challenges):
        town.crowd = await crowded(town)  # type: ignore[attr-defined]
    number, crowd = town.crowd  # type: ignore[attr-defined]
    drawn_days, rest, today = lives
    # What an outage spoiled is the same for everybody, and of breaks each begins once.
    forgiven = drawn_days[0].forgiven
    days_of = {
        person_id: History(each.signed, each.made_up, tuple(dict(each.pauses).items()), forgiven)
        for person_id, each in zip(crowd, drawn_days, strict=True)
    }
    course = Course(FIRST, FIRST + (DAYS - 1) * ONE_DAY, rest)
    noon = datetime.combine(today, time(4), UTC)
    async with town.database.engine.connect() as connection:
        transaction = await connection.begin()
        uow = UnitOfWork(
            connection, now=noon, chance=CountedChance(), dialect=town.database.dialect
        )
        challenge = await lived(uow, number, days_of, "".join(map(str, sorted(rest))))
        wanted = {each: plain(history, course, today) for each, history in days_of.items()}
        scope = Scope(challenge.community_id, ZONE, noon, Policy())
        found = {}
        for person_id in crowd:
            history, progress = await own_days(uow, challenge, person_id)
            told = [mark for _, mark, _ in replayed(history, today, course)]
            signed = sum(mark in {Mark.SIGNED, Mark.MADE_UP} for mark in told)
            found[person_id] = (progress.streak, signed)
        selected = {}
        for least in range(1, 6):
            query = await compiled(uow, scope, WORDS, f"streak:{challenge.plan.key}>={least}")
            selected[least] = set((await uow.execute(query)).scalars())
        kept = await uow.execute(select(challenges.c.starts_on))
        assert kept.scalar_one() == FIRST
        await transaction.rollback()

    assert found == {each: (streak, streak) for each, streak in wanted.items()}
    assert selected == {
        least: {each for each, streak in wanted.items() if streak >= least}
        for least in range(1, 6)
    }


async def test_a_segment_names_a_challenge(town_on_both: Town) -> None:
    """By its word or its title; a wrong name is told with the nearest one."""
    town = town_on_both
    ada = await begun(town, "14 Read every day start:today")
    (row,) = await town.rows(challenges)
    mei = town.person()
    await mei.says("good morning everybody")
    await mei.presses(buttons.pack(JoinChallenge(row["id"])))
    for _ in range(2):
        await mei.says("#14")
        town.passes(days=1)
    asked = {
        said: value(await ada.whispers(f"/segment {said}"), "segment-count", "members")
        for said in (
            "streak:14>=2",
            'streak:"read every day">=2',
            "streak:14>=3",
            "streak>=1",
            "not streak:14>=2 and points>=0",
        )
    }
    wrong = texts(await ada.whispers("/segment streak:15>=2"))

    assert list(asked.values()) == [1, 1, 0, 0, 1]
    assert [each.id for each in wrong[:3]][-1] == "segment-fault-near"


def test_a_pencil_and_the_days_begin_alike() -> None:
    """The pencil counts from before the first day that is drawn."""
    assert plain(History(frozenset({FIRST})), Course(), FIRST + timedelta(days=1)) == 1
