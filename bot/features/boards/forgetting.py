"""Forget a person's scores, and take them out of the histograms."""

from collections import Counter

from sqlalchemy import delete, select

from bot.features.boards.counting import Place, keep_moved
from bot.features.boards.rules import Score, buckets_of
from bot.features.communities.locking import lock
from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards, scores


async def forget_scores(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    """Delete somebody's scores; whoever stood below moves up."""
    of_person = select(scores.c.board_id).where(scores.c.person_id == person_id)
    found = await uow.execute(
        select(boards.c.id, boards.c.span, boards.c.community_id).where(boards.c.id.in_(of_person))
    )
    known = {row.id: row for row in found}
    # Whoever counts meanwhile would write the scores anew.
    await lock(uow, *sorted({row.community_id for row in known.values()}))
    gone = await uow.execute(
        delete(scores)
        .where(scores.c.person_id == person_id)
        .returning(scores.c.board_id, scores.c.experience, scores.c.reached_at, scores.c.is_listed)
    )
    rows = gone.all()
    moved: Counter[Place] = Counter()
    for row in rows:
        if row.is_listed:
            score = Score(row.experience, row.reached_at)
            for level, bucket in buckets_of(known[row.board_id].span, score):
                moved[row.board_id, level, bucket] -= 1
    keep_moved(uow, moved)
    return len(rows)
