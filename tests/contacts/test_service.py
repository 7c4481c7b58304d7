"""Writing unasked: within the budget and the hours, once, across restarts and two at a moment."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.features.contacts.choosing import be_quiet, stop
from bot.features.contacts.rules import NEVER, Category, Terms, Written
from bot.features.contacts.service import Contact, write, write_all
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Unreachable
from models.contacts import contact_choices, contacts
from models.dues import dues
from models.members import people
from models.outbox import outbox
from tests.conversation import NOON, Person, Town, ids
from tests.runtime.outbox import unit

pytestmark = pytest.mark.feature("K7")

SHANGHAI = ZoneInfo("Asia/Shanghai")
HELLO = Text("help-head")
DAY = timedelta(days=1)


async def act(town: Town, work: Callable[[UnitOfWork], Awaitable[Any]]) -> Any:
    """Do something in a transaction of its own."""
    async with town.database.writing() as connection:
        uow = unit(connection, town.clock)
        result = await work(uow)
        await uow.flush()
    return result


async def friend(town: Town) -> Person:
    """Somebody of the group who has pressed Start."""
    mei = town.person()
    await mei.says("good morning everybody")
    await mei.whispers("/start")
    return mei


async def writes(town: Town, person: Person, key: str, **more: Any) -> Written:
    """Write something to somebody."""
    wanted: dict[str, Any] = {
        "key": key,
        "community_id": 1,
        "person_id": person.id,
        "category": Category.ACTIVITIES,
        "words": HELLO,
        "zone": SHANGHAI,
        "terms": Terms(),
    } | more
    return await act(town, lambda uow: write(uow, **wanted))


async def states(town: Town) -> dict[str, str]:
    """What became of each contact."""
    return {row["key"]: row["state"] for row in await town.rows(contacts)}


async def sent(town: Town) -> list[Owed]:
    """What goes out at this instant."""
    return [each for each in await town.settles() if each.method == "sendMessage"]


async def test_it_is_sent_with_a_button_that_stops_its_kind(town_on_both: Town) -> None:
    """By DM, once, whatever else is asked under the same key."""
    town = town_on_both
    mei = await friend(town)

    assert await writes(town, mei, "a") == Written.SENT
    assert await writes(town, mei, "a", words=Text("puzzled")) == Written.SENT
    (owed,) = await sent(town)

    assert (owed.chat_id, ids([owed])) == (mei.id, ["help-head"])
    assert owed.arguments["keyboard"][-1][0]["data"] == "nomore|activities|1"
    assert await states(town) == {"a": "sent"}


async def test_the_third_of_a_week_waits_and_goes_when_there_is_room(town_on_both: Town) -> None:
    """Two a week from whatever feature: the third goes seven days after the first, once."""
    town = town_on_both
    mei = await friend(town)
    categories = (Category.WELCOME, Category.TIERS, Category.DIGEST)
    became = [await writes(town, mei, str(each), category=each) for each in categories]
    assert became == [Written.SENT, Written.SENT, Written.DEFERRED]
    assert len(await sent(town)) == 2

    town.passes(days=6, hours=23)
    assert await sent(town) == []
    await town.restart()
    town.passes(hours=1)
    assert len(await sent(town)) == 1
    town.passes(days=8)
    assert await sent(town) == []

    assert await states(town) == dict.fromkeys(map(str, categories), "sent")


async def test_what_finds_no_room_within_a_week_is_dropped(town: Town) -> None:
    """Three wait for the room of two: the last of them is no news any more."""
    mei = await friend(town)
    for number in range(5):
        await writes(town, mei, str(number))
        town.passes(hours=1)
    for _ in range(20):
        await town.settles()
        town.passes(hours=12)

    assert sorted((await states(town)).values()) == ["dropped", "sent", "sent", "sent", "sent"]


async def test_at_night_it_waits_for_the_morning(town_on_both: Town) -> None:
    """Deferred to eight o'clock where the community is, over a restart, and then sent once."""
    town = town_on_both
    mei = await friend(town)
    town.passes(hours=11)  # eleven at night

    assert await writes(town, mei, "a") == Written.DEFERRED
    (due,) = [row for row in await town.rows(dues) if row["kind"] == "contact"]
    assert due["due_at"] == datetime(2026, 3, 11, 0, 0, tzinfo=UTC)
    town.passes(hours=8, minutes=59)
    assert await sent(town) == []
    await town.restart()
    town.passes(minutes=1)

    assert [each.chat_id for each in await sent(town)] == [mei.id]


async def test_one_s_own_night_counts(town: Town) -> None:
    """Noon in Shanghai is five in the morning in Berlin; no quiet hours are none."""
    mei, tom = await friend(town), await friend(town)
    await mei.whispers("/quiet 22:00 08:00 Europe/Berlin")
    await act(town, lambda uow: be_quiet(uow, tom.id, NEVER))

    assert await writes(town, mei, "a") == Written.DEFERRED
    town.passes(hours=12)
    assert await writes(town, tom, "b") == Written.SENT


async def test_a_night_that_ends_in_a_jump_of_the_clock(town: Town) -> None:
    """Quiet until 02:30 on the day that has none: over when the clock has jumped."""
    mei = await friend(town)
    await mei.whispers("/quiet 22:00 02:30 Europe/Berlin")
    town.clock.advance(datetime(2026, 3, 29, 0, 30, tzinfo=UTC) - NOON)

    assert await writes(town, mei, "a") == Written.DEFERRED
    town.passes(minutes=29)
    assert await sent(town) == []
    town.passes(minutes=1)
    assert len(await sent(town)) == 1


