"""Red packets: giving one, and taking a share of one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from telegram import Update

from bot.features.audits.service import note
from bot.features.members.queries import is_member, names_of
from bot.features.packets import service
from bot.features.packets.queries import packet_by_id, shares_of
from bot.features.packets.rules import Packet, wish_in
from bot.features.places import Place, place_of
from bot.features.segments.service import fault_of
from bot.kit.effects import Then, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns, packet_texts
from handlers.context import Context
from handlers.packet_buttons import BeginPacket, GrabShare, TweakPacket
from handlers.targets import said_after_command

ACT: Final = "calendar.edit"
POSTED: Final = "packets.posted"
SPANS: Final = tuple(timedelta(hours=hours) for hours in (24, 72, 1, 8))
AGES: Final = tuple(timedelta(days=days) for days in (0, 1, 7, 30))


async def say_packet(_: Update, context: Context) -> None:
    """Draft a red packet, from one's own points or, for the staff, from the community."""
    place, person = await context.home(), context.person
    said = said_after_command(context.message)
    if place.is_back_room:
        raise Refusal(Text("packet-where"))
    if not said:
        context.say(packet_texts.usage(may_spend=place.allows(person.id, ACT)))
        return
    wish = wish_in(said, may_spend=place.allows(person.id, ACT))
    if wish.only is not None:
        scope = place.scope(context.uow.now)
        fault = await fault_of(context.uow, scope, context.step.vocabulary, wish.only)
        if fault is not None:
            raise Refusal(fault)
    if not wish.title:
        title = context.catalog.plain(Text("packet-untitled"), place.language)
        wish = replace(wish, title=title)
    topic = campaigns.topic_of(context, place)
    drafted = await service.draft(context.uow, place, wish, thread_id=topic, by=person.id)
    context.say(*_preview(place, drafted))


async def tap_tweak(_: Update, context: Context, button: TweakPacket) -> None:
    """Change one thing about a draft to its next value."""
    packet, place = await _draft(context, button.packet_id)
    wish = packet.wish
    match button.what:
        case "even":
            wish = replace(wish, is_even=not wish.is_even)
        case "ends":
            wish = replace(wish, lasts=_after(SPANS, wish.lasts))
        case "age":
            wish = replace(wish, age=_after(AGES, wish.age))
        case "from" if place.allows(context.person.id, ACT):
            wish = replace(wish, is_own=not wish.is_own)
        case _:
            raise Refusal(Text("button-stale"))
    changed = await service.change(context.uow, packet, wish)
    context.toast()
    context.rewrite(*_preview(place, changed))


async def tap_begin(_: Update, context: Context, button: BeginPacket) -> None:
    """Give a drafted red packet, or drop it."""
    packet, place = await _draft(context, button.packet_id)
    if not button.is_sure:
        await service.drop(context.uow, packet)
        context.toast()
        context.rewrite(Text("packet-dropped"))
        return
    if not packet.wish.is_own and not place.allows(context.person.id, ACT):
        raise Refusal(Text("packet-not-yours"))
    begun = await service.begin(context.uow, place, packet, by=context.person.id)
    if begun is None:
        raise Refusal(Text("button-stale"))
    if not begun.wish.is_own:
        _note(context.uow, begun)
    await post_card(context.uow, begun)
    context.toast()
    context.rewrite(Text("packet-begun"))


async def tap_grab(_: Update, context: Context, button: GrabShare) -> None:
    """Take a share: the answer is for one's own eyes."""
    uow, person_id = context.uow, context.person.id
    packet = await packet_by_id(uow, button.packet_id)
    if packet is None or packet.state == "draft":
        raise Refusal(Text("button-stale"))
    place = await _place(context, packet)
    points, is_last = await service.grab(uow, place, packet, context.step.vocabulary, person_id)
    if is_last:
        await service.close(uow, place, packet)
    context.toast(Text("packet-got", points=points), alert=True)


async def post_card(uow: UnitOfWork, packet: Packet) -> None:
    """Post the card of a red packet that was just given."""
    words, keyboard = packet_texts.card(packet, [], await giver_of(uow, packet))
    uow.owe(
        post(
            f"packet-card:{packet.id}",
            packet.chat_id,
            words,
            keyboard=keyboard,
            thread_id=packet.thread_id,
            then=Then(POSTED, {"item_id": packet.id}),
        )
    )


async def card_of(uow: UnitOfWork, packet: Packet) -> Any:
    """Return the card as it stands."""
    taken = await shares_of(uow, packet.id)
    return packet_texts.card(packet, taken, await giver_of(uow, packet))


async def giver_of(uow: UnitOfWork, packet: Packet) -> str:
    """Return the name of whoever pays; empty for the community."""
    if not packet.wish.is_own or packet.made_by is None:
        return ""
    return (await names_of(uow, {packet.made_by})).get(packet.made_by, "…")


def _preview(place: Place, packet: Packet) -> Any:
    maker = packet.made_by
    may_spend = maker is not None and place.allows(maker, ACT)
    return packet_texts.preview(packet, may_spend=may_spend)


async def _draft(context: Context, packet_id: int) -> tuple[Packet, Place]:
    packet = await packet_by_id(context.uow, packet_id)
    if packet is None or packet.state != "draft":
        raise Refusal(Text("button-stale"))
    if packet.made_by != context.person.id:
        raise Refusal(Text("button-not-yours"))
    return packet, await _place(context, packet)


async def _place(context: Context, packet: Packet) -> Place:
    """Return where a red packet is, for members of its community alone."""
    uow, here = context.uow, context.place
    is_here = here is not None and here.community_id == packet.community_id
    if not is_here and not await is_member(uow, packet.community_id, context.person.id):
        raise Refusal(Text("button-stale"))
    await context.step.places.read(uow, [packet.chat_id])
    place = place_of(uow, packet.chat_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    return place


def _note(uow: UnitOfWork, packet: Packet) -> None:
    note(
        uow,
        community_id=packet.community_id,
        category="settings",
        what="audit-packet-begun",
        actor_id=packet.made_by,
        chat_id=packet.chat_id,
        after={"points": packet.wish.total, "shares": packet.wish.count},
    )


def _after(values: tuple[timedelta, ...], value: timedelta) -> timedelta:
    at = values.index(value) + 1 if value in values else 0
    return values[at % len(values)]
