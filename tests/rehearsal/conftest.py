"""A served world, a bot without a program, and a hand for the control API."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.rehearsal.clock import Clock
from bot.rehearsal.server import Rehearsal, serving
from bot.rehearsal.state import Chat, Person
from bot.rehearsal.updates import ALL_KINDS
from bot.rehearsal.world import World

# Scenes expect things through it, and tell what they got instead.
pytest.register_assert_rewrite("tests.rehearsal.casting")

EPOCH = 1_790_000_000.0


class Wall:
    """A wall clock that stands still."""

    def __init__(self) -> None:
        self.at = EPOCH

    def __call__(self) -> float:
        return self.at


@dataclass
class Hand:
    """Calls the server over HTTP as a bot and as the page."""

    rehearsal: Rehearsal
    session: aiohttp.ClientSession

    @property
    def world(self) -> World:
        return self.rehearsal.world

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """A Bot API call in JSON; the whole answer."""
        url = f"{self.rehearsal.api_url}{self.rehearsal.token}/{method}"
        async with self.session.post(url, json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    async def ok(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def error(self, method: str, **params: Any) -> str:
        """What a call that must fail is told."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def updates(self, *kinds: str) -> list[dict[str, Any]]:
        """All waiting updates, confirmed; of these kinds alone when some are named."""
        found: list[dict[str, Any]] = []
        while batch := await self.ok(
            "getUpdates", offset=found[-1]["update_id"] + 1 if found else 0
        ):
            found += batch
        return [u for u in found if not kinds or kinds_of(u) in kinds]

    async def control(self, verb: str, path: str, **body: Any) -> Any:
        """A control call that must succeed."""
        async with self.session.request(
            verb, f"{self.rehearsal.url}/control/{path}", json=body or None
        ) as response:
            assert response.status == 200, await response.text()
            return await response.json()


def kinds_of(update: dict[str, Any]) -> str:
    """The kind of an update."""
    return next(name for name in update if name != "update_id")


@pytest.fixture
def wall() -> Wall:
    """A wall clock that stands still."""
    return Wall()


@pytest.fixture
def world(wall: Wall) -> World:
    """An empty world without flood limits, whose bot asks for every kind of update."""
    made = World(clock=Clock(wall=wall), seed=7, flood_limits=False, hang_s=0.1)
    made.bot.allowed_updates = list(ALL_KINDS)
    return made


@pytest.fixture
async def hand(world: World) -> AsyncIterator[Hand]:
    """The served world."""
    async with serving(world=world) as rehearsal, aiohttp.ClientSession() as session:
        yield Hand(rehearsal, session)


@pytest.fixture
def owner(world: World) -> Person:
    """The owner of the group."""
    return world.person("Olivia", id=101, started=True)


@pytest.fixture
def ann(world: World) -> Person:
    """A member of the group."""
    return world.person("Ann", "Lee", username="ann_lee", id=102)


@pytest.fixture
def bob(world: World) -> Person:
    """Somebody who is not in the group."""
    return world.person("Bob", id=103)


@pytest.fixture
def group(world: World, owner: Person, ann: Person) -> Chat:
    """A supergroup of owner and Ann with the bot as an administrator; its updates are dropped."""
    made = world.supergroup("Hearth", owner.id, members=[ann.id])
    world.queue.drop_all()
    return made
