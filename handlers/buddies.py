"""Buddies: offering to help newcomers, agreeing to help one, and who helps."""

from typing import Final

from telegram import Update

from bot.features.buddies.queries import helped_by, helpers_of, offer_of, pairing_by_id
from bot.features.buddies.rules import MOST, USUAL
from bot.features.buddies.service import answer, volunteer, withdraw
from bot.features.members.queries import is_member, person_by_id
from bot.features.places import Place
from bot.kit.texts import Lines, Text
from handlers.context import Context
from handlers.guards import require_act
from handlers.menus import answer_privately
from handlers.onboarding_buttons import HelpNewcomer
from handlers.targets import said_after_command

ON_WORDS: Final = frozenset({"on", "yes", "开", "开启"})
OFF_WORDS: Final = frozenset({"off", "no", "stop", "关", "关闭"})
MOST_SHOWN: Final = 40


async def say_buddy(_: Update, context: Context) -> None:
    """Offer to help newcomers, so many at a time; offer it no more; or see what one offered."""
    place, person_id = await context.home(), context.person.id
    said = said_after_command(context.message).casefold().split()
    word, number = (said[0] if said else ""), (said[1] if len(said) > 1 else "")
    if word in OFF_WORDS:
        count = await withdraw(context.uow, place.community_id, person_id)
        context.say(Text("buddy-off", count=count))
        return
    if word.isascii() and word.isdigit():
        word, number = "on", word
    if word in ON_WORDS:
        await _offer(context, place, number)
        return
    offer = await offer_of(context.uow, place.community_id, person_id)
    if offer is None or not offer.is_on:
        context.say(Text("buddy-how", community=place.community_name))
        return
    helped = await helped_by(context.uow, place.community_id, person_id)
    has = sum(each.state == "paired" for each in helped)
    context.say(Text("buddy-own", capacity=offer.capacity, has=has))


async def show_buddies(_: Update, context: Context) -> None:
    """Show the staff who helps newcomers, and how many."""
    place = await require_act(context, "complaint.triage")
    helpers = await helpers_of(context.uow, place.community_id)
    lines: list[Text | str] = [
        Text("buddies-head", community=place.community_name)
        if helpers
        else Text("buddies-none", community=place.community_name)
    ]
    lines += [
        Text(
            "buddies-line",
            name=each.name,
            has=each.has,
            capacity=each.capacity,
            kept=each.kept,
            state="on" if each.is_on else "off",
        )
        for each in helpers[:MOST_SHOWN]
    ]
    await answer_privately(context, Lines(*lines))


async def tap_help(_: Update, context: Context, button: HelpNewcomer) -> None:
    """Hear whoever was asked whether they help; a second press finds it decided."""
    uow, person_id = context.uow, context.person.id
    pairing = await pairing_by_id(uow, button.pairing_id)
    if pairing is None or pairing.buddy_id != person_id or context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    match await answer(uow, pairing, is_yes=button.is_yes):
        case "paired":
            named = await person_by_id(uow, pairing.newcomer_id)
            name = named.name if named is not None else ""
            who = Text("onboarding-person", id=str(pairing.newcomer_id), name=name)
            context.toast()
            context.rewrite(Text("buddy-accepted", who=who))
        case "declined":
            context.toast()
            context.rewrite(Text("buddy-declined"))
        case "over":
            context.toast(Text("buddy-over"), alert=True)
            if pairing.state != "paired":
                context.rewrite(Text("buddy-over"))


async def _offer(context: Context, place: Place, number: str) -> None:
    person_id = context.person.id
    is_number = number.isascii() and number.isdigit() and len(number) < 4
    capacity = int(number) if is_number else 0 if number else USUAL
    if not 1 <= capacity <= MOST:
        context.say(Text("buddy-how-many", most=MOST))
        return
    if not await is_member(context.uow, place.community_id, person_id):
        context.say(Text("buddy-how", community=place.community_name))
        return
    await volunteer(context.uow, place.community_id, person_id, capacity)
    context.say(Text("buddy-on", count=capacity))
