"""Batches of updates: each once, whole or not at all, whatever one of them does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.config.settings import Settings
from bot.kit.chance import CountedChance, TrueChance
from bot.kit.clock import StoppedClock
from bot.kit.collector import Tally
from bot.kit.database import Database
from bot.kit.effects import Effect, React
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.intake import Intake
from bot.runtime.letters import Letter
from models.activity import activity
from models.members import members, memberships, people
from models.points import ledger
from models.updates import failed_updates, seen_updates
from tests.conversation import Person, Town, letters

WITNESSED = Tally(
    "witnessed", people, ("id",), {"first_name": "last", "seen_at": "max", "language": "last"}
)
PRESENT = Tally("present", memberships, ("chat_id", "person_id"), {})
ORDINARY = 1_000


@dataclass
class PlainDesk:
    """A desk on which each update says itself what becomes of it; a person a message."""

    runs: list[int | None] = field(default_factory=list)
    broken: set[int | None] = field(default_factory=set)

    async def prepare(self, uow: UnitOfWork, letters: Sequence[Letter]) -> None:
        """Read nothing."""
        for letter in letters:
            if _said(letter) == "unready":
                raise LookupError("prepare")

    def is_stale(self, _: UnitOfWork) -> bool:
        """Nothing was read."""
        return False

    def witness(self, uow: UnitOfWork, letter: Letter) -> bool:
        """Collect a row; a poisoned one passes here and fails in the database.

        Everything but what is ordinary concerns a feature.
        """
        said = _said(letter)
        number = letter.update_id or 0
        row = {"id": number, "first_name": said, "is_bot": False, "seen_at": uow.now}
        uow.collect(WITNESSED, row | {"language": None})
        if said == "blind":
            raise ZeroDivisionError
        if said == "poison":
            # A membership in a chat that does not exist.
            uow.collect(
                PRESENT,
                {"chat_id": -1, "person_id": number, "status": "member", "is_present": True},
            )
        return said not in {"ordinary", "poison", "blind"}

    async def attend(self, uow: UnitOfWork, letter: Letter) -> None:
        """Speak and write, and then do what the update says."""
        said, number = _said(letter), letter.update_id or 0
        self.runs.append(number)
        uow.speak(React(1, number, said))
        row = {"id": -number, "first_name": said, "is_bot": False, "seen_at": uow.now}
        await uow.execute(insert(people).values(row))
        match said:
            case "crash":
                raise RuntimeError("what a member wrote")
            case "refuse":
                raise Refusal(Text("no"))
            case "race" if number not in self.broken:
                self.broken.add(number)
                raise IntegrityError("lost", None, Exception("unique"))
            case "clash":
                await uow.execute(insert(people).values(row))
            case _:
                pass

    async def refuse(self, uow: UnitOfWork, letter: Letter, refusal: Refusal) -> None:
        """Say no."""
        uow.speak(React(2, letter.update_id or 0, str(refusal)))


def _said(letter: Letter) -> str:
    return letter.message.words if letter.message else "ordinary"


def batch(*said: str, begins: int = 1) -> list[Letter]:
    """Updates that say these words, numbered in order."""
    return letters(
        [
            {
                "update_id": number,
                "message": {
                    "message_id": number,
                    "date": 1_770_000_000,
                    "chat": {"id": -5, "type": "group", "title": "G"},
                    "from": {"id": 7, "is_bot": False, "first_name": "Mei"},
                    "text": words,
                },
            }
            for number, words in enumerate(said, begins)
        ]
    )


def intake_at(
    database: Database,
    desk: PlainDesk,
    said: list[Effect],
    *,
    before_saying: Callable[[], None] = lambda: None,
) -> Intake:
    """An intake over a plain desk."""

    def say(effects: Sequence[Effect], _owes: bool) -> None:
        before_saying()
        said.extend(effects)

    return Intake(
        database=database,
        clock=StoppedClock(datetime.fromisoformat("2026-03-10T04:00:00+00:00")),
        chance=CountedChance(),
        bot_id=424242,
        desk=desk,
        say=say,
    )


async def rows(database: Database, *columns: Any) -> list[Any]:
    """Return some columns, sorted."""
    async with database.reading() as connection:
        return sorted(tuple(row) for row in await connection.execute(select(*columns)))


async def witnessed(database: Database) -> list[int]:
    """Whose witness rows stand."""
    return [number for (number,) in await rows(database, people.c.id) if number > 0]


async def attended(database: Database) -> list[int]:
    """Whose feature rows stand."""
    return sorted(-number for (number,) in await rows(database, people.c.id) if number < 0)


async def failed(database: Database) -> list[tuple[int, str, str]]:
    """What was set aside: number, step and error."""
    found = await rows(
        database, failed_updates.c.update_id, failed_updates.c.step, failed_updates.c.error
    )
    return [(number, step, error) for number, step, error in found]


class TestSteps:
    async def test_a_crashing_feature_undoes_its_own_step_alone(
        self, both_databases: Database
    ) -> None:
        """Its rows and words are gone; the witness's row and the neighbours stand."""
        said: list[Effect] = []
        await intake_at(both_databases, PlainDesk(), said).take(batch("well", "crash", "well"))

        assert await witnessed(both_databases) == [1, 2, 3]
        assert await attended(both_databases) == [1, 3]
        assert said == [React(1, 1, "well"), React(1, 3, "well")]
        assert await failed(both_databases) == [(2, "feature", "RuntimeError")]

    async def test_a_refusal_is_told_and_leaves_no_trace(self, both_databases: Database) -> None:
        """What was said before the no is not said, and it is no failure."""
        said: list[Effect] = []
        await intake_at(both_databases, PlainDesk(), said).take(batch("refuse", "well"))

        assert await attended(both_databases) == [2]
        assert [effect.chat_id for effect in said if isinstance(effect, React)] == [2, 1]
        assert await failed(both_databases) == []

    async def test_a_blind_witness_is_recorded_and_passed(self, both_databases: Database) -> None:
        """What it had gathered before it fell is forgotten; the rest of the batch is taken."""
        await intake_at(both_databases, PlainDesk(), []).take(batch("well", "blind", "ordinary"))

        assert await witnessed(both_databases) == [1, 3]
        assert await failed(both_databases) == [(2, "witness", "ZeroDivisionError")]

    async def test_a_lost_race_is_run_once_more(self, both_databases: Database) -> None:
        """The second run sees the winner; its words are said once."""
        desk, said = PlainDesk(), list[Effect]()
        await intake_at(both_databases, desk, said).take(batch("race"))

        assert desk.runs == [1, 1]
        assert await attended(both_databases) == [1]
        assert said == [React(1, 1, "race")]
        assert await failed(both_databases) == []

    async def test_a_race_that_is_lost_every_time_is_set_aside(
        self, both_databases: Database
    ) -> None:
        """Twice is enough: then it is a fault, and the neighbours are taken."""
        desk = PlainDesk()
        await intake_at(both_databases, desk, []).take(batch("clash", "well"))

        assert desk.runs == [1, 1, 2]
        assert await attended(both_databases) == [2]
        assert await failed(both_databases) == [(1, "feature", "IntegrityError")]

    async def test_no_failure_tells_what_was_written(self, database: Database) -> None:
        """The error's class and the place in our code, never its words."""
        await intake_at(database, PlainDesk(), []).take(batch("crash"))

        ((kind, error, location),) = await rows(
            database, failed_updates.c.kind, failed_updates.c.error, failed_updates.c.location
        )
        assert (kind, error) == ("message", "RuntimeError")
        assert location.startswith("test_intake.py:")


