"""Chains as members use them: a line by button, by reply, by the word, by command."""

from typing import Final

from telegram import Update

from bot.features.chains import service
from bot.features.chains.queries import chain_at, chain_by_id, open_in
from bot.features.chains.rules import LEAVING, Chain, Link, called_in, line_in
from bot.features.chains.service import Put
from bot.features.members.queries import is_member, reachable_among
from bot.features.messages import ChatMessage
from bot.features.places import Place, place_of
from bot.kit.effects import React, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import chain_making, chain_texts
from handlers.chain_buttons import JoinChain, LeaveChain
from handlers.context import Context
from handlers.targets import replied_to, said_after_command

VERBS: Final = {
    **dict.fromkeys(("join", "加入", "接"), "join"),
    **dict.fromkeys(("leave", "退出"), "leave"),
    **dict.fromkeys(("close", "end", "结束", "截止"), "close"),
    **dict.fromkeys(("export", "导出"), "export"),
}


async def say_chain(_: Update, context: Context) -> None:
    """Draft a chain, put a line on one, or see to it."""
    said = said_after_command(context.message)
    word, _gap, rest = said.partition(" ")
    verb = VERBS.get(word.casefold())
    if verb is None:
        if said:
            await chain_making.make(context, said)
        else:
            context.say(Lines(Text("chain-help"), Text("chain-help-new")))
        return
    chain = await _meant(context)
    match verb:
        case "join":
            await _take(context, chain, rest)
        case "leave":
            await _leave(context, chain)
        case "close":
            await chain_making.ask_end(context, chain)
        case _:
            await chain_making.export(context, chain)


async def take_line(context: Context) -> bool:
    """Take a reply to a chain's card, or what stands behind the word, as somebody's line."""
    message, place = context.message, context.place
    if place is None or context.speaker is None or not message.words:
        return False
    replied, words = replied_to(message), message.words
    chain: Chain | None = None
    if replied is not None and replied.sender is not None and replied.sender.is_bot:
        chain = await chain_at(context.uow, message.chat.id, replied.message_id)
    called = called_in(words)
    if chain is None and called is not None:
        found = await open_in(
            context.uow, place.community_id, place.chat_id, message.message_thread_id
        )
        chain = found[0] if found else None
    if chain is None:
        return False
    words = words if called is None else called
    if words.strip().casefold() in LEAVING:
        await _leave(context, chain)
    else:
        await _take(context, chain, words)
    return True


def may_be_line(message: ChatMessage) -> bool:
    """Whether a message may be a line: it answers a bot's, or begins with the word."""
    if message.chat.is_private or message.is_command or not message.words:
        return False
    replied = message.reply_to_message
    answers = replied is not None and replied.sender is not None and replied.sender.is_bot
    return answers or called_in(message.words) is not None


async def tap_join(_: Update, context: Context, button: JoinChain) -> None:
    """Put somebody on a chain, or tell how to say more."""
    chain, place = await _at_hand(context, button.chain_id)
    put = await service.put(context.uow, place, chain, context.step.vocabulary, context.person.id)
    if put.is_new:
        context.toast(chain_texts.became(put))
    else:
        context.toast(Text("chain-in-already", number=str(put.number)), alert=True)


async def tap_leave(_: Update, context: Context, button: LeaveChain) -> None:
    """Take whoever presses off a chain."""
    chain, place = await _at_hand(context, button.chain_id)
    moved = await service.leave(context.uow, chain, context.person.id)
    if moved is None:
        context.toast(Text("chain-not-on-it"))
        return
    await _tell_moved(context, chain, place, moved)
    context.toast(Text("chain-left"))


async def _take(context: Context, chain: Chain, said: str) -> None:
    place = await _place(context, chain)
    words, quantity = line_in(said)
    put = await service.put(
        context.uow,
        place,
        chain,
        context.step.vocabulary,
        context.person.id,
        words=words,
        quantity=quantity,
    )
    await _tell_moved(context, chain, place, put.moved)
    _answer(context, put)


async def _leave(context: Context, chain: Chain) -> None:
    place = await _place(context, chain)
    moved = await service.leave(context.uow, chain, context.person.id)
    if moved is None:
        raise Refusal(Text("chain-not-on-it"))
    await _tell_moved(context, chain, place, moved)
    _acknowledge(context, Text("chain-left"))


def _answer(context: Context, put: Put) -> None:
    if put.waits_at:
        context.say(chain_texts.became(put))
    else:
        _acknowledge(context, chain_texts.became(put))


def _acknowledge(context: Context, words: Text) -> None:
    # The card shows it: a group needs no message for each line.
    message = context.message
    if context.place is None:
        context.say(words)
    else:
        context.uow.speak(React(message.chat.id, message.message_id, "👌"))


async def _tell_moved(
    context: Context, chain: Chain, place: Place, moved: tuple[Link, ...]
) -> None:
    """Tell those who have a seat now: by DM, or where the chain is."""
    reachable = await reachable_among(context.uow, {each.person_id for each in moved})
    for each in moved:
        is_reachable = each.person_id in reachable
        told = "chain-moved-up" if is_reachable else "chain-moved-up-here"
        context.uow.owe(
            post(
                f"chain-moved:{chain.id}:{each.person_id}:{each.number}:{context.uow.stamp()}",
                each.person_id if is_reachable else place.chat_id,
                Text(told, name=each.name, title=chain.wish.title, number=str(each.number)),
                thread_id=None if is_reachable else chain.thread_id,
                person_id=each.person_id,
            )
        )


async def _meant(context: Context) -> Chain:
    """Return the chain that a command is about: replied to, or the newest open one here."""
    uow, message = context.uow, context.message
    replied = replied_to(message)
    if replied is not None:
        chain = await chain_at(uow, message.chat.id, replied.message_id)
        if chain is not None:
            return chain
    home = await context.home()
    chat_id = None if context.place is None or home.is_back_room else home.chat_id
    found = await open_in(uow, home.community_id, chat_id, message.message_thread_id)
    if not found:
        raise Refusal(Text("chain-none"))
    return found[0]


async def _at_hand(context: Context, chain_id: int) -> tuple[Chain, Place]:
    chain = await chain_by_id(context.uow, chain_id)
    if chain is None or chain.state == "draft":
        raise Refusal(Text("button-stale"))
    return chain, await _place(context, chain)


async def _place(context: Context, chain: Chain) -> Place:
    """Return where a chain is, for members of its community alone."""
    uow = context.uow
    here = context.place
    is_here = here is not None and here.community_id == chain.community_id
    if not is_here and not await is_member(uow, chain.community_id, context.person.id):
        raise Refusal(Text("button-stale"))
    await context.step.places.read(uow, [chain.chat_id])
    place = place_of(uow, chain.chat_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    return place
