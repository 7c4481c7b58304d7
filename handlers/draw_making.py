"""Setting draws up: by a line, by a short dialogue; changing them, with a trace once open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from telegram import Update

from bot.features.draws import keeping
from bot.features.draws.queries import draw_by_id
from bot.features.draws.reading import NAMES, plan_in
from bot.features.draws.rules import Draw, Plan
from bot.features.places import Place
from bot.features.segments.service import fault_of
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.wishes import said_in
from handlers import buttons, draw_asking, draw_posts, draw_texts
from handlers.context import Context
from handlers.draw_buttons import BeginDraw, MakeDraw, TweakDraw
from handlers.draw_naming import named, place_for
from handlers.guards import community_with_act, require_act

ACT: Final = "calendar.edit"
WINNERS: Final = (1, 3, 5, 10)
PRICES: Final = (0, 10, 20, 50, 100)
CLAIMS: Final = (24, 72, 168)
SPANS: Final = tuple(timedelta(hours=hours) for hours in (1, 24, 72, 168))
EVERY: Final = (None, "day", "week", "month")
# What is asked for in words, by DM.
ASKED: Final = frozenset({"title", "prizes", "rules"})


@dataclass(frozen=True, slots=True)
class Offer:
    """What the staff are offered below the open draws; nothing for anybody else."""

    words: tuple[Text | str, ...] = ()
    keyboard: Keyboard = ()


def offer(context: Context, place: Place) -> Offer:
    """Return the way to a new draw, for whoever may make one."""
    speaker = context.speaker
    if speaker is None or not place.allows(speaker.id, ACT):
        return Offer()
    row = tuple(
        Button(
            Text("draw-new-winners", winners=winners),
            data=buttons.pack(MakeDraw(place.community_id, winners)),
        )
        for winners in WINNERS
    )
    return Offer(("", Text("draw-new"), Text("draw-new-how")), (row[:2], row[2:]))


async def make(context: Context, said: str) -> None:
    """Draft a draw as somebody wrote it, or offer a few."""
    place = await require_act(context, ACT)
    if not said:
        offered = offer(context, place)
        context.say(Lines(*offered.words[1:]), offered.keyboard)
        return
    plan = plan_in(said_in(said, NAMES), context.uow.now, place.zone)
    if not plan.title:
        plan = replace(plan, title=_plain(context, Text("draw-untitled")))
    await check(context, place, plan)
    message = context.message
    is_here = context.place is not None and context.place.chat_id == place.chat_id
    thread_id = message.message_thread_id if is_here and message.is_topic_message else None
    drafted = await keeping.draft(
        context.uow, place, plan, thread_id=thread_id, by=context.person.id
    )
    context.say(*draw_texts.preview(drafted, place.zone))


async def change(context: Context, said: str) -> None:
    """Change a draw by a line; what changes while it is open is told with the new hash."""
    place = await require_act(context, ACT)
    draw, rest = await named(context, place, said, "draft", "open")
    if not rest:
        raise Refusal(Text("draw-set-how", number=str(draw.id)))
    # Its lines may begin right below the command.
    said = f"{draw.plan.title}{rest}" if rest.startswith("\n") else rest
    plan = plan_in(said_in(said, NAMES), context.uow.now, place.zone, draw.plan)
    context.say(*await apply(context, place, draw, plan))


async def apply(context: Context, place: Place, draw: Draw, plan: Plan) -> tuple[Lines, Keyboard]:
    """Change a draw, and return how it reads now; an open one's change is told in public."""
    await check(context, place, plan)
    changed = await keeping.change(context.uow, draw, plan, by=context.person.id)
    if changed.state == "draft":
        return draw_texts.preview(changed, place.zone)
    if changed.rules_hash == draw.rules_hash:
        return Lines(Text("draw-unchanged", title=changed.plan.title)), ()
    key = f"edit-told:{context.uow.stamp()}"
    words = Lines(
        Text("draw-edited", title=changed.plan.title, number=str(changed.id)),
        *draw_texts.details(changed.plan, place.zone),
        Text("draw-rules-hash", digest=changed.rules_hash),
        Text("draw-rules-hash-before", digest=draw.rules_hash),
    )
    draw_posts.tell_in_public(context.uow, changed, key, words)
    return Lines(Text("draw-edit-done", title=changed.plan.title)), ()


