"""Expiry through the whole app: told beforehand, once, and the books add up."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from bot.config.expiries import Expiry
from bot.config.settings import Settings
from bot.features.expiries.queries import expiring_of
from bot.features.expiries.rules import expiring
from bot.features.expiries.service import EXPIRES, TELLS
from bot.features.points.economy import economy_of, off_balance
from bot.features.points.service import Grant, award, spend
from bot.kit.apart import Apart
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from handlers.expiries import Expirer
from models.communities import communities
from models.dues import dues
from models.expiries import expiries
from models.members import members, people
from models.points import ledger
from tests.books import asked, books_by
from tests.conversation import Person, Town, ids, value

pytestmark = pytest.mark.feature("N11")

YEARLY = Expiry(months=12)
MARCH, APRIL = date(2025, 3, 15), date(2025, 4, 2)


class Killed(Exception):  # noqa: N818 — nothing went wrong but the process
    """The process is gone."""


async def a_town(database: Database, terms: Expiry = YEARLY) -> Town:
    """A town where points expire."""
    return await Town(database, replace(Settings(), expiry=terms)).open()


def unit(town: Town, connection: object) -> UnitOfWork:
    """A unit of work of its own, as another process has it."""
    return UnitOfWork(
        connection,  # type: ignore[arg-type]
        now=town.clock.now(),
        chance=CountedChance(),
        dialect=town.database.dialect,
    )


async def lived(town: Town, person: Person, *deeds: tuple[date, int]) -> None:
    """Give somebody a past: what came in and what went out, in order."""
    async with town.database.writing() as connection:
        uow = unit(town, connection)
        for at, (day, points) in enumerate(deeds):
            key = f"past:{at}:{day}:{points}"
            earned = max(points, 0)
            deed = Grant(1, person.id, earned, points, "x", "x", "1", day, key)
            assert await (award if points > 0 else spend)(uow, deed)
        await uow.flush()


async def held(town: Town) -> dict[int, int]:
    """What everybody holds."""
    return {row["person_id"]: row["points"] for row in await town.rows(members)}


async def met(town: Town, *names: str) -> list[Person]:
    """People whom the bot may write to."""
    found = [town.person(name) for name in names]
    for person in found:
        await person.whispers("/start")
        await person.says("hello there")
    async with town.database.writing() as connection:
        await connection.execute(ledger.delete())
        await connection.execute(members.update().values(points=0, experience=0))
    return found


async def goes(town: Town, day: date) -> list[object]:
    """Let days pass up to a day, with all that is due on those on which anything may happen."""
    sent: list[object] = []
    while (today := town.clock.now().date()) < day:
        town.passes(days=1)
        if today + timedelta(days=1) == day or today.day in {1, 17}:
            sent += await town.settles()
    return sent


async def balanced(town: Town) -> bool:
    """Whether balances are the ledger's sums, and what is held is what was not taken."""
    async with town.database.reading() as connection:
        uow = unit(town, connection)
        economy = await economy_of(uow, 1)
        return economy.is_balanced and await off_balance(uow, 1) == 0


