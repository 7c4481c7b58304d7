"""How due work gets done."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.config.settings import Retention
from bot.features.checkins.histories import OUTAGE
from bot.kit.chance import CountedChance
from bot.kit.clock import StoppedClock
from bot.kit.database import Database
from bot.kit.effects import Due, Effect, Reply
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime import housekeeping
from bot.runtime.duework import DueRow, Worker
from bot.runtime.scheduler import Scheduler
from models.activity import activity, daily_activity
from models.communities import communities
from models.dues import dues
from models.heartbeats import downtimes, heartbeats
from models.updates import seen_updates
from tests.runtime.outbox import hello, states, unit

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class Diary:
    """A worker that writes down what it did and when, and fails when told to."""

    def __init__(self, failing: Callable[[DueRow], Exception | None] | None = None) -> None:
        self.done: list[tuple[str, datetime]] = []
        self.late: list[str] = []
        self._failing = failing or (lambda _due: None)

    async def __call__(self, uow: UnitOfWork, due: DueRow) -> None:
        """Do it."""
        uow.owe(hello(f"for {due.key}"))
        uow.speak(Reply(-1, Text("hello"), "en"))
        if (error := self._failing(due)) is not None:
            raise error
        self.done.append((due.key, uow.now))

    async def on_late(self, _uow: UnitOfWork, due: DueRow) -> None:
        """Leave it out."""
        self.late.append(due.key)


class Released:
    """Takes what commits released."""

    def __init__(self) -> None:
        self.effects: list[Effect] = []
        self.owed = 0

    def __call__(self, effects: Sequence[Effect], owes: bool) -> None:
        """Take it."""
        self.effects.extend(effects)
        self.owed += owes


def scheduler_of(
    database: Database,
    clock: StoppedClock,
    workers: Mapping[str, Worker],
    released: Released | None = None,
    *,
    replica: str = "one",
) -> Scheduler:
    """Make a scheduler."""
    return Scheduler(
        database, clock, CountedChance(), workers, say=released or Released(), replica=replica
    )


async def plan(database: Database, clock: StoppedClock, *planned: Due) -> None:
    """Put work on the schedule and commit."""
    async with database.writing() as connection:
        uow = unit(connection, clock)
        for due in planned:
            uow.schedule(due)
        await uow.flush()


async def shown(database: Database) -> dict[str, Any]:
    """Return the state of each piece of work by its key."""
    async with database.reading() as connection:
        found = await connection.execute(select(dues.c.key, dues.c.state))
        return {key: state for key, state in found if not key.startswith("house.")}


async def test_due_work_is_done_once_in_due_order(
    both_databases: Database, clock: StoppedClock
) -> None:
    """Of three pieces of work two are due: they are done in order, their words released."""
    diary, released = Diary(), Released()
    scheduler = scheduler_of(both_databases, clock, {"d": diary}, released)
    now = clock.now()
    await plan(
        both_databases,
        clock,
        Due("second", "d", now),
        Due("first", "d", now - MINUTE),
        Due("later", "d", now + MINUTE),
    )

    assert await scheduler.knock() == 2
    assert await scheduler.knock() == 0

    assert diary.done == [("first", now), ("second", now)]
    assert await shown(both_databases) == {"first": "done", "second": "done", "later": "waiting"}
    assert await scheduler.next_due() == now + MINUTE
    assert (len(released.effects), released.owed) == (2, 2)
    assert await states(both_databases) == ["owed", "owed"]


async def test_two_replicas_do_each_thing_once(
    both_databases: Database, clock: StoppedClock
) -> None:
    """Two processes that knock at the same time share the work."""
    diary = Diary()
    await plan(both_databases, clock, *(Due(f"{n}", "d", clock.now()) for n in range(20)))

    await asyncio.gather(
        *(scheduler_of(both_databases, clock, {"d": diary}, replica=r).knock() for r in "ab")
    )

    assert sorted(key for key, _ in diary.done) == sorted(str(n) for n in range(20))


async def test_what_comes_too_late_is_marked_by_its_own_policy(
    database: Database, clock: StoppedClock
) -> None:
    """An hour after its time a greeting is left out, while a reckoning is done all the same."""
    diary = Diary()
    now = clock.now()
    await plan(
        database,
        clock,
        Due("greeting", "d", now, late_after=15 * MINUTE),
        Due("reckoning", "d", now),
    )
    clock.advance(timedelta(hours=1))

    await scheduler_of(database, clock, {"d": diary}).knock()

    assert await shown(database) == {"greeting": "late", "reckoning": "done"}
    assert diary.late == ["greeting"]
    assert [key for key, _ in diary.done] == ["reckoning"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (KeyError("what a member wrote"), "KeyError at tests/runtime/test_scheduler.py:"),
        (Refusal(Text("refused-right")), "refused: refused-right"),
    ],
)
async def test_bad_work_harms_no_other_and_fails_in_the_end(
    database: Database, clock: StoppedClock, error: Exception, reason: str
) -> None:
    """It leaves no trace, is tried five times ever later, and says why without quoting."""
    diary = Diary(lambda due: error if due.key == "bad" else None)
    scheduler = scheduler_of(database, clock, {"d": diary})
    await plan(
        database, clock, Due("bad", "d", clock.now() - MINUTE), Due("good", "d", clock.now())
    )
    tries = 0

    while (await shown(database))["bad"] == "waiting":
        tries += await scheduler.knock()
        clock.advance(timedelta(minutes=5))

    assert [key for key, _ in diary.done] == ["good"]
    assert tries == 5 + 1
    assert await states(database) == ["owed"]
    async with database.reading() as connection:
        row = (await connection.execute(select(dues).where(dues.c.key == "bad"))).one()
    assert (row.state, row.attempts, row.settled_at is not None) == ("failed", 5, True)
    assert row.reason.startswith(reason)
    assert "wrote" not in row.reason


async def test_work_whose_commit_fails_does_not_stop_the_line(
    database: Database, clock: StoppedClock
) -> None:
    """A fault of the database in one piece of work is counted against that piece alone."""

    async def clash(uow: UnitOfWork, due: DueRow) -> None:
        if due.key == "bad":
            row = {"key": "twice", "kind": "d", "details": {}, "due_at": uow.now, "state": "done"}
            await uow.execute(insert(dues).values(row))
            await uow.execute(insert(dues).values(row))

    scheduler = scheduler_of(database, clock, {"d": clash})
    await plan(
        database, clock, Due("bad", "d", clock.now() - MINUTE), Due("good", "d", clock.now())
    )

    await scheduler.knock()

    assert await shown(database) == {"bad": "waiting", "good": "done"}
    async with database.reading() as connection:
        found = await connection.scalar(select(dues.c.reason).where(dues.c.key == "bad"))
    assert str(found).startswith(IntegrityError.__name__)


async def test_recurring_work_catches_up(database: Database, clock: StoppedClock) -> None:
    """A worker's successor that is due already is done in the same knock."""
    done: list[date] = []

    async def daily(uow: UnitOfWork, due: DueRow) -> None:
        done.append(due.due_at.date())
        at = due.due_at + DAY
        uow.schedule(Due(f"daily {at.date()}", "d", at))

    await plan(database, clock, Due("daily", "d", clock.now()))
    clock.advance(3 * DAY)

    await scheduler_of(database, clock, {"d": daily}).knock()

    assert len(done) == 4


