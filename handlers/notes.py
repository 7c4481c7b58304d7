"""Notes of the staff about a member: written by command, read by the staff alone."""

from telegram import Update

from bot.features.members.queries import names_of
from bot.features.tags.notes import LONGEST, drop_note, keep_note, notes_of
from bot.kit.effects import Delivery, Priority
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers.context import Context
from handlers.guards import require_act
from handlers.menus import answer_privately
from handlers.targets import Target, said_after_command, target_in


async def say_note(_: Update, context: Context) -> None:
    """Keep a note of somebody, or take one away by its number."""
    place = await require_act(context, "tags.give")
    words = said_after_command(context.message).split()
    if len(words) == 2 and words[0].casefold() in {"drop", "删除"} and words[1].isdecimal():
        is_gone = await drop_note(context.uow, place.community_id, int(words[1][:15]))
        context.say(Text("note-dropped" if is_gone else "note-none-such", number=words[1][:15]))
        return
    target = await _whom(context, "note-how")
    if not target.rest:
        raise Refusal(Text("note-how"))
    if not _is_for_staff(context) and not _may_take_away(context):
        raise Refusal(Text("note-by-dm"))
    if len(target.rest) > LONGEST:
        raise Refusal(Text("note-long", most=LONGEST))
    await keep_note(context.uow, place.community_id, target.id, target.rest, by=context.person.id)
    if _is_for_staff(context):
        context.say(Text("note-kept", name=target.name))
        return
    _take_away(context)
    # About whom is nothing for everybody.
    context.say(Text("note-noted"))


async def show_notes(_: Update, context: Context) -> None:
    """Show what the staff noted of somebody, where the staff alone reads it."""
    place = await require_act(context, "tags.give")
    target = await _whom(context, "notes-how")
    found = await notes_of(context.uow, place.community_id, target.id)
    if not found:
        await answer_privately(context, Text("notes-none", name=target.name))
        return
    authors = {note.author_id for note in found if note.author_id is not None}
    names = await names_of(context.uow, authors)
    lines: list[Text | str] = [Text("notes-head", name=target.name)]
    lines += [
        Text(
            "notes-line",
            number=str(note.id),
            day=note.at.astimezone(place.zone).date(),
            by=names.get(note.author_id or 0, "?"),
            words=note.words,
        )
        for note in found
    ]
    await answer_privately(context, Lines(*lines))


async def _whom(context: Context, how: str) -> Target:
    target = await target_in(context)
    if target is None:
        raise Refusal(Text(how))
    if target.is_channel or target.is_bot or not target.is_known:
        raise Refusal(Text("tag-not-a-person"))
    return target


def _is_for_staff(context: Context) -> bool:
    """Whether nobody but the staff reads along: by DM, and in their own chats."""
    return context.place is None or context.place.is_back_room


def _may_take_away(context: Context) -> bool:
    place = context.place
    return place is not None and bool(place.standing.rights.get("can_delete_messages"))


def _take_away(context: Context) -> None:
    """Take the command away from a group in which everybody could read it."""
    message = context.message
    context.uow.owe(
        Delivery(
            key=f"note:{message.chat.id}:{message.message_id}",
            chat_id=message.chat.id,
            method="deleteMessage",
            arguments={"message_id": message.message_id},
            is_repeatable=True,
            priority=Priority.ANSWER,
        )
    )
