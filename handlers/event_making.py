"""Setting events up: by a line, in a short talk by DM; changing and cancelling them."""

from datetime import timedelta
from typing import Any, Final

from telegram import Update

from bot.features.events import keeping, seats
from bot.features.events.queries import event_by_id
from bot.features.events.reading import NAMES, NoMoment, changes_in, plan_in
from bot.features.events.rules import Event, Standing
from bot.features.places import Place, place_of
from bot.features.segments.service import fault_of
from bot.kit.effects import Button, Priority, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.wishes import said_in
from handlers import buttons, event_posts, event_texts, waiting
from handlers.context import Context
from handlers.event_buttons import BeginEvent, CancelEvent, TweakEvent
from handlers.guards import community_with_act
from handlers.menus import is_for_all

ACT: Final = "calendar.edit"
# Somebody was asked what the event shall be, or when.
ASKED: Final = "events.asked"
LASTS: Final = tuple(timedelta(minutes=each) for each in (60, 90, 120, 180, 30))
SEATS: Final = (None, 10, 20, 50, 100)
POINTS: Final = (10, 20, 50, 0, 5)


async def make(context: Context, place: Place, said: str, thread_id: int | None) -> None:
    """Draft an event as somebody wrote it, and show how it would be."""
    try:
        plan = plan_in(said, context.uow.now, place.zone)
    except NoMoment as missing:
        if context.place is not None:
            raise
        await waiting.wait(
            context, ASKED, {"community_id": place.community_id, "said": said[:2000]}
        )
        context.say(missing.why)
        return
    await _check_only(context, place, plan.only)
    drafted = await keeping.draft(
        context.uow, place, plan, thread_id=thread_id, by=context.person.id
    )
    context.say(*event_texts.preview(drafted, place.zone))