class TestPoison:
    @pytest.mark.parametrize(
        "said",
        [
            ("ordinary", "poison", "ordinary"),
            # The poison is only met when the next update reads or writes for itself.
            ("ordinary", "poison", "well", "ordinary"),
            ("poison", "crash", "well"),
            ("well", "ordinary", "poison"),
            ("poison", "refuse", "race", "poison", "well"),
        ],
    )
    async def test_one_poisoned_update_costs_nobody_else_anything(
        self, both_databases: Database, said: tuple[str, ...]
    ) -> None:
        """What fails in the database names itself alone; each other is in exactly once."""
        heard: list[Effect] = []
        await intake_at(both_databases, PlainDesk(), heard).take(batch(*said))

        numbered = list(enumerate(said, 1))
        assert await witnessed(both_databases) == [at for at, one in numbered if one != "poison"]
        assert await attended(both_databases) == [
            at for at, one in numbered if one in {"well", "race"}
        ]
        assert [(at, step) for at, step, _ in await failed(both_databases)] == sorted(
            [(at, "flush") for at, one in numbered if one == "poison"]
            + [(at, "feature") for at, one in numbered if one == "crash"]
        )
        assert len(await rows(both_databases, seen_updates.c.update_id)) == len(said)

    async def test_what_cannot_be_prepared_is_found_out(self, both_databases: Database) -> None:
        """A batch whose preparation fails is taken one by one."""
        await intake_at(both_databases, PlainDesk(), []).take(batch("well", "unready", "well"))

        assert await attended(both_databases) == [1, 3]
        assert await failed(both_databases) == [(2, "flush", "LookupError")]

    async def test_a_poisoned_update_is_not_taken_again(self, database: Database) -> None:
        """It is done: told again, nothing happens, and it is recorded once."""
        intake = intake_at(database, PlainDesk(), [])
        await intake.take(batch("poison", "well"))
        await intake.take(batch("poison", "well"))

        assert len(await failed(database)) == 1
        assert await attended(database) == [2]


