"""A year of a rich schedule, with a process that dies again and again: each slot once."""

import random  # noqa: TID251 — a test's own dice, seeded
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.config.settings import Settings
from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import Around
from bot.features.calendar.reading import File, read
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.effects import Effect
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.courier import Courier
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome
from bot.runtime.recording import RecordingGateway
from bot.runtime.scheduler import Scheduler
from handlers.calendar_loading import bring_in_force
from handlers.calendar_notices import CalendarTeller
from models.calendar import occurrences
from models.communities import chats
from models.dues import dues
from models.outbox import outbox
from tests.calendar.year import BEGIN, DAILY, END, FIRST, YEAR, ZONES, Kept, edited
from tests.conversation import GROUP, UNHURRIED, Town
from tests.fates import Fate, Killed, Mortal, bury

pytestmark = pytest.mark.feature("C3")

EAST, SHOP = GROUP - 1, GROUP - 2
CHATS = {"main": (GROUP,), "region:east": (EAST, SHOP)}
Slot = tuple[str, str, int]
# How long the process is away after a death: mostly not at all.
AWAY = (0, 0, 0, 0, 5, 40, 600, 3000)


@dataclass
class Telegram:
    """What has been posted: it outlives every process."""

    posted: Counter[int] = field(default_factory=Counter)
    at: dict[int, datetime] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(9000))


@dataclass
class Year:
    """The year as it is lived: processes that die, a clock that stands still, and the plan."""

    url: str
    draw: random.Random
    kills: list[datetime]
    now: datetime = BEGIN
    telegram: Telegram = field(default_factory=Telegram)
    died: Counter[str] = field(default_factory=Counter)
    fate: Fate = field(default_factory=Fate)

    async def rises(self) -> None:
        """Start a process: it knows what is in the database."""
        self.fate = Fate()
        self.database = Mortal(self.url, self.fate)
        self.town = await Town(self.database, Settings(), at=self.now).open()
        gateway = RecordingGateway(self._takes)
        self.courier = Courier(
            self.database,
            gateway,
            self.town.clock,
            chance=CountedChance(),
            replica="year",
            language_for=self.town.catalog.language_for,
            limits=UNHURRIED,
            is_alone=True,
        )
        self.teller = CalendarTeller(self.town.places)
        self.scheduler = Scheduler(
            self.database,
            self.town.clock,
            CountedChance(),
            self.teller.workers(),
            say=lambda _effects, _owes: None,
            replica="year",
        )
        self.gateway = gateway

    async def falls(self) -> None:
        """End a process, whatever it is doing."""
        self.fate.left = None
        self.fate.is_dead = False
        await bury()
        await self.town.close()
        await self.database.close()

    async def survives(self, work: Any, *, away: bool = True) -> None:
        """Do a piece of work; whoever dies over it comes back after a while and does it again."""
        while True:
            if self.kills and self.now >= self.kills[0]:
                self.kills.pop(0)
                self.fate.left = self.draw.randrange(9)
            try:
                await work()
            except Killed as instant:
                self.died[str(instant)] += 1
                await self.falls()
                if away:
                    self.now += timedelta(minutes=self.draw.choice(AWAY))
                await self.rises()
            else:
                return

    async def settles(self) -> None:
        """Do what is due and send what is owed, until there is nothing left."""
        while True:
            before = len(self.gateway.calls)
            await self.courier.drain()
            if not await self.scheduler.knock() and len(self.gateway.calls) == before:
                return

    async def loads(self, plan: Plan) -> None:
        """Put a plan in force, as after a file was saved."""
        async with self.database.writing() as connection:
            uow = UnitOfWork(
                connection,
                now=self.now,
                chance=self.town.chance,
                dialect=self.database.dialect,
            )
            await bring_in_force(uow, plan, (), mark=plan.digest, settle=self.teller.fall)
            await uow.flush()

    async def lasts(self, until: datetime) -> None:
        """Let time pass, from one thing that falls due to the next."""
        await self.survives(self.settles)
        while (due := await self._next()) is not None and due <= until:
            self.turns(max(due, self.now))
            await self.survives(self.settles)
        self.turns(max(until, self.now))

    def turns(self, to: datetime) -> None:
        self.town.clock.advance(to - self.now)
        self.now = to

    async def _next(self) -> datetime | None:
        async with self.database.reading() as connection:
            found: datetime | None = await connection.scalar(
                select(func.min(dues.c.due_at)).where(
                    dues.c.state == "waiting", dues.c.kind.in_(self.teller.workers())
                )
            )
        return found

    def _takes(self, call: Effect | Owed) -> Outcome:
        assert isinstance(call, Owed)
        self.fate.instant(f"before {call.method}")
        if call.then is not None and "occurrence_id" in call.then["details"]:
            number = int(call.then["details"]["occurrence_id"])
            self.telegram.posted[number] += 1
            self.telegram.at[number] = self.now
        self.fate.instant(f"behind {call.method}")
        return Done({"message_id": next(self.telegram.numbers)})


