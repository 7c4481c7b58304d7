"""Something to talk about, from the schedule: who took part, and what was liked."""

from typing import Any

import pytest

from handlers.calendar_prompts import CLOSE
from models.campaigns import campaigns
from models.dues import dues
from tests.calendar.test_conversation import loaded, post, staffed
from tests.conversation import BOT, GROUP, Person, Town, ids, value

pytestmark = pytest.mark.feature("A7")


def to(message_id: int) -> dict[str, Any]:
    """What makes a message an answer to a post of the bot's."""
    chat = {"id": GROUP, "type": "supergroup", "title": "Reading club"}
    replied = {"message_id": message_id, "date": 1, "chat": chat, "from": BOT, "text": "…"}
    return {"reply_to_message": replied}


async def answered(town: Town, person: Person, **more: Any) -> int:
    """Say something; returns the number of the message."""
    update = town.message(person, "I read at breakfast", **more)
    await town.takes(update)
    return int(update["message"]["message_id"])


async def liked(town: Town, person: Person, message_id: int) -> None:
    """React to a message."""
    number = town.message(person, "x")["update_id"]
    reaction = {
        "chat": town.chat(GROUP),
        "message_id": message_id,
        "date": int(town.clock.now().timestamp()),
        "user": person.account,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "❤"}],
    }
    await town.takes({"update_id": number, "message_reaction": reaction})


async def prompted(town: Town, *more: str) -> tuple[int, list[Person]]:
    """A prompt that was posted, its number, and three people."""
    await staffed(town)
    people = [town.person(name) for name in ("Mei", "Kai", "Lin")]
    for each in people:
        await each.says("Good morning")
    await loaded(town, post('prompt = "When do you read?"', 'follows = "3h"', *more))
    town.passes(hours=1)
    (sent,) = [each for each in await town.settles() if each.chat_id == GROUP]
    assert "calendar-words" in ids([sent])
    row = next(each for each in await town.rows(dues) if each["kind"] == CLOSE)
    return int(row["details"]["message_id"]), people


async def test_a_prompt_is_summed_up_with_everybody_counted_once(town_on_both: Town) -> None:
    """Its replies alone, those within its time, and the answers that others liked most."""
    town = town_on_both
    number, (mei, kai, lin) = await prompted(town)
    first = await answered(town, mei, **to(number))
    await answered(town, mei, **to(number))
    second = await answered(town, kai, message_thread_id=number)
    await answered(town, lin)
    for person, message_id in ((mei, second), (lin, second), (kai, first), (mei, first)):
        await liked(town, person, message_id)
    await town.restart()
    town.passes(hours=3)
    sent = await town.settles()
    summary = [each for each in sent if each.chat_id == GROUP]

    assert len(summary) == 1
    assert value(summary, "prompt-closed", "people") == 2
    assert value(summary, "prompt-closed", "messages") == 3
    assert value(summary, "prompt-liked", "name") == "Kai"
    assert value(summary, "prompt-liked", "reactions") == 2
    assert str(value(summary, "prompt-liked", "link")).endswith(f"/{second}")
    assert ids(summary).count("prompt-liked") == 2
    (campaign,) = await town.rows(campaigns)
    assert (campaign["kind"], campaign["closed_at"] is not None) == ("prompt", True)

    town.passes(hours=3)
    assert [each for each in await town.settles() if each.chat_id == GROUP] == []


async def test_a_topic_of_its_own_counts_as_a_whole(town: Town) -> None:
    """What is written in its topic while it is followed is an answer to it."""
    _, (mei, kai, lin) = await prompted(town, 'topic = "77"')
    await answered(town, mei, message_thread_id=77, is_topic_message=True)
    await answered(town, kai, message_thread_id=78, is_topic_message=True)
    town.passes(hours=3)
    sent = await town.settles()
    await answered(town, lin, message_thread_id=77, is_topic_message=True)

    assert value(sent, "prompt-closed", "people") == 1


async def test_what_nobody_answers_is_not_summed_up_in_public(town: Town) -> None:
    """It is closed, and those who plan hear of it."""
    await prompted(town)
    town.passes(hours=3)
    sent = await town.settles()

    assert [each for each in sent if each.chat_id == GROUP] == []
    (campaign,) = await town.rows(campaigns)
    assert campaign["closed_at"] is not None
