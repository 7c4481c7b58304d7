"""Tags as people look at them: the catalogue, one's own with switches, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from telegram import Update

from bot.features.members.queries import names_of
from bot.features.places import Place, Places
from bot.features.segments.rules import Unread
from bot.features.segments.service import Scope, holds
from bot.features.sources.queries import is_here
from bot.features.tags.cataloguing import RECONCILES
from bot.features.tags.nightly import TagKeeper
from bot.features.tags.queries import Borne, Tag, bearers, catalogue, tag_by_id, tags_of
from bot.features.tags.rules import (
    Came,
    Chose,
    Did,
    Hours,
    Inactive,
    Level,
    Rule,
    Said,
    Segment,
    is_replaced,
    key_of,
    may_see,
)
from bot.features.tags.service import EXPIRES, give_tag, take
from bot.features.vocabulary import vocabulary
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, Words
from handlers import buttons
from handlers.context import Context
from handlers.targets import Asked

MOST_SHOWN: Final = 60
MOST_SWITCHES: Final = 40


@buttons.says("tagme")
@dataclass(frozen=True, slots=True)
class TagMe:
    """Take a tag oneself, or put it down; members choose only those that are theirs to choose."""

    tag_id: int
    is_on: bool


def keepers(places: Places) -> Mapping[str, Any]:
    """Return who does which kind of due work about tags."""
    keeper = TagKeeper(places, vocabulary())
    return {RECONCILES: keeper, EXPIRES: keeper.expire}


async def show_tags(_: Update, context: Context) -> None:
    """Show the tags there are; by DM one's own, with switches for those one may choose."""
    place = await context.home()
    is_staff = _is_staff(context, place)
    if context.place is None:
        words, keyboard = await _own_page(context, place)
        if is_staff:
            words = Lines(*words.texts, "", *await _catalogue(context, place, is_staff=True))
        context.say(words, keyboard)
        return
    seen_here = is_staff and place.is_back_room
    context.say(Lines(*await _catalogue(context, place, is_staff=seen_here)))


async def tap_tag_me(_: Update, context: Context, button: TagMe) -> None:
    """Take a tag or put it down."""
    uow, person_id = context.uow, context.person.id
    tag = await tag_by_id(uow, button.tag_id)
    if tag is None or not tag.terms.is_own_choice or context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    if not await is_here(uow, tag.community_id, person_id):
        context.toast(Text("tag-members-alone"), alert=True)
        return
    if button.is_on and await _is_closed(context, tag):
        context.toast(Text("tag-choice-closed"), alert=True)
        return
    if button.is_on:
        await give_tag(uow, tag, person_id, source="self", actor_id=person_id, evidence={})
    else:
        await take(uow, tag.community_id, person_id, tag.key)
    context.toast(Text("tag-toast-on" if button.is_on else "tag-toast-off", tag=tag.terms.shown))
    here = await context.step.places.of_community(uow, tag.community_id)
    place = next((each for each in here if not each.is_back_room), None)
    if place is not None:
        context.rewrite(*await _own_page(context, place))


async def _is_closed(context: Context, tag: Tag) -> bool:
    """Whether a tag would take the place of one that is not the member's own to put down."""
    borne = await tags_of(context.uow, tag.community_id, context.person.id)
    return any(
        is_replaced(each.tag.terms, tag.terms) and not each.tag.terms.is_own_choice
        for each in borne
    )


async def me_line(context: Context, place: Place, person_id: int) -> Text | None:
    """Return the line of one's card with the tags that others, or oneself, may see."""
    borne = await tags_of(context.uow, place.community_id, person_id)
    in_private = context.place is None
    shown = [
        each.tag.terms.shown
        for each in borne
        if may_see(each.tag.terms.seen_by, is_self=in_private, is_staff=False)
    ]
    return Text("me-tags", tags=" · ".join(shown)) if shown else None


async def explain(context: Context, place: Place, asked: Asked) -> Words | None:
    """Explain why somebody bears a tag, or that they do not."""
    # Looked up here: what somebody wrote goes into no statement.
    every = await catalogue(context.uow, place.community_id)
    tag = next((each for each in every if each.key == key_of(asked.word)), None)
    if tag is None:
        return None
    is_staff = _is_staff(context, place)
    if tag.terms.seen_by == "staff" and not is_staff:
        # Nobody else is to find out that there is such a tag.
        return None
    if not asked.is_self and not is_staff:
        raise Refusal(Text("refused-not-admin"))
    # In the group everybody reads along.
    is_private = context.place is None or context.place.is_back_room or not asked.is_self
    if not may_see(tag.terms.seen_by, is_self=is_private, is_staff=is_staff and is_private):
        return Text("why-tag-private")
    borne = await tags_of(context.uow, place.community_id, asked.person_id)
    held = next((each for each in borne if each.tag.id == tag.id), None)
    if held is None:
        lines: list[Text | str] = [Text("why-tag-not", name=asked.name, tag=tag.terms.shown)]
        if tag.terms.rule is not None:
            lines.append(_told_rule(tag.terms.rule, is_staff=is_staff and is_private))
    else:
        lines = await _why(context, place, asked, held, is_staff=is_staff and is_private)
    if isinstance(tag.terms.rule, Segment) and is_staff and is_private:
        lines += await _clauses(context, place, tag.terms.rule, asked.person_id)
    return Lines(*lines)


