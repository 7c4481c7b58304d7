"""Cards that live: one message brought up to date, with what happens within seconds taken in."""

from datetime import datetime
from typing import Final

from bot.kit.effects import Delivery, Due, Keyboard, Priority, pack_keyboard
from bot.kit.texts import Words, pack
from bot.kit.unit_of_work import UnitOfWork

# Edits count as messages: a card takes in everything that happened within so many seconds.
EVERY_S: Final = 5


def plan_look(uow: UnitOfWork, kind: str, item_id: int, community_id: int) -> None:
    """Have a card brought up to date, together with whatever else happens in these seconds."""
    slot = int(uow.now.timestamp()) // EVERY_S + 1
    uow.schedule(
        Due(
            key=f"{kind}:{item_id}:{slot}",
            kind=kind,
            due_at=datetime.fromtimestamp(slot * EVERY_S, uow.now.tzinfo),
            community_id=community_id,
            details={"item_id": item_id, "slot": slot},
        )
    )


def look(key: str, chat_id: int, card_id: int, words: Words, keyboard: Keyboard = ()) -> Delivery:
    """Return the edit that gives a card its newest look; the key makes it one of a kind."""
    arguments = {"message_id": card_id, "words": pack(words)}
    if keyboard:
        arguments["keyboard"] = pack_keyboard(keyboard)
    return Delivery(
        key=key,
        chat_id=chat_id,
        method="editMessageText",
        arguments=arguments,
        is_repeatable=True,
        priority=Priority.CHATTER,
    )
