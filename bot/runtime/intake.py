"""Take updates in: one transaction a batch, each update once, nothing said before the commit."""

import asyncio
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.kit.chance import Chance
from bot.kit.clock import Clock
from bot.kit.database import Database
from bot.kit.effects import Effect
from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.claims import claim
from bot.runtime.letters import Letter
from models.updates import failed_updates

# A busy database, a deadlock or a lost serialization: the same transaction may well pass again.
TRIES = 5
_ROOT = Path(__file__).resolve().parents[2]

log = structlog.get_logger(__name__)


class Desk(Protocol):
    """What is done with each update; everything Hearth knows of communities is behind it."""

    async def prepare(self, uow: UnitOfWork, letters: Sequence[Letter]) -> None:
        """Read what a batch has to know, with a query for each kind of thing."""
        ...

    def witness(self, uow: UnitOfWork, letter: Letter) -> bool:
        """See who did what, and judge it, without a statement; whether it concerns a feature."""
        ...

    async def attend(self, uow: UnitOfWork, letter: Letter) -> None:
        """Let the feature do it; raises what the feature raised."""
        ...

    async def refuse(self, uow: UnitOfWork, letter: Letter, refusal: Refusal) -> None:
        """Tell the member why not, after the step was undone."""
        ...

    def is_stale(self, uow: UnitOfWork) -> bool:
        """Whether something that `prepare` read was written since."""
        ...


