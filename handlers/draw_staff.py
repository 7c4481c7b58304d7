"""What the staff see to in a draw: draw now, call off, a die that nobody knows of, prizes."""

from typing import Final

from sqlalchemy import select
from telegram import Update

from bot.features.draws import awarding, closing, keeping
from bot.features.draws.queries import Seat, draw_by_id, seats_held
from bot.features.draws.rules import DIE_SIDES, Draw, seats_of
from bot.features.places import Place
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons, draw_notices, draw_posts, draw_texts
from handlers.context import Context, start_link
from handlers.draw_buttons import Deliver, EndDraw, NoDie
from handlers.draw_naming import named, place_for
from handlers.guards import community_with_act, require_act
from handlers.targets import replied_to
from models.draws import draws
from models.outbox import outbox

ACT: Final = "calendar.edit"
MOST_BUTTONS: Final = 30


async def manage(context: Context, verb: str, said: str) -> None:
    """Draw now, call off, settle a die, or look at the deliveries."""
    place = await require_act(context, ACT)
    match verb:
        case "die":
            await _settle_die(context, place)
        case "prizes":
            await _show_deliveries(context, place, said)
        case _:
            states = ("open",) if verb == "now" else ("open", "frozen")
            draw, _ = await named(context, place, said, *states)
            text = Text(f"draw-{verb}-ask", title=draw.plan.title, entrants=draw.entrants)
            context.say(text, _sure(draw, context.person.id, verb))


async def tap_end(_: Update, context: Context, button: EndDraw) -> None:
    """Draw now or call off, after a second look."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    draw, place = await _ruled(context, button.draw_id)
    if button.word == "no":
        context.toast()
        context.rewrite(Text("draw-goes-on", title=draw.plan.title))
        return
    if button.word == "now":
        is_done = await draw_notices.close(context.uow, place, draw)
    else:
        is_done = draw.state != "draft" and await keeping.call_off(
            context.uow, place, draw, by=context.person.id
        )
        if is_done:
            why = Text("draw-called-off-by", name=context.person.name)
            await draw_posts.tell_called_off(context.uow, draw, why)
    if not is_done:
        context.toast(Text("button-stale"), alert=True)
        return
    context.toast()
    done = "draw-now-done" if button.word == "now" else "draw-cancel-done"
    context.rewrite(Text(done, title=draw.plan.title))


async def tap_no_die(_: Update, context: Context, button: NoDie) -> None:
    """Say before everybody that a throw never appeared: it is thrown again, in the open."""
    draw, place = await _ruled(context, button.draw_id)
    again = None
    if draw.state == "frozen" and draw.tries == button.tries:
        again = await closing.try_again(context.uow, draw)
    if again is None:
        context.toast(Text("button-stale"), alert=True)
        return
    context.toast()
    words = Text("draw-die-again", name=context.person.name, n=len(draw.dice) + 1)
    context.rewrite(words)
    await draw_notices.go_on(context.uow, place, again)


async def tap_deliver(_: Update, context: Context, button: Deliver) -> None:
    """Mark a prize as delivered."""
    draw, _place = await _ruled(context, button.draw_id)
    is_done = await awarding.deliver(context.uow, draw, button.number, by=context.person.id)
    context.toast(Text("draw-delivered-toast" if is_done else "button-stale"), alert=not is_done)
    if is_done:
        context.rewrite(*await _deliveries(context, draw))


async def _show_deliveries(context: Context, place: Place, said: str) -> None:
    """Show where prizes are to go: by DM alone, and kept nowhere on the way there."""
    if context.place is not None:
        link = start_link(context.bot, "hello")
        context.say(Text("draw-prizes-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    draw, _ = await named(context, place, said, "drawn")
    context.say(*await _deliveries(context, draw))


async def _settle_die(context: Context, place: Place) -> None:
    """Take the die that is replied to as the throw of which nobody knew; everybody reads it."""
    message = context.message
    replied = replied_to(message)
    die = replied.dice if replied is not None else None
    thrower = replied.sender if replied is not None else None
    is_ours = thrower is not None and thrower.id == context.bot.id
    if replied is None or die is None or not is_ours or replied.forward_origin is not None:
        raise Refusal(Text("draw-die-how"))
    draw = await _awaiting(context, place, message.chat.id)
    is_fresh = draw.root_id is None or replied.message_id > draw.root_id
    is_known = await _is_kept(context, message.chat.id, replied.message_id)
    if not is_fresh or is_known or die.emoji != "🎰" or not 1 <= die.value <= DIE_SIDES:
        raise Refusal(Text("draw-die-how"))
    kept = await closing.take_die(context.uow, draw, replied.message_id, die.value, "found")
    if kept is None:
        raise Refusal(Text("draw-die-how"))
    context.say(
        Text("draw-die-found", name=context.person.name, n=len(kept.dice), value=die.value)
    )
    await draw_notices.go_on(context.uow, place, kept)


async def _awaiting(context: Context, place: Place, chat_id: int) -> Draw:
    """Return the draw here of which a throw is unknown; refuses where there is none."""
    found = await context.uow.execute(
        select(draws.c.id).where(
            draws.c.community_id == place.community_id,
            draws.c.chat_id == chat_id,
            draws.c.state == "frozen",
        )
    )
    for draw_id in list(found.scalars()):
        draw = await draw_by_id(context.uow, draw_id)
        if draw is None:
            continue
        state = await context.uow.execute(
            select(outbox.c.state).where(outbox.c.key == draw_posts.throw_key(draw))
        )
        if state.scalar() not in {None, "owed", "sending"}:
            return draw
    raise Refusal(Text("draw-die-none-awaited"))


async def _is_kept(context: Context, chat_id: int, message_id: int) -> bool:
    found = await context.uow.execute(select(draws.c.dice).where(draws.c.chat_id == chat_id))
    return any(at == message_id for dice in found.scalars() for at, *_ in dice)


async def _ruled(context: Context, draw_id: int) -> tuple[Draw, Place]:
    draw = await draw_by_id(context.uow, draw_id)
    if draw is None:
        raise Refusal(Text("button-stale"))
    await community_with_act(context, draw.community_id, ACT)
    return draw, await place_for(context, draw)


async def _deliveries(context: Context, draw: Draw) -> tuple[Lines, Keyboard]:
    held = await seats_held(context.uow, draw.id)
    lines: list[Text | str] = [Text("draw-deliveries", title=draw.plan.title, count=len(held))]
    rows: list[tuple[Button, ...]] = []
    for each in held:
        lines += _delivery(draw, each)
        if each.state in {"offered", "claimed"} and len(rows) < MOST_BUTTONS:
            data = buttons.pack(Deliver(draw.id, each.number))
            label = Text("draw-button-delivered", number=str(each.number), name=each.name)
            rows.append((Button(label, data=data),))
    return Lines(*lines), tuple(rows)


def _delivery(draw: Draw, held: Seat) -> list[Text]:
    prize = draw_texts.prize_name(seats_of(draw.plan.prizes)[held.number - 1])
    lines = [
        Text(
            "draw-delivery",
            number=str(held.number),
            prize=prize,
            name=held.name,
            state=held.state,
        )
    ]
    if held.contact is not None:
        lines.append(Text("draw-delivery-contact", contact=held.contact))
    return lines


def _sure(draw: Draw, asker_id: int, verb: str) -> Keyboard:
    yes = buttons.pack(EndDraw(draw.id, asker_id, verb))
    no = buttons.pack(EndDraw(draw.id, asker_id, "no"))
    return ((Button(Text(f"draw-{verb}-yes"), data=yes), Button(Text("draw-leave-it"), data=no)),)
