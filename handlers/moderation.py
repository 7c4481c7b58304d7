"""The lists of the checks by command: words and patterns, domains and chats."""

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Final

from telegram import Update

from bot.features.audits import service as audits
from bot.features.moderation import lists
from bot.features.moderation.lists import PATTERNS, WORDS, Change, Where
from bot.features.moderation.rules import bounded
from bot.features.moderation.said import Said
from bot.features.places import Place, place_of
from bot.features.settings.service import choose
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers.context import Context
from handlers.guards import require_act
from handlers.targets import replied_to, said_after_command

PER_PAGE: Final = 40
MOST_TOLD: Final = 10
LONGEST_SHOWN: Final = 60
_PATTERN_NUMBER: Final = re.compile(r"#p\d{1,6}")
_DOMAINS: Final[tuple[Where, ...]] = (("links", "allowed"), ("links", "denied"))
_CHATS: Final[tuple[Where, ...]] = (("invites", "allowed"), ("invites", "denied"))


async def say_block(_: Update, context: Context) -> None:
    """Forbid words, phrases and patterns: those written, or what the replied message says."""
    place = await require_act(context, "settings.change")
    wanted = _written(context)
    if not wanted and (shown := _replied(context)) is not None:
        wanted = lists.quoted_from(shown.words)
    if not wanted:
        raise Refusal(Lines(Text("block-how"), Text("block-how-more")))
    await _add(context, place, ((_list_for(entry), entry) for entry in wanted))


async def say_unblock(_: Update, context: Context) -> None:
    """Allow words, phrases and patterns again."""
    place = await require_act(context, "settings.change")
    wanted = _written(context)
    if not wanted and (shown := _replied(context)) is not None:
        wanted = lists.words_that_find(place.policy.moderation.checks, shown)
    if not wanted:
        raise Refusal(Text("unblock-how"))
    await _take(context, place, map(_numbered, wanted))


async def show_blocked(_: Update, context: Context) -> None:
    """List what is forbidden, with the numbers that findings name."""
    place = await require_act(context, "settings.change")
    _show(context, place, (WORDS, PATTERNS))


async def say_allow(_: Update, context: Context) -> None:
    """Let links to domains, and invitations to chats, stand."""
    await _judge_places(context, is_welcome=True)


async def say_forbid(_: Update, context: Context) -> None:
    """Forbid links to domains, and whatever leads to a chat."""
    await _judge_places(context, is_welcome=False)


async def say_unallow(_: Update, context: Context) -> None:
    """Take domains and chats off the list of those that are allowed."""
    await _forget_places(context, is_welcome=True)


async def say_unforbid(_: Update, context: Context) -> None:
    """Take domains and chats off the list of those that are forbidden."""
    await _forget_places(context, is_welcome=False)


async def show_allowed(_: Update, context: Context) -> None:
    """List the domains and chats that are allowed, and those that are forbidden."""
    place = await require_act(context, "settings.change")
    _show(context, place, (*_DOMAINS, *_CHATS))


async def _judge_places(context: Context, *, is_welcome: bool) -> None:
    place = await require_act(context, "settings.change")
    wanted = _places_meant(context)
    if not wanted:
        raise Refusal(Text("allow-how" if is_welcome else "forbid-how"))
    # What is welcome now is not unwelcome any more, and the other way round.
    for each in wanted:
        other = lists.list_for_place(each, is_welcome=not is_welcome)
        before = lists.entries_of(place.policy.moderation.checks, other)
        change = lists.without_entries(other, before, (each,))
        if change.done:
            place = await _keep(context, place, other, change)
    pairs = ((lists.list_for_place(each, is_welcome=is_welcome), each) for each in wanted)
    await _add(context, place, pairs)


async def _forget_places(context: Context, *, is_welcome: bool) -> None:
    place = await require_act(context, "settings.change")
    wanted = _places_meant(context)
    if not wanted:
        raise Refusal(Text("unallow-how" if is_welcome else "unforbid-how"))
    pairs = ((lists.list_for_place(each, is_welcome=is_welcome), each) for each in wanted)
    await _take(context, place, pairs)


def _written(context: Context) -> list[str]:
    return lists.entries_in(said_after_command(context.message))


def _replied(context: Context) -> Said | None:
    message, replied = context.message, replied_to(context.message)
    return lists.shown(replied, message.chat, message.at) if replied is not None else None


def _places_meant(context: Context) -> list[str]:
    wanted = _written(context)
    shown = _replied(context)
    return wanted if wanted or shown is None else lists.places_in(shown)


def _list_for(entry: str) -> Where:
    return PATTERNS if lists.is_pattern(entry) else WORDS


