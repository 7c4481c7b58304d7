"""Killed at any instant of a sanction: never claimed and not done, never done twice.

The process dies before and after every commit and every call to Telegram, one after the other:
whatever it holds in memory is gone, what it has committed and what Telegram has done remain.
"""

import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Rejected
from models.cases import cases
from models.outbox import outbox
from models.restrictions import restrictions
from tests.cases.scenes import Group, settled_group
from tests.conversation import GROUP, Town, ids
from tests.fates import Fate, Killed, Mortal, bury

pytestmark = pytest.mark.feature("R3")

# More instants than any of the lives below has.
MOST = 400


@dataclass
class Telegram:
    """What Telegram knows: it outlives every process."""

    refuses: bool = False
    muted: set[int] = field(default_factory=set)
    banned: set[int] = field(default_factory=set)
    said: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    claimed_too_early: list[str] = field(default_factory=list)
    numbers: int = 7000

    def takes(self, owed: Owed, fate: Fate) -> Outcome:
        """Carry out a call, unless the process dies before it; or die before it is known."""
        fate.instant(f"before {owed.method}")
        if self.refuses and not owed.method.startswith(("send", "edit")):
            outcome: Outcome = Rejected("not enough rights")
        else:
            outcome = self._done(owed)
        fate.instant(f"behind {owed.method}")
        return outcome

    def _done(self, owed: Owed) -> Outcome:
        who = owed.arguments.get("user_id", 0)
        self.done[owed.method] += 1
        match owed.method:
            case "restrictChatMember":
                is_mute = not owed.arguments["permissions"]["can_send_messages"]
                (self.muted.add if is_mute else self.muted.discard)(who)
                # Whatever is told of somebody's permissions lets them in again.
                self.banned.discard(who)
            case "banChatMember" | "kickChatMember":
                self.banned.add(who)
            case "unbanChatMember":
                self.banned.discard(who)
            case "sendMessage" | "editMessageText":
                self._hear(owed)
        self.numbers += 1
        return Done({"message_id": self.numbers})

    def _hear(self, owed: Owed) -> None:
        (first, *_) = ids([owed])
        # The same wording twice is one wording: an edit may be repeated.
        self.said[first] = 1 if owed.method == "editMessageText" else self.said[first] + 1
        is_true = {
            "case-did-mute-until": bool(self.muted),
            "case-did-ban": bool(self.banned),
            "case-did-kick": not self.banned,
            "case-struck": not self.muted and not self.banned,
            "case-undone": not self.muted and not self.banned,
        }
        if not is_true.get(first, True):
            self.claimed_too_early.append(first)


@dataclass
class Life:
    """What happens: updates come, the bot works; what was not confirmed comes again."""

    group: Group
    telegram: Telegram
    url: str

    async def lived(self, steps: list[dict[str, Any]], fate: Fate) -> bool:
        """Live through it with this fate; whether anybody was left to see the end."""
        database = Mortal(self.url, fate)
        town = await Town(database, Settings()).open()
        town.clock.advance(self.group.town.clock.now() - town.clock.now())
        try:
            for update in steps:
                await town.takes(update)
                await town.settles(lambda owed: self.telegram.takes(owed, fate))
        except Killed:
            return False
        finally:
            await bury()
            await town.close()
            await database.close()
        return True


@pytest.fixture
async def stage(sqlite_template: Path, tmp_path: Path) -> tuple[Group, Path]:
    """A group with its staff, in a file that each life begins with."""
    path = tmp_path / "begin.sqlite"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite+aiosqlite:///{path}")
    town = await Town(database, Settings()).open()
    group = await settled_group(town)
    await town.close()
    await database.close()
    return group, path


async def each_death(
    stage: tuple[Group, Path],
    said: list[Callable[[Group], dict[str, Any]]],
    look: Callable[[Telegram, Town], Awaitable[None]],
    *,
    refuses: bool = False,
    stride: int = 1,
) -> Counter[str]:
    """Die at one instant after another, come back, and look; returns where it died."""
    group, begin = stage
    steps = [make(group) for make in said]
    died: Counter[str] = Counter()
    for at in range(0, MOST, stride):
        path = begin.with_name(f"life-{at}.sqlite")
        shutil.copy(begin, path)
        telegram = Telegram(refuses=refuses)
        life = Life(group, telegram, f"sqlite+aiosqlite:///{path}")
        fate = Fate(left=at)
        survived = await life.lived(steps, fate)
        died[fate.passed[-1] if fate.passed else "at once"] += not survived
        await life.lived(steps, Fate())
        database = Database(life.url)
        try:
            await look(telegram, Town(database, Settings()))
            await _look_at_all(telegram, Town(database, Settings()))
        finally:
            await database.close()
        if survived:
            return died
    raise AssertionError("it never came to an end")


