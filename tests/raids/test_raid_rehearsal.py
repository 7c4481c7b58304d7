"""A thousand come in a minute while Telegram says wait: the whole bot against a Telegram."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.config.settings import Points, Raids, Settings
from bot.demo.stage import living
from bot.features.gates.rules import puzzle_of
from bot.rehearsal.clock import Clock, from_iso
from bot.rehearsal.membership import is_in
from bot.rehearsal.people import crowd
from bot.rehearsal.server import Rehearsal, serving
from bot.rehearsal.state import Chat, Person
from bot.rehearsal.world import World
from models.outbox import outbox
from models.raids import raid_arrivals, raids
from models.restrictions import restrictions
from tests.raids.store import rows_of
from tests.rehearsal.stage import prepare

BEGAN = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
PICTURES = 4
WELCOME = ("Welcome", "欢迎")


@dataclass
class Stage:
    """The raided group, a quiet one beside it, and who is on the scene."""

    rehearsal: Rehearsal
    session: aiohttp.ClientSession
    owner: Person
    mei: Person
    group: Chat
    quiet: Chat
    notice_id: int = 0

    @property
    def world(self) -> World:
        """The world."""
        return self.rehearsal.world

    async def moves_on(self, **span: float) -> None:
        """Push both clocks, step by step, until all is done that was due."""
        to = self.world.clock.moment() + timedelta(**span)
        url = f"{self.rehearsal.url}/control/clock"
        async with self.session.post(url, json={"to": to.isoformat()}) as response:
            assert response.status == 200, await response.text()

    def joins(self, people: list[Person]) -> None:
        """Let them come in."""
        for each in people:
            self.world.perform({"as": each.id, "do": "join", "chat_id": self.group.id})

    def slips_away(self, person: Person) -> None:
        """Let somebody leave without the bot being told."""
        member = self.world.standing(self.group, person.id)
        member.is_member = False
        if member.status == "member":
            member.status = "left"
        self.group.members[person.id] = member

    async def presses(self, person: Person, picture: int) -> str:
        """Press a picture; returns the toast."""
        press = {"chat_id": self.group.id, "message_id": self.notice_id, "row": 0}
        done = await self.world.act(person.id, "press", column=picture, **press)
        toast: str = done["answer"]["text"]
        return toast

    def finds_notice(self) -> None:
        """Find the group's one message with pictures."""
        (self.notice_id,) = [
            message["message_id"]
            for message in self.world.messages(self.group.id, by_bot=True)
            if len(message.get("reply_markup", {}).get("inline_keyboard", [[]])[0]) == PICTURES
        ]


def the_world() -> World:
    """An empty world with Telegram's own limits."""
    return World(
        clock=Clock.starting(BEGAN), sees_everything=True, seed=3, log_calls=50_000, hang_s=0.2
    )


def settings() -> Settings:
    """No points, so that nothing but the raid is on the scene."""
    return Settings(points=Points(chat_min=0, chat_max=0), raids=Raids(lasts=timedelta(minutes=3)))


