"""Giveaways as members use them: taking a piece in the group, seeing the code by DM."""

from typing import Final

from telegram import Update

from bot.features.giveaways import service
from bot.features.giveaways.queries import giveaway_by_id, has_codes, pieces_of
from bot.features.giveaways.rules import Giveaway
from bot.features.places import place_of
from bot.kit.effects import Keyboard, Then, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns, giveaway_making, giveaway_texts
from handlers.context import Context
from handlers.giveaway_buttons import ShowCode, TakePiece
from handlers.guards import require_act
from handlers.targets import said_after_command

DELIVERED: Final = "giveaways.delivered"
VERBS: Final = {
    **dict.fromkeys(("close", "end", "结束"), "close"),
    **dict.fromkeys(("export", "导出"), "export"),
}


async def say_giveaway(_: Update, context: Context) -> None:
    """Draft a giveaway, close the newest, or have its list."""
    said = said_after_command(context.message)
    match VERBS.get(said.casefold()):
        case "close":
            await giveaway_making.close(context, await giveaway_making.meant(context))
        case "export":
            await giveaway_making.export(context, await giveaway_making.meant(context))
        case _ if said:
            await giveaway_making.make(context, said)
        case _:
            await require_act(context, giveaway_making.ACT)
            context.say(giveaway_texts.usage())


async def tap_take(_: Update, context: Context, button: TakePiece) -> None:
    """Take a piece: it comes by DM, or waits there."""
    uow, person_id, here = context.uow, context.person.id, context.place
    giveaway = await giveaway_by_id(uow, button.giveaway_id)
    if giveaway is None or giveaway.state == "draft":
        raise Refusal(Text("button-stale"))
    await context.step.places.read(uow, [giveaway.chat_id])
    place = place_of(uow, giveaway.chat_id)
    if place is None or here is None or here.community_id != giveaway.community_id:
        raise Refusal(Text("button-stale"))
    taken = await service.take(uow, place, giveaway, context.step.vocabulary, person_id)
    if not taken.is_reachable:
        span = campaigns.span_of(giveaway.wish.holds)
        context.toast(Text("giveaway-held", span=span), alert=True)
        return
    await _send(uow, giveaway, taken.number, person_id)
    context.toast(Text("giveaway-got"), alert=True)


async def tap_code(_: Update, context: Context, button: ShowCode) -> None:
    """Show somebody's own code, where nobody else reads it."""
    giveaway = await giveaway_by_id(context.uow, button.giveaway_id)
    if giveaway is None or context.place is not None:
        raise Refusal(Text("button-stale"))
    words, _keyboard = await _own(context, giveaway)
    context.toast()
    context.rewrite(words)


async def begin_by_link(context: Context, payload: str) -> None:
    """Hand a piece to whoever opened the DM for it."""
    number = payload.removeprefix(giveaway_texts.LINK)
    giveaway = None
    if number.isascii() and number.isdecimal() and len(number) <= 15:
        giveaway = await giveaway_by_id(context.uow, int(number))
    if giveaway is None or giveaway.state == "draft":
        raise Refusal(Text("button-stale"))
    context.say(*await _own(context, giveaway))


async def _own(context: Context, giveaway: Giveaway) -> tuple[Text, Keyboard]:
    uow, person_id = context.uow, context.person.id
    found = await pieces_of(uow, giveaway.id, person_id)
    if not found:
        raise Refusal(Text("giveaway-not-yours", title=giveaway.wish.title))
    piece = found[0]
    await service.hand_over(uow, giveaway, piece.number, person_id)
    if piece.sealed is None:
        return giveaway_texts.yours(giveaway, piece.number, is_coded=False)
    code = uow.seal.open(piece.sealed)
    if code is None:
        raise Refusal(Text("giveaway-key-lost"))
    return Text("giveaway-code", title=giveaway.wish.title, code=code), ()


async def _send(uow: UnitOfWork, giveaway: Giveaway, number: int, person_id: int) -> None:
    is_coded = await has_codes(uow, giveaway.id)
    words, keyboard = giveaway_texts.yours(giveaway, number, is_coded=is_coded)
    details = {"item_id": giveaway.id, "number": number, "holder": person_id}
    uow.owe(
        post(
            f"giveaway-yours:{giveaway.id}:{number}:{person_id}",
            person_id,
            words,
            keyboard=keyboard,
            person_id=person_id,
            then=Then(DELIVERED, details),
        )
    )
