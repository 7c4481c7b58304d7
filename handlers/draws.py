"""Draws as members meet them: enter by button, word or command; one's ticket; the record."""

from typing import Final

from telegram import Update

from bot.features.draws import service
from bot.features.draws.noticing import heard
from bot.features.draws.queries import (
    draw_by_id,
    draws_of,
    edits_of,
    names_by_draw,
    seats_held,
    ticket_of,
)
from bot.features.draws.rules import Draw
from bot.features.draws.service import Entered
from bot.features.members.service import sight
from bot.features.places import Place
from bot.kit.effects import Keyboard, React
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import draw_claims, draw_making, draw_posts, draw_staff, draw_texts
from handlers.context import Context
from handlers.draw_buttons import EnterDraw, ShowTicket
from handlers.draw_naming import at_hand, begins_with_number, named
from handlers.targets import said_after_command

VERBS: Final = {
    "join": "join",
    "enter": "join",
    "参加": "join",
    "参与": "join",
    "ticket": "ticket",
    "签": "ticket",
    "签号": "ticket",
    "claim": "claim",
    "领奖": "claim",
    "proof": "proof",
    "证明": "proof",
    "set": "set",
    "修改": "set",
    "now": "now",
    "开奖": "now",
    "cancel": "cancel",
    "取消": "cancel",
    "die": "die",
    "骰子": "die",
    "prizes": "prizes",
    "发奖": "prizes",
}
PROVEN: Final = ("drawn",)


async def say_draw(_: Update, context: Context) -> None:
    """Show the open draws or one of them, take part, or make one with what stands behind it."""
    verb, rest = _understood(said_after_command(context.message).strip())
    match verb:
        case "join":
            await _join(context, rest)
        case "ticket":
            draw, place = await _meant(context, rest)
            context.say(await _ticket(context, draw, place))
        case "claim":
            await draw_claims.claim_by_word(context, rest)
        case "proof":
            await _prove(context, rest)
        case "set":
            await draw_making.change(context, rest)
        case "show":
            await _show(context, rest)
        case "make":
            await draw_making.make(context, rest)
        case "list":
            await _list(context)
        case _:
            await draw_staff.manage(context, verb, rest)


async def show_draws(_: Update, context: Context) -> None:
    """Show the public record: what was drawn here, among how many, and who won."""
    place = await context.home()
    states = ("open", "frozen", "drawn", "cancelled")
    kept = await draws_of(context.uow, place.community_id, *states)
    if not kept:
        context.say(Text("draws-none"))
        return
    names = await names_by_draw(context.uow, [each.id for each in kept])
    lines = [draw_texts.line(each, names[each.id], place.zone) for each in kept]
    head = Text("draws-head", community=place.community_name)
    context.say(Lines(head, *lines, "", Text("draws-foot")))


async def say_word(context: Context) -> None:
    """Enter by saying the word; an emoji answers, so that a hundred of them are no flood."""
    entry = heard(context.uow, context.message)
    draw = await draw_by_id(context.uow, entry.draw_id) if entry else None
    place = context.place
    if draw is None or place is None:
        return
    await _enter(context, draw, place)
    message = context.message
    context.uow.speak(React(message.chat.id, message.message_id, "🎉"))


async def tap_enter(_: Update, context: Context, button: EnterDraw) -> None:
    """Enter by button: the answer is a toast."""
    draw, place = await at_hand(context, button.draw_id)
    entered = await _enter(context, draw, place)
    context.toast(_told(entered, draw), alert=entered.is_new)


async def tap_ticket(_: Update, context: Context, button: ShowTicket) -> None:
    """Show one's own ticket."""
    draw, _place = await at_hand(context, button.draw_id)
    ticket = await ticket_of(context.uow, draw.id, context.person.id)
    if ticket is None:
        context.toast(Text("draw-no-ticket", title=draw.plan.title), alert=True)
        return
    number, weight, salt = str(ticket.number), ticket.weight, ticket.salt or "–"
    context.toast(Text("draw-ticket-toast", number=number, weight=weight, salt=salt), alert=True)