async def tap_make(_: Update, context: Context, button: MakeDraw) -> None:
    """Draft a draw with so many winners; its title, prizes and rules are asked for."""
    place = await community_with_act(context, button.community_id, ACT)
    if button.winners not in WINNERS:
        context.toast(Text("button-stale"), alert=True)
        return
    title = _plain(context, Text("draw-untitled"))
    prize = replace(Plan(title="").prizes[0], count=button.winners)
    plan = Plan(title=title, prizes=(prize,), ends_at=_round(context.uow.now) + SPANS[1])
    drafted = await keeping.draft(context.uow, place, plan, thread_id=None, by=context.person.id)
    context.toast()
    context.rewrite(*draw_texts.preview(drafted, place.zone))


async def tap_tweak(_: Update, context: Context, button: TweakDraw) -> None:
    """Change one thing about a draft to its next value, or ask for words."""
    draw, place = await _draft(context, button.draw_id)
    if button.what in ASKED:
        await draw_asking.ask(context, draw, button.what)
        return
    tweak = _TWEAKS.get(button.what)
    if tweak is None:
        context.toast(Text("button-stale"), alert=True)
        return
    plan = tweak(draw.plan, context.uow.now)
    changed = await keeping.change(context.uow, draw, plan, by=context.person.id)
    context.toast()
    context.rewrite(*draw_texts.preview(changed, place.zone))


async def tap_begin(_: Update, context: Context, button: BeginDraw) -> None:
    """Begin a drafted draw, or drop it."""
    draw, place = await _draft(context, button.draw_id)
    by = context.person.id
    if not button.is_sure:
        await keeping.call_off(context.uow, place, draw, by=by)
        context.toast()
        context.rewrite(Text("draw-dropped"))
        return
    begun = await keeping.begin(context.uow, place, draw, by=by)
    if begun is None:
        context.toast(Text("button-stale"), alert=True)
        return
    draw_posts.post_card(context.uow, place, begun)
    context.toast()
    context.rewrite(Text("draw-begun", title=begun.plan.title, number=str(begun.id)))


async def check(context: Context, place: Place, plan: Plan) -> None:
    """Refuse conditions that cannot be read, with where and why."""
    scope = place.scope(context.uow.now)
    asked = [*([plan.only] if plan.only else []), *(each.condition for each in plan.bonus)]
    for each in asked:
        fault = await fault_of(context.uow, scope, context.step.vocabulary, each)
        if fault is not None:
            raise Refusal(fault)


async def _draft(context: Context, draw_id: int) -> tuple[Draw, Place]:
    draw = await draw_by_id(context.uow, draw_id)
    if draw is None or draw.state != "draft":
        raise Refusal(Text("button-stale"))
    await community_with_act(context, draw.community_id, ACT)
    return draw, await place_for(context, draw)


def _next_end(plan: Plan, now: datetime) -> Plan:
    """Let it end in an hour, a day, three, a week, or by hand: whichever comes next."""
    later = [_round(now) + span for span in SPANS]
    if plan.ends_at is None:
        return replace(plan, ends_at=later[0])
    ends_at = next((each for each in later if each > plan.ends_at), None)
    return replace(plan, ends_at=ends_at)


_TWEAKS: Final[Mapping[str, Callable[[Plan, datetime], Plan]]] = {
    "winners": lambda plan, _: replace(
        plan,
        prizes=(
            replace(plan.prizes[0], count=_after(WINNERS, plan.prizes[0].count)),
            *plan.prizes[1:],
        ),
    ),
    "ends": _next_end,
    "price": lambda plan, _: replace(plan, price=_after(PRICES, plan.price)),
    "dice": lambda plan, _: replace(plan, has_dice=not plan.has_dice),
    "claim": lambda plan, _: replace(plan, claim_hours=_after(CLAIMS, plan.claim_hours)),
    "every": lambda plan, _: replace(plan, every=_after(EVERY, plan.every)),
}


def _round(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


def _after(values: tuple[Any, ...], value: Any) -> Any:
    at = values.index(value) + 1 if value in values else 0
    return values[at % len(values)]


def _plain(context: Context, text: Text) -> str:
    return context.catalog.plain(text, context.language)
