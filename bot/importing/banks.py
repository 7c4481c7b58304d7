"""Takes in banks of questions: each file read, each fault told, the good questions kept."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, NamedTuple

from bot.config import Settings
from bot.features.imports.queries import Landing
from bot.features.quizzes import banking
from bot.features.quizzes.queries import bank_named
from bot.features.quizzes.reading import Bank, Fault, read
from bot.i18n.catalog import Catalog
from bot.importing.command import (
    LOOKED,
    Desk,
    Tell,
    Wanted,
    at_desk,
    every_landing,
    landing_among,
)
from bot.importing.report import Progress, plain
from bot.kit.clock import Clock
from bot.kit.encodings import decoded
from bot.kit.exports import BadFile

SHOWN: Final = 20


class Told(NamedTuple):
    """A fault with the file that it is in."""

    file: str
    line: int
    why: str


class Asked(NamedTuple):
    """Which files an operator wants taken in, under which name."""

    files: Sequence[Path]
    name: str | None = None
    encoding: str | None = None


async def take_banks(
    settings: Settings, wanted: Wanted, asked: Asked, *, tell: Tell, clock: Clock | None = None
) -> list[Told]:
    """Take banks in, or tell what would come of it; returns every fault.

    Raises:
        BadFile: for a chat that is not there, an encoding that is none, or a report that cannot
            be written.
        StartFailed: for a database that cannot be used.
    """
    _known(asked.encoding)
    catalog = Catalog.load(strict=False)
    every: list[Told] = []
    async with at_desk(settings, Wanted(wanted.file), clock) as (desk, _):
        landings = await every_landing(desk)
        landing = landing_among(landings, wanted.chat, landings if len(landings) == 1 else [])
        with ExitStack() as stack:
            rows = _report(stack, wanted.report)
            for path in asked.files:
                faults = [
                    Told(path.name, each.line, catalog.plain(each.why, "en"))
                    for each in await _take(desk, landing, path, asked, wanted, tell=tell)
                ]
                for each in faults[:SHOWN]:
                    tell(f"  {each.file}, line {each.line}: {plain(each.why)}")
                if len(faults) > SHOWN:
                    tell(f"  … and {len(faults) - SHOWN:,} more: --report FILE has all of them.")
                if rows is not None:
                    rows.writerows(faults)
                every += faults
    if not wanted.is_earnest:
        tell(LOOKED)
    return every


async def _take(
    desk: Desk, landing: Landing, path: Path, asked: Asked, wanted: Wanted, *, tell: Tell
) -> list[Fault]:
    content = _content(path)
    held = read(decoded(content, asked.encoding), path.name)
    key = banking.key_of(asked.name or path.name)
    added = 0
    faults = list(held.faults)
    progress = Progress("questions", banking.AT_ONCE)
    for at, some in _parts(held):
        async with desk.writing(is_earnest=wanted.is_earnest) as uow:
            kept = await bank_named(uow, landing.community_id, key)
            bank = kept or await banking.open_bank(
                uow,
                landing.community_id,
                key,
                title=held.title,
                author=held.author,
                by=None,
            )
            new, had = await banking.take(uow, bank, some)
        added += new
        faults += had
        progress(at)
    progress.end()
    faults.sort(key=lambda each: each.line)
    tell(
        f"{path.name}: {added:,} new questions for the bank {plain(key)}, {len(faults):,} left out"
    )
    return faults


def _parts(held: Bank) -> Iterator[tuple[int, Any]]:
    for at in range(0, len(held.questions), banking.AT_ONCE):
        yield (
            min(at + banking.AT_ONCE, len(held.questions)),
            held.questions[at : at + banking.AT_ONCE],
        )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise BadFile(f"{path} cannot be read: {why}.") from None


def _known(encoding: str | None) -> None:
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise BadFile(f"There is no encoding {encoding}. Say utf-8, gb18030 or big5.") from None


def _report(stack: ExitStack, path: Path | None) -> Any:
    if path is None:
        return None
    try:
        file = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise BadFile(f"{path} cannot be written: {why}.") from None
    rows = csv.writer(file)
    rows.writerow(("file", "line", "why"))
    return rows
