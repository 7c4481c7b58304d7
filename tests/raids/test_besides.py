"""What else a raid touches: a daily card, a person who is forgotten, how long it is remembered."""

from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

import pytest

from bot.config.settings import Checkins, Retention, Settings
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.housekeeping import Housekeeping
from handlers import buttons
from models.raids import raid_arrivals, raids
from models.restrictions import restrictions
from tests.conversation import GROUP, Person, Town
from tests.raids.scenes import arrive, states, texts_of, told

pytestmark = pytest.mark.feature("R11")


@dataclass
class Daily:
    """The day's turn of the housekeeping."""

    details: dict[str, Any] = field(default_factory=dict)


async def test_the_daily_card_waits_until_it_is_quiet(database: Database) -> None:
    """A card that falls into a raid comes after it, once."""
    settings = replace(Settings(), checkins=Checkins(card_at=time(12, 5)))
    town = await Town(database, settings).open()
    await town.with_admin()
    await town.settles()
    await arrive(town, 10)
    town.passes(minutes=6)
    during = _cards(await town.settles())
    after = 0
    for _ in range(3):
        town.passes(minutes=6)
        after += _cards(await town.settles())

    assert during == 0
    assert after == 1
    await town.close()


def _cards(calls: list[Any]) -> int:
    return sum(texts_of(call)[:1] == ["checkin-card"] for call in calls if call.chat_id == GROUP)


async def test_whoever_is_forgotten_in_the_middle_is_freed_all_the_same(town: Town) -> None:
    """/forget takes somebody out of the list; what holds them ends with the raid as for all."""
    await town.with_admin()
    crowd = await arrive(town, 10)
    await town.settles()
    await _is_forgotten(crowd[0])
    listed = set(await states(town))
    town.passes(minutes=10)
    freed = told(await town.settles())

    assert crowd[0].id not in listed
    assert freed == dict.fromkeys((each.id for each in crowd), True)
    assert await town.count(restrictions) == 0


async def _is_forgotten(person: Person) -> None:
    await person.whispers("/forget")
    data = buttons.pack(buttons.ForgetMe(person.id, is_sure=True))
    await person.presses(data, chat_id=person.id)


async def test_a_raid_is_remembered_for_a_month(town_on_both: Town) -> None:
    """Who came with it is forgotten when single acts are."""
    town = town_on_both
    admin = await town.with_admin()
    await arrive(town, 10)
    await admin.says("/raid off")
    kept = []
    for _ in range(2):
        await _keep_house(town)
        kept.append((await town.count(raids), await town.count(raid_arrivals)))
        town.passes(days=32)

    await _keep_house(town)
    assert kept[0] == (1, 10)
    assert (await town.count(raids), await town.count(raid_arrivals)) == (0, 0)


async def _keep_house(town: Town) -> None:
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=town.chance,
            dialect=town.database.dialect,
        )
        await Housekeeping(Retention())(uow, Daily())
        await uow.flush()
