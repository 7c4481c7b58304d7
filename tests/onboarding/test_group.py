"""Whoever cannot be written to is greeted in the group: once for all, and not for long."""

from dataclasses import replace

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from bot.kit.effects import Edit
from bot.runtime.outcomes import Unreachable
from models.onboarding import onboardings
from tests.conversation import GROUP, Town, ids, value
from tests.gates.scenes import of
from tests.onboarding.scenes import (
    IN,
    answers_on,
    comes,
    goes,
    reachable,
    to,
    urls_on,
)

pytestmark = pytest.mark.feature("O1")


async def opened(town: Town) -> None:
    """A group whose bot has said hello."""
    await town.with_admin()
    await town.settles()
    town.said.clear()


async def greeting(town: Town) -> list:
    """What goes to the group once the moment for it has come."""
    town.passes(seconds=10)
    return to(await town.settles(), GROUP)


async def test_one_message_leads_to_the_dm(town: Town) -> None:
    """A newcomer is named in one message, whose button opens what is theirs alone."""
    await opened(town)
    newcomer = town.person("Nia")
    await comes(town, newcomer)
    (call,) = await greeting(town)
    (url,) = urls_on(call)
    payload = url.split("start=")[1]
    await newcomer.whispers(f"/start {payload}")
    (card,) = to(await town.settles(), newcomer.id)

    assert "onboarding-group" in ids([call])
    assert value([call], "onboarding-person", "name") == "Nia"
    assert url == "https://t.me/hearth_bot?start=w-1"
    assert answers_on(card) == ["next"]


async def test_it_goes_once_nobody_needs_it(town: Town) -> None:
    """As soon as everybody named has begun, the message is taken away."""
    await opened(town)
    newcomer = town.person("Nia")
    await comes(town, newcomer)
    await greeting(town)
    await newcomer.whispers("/start w-1")
    gone = of(await greeting(town), "deleteMessage")

    assert len(gone) == 1


async def test_it_goes_after_a_while(town: Town) -> None:
    """The message stays for ten minutes; who did not press finds it behind /welcome."""
    await opened(town)
    newcomer = town.person("Nia")
    await comes(town, newcomer)
    await greeting(town)
    town.passes(minutes=9)
    early = of(await town.settles(), "deleteMessage")
    town.passes(minutes=1, seconds=1)
    late = of(await town.settles(), "deleteMessage")
    await newcomer.whispers("/welcome")
    (card,) = to(await town.settles(), newcomer.id)

    assert (len(early), len(late)) == (0, 1)
    assert answers_on(card) == ["next"]


@pytest.fixture
async def calm(database: Database):
    """A town in which a crowd that comes is no raid."""
    settings = Settings()
    settings = replace(settings, raids=replace(settings.raids, enabled=False))
    town = await Town(database, settings).open()
    yield town
    await town.close()


@pytest.mark.parametrize("one_by_one", [True, False])
async def test_a_hundred_in_a_minute(calm: Town, *, one_by_one: bool) -> None:
    """A hundred who come within a minute are each greeted; the group sees one message."""
    town = calm
    await opened(town)
    people = [town.person(f"Nia {n}") for n in range(100)]
    for person in people[:50]:
        await person.whispers("/start")
    town.said.clear()
    calls = []
    if one_by_one:
        for person in people:
            await comes(town, person)
            town.passes(seconds=0.6)
            calls += await town.settles()
    else:
        await town.takes(*(town.change(person, IN, old="left") for person in people))
    town.passes(seconds=10)
    calls += await town.settles()
    edits = [each for each in town.said if isinstance(each, Edit) and each.chat_id == GROUP]
    last = edits[-1:] or of(to(calls, GROUP), "sendMessage")

    assert len(of(to(calls, GROUP), "sendMessage")) == 1
    assert len(edits) <= 7
    assert value(last, "onboarding-group", "count") == 50
    assert value(last, "onboarding-group-more", "count") == 40
    for person in people[:50]:
        assert answers_on(to(calls, person.id)[0]) == ["next"]
    for person in people[50:]:
        await person.whispers("/start w-1")
    await town.settles()
    assert {row["card_chat_id"] for row in await town.rows(onboardings)} == {
        person.id for person in people
    }


