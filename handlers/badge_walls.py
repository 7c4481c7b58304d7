"""Badges as members look at them: the wall in words and as a picture, why, and on the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from telegram import Update

from bot.features.badges.cataloguing import bring_in
from bot.features.badges.queries import (
    Badge,
    Honour,
    catalogue,
    honours_of,
    progress_of,
    wearers,
)
from bot.features.badges.rules import Before, First, Progress, Rule
from bot.features.members.queries import names_of
from bot.features.places import Place
from bot.features.tags.rules import key_of
from bot.features.tags.selecting import Sight
from bot.kit.drawing import is_drawable
from bot.kit.effects import Picture
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, Words
from bot.kit.walls import MOST_MEDALS, Medal, Wall, draw_wall
from handlers.context import Context
from handlers.tag_lists import rule_shown
from handlers.targets import Asked

PICTURE_WORDS: Final = frozenset({"picture", "card", "pic", "图片", "卡片", "图"})
MOST_SHOWN: Final = 40
# Words before the key behind /why.
_PREFIXES: Final = ("badge ", "勋章 ", "勋章")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place on the wall: a badge, whether it is worn, and how far somebody has come."""

    badge: Badge
    worn: Honour | None
    progress: Progress | None


async def show_badges(_: Update, context: Context) -> None:
    """Show the wall of whoever asks, in words or as a picture."""
    place = await context.home()
    await bring_in(context.uow, place.community_id, place.policy.badges, place.zone)
    spots = await _spots(context, place)
    if not spots:
        context.say(Text("badges-none"))
        return
    words = await _wall_in_words(context, place, spots)
    if (context.args or [""])[0].casefold() not in PICTURE_WORDS:
        context.say(words)
    elif is_drawable():
        context.say(_head(context, place, spots), picture=_picture(context, place, spots))
    else:
        context.say(Lines(*words.texts, "", Text("me-no-picture")))


async def me_part(context: Context, place: Place) -> tuple[Text, tuple[str, ...]] | None:
    """Return the line of one's card with the badges that one wears, and each of them."""
    worn = [
        each.badge.terms.shown
        for each in await honours_of(context.uow, place.community_id, context.person.id)
        if each.revoked_at is None
    ]
    return (Text("me-badges", badges=" · ".join(worn)), tuple(worn)) if worn else None


async def explain(context: Context, place: Place, asked: Asked) -> Words | None:
    """Explain why somebody wears a badge, or what is missing."""
    word = asked.word
    for prefix in _PREFIXES:
        word = word.removeprefix(prefix)
    every = await catalogue(context.uow, place.community_id)
    badge = next((each for each in every if each.key == key_of(word)), None)
    if badge is None:
        return None
    is_staff = place.allows(context.person.id, "tags.give")
    if not asked.is_self and not is_staff:
        raise Refusal(Text("refused-not-admin"))
    held = await honours_of(context.uow, place.community_id, asked.person_id)
    honour = next((each for each in held if each.badge.id == badge.id), None)
    lines = await _why(context, place, asked, badge, honour)
    if badge.terms.about:
        lines.append(Text("why-badge-about", about=badge.terms.about))
    if badge.terms.rule is not None:
        lines.append(Text("why-badge-rule", rule=_rule(badge.terms.rule)))
    progress = await progress_of(
        context.uow, badge.terms.rule, _sight(context, place), asked.person_id
    )
    if progress is not None:
        lines.append(Text("why-badge-progress", have=progress.have, need=progress.need))
    return Lines(*lines)


async def _why(
    context: Context, place: Place, asked: Asked, badge: Badge, honour: Honour | None
) -> list[Text | str]:
    shown = badge.terms.shown
    if honour is None:
        return [Text("why-badge-not", name=asked.name, badge=shown)]
    by: str | Text = Text("why-tag-by-staff")
    if honour.actor_id is not None and place.allows(context.person.id, "tags.give"):
        by = (await names_of(context.uow, {honour.actor_id})).get(honour.actor_id, by)
    at = honour.revoked_at or honour.at
    return [
        Text(
            "why-badge" if honour.revoked_at is None else "why-badge-revoked",
            name=asked.name,
            badge=shown,
            source=honour.source,
            by=by,
            day=at.astimezone(place.zone).date(),
        )
    ]


