"""Count what was earned on every board that it concerns, and keep the histogram of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Row, delete, func, select, text

from bot.features.boards.listing import visible_among
from bot.features.boards.rules import (
    FIRST_DAY,
    LAST_DAY,
    Earning,
    Frame,
    Score,
    Sheet,
    Span,
    is_listed,
    moves,
    sheets_of,
    with_earned,
)
from bot.features.boards.sheets import numbers_of
from bot.features.communities.locking import lock
from bot.features.points.earnings import AGAIN
from bot.features.seasons.rules import Season
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards, earnings, score_counts, scores
from models.points import ledger

SCORES: Final = Tally(
    "scores",
    scores,
    ("board_id", "person_id"),
    {"experience": "last", "reached_at": "last", "is_listed": "last"},
)
COUNTS: Final = Tally(
    "score_counts", score_counts, ("board_id", "level", "bucket"), {"members": "sum"}
)
# A board, and a level and a bucket of its histogram.
Place: TypeAlias = tuple[int, int, int]
# So many people's scores are held at once.
AT_ONCE: Final = 500
ALL_TIME: Final = Sheet(Frame("all", FIRST_DAY, LAST_DAY))


@dataclass(frozen=True, slots=True)
class Books:
    """Whose boards are counted, and its seasons."""

    community_id: int
    seasons: tuple[Season, ...] = ()


@dataclass(slots=True)
class _Held:
    """What some people have on some boards, and which of them are to be seen."""

    ids: Mapping[Sheet, int]
    spans: Mapping[int, Span]
    scores: dict[tuple[int, int], tuple[Score, bool]] = field(default_factory=dict)
    visible: frozenset[int] = frozenset()


async def count_up(uow: UnitOfWork, books: Books, *, most: int | None = None) -> int:
    """Count what was earned since the last time, of `most` people; returns of how many it was.

    Each row is taken away as it is counted, in the same transaction: nothing is counted twice,
    whoever counts at the same time, and nothing is lost. Boards that were never counted, such as
    those of a new season, are counted from the ledger.
    """
    await lock(uow, books.community_id)
    if not await is_built(uow, books):
        return await rebuild(uow, books)
    people = (
        select(earnings.c.person_id)
        .where(earnings.c.community_id == books.community_id)
        .distinct()
        .order_by(earnings.c.person_id)
    )
    taken = await uow.execute(
        delete(earnings)
        .where(
            earnings.c.community_id == books.community_id,
            earnings.c.person_id.in_(people if most is None else people.limit(most)),
        )
        .returning(
            earnings.c.person_id,
            earnings.c.local_day,
            earnings.c.rule,
            earnings.c.chat_id,
            earnings.c.experience,
            earnings.c.reached_at,
        )
    )
    rows = sorted(map(_earning, taken), key=lambda each: each.person_id)
    for some in _parts(rows):
        await _count(uow, books, some)
    return len({each.person_id for each in rows})


async def rebuild(uow: UnitOfWork, books: Books) -> int:
    """Count every board anew from the ledger; returns of how many people it was.

    Meanwhile nobody earns: what is taken from the ledger is exactly what nobody has counted.
    """
    await lock(uow, books.community_id)
    await uow.flush()
    if uow.dialect == "postgresql":
        await uow.execute(text("LOCK TABLE earnings IN EXCLUSIVE MODE"))
    for table in (earnings, boards):
        await uow.execute(delete(table).where(table.c.community_id == books.community_id))
    await numbers_of(uow, books.community_id, [ALL_TIME, *_of_seasons(books)])
    last, counted = None, 0
    while some := await _earned(uow, books, after=last):
        await _count(uow, books, some)
        last = some[-1].person_id
        counted += len({each.person_id for each in some})
    return counted


async def is_built(uow: UnitOfWork, books: Books) -> bool:
    """Whether a community's boards were counted, and those of its seasons as they are now."""
    found = await uow.execute(
        select(boards.c.span, boards.c.starts_on, boards.c.ends_on).where(
            boards.c.community_id == books.community_id,
            boards.c.span.in_(("season", "all")),
            boards.c.kind == "",
            boards.c.chat_id == 0,
        )
    )
    there = {Frame(row.span, row.starts_on, row.ends_on) for row in found}
    return {each.frame for each in (ALL_TIME, *_of_seasons(books))} <= there


def _of_seasons(books: Books) -> list[Sheet]:
    return [Sheet(Frame("season", each.starts_on, each.ends_on)) for each in books.seasons]


