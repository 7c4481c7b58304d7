"""Choose a message, take that back, and say who reads of the best once a week."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete

from bot.features.audits.service import note
from bot.features.members.service import sight
from bot.features.picks.rules import Wish, key_of, next_digest
from bot.features.place import Place
from bot.features.points.service import Grant, award
from bot.kit.collector import Tally
from bot.kit.days import local_day
from bot.kit.effects import Due
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.picks import digest_readers, picks

RULE: Final = "pick"
# Due work: the week is over, and its best is told.
DIGEST: Final = "picks.digest"
PICKS: Final = Tally("picks", picks, ("community_id", "key"), {})
READERS: Final = Tally("digest_readers", digest_readers, ("community_id", "person_id"), {})


@dataclass(frozen=True, slots=True)
class Author:
    """Who made what is chosen; without a name they are paid, and stand nowhere."""

    person_id: int | None
    is_named: bool = True


async def pick(
    uow: UnitOfWork, place: Place, message_id: int, wish: Wish, author: Author, *, by: int
) -> int | None:
    """Choose a message, and give its author points, once; None where it was chosen before.

    Returns how many points that were: nothing for nobody, and for one's own.
    """
    author_id = author.person_id
    key = key_of(place.chat_id, message_id)
    row: dict[str, Any] = {
        "community_id": place.community_id,
        "chat_id": place.chat_id,
        "message_id": message_id,
        "key": key,
        "person_id": author_id if author.is_named else None,
        "title": storable(wish.title, 120),
        "tags": list(wish.tags),
        "picked_by": by,
        "picked_at": uow.now,
    }
    made = await uow.execute(PICKS.statement(uow.dialect).returning(picks.c.id), [row])
    if made.first() is None:
        return None
    plan(uow, place)
    _note(uow, place, "audit-pick", message_id, by=by, author_id=row["person_id"])
    points = place.policy.picks.points
    if author_id is None or author_id == by or not points:
        return 0
    sight(uow, place.community_id, author_id, uow.now)
    grant = Grant(
        community_id=place.community_id,
        person_id=author_id,
        experience=points,
        points=points,
        rule=RULE,
        source_type="message",
        source_id=key,
        local_day=local_day(uow.now, place.zone),
        # Chosen again after it was taken back, it pays nothing more.
        key=f"{RULE}:{key}",
        actor_id=by,
        chat_id=place.chat_id,
    )
    return points if await award(uow, grant) else 0


async def unpick(uow: UnitOfWork, place: Place, message_id: int, *, by: int) -> bool:
    """Take a message from among the best; False where it is not there. Points stay."""
    gone = await uow.execute(
        delete(picks).where(
            picks.c.community_id == place.community_id,
            picks.c.key == key_of(place.chat_id, message_id),
        )
    )
    if gone.rowcount:
        _note(uow, place, "audit-unpick", message_id, by=by)
    return bool(gone.rowcount)


async def drop(uow: UnitOfWork, chat_id: int, message_id: int) -> None:
    """Take from among the best what is not there any more."""
    await uow.execute(delete(picks).where(picks.c.key == key_of(chat_id, message_id)))


async def subscribe(uow: UnitOfWork, place: Place, person_id: int, *, is_on: bool) -> None:
    """Have somebody read of the best once a week, or not any more."""
    of = digest_readers.c
    if is_on:
        row = {"community_id": place.community_id, "person_id": person_id, "since": uow.now}
        await uow.execute(READERS.statement(uow.dialect), [row])
        plan(uow, place)
    else:
        await uow.execute(
            delete(digest_readers).where(
                of.community_id == place.community_id, of.person_id == person_id
            )
        )


def plan(uow: UnitOfWork, place: Place) -> None:
    """Plan the next look back at a week."""
    at = next_digest(uow.now, place.zone)
    key = f"{DIGEST}:{place.community_id}:{at.date().isoformat()}"
    uow.schedule(Due(key, DIGEST, at, community_id=place.community_id))


def _note(
    uow: UnitOfWork,
    place: Place,
    what: str,
    message_id: int,
    *,
    by: int,
    author_id: int | None = None,
) -> None:
    note(
        uow,
        community_id=place.community_id,
        category="settings",
        what=what,
        actor_id=by,
        subject_id=author_id,
        chat_id=place.chat_id,
        after={"message": message_id},
    )
