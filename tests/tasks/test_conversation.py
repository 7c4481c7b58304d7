"""What people have to do, as they and the staff live it."""

import asyncio

import pytest
from sqlalchemy import update

from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import Around
from bot.features.calendar.keeping import load
from bot.features.calendar.reading import File, read
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.tasks import SettleTask, TickStep
from models.calendar import occurrences
from models.communities import chats
from models.tasks import tasks
from tests.calendar.test_conversation import act, staffed
from tests.conversation import GROUP, Person, Town, ids, value

pytestmark = pytest.mark.feature("Mx3")

TASK = """zone = "Asia/Shanghai"
[[task]]
id = "recap"
owner = "@mei"
every = "day"
at = 13:00:00
within = "2h"
task = "Write the recap"
steps = ["Gather", "Write"]
"""


async def planned(town: Town, text: str = TASK) -> tuple[Person, Person]:
    """A schedule with a task, its owner who is no staff, and the group's owner."""
    ada = await staffed(town)
    mei = town.person(extra={"username": "mei"})
    await mei.says("Good morning")
    await mei.whispers("/start")
    plan = read([File("s.toml", text)], Around(), zone="UTC", country="CN")
    assert isinstance(plan, Plan), plan

    async def work(uow: UnitOfWork) -> None:
        await load(uow, plan)

    await act(town, work)
    await town.settles()
    town.said.clear()
    return ada, mei


async def test_a_task_goes_to_whoever_answers_for_it(town_on_both: Town) -> None:
    """By DM and never to the group; step by step until it is done, whatever is restarted."""
    town = town_on_both
    _, mei = await planned(town)
    town.passes(hours=1)
    sent = await town.settles()
    await town.restart()
    assert await town.settles() == []

    assert [each.chat_id for each in sent] == [mei.id]
    assert value(sent, "task-card", "words") == "Write the recap"
    (row,) = await town.rows(tasks)
    assert (row["assignee_id"], row["state"], row["chat_id"]) == (mei.id, "open", GROUP)
    assert [each["state"] for each in await town.rows(occurrences)] == ["posted"]

    first = TickStep(row["id"], 0, is_done=True)
    done = buttons.pack(SettleTask(row["id"], is_done=True))
    assert "task-step-done" in ids(await mei.presses(buttons.pack(first), chat_id=mei.id))
    assert "task-steps-left" in ids(await mei.presses(done, chat_id=mei.id))
    # The same press again changes nothing.
    await mei.presses(buttons.pack(first), chat_id=mei.id)
    await mei.presses(buttons.pack(TickStep(row["id"], 1, is_done=True)), chat_id=mei.id)
    assert "task-now-done" in ids(await mei.presses(done, chat_id=mei.id))
    assert "task-settled" in ids(await mei.presses(done, chat_id=mei.id))
    town.passes(hours=5)
    assert await town.settles() == []
    (row,) = await town.rows(tasks)
    assert (row["state"], row["settled_by"], row["ticked"]) == ("done", mei.id, 0b11)


async def test_who_is_late_is_reminded_once_and_then_those_above(town_on_both: Town) -> None:
    """At its end, and as long again after it; after that nobody hears of it."""
    town = town_on_both
    ada, mei = await planned(town, TASK.replace('every = "day"', "on = 2026-03-10"))
    town.passes(hours=1)
    await town.settles()

    town.passes(hours=2)
    late = await town.settles()
    await town.restart()
    town.passes(hours=2)
    above = await town.settles()
    town.passes(days=3)

    assert [(each.chat_id, ids([each])[0]) for each in late] == [(mei.id, "task-late")]
    assert [(each.chat_id, ids([each])[0]) for each in above] == [(ada.id, "task-raised")]
    assert await town.settles() == []


async def test_without_a_known_owner_it_is_the_staffs(town: Town) -> None:
    """Whoever plans may settle it or leave it out; the owner's name is not one of ours."""
    ada, mei = await planned(town, TASK.replace("@mei", "@stranger"))
    town.passes(hours=1)
    sent = await town.settles()
    (row,) = await town.rows(tasks)
    drop = buttons.pack(SettleTask(row["id"], is_done=False))
    await mei.presses(drop, chat_id=mei.id)
    before = [each["state"] for each in await town.rows(tasks)]
    await ada.presses(drop, chat_id=ada.id)

    assert [each.chat_id for each in sent] == [ada.id]
    assert (row["assignee_id"], before) == (None, ["open"])
    assert [each["state"] for each in await town.rows(tasks)] == ["dropped"]


