"""Sanctions as staff give them, and taking them back."""

from dataclasses import replace
from typing import Any, Final

from telegram import Update

from bot.features.cases.evidence import evidence_of
from bot.features.cases.queries import (
    case_by_id,
    case_noted_at,
    case_numbered,
    newest_standing_warning,
)
from bot.features.cases.removing import take_away
from bot.features.cases.rules import Case, span_of
from bot.features.cases.service import Order
from bot.features.cases.wording import Manner, Wording, manner_named, worded
from bot.features.clauses.service import clause_of
from bot.features.members.service import meet
from bot.features.places import Place, known_of
from bot.kit.days import local_day
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers import buttons
from handlers.appeals import ask_for_words
from handlers.case_acts import act_for, carry_out, refuse_protected, take_back
from handlers.context import Context, start_link
from handlers.guards import place_with_act
from handlers.targets import Target, replied_to, said_after_command, target_of
from handlers.vouching import ask_to_vouch

_LONGEST_NUMBER: Final = 6


async def say_sanction(_: Update, context: Context) -> None:
    """Warn, mute, remove or ban somebody; the command's name says in which manner."""
    manner = manner_named(command_of(context))
    if manner is None:
        return
    if context.is_anonymous_admin:
        await _ask_by_name(context, await _ordered(context, _own_front(context), manner))
        return
    chat_id = _own_place(context).chat_id
    place = await place_with_act(context, chat_id, act_for(manner.action))
    if manner.removes:
        await place_with_act(context, chat_id, "message.remove")
    order = await _ordered(context, place, manner)
    await carry_out(context, place, replace(order, actor_id=context.person.id))
    if manner.is_silent and place.chat_id == chat_id:
        take_away(context.uow, chat_id, context.message.message_id, None)


async def say_lifting(_: Update, context: Context) -> None:
    """Let somebody write or come in again."""
    action = command_of(context)
    if context.is_anonymous_admin:
        await _ask_by_name(context, await _lifting(context, _own_front(context), action))
        return
    place = await place_with_act(
        context, _own_place(context).chat_id, act_for(action.removeprefix("un"))
    )
    order = await _lifting(context, place, action)
    await carry_out(context, place, replace(order, actor_id=context.person.id))


async def say_unwarn(_: Update, context: Context) -> None:
    """Take a warning back: the one of a number, or somebody's newest."""
    place = await place_with_act(context, _own_place(context).chat_id, "sanction.warn")
    said = said_after_command(context.message)
    case = None
    # A bare number of so few digits is nobody's id.
    if (digits := said.removeprefix("#")).isdecimal() and len(digits) <= _LONGEST_NUMBER:
        case = await case_numbered(context.uow, place.community_id, int(digits))
    if case is None and not said.startswith("#"):
        target = await target_of(context)
        case = await newest_standing_warning(context.uow, place.community_id, target.id)
    if case is None or case.action != "warn":
        raise Refusal(Text("case-no-warning"))
    await take_back(context, case, _asked_in(context))


async def say_undo(_: Update, context: Context) -> None:
    """Take a case back: by its number, or by reply to where the group was told of it."""
    case = await case_meant(context)
    await take_back(context, case, _asked_in(context))


async def tap_undo(_: Update, context: Context, button: buttons.UndoCase) -> None:
    """Take a case back at a press; what is left to tell is told once Telegram has done it."""
    case = await case_by_id(context.uow, button.case_id)
    if case is None:
        raise Refusal(Text("button-stale"))
    await take_back(context, case, None)
    context.toast(Text("case-undoing", number=str(case.number)))


async def tap_appeal(_: Update, context: Context, button: buttons.AppealCase) -> None:
    """Lead the person concerned, and nobody else, to where they can object."""
    case = await case_by_id(context.uow, button.case_id)
    if case is None:
        raise Refusal(Text("button-stale"))
    if case.person_id != context.person.id:
        raise Refusal(Text("case-appeal-not-yours"))
    pressed = context.press.message
    if pressed is not None and pressed.chat.is_private:
        context.toast()
        await ask_for_words(context, case)
        return
    context.toast(url=start_link(context.bot, f"appeal-{case.id}"))


