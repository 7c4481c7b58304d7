"""Whatever happens at once, balances are the sums of the ledger, and can be reckoned anew."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.config.gifts import Gifts
from bot.config.settings import Settings
from bot.features.expiries.queries import Announced
from bot.features.expiries.service import let_go
from bot.features.gifts.service import Giving, give, grant
from bot.features.places import Place, place_of
from bot.features.points.bringing import Brought, bring
from bot.features.points.economy import economy_of, off_balance, rebuild
from bot.features.points.service import Grant, award
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork
from models.members import members
from models.points import ledger
from tests.conversation import GROUP, Person, Town

ROOMY = Gifts(age=timedelta(0), gifts_a_day=1000, given_a_day=100_000, got_a_day=100_000)
OLD = date(2025, 1, 1)


def unit(town: Town, connection: object) -> UnitOfWork:
    """A unit of work of its own, as another process has it."""
    return UnitOfWork(
        connection,  # type: ignore[arg-type]
        now=town.clock.now(),
        chance=CountedChance(),
        dialect=town.database.dialect,
    )


async def sums(town: Town) -> dict[int, tuple[int, int]]:
    """What the ledger says that everybody has: experience and points."""
    totals = {row["person_id"]: (0, 0) for row in await town.rows(members)}
    for row in await town.rows(ledger):
        experience, points = totals[row["person_id"]]
        totals[row["person_id"]] = (experience + row["experience"], points + row["points"])
    return totals


async def held(town: Town) -> dict[int, tuple[int, int]]:
    """What is kept of everybody's balance."""
    return {
        row["person_id"]: (row["experience"], row["points"]) for row in await town.rows(members)
    }


async def does(town: Town, place: Place, mei: Person, bo: Person, number: int) -> None:
    """Do one of many things about points; every eighth is the same, eight times over."""
    today = town.clock.now().date()
    kind, turn = number % 8, number // 8
    giving = Giving(
        community_id=1,
        giver_id=mei.id if turn % 2 else bo.id,
        person_id=bo.id if turn % 2 else mei.id,
        points=7,
        chat_id=GROUP,
        key=f"race:{number}",
        local_day=today,
    )
    terms = ROOMY.terms
    async with town.database.writing() as connection:
        uow = unit(town, connection)
        match kind:
            case 0:
                await award(uow, Grant(1, mei.id, 5, 5, "checkin", "x", "1", today, "same"))
            case 1:
                key = f"own:{number}"
                await award(uow, Grant(1, bo.id, 3, 3, "checkin", "x", "1", today, key))
            case 2 | 3:
                await give(uow, giving, terms)
            case 4:
                await grant(uow, giving, terms, reason="x", is_fine=False)
            case 5:
                await grant(uow, giving, terms, reason="x", is_fine=True)
            case 6:
                due = Announced(date(2026, 3, 1), date(2025, 3, 1), today, None, 0, 0)
                await let_go(uow, place, due, [mei.id, bo.id])
            case _:
                wanted = {mei.id: Brought(100, 50), bo.id: Brought(10, 5)}
                await bring(uow, 1, "old", wanted, day=today)
        await uow.flush()


@pytest.mark.feature("N1")
async def test_sixty_four_at_once_leave_the_books_in_order(both_databases: Database) -> None:
    """Earned, given, granted, fined, expired and brought, much of it again and again."""
    town = await Town(both_databases, replace(Settings(), gifts=ROOMY)).open()
    await town.with_admin()
    mei, bo = town.person(), town.person("Bo")
    for person in (mei, bo):
        await person.says("hello there")
        async with town.database.writing() as connection:
            uow = unit(town, connection)
            await award(uow, Grant(1, person.id, 40, 40, "checkin", "x", "1", OLD, "old"))
            await uow.flush()
    async with town.database.reading() as connection:
        uow = unit(town, connection)
        await town.places.read(uow, [GROUP])
        place = place_of(uow, GROUP)
    assert place is not None

    outcomes = await asyncio.gather(
        *(does(town, place, mei, bo, number) for number in range(64)), return_exceptions=True
    )
    kept = await held(town)
    async with town.database.writing() as connection:
        uow = unit(town, connection)
        wrong, economy = await off_balance(uow, 1), await economy_of(uow, 1)
        await uow.execute(update(members).values(experience=-1, points=77))
        await rebuild(uow, 1)
    keys = [(row["person_id"], row["key"]) for row in await town.rows(ledger)]
    await town.close()

    assert [each for each in outcomes if each is not None and not isinstance(each, Refusal)] == []
    assert wrong == 0
    assert economy.is_balanced
    assert economy.expired > 0
    assert kept == await sums(town) == await held(town)
    assert len(keys) == len(set(keys))
    assert keys.count((mei.id, "same")) == 1
    assert all(points >= 0 for _, points in kept.values())