@pytest.mark.parametrize(
    ("count", "steps", "is_rough"),
    [
        pytest.param(1000, 20, False, id="minute"),
        pytest.param(1000, 60, True, id="rough", marks=pytest.mark.soak),
    ],
)
@pytest.mark.feature("R11")
async def test_a_thousand_in_a_minute(
    count: int, steps: int, tmp_path: Path, *, is_rough: bool
) -> None:
    """No message above the limits, nobody held in the end, the gate gone, all as it was."""
    world = the_world()
    owner = world.person("Olivia", started=True)
    mei = world.person("Mei")
    group = world.supergroup("Readers", owner.id, members=[mei.id], quiet_joins=not is_rough)
    quiet = world.supergroup("Runners", owner.id, members=[mei.id])
    group.permissions["can_pin_messages"] = False
    before = dict(group.permissions)
    people = crowd(world, count)
    await prepare(tmp_path)
    async with serving(world=world) as rehearsal, aiohttp.ClientSession() as session:
        stage = Stage(rehearsal, session, owner, mei, group, quiet)
        world.perform({"as": owner.id, "do": "start"})
        async with living(settings(), rehearsal, tmp_path):
            await stage.moves_on(seconds=5)
            _make_busy(world, group, is_rough=is_rough)
            share = -(-count // steps)
            half = len(people) // 2
            for at in range(0, half, share):
                stage.joins(people[at : min(at + share, half)])
                await stage.moves_on(seconds=60 / steps)
        # Stopped in the middle, with mutes still owed.
        async with living(settings(), rehearsal, tmp_path) as hearth:
            for at in range(half, len(people), share):
                stage.joins(people[at : at + share])
                await stage.moves_on(seconds=60 / steps)
            served = await _is_served(stage)
            stage.finds_notice()
            (raid,) = await rows_of(hearth.settings.database.url, raids)
            right = puzzle_of(raid["seed"]).right
            toasts = [await stage.presses(each, right) for each in people[:10]]
            for each in people[10:30]:
                stage.slips_away(each)
            world.faults.active.clear()
            # In strides: what falls due by the wall's clock between two looks is passed over.
            for _ in range(8):
                await stage.moves_on(minutes=4)
            url = hearth.settings.database.url
            _compare(stage, people, before)
    assert served
    assert all(toast.startswith(WELCOME) for toast in toasts)
    await _compare_rows(url, count)
    _compare_pace(world)


def _make_busy(world: World, group: Chat, *, is_rough: bool) -> None:
    """Let Telegram say wait to one restriction in thirty, and worse where it is rough."""
    world.add_fault(
        kind="429", method="restrictChatMember", chat_id=group.id, probability=0.03, retry_after=2
    )
    if is_rough:
        for kind, probability in (("5xx", 0.02), ("broken", 0.02), ("broken_before", 0.02)):
            world.add_fault(kind=kind, method="restrictChatMember", probability=probability)


async def _is_served(stage: Stage) -> bool:
    """Whether a member of another group is answered at once in the middle of it all."""
    world = stage.world
    before = len(world.messages(stage.quiet.id, by_bot=True))
    world.perform({"as": stage.mei.id, "do": "send", "chat_id": stage.quiet.id, "text": "签到"})
    assert await world.queue.confirmed_all(10)
    await stage.moves_on(seconds=1)
    return len(world.messages(stage.quiet.id, by_bot=True)) > before


def _compare(stage: Stage, people: list[Person], before: dict[str, bool]) -> None:
    world, group = stage.world, stage.group
    standings = Counter(world.standing(group, each.id).status for each in people)
    assert standings == {"member": len(people) - 20, "left": 20}
    assert sum(is_in(world.standing(group, each.id)) for each in people) == len(people) - 20
    assert group.permissions == before
    assert group.messages[stage.notice_id].deleted
    in_group = world.messages(group.id, by_bot=True)
    assert len(in_group) <= 3, "a greeting, the notice, and nothing for each"
    assert len(world.messages(stage.owner.id, by_bot=True)) <= 4


async def _compare_rows(url: str, count: int) -> None:
    assert await rows_of(url, restrictions) == []
    (raid,) = await rows_of(url, raids)
    assert raid["ended_at"] is not None
    arrived = await rows_of(url, raid_arrivals)
    assert len(arrived) == count
    assert {row["state"] for row in arrived} == {"freed", "proven"}
    owed = [row for row in await rows_of(url, outbox) if row["state"] in {"owed", "sending"}]
    assert owed == []


def _compare_pace(world: World) -> None:
    """No send or edit was refused for its pace, and no minute had more than twenty."""
    sends: dict[Any, list[float]] = {}
    for call in world.calls.after(0, 0):
        if call["method"].startswith(("send", "edit")):
            assert call["error_code"] != 429, call
            sends.setdefault(call["params"]["chat_id"], []).append(from_iso(call["at"]))
    for moments in sends.values():
        for at, begin in enumerate(moments):
            assert sum(begin <= each < begin + 60 for each in moments[at:]) <= 20
