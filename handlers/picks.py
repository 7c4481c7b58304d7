"""The best: chosen by the staff in reply, listed for everybody, told once a week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from telegram import Update

from bot.features.complaints.rules import link_to
from bot.features.members.queries import is_member, names_of
from bot.features.members.service import meet
from bot.features.messages import ChatMessage, Replied
from bot.features.picks import service
from bot.features.picks.queries import count_since, picks_since
from bot.features.picks.rules import (
    SPANS,
    Pick,
    Span,
    said_in,
    span_in,
    wish_in,
)
from bot.features.places import Place, known_of, place_of
from bot.features.submissions.queries import published_at
from bot.features.tags.queries import catalogue
from bot.kit.effects import Button, Keyboard, React
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.context import Context
from handlers.guards import require_act
from handlers.targets import replied_to, said_after_command

ACT: Final = "calendar.edit"
CUP: Final = "🏆"
A_PAGE: Final = 10


@buttons.says("best")
@dataclass(frozen=True, slots=True)
class TurnBest:
    """Turn to a page of the best of a span."""

    community_id: int
    span: str
    page: int


async def say_pick(_: Update, context: Context) -> None:
    """Choose the message that is replied to."""
    place = await require_act(context, ACT)
    await _pick(context, place, said_after_command(context.message))


async def say_unpick(_: Update, context: Context) -> None:
    """Take the message that is replied to from among the best."""
    place = await require_act(context, ACT)
    await _unpick(context, place)


def is_for(message: ChatMessage) -> bool:
    """Whether a reply in a group chooses what it answers, in words."""
    return message.reply_to_message is not None and said_in(message.text or "") is not None


async def hear(_: Update, context: Context) -> None:
    """Choose what a reply's words ask for; from a member it stays a word."""
    place, said = context.place, said_in(context.message.text or "")
    speaker = context.speaker
    if place is None or said is None or speaker is None or not place.allows(speaker.id, ACT):
        return
    does_pick, rest = said
    await (_pick(context, place, rest) if does_pick else _unpick(context, place))


async def show_best(_: Update, context: Context) -> None:
    """List the best of the week, the month, or of all time."""
    place = await context.home()
    span = span_in(said_after_command(context.message))
    if span is None:
        raise Refusal(Text("best-how"))
    context.say(*await _page(context, place, span, 0))


async def tap_best(_: Update, context: Context, button: TurnBest) -> None:
    """Turn to another page, or another span; for members alone."""
    span = next((each for each in get_args(Span) if each == button.span), None)
    place = await place_for(context, button.community_id)
    if span is None or place is None:
        raise Refusal(Text("button-stale"))
    context.toast()
    context.rewrite(*await _page(context, place, span, max(0, button.page)))


async def _pick(context: Context, place: Place, said: str) -> None:
    message, replied = context.message, replied_to(context.message)
    if context.place is None or place.is_back_room or replied is None:
        raise Refusal(Text("pick-how"))
    place = context.place
    wish = wish_in(said)
    known = {each.key for each in await catalogue(context.uow, place.community_id)}
    unknown = next((each for each in wish.tags if each not in known), None)
    if unknown is not None:
        raise Refusal(Text("pick-no-tag", tag=unknown))
    author_id, is_named = await _author(context, place, replied)
    author = service.Author(author_id, is_named=is_named)
    by = context.person.id
    points = await service.pick(context.uow, place, replied.message_id, wish, author, by=by)
    if points is None:
        raise Refusal(Text("pick-again"))
    context.uow.speak(React(message.chat.id, replied.message_id, CUP))
    shown_id = author_id if is_named else None
    names = await names_of(context.uow, {shown_id} if shown_id else set())
    name = names.get(shown_id or 0) or Text("best-nobody")
    context.say(Text("pick-done", name=name, points=points))


async def _unpick(context: Context, place: Place) -> None:
    replied = replied_to(context.message)
    if context.place is None or replied is None:
        raise Refusal(Text("pick-how"))
    by = context.person.id
    if not await service.unpick(context.uow, context.place, replied.message_id, by=by):
        raise Refusal(Text("pick-none"))
    context.say(Text("pick-undone", community=place.community_name))


async def _author(context: Context, place: Place, replied: Replied) -> tuple[int | None, bool]:
    """Return who made it, and whether their name may stand there.

    Of a post of ours that is whoever handed it in; behind a channel it is nobody.
    """
    sender = replied.sender
    if replied.sender_chat is not None or sender is None:
        return None, False
    if not sender.is_bot:
        meet(context.uow, sender, known_of(context.uow, sender.id))
        return sender.id, True
    handed_in = await published_at(context.uow, place.chat_id, replied.message_id)
    return (None, False) if handed_in is None else (handed_in.person_id, handed_in.is_named)


async def place_for(context: Context, community_id: int) -> Place | None:
    """Return a group of a community for whoever is one of its members, wherever they press."""
    place, uow = context.place, context.uow
    if place is not None and place.community_id == community_id:
        return place
    if not await is_member(uow, community_id, context.person.id):
        return None
    homes = await context.step.places.of_community(uow, community_id)
    return next((each for each in homes if each.standing.is_here), None)


async def _page(context: Context, place: Place, span: Span, page: int) -> tuple[Lines, Keyboard]:
    uow, lasts = context.uow, SPANS[span]
    since = None if lasts is None else uow.now - lasts
    count = await count_since(uow, place.community_id, since)
    shown = await picks_since(uow, place.community_id, since, skip=page * A_PAGE, most=A_PAGE)
    names = await names_of(uow, {each.person_id for each in shown if each.person_id})
    await context.step.places.read(uow, [each.chat_id for each in shown])
    homes = {
        each.chat_id: home for each in shown if (home := place_of(uow, each.chat_id)) is not None
    }
    head = Text("best-head", community=place.community_name, span=span, count=count)
    lines = lines_of(shown, names, homes, first=page * A_PAGE + 1)
    return Lines(head, *lines), _ways(place, span, page, has_more=count > (page + 1) * A_PAGE)


def _ways(place: Place, span: Span, page: int, *, has_more: bool) -> Keyboard:
    def turn(label: Text, to: str, at: int) -> Button:
        return Button(label, data=buttons.pack(TurnBest(place.community_id, to, at)))

    spans = tuple(
        turn(Text("best-span", span=each), each, 0) for each in get_args(Span) if each != span
    )
    pages = []
    if page:
        pages.append(turn(Text("best-newer"), span, page - 1))
    if has_more:
        pages.append(turn(Text("best-older"), span, page + 1))
    return (tuple(pages), spans) if pages else (spans,)


def lines_of(
    shown: Sequence[Pick], names: Mapping[int, str], homes: Mapping[int, Place], *, first: int
) -> list[Text]:
    """Return a line for each, with the way to it where there is one."""
    lines = []
    for at, each in enumerate(shown, first):
        home = homes.get(each.chat_id)
        username = home.username if home is not None else None
        link = link_to(each.chat_id, each.message_id, username) if each.is_there else None
        title: str | Text = each.title or Text("best-untitled")
        name = names.get(each.person_id or 0) or Text("best-nobody")
        if link is None:
            lines.append(Text("best-line-bare", at=at, title=title, name=name))
        else:
            lines.append(Text("best-line", at=at, title=title, name=name, link=link))
    return lines