def _numbered(entry: str) -> tuple[Where, str]:
    """Return which list an entry is to be taken off; `#p3` is the third pattern."""
    if _PATTERN_NUMBER.fullmatch(entry):
        return PATTERNS, f"#{entry[2:]}"
    return _list_for(entry), entry


async def _add(context: Context, place: Place, wanted: Iterable[tuple[Where, str]]) -> None:
    await _change(context, place, wanted, is_adding=True)


async def _take(context: Context, place: Place, wanted: Iterable[tuple[Where, str]]) -> None:
    await _change(context, place, wanted, is_adding=False)


async def _change(
    context: Context, place: Place, wanted: Iterable[tuple[Where, str]], *, is_adding: bool
) -> None:
    by_list: dict[Where, list[str]] = {}
    for where, entry in wanted:
        by_list.setdefault(where, []).append(entry)
    lines: list[Text | str] = []
    for where, entries in by_list.items():
        before = lists.entries_of(place.policy.moderation.checks, where)
        change = (lists.with_entries if is_adding else lists.without_entries)(
            where, before, entries
        )
        if change.done:
            place = await _keep(context, place, where, change)
        lines += _told(where, change, is_adding=is_adding)
        if is_adding:
            lines += _idle(place, where[0])
    context.say(Lines(*lines))


async def _keep(context: Context, place: Place, where: Where, change: Change) -> Place:
    uow, key = context.uow, f"checks.{where[0]}.{where[1]}"
    before = lists.entries_of(place.policy.moderation.checks, where)
    person_id = context.person.id
    gone: object = [each for each in change.done if each in before][:MOST_TOLD]
    come: object = [each for each in change.done if each not in before][:MOST_TOLD]
    if not _written(context):
        # Drawn from somebody's message: no audit holds what a member wrote.
        gone, come = len(before), len(change.entries)
    await choose(uow, place.community_id, key, list(change.entries), changed_by=person_id)
    audits.note(
        uow,
        community_id=place.community_id,
        category="settings",
        what="audit-setting",
        actor_id=person_id,
        chat_id=place.chat_id,
        # A list may be thousands of entries long: what changed is enough.
        before={key: gone},
        after={key: come},
    )
    await context.step.places.read(uow, [place.chat_id])
    return place_of(uow, place.chat_id) or place


def _told(where: Where, change: Change, *, is_adding: bool) -> list[Text]:
    told = []
    name = "-".join(where)
    if change.done:
        verb = "added" if is_adding else "taken"
        entries = Lines(
            *(Text("list-entry", entry=_cut(each)) for each in change.done[:MOST_TOLD])
        )
        told.append(
            Text(f"list-{verb}", list=Text(f"list-{name}"), count=len(change.done), shown=entries)
        )
    told += [Text("list-known", entry=_cut(each)) for each in change.known[:MOST_TOLD]]
    return [*told, *change.refused[:MOST_TOLD]]


def _idle(place: Place, check: str) -> list[Text]:
    """Say so where the check is not in force, so that nobody relies on it."""
    terms = place.policy.moderation
    stance = terms.checks.get(check)
    mode = bounded(stance.mode, terms.mode) if stance is not None else "off"
    return (
        [] if mode == "on" else [Text("list-idle", check=Text(f"check-name-{check}"), mode=mode)]
    )


def _show(context: Context, place: Place, which: tuple[Where, ...]) -> None:
    asked = said_after_command(context.message)
    page = int(asked) if asked.isdecimal() and 0 < len(asked) < 5 else 1
    checks = place.policy.moderation.checks
    every = [
        (where, number, entry)
        for where in which
        for number, entry in enumerate(lists.entries_of(checks, where), 1)
    ]
    here = every[max(page - 1, 0) * PER_PAGE : page * PER_PAGE]
    if not here:
        raise Refusal(Text("list-empty" if not every else "list-no-page", page=page))
    lines: list[Text | str] = []
    for where, those in groupby(here, key=itemgetter(0)):
        count = len(lists.entries_of(checks, where))
        lines.append(Text("list-head", list=Text(f"list-{'-'.join(where)}"), count=count))
        sign = "#p" if where == PATTERNS else "#"
        lines += [
            Text("list-line", number=f"{sign}{number}", entry=_cut(entry))
            for _, number, entry in those
        ]
    last = -(-len(every) // PER_PAGE)
    if last > 1:
        lines.append(Text("list-page", page=page, last=last))
    context.say(Lines(*lines))


def _cut(entry: str) -> str:
    return entry if len(entry) <= LONGEST_SHOWN else f"{entry[: LONGEST_SHOWN - 1]}…"