async def offer(context: Context, place: Place) -> None:
    """Tell how an event is set up; by DM the words are waited for."""
    lines = [Text("event-new"), Text("event-new-how")]
    if context.message.chat.is_private:
        await waiting.wait(context, ASKED, {"community_id": place.community_id})
        lines.append(Text("event-new-talk"))
    context.say(Lines(*lines))


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as the event, or the moment, they were asked for."""
    asked = await waiting.awaited(context, ASKED)
    if asked is None:
        return False
    place = await community_with_act(context, int(asked["community_id"]), ACT)
    said = context.message.words
    before = str(asked.get("said") or "")
    if before:
        first, *below = before.splitlines()
        moment = said.strip().splitlines()[0].replace('"', "") if said.strip() else ""
        said = "\n".join([f'{first} at="{moment}"', *below])
    # What cannot be read is a refusal, which leaves the question open.
    await waiting.done(context, ASKED)
    await make(context, place, said, None)
    return True


async def tap_tweak(_: Update, context: Context, button: TweakEvent) -> None:
    """Change one thing about a draft to its next value."""
    event, place = await _draft(context, button.event_id)
    plan = event.plan
    match button.what:
        case "lasts":
            changes: dict[str, Any] = {"lasts": _next(LASTS, plan.lasts)}
        case "capacity":
            changes = {"capacity": _next(SEATS, plan.capacity)}
        case "points":
            changes = {"points": _next(POINTS, plan.points)}
        case "words" if context.place is None:
            await waiting.wait(context, ASKED, {"community_id": place.community_id})
            context.toast(Text("event-words-how"), alert=True)
            return
        case _:
            is_here = button.what == "words"
            context.toast(Text("event-words-here" if is_here else "button-stale"), alert=True)
            return
    changed = await keeping.change(context.uow, event, changes)
    context.toast()
    context.rewrite(*event_texts.preview(changed, place.zone))


async def tap_begin(_: Update, context: Context, button: BeginEvent) -> None:
    """Begin a drafted event, or drop it."""
    event, place = await _draft(context, button.event_id)
    if not button.is_sure:
        await keeping.drop(context.uow, event)
        context.toast()
        context.rewrite(Text("event-dropped"))
        return
    await context.step.places.read(context.uow, [event.chat_id])
    place = place_of(context.uow, event.chat_id) or place
    begun = await keeping.begin(context.uow, place, event, by=context.person.id)
    if begun is None:
        context.toast(Text("button-stale"), alert=True)
        return
    await event_posts.post_card(context.uow, place, begun)
    context.toast()
    context.rewrite(Text("event-begun", title=begun.plan.title, n=begun.id))


async def change(context: Context, place: Place, event: Event, said: str) -> None:
    """Change an event by what stands behind its number; those who go hear what concerns them."""
    changes = changes_in(said_in(said, NAMES), context.uow.now, place.zone)
    if not changes:
        raise Refusal(Text("event-set-how", n=event.id))
    await _check_only(context, place, changes.get("only"))
    changed = await keeping.change(context.uow, event, changes)
    if changed.state == "draft":
        context.say(*event_texts.preview(changed, place.zone))
        return
    await seats.move_up(context.uow, place, changed)
    told = "event-set-told" if changed.version != event.version else "event-set-done"
    title = Text("event-title", title=changed.plan.title)
    context.say(Lines(Text(told), title, *event_texts.details(changed.plan, place.zone)))


def ask_cancel(context: Context, event: Event) -> None:
    """Ask whether an event is really to be cancelled."""
    row = tuple(
        Button(
            Text("event-cancel-yes" if is_sure else "event-cancel-no"),
            data=buttons.pack(CancelEvent(event.id, context.person.id, is_sure)),
        )
        for is_sure in (True, False)
    )
    context.say(Text("event-cancel-ask", title=event.plan.title), (row,))


async def tap_cancel(_: Update, context: Context, button: CancelEvent) -> None:
    """Cancel an event after a second look, and tell whoever counted on it."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    event = await event_by_id(context.uow, button.event_id)
    if event is None or event.state == "draft":
        raise Refusal(Text("button-stale"))
    await community_with_act(context, event.community_id, ACT)
    if not button.is_sure:
        context.toast()
        context.rewrite(Text("event-cancel-kept", title=event.plan.title))
        return
    uow = context.uow
    await context.step.places.read(uow, [event.chat_id])
    place = place_of(uow, event.chat_id)
    if place is None or not await keeping.cancel(uow, event, by=context.person.id):
        context.toast(Text("button-stale"), alert=True)
        return
    words = event_posts.cancelled(event, place)
    standings: tuple[Standing, ...] = ("going", "waiting", "maybe")
    await event_posts.tell_guests(uow, place, event, words, key="cancelled", standings=standings)
    event_posts.tell_group(uow, event, words, "cancelled")
    context.toast()
    context.rewrite(Text("event-cancel-done", title=event.plan.title))


def tell_code(context: Context, event: Event) -> None:
    """Tell one of the staff the code, where nobody else reads it."""
    code = Text("event-code", title=event.plan.title, code=event.plan.code)
    if not is_for_all(context):
        context.say(code)
        return
    uow, person_id = context.uow, context.person.id
    key = f"event-code-asked:{event.id}:{uow.stamp()}"
    uow.owe(post(key, person_id, code, person_id=person_id, priority=Priority.ANSWER))
    context.say(Text("answered-by-dm"))


async def _check_only(context: Context, place: Place, only: str | None) -> None:
    if only is None:
        return
    scope = place.scope(context.uow.now)
    fault = await fault_of(context.uow, scope, context.step.vocabulary, only)
    if fault is not None:
        raise Refusal(fault)


async def _draft(context: Context, event_id: int) -> tuple[Event, Place]:
    event = await event_by_id(context.uow, event_id)
    if event is None or event.state != "draft":
        raise Refusal(Text("button-stale"))
    return event, await community_with_act(context, event.community_id, ACT)


def _next(values: tuple[Any, ...], value: Any) -> Any:
    at = values.index(value) + 1 if value in values else 0
    return values[at % len(values)]
