"""Judge a message, and have it taken away."""

from datetime import date

from bot.features.facts import MessageRemoved
from bot.features.members.rules import Voice
from bot.features.messages import ChatMessage
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
) -> Finding | None:
    """Examine a message; returns the finding if the message is taken away.

    In shadow mode what would have been removed is only written down.
    """
    if terms.mode == "off" or is_exempt(voice, is_administrator=is_administrator):
        return None
    finding = examine(message.words, terms)
    if finding is None:
        return None
    sender = message.sender_chat or message.sender
    person_id = sender.id if sender else 0
    is_enforced = terms.mode == "on"
    uow.collect(
        REMOVALS,
        {
            "chat_id": message.chat.id,
            "message_id": message.message_id,
            "community_id": community_id,
            "person_id": person_id,
            "check": finding.check,
            "detail": finding.detail[:64],
            "is_enforced": is_enforced,
            "at": uow.now,
        },
    )
    if not is_enforced:
        return None
    uow.owe(
        Delivery(
            key=f"remove:{message.chat.id}:{message.message_id}",
            chat_id=message.chat.id,
            method="deleteMessage",
            arguments={"message_id": message.message_id},
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=person_id,
        )
    )
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
