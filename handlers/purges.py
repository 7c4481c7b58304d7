"""Purges: many messages taken away at once, with a question first where they are many."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select
from telegram import Update

from bot.features.audits.service import note, post_log
from bot.features.cases.fleeting import ENDS, fleeting
from bot.features.cases.queries import said_lately
from bot.features.places import Place
from bot.kit.effects import Button, Delivery, Due, Keyboard, Planned, Priority, Then
from bot.kit.refusal import Refusal
from bot.kit.texts import Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.case_posts import why_not
from handlers.case_texts import person
from handlers.context import Context
from handlers.guards import place_with_act
from handlers.targets import replied_to, said_after_command, target_of
from models.dues import dues
from models.outbox import outbox

WENT: Final = "purge-went"
MARK: Final = "purge-mark-ends"
# More than this is asked about first.
_UNASKED: Final = 20
_MOST: Final = 1000
_AT_ONCE: Final = 100
# Telegram lets a bot delete what is younger than two days; a call takes a moment too.
_YOUNG: Final = timedelta(hours=47, minutes=55)
_MARK_HOLDS: Final = timedelta(minutes=10)
_TELLS: Final = timedelta(seconds=20)


async def say_purge(_: Update, context: Context) -> None:
    """Take away everything from a message on, or so many of the last messages."""
    place = await _place(context)
    last = context.message.message_id
    said = said_after_command(context.message)
    if said.isdecimal() and len(said) <= 4 and int(said) > 0:
        await _purge_range(context, place, max(1, last - int(said)), last)
        return
    await _purge_range(context, place, _replied_id(context), last)


async def say_purge_from(_: Update, context: Context) -> None:
    """Mark the message with which a purge begins."""
    await _place(context)
    uow, message = context.uow, context.message
    details = {"chat_id": message.chat.id, "message_id": _replied_id(context)}
    key = f"{MARK}:{message.chat.id}:{message.message_id}"
    uow.schedule(Due(key, MARK, uow.now + _MARK_HOLDS, details, person_id=context.person.id))
    _say_briefly(context, Text("purge-marked"))


async def say_purge_to(_: Update, context: Context) -> None:
    """Take away everything from the marked message to the one that is replied to."""
    place = await _place(context)
    last = _replied_id(context)
    marked = await context.uow.execute(
        select(dues.c.details)
        .where(
            dues.c.kind == MARK,
            dues.c.person_id == context.person.id,
            dues.c.state == "waiting",
        )
        .order_by(dues.c.id.desc())
    )
    here = (each for each in marked.scalars() if each["chat_id"] == place.chat_id)
    first = next((int(each["message_id"]) for each in here), None)
    if first is None:
        raise Refusal(Text("purge-no-mark"))
    await _purge_range(context, place, *sorted((first, last)), besides=True)


async def say_purge_user(_: Update, context: Context) -> None:
    """Take away all that somebody is known to have said in the last two days."""
    place = await _place(context)
    target = await target_of(context)
    found = await said_lately(
        context.uow, place.chat_id, target.id, since=context.uow.now - _YOUNG
    )
    if not found:
        raise Refusal(Text("purge-nothing-known", name=target.name))
    if len(found) > _UNASKED:
        _ask(context, len(found), buttons.Purge(context.person.id, 0, 0, target.id))
        return
    ids = [*found, context.message.message_id]
    await _carry_out(context, place, ids, str(context.message.message_id), target.id)


async def tap_purge(_: Update, context: Context, button: buttons.Purge) -> None:
    """Carry a purge out that was asked about, or leave it; only the asker's press counts."""
    if button.asker_id != context.person.id:
        raise Refusal(Text("button-not-yours"))
    pressed, here = context.press.message, context.place
    if pressed is None or here is None:
        raise Refusal(Text("button-stale"))
    place = await place_with_act(context, here.chat_id, "message.remove")
    if button.person_id:
        since = context.uow.now - _YOUNG
        ids = await said_lately(context.uow, place.chat_id, button.person_id, since=since)
    else:
        ids = list(range(max(1, button.first), min(button.last, button.first + _MOST) + 1))
    context.toast()
    if not ids or button.last < 0:
        context.rewrite(Text("purge-kept"))
        return
    name = f"press:{pressed.message_id}"
    await _carry_out(context, place, ids, name, button.person_id, told_in=pressed.message_id)
    context.rewrite(Text("purge-goes", done=0, count=len(ids)))


