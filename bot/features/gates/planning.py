"""What is due at a gate, and when: the question, its deadline, the group's message, the staff."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from bot.features.restrictions.bans import take_turn
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.dues import dues

ASK: Final = "gate-ask"
DEADLINE: Final = "gate-deadline"
HELD: Final = "gate-held"
NOTICE: Final = "gate-notice"
NOTICED: Final = "gate-noticed"
REVIEW: Final = "gate-review"
SETTLED: Final = "gate-settled"
# The group's one message is made anew no more often than this.
NOTICE_EVERY: Final = timedelta(seconds=5)
# What is sent when a process is killed counts as lost after two minutes: then it is looked for.
LOOKED_FOR: Final = timedelta(seconds=150)


def plan_ask(uow: UnitOfWork, number: int) -> None:
    """Have a request's asker asked by DM."""
    uow.schedule(Due(f"{ASK}:{number}", ASK, uow.now, {"candidate_id": number}))


def plan_deadline(uow: UnitOfWork, number: int, at: datetime) -> None:
    """Have it looked whether somebody has answered by then."""
    key = f"{DEADLINE}:{number}:{int(at.timestamp())}"
    uow.schedule(Due(key, DEADLINE, at, {"candidate_id": number}))


def plan_review(uow: UnitOfWork, number: int) -> None:
    """Have the staff asked about somebody."""
    uow.schedule(Due(f"{REVIEW}:{number}", REVIEW, uow.now, {"candidate_id": number}))


async def plan_notice(uow: UnitOfWork, chat_id: int) -> None:
    """Have the group's one message made or made anew soon; once in a while alone.

    Whoever writes this late, when the look of these seconds was taken, has the next one. Both
    have the community's turn, so that neither misses what the other is about to commit.
    """
    every = int(NOTICE_EVERY.total_seconds())
    slot = int(uow.now.timestamp()) // every + 1
    if uow.recall(("gate notice", chat_id)) == slot:
        return
    uow.remember(("gate notice", chat_id), slot)
    await take_turn(uow, chat_id)
    found = await uow.execute(select(dues.c.state).where(dues.c.key == _key(chat_id, slot)))
    if found.scalar() not in {None, "waiting"}:
        slot += 1
    at = datetime.fromtimestamp(slot * every, uow.now.tzinfo)
    uow.schedule(Due(_key(chat_id, slot), NOTICE, at, {"chat_id": chat_id}))


def plan_search(uow: UnitOfWork, chat_id: int, marker: int) -> None:
    """Have it looked whether a message of the group's has come through; see `LOOKED_FOR`."""
    details = {"chat_id": chat_id, "marker": marker}
    uow.schedule(Due(_key(chat_id, marker), NOTICE, uow.now + LOOKED_FOR, details))


def _key(chat_id: int, number: int) -> str:
    return f"{NOTICE}:{chat_id}:{number}"
