"""What `python -m bot points` does."""

import argparse
from collections.abc import Callable
from datetime import timedelta

from bot.app import StartFailed
from bot.assembly import policy_of
from bot.bookkeeping.books import books_of, opened
from bot.config import Settings
from bot.features.boards.counting import Books
from bot.features.boards.counting import rebuild as count_anew
from bot.features.gifts.rules import number_in
from bot.features.levels.rules import shift_of
from bot.features.levels.service import experience_held, reckon_anew
from bot.features.members.queries import names_of
from bot.features.points.economy import economy_of, off_balance, rebuild, tried
from bot.features.points.rules import CURVES, Levels
from bot.features.tags.reading import KINDS, MOST_DAYS
from bot.kit.days import local_day, zone_named


async def keep_books(
    settings: Settings, asked: argparse.Namespace, *, tell: Callable[[str], None]
) -> None:
    """Do what is asked of the books.

    Raises:
        StartFailed: it cannot be done; says why.
    """
    match asked.does:
        case "report":
            await _report(settings, asked, tell)
        case "rebuild":
            await _rebuild(settings, asked, tell)
        case "dry-run":
            await _dry_run(settings, asked, tell)
        case _:
            await _relevel(settings, asked, tell)


async def _report(
    settings: Settings, asked: argparse.Namespace, tell: Callable[[str], None]
) -> None:
    async with opened(settings) as uow:
        for book in await books_of(uow, asked.community):
            economy = await economy_of(uow, book.id)
            tell(
                f"{book.name} ({book.id}): {economy.issued} issued, {economy.spent} spent, "
                f"{economy.fined} fined, {economy.expired} expired, {economy.given} given; "
                f"{economy.held} held, which {'is' if economy.is_balanced else 'is NOT'} the rest."
            )


async def _rebuild(
    settings: Settings, asked: argparse.Namespace, tell: Callable[[str], None]
) -> None:
    async with opened(settings) as uow:
        for book in await books_of(uow, asked.community):
            count = rebuild if asked.apply else off_balance
            wrong = await count(uow, book.id)
            if asked.apply:
                await count_anew(uow, Books(book.id, policy_of(settings).seasons.seasons))
            now = "were not the sum of the ledger, and are" if asked.apply else "are not that sum"
            tell(f"{book.name} ({book.id}): {wrong} balances {now}.")


async def _dry_run(
    settings: Settings, asked: argparse.Namespace, tell: Callable[[str], None]
) -> None:
    word, _, number = asked.rule.partition("=")
    kind, points = KINDS.get(word.strip().casefold()), number_in(number)
    if kind is None or points is None:
        raise StartFailed(f"Write the rule as check_in=20; kinds are: {', '.join(KINDS)}.")
    if not 1 <= asked.days <= MOST_DAYS or (asked.cap is not None and asked.cap < 1):
        raise StartFailed(f"Days are 1 to {MOST_DAYS}, and a cap is a whole number above 0.")
    async with opened(settings) as uow:
        for book in await books_of(uow, asked.community):
            # Today is the last of the days.
            since = local_day(uow.now, zone_named(book.zone)) - timedelta(days=asked.days - 1)
            trial = await tried(uow, book.id, kind, points, cap=asked.cap, since=since)
            tell(
                f"{book.name} ({book.id}): {asked.rule} over {asked.days} days would have minted "
                f"{trial.minted} for {trial.members} members."
            )
            names = await names_of(uow, {person_id for person_id, _ in trial.top})
            for person_id, gained in trial.top:
                tell(f"  {gained}  {names.get(person_id, 'somebody forgotten')}")


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
