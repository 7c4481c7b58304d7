"""The onboarding as a newcomer goes through it: by DM, one card, step by step."""

from dataclasses import replace
from typing import Any, Final

from telegram import Update

from bot.features.onboarding.planning import CARDED, leave_greeting
from bot.features.onboarding.queries import Standing, standing_of, standing_underway
from bot.features.onboarding.rules import ANSWERED_WITHIN, NEW_FOR, Outcome, Way
from bot.features.onboarding.service import (
    gather,
    go_back,
    leave_step,
    put_card,
    show_again,
    show_whole,
)
from bot.features.onboarding.walking import Guide
from bot.features.places import Place, place_of
from bot.features.steps import FILLERS
from bot.kit.effects import Button, Delivery, Priority, Then, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import onboarding_answers as answers
from handlers.context import Context, start_link
from handlers.onboarding_buttons import Walk
from handlers.onboarding_cards import Card, Desk

LINK: Final = "w"


async def say_welcome(_: Update, context: Context) -> None:
    """Show the onboarding, from where one stands or else once more."""
    if not context.message.chat.is_private:
        place = await context.home()
        link = start_link(context.bot, f"{LINK}-{place.community_id}")
        context.say(Text("onboarding-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    place = await context.home()
    if not await _show(context, place, is_again=True):
        raise Refusal(Text("onboarding-none"))


async def begin_by_link(context: Context, payload: str) -> None:
    """Show whoever pressed the group's button their own steps, whoever it was meant for."""
    number = payload.removeprefix(f"{LINK}-")
    community_id = int(number) if number.isdecimal() and len(number) <= 15 else 0
    standing = await standing_of(context.uow, community_id, context.person.id)
    # Members who were here before the bot may look round as well.
    place = (
        await context.own_home() if standing is None else await _place(context, standing.chat_id)
    )
    is_theirs = place is not None and place.community_id == community_id
    if place is None or not is_theirs or not await _show(context, place, is_again=True):
        raise Refusal(Text("onboarding-none"))


async def resume(context: Context) -> bool:
    """Show whoever presses Start where they stand, if there is something before them.

    Whoever has been here for long is no newcomer: their tour waits behind /welcome.
    """
    standing = await standing_underway(context.uow, context.person.id)
    if standing is None or context.uow.now - standing.began_at > NEW_FOR:
        return False
    place = await _place(context, standing.chat_id)
    return place is not None and await _show(context, place)


async def tap_walk(_: Update, context: Context, button: Walk) -> None:
    """Do what somebody presses at a step of their own; anything else changes nothing."""
    uow, person_id = context.uow, context.person.id
    standing = await standing_of(uow, button.community_id, person_id)
    place = await _place(context, standing.chat_id) if standing else None
    if standing is None or place is None or context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    way = await guide_of(context).way_of(uow, place, standing)
    if not standing.is_underway or button.step != way.here.id:
        # Pressed twice, or an older card: it shows what is at hand.
        context.toast(Text("onboarding-over"))
        if standing.state in {"underway", "done"}:
            await _rewrite(context, place, standing, way)
        return
    if await _turns(uow, standing, way, button.answer):
        context.toast()
        await _rewrite_anew(context, place, standing)
        return
    answered = await answers.hear(context, place, standing, way, button.answer)
    await _follow(context, place, standing, way, answered)


async def _turns(uow: UnitOfWork, standing: Standing, way: Way, answer: str) -> bool:
    """Whether somebody turns: back to the step before, or to the whole of what there is."""
    if answer == "back" and way.back is not None:
        return await go_back(uow, standing, way.back)
    return answer == "whole" and standing.is_short and await show_whole(uow, standing, way.flow)


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as the answer to the step at hand; if it asks for one."""
    standing = await standing_underway(context.uow, context.person.id)
    if standing is None or not _is_asked(context.uow, standing) or not context.message.words:
        return False
    place = await _place(context, standing.chat_id)
    if place is None:
        return False
    way = await guide_of(context).way_of(context.uow, place, standing)
    if way.here.kind not in {"question", "introduce"}:
        return False
    answered = await answers.take(context, place, standing, way.here)
    if answered.why is not None:
        context.say(answered.why)
    elif answered.outcome is None or await leave_step(
        context.uow, place, standing, answered.outcome, way.next
    ):
        await _send_below(context, place, await _fresh(context.uow, standing))
    return True


async def _follow(
    context: Context, place: Place, standing: Standing, way: Way, answered: answers.Answered
) -> None:
    """Go on where a press says so, and show what is at hand then."""
    context.toast(answered.why, alert=answered.is_alert)
    if answered.outcome is None:
        if not answered.is_alert:
            await _rewrite_anew(context, place, standing)
        return
    outcome: Outcome = answered.outcome
    if await leave_step(context.uow, place, standing, outcome, way.next):
        await _rewrite_anew(context, place, standing)


async def _rewrite_anew(context: Context, place: Place, standing: Standing) -> None:
    now = await _fresh(context.uow, standing)
    await _rewrite(context, place, now, await guide_of(context).way_of(context.uow, place, now))


async def _rewrite(context: Context, place: Place, standing: Standing, way: Way) -> None:
    """Show the step at hand on the card that was pressed; a picture needs another message."""
    uow, pressed = context.uow, context.press.message
    card = await Desk(uow, guide_of(context), place).card(standing, way)
    had_picture = bool(standing.gathered.get("picture"))
    standing = await note_shown(uow, standing, way, card)
    if pressed is None or had_picture or card.picture is not None:
        if pressed is not None:
            uow.owe(_without_buttons(uow, standing, pressed.message_id))
        owe_card(uow, standing, card)
        return
    if pressed.message_id != standing.card_id:
        await put_card(
            uow, standing.community_id, standing.person_id, pressed.chat.id, pressed.message_id
        )
    context.rewrite(card.words, card.keyboard)


async def _send_below(context: Context, place: Place, standing: Standing) -> None:
    """Send the step at hand below what was said last; the card above keeps no buttons."""
    uow, person_id = context.uow, context.person.id
    if standing.card_chat_id == person_id and standing.card_id:
        uow.owe(_without_buttons(uow, standing, standing.card_id))
    await put_card(uow, standing.community_id, person_id, person_id, None)
    way = await guide_of(context).way_of(uow, place, standing)
    card = await Desk(uow, guide_of(context), place).card(standing, way)
    owe_card(uow, await note_shown(uow, standing, way, card), card)


async def _show(context: Context, place: Place, *, is_again: bool = False) -> bool:
    """Send somebody's card anew, the older one losing its buttons."""
    uow, person_id = context.uow, context.person.id
    standing = await standing_of(uow, place.community_id, person_id)
    if standing is None or not standing.is_underway:
        if not place.policy.onboarding.is_on or (standing is None and not is_again):
            return False
        if standing is not None and standing.state == "left":
            return False
        standing = await show_again(uow, place, person_id)
    await leave_greeting(uow, standing)
    await _send_below(context, place, standing)
    return True


def owe_card(uow: UnitOfWork, standing: Standing, card: Card) -> None:
    """Owe somebody their card by DM; where it stands is noted once it is there.

    A picture that Telegram has is named, and not sent as a whole again.
    """
    shown = card.picture
    details: dict[str, Any] = {
        "community_id": standing.community_id,
        "person_id": standing.person_id,
    }
    if shown is not None:
        details |= {"shown": shown.digest, "was_known": shown.known is not None}
    owed = post(
        f"onboarding:{standing.community_id}:{standing.person_id}:{uow.stamp()}",
        standing.person_id,
        card.words,
        keyboard=card.keyboard,
        person_id=standing.person_id,
        then=Then(CARDED, details),
        priority=Priority.ANSWER,
        picture=None if shown is None or shown.known else shown.picture,
    )
    if shown is not None and shown.known:
        arguments = owed.arguments | {"photo": shown.known}
        owed = replace(owed, method="sendPhoto", arguments=arguments)
    uow.owe(owed)


async def note_shown(uow: UnitOfWork, standing: Standing, way: Way, card: Card) -> Standing:
    """Keep what the step at hand waits for, how many were promised, and whether it's a picture."""
    asks = way.here.kind in {"question", "introduce"}
    values: dict[str, Any] = {
        "promised": None if standing.is_short else list(way.counted),
        "asked": int(uow.now.timestamp()) if asks else None,
        "picture": True if card.picture is not None else None,
    }
    kept = {name: standing.gathered.get(name) for name in values}
    if kept == values:
        return standing
    return replace(standing, gathered=await gather(uow, standing, **values))


def _is_asked(uow: UnitOfWork, standing: Standing) -> bool:
    asked = standing.gathered.get("asked")
    return isinstance(asked, int) and uow.now.timestamp() - asked < ANSWERED_WITHIN.total_seconds()


def _without_buttons(uow: UnitOfWork, standing: Standing, message_id: int) -> Delivery:
    return Delivery(
        # Shown again by a late press, a card may lose them once more.
        key=f"onboarding:{standing.person_id}:bare:{message_id}:{uow.stamp()}",
        chat_id=standing.person_id,
        method="editMessageReplyMarkup",
        arguments={"message_id": message_id},
        is_repeatable=True,
        priority=Priority.CHATTER,
        person_id=standing.person_id,
    )


def guide_of(context: Context) -> Guide:
    """Return what tells which steps there are."""
    return Guide(context.step.vocabulary, FILLERS)


async def _fresh(uow: UnitOfWork, standing: Standing) -> Standing:
    return await standing_of(uow, standing.community_id, standing.person_id) or standing


async def _place(context: Context, chat_id: int) -> Place | None:
    await context.step.places.read(context.uow, [chat_id])
    return place_of(context.uow, chat_id)
