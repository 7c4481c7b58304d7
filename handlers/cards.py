"""One's own card: each feature says its part, in words and as they go onto the picture."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from telegram import Update

from bot.features.checkins.service import record_of
from bot.features.places import Place
from bot.features.points.rules import standing_of
from bot.features.points.service import balance_of
from bot.kit.drawing import Card, draw, is_drawable
from bot.kit.effects import Button, Keyboard, Picture, Reply
from bot.kit.texts import Lines, Text
from handlers import badge_walls, buttons, own_buttons, tag_lists, tiers
from handlers.context import Context

# Behind /me: as a picture.
PICTURE_WORDS: Final = frozenset({"picture", "card", "pic", "图片", "卡片", "图"})


@dataclass(frozen=True, slots=True)
class Bar:
    """How far somebody is on the way to the next level."""

    title: Text
    missing: Text | None
    share: float


@dataclass(frozen=True, slots=True)
class Part:
    """What a feature says on a card.

    `lines` are its words. On the picture figures stand large above their labels, chips are small
    labels, and a part with neither is drawn as its lines.
    """

    lines: tuple[Text, ...] = ()
    figures: tuple[tuple[str, Text], ...] = ()
    chips: tuple[str, ...] = ()
    bar: Bar | None = None


# Says its part of the asker's own card, or None where it has nothing to say. In a group the place
# is the context's: only what everybody may see is said there.
PartMaker: TypeAlias = Callable[[Context, Place], Awaitable[Part | None]]


async def show_me(_: Update, context: Context) -> None:
    """Show one's own card; as a picture, if that is what was asked for."""
    place = await context.home()
    parts = await _parts(context, place)
    words = _words(context, place, parts)
    if (context.args or [""])[0].casefold() not in PICTURE_WORDS:
        context.say(words, _keyboard(context, place))
    elif is_drawable():
        context.say(_caption(context, place), picture=_picture(context, place, parts))
    else:
        context.say(Lines(*words.texts, "", Text("me-no-picture")))


async def tap_picture(_: Update, context: Context, button: own_buttons.DrawMe) -> None:
    """Show one's own card as a picture, in a group once a press of its button."""
    pressed = context.press.message
    if pressed is None or button.person_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    if not is_drawable():
        context.toast(Text("me-no-picture"), alert=True)
        return
    place = await context.home()
    parts = await _parts(context, place)
    context.toast()
    if context.place is not None:
        context.rewrite(_words(context, place, parts))
    context.uow.speak(
        Reply(
            pressed.chat.id,
            _caption(context, place),
            context.language,
            # A reply stands in the same topic.
            reply_to=None if context.place is None else pressed.message_id,
            picture=_picture(context, place, parts),
        )
    )


async def _parts(context: Context, place: Place) -> list[Part]:
    made = [await make(context, place) for make in PARTS]
    return [part for part in made if part is not None]


def _caption(context: Context, place: Place) -> Text:
    return Text("me-head", name=context.person.name, community=place.community_name)


def _words(context: Context, place: Place, parts: list[Part]) -> Lines:
    return Lines(_caption(context, place), *(line for part in parts for line in part.lines))


def _keyboard(context: Context, place: Place) -> Keyboard:
    picture = Button(Text("me-picture"), data=buttons.pack(own_buttons.DrawMe(context.person.id)))
    if context.place is not None:
        return ((picture,),)
    profile = buttons.pack(own_buttons.AskField(place.community_id, ""))
    mail = buttons.pack(own_buttons.ShowContacts())
    return (
        (Button(Text("me-profile"), data=profile), Button(Text("me-contacts"), data=mail)),
        (picture,),
    )


def _picture(context: Context, place: Place, parts: list[Part]) -> Picture:
    """Return the card as a picture; it is drawn when it is sent, in a thread."""
    language, catalog = context.language, context.catalog

    def plain(text: Text) -> str:
        return catalog.plain(text, language)

    bar = next((part.bar for part in parts if part.bar is not None), None)
    card = Card(
        name=context.person.name,
        community=place.community_name,
        title="" if bar is None else plain(bar.title),
        missing="" if bar is None or bar.missing is None else plain(bar.missing),
        share=0.0 if bar is None else bar.share,
        figures=tuple((each, plain(label)) for part in parts for each, label in part.figures),
        lines=tuple(
            plain(line)
            for part in parts
            if not (part.figures or part.chips or part.bar)
            for line in part.lines
        ),
        chips=tuple(chip for part in parts for chip in part.chips),
    )
    return Picture("hearth-me.png", partial(draw, card))


async def _standing(context: Context, place: Place) -> Part:
    """Level, experience and points."""
    balance = await balance_of(context.uow, place.community_id, context.person.id)
    standing = standing_of(balance.experience, place.policy.levels)
    title = (
        Text("me-level", level=standing.level)
        if standing.name is None
        else Text("me-level-named", level=standing.level, name=standing.name)
    )
    missing, share = None, 1.0
    if standing.next_at is not None:
        span = standing.next_at - standing.starts_at
        share = (balance.experience - standing.starts_at) / span if span else 1.0
        missing = Text(
            "me-next-level",
            experience=balance.experience,
            missing=standing.next_at - balance.experience,
        )
    points = Text("me-points", points=balance.points)
    return Part(
        lines=(title, points) if missing is None else (title, missing, points),
        figures=((f"{balance.points:,}", Text("me-figure-points")),),
        bar=Bar(title, missing, share),
    )


async def _streak(context: Context, place: Place) -> Part | None:
    """Today's sign-in and the streak."""
    if not place.policy.checkins.is_on:
        return None
    record = await record_of(
        context.uow,
        place.community_id,
        context.person.id,
        zone=place.zone,
        terms=place.policy.checkins,
    )
    return Part(
        lines=(
            Text(
                "me-streak",
                streak=record.streak,
                best=record.best,
                days=record.total_days,
                signed="yes" if record.signed_today else "no",
            ),
        ),
        figures=(
            (f"{record.streak:,}", Text("me-figure-streak")),
            (f"{record.total_days:,}", Text("me-figure-days")),
        ),
    )


async def _tags(context: Context, place: Place) -> Part | None:
    """The tags that others, or by DM oneself, may see."""
    line = await tag_lists.me_line(context, place, context.person.id)
    if line is None:
        return None
    return Part(lines=(line,), chips=tuple(str(dict(line.values)["tags"]).split(" · ")))


async def _badges(context: Context, place: Place) -> Part | None:
    """The badges that one wears."""
    made = await badge_walls.me_part(context, place)
    return None if made is None else Part(lines=(made[0],), chips=made[1])


async def _tiers(context: Context, place: Place) -> Part | None:
    """Where one stands on the ladders, and what is missing for the next rung."""
    lines = await tiers.me_lines(context, place)
    return Part(lines=tuple(lines)) if lines else None


# Who says a part of the card, in this order.
PARTS: Final[tuple[PartMaker, ...]] = (_standing, _streak, _tiers, _badges, _tags)
