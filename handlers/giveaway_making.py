"""Setting giveaways up and seeing to them: a line or a file, the preview, the end, the list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from telegram import Update

from bot.features.giveaways import service
from bot.features.giveaways.queries import giveaway_by_id, has_codes, open_in, pieces_of
from bot.features.giveaways.rules import Fault, Giveaway, Wish, codes_in, wish_in
from bot.features.places import Place, place_of
from bot.features.segments.service import fault_of
from bot.kit.effects import Delivery, Keyboard, Priority, Then, post
from bot.kit.refusal import Refusal
from bot.kit.tables import table
from bot.kit.texts import Lines, Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns, giveaway_texts
from handlers.context import Context, start_link
from handlers.giveaway_buttons import BeginGiveaway, TweakGiveaway
from handlers.guards import community_with_act, require_act

ACT: Final = "calendar.edit"
POSTED: Final = "giveaways.posted"
TAKES: Final = "giveaways.file"
MOST_BYTES: Final = 1_000_000
SPANS: Final = tuple(timedelta(hours=hours) for hours in (24, 72, 168, 1, 8))
HOLDS: Final = tuple(timedelta(hours=hours) for hours in (24, 72, 2))
AGES: Final = tuple(timedelta(days=days) for days in (0, 1, 7, 30))
_HEADS: Final = ("number", "person_id", "name", "state")


async def make(context: Context, said: str) -> None:
    """Draft a giveaway as somebody wrote it; codes are taken by DM alone."""
    place = await require_act(context, ACT)
    wish, lines = wish_in(said)
    if lines and context.place is not None:
        raise Refusal(Text("giveaway-codes-by-dm"))
    codes, faults = codes_in("\n".join(lines))
    wish = await _checked(context, place, wish)
    topic = campaigns.topic_of(context, place)
    drafted = await service.draft(
        context.uow, place, wish, codes=codes, thread_id=topic, by=context.person.id
    )
    context.say(*await _preview(context.uow, drafted, faults))


async def take_file(context: Context) -> bool:
    """Take a file with codes that is sent with the command below it; False for any other."""
    message = context.message
    document, words = message.document, message.caption or ""
    command, _, said = words.partition(" ")
    if document is None or command.split("@")[0].casefold() not in {"/giveaway", "限量领取"}:
        return False
    place = await require_act(context, ACT)
    service.require_key(context.uow)
    wish = await _checked(context, place, wish_in(said)[0])
    if document.file_size > MOST_BYTES:
        raise Refusal(Text("tag-file-large", most=MOST_BYTES // 1000))
    details: dict[str, Any] = {
        "chat_id": place.chat_id,
        "person_id": context.person.id,
        "said": said,
        "title": wish.title,
        # What the file says is sealed before it is written down anywhere.
        "is_secret": True,
    }
    _owe_file(context, document.file_id, details)
    context.say(Text("giveaway-file-reads"))
    return True


async def close(context: Context, giveaway: Giveaway) -> None:
    """Close a giveaway."""
    await community_with_act(context, giveaway.community_id, ACT)
    if not await service.close(context.uow, giveaway):
        raise Refusal(Text("giveaway-none"))
    context.say(Text("giveaway-ended", title=giveaway.wish.title))


async def export(context: Context, giveaway: Giveaway) -> None:
    """Send the staff who has which piece, by DM; no code stands there."""
    await community_with_act(context, giveaway.community_id, ACT)
    uow, reader_id = context.uow, context.person.id
    rows = (
        (each.number, each.person_id, each.name, each.state)
        for each in await pieces_of(uow, giveaway.id)
    )
    document = {"name": f"giveaway-{giveaway.id}.csv", "content": table(_HEADS, rows)}
    words = pack(Text("giveaway-export", title=giveaway.wish.title))
    uow.owe(
        Delivery(
            key=f"giveaway-export:{giveaway.id}:{uow.stamp()}",
            chat_id=reader_id,
            method="sendDocument",
            arguments={"document": document, "words": words},
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=reader_id,
        )
    )
    if context.place is not None:
        context.say(Text("answered-by-dm"))


async def meant(context: Context) -> Giveaway:
    """Return the giveaway that a command of the staff's is about: the newest."""
    place = await require_act(context, ACT)
    found = await open_in(context.uow, place.community_id, "open", "closed")
    if not found:
        raise Refusal(Text("giveaway-none"))
    return found[0]