async def test_strangers_settle_nothing(town: Town) -> None:
    """Nor does whoever has to do it leave it out; forged steps and numbers are refused."""
    _, mei = await planned(town)
    town.passes(hours=1)
    await town.settles()
    (row,) = await town.rows(tasks)
    kai = town.person("Kai")
    await kai.says("Hello")
    for person, data in (
        (kai, TickStep(row["id"], 0, is_done=True)),
        (kai, SettleTask(row["id"], is_done=True)),
        (mei, SettleTask(row["id"], is_done=False)),
        (mei, TickStep(row["id"], 77, is_done=True)),
        (mei, TickStep(row["id"], -1, is_done=True)),
        (mei, SettleTask(999, is_done=True)),
    ):
        await person.presses(buttons.pack(data), chat_id=person.id)

    (row,) = await town.rows(tasks)
    assert (row["state"], row["ticked"]) == ("open", 0)


async def test_two_presses_at_once_settle_once(town_on_both: Town) -> None:
    """Steps that two tick at the same moment are both ticked."""
    town = town_on_both
    ada, mei = await planned(town)
    town.passes(hours=1)
    await town.settles()
    (row,) = await town.rows(tasks)
    steps = [buttons.pack(TickStep(row["id"], step, is_done=True)) for step in (0, 1)]
    done = buttons.pack(SettleTask(row["id"], is_done=True))

    await asyncio.gather(
        mei.presses(steps[0], chat_id=mei.id), ada.presses(steps[1], chat_id=ada.id)
    )
    said = await town.takes(
        town.press(mei, done, chat_id=mei.id), town.press(ada, done, chat_id=ada.id)
    )

    (row,) = await town.rows(tasks)
    assert (row["ticked"], row["state"], row["settled_by"]) == (0b11, "done", mei.id)
    assert ids(said).count("task-now-done") == 1


async def test_a_community_of_several_groups_is_asked_once(town: Town) -> None:
    """However many of its groups an entry names."""
    ada, mei = await planned(town, TASK.replace("owner", 'to = ["all"]\nowner'))
    await town.takes(town.own_change(ada, chat_id=GROUP - 1))

    async def join(uow: UnitOfWork) -> None:
        mine = update(chats).where(chats.c.id == GROUP - 1)
        await uow.execute(mine.values(community_id=1, kind="core"))

    await act(town, join)
    await town.settles()
    town.passes(hours=1)

    assert [each.chat_id for each in await town.settles()] == [mei.id]
    assert await town.count(tasks) == 1


async def test_the_staff_see_what_is_open_and_how_much_was_done(town: Town) -> None:
    """Of the last week and the one before, and by person."""
    ada, mei = await planned(town)
    assert ids(await ada.whispers("/calendar tasks")) == ["tasks-none"]
    for day in range(3):
        town.passes(hours=1)
        await town.settles()
        if day < 2:
            row = max(await town.rows(tasks), key=lambda each: each["id"])
            for step in (0, 1):
                data = buttons.pack(TickStep(row["id"], step, is_done=True))
                await mei.presses(data, chat_id=mei.id)
            data = buttons.pack(SettleTask(row["id"], is_done=True))
            await mei.presses(data, chat_id=mei.id)
        town.passes(hours=23)
    said = await ada.whispers("/calendar 任务")
    await mei.says("/calendar tasks")

    assert ids(said)[:2] == ["tasks-head", "tasks-late"]
    assert value(said, "tasks-rate-this", "due") == 3
    assert value(said, "tasks-rate-this", "percent") == 67
    assert value(said, "tasks-rate-of", "in_time") == 2
    assert value(said, "tasks-rate-last", "due") == 0


async def test_a_task_is_given_late_while_its_time_lasts(town: Town) -> None:
    """After an outage of an hour it is still asked for; it has its whole time from then."""
    _, mei = await planned(town)
    town.passes(hours=2)
    sent = await town.settles()

    assert [each.chat_id for each in sent] == [mei.id]