async def _look_at_all(telegram: Telegram, town: Town) -> None:
    """Nothing is claimed too early or said twice; what nobody knows is shown to an operator."""
    states = Counter(row["state"] for row in await town.rows(outbox))
    assert telegram.claimed_too_early == []
    assert states.keys() <= {"done", "failed", "expired", "unconfirmed"}
    assert max(telegram.said.values(), default=0) <= 1
    assert states["unconfirmed"] <= 1


def command(text: str) -> Callable[[Group], dict[str, Any]]:
    """A command of the moderator's about the member."""
    return lambda group: group.town.message(
        group.moderator, text.format(id=group.member.id), chat_id=GROUP
    )


def press(data: str) -> Callable[[Group], dict[str, Any]]:
    """A press of the moderator's."""
    return lambda group: group.town.press(group.moderator, data)


async def test_a_mute_survives_every_death(stage: tuple[Group, Path]) -> None:
    """Muted in the end, told at most once and never before; one case, one row."""

    async def look(telegram: Telegram, town: Town) -> None:
        (case,) = await town.rows(cases)
        assert case["state"] == "applied"
        assert len(telegram.muted) == 1
        assert telegram.said["case-did-mute-until"] <= 1

    died = await each_death(stage, [command("/mute {id} 2h noise")], look)

    # Taken, owed, sent but not recorded, recorded but not told, told but not recorded.
    assert died["before restrictChatMember"] > 0
    assert died["behind restrictChatMember"] > 0
    assert died["before sendMessage"] > 0
    assert died["behind sendMessage"] > 0
    assert died["before a commit"] > 3
    assert died["behind a commit"] > 3


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.soak)])
async def test_a_ban_after_a_mute_survives_every_death(
    stage: tuple[Group, Path], stride: int
) -> None:
    """Muted, then banned: out in the end, whichever call was made last before a death."""

    async def look(telegram: Telegram, town: Town) -> None:
        states = {row["action"]: row["state"] for row in await town.rows(cases)}
        assert states["ban"] == "applied"
        assert len(telegram.banned) == 1

    said = [command("/mute {id} 2h noise"), command("/ban {id} more noise")]
    died = await each_death(stage, said, look, stride=stride)

    assert sum(died.values()) > 3


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.soak)])
async def test_an_undoing_survives_every_death(stage: tuple[Group, Path], stride: int) -> None:
    """Banned and taken back: free in the end, reworded once, the books agree."""

    async def look(telegram: Telegram, town: Town) -> None:
        (case,) = await town.rows(cases)
        assert (case["state"], case["weight"]) == ("undone", 0)
        assert telegram.banned == set()

    died = await each_death(stage, [command("/ban {id}"), press("undo|1")], look, stride=stride)

    assert died.total() > 5


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.soak)])
async def test_a_kick_survives_every_death(stage: tuple[Group, Path], stride: int) -> None:
    """Whoever was thrown out can come back, wherever it died between the ban and its lifting."""

    async def look(telegram: Telegram, town: Town) -> None:
        (case,) = await town.rows(cases)
        assert case["state"] == "applied"
        assert telegram.banned == set()
        assert telegram.done["kickChatMember"] >= 1

    await each_death(stage, [command("/kick {id}")], look, stride=stride)


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.soak)])
async def test_a_refusal_survives_every_death(stage: tuple[Group, Path], stride: int) -> None:
    """Never claimed: the case has failed, the book restricts nobody, the cause is told once."""

    async def look(telegram: Telegram, town: Town) -> None:
        (case,) = await town.rows(cases)
        assert (case["state"], case["weight"]) == ("failed", 0)
        assert telegram.said["case-did-mute-until"] == 0
        assert telegram.said["case-failed-mute"] <= 1
        assert await town.count(restrictions) == 0

    await each_death(stage, [command("/mute {id} 2h")], look, refuses=True, stride=stride)