class TestRounds:
    async def test_what_was_not_used_goes_after_a_word(self, both_databases: Database) -> None:
        """Two weeks before, in private, to those alone whose points go; experience stays."""
        town = await a_town(both_databases)
        await town.with_admin()
        mei, bo, lin = await met(town, "Mei", "Bo", "Lin")
        await lived(town, mei, (MARCH, 100), (APRIL, 30), (date(2026, 3, 1), -40))
        await lived(town, bo, (MARCH, 50), (APRIL, 50), (date(2026, 3, 1), -60))
        await lived(town, lin, (APRIL, 20))

        early = await goes(town, date(2026, 3, 17))
        told = await goes(town, date(2026, 3, 19))
        shown = await mei.says("/points")
        before = await held(town)
        sent = await goes(town, date(2026, 4, 1))
        after = await held(town)

        assert "expiry-notice" not in ids(early)
        assert ids(told).count("expiry-notice") == 1
        assert value(told, "expiry-notice", "points") == 60
        assert value(told, "expiry-notice", "day") == date(2026, 4, 1)
        assert value(shown, "expiry-soon", "points") == 60
        assert "expiry-notice" not in ids(sent)
        assert before == {mei.id: 90, bo.id: 40, lin.id: 20}
        assert after == {mei.id: 30, bo.id: 40, lin.id: 20}
        (row,) = [each for each in await town.rows(ledger) if each["rule"] == "expiry"]
        assert (row["points"], row["experience"]) == (-60, 0)
        (done,) = [each for each in await town.rows(expiries) if each["expired_at"]]
        assert (done["members"], done["points"]) == (1, 60)
        assert "expiry-soon" not in ids(await mei.says("/points"))
        assert await balanced(town)
        await town.close()

    async def test_what_is_used_after_the_word_stays_used(self, database: Database) -> None:
        """Only the rest goes."""
        town = await a_town(database)
        await town.with_admin()
        (mei,) = await met(town, "Mei")
        await lived(town, mei, (MARCH, 100))

        await goes(town, date(2026, 3, 20))
        await lived(town, mei, (date(2026, 3, 20), -70))
        await goes(town, date(2026, 4, 1))

        gone = [row["points"] for row in await town.rows(ledger) if row["rule"] == "expiry"]
        assert gone == [-30]
        await town.close()

    async def test_round_after_round(self, database: Database) -> None:
        """April's points go a month after March's, and each month has one notice."""
        town = await a_town(database)
        await town.with_admin()
        (mei,) = await met(town, "Mei")
        await lived(town, mei, (MARCH, 100), (APRIL, 30))

        sent = await goes(town, date(2026, 5, 2))

        assert ids(sent).count("expiry-notice") == 2
        gone = [row["points"] for row in await town.rows(ledger) if row["rule"] == "expiry"]
        assert gone == [-100, -30]
        assert (await held(town))[mei.id] == 0
        assert await balanced(town)
        await town.close()

    async def test_after_an_outage_the_word_still_comes_first(self, database: Database) -> None:
        """Whoever hears late has as much time as promised."""
        town = await a_town(database)
        await town.with_admin()
        (mei,) = await met(town, "Mei")
        await lived(town, mei, (MARCH, 100))

        town.passes(days=30)
        told = await town.settles()
        await goes(town, date(2026, 4, 21))
        before = (await held(town))[mei.id]
        await goes(town, date(2026, 4, 23))

        assert value(told, "expiry-notice", "day") == date(2026, 4, 23)
        assert (before, (await held(town))[mei.id]) == (100, 0)
        await town.close()

    async def test_off_nothing_goes(self, town: Town) -> None:
        """As it is until somebody chooses; nothing is planned either."""
        await town.with_admin()
        (mei,) = await met(town, "Mei")
        await lived(town, mei, (date(2020, 1, 1), 100))

        await goes(town, date(2026, 4, 3))

        assert (await held(town))[mei.id] == 100
        assert await town.count(expiries) == 0

    async def test_switched_off_after_the_word_nothing_goes(self, database: Database) -> None:
        """A promise that is broken in their favour."""
        town = await a_town(database)
        await town.with_admin()
        (mei,) = await met(town, "Mei")
        await lived(town, mei, (MARCH, 100))
        await goes(town, date(2026, 3, 20))

        await town.close()
        town.settings = replace(town.settings, expiry=Expiry())
        await town.open()
        await goes(town, date(2026, 4, 3))

        assert (await held(town))[mei.id] == 100
        await town.close()


