"""Judge a message, and have it taken away."""

from datetime import date

from bot.features.facts import MessageRemoved
from bot.features.members.rules import Voice
from bot.features.messages import ChatMessage
from bot.features.moderation.albums import Albums
from bot.features.moderation.rules import Finding, Terms, examine, is_exempt
from bot.kit.collector import Tally
from bot.kit.effects import Delivery, Priority
from bot.kit.unit_of_work import UnitOfWork
from models.moderation import removals

REMOVALS = Tally("removals", removals, ("chat_id", "message_id"), {})


def judge(
    uow: UnitOfWork,
    message: ChatMessage,
    *,
    community_id: int,
    local_day: date,
    voice: Voice,
    is_administrator: bool,
    terms: Terms,
    albums: Albums,
) -> Finding | None:
    """Examine a message; returns the finding if the message is taken away.

    In shadow mode what would have been removed is only written down.
    """
    if terms.mode == "off" or is_exempt(voice, is_administrator=is_administrator):
        return None
    album = albums.of(message)
    finding = examine(message.words, terms) or (album.finding if album else None)
    if album is not None:
        album.finding = finding
    if finding is None:
        return None
    sender = message.sender_chat or message.sender
    person_id = sender.id if sender else 0
    is_enforced = terms.mode == "on"
    # An album goes as a whole: the siblings that came before, this one, and those to come.
    for message_id in sorted(album.message_ids) if album else [message.message_id]:
        uow.collect(
            REMOVALS,
            {
                "chat_id": message.chat.id,
                "message_id": message_id,
                "community_id": community_id,
                "person_id": person_id,
                "check": finding.check,
                "detail": finding.detail[:64],
                "is_enforced": is_enforced,
                "at": uow.now,
            },
        )
        if is_enforced:
            _take_away(uow, message.chat.id, message_id, person_id)
    if not is_enforced:
        return None
    uow.state(
        MessageRemoved(
            community_id=community_id,
            person_id=person_id,
            chat_id=message.chat.id,
            at=message.at,
            local_day=local_day,
            check=finding.check,
        )
    )
    return finding


def _take_away(uow: UnitOfWork, chat_id: int, message_id: int, person_id: int) -> None:
    uow.owe(
        Delivery(
            key=f"remove:{chat_id}:{message_id}",
            chat_id=chat_id,
            method="deleteMessage",
            arguments={"message_id": message_id},
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=person_id,
        )
    )