def rule_shown(rule: Rule) -> Text:  # noqa: PLR0911 — one line a kind of rule
    """Return in words what a tag is given for."""
    match rule:
        case Said(words, is_fuzzy):
            kind = "fuzzy" if is_fuzzy else "exact"
            return Text("tag-rule-said", words=", ".join(words[:10]), kind=kind)
        case Did(kind, times, within):
            return Text("tag-rule-did", deed=Text(_DEEDS[kind]), times=times, days=within or 0)
        case Came(source):
            return Text("tag-rule-came", source=source)
        case Hours(part, least):
            return Text("tag-rule-hours", part=part, least=least)
        case Inactive(days):
            return Text("tag-rule-inactive", days=days)
        case Level(level):
            return Text("tag-rule-level", level=level)
        case Chose(poll, option):
            return Text("tag-rule-chose", poll=poll, option=option)
        case Segment(expression):
            return Text("tag-rule-segment", expression=expression)


_DEEDS: Final = {
    "message": "tag-deed-message",
    "reaction": "tag-deed-reaction",
    "member_checked_in": "tag-deed-checked-in",
    "member_thanked": "tag-deed-thanked",
    "member_voted": "tag-deed-voted",
    "member_joined": "tag-deed-joined",
    "member_onboarded": "tag-deed-onboarded",
}


async def _why(
    context: Context, place: Place, asked: Asked, held: Borne, *, is_staff: bool
) -> list[Text | str]:
    terms = held.tag.terms
    by: str | Text = Text("why-tag-by-staff")
    if held.actor_id is not None and is_staff:
        by = (await names_of(context.uow, {held.actor_id})).get(held.actor_id, by)
    lines: list[Text | str] = [
        Text(
            "why-tag",
            name=asked.name,
            tag=terms.shown,
            source=held.source,
            by=by,
            day=held.at.astimezone(place.zone).date(),
        )
    ]
    if held.source == "rule" and terms.rule is not None:
        lines.append(_told_rule(terms.rule, is_staff=is_staff))
        lines += _evidence(terms.rule, held.evidence)
    elif "line" in held.evidence:
        lines.append(Text("why-tag-line", line=int(held.evidence["line"])))
    if held.expires_at is not None:
        lines.append(Text("why-tag-until", day=held.expires_at.astimezone(place.zone).date()))
    return lines


def _told_rule(rule: Rule, *, is_staff: bool) -> Text:
    """Say what a tag is given for; a condition may name what is for the staff alone."""
    if isinstance(rule, Segment) and not is_staff:
        return Text("why-tag-rule", rule=Text("tag-rule-of-the-staff"))
    return Text("why-tag-rule", rule=rule_shown(rule))


def _evidence(rule: Rule, evidence: Any) -> list[Text]:
    match rule:
        case Said(words, _) if 0 < int(evidence.get("entry", 0)) <= len(words):
            return [Text("why-tag-word", word=words[int(evidence["entry"]) - 1])]
        case Came() if isinstance(evidence.get("grade"), str):
            return [Text("why-tag-grade", grade=evidence["grade"])]
        case _:
            return []


async def _clauses(
    context: Context, place: Place, rule: Segment, person_id: int
) -> list[Text | str]:
    scope = Scope(place.community_id, place.zone, context.uow.now, place.policy)
    try:
        held = await holds(context.uow, scope, context.step.vocabulary, rule.expression, person_id)
    except Unread:
        return []
    return [
        Text("why-tag-clause", clause=written, holds="yes" if does else "no")
        for written, does, _ in held.clauses
    ]


async def _own_page(context: Context, place: Place) -> tuple[Lines, Keyboard]:
    """Return the tags that somebody bears and may see, and the switches for their own choice."""
    person_id = context.person.id
    borne = await tags_of(context.uow, place.community_id, person_id)
    # A switch tells no more than that one chose it, where one may not see that one bears it.
    held = {
        each.tag.id
        for each in borne
        if each.source == "self" or may_see(each.tag.terms.seen_by, is_self=True, is_staff=False)
    }
    shown = [
        each.tag for each in borne if may_see(each.tag.terms.seen_by, is_self=True, is_staff=False)
    ]
    lines: list[Text | str] = [Text("tags-own-head", name=place.community_name)]
    lines += [Text("tags-own-line", tag=tag.terms.shown) for tag in shown]
    if not shown:
        lines.append(Text("tags-own-none"))
    every = await catalogue(context.uow, place.community_id)
    own = [tag for tag in every if tag.terms.is_own_choice][:MOST_SWITCHES]
    if own:
        lines.append(Text("tags-own-choose"))
    return Lines(*lines), tuple((_switch(tag, is_on=tag.id in held),) for tag in own)


def _switch(tag: Tag, *, is_on: bool) -> Button:
    word = "tag-switch-on" if is_on else "tag-switch-off"
    data = buttons.pack(TagMe(tag.id, not is_on))
    return Button(Text(word, tag=tag.terms.shown), data=data)


async def _catalogue(context: Context, place: Place, *, is_staff: bool) -> list[Text | str]:
    every = await catalogue(context.uow, place.community_id)
    shown = [tag for tag in every if is_staff or tag.terms.seen_by == "members"]
    if not shown:
        return [Text("tags-none")]
    counts = await bearers(context.uow, place.community_id) if is_staff else {}
    lines: list[Text | str] = [Text("tags-head", name=place.community_name)]
    for tag in shown[:MOST_SHOWN]:
        if not is_staff:
            lines.append(Text("tags-line", tag=tag.terms.shown))
            continue
        terms = tag.terms
        rule: Text | str = "" if terms.rule is None else rule_shown(terms.rule)
        lines.append(
            Text(
                "tags-line-staff",
                key=tag.key,
                title=terms.shown,
                count=counts.get(tag.key, 0),
                group=terms.group or "–",
                seen=terms.seen_by,
                rule=rule,
                has_rule="no" if terms.rule is None else "yes",
            )
        )
    return lines


def _is_staff(context: Context, place: Place) -> bool:
    person = context.speaker
    return person is not None and place.allows(person.id, "tags.give")
