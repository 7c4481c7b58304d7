"""Floods, repetitions and reactions, from Telegram's own updates to what is done about them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from models.moderation import findings, traces
from tests.conversation import GROUP, Person, Town
from tests.moderation.lines import LINES
from tests.moderation.speaking import FILE

pytestmark = pytest.mark.feature("R2")

ADVERT = "大家好，这里有一份很好的工作介绍给你们，在家里就能做，想了解的请联系我"
CHANNELS = [{"id": -1001000000700 - n, "type": "channel", "title": f"C{n}"} for n in range(3)]


def strict(mode: str = "on") -> Settings:
    """Settings in which checks act, as they come."""
    base = Settings()
    return replace(base, moderation=replace(base.moderation, mode=mode))


@pytest.fixture
async def town_in_order(both_databases: Database) -> AsyncIterator[Town]:
    """A town on each of the two databases in which checks act."""
    opened = await Town(both_databases, strict()).open()
    yield opened
    await opened.close()


async def found(town: Town) -> dict[str, list[int]]:
    """Which messages each check found something in."""
    told: dict[str, list[int]] = {}
    for row in await town.rows(findings):
        told.setdefault(row["check"], []).append(row["message_id"])
    return {check: sorted(ids) for check, ids in told.items()}


def number(update: dict[str, Any]) -> int:
    """A message's number."""
    return int(update["message"]["message_id"])


def pictured(update: dict[str, Any], album: str) -> dict[str, Any]:
    """The same message as a picture of an album."""
    del update["message"]["text"]
    update["message"] |= {
        "photo": [FILE | {"width": 1, "height": 1}],
        "media_group_id": album,
    }
    return update


async def test_the_eleventh_message_is_a_flood(town_in_order: Town) -> None:
    """Ten in a quarter of a minute are fine; told again or after a restart, they are ten still."""
    town = town_in_order
    mei = town.person()
    batch = [town.message(mei, f"{number}!") for number in range(10)]
    await town.takes(*batch)
    await town.takes(*batch)
    await town.restart()
    await town.takes(*batch)
    assert await found(town) == {}

    last = town.message(mei, "eleven")
    await town.takes(last)
    assert await found(town) == {"flood": [number(last)]}

    town.passes(seconds=16)
    await mei.says("calm again")
    assert await found(town) == {"flood": [number(last)]}


async def test_an_edit_is_no_message(town_in_order: Town) -> None:
    """However often a message is mended, it is one."""
    town = town_in_order
    mei = town.person()
    first = town.message(mei, "good morning")
    await town.takes(first)
    for at in range(20):
        edited = first["message"] | {"text": f"good morning {at}", "edit_date": 9 + at}
        await town.takes({"update_id": 1000 + at, "edited_message": edited})

    assert await found(town) == {}
    assert await town.count(traces) == 1


async def test_an_album_of_ten_is_one_act(town_in_order: Town) -> None:
    """Ten pictures and nine words are ten acts."""
    town = town_in_order
    mei = town.person()
    await town.takes(*(pictured(town.message(mei, ""), "77") for _ in range(10)))
    for at in range(9):
        await mei.says(f"{at}!")
    assert await found(town) == {}

    last = town.message(mei, "eleven")
    await town.takes(last)
    assert await found(town) == {"flood": [number(last)]}


async def test_voices_are_told_apart(town_in_order: Town) -> None:
    """Channels share a sender that nobody is: each counts by itself, as each person does."""
    town = town_in_order
    fake = Person(town, 136817688, "Channel", extra={"is_bot": True, "username": "Channel_Bot"})
    spoken = [
        town.message(fake, f"{at}!", sender_chat=channel)
        for at in range(8)
        for channel in CHANNELS
    ]
    await town.takes(*spoken)
    assert await found(town) == {}

    more = [town.message(fake, f"{at}?", sender_chat=CHANNELS[0]) for at in range(3)]
    await town.takes(*more)
    assert await found(town) == {"flood": [number(more[-1])]}


async def test_one_advert_again_and_again(town_in_order: Town) -> None:
    """Three times is a nuisance, the fourth is found, however it is dressed up."""
    town = town_in_order
    mei = town.person()
    for at in range(3):
        await mei.says(f"{ADVERT} {at}")
        town.passes(minutes=5)
    assert await found(town) == {}
    await town.restart()

    last = town.message(mei, f"🔥{ADVERT}🔥")
    await town.takes(last)
    assert await found(town) == {"duplicates": [number(last)]}


async def test_one_advert_by_many(town_in_order: Town) -> None:
    """The fifth account with the same text is found."""
    town = town_in_order
    said = [town.message(town.person(f"P{at}"), ADVERT) for at in range(5)]
    await town.takes(*said)

    assert await found(town) == {"duplicates": [number(said[-1])]}


async def test_reactions_on_everything(town_in_order: Town) -> None:
    """A machine's pace is told to the staff; a reader's is not."""
    town = town_in_order
    await town.with_admin()
    mei, bo = town.person(), town.person("Bo")

    def reacts(who: Person, message_id: int) -> dict[str, Any]:
        told = town.message(who, "")
        emoji = [{"type": "emoji", "emoji": "👍"}]
        reaction = {"chat": town.chat(GROUP), "message_id": message_id, "user": who.account}
        reaction |= {"date": told["message"]["date"], "old_reaction": [], "new_reaction": emoji}
        return {"update_id": told["update_id"], "message_reaction": reaction}

    await town.takes(*(reacts(mei, at) for at in range(1, 31)))
    for at in range(1, 21):
        await town.takes(reacts(bo, at))
        town.passes(seconds=5)

    told = [row for row in await town.rows(findings) if row["check"] == "reactions"]
    assert {row["sender_id"] for row in told} == {mei.id}


async def test_ordinary_talk_is_left_in_peace(town_in_order: Town) -> None:
    """Two hundred lines by twenty people within an hour: nothing is found by any check here."""
    town = town_in_order
    people = [town.person(f"P{at}") for at in range(20)]
    for at, line in enumerate(LINES):
        # Each topic comes up with ten greetings: each by somebody else.
        await people[(at + at // 20) % 20].says(line)
        town.passes(seconds=18)

    assert await found(town) == {}


async def test_where_nothing_is_checked_nothing_is_traced(both_databases: Database) -> None:
    """A community that wants no checks leaves no traces either."""
    town = await Town(both_databases, strict("off")).open()
    for _ in range(12):
        await town.person().says(ADVERT)

    assert await town.count(traces) == 0
    assert await found(town) == {}
    await town.close()