async def test_what_was_stopped_is_not_written(town: Town) -> None:
    """Its kind alone; what waits is stopped too, however late the member decides."""
    mei = await friend(town)
    await writes(town, mei, "one")
    await writes(town, mei, "two")
    await writes(town, mei, "waits")
    await mei.whispers("/stop activities")

    assert await writes(town, mei, "new") == Written.STOPPED
    assert await writes(town, mei, "care", category=Category.CARE) == Written.DEFERRED
    await town.settles()
    town.passes(days=7)
    await town.settles()

    assert await states(town) == {
        "one": "sent",
        "two": "sent",
        "waits": "stopped",
        "new": "stopped",
        "care": "sent",
    }


@pytest.mark.parametrize("can_dm", [None, False])
async def test_who_cannot_be_written_to_is_not(town: Town, can_dm: bool | None) -> None:
    """Telegram would refuse; it is written down, and costs nothing of the budget."""
    mei = await friend(town)
    await act(town, lambda uow: uow.execute(update(people).values(can_dm=can_dm)))

    assert await writes(town, mei, "a") == Written.UNREACHABLE
    assert await sent(town) == []


async def test_a_stranger_leaves_no_row(town: Town) -> None:
    """Whom the bot has never met it cannot reach, and keeps nothing of."""
    await friend(town)
    nobody = Person(town, 999, "Nobody")

    assert await writes(town, nobody, "a") == Written.UNREACHABLE
    assert await town.count(contacts) == 0


async def test_a_refusal_marks_the_person_and_frees_the_budget(town: Town) -> None:
    """Blocked meanwhile: what did not arrive was no contact."""
    mei = await friend(town)
    await writes(town, mei, "a")

    def refuse(_: Owed) -> Outcome:
        return Unreachable("bot was blocked by the user")

    await town.settles(refuse)

    assert await states(town) == {"a": "unreachable"}
    assert await writes(town, mei, "b") == Written.UNREACHABLE


async def test_what_the_courier_comes_to_at_night_waits_for_the_morning(town: Town) -> None:
    """Owed before ten, sent after an outage: not in the night, and not never."""
    mei = await friend(town)
    town.passes(hours=9, minutes=59)
    assert await writes(town, mei, "a", keyboard=()) == Written.SENT
    town.passes(hours=3)

    assert await sent(town) == []
    assert await states(town) == {"a": "deferred"}
    town.passes(hours=7, minutes=2)
    (owed,) = await sent(town)

    assert [row[0]["data"] for row in owed.arguments["keyboard"]] == ["nomore|activities|1"]
    assert await states(town) == {"a": "sent"}


async def test_not_before_a_moment(town: Town) -> None:
    """Wanted for tomorrow, it comes tomorrow; a week of waiting counts from there."""
    mei = await friend(town)

    assert await writes(town, mei, "a", at=town.clock.now() + 30 * DAY) == Written.DEFERRED
    town.passes(days=29)
    assert await sent(town) == []
    town.passes(days=1)
    assert len(await sent(town)) == 1


async def test_features_at_one_moment_cannot_exceed_the_budget(town_on_both: Town) -> None:
    """Twelve at once from different processes: two are sent, ten wait."""
    town = town_on_both
    mei = await friend(town)

    became = await asyncio.gather(*(writes(town, mei, f"k{number}") for number in range(12)))

    assert sorted(became) == [*["deferred"] * 10, *["sent"] * 2]
    assert sorted((await states(town)).values()) == [*["deferred"] * 10, *["sent"] * 2]


async def test_one_key_at_one_moment_is_written_once(town_on_both: Town) -> None:
    """Eight processes with the same news."""
    town = town_on_both
    mei = await friend(town)

    became = await asyncio.gather(*(writes(town, mei, "same") for _ in range(8)))

    assert set(became) == {Written.SENT}
    assert len(await sent(town)) == 1


async def test_many_are_written_to_in_a_handful_of_statements(town_on_both: Town) -> None:
    """A thousand members cost little more than one; each is looked at alone."""
    town = town_on_both
    crowd = [Person(town, 10_000 + number, f"P{number}") for number in range(1000)]
    await friend(town)

    async def fill(uow: UnitOfWork) -> None:
        rows = [
            {
                "id": each.id,
                "first_name": each.first_name,
                "can_dm": at % 10 != 0,
                "seen_at": uow.now,
            }
            for at, each in enumerate(crowd)
        ]
        await uow.execute(people.insert(), rows)
        for each in crowd[1:5]:
            await stop(uow, each.id, [Category.DIGEST], is_stopped=True)

    await act(town, fill)
    wanted = [
        Contact(
            key=f"digest:{each.id}",
            community_id=1,
            person_id=each.id,
            category=Category.DIGEST,
            words=HELLO,
        )
        for each in crowd
    ]
    before = town.database.statements
    became = await act(town, lambda uow: write_all(uow, wanted, zone=SHANGHAI, terms=Terms()))
    statements = town.database.statements - before

    counted = {state: sum(each == state for each in became.values()) for state in Written}
    assert counted == {"sent": 896, "unreachable": 100, "stopped": 4, "deferred": 0, "dropped": 0}
    assert await town.count(outbox) == 896
    assert statements < 30


async def test_forgetting_takes_what_waits_along(town: Town) -> None:
    """Choices, contacts and what is put off go with the person."""
    mei = await friend(town)
    await mei.whispers("/quiet 22:00 08:00")
    for number in range(3):
        await writes(town, mei, str(number))
    await mei.presses(f"forget|{mei.id}|1", chat_id=mei.id)

    assert await town.rows(contact_choices) == []
    assert await town.rows(contacts) == []
    assert [row for row in await town.rows(dues) if row["kind"] == "contact"] == []