class PurgeTeller:
    """Shows how far a purge has come, by editing one message, and takes it away in the end."""

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work about purges."""
        return {WENT: self.went, MARK: self.mark_ends}

    async def went(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell how far it has come, or why it can't go on."""
        told = due.details
        if told["state"] != "done":
            words = Text("purge-failed", why=why_not(told["failure"], is_deletion=True))
        elif told["done"] < told["count"]:
            words = Text("purge-goes", done=told["done"], count=told["count"])
        else:
            words = Text("purge-done", count=told["count"])
        is_over = told["state"] != "done" or told["done"] >= told["count"]
        if told["told_in"] is None:
            if is_over:
                key = f"purge:{told['name']}:told"
                uow.owe(fleeting(key, int(told["chat_id"]), words, _TELLS))
            return
        uow.owe(_rewording(told, words))
        if is_over:
            details = {"chat_id": told["chat_id"], "message_id": told["told_in"]}
            key = f"{ENDS}:{told['chat_id']}:{told['told_in']}"
            uow.schedule(Due(key, ENDS, uow.now + _TELLS, details))

    async def mark_ends(self, uow: UnitOfWork, due: Planned) -> None:
        """Let a mark go that nobody has used."""


async def _place(context: Context) -> Place:
    here = context.place
    if here is None or here.is_back_room:
        raise Refusal(Text("case-in-group"))
    return await place_with_act(context, here.chat_id, "message.remove")


def _replied_id(context: Context) -> int:
    replied = replied_to(context.message)
    if replied is None:
        raise Refusal(Text("purge-how"))
    if replied.date and context.uow.now.timestamp() - replied.date > _YOUNG.total_seconds():
        raise Refusal(Text("purge-too-old"))
    return replied.message_id


async def _purge_range(
    context: Context, place: Place, first: int, last: int, *, besides: bool = False
) -> None:
    """Purge from one message to another; `besides` takes the command itself away too."""
    first = max(first, last - _MOST)
    count = last - first + int(besides)
    if count > _UNASKED:
        _ask(context, count, buttons.Purge(context.person.id, first, last, 0))
        return
    ids = [*range(first, last + 1)]
    command = context.message.message_id
    if command not in ids:
        ids.append(command)
    await _carry_out(context, place, ids, str(command), 0)


def _ask(context: Context, count: int, button: buttons.Purge) -> None:
    no = buttons.Purge(button.asker_id, 0, -1, 0)
    keyboard: Keyboard = (
        (
            Button(Text("purge-yes"), data=buttons.pack(button)),
            Button(Text("purge-no"), data=buttons.pack(no)),
        ),
    )
    context.say(Text("purge-ask", count=count), keyboard)


async def _carry_out(
    context: Context,
    place: Place,
    ids: Sequence[int],
    name: str,
    person_id: int,
    *,
    told_in: int | None = None,
) -> None:
    """Owe the deletions in hundreds; the same name is carried out once."""
    uow, chat_id = context.uow, place.chat_id
    stem = f"purge:{chat_id}:{name}"
    known = await uow.execute(select(outbox.c.id).where(outbox.c.key == f"{stem}:0"))
    if known.first() is not None:
        raise Refusal(Text("button-stale"))
    told = {"chat_id": chat_id, "name": f"{chat_id}:{name}", "told_in": told_in}
    for at in range(0, len(ids), _AT_ONCE):
        part = list(ids[at : at + _AT_ONCE])
        details = {**told, "done": at + len(part), "count": len(ids)}
        uow.owe(
            Delivery(
                key=f"{stem}:{at}",
                chat_id=chat_id,
                method="deleteMessages",
                arguments={"message_ids": part},
                is_repeatable=True,
                priority=Priority.SANCTION,
                then=Then(WENT, details),
            )
        )
    await _write_down(context, place, ids, person_id)


async def _write_down(context: Context, place: Place, ids: Sequence[int], person_id: int) -> None:
    uow, actor = context.uow, context.person
    after = {"count": len(ids), "first": min(ids), "last": max(ids)}
    note(
        uow,
        community_id=place.community_id,
        category="sanctions",
        what="audit-purge",
        actor_id=actor.id,
        subject_id=person_id or None,
        chat_id=place.chat_id,
        after=after,
    )
    by = person(actor.id, {actor.id: actor.name})
    words = Text("purge-log", by=by, count=len(ids), chat=place.title)
    key = f"purge:{uow.stamp()}"
    await post_log(uow, place.community_id, words, category="sanctions", key=key)


def _say_briefly(context: Context, words: Text) -> None:
    message = context.message
    key = f"purge:{message.chat.id}:{message.message_id}:brief"
    context.uow.owe(fleeting(key, message.chat.id, words, _TELLS, reply_to=message.message_id))


def _rewording(told: Mapping[str, Any], words: Text) -> Delivery:
    return Delivery(
        key=f"purge:{told['name']}:{told['done']}:told",
        chat_id=int(told["chat_id"]),
        method="editMessageText",
        arguments={"message_id": told["told_in"], "words": pack(words)},
        is_repeatable=True,
        priority=Priority.ANSWER,
    )
