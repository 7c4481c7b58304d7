"""Events as members meet them: say whether one comes, be there, look what is coming."""

from typing import Final, get_args

from telegram import Update

from bot.features.events import attending, ical, seats
from bot.features.events.queries import event_by_id, events_of, going_to, guest_of
from bot.features.events.rules import Answer, Event
from bot.features.events.seats import Answered
from bot.features.members.queries import is_member
from bot.features.places import Place, known_of, place_of
from bot.kit.effects import Delivery, Keyboard, Priority
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, pack
from handlers import event_making, event_posts, event_texts
from handlers.context import Context, start_link
from handlers.event_buttons import AnswerEvent, SaveEvent, ShowEvent
from handlers.guards import community_with_act, require_act
from handlers.poll_making import topic_of
from handlers.targets import said_after_command

VERBS: Final = {
    **dict.fromkeys(("going", "join", "参加", "报名"), "going"),
    **dict.fromkeys(("maybe", "待定"), "maybe"),
    **dict.fromkeys(("not", "leave", "不去"), "not"),
    **dict.fromkeys(("set", "修改"), "set"),
    **dict.fromkeys(("cancel", "取消"), "cancel"),
    **dict.fromkeys(("code", "签到码"), "code"),
    **dict.fromkeys(("save", "ics", "日历"), "save"),
}
ANSWERS: Final[tuple[Answer, ...]] = get_args(Answer)


async def say_event(_: Update, context: Context) -> None:
    """Set an event up, show one, answer one, or see to one."""
    said = said_after_command(context.message)
    word, _gap, rest = said.partition(" ")
    number, _gap, more = rest.strip().partition(" ")
    verb = VERBS.get(word.casefold())
    if verb is not None and _is_number(number):
        await _do(context, verb, await _meant(context, number), more.strip())
    elif _is_number(word):
        event, place = await _meant(context, word)
        context.say(*await _shown(context, event, place))
    else:
        place = await require_act(context, event_making.ACT)
        if said:
            await event_making.make(context, place, said, topic_of(context, place))
        else:
            await event_making.offer(context, place)


async def show_events(_: Update, context: Context) -> None:
    """List what is coming."""
    place = await context.home()
    coming = await events_of(context.uow, place.community_id, "open", "running")
    if not coming:
        is_staff = place.allows(context.person.id, event_making.ACT)
        context.say(Text("events-none-staff" if is_staff else "events-none"))
        return
    going = await going_to(context.uow, [each.id for each in coming])
    context.say(*event_texts.listed(coming, going, place.community_name, place.zone))


async def say_here(_: Update, context: Context) -> None:
    """Be there: the code was said at the event."""
    uow, person_id = context.uow, context.person.id
    said, here = said_after_command(context.message), context.place
    if not said:
        raise Refusal(Text("event-here-how"))
    event = await attending.event_by_code(
        uow, person_id, said, None if here is None else here.community_id
    )
    if here is not None:
        _hide(context, here)
    if event is None:
        raise Refusal(Text("event-here-wrong"))
    place = await _place(context, event)
    there = await attending.attend(uow, place, event, person_id)
    name = "event-here" if there.is_new else "event-here-before"
    context.say(Text(name, title=event.plan.title, points=there.points))


async def tap_answer(_: Update, context: Context, button: AnswerEvent) -> None:
    """Say by button whether one comes: the answer is a toast, the card follows."""
    if button.answer not in ANSWERS:
        raise Refusal(Text("button-stale"))
    event, place = await _at_hand(context, button.event_id)
    answered = await _answer(context, event, place, button.answer)
    is_long = answered.standing == "waiting" or event.plan.link is not None
    context.toast(_told(event, answered), alert=is_long)
    if context.place is None:
        context.rewrite(*await _shown(context, event, place))


async def tap_save(_: Update, context: Context, button: SaveEvent) -> None:
    """Have an event as a file for one's calendar, by DM."""
    event = (await _at_hand(context, button.event_id))[0]
    known = known_of(context.uow, context.person.id)
    if context.place is not None and (known is None or known.can_dm is not True):
        context.toast(url=start_link(context.bot, f"ev-{event.id}"))
        return
    await _send_file(context, event)
    context.toast(Text("event-saved"))


async def tap_show(_: Update, context: Context, button: ShowEvent) -> None:
    """Show one event of the list."""
    event, place = await _at_hand(context, button.event_id)
    context.toast()
    context.rewrite(*await _shown(context, event, place))


