"""The content calendar in the chat: looking ahead, and deciding about what is due."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from telegram import Update

from bot.features.calendar import keeping, occurring
from bot.features.calendar.entries import Entry
from bot.features.calendar.looking import ahead
from bot.features.calendar.mix import mix_of
from bot.features.calendar.occurring import UNDECIDED, Occurrence
from bot.features.calendar.queries import is_paused, rest
from bot.features.places import Place
from bot.kit.days import local_day, moment_of
from bot.kit.effects import Due, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import calendar_texts, tasks
from handlers.calendar_buttons import DecidePost, PostNow, RestCalendar, TurnCalendar
from handlers.calendar_notices import ACT, LATER, CalendarTeller
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately
from handlers.targets import said_after_command

MOST_ENTRIES: Final = 2000
SPANS: Final = {
    "": "week",
    "today": "today",
    "今天": "today",
    "week": "week",
    "本周": "week",
    "month": "month",
    "本月": "month",
}
_DAYS: Final = {"today": 1, "week": 7, "month": 31}
PAUSES: Final = {"pause": True, "暂停": True, "resume": False, "继续": False}
TASKS: Final = frozenset({"tasks", "任务", "待办"})
HOUR: Final = timedelta(hours=1)


async def say_calendar(_: Update, context: Context) -> None:
    """Show what is coming, or let the calendar rest or go on."""
    place = await require_act(context, ACT)
    word = said_after_command(context.message).casefold()
    if word in PAUSES:
        await rest(context.uow, place.community_id, is_to_rest=PAUSES[word], by=context.person.id)
        context.say(Text("calendar-paused" if PAUSES[word] else "calendar-resumed"))
        return
    if word in TASKS:
        await answer_privately(context, await tasks.page(context.uow, place))
        return
    if word not in SPANS:
        raise Refusal(Text("calendar-how"))
    await answer_privately(context, *await _page(context, place, SPANS[word]))


async def say_preview(_: Update, context: Context) -> None:
    """Show an entry as it would be posted, and offer to post it now."""
    place = await require_act(context, ACT)
    key = said_after_command(context.message).strip()
    if not key:
        raise Refusal(Text("preview-how"))
    found = await keeping.entry_named(context.uow, key)
    if found is None:
        raise Refusal(Text("calendar-unknown", key=key[:48]))
    entry, _digest, turn = found
    groups = len([each for each in await _groups(context, entry) if each == place.community_id])
    words = Lines(*calendar_texts.shown(entry, turn), "", *calendar_texts.terms(entry, groups))
    keyboard = calendar_texts.now_keys(entry, context.person.id)
    await answer_privately(context, words, keyboard)


async def tap_turn(_: Update, context: Context, button: TurnCalendar) -> None:
    """Look at another stretch."""
    place = await community_with_act(context, button.community_id, ACT)
    if button.span not in _DAYS:
        raise Refusal(Text("button-stale"))
    context.toast()
    context.rewrite(*await _page(context, place, button.span))


async def tap_rest(_: Update, context: Context, button: RestCalendar) -> None:
    """Let the calendar rest, or go on."""
    place = await community_with_act(context, button.community_id, ACT)
    await rest(context.uow, place.community_id, is_to_rest=button.is_paused, by=context.person.id)
    context.toast(Text("calendar-paused" if button.is_paused else "calendar-resumed"))
    context.rewrite(*await _page(context, place, "week"))


async def tap_decide(_: Update, context: Context, button: DecidePost) -> None:
    """Decide about a slot: post it, put it off, leave it out, or approve it beforehand."""
    uow = context.uow
    one = await occurring.by_id(uow, button.occurrence_id)
    if one is None:
        raise Refusal(Text("button-stale"))
    await community_with_act(context, one.community_id, ACT)
    slot = await occurring.of_slot(uow, one.entry_key, one.slot)
    ids = [each.id for each in slot if each.community_id == one.community_id]
    found = await keeping.entry_named(uow, one.entry_key)
    if found is None and button.what != "skip":
        raise Refusal(Text("calendar-gone", key=one.entry_key))
    decided = await _decide(context, found[0] if found else None, ids, button.what)
    if decided is None:
        context.toast(Text("calendar-decided"), alert=True)
        return
    context.toast()
    context.rewrite(Text(f"calendar-done-{decided}", key=one.entry_key))


async def tap_now(_: Update, context: Context, button: PostNow) -> None:
    """Post an entry now, besides its slots; once for each minute."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    place = await require_act_of_asker(context)
    found = await keeping.entry_named(context.uow, button.key)
    if found is None or not button.is_sure:
        context.toast()
        context.rewrite(Text("calendar-now-kept"))
        return
    entry, _digest, turn = found
    teller = CalendarTeller(context.step.places)
    slot = context.uow.now.astimezone(place.zone).replace(tzinfo=None, second=0, microsecond=0)
    groups = [
        each
        for each in await teller.groups_of(context.uow, entry)
        if each.community_id == place.community_id
    ]
    made = await occurring.open_(context.uow, entry, slot, groups, "owed", turn=turn)
    if made:
        await keeping.take_turn(context.uow, entry.id)
    refused = await teller.give(context.uow, entry, made)
    context.toast()
    posted = len(made) - len(refused)
    context.rewrite(Text("calendar-now-done", key=entry.id, groups=posted, failed=len(refused)))


