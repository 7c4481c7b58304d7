"""Setting chains up and seeing to them: a draft, its preview, the end, the list as a file."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from telegram import Update

from bot.features.chains import service
from bot.features.chains.queries import chain_by_id, links_of
from bot.features.chains.rules import Chain, Seating, renamed, seating, wish_in
from bot.features.places import Place
from bot.features.segments.service import fault_of
from bot.kit.effects import Button, Delivery, Priority, Then, post
from bot.kit.refusal import Refusal
from bot.kit.tables import table
from bot.kit.texts import Text, pack
from bot.kit.unit_of_work import UnitOfWork
from bot.kit.wishes import moment_in
from handlers import buttons, campaigns, chain_texts
from handlers.chain_buttons import BeginChain, EndChain, TweakChain
from handlers.context import Context
from handlers.guards import community_with_act, require_act

ACT: Final = "calendar.edit"
POSTED: Final = "chains.posted"
SEATS: Final = (None, 10, 20, 30, 50, 100)
SPANS: Final = (None, *(timedelta(hours=hours) for hours in (2, 24, 72, 168)))
_HEADS: Final = ("number", "person_id", "name", "line", "quantity", "waits")


async def make(context: Context, said: str) -> None:
    """Draft a chain as somebody wrote it."""
    place = await require_act(context, ACT)
    now = context.uow.now

    def moment(word: str) -> datetime | None:
        return moment_in(word, now, place.zone)

    wish = wish_in(said, moment, now)
    if not wish.title:
        wish = renamed(wish, context.catalog.plain(Text("chain-untitled"), context.language))
    if wish.only is not None:
        scope = place.scope(now)
        fault = await fault_of(context.uow, scope, context.step.vocabulary, wish.only)
        if fault is not None:
            raise Refusal(fault)
    topic = campaigns.topic_of(context, place)
    drafted = await service.draft(context.uow, place, wish, thread_id=topic, by=context.person.id)
    context.say(*chain_texts.preview(drafted))


async def ask_end(context: Context, chain: Chain) -> None:
    """Ask once more before a chain is closed."""
    await community_with_act(context, chain.community_id, ACT)
    by = context.person.id
    answers = (("chain-end-yes", True), ("chain-end-no", False))
    ways = tuple(
        Button(Text(label), data=buttons.pack(EndChain(chain.id, by, is_sure=is_sure)))
        for label, is_sure in answers
    )
    context.say(Text("chain-end-ask", title=chain.wish.title), (ways,))


async def export(context: Context, chain: Chain) -> None:
    """Send the list as a file, to whoever of the staff asked, by DM."""
    await community_with_act(context, chain.community_id, ACT)
    uow, reader_id = context.uow, context.person.id
    seats = await seats_of(uow, chain)
    document = {"name": f"chain-{chain.id}.csv", "content": _table(seats)}
    uow.owe(
        Delivery(
            key=f"chain-export:{chain.id}:{uow.stamp()}",
            chat_id=reader_id,
            method="sendDocument",
            arguments={
                "document": document,
                "words": pack(Text("chain-export", title=chain.wish.title)),
            },
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=reader_id,
        )
    )
    if context.place is not None:
        context.say(Text("answered-by-dm"))


async def tap_tweak(_: Update, context: Context, button: TweakChain) -> None:
    """Change one thing about a draft to its next value."""
    chain, _place = await _draft(context, button.chain_id)
    wish = chain.wish
    match button.what:
        case "capacity":
            wish = replace(wish, capacity=_after(SEATS, wish.capacity))
        case "ends":
            wish = replace(wish, lasts=_after(SPANS, wish.lasts))
        case _:
            raise Refusal(Text("button-stale"))
    changed = await service.change(context.uow, chain, wish)
    context.toast()
    context.rewrite(*chain_texts.preview(changed))


async def tap_begin(_: Update, context: Context, button: BeginChain) -> None:
    """Begin a drafted chain, or drop it."""
    chain, place = await _draft(context, button.chain_id)
    if not button.is_sure:
        await service.drop(context.uow, chain)
        context.toast()
        context.rewrite(Text("chain-dropped"))
        return
    begun = await service.begin(context.uow, place, chain, by=context.person.id)
    if begun is None:
        raise Refusal(Text("button-stale"))
    post_card(context.uow, begun, place)
    context.toast()
    context.rewrite(Text("chain-begun", title=begun.wish.title))


async def tap_end(_: Update, context: Context, button: EndChain) -> None:
    """Close a chain after a second look."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    chain = await chain_by_id(context.uow, button.chain_id)
    if chain is None:
        raise Refusal(Text("button-stale"))
    await community_with_act(context, chain.community_id, ACT)
    context.toast()
    if not button.is_sure:
        context.rewrite(Text("chain-end-kept", title=chain.wish.title))
        return
    if not await close(context.uow, chain):
        raise Refusal(Text("button-stale"))
    context.rewrite(Text("chain-ended", title=chain.wish.title))


def post_card(uow: UnitOfWork, chain: Chain, place: Place) -> None:
    """Post the live card of a chain that has just begun."""
    words, keyboard = chain_texts.card(chain, Seating((), ()), place.zone)
    uow.owe(
        post(
            f"chain-card:{chain.id}",
            chain.chat_id,
            words,
            keyboard=keyboard,
            thread_id=chain.thread_id,
            then=Then(POSTED, {"item_id": chain.id}),
        )
    )


async def close(uow: UnitOfWork, chain: Chain) -> bool:
    """Close a chain and say so where it takes place; once."""
    if not await service.close(uow, chain):
        return False
    uow.owe(
        post(
            f"chain-result:{chain.id}",
            chain.chat_id,
            chain_texts.result(chain, await seats_of(uow, chain)),
            keyboard=campaigns.rating_row(service.KIND, chain.id),
            thread_id=chain.thread_id,
            reply_to=chain.card_id,
        )
    )
    return True


async def seats_of(uow: UnitOfWork, chain: Chain) -> Seating:
    """Return who is on a chain and who waits."""
    return seating(await links_of(uow, chain.id), chain.wish.capacity)


async def _draft(context: Context, chain_id: int) -> tuple[Chain, Place]:
    chain = await chain_by_id(context.uow, chain_id)
    if chain is None or chain.state != "draft":
        raise Refusal(Text("button-stale"))
    return chain, await community_with_act(context, chain.community_id, ACT)


def _after(values: tuple[Any, ...], value: Any) -> Any:
    at = values.index(value) + 1 if value in values else 0
    return values[at % len(values)]


def _table(seats: Seating) -> str:
    return table(
        _HEADS,
        (
            (each.number, each.person_id, each.name, each.words, each.quantity, waits)
            for waits, some in enumerate((seats.seated, seats.waiting))
            for each in some
        ),
    )
