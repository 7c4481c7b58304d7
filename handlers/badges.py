"""Badges as staff change them: the catalogue, whom a rule would honour, giving and taking."""

from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.features.badges.cataloguing import (
    keep_badge,
    open_badge,
    plan_reconciling,
    remove_badge,
)
from bot.features.badges.honouring import preview
from bot.features.badges.queries import Badge, badge_by_id, badge_named, catalogue, wearers
from bot.features.badges.reading import wish_of
from bot.features.badges.rules import Terms
from bot.features.badges.service import honour, revoke
from bot.features.places import Place
from bot.features.segments.service import Scope, fault_of
from bot.features.tags.rules import Fault, Segment, key_of, nearest
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately
from handlers.targets import said_after_command, target_in

VERBS: Final = {
    **dict.fromkeys(("new", "新建", "新"), "new"),
    **dict.fromkeys(("edit", "修改", "编辑"), "edit"),
    **dict.fromkeys(("remove", "删除"), "remove"),
    **dict.fromkeys(("give", "颁发", "颁"), "give"),
    **dict.fromkeys(("take", "收回"), "take"),
}
# What is wrong with a wish, and no tag can have.
_OWN_FAULTS: Final = frozenset({"word", "emoji", "about", "lasting", "moment", "before"})


@buttons.says("badge")
@dataclass(frozen=True, slots=True)
class SteerBadge:
    """Let a badge's rule work ("open"), take it out ("drop") or neither ("stay")."""

    badge_id: int
    asker_id: int
    deed: str


async def say_badge(_: Update, context: Context) -> None:
    """Change the catalogue, give a badge or take it."""
    said = said_after_command(context.message)
    verb = VERBS.get(said.split(maxsplit=1)[0].casefold()) if said else None
    rest = said.partition(" ")[2].strip()
    if verb in {"give", "take"}:
        place = await require_act(context, "tags.give")
        await _hand(context, place, verb == "give", rest)
    elif verb is not None and rest:
        await _change(context, await require_act(context, "tags.edit"), verb, rest)
    else:
        await require_act(context, "tags.give")
        raise Refusal(Text("badge-how"))


async def tap_badge(_: Update, context: Context, button: SteerBadge) -> None:
    """Let a rule work or take a badge out, once its maker is sure."""
    if context.person.id != button.asker_id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    badge = await badge_by_id(context.uow, button.badge_id)
    if badge is None:
        context.toast(Text("button-stale"), alert=True)
        return
    place = await community_with_act(context, badge.community_id, "tags.edit")
    context.toast()
    if button.deed == "open":
        await open_badge(context.uow, badge, by=context.person.id)
        plan_reconciling(context.uow, badge.community_id, place.zone, at_once=True)
        context.rewrite(Text("badge-opened", badge=badge.terms.shown))
    elif button.deed == "drop":
        count = await remove_badge(context.uow, badge, by=context.person.id)
        context.rewrite(Text("badge-gone", badge=badge.terms.shown, count=count))
    else:
        context.rewrite(Text("badge-stays", badge=badge.terms.shown))


async def _change(context: Context, place: Place, verb: str, rest: str) -> None:
    """Make, change or take out a badge of the catalogue."""
    key = key_of(rest.split(maxsplit=1)[0])
    if key in {terms.key for terms in place.policy.badges}:
        raise Refusal(Text("badge-of-the-file", badge=key))
    before = await badge_named(context.uow, place.community_id, key)
    if verb == "new" and before is not None:
        raise Refusal(Text("badge-known", badge=key))
    if verb != "new" and before is None:
        raise Refusal(await _missing(context, place, key))
    if verb == "remove" and before is not None:
        count = (await wearers(context.uow, place.community_id)).get(key, 0)
        ask = Text("badge-drop-ask", badge=before.terms.shown, count=count)
        context.say(ask, _keyboard(context, before, ("drop", "stay")))
        return
    terms = wish_of(rest, None if before is None else before.terms)
    if isinstance(terms, Fault):
        raise Refusal(_fault(terms))
    await _look_at_rule(context, place, terms)
    is_open = terms.rule is None or _is_at_work(before, terms)
    kept = await keep_badge(
        context.uow, place.community_id, terms, by=context.person.id, is_open=is_open
    )
    await _answer(context, place, kept.badge, is_new=kept.is_new)


def _is_at_work(before: Badge | None, terms: Terms) -> bool:
    return before is not None and before.is_open and before.terms.rule == terms.rule


async def _answer(context: Context, place: Place, badge: Badge, *, is_new: bool) -> None:
    """Say what was made; a rule is shown whom it fits before it honours anybody."""
    word = Text("badge-made" if is_new else "badge-changed", badge=badge.terms.shown)
    if badge.is_open:
        context.say(word)
        return
    seen = await preview(context.uow, place, context.step.vocabulary, badge)
    lines: list[Text | str] = [word]
    if seen is not None:
        lines.append(Text("badge-preview", count=seen.honoured))
        if seen.first:
            lines.append(Text("badge-preview-first", names=", ".join(seen.first)))
        if seen.revoked:
            lines.append(Text("badge-preview-lost", count=seen.revoked))
    lines.append(Text("badge-preview-ask"))
    context.say(Lines(*lines), _keyboard(context, badge, ("open", "drop")))


async def _look_at_rule(context: Context, place: Place, terms: Terms) -> None:
    """Refuse an expression that cannot be read."""
    if not isinstance(terms.rule, Segment):
        return
    scope = Scope(place.community_id, place.zone, context.uow.now, place.policy)
    fault = await fault_of(context.uow, scope, context.step.vocabulary, terms.rule.expression)
    if fault is not None:
        raise Refusal(fault)


async def _hand(context: Context, place: Place, is_given: bool, rest: str) -> None:  # noqa: FBT001
    """Give somebody a badge, or take it from them: `@mei early`, or in reply `early`."""
    target = await target_in(context, rest)
    if target is None or not target.rest:
        raise Refusal(Text("badge-how"))
    if target.is_channel or target.is_bot or not target.is_known:
        raise Refusal(Text("tag-not-a-person"))
    badge = await badge_named(context.uow, place.community_id, key_of(target.rest))
    if badge is None:
        raise Refusal(await _missing(context, place, target.rest))
    hand = honour if is_given else revoke
    is_news = await hand(context.uow, badge, target.id, by=context.person.id)
    word = ("badge-given" if is_given else "badge-taken") if is_news else "badge-no-change"
    answer = Text(word, name=target.name, badge=badge.terms.shown)
    if is_given and is_news:
        context.say(answer)
    else:
        await answer_privately(context, answer)


def _fault(fault: Fault) -> Text:
    """Return in words what is wrong; a rule of tags is wrong in their words."""
    if fault.kind in _OWN_FAULTS:
        return Text(f"badge-fault-{fault.kind}", about=fault.about)
    return Text(f"tag-fault-{fault.kind}", about=fault.about)


async def _missing(context: Context, place: Place, word: str) -> Text:
    keys = [badge.key for badge in await catalogue(context.uow, place.community_id)]
    near = nearest(word, keys)
    if near is not None:
        return Text("badge-unknown-near", badge=word[:40], near=near)
    return Text("badge-unknown", badge=word[:40])


def _keyboard(context: Context, badge: Badge, deeds: tuple[str, ...]) -> Keyboard:
    asker_id = context.person.id
    return tuple(
        (
            Button(
                Text(f"badge-button-{deed}"),
                data=buttons.pack(SteerBadge(badge.id, asker_id, deed)),
            ),
        )
        for deed in deeds
    )