async def _earned(uow: UnitOfWork, books: Books, *, after: int | None) -> list[Earning]:
    """Return what the next people in the ledger have earned."""
    own = ledger.c.community_id == books.community_id
    people = select(ledger.c.person_id).where(own, ledger.c.person_id > (after or 0))
    people = people.distinct().order_by(ledger.c.person_id).limit(AT_ONCE)
    keys = (ledger.c.person_id, ledger.c.local_day, ledger.c.rule)
    chat_id = func.coalesce(ledger.c.chat_id, 0)
    found = await uow.execute(
        select(*keys, chat_id.label("chat_id"), *_sums())
        .where(own, ledger.c.experience != 0, ledger.c.person_id.in_(people))
        .group_by(*keys, chat_id)
        .order_by(ledger.c.person_id)
    )
    rows = list(map(_earning, found))
    if rows:
        return rows
    # Those whose rows hold points alone are passed over.
    skipped = list((await uow.execute(people)).scalars())
    return await _earned(uow, books, after=skipped[-1]) if skipped else []


def _sums() -> tuple[ColumnElement[int], ColumnElement[datetime]]:
    experience = func.sum(ledger.c.experience).label("experience")
    return experience, func.max(ledger.c.at).label("reached_at")


def _earning(row: Row[Any]) -> Earning:
    return Earning(
        row.person_id, row.local_day, row.rule, row.chat_id, int(row.experience), row.reached_at
    )


def _parts(rows: Sequence[Earning]) -> Iterable[list[Earning]]:
    part: list[Earning] = []
    people: set[int] = set()
    for row in rows:
        if row.person_id not in people and len(people) == AT_ONCE:
            yield part
            part, people = [], set()
        part.append(row)
        people.add(row.person_id)
    if part:
        yield part


async def _count(uow: UnitOfWork, books: Books, rows: Sequence[Earning]) -> None:
    """Add what some people have earned to their scores, and to the histograms what that moves."""
    today = uow.now.date()
    earned: dict[tuple[Sheet, int], Score] = {}
    for row in rows:
        score = Score(row.experience, row.reached_at)
        for sheet in sheets_of(row, today, books.seasons) if row.rule != AGAIN else ():
            earned[sheet, row.person_id] = with_earned(earned.get((sheet, row.person_id)), score)
    again = {row.person_id for row in rows if row.rule == AGAIN}
    people = sorted({row.person_id for row in rows})
    held = await _held(uow, books, {sheet for sheet, _ in earned}, people, sorted(again))
    changed: dict[tuple[int, int], Score] = {
        key: score for key, (score, _) in held.scores.items() if key[1] in again
    }
    for (sheet, person_id), score in earned.items():
        key = (held.ids[sheet], person_id)
        before = held.scores.get(key)
        changed[key] = with_earned(before[0] if before else None, score)
    moved: Counter[Place] = Counter()
    for key, score in changed.items():
        _put(uow, held, key, score, moved)
    keep_moved(uow, moved)
    await uow.flush()


def _put(
    uow: UnitOfWork, held: _Held, key: tuple[int, int], score: Score, moved: Counter[Place]
) -> None:
    board_id, person_id = key
    before = held.scores.get(key)
    listed = is_listed(score.experience, is_visible=person_id in held.visible)
    if before == (score, listed):
        return
    uow.collect(
        SCORES,
        {
            "board_id": board_id,
            "person_id": person_id,
            "experience": score.experience,
            "reached_at": score.reached_at,
            "is_listed": listed,
        },
    )
    was = before[0] if before is not None and before[1] else None
    after = score if listed else None
    for (level, bucket), by in moves(held.spans[board_id], was, after).items():
        moved[board_id, level, bucket] += by


def keep_moved(uow: UnitOfWork, moved: Counter[Place]) -> None:
    """Keep in the histograms how many scores came to each place, or went from it."""
    for (board_id, level, bucket), by in moved.items():
        if by:
            uow.collect(
                COUNTS, {"board_id": board_id, "level": level, "bucket": bucket, "members": by}
            )


async def _held(
    uow: UnitOfWork, books: Books, sheets: set[Sheet], people: list[int], again: list[int]
) -> _Held:
    ids = await numbers_of(uow, books.community_id, sheets)
    columns = (
        scores.c.board_id,
        scores.c.person_id,
        scores.c.experience,
        scores.c.reached_at,
        scores.c.is_listed,
    )
    # Whoever is looked at again is so on every board.
    concerned = sorted(ids[sheet] for sheet in sheets)
    of_all = scores.c.person_id.in_(again) & scores.c.board_id.in_(sorted(ids.values()))
    own = scores.c.person_id.in_(people) & scores.c.board_id.in_(concerned)
    found = await uow.execute(select(*columns).where(own | of_all if again else own))
    kept = {
        (row.board_id, row.person_id): (Score(row.experience, row.reached_at), row.is_listed)
        for row in found
    }
    spans = {number: sheet.frame.span for sheet, number in ids.items()}
    return _Held(ids, spans, kept, await visible_among(uow, books.community_id, people))
