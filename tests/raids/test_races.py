"""Two processes, two presses, a kill in between: a raid begins once and holds nobody for good."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update

from bot.kit.database import Database
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Unknown
from models.cases import cases
from models.outbox import outbox
from models.raids import raids
from models.restrictions import restrictions
from tests.conversation import Town
from tests.raids.scenes import IN, arrive, presses_picture, states, steers, the_raid, told

pytestmark = pytest.mark.feature("R11")


@pytest.fixture
async def twin(town_on_both: Town) -> AsyncIterator[Town]:
    """Another process on the same database."""
    opened = await Town(town_on_both.database, town_on_both.settings).open()
    opened.clock = town_on_both.clock
    # Telegram numbers the updates for both of them.
    silent = opened.person()
    for _ in range(10_000):
        opened.message(silent, "")
    yield opened
    await opened.close()


async def test_two_processes_close_one_gate(town_on_both: Town, twin: Town) -> None:
    """Each hears half of the burst; there is one raid, and everybody is held once."""
    town = town_on_both
    await town.with_admin()
    people = [town.person() for _ in range(30)]
    changes = [town.change(each, IN, old="left") for each in people]
    await asyncio.gather(town.takes(*changes[::2]), twin.takes(*changes[1::2]))
    calls = await town.settles()

    assert len(await town.rows(raids)) == 1
    assert {each.id for each in people} == set(await states(town))
    mutes = [call for call in calls if call.method == "restrictChatMember"]
    assert len(mutes) == len(people)


async def test_two_presses_at_once_are_one(town_on_both: Town, twin: Town) -> None:
    """Two of the staff ban at the same moment, and two end it: each deed is done once."""
    town = town_on_both
    admin = await town.with_admin()
    crowd = await arrive(town, 10)
    other = twin.person("Ada")
    other.id = admin.id
    await asyncio.gather(steers(town, admin, "ban-sure"), steers(twin, other, "ban-sure"))
    await asyncio.gather(steers(town, admin, "end"), steers(twin, other, "end"))
    calls = await town.settles()

    banned = [call.arguments["user_id"] for call in calls if call.method == "banChatMember"]
    assert sorted(banned) == sorted(each.id for each in crowd)
    assert len(await town.rows(cases)) == len(crowd)
    assert (await the_raid(town))["ended_at"] is not None


async def test_a_proof_and_the_end_at_once(town_on_both: Town, twin: Town) -> None:
    """Whichever comes first, the newcomer is free and nobody else is forgotten."""
    town = town_on_both
    admin = await town.with_admin()
    crowd = await arrive(town, 10)
    await town.settles()
    mine = twin.person()
    mine.id = crowd[0].id
    await asyncio.gather(steers(town, admin, "end"), presses_picture(twin, mine))
    freed = told(await town.settles())

    assert freed == dict.fromkeys((each.id for each in crowd), True)
    assert await town.count(restrictions) == 0


async def test_killed_while_mutes_were_under_way(town: Town) -> None:
    """Of whom a call may have been made is told again in the end; of the others nothing is."""
    admin = await town.with_admin()
    crowd = await arrive(town, 10)
    half = [each.id for each in crowd[:5]]
    await _leave_half_sent(town.database, half)
    await town.restart()
    await admin.says("/raid off")
    calls = await town.settles()

    assert told(calls) == dict.fromkeys(half, True)
    assert await town.count(restrictions) == 0


async def _leave_half_sent(database: Database, person_ids: list[int]) -> None:
    """Leave calls as a process does that was killed between sending and writing it down."""
    async with database.writing() as connection:
        await connection.execute(
            update(outbox)
            .where(outbox.c.person_id.in_(person_ids), outbox.c.method == "restrictChatMember")
            .values(state="sending", attempts=outbox.c.attempts + 1)
        )


async def test_answers_that_get_lost_leave_nobody_muted(town: Town) -> None:
    """Where Telegram's answers never arrive, the last word that it hears is the right one."""
    await town.with_admin()
    crowd = await arrive(town, 10)
    last: dict[int, bool] = {}

    def lossy(call: Owed) -> Outcome:
        if call.method != "restrictChatMember":
            return Done({"message_id": 1})
        may = call.arguments["permissions"]["can_send_messages"]
        last[call.arguments["user_id"]] = may
        return Unknown("no answer in time") if call.attempts < 2 else Done()

    await town.settles(lossy)
    town.passes(minutes=10)
    for _ in range(6):
        await town.settles(lossy)
        town.passes(minutes=2)

    assert last == dict.fromkeys((each.id for each in crowd), True)
    waiting = [row for row in await town.rows(outbox) if row["state"] in {"owed", "sending"}]
    assert waiting == []
