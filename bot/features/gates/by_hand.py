"""What people do at Telegram itself to somebody who waits: let in, promote, mute."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete

from bot.features.gates.queries import open_candidate
from bot.features.gates.service import pass_over, settle
from bot.features.messages import Change
from bot.features.place import Place
from bot.features.restrictions.bans import take_turn
from bot.features.restrictions.service import Restriction, restrict
from bot.kit.unit_of_work import UnitOfWork
from models.restrictions import restrictions

# A mute by hand of somebody who waits: the gate lifts its own hold, and never that.
HAND: Final = "hand"
_HIGH: Final = frozenset({"creator", "administrator"})


async def saw_other_way(uow: UnitOfWork, place: Place, change: Change) -> None:
    """Note that somebody who asked to join came in by another way, and not by being let in."""
    link = change.invite_link
    if link is None or link.creates_join_request or change.via_join_request:
        return
    waiting = await open_candidate(uow, place.chat_id, change.new.user.id)
    if waiting is not None and waiting.way == "request":
        await settle(uow, waiting, "withdrawn")


async def saw_hand(uow: UnitOfWork, place: Place, change: Change, *, own_id: int) -> None:
    """Give way to what people do to somebody who waits in the group."""
    by, old, new = change.sender.id, change.old, change.new
    if by in {own_id, new.user.id}:
        return
    was_held, is_high = old.status == "restricted", new.status in _HIGH
    is_freed = was_held and new.status == "member"
    is_muted = new.status == "restricted" and new.is_member and not new.can_send_messages
    if was_held and not is_muted:
        await take_turn(uow, place.chat_id)
        await uow.execute(
            delete(restrictions).where(
                restrictions.c.chat_id == place.chat_id,
                restrictions.c.person_id == new.user.id,
                restrictions.c.reason == HAND,
            )
        )
    if not (is_high or is_freed or is_muted):
        return
    waiting = await open_candidate(uow, place.chat_id, new.user.id)
    if waiting is None or waiting.way != "group":
        return
    if is_muted:
        await _keep(uow, place, change)
    else:
        await pass_over(uow, place, waiting, by=by)


async def _keep(uow: UnitOfWork, place: Place, change: Change) -> None:
    until = change.new.until_date
    held = Restriction(
        community_id=place.community_id,
        chat_id=place.chat_id,
        person_id=change.new.user.id,
        reason=HAND,
        until=datetime.fromtimestamp(until, UTC) if until else None,
    )
    await restrict(uow, held)
