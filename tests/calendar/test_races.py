"""Two replicas at once, and two presses at once: a slot is posted once."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.config.settings import Settings
from bot.features.calendar import keeping
from bot.kit.chance import CountedChance
from bot.kit.effects import Effect
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.scheduler import Scheduler
from handlers import buttons, workers
from handlers.calendar_buttons import DecidePost
from handlers.calendar_notices import CalendarTeller
from models.calendar import occurrences, schedule_entries
from models.outbox import outbox
from tests.calendar.test_conversation import act, loaded, post, posts, staffed, states
from tests.conversation import GROUP, Town

pytestmark = pytest.mark.feature("C3")


def replica(town: Town, name: str) -> Scheduler:
    """Another process that does what is due in the same database."""

    def say(_effects: Sequence[Effect], _owes: bool) -> None:
        return

    return Scheduler(
        town.database, town.clock, CountedChance(), workers(town.places), say=say, replica=name
    )


async def owed_posts(town: Town) -> int:
    """Return how many posts the outbox has ever held for the group."""
    rows = await town.rows(outbox)
    return sum(row["chat_id"] == GROUP and row["key"].startswith("calendar:") for row in rows)


async def test_two_replicas_post_once(town_on_both: Town) -> None:
    """Whoever takes the slot first; the other finds it taken, and the next text's turn is kept."""
    town = town_on_both
    await staffed(town)
    await loaded(town, post('text = ["One", "Two"]'), post(key="other"))
    await town.settles()
    town.passes(hours=1)

    await asyncio.gather(*(replica(town, f"r{n}").knock() for n in range(4)))

    assert await owed_posts(town) == 2
    assert sorted(posts(await town.settles())) == ["Hello", "One"]
    assert await states(town) == ["posted", "posted"]
    turns = {row["key"]: row["turn"] for row in await town.rows(schedule_entries)}
    assert turns == {"tip": 1, "other": 1}


async def test_the_same_slot_taken_up_twice_is_one(town_on_both: Town) -> None:
    """Even where two transactions are told of it at once, as by a reload and a knock."""
    town = town_on_both
    await staffed(town)
    await loaded(town, post('text = ["One", "Two"]'))
    town.passes(hours=1)
    entry = (await town.rows(schedule_entries))[0]
    due = keeping.Overdue({"key": "tip", "slot": "2026-03-10T13:00", "digest": entry["digest"]})
    teller = CalendarTeller(town.places)

    async def work(uow: UnitOfWork) -> None:
        await teller.fall(uow, due)

    await asyncio.gather(*(act(town, work) for _ in range(4)))

    assert await owed_posts(town) == 1
    assert posts(await town.settles()) == ["One"]
    assert (await town.rows(schedule_entries))[0]["turn"] == 1


async def test_two_presses_at_once_post_once(town_on_both: Town) -> None:
    """Of two of the staff one decides; the other is told that it is decided."""
    town = town_on_both
    ada = await staffed(town)
    await loaded(town, post())
    town.passes(hours=3)
    await town.settles()
    (row,) = await town.rows(occurrences)
    assert row["state"] == "held"
    other = await Town(town.database, Settings(), at=town.clock.now()).open()
    data = buttons.pack(DecidePost(row["id"], "post"))

    await asyncio.gather(
        town.takes(town.press(ada, data, chat_id=ada.id)),
        other.takes(other.press(ada, data, chat_id=ada.id) | {"update_id": 900_001}),
    )
    await other.close()

    assert await owed_posts(town) == 1
    assert posts(await town.settles()) == ["Hello"]
    assert await states(town) == ["posted"]
