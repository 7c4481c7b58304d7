"""Notices that take themselves away again: a due row each, which a restart does not forget."""

from datetime import timedelta
from typing import Final

from bot.features.cases.removing import take_away
from bot.kit.effects import Delivery, Due, Keyboard, Planned, Priority, Then, Words, post
from bot.kit.unit_of_work import UnitOfWork

SENT: Final = "notice-sent"
ENDS: Final = "notice-ends"


def fleeting(
    key: str,
    chat_id: int,
    words: Words,
    lasts: timedelta,
    *,
    keyboard: Keyboard = (),
    thread_id: int | None = None,
    reply_to: int | None = None,
) -> Delivery:
    """Owe a chat a message that is deleted once it has stood for so long."""
    details = {"chat_id": chat_id, "lasts_s": int(lasts.total_seconds())}
    return post(
        key,
        chat_id,
        words,
        keyboard=keyboard,
        thread_id=thread_id,
        reply_to=reply_to,
        then=Then(SENT, details),
        priority=Priority.ANSWER,
    )


async def plan_end(uow: UnitOfWork, due: Planned) -> None:
    """Plan when a notice goes, now that it is known which message it is."""
    chat_id, sent_id = int(due.details["chat_id"]), due.details["sent_id"]
    if due.details["state"] != "done" or sent_id is None:
        return
    at = uow.now + timedelta(seconds=int(due.details["lasts_s"]))
    # Whatever else came along, such as the case that a notice tells of, goes on to its end.
    details = {**due.details, "message_id": sent_id}
    uow.schedule(Due(f"{ENDS}:{chat_id}:{sent_id}", ENDS, at, details))


async def take_down(uow: UnitOfWork, due: Planned) -> None:
    """Take a notice down whose time is over."""
    take_away(uow, int(due.details["chat_id"]), int(due.details["message_id"]), None)
