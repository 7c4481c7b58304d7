"""Segments: asking whom an expression selects, keeping it under a name, and why somebody is in."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol

from telegram import Update

from bot.features.members.queries import Named as Person
from bot.features.members.queries import person_by_id, person_named
from bot.features.messages import ChatMessage
from bot.features.places import Place, Places
from bot.features.segments import keeping
from bot.features.segments.queries import Count, Named, Size, counted, named_segments, sizes_of
from bot.features.segments.rules import Unread
from bot.features.segments.service import SEGMENT, Held, compiled, fault_lines, holds
from bot.features.segments.words import key_of
from bot.features.vocabulary import vocabulary
from bot.kit.days import local_day
from bot.kit.effects import Button
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, Words
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately
from handlers.targets import replied_to, said_after_command

VERBS: Final[Mapping[str, str]] = {
    "save": "save",
    "freeze": "freeze",
    "drop": "drop",
    "保存": "save",
    "冻结": "freeze",
    "删除": "drop",
}
# How far back the list says how a segment grew or shrank.
TREND: Final = timedelta(days=7)
_ABOUT: Final = re.compile(r"(.*\S)\s+@([A-Za-z][A-Za-z0-9_]{3,31})", re.DOTALL)


@buttons.says("sgdrop")
@dataclass(frozen=True, slots=True)
class DropSegment:
    """Give a segment up, or keep it after all; only the asker's press counts."""

    community_id: int
    segment_id: int
    asker_id: int
    is_sure: bool


class Planned(Protocol):
    """The part of a due row that the nightly count needs."""

    @property
    def community_id(self) -> int | None:
        """Whose segments are counted."""
        ...


async def say_segment(_: Update, context: Context) -> None:
    """Count whom an expression selects; keep one; or tell why somebody is in it or not."""
    place = await require_act(context, "segments.edit")
    said = said_after_command(context.message)
    word, rest = _split(said)
    verb = VERBS.get(word.casefold())
    try:
        if not said:
            context.say(Lines(Text("segment-how"), Text("segment-words")))
        elif verb is None:
            await _ask(context, place, said)
        elif not rest:
            raise Refusal(Text(f"segment-{verb}-how"))
        else:
            await _change(context, place, verb, rest)
    except Unread as unread:
        asked = _split(rest)[1] if verb == "save" else said
        await answer_privately(context, fault_lines(asked, unread))


async def show_segments(_: Update, context: Context) -> None:
    """List the named segments, how large they are and how that changed."""
    place = await require_act(context, "segments.edit")
    kept = await named_segments(context.uow, place.community_id)
    if not kept:
        context.say(Lines(Text("segments-none"), Text("segment-how")))
        return
    today = local_day(context.uow.now, place.zone)
    sizes = await sizes_of(context.uow, [each.id for each in kept], today - TREND)
    lines: list[Text | str] = [Text("segments-head", name=place.community_name)]
    for named in kept:
        lines.append(Text("segments-line", name=named.key, expression=named.expression))
        lines.append(_grown(named, sizes[named.id]))
    await answer_privately(context, Lines(*lines))


async def tap_drop(_: Update, context: Context, button: DropSegment) -> None:
    """Give a segment up after a second look."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    place = await community_with_act(context, button.community_id, "segments.edit")
    if not button.is_sure:
        context.toast()
        context.rewrite(Text("segment-kept"))
        return
    dropped = await keeping.drop(
        context.uow, place.community_id, button.segment_id, by=context.person.id
    )
    if dropped is None:
        context.toast(Text("button-stale"), alert=True)
        return
    context.toast(Text("settings-kept"))
    context.rewrite(Text("segment-dropped", name=dropped.key))


class SizeKeeper:
    """Counts a community's segments each night."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._vocabulary = vocabulary()

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {keeping.KIND: self.count}

    async def count(self, uow: UnitOfWork, due: Planned) -> None:
        """Count them for this day, and plan the next count while there are any."""
        if due.community_id is None:
            return
        places = await self._places.of_community(uow, due.community_id)
        if places:
            await keeping.keep_sizes(uow, places[0].scope(uow.now), self._vocabulary)


async def _ask(context: Context, place: Place, said: str) -> None:
    words, scope = context.step.vocabulary, place.scope(context.uow.now)
    expression, person = await _about(context, said)
    kept = {each.key: each for each in await named_segments(context.uow, place.community_id)}
    named = kept.get(key_of(expression))
    asked = expression if named is None else f'{SEGMENT}:"{named.key}"'
    if person is not None:
        held = await holds(context.uow, scope, words, _opened(named, asked), person.id)
        await answer_privately(context, _why(person, named, expression, held))
        return
    found = await compiled(context.uow, scope, words, asked)
    count = await counted(context.uow, found)
    shown = named.expression if named else expression
    await answer_privately(context, Lines(_headed(named, shown), *_counted(count)))


