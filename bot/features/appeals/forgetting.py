"""Hand over what appeals hold of somebody, and forget it: as appellant, or as staff."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, null, or_, select, update

from bot.features.appeals.service import SHOWS
from bot.features.complaints.posts import forget_sent
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.appeals import appeal_cards, appeals
from models.cases import cases
from models.outbox import outbox

MOST = 1000


async def export_appeals(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    """Return somebody's appeals, and which they decided, without the other side's words."""
    told = [appeals.c[name] for name in ("id", "case_id", "words", "state", "answer", "at")]
    found = await uow.execute(select(*told).where(appeals.c.person_id == person_id).limit(MOST))
    rows = [dict(row) for row in found.mappings()]
    done = [appeals.c[name] for name in ("id", "case_id", "state", "answer", "decided_at")]
    decided = await uow.execute(select(*done).where(appeals.c.decided_by == person_id).limit(MOST))
    return rows + [dict(row) for row in decided.mappings()]


async def forget_appeals(uow: UnitOfWork, person_id: int, tombstone: int) -> int:
    """Forget a person in every appeal: what is open is withdrawn, and the words go."""
    dropped = await uow.execute(
        delete(appeals).where(appeals.c.person_id == person_id, appeals.c.state == "asked")
    )
    await uow.execute(
        update(outbox)
        .where(outbox.c.person_id == person_id, outbox.c.key.startswith("appeal:"))
        .values(arguments=null())
        .where(outbox.c.state != "owed")
    )
    # What staff was not sent yet would show the words, and nothing is left to decide.
    await uow.execute(
        delete(outbox).where(
            outbox.c.person_id == person_id,
            outbox.c.key.startswith("appeal:"),
            outbox.c.state == "owed",
        )
    )
    mine = await uow.execute(select(appeals.c.id).where(appeals.c.person_id == person_id))
    shown = list(mine.scalars())
    await uow.execute(
        update(appeals)
        .where(appeals.c.person_id == person_id, appeals.c.state == "open")
        .values(state="withdrawn")
    )
    emptied = await uow.execute(
        update(appeals)
        .where(appeals.c.person_id == person_id)
        .values(person_id=tombstone, words=None)
    )
    deeds = select(cases.c.id).where(cases.c.actor_id == person_id)
    await uow.execute(update(appeals).where(appeals.c.case_id.in_(deeds)).values(actor_words=None))
    decided = await uow.execute(
        update(appeals).where(appeals.c.decided_by == person_id).values(decided_by=None)
    )
    for appeal_id in shown:
        key = f"{SHOWS}:{appeal_id}:{uow.stamp()}"
        uow.schedule(Due(key, SHOWS, uow.now, {"appeal_id": appeal_id}))
    return dropped.rowcount + emptied.rowcount + decided.rowcount


async def purge_appeals(uow: UnitOfWork, *, by: datetime, most: int) -> int:
    """Forget both sides' words, and where they were sent, when the case's evidence goes."""
    due = await uow.execute(
        select(appeals.c.id)
        .where(
            appeals.c.forget_at <= by,
            or_(appeals.c.words.is_not(None), appeals.c.actor_words.is_not(None)),
        )
        .order_by(appeals.c.id)
        .limit(most)
    )
    chosen = list(due.scalars())
    for appeal_id in chosen:
        of_it = appeal_cards.c.appeal_id == appeal_id
        await forget_sent(uow, appeal_cards, of_it, prefix=f"appeal:{appeal_id}:")
    await uow.execute(
        update(appeals).where(appeals.c.id.in_(chosen)).values(words=None, actor_words=None)
    )
    return len(chosen)
