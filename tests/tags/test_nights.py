"""Nights of tags: some at a time, apart from other work, and after a kill from where it stands."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count, pairwise

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.config.settings import Settings
from bot.config.tags import Tags
from bot.features.places import Place, place_of
from bot.features.tags.cataloguing import remove_tag
from bot.features.tags.nightly import Reconciled, reconcile, wishes_of
from bot.features.tags.queries import tag_named
from bot.features.tags.reading import terms_of
from bot.features.tags.rules import Terms
from bot.features.vocabulary import vocabulary
from bot.kit.apart import Apart
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from handlers import plan_ahead
from models.dues import dues
from models.tags import taggings, tags
from models.updates import seen_updates
from tests.conversation import GROUP, Person, Town
from tests.tags.scenes import borne, rows_of, with_tags


class Killed(Exception):  # noqa: N818 — it is no error here
    """Stands for the end of the process."""


class Watched(Apart):
    """Long work whose parts are told before each begins."""

    def __init__(self, town: Town, before: Callable[[int], Awaitable[None]]) -> None:
        async def finish(_: UnitOfWork) -> None:
            """Wake nobody."""

        super().__init__(town.database, town.clock, town.chance, finish=finish, say=lambda _: None)
        self._before = before
        self._parts = count(1)

    @asynccontextmanager
    async def part(self) -> AsyncIterator[UnitOfWork]:
        """Open a part, after whatever comes before it."""
        await self._before(next(self._parts))
        async with super().part() as uow:
            yield uow


def unit(town: Town, connection: AsyncConnection) -> UnitOfWork:
    """A unit of work of the town's."""
    return UnitOfWork(
        connection, now=town.clock.now(), chance=town.chance, dialect=town.database.dialect
    )


async def here(town: Town, uow: UnitOfWork) -> Place:
    """The group."""
    await town.places.read(uow, [GROUP])
    place = place_of(uow, GROUP)
    assert place is not None
    return place


async def look(
    town: Town, before: Callable[[int], Awaitable[None]], *, at_once: int = 2
) -> list[Reconciled]:
    """Go over the rules; the first part reads them, and the others write."""
    apart = Watched(town, before)
    async with apart.part() as uow:
        wishes = await wishes_of(uow, await here(town, uow), vocabulary())
    return await reconcile(apart, wishes, at_once=at_once)


async def sleepers(town: Town, number: int) -> list[Person]:
    """Members who have not been seen for a while."""
    found = [town.person(f"P{each}") for each in range(number)]
    for each in found:
        await each.says("hello")
    town.passes(days=4)
    return found


async def nothing(_: int) -> None:
    """Let a part begin."""


@pytest.mark.feature("T2")
class TestParts:
    async def test_a_part_writes_no_more_than_some(self, town_on_both: Town) -> None:
        """Between the parts others write; what comes of all of them is as of one."""
        town = town_on_both
        await with_tags(town, "sleeper inactive=3d")
        found = await sleepers(town, 5)
        borne_before: list[int] = []

        async def told(_: int) -> None:
            borne_before.append(await town.count(taggings))

        (came,) = await look(town, told)
        (again,) = await look(town, nothing)

        steps = [after - before for before, after in pairwise(borne_before[1:])]
        # Ada, who made the tag, sleeps as well.
        assert (came.given, again.given) == (6, 0)
        assert steps == [2, 2]
        assert [await borne(town, each) for each in found] == [["sleeper"]] * 5

    async def test_a_kill_in_the_middle_loses_nothing(self, town_on_both: Town) -> None:
        """What was written stays, and the next look does the rest."""
        town = town_on_both
        await with_tags(town, "sleeper inactive=3d")
        found = await sleepers(town, 5)

        async def dies(part: int) -> None:
            if part == 3:
                raise Killed

        with pytest.raises(Killed):
            await look(town, dies)
        half = await town.count(taggings)
        await town.restart()
        await look(town, nothing)

        assert half == 2
        assert [await borne(town, each) for each in found] == [["sleeper"]] * 5

    async def test_whoever_came_back_meanwhile_is_left_for_the_next_night(
        self, town_on_both: Town
    ) -> None:
        """What was looked at is not true of them any more: nothing is given nor withdrawn."""
        town = town_on_both
        await with_tags(town, "sleeper inactive=3d", "talker activity=message times=2 within=3d")
        found = await sleepers(town, 2)
        for each in (*found, *found):
            await each.says("hello again")
        await look(town, nothing)
        before = [await borne(town, each) for each in found]
        town.passes(days=4)

        async def speak(part: int) -> None:
            # After the rules were read, and before anything is written.
            if part == 2:
                town.passes(seconds=1)
                for each in found:
                    await each.says("I am back")

        await look(town, speak)

        assert before == [["talker"]] * 2
        assert [await borne(town, each) for each in found] == before

    async def test_of_an_exclusive_group_one_is_given_once_the_other_is_gone(
        self, town_on_both: Town
    ) -> None:
        """In one night, each in its own part; with one moment at which all of it ends."""
        town = town_on_both
        await with_tags(
            town,
            "awake group=mood exclusive activity=message within=3d",
            "asleep group=mood exclusive inactive=3d lasts=9d",
        )
        found = await sleepers(town, 3)
        for each in found:
            await each.says("hello again")
        await look(town, nothing)
        before = [await borne(town, each) for each in found]
        town.passes(days=4)

        await look(town, nothing)

        assert before == [["awake"]] * 3
        assert [await borne(town, each) for each in found] == [["asleep"]] * 3
        mine = [row for each in found for row in await rows_of(town, each)]
        assert len({row["expires_at"] for row in mine}) == 1
        ends = [row["due_at"] for row in await town.rows(dues) if row["kind"] == "tags-expire"]
        assert ends.count(mine[0]["expires_at"]) == 1

    async def test_a_tag_that_is_gone_meanwhile_is_given_to_nobody(self, town: Town) -> None:
        """Its rule was read, and then staff took it out of the catalogue."""
        ada = await with_tags(town, "sleeper inactive=3d")
        await sleepers(town, 2)

        async def removes(part: int) -> None:
            if part == 2:
                async with town.database.writing() as connection:
                    uow = unit(town, connection)
                    tag = await tag_named(uow, 1, "sleeper")
                    assert tag is not None
                    await remove_tag(uow, tag, by=ada.id)
                    await uow.flush()

        await look(town, removes)

        assert await town.rows(taggings) == []


@pytest.mark.feature("T1")
class TestStarting:
    async def test_an_idle_community_has_the_tags_of_a_changed_file(
        self, both_databases: Database
    ) -> None:
        """Where nobody says a word after the start, and once however often it starts."""
        town = await Town(both_databases, Settings()).open()
        await with_tags(town)
        (mei,) = await sleepers(town, 1)
        await town.close()
        terms = terms_of({"key": "sleeper", "rule": {"inactive": "3d"}})
        assert isinstance(terms, Terms)

        changed = Town(
            both_databases, replace(Settings(), tags=Tags((terms,))), at=town.clock.now()
        )
        changed._numbers = count(1 + await town.count(seen_updates) * 10)
        await changed.open()
        for _ in range(2):
            async with changed.database.writing() as connection:
                uow = unit(changed, connection)
                await plan_ahead(uow, [await here(changed, uow)])
                await uow.flush()
        await changed.settles()
        catalogue = await changed.rows(tags)
        held = await rows_of(changed, mei)
        await changed.close()

        assert [row["key"] for row in catalogue] == ["sleeper"]
        assert [(row["key"], row["source"]) for row in held] == [("sleeper", "rule")]
