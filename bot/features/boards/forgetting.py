"""Forget a person's scores, and take them out of the histograms."""

from sqlalchemy import delete, select

from bot.features.boards.counting import move
from bot.features.communities.locking import lock
from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards, scores


async def forget_scores(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    """Delete somebody's scores; whoever stood below moves up."""
    of_person = select(scores.c.board_id).where(scores.c.person_id == person_id)
    found = await uow.execute(
        select(boards.c.community_id).where(boards.c.id.in_(of_person)).distinct()
    )
    # Whoever counts meanwhile would write the scores anew.
    await lock(uow, *sorted(found.scalars()))
    gone = await uow.execute(
        delete(scores)
        .where(scores.c.person_id == person_id)
        .returning(scores.c.board_id, scores.c.experience, scores.c.is_listed)
    )
    rows = gone.all()
    for row in rows:
        move(uow, row.board_id, row.experience if row.is_listed else None, None)
    return len(rows)