async def _spots(context: Context, place: Place) -> list[_Spot]:
    uow, person_id = context.uow, context.person.id
    held = {
        each.badge.id: each
        for each in await honours_of(uow, place.community_id, person_id)
        if each.revoked_at is None
    }
    sight = _sight(context, place)
    spots: list[_Spot] = []
    for badge in await catalogue(uow, place.community_id):
        worn = held.get(badge.id)
        if worn is None and not badge.is_open:
            continue
        progress = None
        if worn is None and len(spots) < MOST_SHOWN:
            progress = await progress_of(uow, badge.terms.rule, sight, person_id)
        spots.append(_Spot(badge, worn, progress))
    spots.sort(key=lambda spot: spot.worn is None)
    return spots


async def _wall_in_words(context: Context, place: Place, spots: Sequence[_Spot]) -> Lines:
    lines: list[Text | str] = [_head(context, place, spots)]
    counts = await wearers(context.uow, place.community_id)
    for spot in spots[:MOST_SHOWN]:
        shown, count = spot.badge.terms.shown, counts.get(spot.badge.key, 0)
        if spot.worn is not None:
            day = spot.worn.at.astimezone(place.zone).date()
            lines.append(Text("badges-worn", badge=shown, day=day, count=count))
        elif spot.progress is not None:
            have, need = min(spot.progress.have, spot.progress.need), spot.progress.need
            lines.append(Text("badges-on-the-way", badge=shown, have=have, need=need))
        elif spot.badge.terms.rule is not None:
            lines.append(Text("badges-to-come", badge=shown, rule=_rule(spot.badge.terms.rule)))
        elif spot.badge.terms.about:
            lines.append(Text("badges-by-hand-for", badge=shown, about=spot.badge.terms.about))
        else:
            lines.append(Text("badges-by-hand", badge=shown))
    return Lines(*lines)


def _head(context: Context, place: Place, spots: Sequence[_Spot]) -> Text:
    worn = sum(spot.worn is not None for spot in spots)
    return Text(
        "badges-head",
        name=context.person.name,
        community=place.community_name,
        worn=worn,
        every=len(spots),
    )


def _picture(context: Context, place: Place, spots: Sequence[_Spot]) -> Picture:
    """Return the wall as a picture; it is drawn when it is sent, in a thread."""
    catalog, language = context.catalog, context.language
    medals = [_medal(context, place, spot) for spot in spots[:MOST_MEDALS]]
    worn = Text("badges-count", worn=sum(each.is_worn for each in medals), every=len(spots))
    wall = Wall(
        name=context.person.name,
        community=place.community_name,
        title=catalog.plain(worn, language),
        medals=tuple(medals),
    )
    return Picture("hearth-badges.png", partial(draw_wall, wall))


def _medal(context: Context, place: Place, spot: _Spot) -> Medal:
    terms, progress, below = spot.badge.terms, spot.progress, ""
    if spot.worn is not None:
        day = spot.worn.at.astimezone(place.zone).date()
        below = context.catalog.plain(Text("badges-day", day=day), context.language)
    elif progress is not None:
        below = f"{min(progress.have, progress.need):,} / {progress.need:,}"
    return Medal(
        emoji=terms.emoji or "🏅",
        title=terms.title or terms.key,
        below=below,
        is_worn=spot.worn is not None,
        share=0.0 if progress is None else progress.share,
    )


def _sight(context: Context, place: Place) -> Sight:
    uow = context.uow
    return Sight(place.community_id, place.zone, uow.now, place.policy.levels, uow.dialect)


def _rule(rule: Rule) -> Text:
    match rule:
        case First(count):
            return Text("badge-rule-first", count=count)
        case Before(day):
            return Text("badge-rule-before", day=day)
        case _:
            return rule_shown(rule)