async def tap_tweak(_: Update, context: Context, button: TweakGiveaway) -> None:
    """Change one thing about a draft to its next value."""
    giveaway = await _draft(context, button.giveaway_id)
    wish = giveaway.wish
    match button.what:
        case "ends":
            wish = replace(wish, lasts=_after(SPANS, wish.lasts))
        case "hold":
            wish = replace(wish, holds=_after(HOLDS, wish.holds))
        case "age":
            wish = replace(wish, age=_after(AGES, wish.age))
        case _:
            raise Refusal(Text("button-stale"))
    changed = await service.change(context.uow, giveaway, wish)
    context.toast()
    context.rewrite(*await _preview(context.uow, changed, ()))


async def tap_begin(_: Update, context: Context, button: BeginGiveaway) -> None:
    """Begin a drafted giveaway, or drop it."""
    giveaway = await _draft(context, button.giveaway_id)
    if not button.is_sure:
        await service.drop(context.uow, giveaway)
        context.toast()
        context.rewrite(Text("giveaway-dropped"))
        return
    await context.step.places.read(context.uow, [giveaway.chat_id])
    place = place_of(context.uow, giveaway.chat_id)
    by = context.person.id
    begun = None if place is None else await service.begin(context.uow, place, giveaway, by=by)
    if begun is None or place is None:
        raise Refusal(Text("button-stale"))
    _post_card(context, begun, place)
    context.toast()
    context.rewrite(Text("giveaway-begun", title=begun.wish.title))


async def checked_file(
    uow: UnitOfWork, place: Place, said: str, title: str, content: str, *, by: int
) -> tuple[Lines, Keyboard]:
    """Draft a giveaway with the codes of a file; returns its preview."""
    codes, faults = codes_in(content)
    wish = replace(wish_in(said)[0], title=title)
    if not codes:
        raise Refusal(Text("giveaway-file-empty"))
    drafted = await service.draft(uow, place, wish, codes=codes, thread_id=None, by=by)
    return await _preview(uow, drafted, faults)


async def _preview(
    uow: UnitOfWork, giveaway: Giveaway, faults: Sequence[Fault]
) -> tuple[Lines, Keyboard]:
    is_coded = await has_codes(uow, giveaway.id)
    return giveaway_texts.preview(giveaway, is_coded=is_coded, faults=faults)


async def _checked(context: Context, place: Place, wish: Wish) -> Wish:
    if wish.only is not None:
        scope = place.scope(context.uow.now)
        fault = await fault_of(context.uow, scope, context.step.vocabulary, wish.only)
        if fault is not None:
            raise Refusal(fault)
    if wish.title:
        return wish
    return replace(wish, title=context.catalog.plain(Text("giveaway-untitled"), place.language))


def _owe_file(context: Context, file_id: str, details: dict[str, Any]) -> None:
    """Owe Telegram the question for the file itself."""
    person_id, message = context.person.id, context.message
    context.uow.owe(
        Delivery(
            key=f"{TAKES}:{person_id}:{message.message_id}",
            chat_id=message.chat.id,
            method="getFile",
            arguments={"file_id": file_id},
            is_repeatable=True,
            priority=Priority.ANSWER,
            person_id=person_id,
            then=Then(TAKES, details),
        )
    )


def _post_card(context: Context, giveaway: Giveaway, place: Place) -> None:
    link = start_link(context.bot, f"{giveaway_texts.LINK}{giveaway.id}")
    words, keyboard = giveaway_texts.card(giveaway, place.zone, link)
    context.uow.owe(
        post(
            f"giveaway-card:{giveaway.id}",
            giveaway.chat_id,
            words,
            keyboard=keyboard,
            thread_id=giveaway.thread_id,
            then=Then(POSTED, {"item_id": giveaway.id}),
        )
    )


async def _draft(context: Context, giveaway_id: int) -> Giveaway:
    giveaway = await giveaway_by_id(context.uow, giveaway_id)
    if giveaway is None or giveaway.state != "draft":
        raise Refusal(Text("button-stale"))
    await community_with_act(context, giveaway.community_id, ACT)
    return giveaway


def _after(values: tuple[timedelta, ...], value: timedelta) -> timedelta:
    at = values.index(value) + 1 if value in values else 0
    return values[at % len(values)]
