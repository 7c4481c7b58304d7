"""A member signs in over midnights, a change of the clocks and a restart, as a person would."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.config.settings import Points, Settings
from bot.demo.stage import living
from bot.rehearsal.clock import Clock
from bot.rehearsal.server import Rehearsal, serving
from bot.rehearsal.state import Chat
from bot.rehearsal.world import World
from tests.endurance.kills import Remains
from tests.rehearsal.stage import prepare

RESTART = "restart"


@dataclass(frozen=True)
class Moment:
    """When somebody signs in, by the clock on the wall, and what it is worth."""

    wall: str
    way: str
    day: str
    points: int


# New York's clocks go forward on 8 March 2026: that day has 23 hours.
SPRING = (
    "America/New_York",
    # A zone that was chosen counts from the next day on.
    "2026-03-05T12:00",
    (
        Moment("2026-03-06T23:59:30", "word", "2026-03-06", 10),
        Moment("2026-03-07T00:00:30", "command", "2026-03-07", 10),
        RESTART,
        Moment("2026-03-08T03:05:00", "press", "2026-03-08", 15),  # 02:05 never came to be
        Moment("2026-03-08T23:30:00", "word", "2026-03-08", 0),
        # Half past eleven the evening before, for whoever still counts by winter time.
        Moment("2026-03-09T00:30:00", "word", "2026-03-09", 10),
    ),
)
# London's go back on 25 October 2026: that day has 25.
AUTUMN = (
    "Europe/London",
    "2026-10-23T12:00",
    (
        Moment("2026-10-24T23:59:30", "press", "2026-10-24", 10),
        Moment("2026-10-25T00:00:30", "word", "2026-10-25", 10),
        RESTART,
        # Half past midnight of the next day, for whoever still counts by summer time.
        Moment("2026-10-25T23:30:00", "command", "2026-10-25", 0),
        Moment("2026-10-26T00:10:00", "command", "2026-10-26", 15),
        Moment("2026-10-28T09:00:00", "press", "2026-10-28", 10),
    ),
)


class Hand:
    """Does through the control API what people would do on the page."""

    def __init__(self, rehearsal: Rehearsal, session: aiohttp.ClientSession, chat: Chat) -> None:
        self._url = f"{rehearsal.url}/control"
        self._session = session
        self._world = rehearsal.world
        self._chat = chat

    async def moves_to(self, at: datetime) -> None:
        """Push the clock."""
        await self._post("clock", {"to": at.isoformat()})

    async def says(self, who: int, text: str) -> None:
        """Write into the group, and wait until the bot has taken it."""
        await self._post("act", {"as": who, "do": "send", "chat_id": self._chat.id, "text": text})
        assert await self._world.queue.confirmed_all(10)

    async def presses(self, who: int, data: str) -> dict[str, Any]:
        """Press the button that says this under the newest message that has one."""
        found = [
            (message["message_id"], row, column)
            for message in self._world.messages(self._chat.id, by_bot=True)
            for row, buttons in enumerate(self._keyboard(message))
            for column, button in enumerate(buttons)
            if button["callback_data"].startswith(data)
        ]
        message_id, row, column = found[-1]
        act = {"as": who, "do": "press", "chat_id": self._chat.id, "message_id": message_id}
        done = await self._post("act", act | {"row": row, "column": column})
        assert done["answer"] is not None, "every press is answered"
        answer: dict[str, Any] = done["answer"]
        return answer

    @staticmethod
    def _keyboard(message: dict[str, Any]) -> list[list[dict[str, Any]]]:
        keyboard: list[list[dict[str, Any]]] = message.get("reply_markup", {}).get(
            "inline_keyboard", []
        )
        return keyboard

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        async with self._session.post(f"{self._url}/{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()


@pytest.mark.parametrize(("zone", "begin", "moments"), [SPRING, AUTUMN], ids=["spring", "autumn"])
@pytest.mark.feature("A6")
async def test_a_streak_is_exact(
    zone: str, begin: str, moments: tuple[Moment | str, ...], tmp_path: Path
) -> None:
    """Each wall day counts once, however long it is; the ledger says what for."""
    there = ZoneInfo(zone)
    world = World(
        clock=Clock.starting(datetime.fromisoformat(begin).replace(tzinfo=there)),
        sees_everything=True,
        flood_limits=False,
    )
    owner = world.person("Olivia", started=True)
    mei = world.person("Mei", language_code="zh-hans")
    chat = world.supergroup("Readers", owner.id, members=[mei.id])
    scenes: list[list[Moment]] = [[]]
    for moment in moments:
        if isinstance(moment, Moment):
            scenes[-1].append(moment)
        else:
            scenes.append([])
    toasts = []
    await prepare(tmp_path)
    async with serving(world=world) as rehearsal, aiohttp.ClientSession() as session:
        hand = Hand(rehearsal, session, chat)
        settings = Settings(points=Points(chat_min=0, chat_max=0))
        for number, scene in enumerate(scenes):
            async with living(settings, rehearsal, tmp_path) as hearth:
                url = hearth.settings.database.url
                if number == 0:
                    await _choose_zone(hand, owner.id, zone, world)
                for moment in scene:
                    at = datetime.fromisoformat(moment.wall).replace(tzinfo=there)
                    await hand.moves_to(at)
                    match moment.way:
                        case "word":
                            await hand.says(mei.id, "签到")
                        case "command":
                            await hand.says(mei.id, "/checkin")
                        case _:
                            toasts.append(await hand.presses(mei.id, "in"))
    await _compare(url, mei.id, [each for each in moments if isinstance(each, Moment)])
    assert all(toast["text"] for toast in toasts)


async def _choose_zone(hand: Hand, owner: int, zone: str, world: World) -> None:
    await world.queue.confirmed_all(10)
    await hand.moves_to(world.clock.moment() + timedelta(seconds=5))
    await hand.says(owner, "/settings")
    await hand.moves_to(world.clock.moment() + timedelta(seconds=5))
    for data in ("set|", "put|"):
        wanted = f"{data}{next(iter(world.state.chats))}|zone" + (
            f"|{zone}" if data == "put|" else ""
        )
        await hand.presses(owner, wanted)
        await hand.moves_to(world.clock.moment() + timedelta(seconds=5))


async def _compare(url: str, person_id: int, moments: list[Moment]) -> None:
    remains = await Remains.read(url)
    days = [row["local_day"] for row in remains.of("checkins")]
    assert sorted(days) == sorted({date.fromisoformat(each.day) for each in moments})
    paid: Counter[date] = Counter()
    for row in remains.of("ledger"):
        assert row["person_id"] == person_id
        paid[row["local_day"]] += row["points"]
    wanted: Counter[date] = Counter()
    for each in moments:
        wanted[date.fromisoformat(each.day)] += each.points
    assert paid == wanted
    (member,) = [row for row in remains.of("members") if row["person_id"] == person_id]
    assert member["points"] == sum(each.points for each in moments)
