"""An anonymous administrator's command: it waits until somebody stands for it by name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final, Protocol

import msgspec
from sqlalchemy import select, update
from telegram import Update

from bot.features.cases.fleeting import fleeting
from bot.features.cases.service import Order
from bot.features.members.queries import names_of
from bot.kit.effects import Button, Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.case_acts import act_for, carry_out
from handlers.case_texts import person
from handlers.context import Context
from handlers.guards import place_with_act
from models.dues import dues

LAPSE: Final = "vouch-lapses"
WITHIN: Final = timedelta(minutes=2)


class Planned(Protocol):
    """The part of a due row that is looked at."""

    @property
    def key(self) -> str:
        """Under which it stands in the schedule."""
        ...


async def ask_to_vouch(context: Context, order: Order) -> None:
    """Keep an order for two minutes and ask an administrator to stand for it by name."""
    uow, message = context.uow, context.message
    chat_id, message_id = message.chat.id, message.message_id
    details = {"order": msgspec.to_builtins(order)}
    uow.schedule(Due(_key(chat_id, message_id), LAPSE, uow.now + WITHIN, details))
    who = person(order.person_id, await names_of(uow, {order.person_id}), order.title)
    button = Button(Text("vouch-button"), data=buttons.pack(buttons.Vouch(chat_id, message_id)))
    uow.owe(
        fleeting(
            f"vouch:{chat_id}:{message_id}",
            chat_id,
            Text(f"vouch-ask-{order.action}", person=who),
            WITHIN,
            keyboard=((button,),),
            thread_id=message.message_thread_id if message.is_topic_message else None,
            reply_to=message_id,
        )
    )


async def tap_vouch(_: Update, context: Context, button: buttons.Vouch) -> None:
    """Carry an order out in the name of whoever presses, if they may; once."""
    uow = context.uow
    key = _key(button.chat_id, button.message_id)
    held = await uow.execute(
        select(dues.c.details).where(
            dues.c.key == key, dues.c.state == "waiting", dues.c.due_at > uow.now
        )
    )
    row = held.first()
    if row is None:
        raise Refusal(Text("vouch-over"))
    order = msgspec.convert(row.details["order"], Order, strict=False)
    place = await place_with_act(context, order.chat_id, act_for(order.action))
    if order.removes:
        await place_with_act(context, order.chat_id, "message.remove")
    await _forget(uow, key, state="done")
    await carry_out(context, place, replace(order, actor_id=context.person.id))
    context.toast(Text("vouch-thanks"))
    context.rewrite(Text("vouch-done", by=person(context.person.id, _named(context))))


async def lapse(uow: UnitOfWork, due: Planned) -> None:
    """Forget an order for which nobody stood."""
    await _forget(uow, due.key, state="waiting")


async def _forget(uow: UnitOfWork, key: str, *, state: str) -> None:
    # What was ordered names people and quotes a message: it is kept no longer than it is needed.
    await uow.execute(update(dues).where(dues.c.key == key).values(details={}, state=state))


def _named(context: Context) -> Mapping[int, str]:
    return {context.person.id: context.person.name}


def _key(chat_id: int, message_id: int) -> str:
    return f"{LAPSE}:{chat_id}:{message_id}"
