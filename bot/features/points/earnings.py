"""What was earned and no board counts yet: gathered with the ledger, counted in its own time."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from bot.kit.writing import Row
from models.boards import earnings

EARNED: Final = Tally(
    "earnings",
    earnings,
    ("community_id", "person_id", "local_day", "rule", "chat_id"),
    {"experience": "sum", "reached_at": "max"},
)
# The kind of due work that counts it: at the end of the quarter of an hour in which it was earned.
COUNTING: Final = "boards-count"
COUNTED_EVERY: Final = timedelta(minutes=15)
# No rule has this name: look again at who is listed.
AGAIN: Final = ""


def keep_earned(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    *,
    day: date,
    rule: str,
    chat_id: int | None,
    experience: int,
    is_first: bool = True,
) -> None:
    """Keep what a row of the ledger adds to boards; costs no statement of its own.

    Only the first of a member's many in a day have it counted soon; then that goes on by itself
    for as long as anything is earned.
    """
    if not experience:
        return
    key = {"local_day": day, "rule": rule, "chat_id": chat_id or 0}
    _keep(uow, community_id, person_id, {**key, "experience": experience})
    if is_first:
        plan_count(uow, community_id)


def look_again(uow: UnitOfWork, community_id: int, person_id: int) -> None:
    """Have boards look again at whether somebody is listed: who came, left, hid or came out."""
    key = {"local_day": date(1970, 1, 1), "rule": AGAIN, "chat_id": 0}
    _keep(uow, community_id, person_id, {**key, "experience": 0})
    plan_count(uow, community_id)


def plan_count(uow: UnitOfWork, community_id: int) -> None:
    """Have what was earned counted at the end of this quarter of an hour."""
    planned = (COUNTING, community_id)
    if uow.recall(planned) is not None:
        return
    uow.remember(planned, value=True)
    slot = int(uow.now.timestamp() // COUNTED_EVERY.total_seconds()) + 1
    at = datetime.fromtimestamp(slot * COUNTED_EVERY.total_seconds(), UTC)
    key = f"{COUNTING}:{community_id}:{slot}"
    uow.schedule(Due(key, COUNTING, at, community_id=community_id))


def _keep(uow: UnitOfWork, community_id: int, person_id: int, more: Row) -> None:
    row = {"community_id": community_id, "person_id": person_id, "reached_at": uow.now, **more}
    uow.collect(EARNED, row)