def plan_of(kept: Mapping[str, Kept]) -> Plan:
    """Read what stands in three files, one for each zone."""
    files = [
        File(
            f"{short}.toml",
            f'zone = "{zone}"\n'
            + "".join(each.written() for each in kept.values() if each.key.startswith(short)),
        )
        for short, zone in ZONES.items()
    ]
    plan = read(files, Around(), zone="UTC", country="CN")
    assert isinstance(plan, Plan), plan
    return plan


async def begun(url: str) -> None:
    """Three groups of a tree, with an owner whom the bot may write to."""
    database = Database(url)
    town = await Town(database, Settings(), at=BEGIN).open()
    ada = await town.with_admin()
    await ada.whispers("/start")
    for chat_id in (EAST, SHOP):
        await town.takes(town.own_change(ada, chat_id=chat_id))
    await town.settles()
    async with database.writing() as connection:
        for chat_id, values in (
            (EAST, {"labels": ["region:east"], "kind": "core", "community_id": 1}),
            (SHOP, {"parent_id": EAST, "kind": "core", "community_id": 1}),
        ):
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))
    await town.close()
    await database.close()


async def lived(year: Year, kept: dict[str, Kept]) -> set[Slot]:
    """Live through the year with its edits; returns what had to fall due."""
    expected: set[Slot] = set()
    since = dict.fromkeys(kept, BEGIN)

    def close(key: str, until: datetime) -> None:
        expected.update(
            (key, f"{slot:%Y-%m-%dT%H:%M}", chat_id)
            for slot, at in kept[key].moments()
            if since[key] < at <= until
            for chat_id in CHATS[kept[key].to]
        )

    await year.rises()
    await year.survives(lambda: year.loads(plan_of(kept)), away=False)
    for number, (edited_at, anew) in enumerate(edited()):
        # Every other time it is away for a while before.
        await year.lasts(edited_at - timedelta(hours=30) * (number % 2))
        year.turns(edited_at)
        for key, entry in anew.items():
            if key in kept:
                close(key, edited_at)
                del kept[key]
            if entry is not None:
                kept[key], since[key] = entry, edited_at
        await year.survives(lambda: year.loads(plan_of(kept)), away=False)
    await year.lasts(END)
    for key in kept:
        close(key, END)
    return expected


@pytest.mark.parametrize(
    ("seed", "kills"),
    [(1, 20), pytest.param(2, 200, marks=pytest.mark.soak)],
)
async def test_a_year_falls_due_once(
    sqlite_template: Path, tmp_path: Path, seed: int, kills: int
) -> None:
    """Posted, or on the book as held, missed or unconfirmed; none twice."""
    path = tmp_path / "year.sqlite"
    shutil.copy(sqlite_template, path)
    url = f"sqlite+aiosqlite:///{path}"
    await begun(url)
    draw = random.Random(seed)
    deaths = sorted(BEGIN + draw.random() * (END - BEGIN) for _ in range(kills))
    year = Year(url, draw, deaths)
    entries = (*FIRST, *(DAILY if kills > 100 else ()))

    expected = await lived(year, {each.key: each for each in entries})

    town, posted = year.town, year.telegram.posted
    rows = await town.rows(occurrences)
    unconfirmed = {
        row["then"]["details"]["occurrence_id"]
        for row in await town.rows(outbox)
        if row["state"] == "unconfirmed" and row["then"] is not None
    }
    await year.falls()
    # Of the nights before and behind nothing is said here.
    rows = [row for row in rows if row["slot"].startswith(f"{YEAR}-")]
    keys = [(row["entry_key"], row["slot"], row["chat_id"]) for row in rows]
    states = Counter(row["state"] for row in rows)
    assert Counter(keys) == Counter(expected)
    by_state = {name: {row["id"] for row in rows if row["state"] == name} for name in states}
    known = posted.keys() & {row["id"] for row in rows}
    late = [year.telegram.at[row["id"]] - row["due_at"] for row in rows if row["id"] in known]
    assert max(posted.values()) == 1
    assert states.keys() <= {"posted", "held", "missed", "owed"}
    assert by_state.get("owed", set()) == unconfirmed
    assert by_state["posted"] <= known <= by_state["posted"] | unconfirmed
    assert timedelta() <= min(late) <= max(late) <= timedelta(minutes=15)
    # The dead were away now and then: by far the most went out all the same.
    assert states["posted"] > len(expected) * 0.7
    assert sum(year.died.values()) == kills
