"""Seasons through the whole app: they end once, winners stay, and the ledger does not move."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.config.seasons import Seasons
from bot.config.settings import Settings
from bot.features.points.service import Grant, award
from bot.features.seasons.queries import Outcome
from bot.features.seasons.rules import Season
from bot.features.seasons.service import archive
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.members import members
from models.points import ledger
from models.seasons import season_winners, seasons
from tests.conversation import Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("N11")

SPRING = Season("spring", {"en": "Spring", "zh-CN": "春季"}, date(2026, 3, 1), date(2026, 3, 12))
SUMMER = Season("summer", {"en": "Summer", "zh-CN": "夏季"}, date(2026, 3, 20), date(2026, 3, 31))


async def a_town(database: Database, *spans: Season, winners: int = 10) -> Town:
    """A town whose operator named some seasons."""
    named = Seasons(spans=spans or (SPRING, SUMMER), winners=winners)
    return await Town(database, replace(Settings(), seasons=named)).open()


def unit(town: Town, connection: object) -> UnitOfWork:
    """A unit of work of its own, as another process has it."""
    return UnitOfWork(
        connection,  # type: ignore[arg-type]
        now=town.clock.now(),
        chance=CountedChance(),
        dialect=town.database.dialect,
    )


async def earns(town: Town, person: Person, experience: int, day: date) -> None:
    """Let somebody earn on a day; each a minute after whoever came before."""
    async with town.database.writing() as connection:
        uow = unit(town, connection)
        number = f"{person.id}:{day}:{town.clock.now()}"
        await award(uow, Grant(1, person.id, experience, experience, "x", "x", "1", day, number))
        await uow.flush()
    town.passes(minutes=1)


async def kept(town: Town) -> list[tuple[int, int, int]]:
    """Who won: the place, who, and with how much."""
    return [
        (row["place"], row["person_id"], row["experience"])
        for row in sorted(await town.rows(season_winners), key=lambda row: row["place"])
    ]


def told(town: Town, sent: object) -> list[str]:
    """The lines of a season's end as they are read."""
    return [
        town.catalog.plain(each, "en")
        for each in texts(sent)  # type: ignore[arg-type]
        if each.id in {"season-over", "season-place"}
    ]


async def test_a_season_ends_once_and_keeps_its_winners(both_databases: Database) -> None:
    """Ties go to whoever was first; who left, or earned on other days alone, is not among them."""
    town = await a_town(both_databases)
    await town.with_admin()
    mei, bo, lin, gone, late = (town.person(name) for name in ("Mei", "Bo", "Lin", "Go", "La"))
    for person in (mei, bo, lin, gone, late):
        await town.takes(town.change(person, {"status": "member"}, old="left"))
        await person.says("签到")
    own = {row["person_id"]: row["experience"] for row in await town.rows(members)}
    await earns(town, gone, 500, date(2026, 3, 5))
    await earns(town, bo, 90, date(2026, 3, 10))
    await earns(town, mei, 90, date(2026, 3, 12))
    await earns(town, late, 70, date(2026, 2, 28))
    await town.takes(town.change(gone, {"status": "left"}))
    entries = await town.count(ledger)

    town.passes(days=2, hours=12)
    assert told(town, await town.settles()) == []
    town.passes(minutes=45)
    sent = await town.settles()

    each = own[mei.id]
    assert await kept(town) == [
        (1, bo.id, 90 + each),
        (2, mei.id, 90 + each),
        (3, lin.id, each),
        (4, late.id, each),
    ]
    assert told(town, sent) == [
        "🏁 <b>Spring</b> is over. 5 members took part, and at the top stand:",
        f"🥇 Bo · {90 + each}",
        f"🥈 Mei · {90 + each}",
        f"🥉 Lin · {each}",
        f"4. La · {each}",
    ]
    (row,) = await town.rows(seasons)
    assert (row["members"], row["experience"]) == (5, 680 + 5 * each)
    assert await town.count(ledger) == entries

    # Afterwards nothing changes it: neither a restart nor what is taken back later.
    await earns(town, lin, 900, date(2026, 3, 11))
    await town.restart()
    await town.takes(town.own_change(mei, old="member"))
    town.passes(days=1)

    assert told(town, await town.settles()) == []
    assert (await kept(town))[0] == (1, bo.id, 90 + each)
    await town.close()