async def require_act_of_asker(context: Context) -> Place:
    """Return where somebody may do this who asked before; refuses otherwise."""
    home = await context.own_home()
    if home is None:
        raise Refusal(Text("refused-no-community"))
    return await community_with_act(context, home.community_id, ACT)


async def _decide(context: Context, entry: Entry | None, ids: list[int], what: str) -> str | None:
    """Let occurrences become what was decided; returns the word for it, None if it was before."""
    uow, by = context.uow, context.person.id
    match what:
        case "skip":
            done = await occurring.move(uow, ids, "skipped", among=UNDECIDED, by=by)
        case "approve":
            done = await occurring.move(uow, ids, "approved", among=("asked",), by=by)
        case "hour" if entry is not None:
            done = await occurring.move(uow, ids, "approved", among=("held",), by=by)
            _put_off(context, entry, done)
        case "post" if entry is not None:
            done = await occurring.move(uow, ids, "owed", among=UNDECIDED, by=by)
            await CalendarTeller(context.step.places).give(uow, entry, done)
        case _:
            raise Refusal(Text("button-stale"))
    return what if done else None


def _put_off(context: Context, entry: Entry, some: list[Occurrence]) -> None:
    if not some:
        return
    details = {"key": entry.id, "ids": [each.id for each in some]}
    key = f"{LATER}:{some[0].id}:{context.uow.stamp()}"
    context.uow.schedule(Due(key, LATER, context.uow.now + HOUR, details))


async def _page(context: Context, place: Place, span: str) -> tuple[Lines, Keyboard]:
    uow = context.uow
    today = local_day(uow.now, place.zone)
    entries = await keeping.entries_in_force(uow, most=MOST_ENTRIES)
    coming = ahead(entries, today, today + timedelta(days=_DAYS[span] - 1))
    since = moment_of(today, datetime.min.time(), place.zone)
    return calendar_texts.page(
        place,
        span,
        _later(coming, uow.now, place),
        await occurring.lately(uow, place.community_id, since),
        is_paused=await is_paused(uow, place.community_id),
        mix=await mix_of(uow, place.community_id),
    )


def _later(
    coming: Iterable[tuple[datetime, Entry]], now: datetime, place: Place
) -> Iterable[tuple[datetime, Entry]]:
    wall = now.astimezone(place.zone).replace(tzinfo=None)
    return ((slot, entry) for slot, entry in coming if slot > wall)


async def _groups(context: Context, entry: Entry) -> list[int]:
    teller = CalendarTeller(context.step.places)
    return [each.community_id for each in await teller.groups_of(context.uow, entry)]
