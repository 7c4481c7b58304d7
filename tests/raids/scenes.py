"""Scenes of a raid: many come at once, Telegram answers, time passes."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.features.gates.rules import puzzle_of
from bot.kit.effects import Answer, Effect
from bot.kit.texts import Text
from bot.runtime.gateway import Owed
from handlers import buttons
from models.raids import raid_arrivals, raids
from tests.conversation import GROUP, Person, Town

IN = {"status": "member"}


async def arrive(town: Town, count: int, *, first_name: str = "") -> list[Person]:
    """Let so many strangers come in, in one batch."""
    people = [town.person(first_name or f"Stranger {at}") for at in range(count)]
    await town.takes(*(town.change(each, IN, old="left") for each in people))
    return people


def joins(town: Town, people: Sequence[Person]) -> list[dict[str, Any]]:
    """The service messages that tell of these arrivals too."""
    told = [town.message(each, "") for each in people]
    for update, each in zip(told, people, strict=True):
        del update["message"]["text"]
        update["message"]["new_chat_members"] = [each.account]
    return told


async def the_raid(town: Town) -> dict[str, Any]:
    """The one raid that there was."""
    (raid,) = await town.rows(raids)
    return raid


async def states(town: Town) -> dict[int, str]:
    """What has become of each who came."""
    return {row["person_id"]: row["state"] for row in await town.rows(raid_arrivals)}


def texts_of(call: Owed) -> list[str]:
    """The ids of the texts that a message holds."""
    words = call.arguments.get("words", {})
    return [each["text"] for each in words.get("lines", [words]) if "text" in each]


def told(calls: Iterable[Owed]) -> dict[int, bool]:
    """Who may write in the end, of those of whom Telegram was told."""
    return {
        call.arguments["user_id"]: call.arguments["permissions"]["can_send_messages"]
        for call in calls
        if call.method == "restrictChatMember"
    }


async def presses_picture(town: Town, person: Person, *, right: bool = True) -> str:
    """Press the picture that is asked for, or another; returns the toast's id."""
    raid = (await town.rows(raids))[-1]
    wanted = puzzle_of(raid["seed"]).right
    picture = wanted if right else (wanted + 1) % 4
    data = buttons.pack(buttons.ProveHuman(raid["id"], picture))
    return toast(await person.presses(data))


async def steers(town: Town, person: Person, deed: str, *, chat_id: int = GROUP) -> list[Effect]:
    """Press one of the staff's buttons."""
    raid = (await town.rows(raids))[-1]
    data = buttons.pack(buttons.SteerRaid(raid["id"], deed))
    return await person.presses(data, chat_id=chat_id)


def toast(effects: Iterable[Effect]) -> str:
    """The id of the toast."""
    (answer,) = (each for each in effects if isinstance(each, Answer))
    assert isinstance(answer.text, Text)
    return answer.text.id