class TestOnce:
    async def test_a_replay_and_a_restart_take_nothing_more(
        self, both_databases: Database
    ) -> None:
        """The same work found due again, as on a second replica."""
        town = await a_town(both_databases)
        await town.with_admin()
        mei, bo = await met(town, "Mei", "Bo")
        await lived(town, mei, (MARCH, 100))
        await lived(town, bo, (MARCH, 5))
        await goes(town, date(2026, 4, 1))
        once = sorted(map(repr, await town.rows(ledger)))

        async with town.database.writing() as connection:
            await connection.execute(expiries.update().values(expired_at=None))
            await connection.execute(
                dues.update()
                .where(dues.c.kind.in_((EXPIRES, TELLS)), dues.c.due_at <= town.clock.now())
                .values(state="waiting")
            )
        await town.restart()
        sent = await town.settles()

        assert sorted(map(repr, await town.rows(ledger))) == once
        assert "expiry-notice" not in ids(sent)
        assert await balanced(town)
        await town.close()

    async def test_killed_midway_the_rest_goes_later(self, both_databases: Database) -> None:
        """Parts that were written stay; from nobody is taken twice."""
        town = await a_town(both_databases)
        await town.with_admin()
        crowd = await met(town, *("Mei", "Bo", "Lin", "Zoe", "Ann"))
        for person in crowd:
            await lived(town, person, (MARCH, 10))
        await goes(town, date(2026, 3, 31))
        parts = itertools.count(1)

        async def finish(_: UnitOfWork) -> None:
            # The first part reads, the second and third write.
            if next(parts) == 3:
                raise Killed

        (due,) = [row for row in await town.rows(dues) if row["kind"] == EXPIRES]
        dying = Apart(town.database, town.clock, town.chance, finish=finish, say=lambda _: None)
        town.passes(days=1)
        with pytest.raises(Killed):
            await Expirer(town.places, at_once=2).apart(dying, _Due(due))
        half = [row for row in await town.rows(ledger) if row["rule"] == "expiry"]
        await town.restart()
        await town.settles()

        assert len(half) == 2
        assert {person.id: 0 for person in crowd}.items() <= (await held(town)).items()
        (row,) = [each for each in await town.rows(expiries) if each["expired_at"]]
        assert (row["members"], row["points"]) == (5, 50)
        assert await balanced(town)
        await town.close()


class TestBooks:
    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(-40, 40)), max_size=20))
    async def test_the_query_agrees_with_the_rule(
        self, town: Town, deeds: list[tuple[int, int]]
    ) -> None:
        """Whatever came in and went out, one by one as together."""
        async with town.database.engine.connect() as connection, connection.begin() as outer:
            uow = unit(town, connection)
            await _found(uow)
            came = taken = 0
            before = date(2026, 1, 3)
            for at, (day, points) in enumerate(sorted(deeds, key=lambda deed: deed[0])):
                when = date(2026, 1, 1) + timedelta(days=day)
                earned = max(points, 0)
                deed = Grant(1, 7, earned, points, "x", "x", "1", when, str(at))
                if points > 0:
                    await award(uow, deed)
                    came += points if when < before else 0
                elif points < 0 and await spend(uow, deed):
                    taken -= points
            found = await expiring_of(uow, 1, before, [7])
            await outer.rollback()

        assert found.get(7, 0) == expiring(came, taken)

    async def test_the_report_says_what_expired(self, database: Database) -> None:
        """Issued without spent and expired is what is held."""
        town = await a_town(database)
        await town.with_admin()
        (mei,) = await met(town, "Mei")
        await lived(town, mei, (MARCH, 100), (APRIL, 30), (APRIL, -20))
        await goes(town, date(2026, 4, 1))
        await town.close()

        said = await asked(books_by(town), "report")

        assert "130 issued, 20 spent, 0 fined, 80 expired" in said
        assert "30 held, which is the rest" in said


class _Due:
    """A due row as a worker looks at it."""

    def __init__(self, row: dict[str, object]) -> None:
        self.details = row["details"]
        self.community_id = row["community_id"]


async def _found(uow: UnitOfWork) -> None:
    """Make a community with a member."""
    now = uow.now
    await uow.execute(
        insert(communities).values(
            id=1, name="x", language="en", zone="UTC", version=1, created_at=now
        )
    )
    await uow.execute(insert(people).values(id=7, first_name="Mei", seen_at=now))
    await uow.execute(
        insert(members).values(community_id=1, person_id=7, first_seen_at=now, last_seen_at=now)
    )