async def begin_by_link(context: Context, payload: str) -> None:
    """Show the event of a link, by DM."""
    number = payload.partition("-")[2]
    if not _is_number(number):
        raise Refusal(Text("event-unknown", n=number[:16]))
    event, place = await _at_hand(context, int(number))
    context.say(*await _shown(context, event, place))


async def _do(context: Context, verb: str, meant: tuple[Event, Place], more: str) -> None:
    event, place = meant
    if verb in ANSWERS:
        answer = next(each for each in ANSWERS if each == verb)
        context.say(_told(event, await _answer(context, event, place, answer)))
        return
    if verb == "save":
        await _send_file(context, event)
        if context.place is not None:
            context.say(Text("answered-by-dm"))
        return
    await community_with_act(context, event.community_id, event_making.ACT)
    match verb:
        case "set":
            await event_making.change(context, place, event, more)
        case "code":
            event_making.tell_code(context, event)
        case _ if event.is_on:
            event_making.ask_cancel(context, event)
        case _:
            raise Refusal(Text("event-over", title=event.plan.title))


async def _answer(context: Context, event: Event, place: Place, wanted: Answer) -> Answered:
    vocabulary = context.step.vocabulary
    return await seats.answer(
        context.uow, place, event, context.person.id, wanted, vocabulary=vocabulary
    )


def _told(event: Event, answered: Answered) -> Text:
    match answered.standing:
        case "waiting":
            return Text("event-answer-waiting", before=answered.before)
        case "going" if event.plan.link:
            return Text("event-answer-link", link=event.plan.link[:120])
        case standing:
            return Text(f"event-answer-{standing}")


async def _shown(context: Context, event: Event, place: Place) -> tuple[Lines, Keyboard]:
    words, keyboard = await event_posts.card_of(context.uow, place, event)
    if context.place is not None or event.plan.link is None:
        return words, keyboard
    mine = await guest_of(context.uow, event.id, context.person.id)
    if mine is None or mine.standing != "going":
        return words, keyboard
    return Lines(*words.texts, Text("event-link", link=event.plan.link)), keyboard


async def _send_file(context: Context, event: Event) -> None:
    uow, person_id = context.uow, context.person.id
    mine = await guest_of(uow, event.id, person_id)
    is_going = mine is not None and mine.standing == "going"
    content = ical.written(event, uow.now, with_link=is_going)
    uow.owe(
        Delivery(
            key=f"event-file:{event.id}:{uow.stamp()}",
            chat_id=person_id,
            method="sendDocument",
            arguments={
                "document": {"name": f"event-{event.id}.ics", "content": content},
                "words": pack(Text("event-file", title=event.plan.title)),
            },
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=person_id,
        )
    )


def _hide(context: Context, here: Place) -> None:
    """Take the code away again before somebody reads it who is not there."""
    message = context.message
    if here.standing.rights.get("can_delete_messages"):
        context.uow.owe(
            Delivery(
                key=f"event-hide:{message.chat.id}:{message.message_id}",
                chat_id=message.chat.id,
                method="deleteMessage",
                arguments={"message_id": message.message_id},
                is_repeatable=True,
                priority=Priority.ANSWER,
            )
        )


async def _meant(context: Context, number: str) -> tuple[Event, Place]:
    home = await context.home()
    found = await event_by_id(context.uow, int(number.strip("#")))
    is_known = found is not None and found.community_id == home.community_id
    if found is None or found.state == "draft" or not is_known:
        raise Refusal(Text("event-unknown", n=number[:16]))
    return await _at_hand(context, found.id)


async def _at_hand(context: Context, event_id: int) -> tuple[Event, Place]:
    """Return the event of a button and its place; refuses what is forged or another's."""
    event = await event_by_id(context.uow, event_id)
    if event is None or event.state == "draft":
        raise Refusal(Text("button-stale"))
    here, person_id = context.place, context.person.id
    if here is not None and here.community_id != event.community_id:
        raise Refusal(Text("button-stale"))
    if here is None and not await is_member(context.uow, event.community_id, person_id):
        raise Refusal(Text("refused-no-community"))
    return event, await _place(context, event)


async def _place(context: Context, event: Event) -> Place:
    await context.step.places.read(context.uow, [event.chat_id])
    place = place_of(context.uow, event.chat_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    return place


def _is_number(word: str) -> bool:
    plain = word.strip("#")
    return plain.isascii() and plain.isdecimal() and len(plain) <= 15
