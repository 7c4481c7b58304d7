"""What `python -m bot points` does."""

import argparse
from collections.abc import Callable

from bot.app import StartFailed
from bot.assembly import policy_of
from bot.bookkeeping.books import books_of, opened
from bot.config import Settings
from bot.features.levels.rules import shift_of
from bot.features.levels.service import experience_held, reckon_anew
from bot.features.points.rules import CURVES, Levels


async def keep_books(
    settings: Settings, asked: argparse.Namespace, *, tell: Callable[[str], None]
) -> None:
    """Do what is asked of the books.

    Raises:
        StartFailed: it cannot be done; says why.
    """
    await _relevel(settings, asked, tell)


async def _relevel(
    settings: Settings, asked: argparse.Namespace, tell: Callable[[str], None]
) -> None:
    by = policy_of(settings).levels
    if asked.curve is not None and asked.apply:
        raise StartFailed("Put the curve into the configuration first, then say --apply alone.")
    if asked.curve is not None and asked.curve not in CURVES:
        raise StartFailed(f"There is no curve {asked.curve}; there are: {', '.join(CURVES)}.")
    async with opened(settings) as uow:
        for book in await books_of(uow, asked.community):
            if asked.curve is not None:
                tell(f"{book.name} ({book.id}): {by.curve} → {asked.curve}")
                held = await experience_held(uow, book.id)
                for line in _shift_lines(held, by, Levels(asked.curve)):
                    tell(line)
                continue
            moved = await reckon_anew(uow, book.id, by, is_trial=not asked.apply)
            tell(f"{book.name} ({book.id}): {moved} of what was told is of another level now.")
    if asked.curve is None and not asked.apply:
        tell("Nothing was changed; --apply brings it in line, telling nobody.")


def _shift_lines(held: list[tuple[int, int]], before: Levels, after: Levels) -> list[str]:
    shift = shift_of(held, before, after)
    lines = [f"  {shift.risen} would rise, {shift.fallen} would fall, {shift.same} would stay."]
    lines += [
        f"  {experience} experience: level {was} → {now} ({count})"
        for experience, was, now, count in shift.largest
    ]
    return lines