def _understood(said: str) -> tuple[str, str]:
    """Return what is to be done, and the rest of what was said: without a verb it is a title."""
    word, *more = said.split(maxsplit=1) or [""]
    rest = said[len(word) :].lstrip(" \t") if more else ""
    verb = VERBS.get(word.casefold())
    # "Now or never" is a title.
    if verb is not None and (not rest or verb == "set" or begins_with_number(rest)):
        return verb, rest
    if begins_with_number(said):
        return "show", said
    return ("make", said) if word else ("list", "")


async def _enter(context: Context, draw: Draw, place: Place) -> Entered:
    sight(context.uow, draw.community_id, context.person.id, context.uow.now)
    return await service.enter(
        context.uow, place, draw, context.step.vocabulary, context.person.id
    )


async def _join(context: Context, said: str) -> None:
    draw, place = await _meant(context, said, "open")
    entered = await _enter(context, draw, place)
    context.say(_told(entered, draw))


async def _meant(context: Context, said: str, *states: str) -> tuple[Draw, Place]:
    home = await context.home()
    draw, _ = await named(context, home, said, *states)
    return await at_hand(context, draw.id)


async def _show(context: Context, said: str) -> None:
    draw, place = await _meant(context, said)
    held = await seats_held(context.uow, draw.id) if draw.state == "drawn" else []
    words, keyboard = draw_texts.card(draw, place.zone, held)
    lines: list[Text | str] = [*words.texts]
    edits = await edits_of(context.uow, draw.id)
    lines += [
        Text("draw-edit-before", number=str(each.number + 1), digest=each.rules_hash)
        for each in edits[:-1]
    ]
    context.say(Lines(*lines), keyboard)


async def _prove(context: Context, said: str) -> None:
    draw, _ = await _meant(context, said, *PROVEN)
    message = context.message
    thread_id = message.message_thread_id if message.is_topic_message else None
    await draw_posts.send_proof(context.uow, draw, message.chat.id, thread_id)


async def _list(context: Context) -> None:
    place = await context.home()
    kept = await draws_of(context.uow, place.community_id, "open", "frozen")
    offer = draw_making.offer(context, place)
    if len(kept) == 1:
        words, keyboard = draw_texts.card(kept[0], place.zone)
        context.say(Lines(*words.texts, *offer.words), (*keyboard, *offer.keyboard))
        return
    if not kept:
        context.say(Lines(Text("draw-none"), *offer.words), offer.keyboard)
        return
    lines = [draw_texts.line(each, (), place.zone) for each in kept]
    keyboards = [row for each in kept if each.state == "open" for row in _row(each)]
    context.say(Lines(Text("draws-open"), *lines, *offer.words), (*keyboards, *offer.keyboard))


def _row(draw: Draw) -> Keyboard:
    return (draw_texts.card_keyboard(draw)[0][:1],)


async def _ticket(context: Context, draw: Draw, place: Place) -> Lines:
    ticket = await ticket_of(context.uow, draw.id, context.person.id)
    if ticket is None:
        raise Refusal(Text("draw-no-ticket", title=draw.plan.title))
    lines = [
        Text("draw-ticket", title=draw.plan.title, number=str(ticket.number), weight=ticket.weight)
    ]
    if ticket.excluded is not None:
        lines.append(Text("draw-ticket-excluded", why=ticket.excluded))
    # A salt in the open would tell everybody whose line it is.
    if context.place is None and ticket.salt is not None:
        lines.append(Text("draw-ticket-salt", salt=ticket.salt, person=str(context.person.id)))
    elif context.place is not None:
        lines.append(
            Text("draw-ticket-by-dm", number=str(draw.id), community=place.community_name)
        )
    return Lines(*lines)


def _told(entered: Entered, draw: Draw) -> Text:
    name = "draw-entered" if entered.is_new else "draw-entered-before"
    return Text(
        name,
        title=draw.plan.title,
        number=str(entered.ticket.number),
        weight=entered.ticket.weight,
        price=draw.plan.price,
    )
