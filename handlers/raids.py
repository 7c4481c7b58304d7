"""Raids: proving to be human, steering the gate, and locking a chat."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final

from telegram import Update

from bot.features.audits.service import note
from bot.features.gates.rules import puzzle_of
from bot.features.places import Place
from bot.features.raids import bulk, locking, service
from bot.features.raids.freeing import free_again
from bot.features.raids.proving import Proof, prove
from bot.features.raids.queries import Raid, figures_of, open_raid, raid_by_id, suspects_of
from bot.features.roles.rules import Act
from bot.kit.days import local_day
from bot.kit.effects import Due, Keyboard, Reply
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.wishes import lasts_of
from handlers import buttons
from handlers import raid_cards as cards
from handlers.context import Context
from handlers.guards import place_with_act

SWITCH: Final[Act] = "raid.switch"
BAN: Final[Act] = "sanction.ban"
LONGEST_WORD: Final = timedelta(hours=24)


async def say_raid(_: Update, context: Context) -> None:
    """Close the gate, open it, or tell how it stands: /raid on [10m] | off | status."""
    place = await _group(context)
    match [word.casefold() for word in context.args or []]:
        case [] | ["status"]:
            await _say_status(context, place)
        case ["on"]:
            await _switch_on(context, place, None)
        case ["on", span] if (lasts := lasts_of(span)) is not None:
            await _switch_on(context, place, min(lasts, LONGEST_WORD))
        case ["off"]:
            raid = await open_raid(context.uow, place.chat_id)
            if raid is None:
                raise Refusal(Text("raid-none"))
            await service.end(context.uow, raid, by=context.person.id)
            context.say(Text("raid-switched-off"))
        case _:
            raise Refusal(Text("raid-how"))


async def say_lockdown(_: Update, context: Context) -> None:
    """Let only administrators write, or everybody as before: /lockdown on | off."""
    place = await _group(context)
    raid = await open_raid(context.uow, place.chat_id)
    match [word.casefold() for word in context.args or []]:
        case ["on"]:
            raid = raid or await _begin(context, place, None)
            await locking.lock(context.uow, raid)
            _audit(context, raid, "audit-raid-locked")
            service.plan_refresh(context.uow, raid)
            context.say(Text("lockdown-on", until=cards.clock(raid.ends_at, place)))
        case ["off"]:
            if raid is None or not raid.is_locked:
                raise Refusal(Text("lockdown-none"))
            await locking.unlock(context.uow, raid)
            _audit(context, raid, "audit-raid-unlocked")
            service.plan_refresh(context.uow, raid)
            context.say(Text("lockdown-off"))
        case _:
            raise Refusal(Text("lockdown-how"))


async def tap_prove(_: Update, context: Context, button: buttons.ProveHuman) -> None:
    """Let a newcomer in who presses the picture that is asked for; each is answered alone."""
    raid = await raid_by_id(context.uow, button.raid_id)
    pressed = context.press.message
    if raid is None or pressed is None or pressed.chat.id != raid.chat_id:
        context.toast(Text("button-stale"), alert=True)
        return
    proof = await prove(context.uow, raid, context.person.id, button.picture)
    asked = Text(f"raid-picture-{puzzle_of(raid.seed).asked}")
    toast = _TOASTS[proof] if proof is not Proof.WRONG else Text("raid-wrong", picture=asked)
    context.toast(toast, alert=proof in _ALERTS)


async def tap_steer(_: Update, context: Context, button: buttons.SteerRaid) -> None:
    """Do what one of the staff wants done about a raid; asked at the press whether they may."""
    raid = await raid_by_id(context.uow, button.raid_id)
    deed = DEEDS.get(button.deed)
    if raid is None or deed is None:
        context.toast(Text("button-stale"), alert=True)
        return
    act, do = deed
    place = await place_with_act(context, raid.chat_id, act)
    await do(context, raid, place)


async def _more(context: Context, raid: Raid, place: Place) -> None:
    if not raid.is_on:
        await _over(context, raid, place)
        return
    later = await service.keep_on(context.uow, raid)
    context.toast(Text("raid-more-done", until=cards.clock(later.ends_at, place)))
    context.rewrite(*await _card(context, later, place))


async def _end(context: Context, raid: Raid, place: Place) -> None:
    if not await service.end(context.uow, raid, by=context.person.id):
        await _over(context, raid, place)
        return
    await _refresh(context, raid, place, Text("raid-switched-off"))


async def _over(context: Context, raid: Raid, place: Place) -> None:
    await _refresh(context, raid, place, Text("raid-is-over"))


async def _back(context: Context, raid: Raid, place: Place) -> None:
    await _refresh(context, raid, place, None)


async def _refresh(context: Context, raid: Raid, place: Place, toast: Text | None) -> None:
    context.toast(toast)
    now = await raid_by_id(context.uow, raid.id)
    context.rewrite(*await _card(context, now or raid, place))


async def _ask_ban(context: Context, raid: Raid, _place: Place) -> None:
    wanted = len(await bulk.unproven(context.uow, raid))
    if not wanted:
        context.toast(Text("raid-ban-nobody"), alert=True)
        return
    sure = cards.steer(raid, "ban-sure", Text("raid-button-ban-sure", count=wanted))
    context.toast()
    context.rewrite(Text("raid-ban-ask", count=wanted), ((sure,), (cards.steer(raid, "back"),)))


async def _ban(context: Context, raid: Raid, place: Place) -> None:
    day = local_day(context.uow.now, place.zone)
    by = context.person.id
    if not await bulk.ban_unproven(context.uow, raid, place, by=by, day=day):
        context.toast(Text("raid-ban-nobody"), alert=True)
        context.rewrite(*await _card(context, raid, place))
        return
    await _follow(context, raid, place, is_undoing=False)


async def _ask_undo(context: Context, raid: Raid, _place: Place) -> None:
    context.toast()
    yes = cards.steer(raid, "undo-sure")
    context.rewrite(Text("raid-undo-ask"), ((yes,), (cards.steer(raid, "back"),)))


async def _undo(context: Context, raid: Raid, place: Place) -> None:
    day = local_day(context.uow.now, place.zone)
    if not await bulk.undo_bans(context.uow, raid, by=context.person.id, day=day):
        context.toast(Text("raid-undo-nobody"), alert=True)
        context.rewrite(*await _card(context, raid, place))
        return
    await _follow(context, raid, place, is_undoing=True)


async def _follow(context: Context, raid: Raid, place: Place, *, is_undoing: bool) -> None:
    """Show how far a deed upon many has come, and plan to show it again."""
    uow, pressed = context.uow, context.press.message
    day = local_day(uow.now, place.zone)
    done = await bulk.progress_of(uow, raid, is_undoing=is_undoing, day=day)
    context.toast()
    context.rewrite(cards.progress(done, is_undoing=is_undoing))
    if pressed is None:
        return
    details = {
        "raid_id": raid.id,
        "chat_id": pressed.chat.id,
        "message_id": pressed.message_id,
        "is_undoing": is_undoing,
        "language": context.language,
    }
    key = f"{bulk.PROGRESS}:{raid.id}:{uow.stamp()}"
    uow.schedule(Due(key, bulk.PROGRESS, uow.now + bulk.TELL_EVERY, details))


async def _list(context: Context, raid: Raid, place: Place) -> None:
    found = await suspects_of(context.uow, raid)
    pressed = context.press.message
    if not found or pressed is None:
        context.toast(Text("raid-suspects-none"), alert=True)
        return
    context.toast()
    words = cards.listing(place, found)
    context.uow.speak(Reply(pressed.chat.id, words, context.language))


async def _free(context: Context, raid: Raid, _place: Place) -> None:
    await free_again(context.uow, raid)
    service.plan_check(context.uow, raid)
    context.toast(Text("raid-again"))
    context.rewrite(Text("raid-again"))


# What can be done about a raid by a button: who may, and how.
DEEDS: Final[Mapping[str, tuple[Act, Callable[[Context, Raid, Place], Awaitable[None]]]]] = {
    "more": (SWITCH, _more),
    "end": (SWITCH, _end),
    "list": (SWITCH, _list),
    "free": (SWITCH, _free),
    "back": (SWITCH, _back),
    "ban": (BAN, _ask_ban),
    "ban-sure": (BAN, _ban),
    "undo": (BAN, _ask_undo),
    "undo-sure": (BAN, _undo),
}
_TOASTS: Final = {
    Proof.FREED: Text("raid-proved"),
    Proof.STILL_HELD: Text("raid-proved-held"),
    Proof.ALREADY: Text("raid-proved-already"),
    Proof.TOO_OFTEN: Text("raid-guessed"),
    Proof.NOT_HELD: Text("raid-not-held"),
    Proof.OVER: Text("raid-is-over"),
}
_ALERTS: Final = {Proof.WRONG, Proof.TOO_OFTEN, Proof.STILL_HELD}


async def _group(context: Context) -> Place:
    """Return the group at hand, if the speaker may switch the gate there and the bot can."""
    if context.place is None or context.place.is_back_room:
        raise Refusal(Text("raid-only-here"))
    place = await place_with_act(context, context.place.chat_id, SWITCH)
    if not place.is_guarded:
        raise Refusal(Text("raid-powerless"))
    return place


async def _say_status(context: Context, place: Place) -> None:
    raid = await open_raid(context.uow, place.chat_id)
    if raid is not None:
        context.say(*await _card(context, raid, place))
        return
    terms = place.policy.raids
    if not terms.is_on:
        context.say(Text("raid-status-watchless"))
        return
    seconds = int(terms.within.total_seconds())
    context.say(Text("raid-status-off", joins=terms.joins, seconds=seconds))


async def _switch_on(context: Context, place: Place, lasts: timedelta | None) -> None:
    raid = await open_raid(context.uow, place.chat_id)
    if raid is None:
        raid = await _begin(context, place, lasts)
    else:
        raid = await service.keep_on(context.uow, raid, lasts or place.policy.raids.lasts)
    context.say(Text("raid-switched-on", until=cards.clock(raid.ends_at, place)))


async def _begin(context: Context, place: Place, lasts: timedelta | None) -> Raid:
    by = context.person.id
    return await service.begin(context.uow, place, "staff", by=by, lasts=lasts)


async def _card(context: Context, raid: Raid, place: Place) -> tuple[Lines, Keyboard]:
    figures = await figures_of(context.uow, raid)
    if not raid.is_on:
        return cards.aftermath(raid, place, figures), cards.aftermath_keyboard(raid, figures)
    suspects = len(await suspects_of(context.uow, raid))
    return cards.alarm(raid, place, figures, suspects), cards.alarm_keyboard(raid)


def _audit(context: Context, raid: Raid, what: str) -> None:
    note(
        context.uow,
        community_id=raid.community_id,
        category="raids",
        what=what,
        actor_id=context.person.id,
        chat_id=raid.chat_id,
        after={"raid": raid.id},
    )
