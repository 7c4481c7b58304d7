"""Have staff told of a quarrel, from replies and reactions as they come: no statement each."""

from bot.features.complaints.heat import KIND, REST, Retort, Tempers, is_harsh
from bot.features.messages import ChatMessage, Reaction
from bot.features.place import Place
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork


def sense_reply(uow: UnitOfWork, message: ChatMessage, place: Place, tempers: Tempers) -> None:
    """Feel who answers whom; where a quarrel rises, have staff told of it, once."""
    replied, terms = message.reply_to_message, place.policy.complaints
    if (
        replied is None
        or replied.sender is None
        or message.person is None
        or terms.heat_replies < 1
        or place.is_back_room
        or (message.is_topic_message and replied.message_id == message.message_thread_id)
    ):
        return
    retort = Retort(
        message.at,
        message.message_id,
        message.person.id,
        replied.sender.id,
        is_harsh(message.words),
    )
    if tempers.feel(place.chat_id, retort, terms):
        uow.schedule(
            Due(
                f"{KIND}:{place.chat_id}:{message.message_id}",
                KIND,
                uow.now,
                {"chat_id": place.chat_id, "message_id": message.message_id},
                community_id=place.community_id,
                late_after=REST,
            )
        )


def sense_reaction(reaction: Reaction, tempers: Tempers) -> None:
    """Feel an angry emoji on what somebody said."""
    shown = [each.get("emoji", "") for each in reaction.new_reaction if isinstance(each, dict)]
    tempers.resent(reaction.chat.id, reaction.message_id, shown)
