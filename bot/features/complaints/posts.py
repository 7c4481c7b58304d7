"""What is posted to the staff and kept up to date: edits that give way to newer ones, media."""

from typing import Any, Final

from sqlalchemy import insert, null, or_, select, update

from bot.features.complaints.kept import Part
from bot.features.complaints.queries import sent_as
from bot.kit.effects import Delivery, Keyboard, Priority, pack_keyboard
from bot.kit.texts import Words, pack
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox

# Which method shows a kind of media again by the id under which Telegram holds it.
_SENDS: Final = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "video_note": "sendVideoNote",
    "voice": "sendVoice",
    "audio": "sendAudio",
    "animation": "sendAnimation",
    "document": "sendDocument",
    "sticker": "sendSticker",
}


async def keep_edited(
    uow: UnitOfWork, chat_id: int, message_id: int, words: Words, keyboard: Keyboard
) -> None:
    """Owe a post of ours its newest wording; an older one that still waits gives way."""
    prefix = f"edit:{chat_id}:{message_id}:"
    await uow.execute(
        update(outbox)
        .where(
            outbox.c.chat_id == chat_id,
            outbox.c.state == "owed",
            outbox.c.method == "editMessageText",
            outbox.c.key.startswith(prefix, autoescape=True),
        )
        .values(state="expired", reason="a newer one took its place", settled_at=uow.now)
    )
    uow.owe(
        Delivery(
            key=f"{prefix}{uow.stamp()}",
            chat_id=chat_id,
            method="editMessageText",
            arguments={
                "message_id": message_id,
                "words": pack(words),
                "keyboard": pack_keyboard(keyboard),
            },
            is_repeatable=True,
            priority=Priority.ANSWER,
        )
    )


def show_media(
    uow: UnitOfWork, key: str, chat_id: int, part: Part, *, person_id: int | None
) -> None:
    """Owe staff the file of a message, by the id under which Telegram holds it."""
    if part.kind not in _SENDS or not part.file_id:
        return
    uow.owe(
        Delivery(
            key=key,
            chat_id=chat_id,
            method=_SENDS[part.kind],
            arguments={part.kind: part.file_id},
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=person_id,
        )
    )


async def take_place(uow: UnitOfWork, cards: Any, values: dict[str, Any]) -> None:
    """Write down that a card is on its way to a reader."""
    await uow.execute(insert(cards).values(message_id=None, **values))


async def remember_sent(uow: UnitOfWork, cards: Any, owner: Any, keys: dict[int, str]) -> None:
    """Write down which message each card became; `keys` are the deliveries' by chat."""
    for chat_id, message_id in (await sent_as(uow, keys.values())).items():
        await uow.execute(
            update(cards).where(owner, cards.c.chat_id == chat_id).values(message_id=message_id)
        )


async def is_anywhere(uow: UnitOfWork, cards: Any, owner: Any) -> bool:
    """Whether some reader has a card."""
    found = await uow.execute(
        select(cards.c.chat_id).where(owner, cards.c.message_id.is_not(None)).limit(1)
    )
    return found.first() is not None


async def forget_sent(uow: UnitOfWork, cards: Any, owner: Any, *, prefix: str) -> None:
    """Forget the words of cards in what was sent as well, which has a term of its own."""
    found = await uow.execute(select(cards.c.chat_id, cards.c.message_id).where(owner))
    for card in found.all():
        prefixes = [prefix]
        if card.message_id is not None:
            prefixes.append(f"edit:{card.chat_id}:{card.message_id}:")
        await uow.execute(
            update(outbox)
            .where(
                outbox.c.chat_id == card.chat_id,
                outbox.c.settled_at.is_not(None),
                or_(*(outbox.c.key.startswith(each) for each in prefixes)),
            )
            .values(arguments=null())
        )
