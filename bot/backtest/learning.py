"""What `python -m bot rules train` does: fits the shared model to labelled files."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.features.lessons.files import Fault, Line, Unreadable, read
from bot.features.lessons.quality import Quality, quality_of
from bot.features.lessons.shelf import drawn, keep, newest, seed
from bot.kit.clock import WallClock
from bot.kit.database import Database
from bot.kit.exports import BadFile

MOST_TOLD: Final = 10
# Fewer than that of a kind teach nothing that could be tried on others.
LEAST_OF_A_KIND: Final = 20


async def train(
    settings: Settings,
    database: Database,
    files: Sequence[Path],
    *,
    is_json: bool,
    tell: Callable[[str], None],
) -> None:
    """Fit the shared model to some files and put it in force; communities keep what they taught.

    Raises:
        BadFile: for files, or a database, that cannot be used.
    """
    try:
        async with database.reading() as connection:
            await newest(connection)
        lines, skipped = _read(files)
        quality = await _fitted(database, lines)
    except Unreadable as why:
        raise BadFile(str(why)) from None
    except (SQLAlchemyError, OSError) as error:
        raise BadFile(
            f"The database at {settings.database.shown_url} cannot be used "
            f"({type(error).__name__}): run `python -m bot migrate`."
        ) from None
    if is_json:
        told = {"files": [each.name for each in files], "skipped": skipped}
        tell(json.dumps(told | quality.as_json(), indent=2))
        return
    for line in _told(quality, skipped):
        tell(line)


def _read(files: Sequence[Path]) -> tuple[list[Line], int]:
    lines: list[Line] = []
    faults: list[str] = []
    for path in files:
        for each in read(path):
            if isinstance(each, Fault):
                faults.append(f"{path.name}:{each.number}: {each.why}.")
            else:
                lines.append(each)
    for fault in faults[:MOST_TOLD]:
        sys.stderr.write(f"{fault}\n")
    if len(faults) > MOST_TOLD:
        sys.stderr.write(f"… and {len(faults) - MOST_TOLD} more lines that could not be used.\n")
    spam = sum(line.is_spam for line in lines)
    for kind, count in (("spam", spam), ("ham", len(lines) - spam)):
        if count < LEAST_OF_A_KIND:
            raise BadFile(
                f"There are {count} lines labelled {kind}: at least {LEAST_OF_A_KIND} are needed, "
                "better five hundred of each."
            )
    return lines, len(faults)


async def _fitted(database: Database, lines: list[Line]) -> Quality:
    from bot.features.lessons.fitting import fit

    _show(f"Reading {len(lines):,} lines …")
    features, are_spam = drawn(lines)
    aside, aside_are_spam = seed()
    fitted = fit(
        features,
        are_spam,
        aside=aside,
        aside_are_spam=aside_are_spam,
        tell=lambda done, of: _show(f"Learning: {done} of {of} parts …"),
    )
    quality = quality_of(fitted.history)
    async with database.writing() as connection:
        await keep(
            connection,
            fitted.classifier,
            fitted.history,
            quality=quality.as_json(),
            lines=len(features),
            now=WallClock().now(),
        )
    return quality


def _show(line: str) -> None:
    end = "\r" if sys.stderr.isatty() else "\n"
    sys.stderr.write(f"{line}{end}")
    sys.stderr.flush()


def _told(quality: Quality, skipped: int) -> list[str]:
    lines = quality.ham + quality.spam
    told = [
        f"Learned from {lines:,} different lines: {quality.spam:,} spam, {quality.ham:,} ham"
        + (f"; {skipped:,} could not be used." if skipped else "."),
        f"Of spam not seen before it finds {quality.recall} at 0.5 % false positives.",
        f"Its probabilities are off by {100 * quality.error:.1f} points in the mean.",
    ]
    if quality.allowed is None:
        told.append(
            "That has not earned it to act alone: it asks the staff. More lines, ham above all, "
            "will show more."
        )
    else:
        told.append(
            f"That has earned it to act alone from {100 * quality.allowed:.1f} % on; below, it "
            "asks the staff."
        )
    return told