class Failing(Database):
    """A database that fails now and then."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.errors: list[Exception] = []

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Fail at the commit, as often as there are errors left."""
        async with super().writing() as connection:
            yield connection
            if self.errors:
                raise self.errors.pop()


def _operational(words: str) -> OperationalError:
    return OperationalError("commit", None, Exception(words))


class TestDatabase:
    async def test_a_busy_database_is_asked_again(self, sqlite_url: str) -> None:
        """The same transaction passes the third time: everything is in once and said once."""
        database, said = Failing(sqlite_url), list[Effect]()
        database.errors = [_operational("database is locked")] * 2

        await intake_at(database, PlainDesk(), said).take(batch("well", "ordinary"))

        assert await witnessed(database) == [1, 2]
        assert said == [React(1, 1, "well")]
        await database.close()

    async def test_a_database_out_of_reach_raises_and_takes_nothing(self, sqlite_url: str) -> None:
        """Nothing is said, nothing stands, and the same batch is welcome later."""
        database, said = Failing(sqlite_url), list[Effect]()
        intake = intake_at(database, PlainDesk(), said)
        database.errors = [_operational("server closed the connection")]

        with pytest.raises(OperationalError):
            await intake.take(batch("well"))

        assert said == []
        assert await rows(database, seen_updates.c.update_id) == []
        await intake.take(batch("well"))
        assert said == [React(1, 1, "well")]
        await database.close()

    async def test_nothing_is_said_before_the_commit(self, sqlite_url: str) -> None:
        """When the first word is said, the rows can be read by everybody."""
        database = Failing(sqlite_url)
        database.errors = [RuntimeError("at the commit")]
        said: list[Effect] = []

        await intake_at(database, PlainDesk(), said).take(batch("well"))

        assert said == [React(1, 1, "well")]
        assert await attended(database) == [1]
        await database.close()


class TestOnce:
    async def test_two_replicas_take_each_update_once(self, both_databases: Database) -> None:
        """The same batches to both at once, in many overlapping pieces."""
        said: list[Effect] = []
        replicas = [intake_at(both_databases, PlainDesk(), said) for _ in "ab"]
        pieces = [batch(*["well"] * 10, begins=1 + 5 * at) for at in range(10)]

        await asyncio.gather(*(each.take(piece) for piece in pieces for each in replicas))

        assert await attended(both_databases) == list(range(1, 56))
        assert len(said) == 55
        assert await failed(both_databases) == []

    async def test_an_update_twice_in_a_batch_is_taken_once(self, database: Database) -> None:
        """The second of two with one number is passed over."""
        (letter,) = batch("well")
        await intake_at(database, PlainDesk(), []).take([letter, letter])

        assert await attended(database) == [1]

    async def test_updates_are_taken_in_their_order(self, database: Database) -> None:
        """Whatever order they come in, the numbers rule."""
        desk = PlainDesk()
        await intake_at(database, desk, []).take(batch("well", "well", "well")[::-1])

        assert desk.runs == [1, 2, 3]


class TestWholeApp:
    async def test_ordinary_messages_cost_no_statement_of_their_own(self, town: Town) -> None:
        """A hundred known people chat: at most ten statements, and not a word is said."""
        crowd = [town.person() for _ in range(100)]
        await town.takes(*(town.message(each, f"早上好，我是{each.id}") for each in crowd))
        town.passes(minutes=5)
        town.database.statements = 0

        said = await town.takes(*(town.message(each, f"第{each.id}章真好看") for each in crowd))

        assert town.database.statements <= 10
        assert said == []
        assert await town.count(activity) == 200

    async def test_a_thousand_newcomers_speak_at_once(self, town_on_both: Town) -> None:
        """Their first messages, in many batches taken by four replicas: all are members, once."""
        town = town_on_both
        replicas = [await _replica(town) for _ in range(4)]
        crowd = [Person(town, 10_000 + at, f"P{at}") for at in range(ORDINARY)]
        updates = [town.message(each, f"大家好，我是新来的{each.id}") for each in crowd]
        pieces = [updates[at : at + 25] for at in range(0, ORDINARY, 25)]

        await asyncio.gather(
            *(replicas[at % 4].takes(*piece) for at, piece in enumerate(pieces)),
            *(replicas[(at + 1) % 4].takes(*piece) for at, piece in enumerate(pieces)),
        )

        assert await town.rows(failed_updates) == []
        assert await town.count(members) == ORDINARY
        assert {row["messages"] for row in await town.rows(members)} == {1}
        earned = {row["person_id"]: row["points"] for row in await town.rows(members)}
        assert earned == {row["person_id"]: row["points"] for row in await town.rows(ledger)}
        for each in replicas:
            await each.close()


async def _replica(town: Town) -> Town:
    other = Town(town.database, Settings())
    other.chance = TrueChance()  # type: ignore[assignment]
    return await other.open()