class Measure(Protocol):
    """Where the intake counts."""

    def took(self, kind: str, times: int) -> None:
        """Count updates of a kind."""
        ...

    def failed(self, step: str) -> None:
        """Count an update that failed."""
        ...

    def lasted(self, seconds: float) -> None:
        """Note the time from a batch's arrival to its commit."""
        ...


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with an update, without a word of what it said."""

    step: str
    error: str
    location: str


class Intake:
    """Takes batches of updates, one batch at a time."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        chance: Chance,
        bot_id: int,
        desk: Desk,
        say: Callable[[Sequence[Effect], bool], None],
        measure: Measure | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._chance = chance
        self._bot_id = bot_id
        self._desk = desk
        self._say = say
        self._measure = measure
        self._turn = asyncio.Lock()
        # True while the bot works off what waited for it during an outage.
        self.is_catching_up = False

    async def take(self, letters: Sequence[Letter]) -> None:
        """Take a batch; when this returns, everything in it is committed and may be confirmed.

        Raises only when the database cannot be reached: then nothing was taken.
        """
        if not letters:
            return
        arrived = time.perf_counter()
        async with self._turn:
            now = self._clock.now()
            ordered = sorted(letters, key=lambda letter: letter.update_id or 0)
            try:
                await self._persist(ordered, now)
            except Exception as error:
                if _is_out_of_reach(error):
                    raise
                # Whatever it was, one update of these caused it: alone, it names itself.
                for letter in ordered:
                    await self._take_alone(letter, now)
        if self._measure is not None:
            self._measure.lasted(time.perf_counter() - arrived)

    async def _take_alone(self, letter: Letter, now: datetime) -> None:
        try:
            await self._persist([letter], now)
        except Exception as error:
            if _is_out_of_reach(error):
                raise
            await self._set_aside(letter, now, _failure("flush", error))

    async def _persist(self, letters: Sequence[Letter], now: datetime) -> None:
        for attempt in range(TRIES):
            try:
                await self._transact(letters, now)
            except DBAPIError as error:
                if not _may_pass_again(error) or attempt == TRIES - 1:
                    raise
                await asyncio.sleep(0.05 * 2**attempt)
            else:
                return

    async def _transact(self, letters: Sequence[Letter], now: datetime) -> None:
        async with self._database.writing() as connection:
            uow = UnitOfWork(
                connection, now=now, chance=self._chance, dialect=self._database.dialect
            )
            uow.is_catching_up = self.is_catching_up
            fresh = await self._claim(uow, letters)
            failures = await self._attend_all(uow, fresh)
            await self._record(uow, failures)
            await uow.finish()
        if self._measure is not None:
            for kind, times in Counter(letter.kind for letter in fresh).items():
                self._measure.took(kind, times)
        self._say(uow.effects, uow.owes)

    async def _claim(self, uow: UnitOfWork, letters: Sequence[Letter]) -> list[Letter]:
        """Return the letters that nobody took before, in order; two replicas cannot both pass."""
        numbers = sorted({each.update_id for each in letters if each.update_id is not None})
        if not numbers:
            return list(letters)
        passed = await claim(uow, self._bot_id, numbers)
        fresh = []
        for letter in letters:
            if letter.update_id is None:
                fresh.append(letter)
            elif letter.update_id in passed:
                passed.remove(letter.update_id)
                fresh.append(letter)
        return fresh

    async def _attend_all(
        self, uow: UnitOfWork, letters: Sequence[Letter]
    ) -> list[tuple[Letter, Failure]]:
        failures: list[tuple[Letter, Failure]] = []
        readable = [letter for letter in letters if letter.envelope is not None]
        failures += [
            (letter, Failure("read", letter.fault or "unreadable", ""))
            for letter in letters
            if letter.envelope is None
        ]
        if readable:
            await self._desk.prepare(uow, readable)
        for at, letter in enumerate(readable):
            if self._desk.is_stale(uow):
                await self._desk.prepare(uow, readable[at:])
            failure = await self._attend(uow, letter)
            if failure is not None:
                failures.append((letter, failure))
        return failures

    async def _attend(self, uow: UnitOfWork, letter: Letter) -> Failure | None:
        mark = uow.mark()
        try:
            concerns_a_feature = self._desk.witness(uow, letter)
        except Exception as error:  # noqa: BLE001
            uow.roll_back_to(mark)
            return _failure("witness", error)
        if not concerns_a_feature:
            return None
        try:
            await self._step(uow, letter)
        except Refusal as refusal:
            await self._desk.refuse(uow, letter, refusal)
        except Exception as error:
            if uow.is_spoiled or (
                isinstance(error, DBAPIError)
                and (_is_out_of_reach(error) or _may_pass_again(error))
            ):
                raise
            return _failure("feature", error)
        return None

    async def _step(self, uow: UnitOfWork, letter: Letter) -> None:
        try:
            async with uow.step():
                await self._desk.attend(uow, letter)
        except IntegrityError:
            if uow.is_spoiled:
                raise
            # A lost race: the second run sees the winner's row.
            async with uow.step():
                await self._desk.attend(uow, letter)

    async def _set_aside(self, letter: Letter, now: datetime, failure: Failure) -> None:
        async with self._database.writing() as connection:
            uow = UnitOfWork(
                connection, now=now, chance=self._chance, dialect=self._database.dialect
            )
            if await self._claim(uow, [letter]):
                await self._record(uow, [(letter, failure)])

    async def _record(self, uow: UnitOfWork, failures: Iterable[tuple[Letter, Failure]]) -> None:
        rows = [
            {
                "bot_id": self._bot_id,
                "update_id": letter.update_id,
                "kind": letter.kind,
                "step": failure.step,
                "error": failure.error[:128],
                "location": failure.location[:128],
                "at": uow.now,
            }
            for letter, failure in failures
        ]
        if not rows:
            return
        await uow.execute(insert(failed_updates), rows)
        for row in rows:
            log.warning(
                "update failed", **{key: row[key] for key in ("update_id", "kind", "step")}
            )
            if self._measure is not None:
                self._measure.failed(str(row["step"]))


def _is_out_of_reach(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error, OperationalError)
    return isinstance(error, OSError)


def _may_pass_again(error: DBAPIError) -> bool:
    said = str(error.orig).lower()
    return any(
        sign in said
        for sign in ("database is locked", "database is busy", "deadlock", "could not serialize")
    )


def _failure(step: str, error: Exception) -> Failure:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)]
    innermost = (ours or frames)[-1] if frames else None
    location = f"{Path(innermost.filename).name}:{innermost.lineno}" if innermost else ""
    return Failure(step, type(error).__name__, location)