async def _change(context: Context, place: Place, verb: str, rest: str) -> None:
    words, scope = context.step.vocabulary, place.scope(context.uow.now)
    name, text = _split(rest)
    by = context.person.id
    if verb == "save":
        if not text:
            raise Refusal(Text("segment-save-how"))
        saved = await keeping.save(context.uow, scope, words, name, text, by=by)
        head = Text("segment-saved" if saved.is_new else "segment-changed", name=saved.key)
        await answer_privately(context, Lines(head, *_counted(saved.count)))
    elif verb == "freeze":
        outcome = await keeping.freeze(context.uow, scope, words, name, by=by)
        if outcome == "unknown":
            raise Refusal(Text("segment-unknown", name=name))
        context.say(Text(f"segment-{outcome}", name=key_of(name)))
    else:
        await _ask_drop(context, place, name)


async def _ask_drop(context: Context, place: Place, name: str) -> None:
    named = await keeping.segment_named(context.uow, place.community_id, name)
    if named is None:
        raise Refusal(Text("segment-unknown", name=name))

    def choice(label: str, *, is_sure: bool) -> Button:
        data = DropSegment(place.community_id, named.id, context.person.id, is_sure)
        return Button(Text(label), data=buttons.pack(data))

    row = (choice("segment-drop-yes", is_sure=True), choice("segment-drop-no", is_sure=False))
    context.say(Text("segment-drop-ask", name=named.key), (row,))


async def _about(context: Context, said: str) -> tuple[str, Person | None]:
    """Return the expression, and whom it is asked of: named behind it, or by a reply."""
    message = context.message
    mentioned = _mentioned(message)
    if mentioned is not None:
        before, person_id = mentioned
        return before, await _known(context, person_id)
    found = _ABOUT.fullmatch(said)
    if found is not None:
        named = await person_named(context.uow, found[2])
        if named is None:
            raise Refusal(Text("target-unknown-name", name=f"@{found[2]}"))
        return found[1], named
    replied = None if message.chat.is_private else replied_to(message)
    sender = replied.sender if replied is not None and replied.sender_chat is None else None
    if sender is None or sender.is_bot:
        return said, None
    return said, await _known(context, sender.id)


async def _known(context: Context, person_id: int) -> Person:
    named = await person_by_id(context.uow, person_id)
    if named is None:
        raise Refusal(Text("role-unknown"))
    return named


def _mentioned(message: ChatMessage) -> tuple[str, int] | None:
    """Return what stands before a mention of somebody without a username, and who that is."""
    whole = (message.text or "").encode("utf-16-le")
    for entity in message.entities:
        if entity.type == "text_mention" and entity.user is not None:
            before = whole[: entity.offset * 2].decode("utf-16-le", "ignore")
            return before.split(maxsplit=1)[-1].strip(), entity.user.id
    return None


def _split(said: str) -> tuple[str, str]:
    """Return the first word of what was said, and the rest."""
    word, *rest = said.split(maxsplit=1) or [""]
    return word, rest[0].strip() if rest else ""


def _opened(named: Named | None, asked: str) -> str:
    """Return a named segment's own clauses, each of which can be told; a frozen one has none."""
    return asked if named is None or named.is_frozen else named.expression


def _headed(named: Named | None, expression: str) -> Text:
    if named is None:
        return Text("segment-asked", expression=expression)
    head = "segment-named-frozen" if named.is_frozen else "segment-named"
    return Text(head, name=named.key, expression=expression)


def _counted(count: Count) -> tuple[Text, ...]:
    if not count.members:
        return (Text("segment-count", members=0),)
    return (
        Text("segment-count", members=count.members),
        Text(
            "segment-reach",
            reachable=count.reachable,
            blocked=count.blocked,
            unmet=count.unmet,
        ),
    )


def _why(person: Person, named: Named | None, expression: str, held: Held) -> Words:
    name = named.key if named else expression
    head = Text("segment-is-in" if held.is_in else "segment-is-out", who=person.name, name=name)
    if not held.clauses:
        return Lines(head, Text("segment-no-member"))
    return Lines(head, *(_clause(*each) for each in held.clauses))


def missing(held: Held) -> list[Text]:
    """Say which clauses of a condition somebody does not meet, and what they are at."""
    return [_clause(*each) for each in held.clauses if not each[1]]


def _clause(written: str, is_so: bool, detail: Text | None) -> Text:  # noqa: FBT001
    mark = "✅" if is_so else "✖️"
    if detail is None:
        return Text("segment-clause", mark=mark, clause=written)
    return Text("segment-clause-detail", mark=mark, clause=written, detail=detail)


def _grown(named: Named, sizes: list[Size]) -> Text:
    if not sizes:
        return Text("segments-unread")
    last, first = sizes[-1], sizes[0]
    grown = last.members - first.members
    values: dict[str, Any] = {"members": last.members, "reachable": last.reachable}
    if named.is_frozen:
        return Text("segments-size-frozen", **values)
    if not grown:
        return Text("segments-size", **values)
    days = (last.local_day - first.local_day).days
    trend = f"+{grown}" if grown > 0 else f"−{-grown}"
    return Text("segments-size-trend", **values, trend=trend, days=days)
