"""Gifts, grants and fines through the whole app: nothing is made, nothing is lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from bot.config.gifts import Gifts
from bot.config.settings import Settings
from bot.features.gifts.rules import Terms
from bot.features.gifts.service import Giving, give
from bot.features.points.economy import economy_of, off_balance, rebuild
from bot.features.points.service import Grant, award
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork
from models.audits import audits
from models.gifts import gifts
from models.members import members, people
from models.points import ledger
from tests.books import asked, books_by
from tests.conversation import GROUP, Person, Town, ids, value

ROOMY = Gifts(age=timedelta(0), gifts_a_day=1000, given_a_day=100_000, got_a_day=100_000)


async def a_town(database: Database, terms: Gifts = ROOMY) -> Town:
    """A town with its own limits."""
    return await Town(database, replace(Settings(), gifts=terms)).open()


def unit(town: Town, connection: object) -> UnitOfWork:
    """A unit of work of its own, as another process has it."""
    return UnitOfWork(
        connection,  # type: ignore[arg-type]
        now=town.clock.now(),
        chance=CountedChance(),
        dialect=town.database.dialect,
    )


async def pays(town: Town, person: Person, points: int, *, key: str = "start") -> None:
    """Give somebody points to begin with."""
    async with town.database.writing() as connection:
        uow = unit(town, connection)
        day = town.clock.now().date()
        start = Grant(1, person.id, points, points, "checkin", "checkin", "1", day, key)
        await award(uow, start)
        await uow.flush()


async def balances(town: Town) -> dict[int, int]:
    """What everybody holds."""
    return {row["person_id"]: row["points"] for row in await town.rows(members)}


async def sums(town: Town) -> dict[int, int]:
    """What the ledger says that everybody holds."""
    totals: dict[int, int] = {row["person_id"]: 0 for row in await town.rows(members)}
    for row in await town.rows(ledger):
        totals[row["person_id"]] += row["points"]
    return totals


@pytest.mark.feature("N12")
class TestGifts:
    async def test_a_gift_moves_points_and_makes_none(self, both_databases: Database) -> None:
        """A replay and a restart move nothing more; experience stays where it was."""
        town = await a_town(both_databases)
        mei, bo = town.person(), town.person("Bo")
        await mei.says("签到")
        await bo.says("签到")
        await pays(town, mei, 90)
        update_ = town.message(mei, f"/gift {bo.id} 30")
        said = await town.takes(update_, update_)
        await town.restart()
        await town.takes(update_)
        held = await balances(town)
        shown = ids(await mei.says("/points"))
        await town.close()

        assert ids(said) == ["gift-given"]
        assert (held[mei.id], held[bo.id]) == (70, 40)
        assert held == await sums(town)
        assert {row["experience"] for row in await town.rows(members)} == {100, 10}
        assert "points-entry-less" in shown

    @pytest.mark.parametrize(
        ("terms", "amount", "why"),
        [
            (ROOMY, "500", "gift-short"),
            (Gifts(age=timedelta(days=7)), "5", "gift-young"),
            (replace(ROOMY, given_a_day=10), "11", "gift-much"),
            (replace(ROOMY, got_a_day=10), "11", "gift-full"),
            (replace(ROOMY, given_a_day=0), "5", "gift-off"),
            (ROOMY, "-5", "gift-how"),
            (ROOMY, "0", "gift-how"),
            (ROOMY, "", "gift-how"),
        ],
    )
    async def test_what_cannot_be_given_leaves_no_trace(
        self, database: Database, terms: Gifts, amount: str, why: str
    ) -> None:
        """A refusal in words, and every balance as it was."""
        town = await a_town(database, terms)
        mei, bo = town.person(), town.person("Bo")
        await mei.says("签到")
        await bo.says("签到")
        said = ids(await mei.says(f"/gift {bo.id} {amount}"))
        held = await balances(town)
        await town.close()

        assert said == [why]
        assert set(held.values()) == {10}
        assert await town.count(gifts) == 0

    async def test_nobody_gives_to_themselves_or_to_a_stranger(self, database: Database) -> None:
        """Nor to a bot."""
        town = await a_town(database)
        mei = town.person()
        await mei.says("签到")
        own = ids(await mei.says(f"/gift {mei.id} 5"))
        stranger = ids(await mei.says("/gift 987654321 5"))
        await town.close()

        assert (own, stranger) == (["gift-self"], ["tag-not-a-person"])

    async def test_sixty_four_at_once_give_no_more_than_there_is(
        self, both_databases: Database
    ) -> None:
        """Of a hundred points ten gifts of ten are paid; the sum stays."""
        town = await a_town(both_databases)
        mei, bo = town.person(), town.person("Bo")
        await mei.says("hello there")
        await bo.says("hello there")
        before = sum((await balances(town)).values())
        await pays(town, mei, 100 - (await balances(town))[mei.id])
        before = sum((await balances(town)).values())

        async def gives(number: int) -> bool:
            try:
                async with town.database.writing() as connection:
                    uow = unit(town, connection)
                    day = town.clock.now().date()
                    giving = Giving(
                        community_id=1,
                        giver_id=mei.id,
                        person_id=bo.id,
                        points=10,
                        chat_id=GROUP,
                        key=f"race:{number}",
                        local_day=day,
                    )
                    await give(uow, giving, ROOMY.terms)
                    await uow.flush()
            except Refusal:
                return False
            return True

        outcomes = await asyncio.gather(*(gives(number) for number in range(64)))
        held = await balances(town)
        await town.close()

        assert sum(outcomes) == 10
        assert held[mei.id] == 0
        assert sum(held.values()) == before
        assert held == await sums(town)


@pytest.mark.feature("N10")
class TestStaff:
    async def test_a_grant_has_a_reason_and_stands_in_the_audit(self, town_on_both: Town) -> None:
        """Once for each command, and a fine takes no more than is there."""
        town = town_on_both
        admin = await town.with_admin()
        await admin.whispers("/start")
        mei = town.person()
        await mei.says("hello there")
        start = (await balances(town))[mei.id]
        told = town.message(admin, f"/points give {mei.id} 50 for the talk")
        said = await town.takes(told, told)
        granted = (await balances(town))[mei.id]
        await admin.says(f"/points take {mei.id} 900 spam")
        fined = (await balances(town))[mei.id]
        shown = await mei.says("/points")

        assert value(shown, "points-entry-less", "why").id == "points-rule-because"
        assert ids(said) == ["points-granted"]
        assert value(said, "points-granted", "reason") == "for the talk"
        assert (granted - start, fined) == (50, 0)
        assert await balances(town) == await sums(town)
        assert {"audit-points-granted", "audit-points-fined"} <= {
            row["what"] for row in await town.rows(audits)
        }

    async def test_a_day_has_a_limit(self, database: Database) -> None:
        """For each of the staff."""
        town = await a_town(database, replace(ROOMY, staff_a_day=60))
        admin = await town.with_admin()
        mei = town.person()
        await mei.says("hello there")
        first = ids(await admin.says(f"/points give {mei.id} 50 thanks"))
        second = ids(await admin.says(f"/points give {mei.id} 50 thanks"))
        town.passes(days=1)
        third = ids(await admin.says(f"/points give {mei.id} 50 thanks"))
        await town.close()

        assert (first, second, third) == (
            ["points-granted"], ["grant-much"], ["points-granted"]
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ("/points give {mei} 50", "grant-how"),
            ("/points give {mei} lots for it", "grant-how"),
            ("/points give {admin} 50 for me", "grant-self"),
            ("/points take", "grant-how"),
        ],
    )
    async def test_what_is_left_open_is_asked(self, town: Town, said: str, why: str) -> None:
        """A number and a reason belong to it; nobody decides about their own."""
        admin = await town.with_admin()
        mei = town.person()
        await mei.says("hello there")

        assert ids(await admin.says(said.format(mei=mei.id, admin=admin.id))) == [why]
        assert await town.count(gifts) == 0

    @pytest.mark.parametrize(
        "said", ["/points give 1 5 x", "/points take 1 5 x", "/points report"]
    )
    async def test_members_decide_nothing(self, town: Town, said: str) -> None:
        """Whatever they write."""
        await town.with_admin()

        assert ids(await town.person().says(said)) == ["refused-not-admin"]


@pytest.mark.feature("N14")
class TestBooks:
    async def test_the_report_adds_up(self, town_on_both: Town) -> None:
        """Issued without spent, fined and expired is what is held, gifts aside."""
        town = town_on_both
        admin = await town.with_admin()
        await admin.whispers("/start")
        mei = town.person()
        await mei.says("签到")
        await admin.says(f"/points give {mei.id} 50 thanks")
        await admin.says(f"/points take {mei.id} 20 oops")
        await admin.says("/points report")
        sent = await town.settles()

        assert value(sent, "economy-ever", "issued") == 60
        assert value(sent, "economy-ever", "fined") == 20
        assert value(sent, "economy-held", "held") == 40
        assert "economy-off" not in ids(sent)

    async def test_the_command_line_mends_and_tries(self, both_databases: Database) -> None:
        """What is off balance is told and then mended; a trial mints nothing."""
        town = await a_town(both_databases)
        mei = town.person()
        await mei.says("签到")
        town.passes(days=1)
        await mei.says("签到")
        await town.close()
        books = books_by(town)
        before = await balances(town)
        async with town.database.writing() as connection:
            await connection.execute(update(members).values(points=7, experience=3))
        looked = await asked(books, "rebuild")
        wrong = await asked(books, "report")
        mended = await asked(books, "rebuild", "--apply")
        tried = await asked(books, "dry-run", "--rule", "check_in=20", "--days", "3660")
        capped = await asked(
            books, "dry-run", "--rule", "check_in=20", "--days", "3660", "--cap", "15"
        )

        assert "1 balances are not that sum" in looked
        assert "is NOT the rest" in wrong
        assert "1 balances were not the sum" in mended
        assert await balances(town) == before == await sums(town)
        assert "would have minted 40 for 1 members" in tried
        assert "40  Mei" in tried
        assert "would have minted 30" in capped

    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 2),
                st.integers(0, 2),
                st.integers(1, 60),
                st.sampled_from(["gift", "earn", "fine"]),
            ),
            max_size=12,
        )
    )
    async def test_any_history_is_reproduced(
        self, town: Town, history: list[tuple[int, int, int, str]]
    ) -> None:
        """Whoever gave what to whom: balances are the ledger's sums, and gifts conserve them."""
        crowd = [1_000 + number for number in range(3)]
        async with town.database.engine.connect() as connection, connection.begin() as outer:
            uow = unit(town, connection)
            await _found(uow, crowd)
            issued = fined = 0
            day = town.clock.now().date()
            for number, (giver, receiver, points, deed) in enumerate(history):
                key, person_id = f"h:{number}", crowd[receiver]
                if deed == "gift":
                    giving = Giving(
                        community_id=1,
                        giver_id=crowd[giver],
                        person_id=person_id,
                        points=points,
                        chat_id=GROUP,
                        key=key,
                        local_day=day,
                    )
                    try:
                        async with uow.step():
                            await give(uow, giving, Terms(age=timedelta(0)))
                    except Refusal:
                        pass
                    continue
                worth = points if deed == "earn" else -points
                issued, fined = issued + max(worth, 0), fined - min(worth, 0)
                rule = "checkin" if deed == "earn" else "penalty"
                entry = Grant(1, person_id, max(worth, 0), worth, rule, "x", "1", day, key)
                await award(uow, entry)
            wrong = await off_balance(uow, 1)
            economy = await economy_of(uow, 1)
            await uow.execute(update(members).values(points=12345, experience=0))
            rebuilt = await rebuild(uow, 1)
            again = await economy_of(uow, 1)
            await outer.rollback()

        assert wrong == 0
        assert economy.is_balanced
        assert (economy.issued, economy.fined, economy.held) == (issued, fined, issued - fined)
        assert (rebuilt, again) == (3, economy)


async def _found(uow: UnitOfWork, crowd: list[int]) -> None:
    """Make a community with some members."""
    from models.communities import communities

    await uow.execute(
        insert(communities).values(
            id=1, name="x", language="en", zone="UTC", version=1, created_at=uow.now
        )
    )
    for person_id in crowd:
        await uow.execute(insert(people).values(id=person_id, first_name="P", seen_at=uow.now))
        await uow.execute(
            insert(members).values(
                community_id=1, person_id=person_id, first_seen_at=uow.now, last_seen_at=uow.now
            )
        )