async def test_facts_of_a_worker_wake_who_is_concerned(
    database: Database, clock: StoppedClock
) -> None:
    """What a worker states is reacted to in the same step."""
    heard: list[Any] = []

    async def work(uow: UnitOfWork, _due: DueRow) -> None:
        uow.state("something happened")

    async def react(_uow: UnitOfWork, facts: Sequence[Any]) -> None:
        heard.extend(facts)

    scheduler = Scheduler(
        database,
        clock,
        CountedChance(),
        {"d": work},
        say=Released(),
        replica="one",
        react=react,
    )
    await plan(database, clock, Due("a", "d", clock.now()))

    await scheduler.knock()

    assert heard == ["something happened"]


async def test_an_outage_is_noted_at_the_start(
    both_databases: Database, clock: StoppedClock
) -> None:
    """An hour without any replica is a downtime; a quick restart is none."""
    began = clock.now()
    await scheduler_of(both_databases, clock, {}).begin()
    clock.advance(30 * timedelta(seconds=1))
    await scheduler_of(both_databases, clock, {}, replica="two").begin()
    clock.advance(timedelta(hours=1))

    await scheduler_of(both_databases, clock, {}, replica="three").begin()

    async with both_databases.reading() as connection:
        (row,) = await connection.execute(select(downtimes.c.began_at, downtimes.c.ended_at))
        kinds = (await connection.execute(select(dues.c.kind))).scalars().all()
    assert tuple(row) == (began + timedelta(seconds=30), clock.now())
    assert list(kinds).count(OUTAGE) == 1


