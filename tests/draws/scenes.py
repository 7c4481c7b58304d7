"""What several tests of draws play: a draw is begun, people take part, the dice fall."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from bot.kit.effects import Effect
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome
from handlers import buttons
from handlers.draw_buttons import BeginDraw, EndDraw, EnterDraw
from models.draws import draws
from tests.conversation import Person, Town

RULES = "\nrules: Members of the club. Prizes are handed over at the next meeting."
DICE = (1, 64, 22, 43, 7, 9)


def falling(values: tuple[int, ...] = DICE, first: int = 7001) -> Callable[[Owed], Outcome | None]:
    """Return what Telegram answers: every die falls on the next value, numbered from `first`."""
    numbers, thrown = iter(range(first, 9001)), _round(values)

    def answer(call: Owed) -> Outcome | None:
        if call.method != "sendDice":
            return None
        return Done({"message_id": next(numbers), "dice": {"emoji": "🎰", "value": next(thrown)}})

    return answer


def _round(values: tuple[int, ...]) -> Iterator[int]:
    while True:
        yield from values


async def drafted(town: Town, said: str, ada: Person | None = None) -> tuple[Person, int]:
    """Let an admin draft a draw; returns the admin and the draw's number."""
    ada = ada or await town.with_admin()
    await ada.says(f"/draw {said}")
    rows = await town.rows(draws)
    return ada, int(rows[-1]["id"])


async def begun(
    town: Town, said: str = "Spring draw ends=24h" + RULES, ada: Person | None = None
) -> tuple[Person, int]:
    """Let an admin begin a draw; returns the admin and the draw's number."""
    ada, number = await drafted(town, said, ada)
    await ada.presses(buttons.pack(BeginDraw(number, is_sure=True)))
    await town.settles(falling())
    town.said.clear()
    return ada, number


async def entered(_town: Town, number: int, *people: Person) -> list[Effect]:
    """Let people take part; returns what they were told."""
    said: list[Effect] = []
    for each in people:
        said += await each.presses(buttons.pack(EnterDraw(number)))
    return said


async def crowd(town: Town, number: int, count: int) -> list[Person]:
    """Let so many people come into the group, talk, and take part."""
    people = [town.person(f"P{at}") for at in range(count)]
    for each in people:
        await each.says(f"good morning, I am {each.first_name}")
    await entered(town, number, *people)
    return people


async def drawn(town: Town, ada: Person, number: int) -> list[Owed]:
    """Let the admin draw now, and the dice fall."""
    await ada.presses(buttons.pack(EndDraw(number, ada.id, "now")))
    return await town.settles(falling())


async def row_of(town: Town, number: int) -> dict[str, Any]:
    """Return a draw's row."""
    return next(row for row in await town.rows(draws) if row["id"] == number)


def document(calls: list[Owed], ends: str) -> str:
    """Return what stands in a file that was sent, by how its name ends."""
    return next(
        str(call.arguments["document"]["content"])
        for call in calls
        if call.method == "sendDocument" and str(call.arguments["document"]["name"]).endswith(ends)
    )


def proof(calls: list[Owed]) -> dict[str, Any]:
    """Return the proof that was posted."""
    found: dict[str, Any] = json.loads(document(calls, ".json"))
    return found
