"""Setting challenges up: by a line, by a short dialogue; changing and ending them."""

from datetime import timedelta
from typing import Any, Final

from telegram import Update

from bot.features.challenges import keeping
from bot.features.challenges.queries import challenge_by_id, challenge_named
from bot.features.challenges.reading import Misread, Wish, wish_in
from bot.features.challenges.rules import KINDS, Challenge, Plan
from bot.features.challenges.templates import CALLED, TEMPLATES
from bot.features.places import Place, place_of
from bot.features.segments.service import fault_of
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons, challenge_staff, challenge_texts, challenge_titles
from handlers.challenge_buttons import BeginChallenge, EndChallenge, MakeFrom, Tweak
from handlers.challenge_titles import ACT
from handlers.context import Context
from handlers.guards import community_with_act, require_act

DAYS: Final = (7, 14, 21, 30, 60, 100)
REWARDS: Final = (10, 20, 50, 0, 5)
RESTS: Final = ("", "67", "7")
TEAMS: Final = (0, 2, 3, 5)


async def make(context: Context, said: str) -> None:
    """Draft a challenge as somebody wrote it, or offer templates."""
    place = await require_act(context, ACT)
    if not said:
        context.say(Lines(Text("challenge-new"), Text("challenge-new-how")), _templates(place))
        return
    today = context.uow.now.astimezone(place.zone).date()
    try:
        wish = wish_in(said, today)
    except Misread as misread:
        raise Refusal(misread.why) from misread
    if not wish.title:
        wish = wish._replace(title=_plain(context, _untitled(said)))
    await _check_only(context, place, wish.changes)
    message = context.message
    is_here = context.place is not None and context.place.chat_id == place.chat_id
    thread_id = message.message_thread_id if is_here and message.is_topic_message else None
    drafted = await keeping.draft(
        context.uow, place, wish, thread_id=thread_id, by=context.person.id
    )
    context.say(*challenge_texts.preview(drafted))


async def manage(context: Context, verb: str, said: str) -> None:
    """Change, end, or export a challenge, or turn down what was no evidence."""
    place = await require_act(context, ACT)
    if verb == "reject":
        await challenge_staff.reject(context, place, said)
        return
    name, *more = said.split(maxsplit=1) or [""]
    rest = more[0] if more else ""
    challenge = await challenge_named(context.uow, place.community_id, name) if name else None
    if challenge is None:
        raise Refusal(Text("challenge-unknown", name=name[:64]))
    match verb:
        case "set":
            await _change(context, place, challenge, rest)
        case "end":
            context.say(
                Text("challenge-end-ask", title=challenge.plan.title),
                _sure(challenge, context.person.id),
            )
        case _:
            await challenge_staff.export(context, challenge)


async def tap_template(_: Update, context: Context, button: MakeFrom) -> None:
    """Draft a challenge from a template."""
    place = await community_with_act(context, button.community_id, ACT)
    if button.template not in TEMPLATES:
        context.toast(Text("button-stale"), alert=True)
        return
    title = _plain(context, Text(f"challenge-template-{button.template}"))
    wish = Wish(title, TEMPLATES[button.template])
    drafted = await keeping.draft(context.uow, place, wish, thread_id=None, by=context.person.id)
    context.toast()
    context.rewrite(*challenge_texts.preview(drafted))


async def tap_tweak(_: Update, context: Context, button: Tweak) -> None:
    """Change one thing about a draft to its next value."""
    challenge = await challenge_titles.draft_of(context, button.challenge_id)
    if button.what == "title":
        await challenge_titles.begin(context, challenge)
        return
    if button.what == challenge_titles.KEEP:
        await challenge_titles.keep(context, challenge)
        return
    changes = _next(challenge.plan, button.what, context)
    if not changes:
        context.toast(Text("button-stale"), alert=True)
        return
    changed = await keeping.change(context.uow, challenge, changes)
    context.toast()
    context.rewrite(*challenge_texts.preview(changed))


async def tap_begin(_: Update, context: Context, button: BeginChallenge) -> None:
    """Begin a drafted challenge, or drop it."""
    challenge = await challenge_titles.draft_of(context, button.challenge_id)
    by = context.person.id
    if not button.is_sure:
        await keeping.end(context.uow, challenge, by=by)
        context.toast()
        context.rewrite(Text("challenge-dropped"))
        return
    begun = await keeping.begin(context.uow, challenge, by=by)
    if begun is None:
        context.toast(Text("button-stale"), alert=True)
        return
    await context.step.places.read(context.uow, [begun.chat_id])
    place = place_of(context.uow, begun.chat_id)
    if place is not None:
        await challenge_staff.take_up(context.uow, place, begun, by=context.person.id)
    context.toast()
    context.rewrite(Text("challenge-begun", title=begun.plan.title, day=begun.plan.starts_on))