async def case_meant(context: Context) -> Case:
    """Return the case that a command names by its number or by reply to its notice."""
    uow = context.uow
    home = await context.home()
    said = said_after_command(context.message).removeprefix("#").split(maxsplit=1)
    if said and said[0].isdecimal() and len(said[0]) <= _LONGEST_NUMBER:
        case = await case_numbered(uow, home.community_id, int(said[0]))
        if case is None:
            raise Refusal(Text("case-unknown", number=said[0]))
        return case
    replied = replied_to(context.message)
    if replied is not None:
        case = await case_noted_at(uow, context.message.chat.id, replied.message_id)
        if case is not None:
            return case
    raise Refusal(Text("case-which"))


def command_of(context: Context) -> str:
    """Return the name of the command at hand, without slash and addressee."""
    word = (context.message.text or "").split(maxsplit=1)[0]
    return word.removeprefix("/").partition("@")[0].lower()


async def _ordered(context: Context, place: Place, manner: Manner) -> Order:
    target = await target_of(context)
    wording = worded(target.rest)
    if manner.action == "kick" and target.id < 0:
        raise Refusal(Text("case-no-kick-for-channels"))
    if manner.is_timed and wording.lasts is None:
        raise Refusal(Text("case-how-long", command=command_of(context)))
    if wording.clause:
        await _refuse_unknown_clause(context, place, wording.clause)
    order = _order(context, place, manner.action, target, wording)
    if not manner.removes:
        return replace(order, is_silent=manner.is_silent)
    if not order.evidence:
        raise Refusal(Text("case-delete-what"))
    removes = tuple(each.message_id for each in order.evidence)
    return replace(order, is_silent=manner.is_silent, removes=removes)


async def _lifting(context: Context, place: Place, action: str) -> Order:
    target = await target_of(context)
    return _order(context, place, action, target, Wording(reason=target.rest))


def _order(context: Context, place: Place, action: str, target: Target, wording: Wording) -> Order:
    message, now = context.message, context.uow.now
    _meet(context, target)
    lasts = wording.lasts if action in {"mute", "ban"} else None
    span = span_of(lasts, now)
    note = "raised" if span.was_raised else "endless" if span.was_endless else None
    replied = target.replied
    is_theirs = replied is not None and place.chat_id == message.chat.id
    kept = (evidence_of(replied, message.chat.id),) if replied is not None and is_theirs else ()
    return Order(
        community_id=place.community_id,
        chat_id=place.chat_id,
        person_id=target.id,
        action=action,
        key=f"command:{message.chat.id}:{message.message_id}",
        local_day=local_day(now, place.zone),
        clause=wording.clause,
        reason=wording.reason,
        lasts=lasts,
        evidence=tuple(each for each in kept if each.sender_id == target.id),
        title=target.name if target.is_channel else None,
        asked_in=_asked_in(context) | ({"note": note} if note else {}),
    )


async def _refuse_unknown_clause(context: Context, place: Place, number: int) -> None:
    if await clause_of(context.uow, place.community_id, number) is None:
        raise Refusal(Text("case-no-such-rule", number=number))


async def _ask_by_name(context: Context, order: Order) -> None:
    """Ask who gives an anonymous command, unless it could not be carried out anyway."""
    await refuse_protected(context, _own_front(context), order)
    await ask_to_vouch(context, order)


def _meet(context: Context, target: Target) -> None:
    """Keep what somebody is called of whom all that is known is a message."""
    sender = target.replied.sender if target.replied is not None else None
    if sender is not None and sender.id == target.id:
        meet(context.uow, sender, known_of(context.uow, sender.id))


def _own_front(context: Context) -> Place:
    """Return the group in which an anonymous command was given; among the staff it is refused."""
    place = _own_place(context)
    if place.is_back_room:
        raise Refusal(Text("refused-anonymous"))
    return place


def _own_place(context: Context) -> Place:
    """Return the group in which a command was given; by DM nobody could tell which is meant."""
    place = context.place
    if place is None:
        raise Refusal(Text("case-in-group"))
    return place


def _asked_in(context: Context) -> dict[str, Any]:
    message = context.message
    asked_in = {"chat_id": message.chat.id, "message_id": message.message_id}
    if message.is_topic_message and message.message_thread_id is not None:
        asked_in["thread_id"] = message.message_thread_id
    return asked_in
