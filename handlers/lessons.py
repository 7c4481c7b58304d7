"""Teaching the classifier by reply: this is spam, this is not."""

from telegram import Update

from bot.features.cases.evidence import evidence_of
from bot.features.cases.fleeting import fleeting
from bot.features.cases.service import Order
from bot.features.lessons.drawing import example_of
from bot.features.lessons.service import (
    Source,
    Taught,
    Verdict,
    lesson_key,
    memory_of,
    teach,
)
from bot.features.messages import Replied
from bot.features.places import Place
from bot.kit.days import local_day
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.case_acts import carry_out
from handlers.context import Context
from handlers.guards import place_with_act
from handlers.targets import Target, replied_to, target_of


async def say_spam(_: Update, context: Context) -> None:
    """Take a message away and learn that such messages are spam."""
    place = await _place(context)
    target, replied = await _meant(context, "spam")
    await _learn(context, place, target, replied, source="spam")
    message = context.message
    order = Order(
        community_id=place.community_id,
        chat_id=place.chat_id,
        person_id=target.id,
        action="remove",
        key=f"spam:{message.chat.id}:{message.message_id}",
        local_day=local_day(context.uow.now, place.zone),
        actor_id=context.person.id,
        evidence=(evidence_of(replied, place.chat_id),),
        removes=(replied.message_id,),
        title=target.name if target.is_channel else None,
        asked_in=_asked_in(context),
    )
    await carry_out(context, place, order)


async def say_not_spam(_: Update, context: Context) -> None:
    """Learn that messages such as the one replied to are welcome."""
    place = await _place(context)
    target, replied = await _meant(context, "notspam")
    if not replied.words:
        raise Refusal(Text("spam-nothing-said"))
    taught = await _learn(context, place, target, replied, source="notspam")
    _answer(context, place, Text("spam-known") if taught == "known" else Text("spam-unlearned"))


async def _place(context: Context) -> Place:
    place = context.place
    if place is None or place.is_back_room:
        raise Refusal(Text("case-in-group"))
    return await place_with_act(context, place.chat_id, "checks.teach")


async def _meant(context: Context, command: str) -> tuple[Target, Replied]:
    """Return whose message is replied to, and the message; a name alone is no message."""
    if replied_to(context.message) is None:
        raise Refusal(Text("spam-reply-only", command=command))
    target = await target_of(context)
    if target.replied is None:
        raise Refusal(Text("spam-reply-only", command=command))
    return target, target.replied


async def _learn(
    context: Context, place: Place, target: Target, replied: Replied, *, source: Source
) -> Taught | None:
    memory = memory_of(context.uow)
    if memory is None or not replied.words:
        return None
    verdict = Verdict(
        community_id=place.community_id,
        key=lesson_key(place.chat_id, replied.message_id),
        example=example_of(replied),
        is_spam=source == "spam",
        source=source,
        person_id=target.id,
        teacher_id=context.person.id,
    )
    return await teach(context.uow, memory, verdict)


def _answer(context: Context, place: Place, text: Text) -> None:
    message = context.message
    context.uow.owe(
        fleeting(
            f"lesson:{message.chat.id}:{message.message_id}",
            message.chat.id,
            text,
            place.policy.sanctions.notice_lasts,
            thread_id=message.message_thread_id if message.is_topic_message else None,
            reply_to=message.message_id,
        )
    )


def _asked_in(context: Context) -> dict[str, int]:
    message = context.message
    asked_in = {"chat_id": message.chat.id, "message_id": message.message_id}
    if message.is_topic_message and message.message_thread_id is not None:
        asked_in["thread_id"] = message.message_thread_id
    return asked_in
