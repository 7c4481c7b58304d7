"""Winners: claim a prize, say where it is to go, or let it go to the next."""

from telegram import Update

from bot.features.draws import awarding
from bot.features.draws.queries import Seat, draw_by_id, seats_held
from bot.features.draws.rules import Draw, seats_of
from bot.kit.effects import Button, Keyboard, Reply
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons, draw_asking, draw_texts
from handlers.context import Context, start_link
from handlers.draw_buttons import ClaimPrize, DeclinePrize, TellContact
from handlers.draw_naming import at_hand, named


async def claim_by_word(context: Context, said: str) -> None:
    """Claim by command, as the button does."""
    place = await context.home()
    draw, _ = await named(context, place, said, "drawn")
    held = await awarding.claim(context.uow, draw, context.person.id)
    context.say(*_claimed(context, draw, held))
    _wait(context, draw, held)


async def tap_claim(_: Update, context: Context, button: ClaimPrize) -> None:
    """Claim one's prize, from the group as by DM; where it is to go is told by DM alone."""
    draw, _place = await at_hand(context, button.draw_id)
    held = await awarding.claim(context.uow, draw, context.person.id)
    if context.place is not None:
        prize = draw_texts.prize_name(seats_of(draw.plan.prizes)[held.number - 1])
        context.toast(Text("draw-claimed-toast", prize=prize), alert=True)
        pressed = context.press.message
        if pressed is not None and held.state == "claimed":
            words, keyboard = _claimed(context, draw, held)
            context.uow.speak(
                Reply(context.person.id, words, context.own_language, keyboard=keyboard)
            )
            _wait(context, draw, held)
        return
    context.toast()
    context.rewrite(*_claimed(context, draw, held))
    _wait(context, draw, held)


async def tap_contact(_: Update, context: Context, button: TellContact) -> None:
    """Ask once more where a prize is to go."""
    draw, _place = await at_hand(context, button.draw_id)
    held = await seats_held(context.uow, draw.id, person_id=context.person.id)
    if context.place is not None or not held or held[0].state != "claimed":
        context.toast(Text("button-stale"), alert=True)
        return
    draw_asking.wait_for(context, draw, "contact")
    context.toast()
    context.rewrite(Text("draw-ask-contact", title=draw.plan.title))


async def tap_decline(_: Update, context: Context, button: DeclinePrize) -> None:
    """Let one's prize go to the next, after a second look."""
    draw = await draw_by_id(context.uow, button.draw_id)
    if draw is None or draw.state != "drawn" or context.place is not None:
        raise Refusal(Text("button-stale"))
    held = await seats_held(context.uow, draw.id, person_id=context.person.id)
    if not held or held[0].state not in {"offered", "claimed"}:
        raise Refusal(Text("draw-nothing-to-claim", title=draw.plan.title))
    context.toast()
    if not button.is_sure:
        sure = buttons.pack(DeclinePrize(draw.id, is_sure=True))
        row = (Button(Text("draw-decline-yes"), data=sure), *draw_texts.claim_keyboard(draw)[0])
        context.rewrite(Text("draw-decline-ask", title=draw.plan.title), (row,))
        return
    await awarding.decline(context.uow, draw, context.person.id)
    context.rewrite(Text("draw-declined", title=draw.plan.title))


def _wait(context: Context, draw: Draw, held: Seat) -> None:
    if held.state == "claimed" and held.contact is None:
        draw_asking.wait_for(context, draw, "contact")


def _claimed(context: Context, draw: Draw, held: Seat) -> tuple[Lines, Keyboard]:
    prize = draw_texts.prize_name(seats_of(draw.plan.prizes)[held.number - 1])
    head = Text("draw-claimed", title=draw.plan.title, prize=prize)
    if held.state == "delivered":
        return Lines(head, Text("draw-claimed-delivered")), ()
    if context.place is not None and context.step.press is None:
        link = start_link(context.bot, "hello")
        return Lines(head, Text("draw-claimed-by-dm")), ((Button(Text("open-dm"), url=link),),)
    again = Button(Text("draw-button-contact"), data=buttons.pack(TellContact(draw.id)))
    return Lines(head, Text("draw-contact-how")), ((again,),)
