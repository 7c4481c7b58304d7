"""What `python -m bot rules test` does: chooses the source, shows progress, prints the figures."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.assembly import policy_of
from bot.backtest.counters import community_ids, counted, heard_of, policy_in
from bot.backtest.exports import Export
from bot.backtest.knowing import learned_in
from bot.backtest.labelled import Labelled
from bot.backtest.learning import train
from bot.backtest.report import as_json, lines_of
from bot.backtest.trial import Outcome, terms_for, tried
from bot.config import Settings
from bot.features.lessons.memory import Learned
from bot.features.moderation.rules import Terms, Trust
from bot.features.settings.policy import Policy
from bot.i18n.catalog import Catalog
from bot.kit.database import Database
from bot.kit.exports import BadFile

# How many messages between two signs of life.
_STRIDE: Final = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be tried: a file, or a community's counters; with which checks, told how."""

    file: Path | None = None
    community_id: int | None = None
    checks: Sequence[str] = ()
    sender: Trust = "member"
    is_json: bool = False


async def back_test(settings: Settings, wanted: Wanted, *, tell: Callable[[str], None]) -> None:
    """Try the checks and tell the figures.

    Raises:
        BadFile: for a file, a community or a check that is none.
    """
    policy = policy_of(settings)
    if wanted.community_id is not None or wanted.file is None:
        database = _opened(settings)
        try:
            outcome, source = await _of_community(database, settings, policy, wanted)
        except (SQLAlchemyError, OSError) as error:
            raise BadFile(
                f"The database at {settings.database.shown_url} cannot be read "
                f"({type(error).__name__}): run `python -m bot migrate`."
            ) from None
        finally:
            await database.close()
    else:
        outcome = await _of_file_alone(wanted.file, settings, policy.moderation, wanted)
        source = wanted.file.name
    catalog = Catalog.load()
    if wanted.is_json:
        tell(as_json(source, outcome, catalog))
        return
    for line in lines_of(source, outcome, catalog):
        tell(line)


async def learn(
    settings: Settings, files: Sequence[Path], *, is_json: bool, tell: Callable[[str], None]
) -> None:
    """Teach the classifier from labelled files.

    Raises:
        BadFile: for files, or a database, that cannot be used.
    """
    database = _opened(settings)
    try:
        await train(settings, database, files, is_json=is_json, tell=tell)
    finally:
        await database.close()


async def _of_community(
    database: Database, settings: Settings, policy: Policy, wanted: Wanted
) -> tuple[Outcome, str]:
    community_id = wanted.community_id
    if community_id is None:
        there = await community_ids(database)
        if len(there) != 1:
            listed = ", ".join(map(str, there)) or "none"
            raise BadFile(f"Say which community with --community ID; there are: {listed}.")
        (community_id,) = there
    found = await policy_in(database, policy, community_id)
    if found is None:
        listed = ", ".join(map(str, await community_ids(database))) or "none"
        raise BadFile(f"There is no community {community_id}; there are: {listed}.")
    own, name = found
    if wanted.file is not None:
        learned = await learned_in(database, settings, community_id)
        outcome = _of_file(wanted.file, settings, own.moderation, wanted, learned)
        return outcome, f"{wanted.file.name} by the rules of {name}"
    rows = await counted(database, community_id)
    terms = _terms(own.moderation, wanted.checks)
    heard = heard_of(rows, settings.community.zone)
    progress = _Progress(len(rows))
    outcome = tried(heard, terms, has_windows=False, tell=progress)
    progress.end()
    return outcome, f"Counters of {name}"


async def _of_file_alone(file: Path, settings: Settings, terms: Terms, wanted: Wanted) -> Outcome:
    try:
        database = _opened(settings)
    except BadFile:
        # A file needs no database: without one the classifier knows what it came with.
        return _of_file(file, settings, terms, wanted, await learned_in(None, settings))
    try:
        learned = await learned_in(database, settings)
    finally:
        await database.close()
    return _of_file(file, settings, terms, wanted, learned)


def _of_file(
    file: Path, settings: Settings, terms: Terms, wanted: Wanted, learned: Learned
) -> Outcome:
    terms = _terms(terms, wanted.checks)
    zone = settings.community.zone
    progress = _Progress()
    if file.suffix.lower() == ".csv":
        lines = Labelled(file, zone, terms.tenures, wanted.sender)
        outcome = tried(lines, terms, has_windows=False, learned=learned, tell=progress)
        progress.end()
        _warn(lines.faults)
        if not outcome.messages:
            raise BadFile(f"{file.name} holds no line that could be tried.")
        outcome.skipped.update(lines.skipped)
        return outcome
    export = Export(file, zone)
    outcome = tried(export, terms, learned=learned, tell=progress)
    progress.end()
    outcome.skipped.update(export.skipped)
    return outcome


def _terms(terms: Terms, names: Sequence[str]) -> Terms:
    unknown = [name for name in names if name not in terms.checks]
    if unknown:
        raise BadFile(
            f"There is no check {unknown[0]}; there are: {', '.join(sorted(terms.checks))}."
        )
    return terms_for(terms, names)


def _warn(faults: Iterable[str], most: int = 10) -> None:
    told = list(faults)
    for fault in told[:most]:
        sys.stderr.write(f"{fault}\n")
    if len(told) > most:
        sys.stderr.write(f"… and {len(told) - most} more lines that could not be used.\n")


class _Progress:
    """Tells on the terminal's other channel how far it is."""

    def __init__(self, total: int | None = None) -> None:
        self._of = f" of {total:,}" if total is not None else ""
        self._is_shown = False

    def __call__(self, number: int) -> None:
        if number % _STRIDE == 0:
            self._is_shown = True
            end = "\r" if sys.stderr.isatty() else "\n"
            sys.stderr.write(f"{number:,}{self._of} messages …{end}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line behind."""
        if self._is_shown and sys.stderr.isatty():
            sys.stderr.write("\x1b[K")


def _opened(settings: Settings) -> Database:
    url = make_url(settings.database.url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise BadFile(
            f"There is no database at {settings.database.shown_url} yet: "
            "check database.url, or HEARTH_DATABASE_URL."
        )
    return Database(settings.database.url)
