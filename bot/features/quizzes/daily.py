"""A question a day, at the community's own hour."""

from datetime import time, timedelta
from typing import Final

from sqlalchemy import delete, insert, select

from bot.features.places import Place
from bot.features.quizzes import keeping
from bot.features.quizzes.queries import Bank, banks_of
from bot.features.quizzes.rules import Quiz
from bot.features.quizzes.wishes import Wish
from bot.kit.days import moment_of
from bot.kit.effects import Due, Planned
from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork
from models.quizzes import daily_quizzes

DAILY: Final = f"{keeping.KIND}.daily"
NOON: Final = time(12, 0)
# Until a little before the next one.
LASTS_S: Final = 23 * 3600
# Found later than this, the day is passed over.
LATE: Final = timedelta(hours=6)


async def switch_on(
    uow: UnitOfWork, place: Place, bank: Bank, wish: Wish, *, thread_id: int | None
) -> time:
    """Ask one question a day from now on; returns at what time."""
    at = wish.at or NOON
    version = uow.stamp()
    await switch_off(uow, place.community_id)
    await uow.execute(
        insert(daily_quizzes).values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=wish.thread_id or thread_id,
            bank_id=bank.id,
            category=wish.category[:40] if wish.category else None,
            at=at,
            reward=wish.reward,
            version=version,
        )
    )
    _plan(uow, place, at, version)
    return at


async def switch_off(uow: UnitOfWork, community_id: int) -> bool:
    """Ask no question a day any more; False where none was asked."""
    gone = await uow.execute(
        delete(daily_quizzes).where(daily_quizzes.c.community_id == community_id)
    )
    return bool(gone.rowcount)


async def chat_of(uow: UnitOfWork, due: Planned) -> int | None:
    """Return the chat in which the day's question is asked; None where that was called off."""
    found = await uow.execute(
        select(daily_quizzes.c.chat_id).where(
            daily_quizzes.c.community_id == int(due.details["community_id"]),
            daily_quizzes.c.version == int(due.details["version"]),
        )
    )
    chat_id: int | None = found.scalar()
    return chat_id


async def ask(uow: UnitOfWork, place: Place) -> Quiz | None:
    """Begin the question of the day, and plan tomorrow's."""
    found = await uow.execute(
        select(daily_quizzes).where(daily_quizzes.c.community_id == place.community_id)
    )
    row = found.one()
    _plan(uow, place, row.at, row.version)
    kept = await banks_of(uow, place.community_id)
    bank = next((each for each in kept if each.id == row.bank_id), None)
    if bank is None:
        return None
    wish = Wish(
        rounds=1,
        seconds=LASTS_S,
        category=row.category,
        kind="choice",
        lobby_s=0,
        reward=row.reward,
        thread_id=row.thread_id,
    )
    try:
        drafted = await keeping.draft(uow, place, bank, wish, is_daily=True)
    except Refusal:
        return None
    return await keeping.begin(uow, place, drafted)


def _plan(uow: UnitOfWork, place: Place, at: time, version: int) -> None:
    day = uow.now.astimezone(place.zone).date()
    moment = moment_of(day, at, place.zone)
    if moment <= uow.now:
        day += timedelta(days=1)
        moment = moment_of(day, at, place.zone)
    uow.schedule(
        Due(
            key=f"{DAILY}:{place.community_id}:{version}:{day.isoformat()}",
            kind=DAILY,
            due_at=moment,
            community_id=place.community_id,
            details={"community_id": place.community_id, "version": version},
            late_after=LATE,
        )
    )