async def test_in_a_raid_the_greeting_waits(town: Town) -> None:
    """While a raid's gate is closed the greeting would be part of the flood: it comes after."""
    await opened(town)
    people = [town.person(f"Nia {n}") for n in range(30)]
    await town.takes(*(town.change(person, IN, old="left") for person in people))
    meanwhile = []
    for _ in range(4):
        town.passes(minutes=1)
        meanwhile += to(await town.settles(), GROUP)
    for _ in range(12):
        town.passes(minutes=1)
        meanwhile += [c for c in to(await town.settles(), GROUP) if "onboarding-group" in ids([c])]

    greetings = [call for call in meanwhile if "onboarding-group" in ids([call])]
    assert len(greetings) == 1


async def test_a_new_wave_gets_a_new_message(town: Town) -> None:
    """When the message has scrolled away, the next ones get one of their own; one stands."""
    await opened(town)
    await comes(town, town.person("Nia"))
    await greeting(town)
    town.passes(minutes=4)
    await comes(town, town.person("Bo"))
    calls = await greeting(town)

    assert [call.method for call in calls if call.method != "sendMessage"] == ["deleteMessage"]
    (sent,) = of(calls, "sendMessage")
    assert value([sent], "onboarding-person", "name") == "Bo"


async def test_who_leaves_is_not_greeted(town: Town) -> None:
    """Somebody who is gone before the greeting is not in it."""
    await opened(town)
    newcomer = town.person("Nia")
    await comes(town, newcomer)
    await goes(town, newcomer)

    assert await greeting(town) == []


async def test_who_cannot_be_written_to_after_all(town: Town) -> None:
    """Where the DM is refused, the newcomer is greeted in the group."""
    await opened(town)
    newcomer = await reachable(town)
    await comes(town, newcomer)
    await town.settles(lambda call: Unreachable("blocked") if call.chat_id > 0 else None)
    calls = await greeting(town)

    assert "onboarding-group" in ids(calls)


async def test_nobody_is_greeted_hours_late(town: Town) -> None:
    """Who came while the bot was away is not greeted when it is back, and finds it on asking."""
    await opened(town)
    newcomer = await reachable(town)
    other = town.person("Bo")
    joined = town.change(newcomer, IN, old="left"), town.change(other, IN, old="left")
    town.passes(hours=3)
    await town.takes(*joined)
    late = await greeting(town)
    dms = to(await town.settles(), newcomer.id)
    await newcomer.whispers("/welcome")
    (card,) = to(await town.settles(), newcomer.id)

    assert late == []
    assert dms == []
    assert answers_on(card) == ["next"]


async def test_a_greeting_that_falls_due_hours_late(town: Town) -> None:
    """What was planned before an outage is left out after it, and not made up with the next."""
    await opened(town)
    await comes(town, town.person("Nia"))
    town.passes(hours=3)
    late = to(await town.settles(), GROUP)
    await comes(town, town.person("Bo"))
    (call,) = await greeting(town)

    assert late == []
    assert value([call], "onboarding-group", "count") == 1


async def test_a_restart_between_coming_and_greeting(town: Town) -> None:
    """The greeting is owed by the table: a restart loses it not."""
    await opened(town)
    await comes(town, town.person("Nia"))
    await town.restart()

    assert "onboarding-group" in ids(await greeting(town))


async def test_a_strangers_link_shows_nothing(town: Town) -> None:
    """Somebody who is not in the group, and a forged link, are told that there is nothing."""
    await opened(town)
    stranger = town.person("Bo")

    for payload in ("w-1", "w-999", "w-", "w-x", "w--1", "w-²"):
        assert "onboarding-none" in ids(await stranger.whispers(f"/start {payload}"))


async def test_in_a_second_group_nobody_begins_again(town: Town) -> None:
    """The service message and the change are one arrival, and are greeted once."""
    await opened(town)
    newcomer = await reachable(town)
    joined = town.message(newcomer, "")
    del joined["message"]["text"]
    joined["message"]["new_chat_members"] = [newcomer.account]
    await town.takes(town.change(newcomer, IN, old="left"), joined)

    assert len(to(await town.settles(), newcomer.id)) == 1


async def test_switched_off_nobody_is_greeted(database: Database) -> None:
    """Where the operator switched it off, nothing is said, not even on asking."""
    settings = Settings()
    settings = replace(settings, onboarding=replace(settings.onboarding, enabled=False))
    town = await Town(database, settings).open()
    await opened(town)
    newcomer = await reachable(town)
    await comes(town, newcomer)
    said = await newcomer.whispers("/welcome")

    assert to(await town.settles(), newcomer.id) == []
    assert "onboarding-none" in ids(said)
    await town.close()