async def tap_end(_: Update, context: Context, button: EndChallenge) -> None:
    """End a challenge early after a second look."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    challenge = await challenge_by_id(context.uow, button.challenge_id)
    if challenge is None:
        context.toast(Text("button-stale"), alert=True)
        return
    await community_with_act(context, challenge.community_id, ACT)
    if not button.is_sure:
        context.toast()
        context.rewrite(Text("challenge-end-kept", title=challenge.plan.title))
        return
    if not await keeping.end(context.uow, challenge, by=context.person.id):
        context.toast(Text("button-stale"), alert=True)
        return
    await challenge_staff.celebrate(context.uow, challenge)
    context.toast()
    context.rewrite(Text("challenge-ended", title=challenge.plan.title))


async def _change(context: Context, place: Place, challenge: Challenge, said: str) -> None:
    today = context.uow.now.astimezone(place.zone).date()
    try:
        # The challenge's own command is the first line; its parts stand below.
        wish = wish_in(said, today, challenge.plan)
    except Misread as misread:
        raise Refusal(misread.why) from misread
    changes: dict[str, Any] = dict(wish.changes)
    if wish.title:
        changes["title"] = wish.title
    if not changes:
        raise Refusal(Text("challenge-set-how", key=challenge.plan.key))
    await _check_only(context, place, changes)
    changed = await keeping.change(context.uow, challenge, changes)
    if changed.state == "draft":
        context.say(*challenge_texts.preview(changed))
        return
    lines = [Text("challenge-title", title=changed.plan.title)]
    context.say(Lines(Text("challenge-changed"), *lines, *challenge_texts.details(changed.plan)))


async def _check_only(context: Context, place: Place, changes: Any) -> None:
    only = changes.get("only")
    if only is None:
        return
    scope = place.scope(context.uow.now)
    fault = await fault_of(context.uow, scope, context.step.vocabulary, only)
    if fault is not None:
        raise Refusal(fault)


def _next(plan: Plan, what: str, context: Context) -> dict[str, Any]:
    today = context.uow.now.date()
    monday = today + timedelta(days=7 - today.weekday())
    soon = (today, today + timedelta(days=1), monday)
    # A goal that was made for other days is made anew.
    known: dict[str, dict[str, Any]] = {
        "days": {"days": _after(DAYS, plan.days), "goal": 0},
        "by": {"kind": _after(KINDS, plan.kind)},
        "mode": {"is_consecutive": not plan.is_consecutive, "goal": 0},
        "rest": {"rest": _after(RESTS, plan.rest), "goal": 0},
        "reward": {"reward": _after(REWARDS, plan.reward)},
        "team": {"team_size": _after(TEAMS, plan.team_size), "team_reward": 20},
        "start": {"starts_on": _after(soon, plan.starts_on)},
    }
    return known.get(what, {})


def _after(values: tuple[Any, ...], value: Any) -> Any:
    at = values.index(value) + 1 if value in values else 0
    return values[at % len(values)]


def _templates(place: Place) -> Keyboard:
    return tuple(
        (
            Button(
                Text(f"challenge-template-{name}"),
                data=buttons.pack(MakeFrom(place.community_id, name)),
            ),
        )
        for name in TEMPLATES
    )


def _sure(challenge: Challenge, asker_id: int) -> Keyboard:
    yes = buttons.pack(EndChallenge(challenge.id, asker_id, is_sure=True))
    no = buttons.pack(EndChallenge(challenge.id, asker_id, is_sure=False))
    return (
        (
            Button(Text("challenge-end-yes"), data=yes),
            Button(Text("challenge-end-no"), data=no),
        ),
    )


def _untitled(said: str) -> Text:
    """Return what a challenge is called that was given no title: as its template is, if any."""
    template = CALLED.get(said.split(maxsplit=1)[0].casefold())
    return Text("challenge-untitled" if template is None else f"challenge-template-{template}")


def _plain(context: Context, text: Text) -> str:
    return context.catalog.plain(text, context.language)