async def test_two_replicas_keep_one_outcome(both_databases: Database) -> None:
    """Whoever comes second changes nothing."""
    town = await a_town(both_databases)
    await town.with_admin()
    outcomes = []
    for members_ in (3, 4):
        async with town.database.writing() as connection:
            uow = unit(town, connection)
            outcomes.append(await archive(uow, 1, SPRING, Outcome(members_, 10, ())))
            await uow.flush()

    assert outcomes == [True, False]
    (row,) = await town.rows(seasons)
    assert row["members"] == 3
    await town.close()


async def test_after_a_long_outage_it_is_kept_and_not_told(database: Database) -> None:
    """A week later it is no news."""
    town = await a_town(database)
    await town.with_admin()
    mei = town.person()
    await mei.says("签到")

    town.passes(days=9)
    sent = await town.settles()

    assert told(town, sent) == []
    assert [person_id for _, person_id, _ in await kept(town)] == [mei.id]
    await town.close()


async def test_no_more_win_than_there_are_places(database: Database) -> None:
    """As the file says."""
    town = await a_town(database, winners=1)
    await town.with_admin()
    mei, bo = town.person(), town.person("Bo")
    await mei.says("签到")
    town.passes(minutes=1)
    await bo.says("签到")

    town.passes(days=4)
    await town.settles()

    assert [person_id for _, person_id, _ in await kept(town)] == [mei.id]
    await town.close()


async def test_a_season_that_was_made_longer_ends_later(database: Database) -> None:
    """The end that was planned first finds that it is not over."""
    town = await a_town(database)
    await town.with_admin()
    mei = town.person()
    await mei.says("签到")
    longer = replace(SPRING, ends_on=date(2026, 3, 15))
    await town.close()
    town.settings = replace(town.settings, seasons=Seasons(spans=(longer, SUMMER)))
    await town.open()

    town.passes(days=3)
    await town.settles()
    early = await town.count(seasons)
    town.passes(days=3)
    await town.settles()

    (row,) = await town.rows(seasons)
    assert early == 0
    assert row["ends_on"] == date(2026, 3, 15)
    await town.close()


async def test_the_command_tells_of_now_and_before(database: Database) -> None:
    """How long it lasts, what one has earned, what comes, and who won."""
    town = await a_town(database)
    await town.with_admin()
    mei = town.person()
    await mei.says("签到")

    during = await mei.says("/season")
    town.passes(days=4)
    await town.settles()
    between = await mei.says("/season")

    assert ids(during) == ["season-now", "season-coming"]
    assert (value(during, "season-now", "left"), value(during, "season-now", "own")) == (2, 10)
    assert ids(between) == ["season-between", "season-coming", "season-past", "season-place"]
    await town.close()


async def test_without_seasons_it_says_so(town: Town) -> None:
    """In a friendly word."""
    assert ids(await town.person().says("/season")) == ["season-none"]


async def test_it_ends_by_the_communitys_clock(database: Database) -> None:
    """At half past midnight in Shanghai, which is the afternoon before in London."""
    town = await a_town(database)
    await town.with_admin()
    await town.person().says("签到")

    town.passes(
        seconds=(datetime(2026, 3, 12, 16, 29, tzinfo=UTC) - town.clock.now())
        / timedelta(seconds=1)
    )
    await town.settles()
    before = await town.count(seasons)
    town.passes(minutes=2)
    await town.settles()

    assert (before, await town.count(seasons)) == (0, 1)
    await town.close()
