"""Notice that somebody came to a level, from what the batch knows of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.facts import ExperienceEarned, LevelReached
from bot.features.levels.rules import NEWS_FOR, TOGETHER
from bot.features.messages import ChatMessage
from bot.features.places import Place, tenure_of
from bot.features.points.rules import is_another_level, level_of
from bot.features.tags.hearing import listener_of
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.levels import levels

# Due work: to tell of those who came to a level, and to see whether somebody did.
TELLS = "levels-tell"
LOOKS = "levels-look"
# What the answer to a sign-in tells by itself.
_TOLD_AT_ONCE = frozenset({"checkin", "streak"})


def span_of(uow: UnitOfWork, community_id: int, person_id: int, worth: int) -> tuple[int, int]:
    """Return the experience of somebody before and after what was just earned by talk.

    What was earned since the batch read how much somebody has is counted along.
    """
    tenure = tenure_of(uow, community_id, person_id)
    key = ("experience earned", community_id, person_id)
    since, earned = uow.recall(key) or (tenure, 0)
    # Read anew, it is another one, and counts anew.
    before = tenure.experience + (earned if since == tenure else 0)
    uow.remember(key, (tenure, before + worth - tenure.experience))
    return before, before + worth


def hear(
    uow: UnitOfWork,
    place: Place,
    message: ChatMessage,
    person_id: int,
    *,
    worth: int,
    day: date,
) -> tuple[int, int] | None:
    """State that a message brought somebody to a level, if it did.

    Returns the experience before and after it; None where it earned nothing.
    """
    if not worth:
        return None
    before, after = span_of(uow, place.community_id, person_id, worth)
    if not is_another_level(before, after, place.policy.levels):
        return before, after
    _reached(
        uow,
        place.community_id,
        person_id,
        level_of(after, place.policy.levels),
        chat_id=message.chat.id,
        at=message.at,
        day=day,
    )
    return before, after


async def saw_earned(uow: UnitOfWork, fact: ExperienceEarned) -> None:
    """State that an award brought somebody to a level; where nobody knows levels, look later."""
    tenure = tenure_of(uow, fact.community_id, fact.person_id)
    key = ("experience earned", fact.community_id, fact.person_id)
    uow.remember(key, (tenure, fact.after - tenure.experience))
    listener = listener_of(uow)
    sight = None if listener is None else listener.sight_of(uow, fact.community_id)
    if sight is None:
        details = {"person_id": fact.person_id, "before": fact.before, "after": fact.after}
        name = f"{LOOKS}:{fact.community_id}:{fact.person_id}:{fact.after}"
        due = Due(name, LOOKS, uow.now, details, fact.community_id, fact.person_id, NEWS_FOR)
        uow.schedule(due)
        return
    level = level_of(fact.after, sight.levels)
    if level > level_of(fact.before, sight.levels):
        _reached(
            uow,
            fact.community_id,
            fact.person_id,
            level,
            chat_id=fact.chat_id,
            at=fact.at,
            day=fact.local_day,
            is_told=fact.rule in _TOLD_AT_ONCE,
        )


async def saw_level(uow: UnitOfWork, fact: LevelReached) -> None:
    """Keep that a level was reached, and have it told with others of the same moments."""
    into: Any = postgresql_insert if uow.dialect == "postgresql" else sqlite_insert
    # What was done during an outage is no news any more.
    is_news = not fact.is_told and uow.now - fact.at <= NEWS_FOR
    news = {
        "level": fact.level,
        "reached_at": uow.now,
        "chat_id": fact.chat_id,
        "state": "news" if is_news else "quiet",
    }
    given = into(levels).values(community_id=fact.community_id, person_id=fact.person_id, **news)
    kept = given.on_conflict_do_update(
        index_elements=["community_id", "person_id"],
        set_=news,
        where=levels.c.level < fact.level,
    )
    if (await uow.execute(kept.returning(levels.c.level))).first() is None:
        return
    seconds = int(TOGETHER.total_seconds())
    slot = int(uow.now.timestamp()) // seconds
    due_at = datetime.fromtimestamp((slot + 1) * seconds, tz=uow.now.tzinfo)
    name = f"{TELLS}:{fact.community_id}:{slot}"
    uow.schedule(Due(name, TELLS, due_at, community_id=fact.community_id, late_after=NEWS_FOR))


def _reached(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    level: int,
    *,
    chat_id: int | None,
    at: datetime,
    day: date,
    is_told: bool = False,
) -> None:
    uow.state(
        LevelReached(
            community_id=community_id,
            person_id=person_id,
            chat_id=chat_id,
            at=at,
            local_day=day,
            level=level,
            is_told=is_told,
        )
    )
