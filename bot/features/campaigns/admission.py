"""Whom an activity is for: how long somebody is known, and a segment."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from bot.features.places import Place
from bot.features.segments.service import Held, holds
from bot.features.segments.tree import Unread
from bot.features.segments.words import Vocabulary
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.members import members

_IN_A_TOAST: Final = 100


async def obstacle_to(
    uow: UnitOfWork,
    place: Place,
    vocabulary: Vocabulary,
    person_id: int,
    *,
    only: str | None = None,
    age: timedelta = timedelta(),
) -> Text | None:
    """Return what keeps somebody from taking part, in a toast's length; None where nothing does.

    Args:
        uow: the unit of work.
        place: where it takes place.
        vocabulary: the words that conditions are made of.
        person_id: who would take part.
        only: for whom it is, in the language of segments.
        age: how long somebody has to be known here.
    """
    if age and await _known_for(uow, place.community_id, person_id) < age:
        return Text("campaign-too-new", days=max(1, -(-age // timedelta(days=1))))
    if only is None:
        return None
    try:
        held = await holds(uow, place.scope(uow.now), vocabulary, only, person_id)
    except Unread:
        # What it names is gone: nobody is let in by accident, and the staff can change it.
        held = Held(is_in=False)
    if held.is_in:
        return None
    missing = " · ".join(clause for clause, is_so, _ in held.clauses if not is_so) or only
    return Text("campaign-not-for-you", missing=missing[:_IN_A_TOAST])


async def _known_for(uow: UnitOfWork, community_id: int, person_id: int) -> timedelta:
    found = await uow.execute(
        select(members.c.first_seen_at, members.c.joined_at).where(
            members.c.community_id == community_id, members.c.person_id == person_id
        )
    )
    row = found.first()
    if row is None:
        return timedelta()
    known_for: timedelta = uow.now - min(row.first_seen_at, row.joined_at or row.first_seen_at)
    return known_for
