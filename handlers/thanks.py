"""Thanking by reply: with a word, which is answered with a heart, or with the command."""

from telegram import Update

from bot.features.contents import Account
from bot.features.members.service import meet
from bot.features.messages import ChatMessage
from bot.features.places import known_of
from bot.features.thanks.service import Thanked, Thanking, thank
from bot.kit.days import local_day
from bot.kit.effects import React
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.context import Context

HEART = "❤"


async def say_thanks(_: Update, context: Context) -> None:
    """Thank whoever is replied to; a word that earns nothing stays a word."""
    message = context.message
    is_command = message.is_command
    helper = helper_of(message)
    place = context.place
    if place is None or helper is None:
        if is_command:
            raise Refusal(Text("thanks-how"))
        return
    meet(context.uow, helper, known_of(context.uow, helper.id))
    outcome = await thank(
        context.uow,
        Thanking(
            community_id=place.community_id,
            giver_id=context.person.id,
            helper_id=helper.id,
            chat_id=place.chat_id,
            message_id=message.message_id,
            local_day=local_day(message.at, place.zone),
        ),
        place.policy.thanks,
    )
    if isinstance(outcome, Thanked):
        context.uow.speak(React(place.chat_id, message.message_id, HEART))
    elif is_command:
        raise Refusal(Text(f"thanks-{outcome}"))


def helper_of(message: ChatMessage) -> Account | None:
    """Return the member who wrote what is replied to; nobody behind a channel or a bot."""
    replied = message.reply_to_message
    if replied is None or replied.sender is None or replied.sender_chat is not None:
        return None
    return None if replied.sender.is_bot else replied.sender
