"""Have a message taken away."""

from bot.kit.effects import Delivery, Priority, Then
from bot.kit.unit_of_work import UnitOfWork


def take_away(
    uow: UnitOfWork,
    chat_id: int,
    message_id: int,
    person_id: int | None,
    *,
    then: Then | None = None,
) -> None:
    """Owe the deletion of a message: once, however many reasons there are."""
    uow.owe(
        Delivery(
            key=f"remove:{chat_id}:{message_id}",
            chat_id=chat_id,
            method="deleteMessage",
            arguments={"message_id": message_id},
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=person_id,
            then=then,
        )
    )
