"""What staff note of somebody, for the staff alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select

from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.tags import notes

LONGEST: Final = 500
MOST_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    id: int
    words: str
    author_id: int | None
    at: datetime


async def keep_note(
    uow: UnitOfWork, community_id: int, person_id: int, words: str, *, by: int
) -> int:
    """Keep a note of somebody; returns its number."""
    created = await uow.execute(
        insert(notes)
        .values(
            community_id=community_id,
            person_id=person_id,
            author_id=by,
            words=storable(words, LONGEST),
            at=uow.now,
        )
        .returning(notes.c.id)
    )
    return int(created.scalar_one())


async def drop_note(uow: UnitOfWork, community_id: int, note_id: int) -> bool:
    """Take a note away; False where there is none of that number here."""
    gone = await uow.execute(
        delete(notes).where(notes.c.id == note_id, notes.c.community_id == community_id)
    )
    return gone.rowcount > 0


async def export_notes(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    """Return, for whom they are about, that there are notes; their words are the staff's."""
    found = await uow.execute(
        select(notes.c.community_id, notes.c.at, notes.c.words)
        .where(notes.c.person_id == person_id)
        .order_by(notes.c.id)
    )
    return [
        {"community_id": row.community_id, "at": row.at, "characters": len(row.words)}
        for row in found
    ]


async def notes_of(uow: UnitOfWork, community_id: int, person_id: int) -> list[Note]:
    """Return the newest notes of somebody, oldest of these first."""
    found = await uow.execute(
        select(notes.c.id, notes.c.words, notes.c.author_id, notes.c.at)
        .where(notes.c.community_id == community_id, notes.c.person_id == person_id)
        .order_by(notes.c.id.desc())
        .limit(MOST_SHOWN)
    )
    return [Note(*row) for row in reversed(found.all())]