async def test_a_knock_tells_that_the_bot_is_alive(
    database: Database, clock: StoppedClock
) -> None:
    """Every ten seconds of knocking a beat is written, not at every knock."""
    scheduler = scheduler_of(database, clock, {})
    await scheduler.begin()
    began = clock.now()
    beats = set()
    for _ in range(25):
        clock.advance(timedelta(seconds=1))
        await scheduler.knock()
        async with database.reading() as connection:
            beats.add(await connection.scalar(select(heartbeats.c.beat_at)))

    assert beats == {began + timedelta(seconds=at) for at in (0, 10, 20)}


async def test_it_tells_when_work_is_overdue(database: Database, clock: StoppedClock) -> None:
    """Work that nobody does shows; work that failed once and waits for its turn does not."""
    scheduler = scheduler_of(database, clock, {"d": Diary(lambda _due: KeyError())})
    await scheduler.begin()
    await plan(database, clock, Due("tried", "d", clock.now()))
    await scheduler.knock()
    clock.advance(2 * MINUTE)
    assert (await scheduler.punctuality()).is_well

    await plan(database, clock, Due("nobody's", "unknown", clock.now() - 2 * MINUTE))

    punctuality = await scheduler.punctuality()
    assert (punctuality.waiting_s, punctuality.is_well) == (120.0, False)
    assert await scheduler.knock() == 1
    assert (await shown(database))["nobody's"] == "waiting"


async def test_running_knocks_by_itself(database: Database, clock: StoppedClock) -> None:
    """Within seconds of the start what is due is done, and a stop ends it."""
    done = asyncio.Event()

    async def work(_uow: UnitOfWork, _due: DueRow) -> None:
        done.set()

    scheduler = scheduler_of(database, clock, {"d": work})
    await plan(database, clock, Due("a", "d", clock.now()))
    running = asyncio.create_task(scheduler.run())

    async with asyncio.timeout(5):
        await done.wait()
        scheduler.stop()
        await running

    assert await shown(database) == {"a": "done"}


@pytest.mark.feature("Z5")
async def test_the_house_is_kept(both_databases: Database, clock: StoppedClock) -> None:
    """What is past its time goes at night, in chunks; what is not, stays."""
    now = clock.now()
    ages = [timedelta(days=days) for days in (800, 700, 40, 20, 4, 1)]
    async with both_databases.writing() as connection:
        added = await connection.execute(
            insert(communities)
            .values(name="R", language="en", zone="UTC", created_at=now)
            .returning(communities.c.id)
        )
        community = added.scalar_one()
        for number, age in enumerate(ages):
            own = {"community_id": community, "person_id": number}
            await connection.execute(insert(activity).values(**own, kind="message", at=now - age))
            await connection.execute(
                insert(daily_activity).values(
                    **own, local_day=(now - age).date(), kind="message", times=1
                )
            )
            await connection.execute(
                insert(seen_updates).values(bot_id=1, update_id=number, seen_at=now - age)
            )
    keeper = housekeeping.Housekeeping(Retention(), chunk=2)
    scheduler = scheduler_of(both_databases, clock, {housekeeping.KIND: keeper})
    await scheduler.begin()
    clock.push_to(await scheduler.next_due() or now)
    for _ in range(5):
        await scheduler.knock()
        clock.advance(timedelta(seconds=5))

    async with both_databases.reading() as connection:
        left = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (activity, daily_activity, seen_updates)
        ]
    assert left == [3, 5, 1]
    assert await scheduler.next_due() == datetime(2026, 3, 3, 3, 30, tzinfo=now.tzinfo)


async def test_a_stuck_row_is_passed_over(both_databases: Database, clock: StoppedClock) -> None:
    """A settled row is never taken up again, whatever its time says."""
    await plan(both_databases, clock, Due("a", "d", clock.now()))
    async with both_databases.writing() as connection:
        await connection.execute(update(dues).values(state="failed"))

    assert await scheduler_of(both_databases, clock, {"d": Diary()}).knock() == 0
