"""Two of an exclusive group, given in the same moment: one of them stays."""

import asyncio

import pytest

from bot.features.tags.service import expire, give
from bot.kit.chance import CountedChance
from bot.kit.unit_of_work import UnitOfWork
from models.dues import dues
from models.tags import taggings
from tests.conversation import Person, Town
from tests.tags.scenes import borne, with_tags


async def gives(town: Town, person: Person, key: str, *, pause: float = 0.0) -> None:
    """Give a tag in a transaction of its own, as another process would."""
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=CountedChance(),
            dialect=town.database.dialect,
        )
        await give(uow, 1, person.id, key, source="staff", actor_id=1)
        await uow.flush()
        await asyncio.sleep(pause)


@pytest.mark.feature("T1")
class TestRaces:
    async def test_one_of_an_exclusive_group_stays(self, town_on_both: Town) -> None:
        """Whichever of the two transactions comes last."""
        town = town_on_both
        await with_tags(town, *(f"{key} group=team exclusive" for key in ("red", "blue")))
        mei = town.person()
        await mei.says("hello")

        for first, second in (("red", "blue"), ("blue", "red"), ("red", "blue")):
            await asyncio.gather(
                gives(town, mei, first, pause=0.05), gives(town, mei, second, pause=0.05)
            )
            assert len(await borne(town, mei)) == 1

    async def test_the_same_tag_twice_is_one(self, town_on_both: Town) -> None:
        """Both see it given, and there is one row with one end."""
        town = town_on_both
        await with_tags(town, "guest lasts=1d")
        mei = town.person()
        await mei.says("hello")

        await asyncio.gather(*(gives(town, mei, "guest") for _ in range(4)))

        assert await town.count(taggings) == 1
        ends = [row for row in await town.rows(dues) if row["kind"] == "tags-expire"]
        assert len(ends) == 1

    async def test_what_was_given_anew_does_not_fall_off_with_the_old(self, town: Town) -> None:
        """The end of the first giving is not the end of the second."""
        ada = await with_tags(town, "guest lasts=2d")
        mei = town.person()
        await mei.says("hello")
        await ada.says(f"/tag {mei.id} guest")
        town.passes(days=1)
        await ada.says(f"/tag {mei.id} guest")
        town.passes(days=1)
        await town.settles()
        still = await borne(town, mei)
        async with town.database.writing() as connection:
            uow = UnitOfWork(
                connection, now=town.clock.now(), chance=CountedChance(), dialect="sqlite"
            )
            gone = await expire(uow)

        assert still == ["guest"]
        assert gone == 0
