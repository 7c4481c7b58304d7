"""Sources: named ways in, with their links and pictures, and how far they brought whom."""

from collections.abc import Mapping
from typing import Any, Final

from telegram import Update

from bot.features.places import Place, known_of
from bot.features.sources import making
from bot.features.sources.queries import (
    Funnel,
    Share,
    Way,
    funnels,
    is_here,
    payload_for,
    way_by_id,
    way_named,
    way_of_payload,
    ways_of,
)
from bot.features.sources.rules import MILESTONES, payload_in, wish_of
from bot.features.sources.service import attest_start
from bot.kit.days import local_day
from bot.kit.effects import Button, Picture, Planned, Priority, post
from bot.kit.qr import qr_png
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.context import Context, start_link
from handlers.guards import require_act
from handlers.menus import answer_privately, is_for_all
from handlers.targets import said_after_command

MOST_SHOWN: Final = 30
_NEW: Final = frozenset({"new", "新", "新建"})
_CLOSE: Final = frozenset({"close", "revoke", "关闭"})


async def say_link(_: Update, context: Context) -> None:
    """Make a source with its link, show one again, or close one."""
    place = await require_act(context, "sources.edit")
    verb, rest = (*said_after_command(context.message).split(maxsplit=1), "", "")[:2]
    if verb.casefold() in _NEW:
        await _make(context, place, rest)
    elif verb.casefold() in _CLOSE:
        way = await _named(context, place, rest)
        is_closed = await making.close(context.uow, place, way, by=context.person.id)
        await answer_privately(
            context, Text("source-closed" if is_closed else "source-is-closed", key=way.key)
        )
    elif verb:
        await _show(context, await _named(context, place, verb))
    else:
        raise Refusal(Text("source-how"))


async def show_links(_: Update, context: Context) -> None:
    """List the sources with their links."""
    place = await require_act(context, "sources.edit")
    ways = await ways_of(context.uow, place.community_id)
    lines: list[Text | str] = [Text("sources-head", name=place.community_name)]
    lines += [
        Text("sources-line-closed", source=_name(way.key, way.title))
        if way.is_closed
        else Text("sources-line", source=_name(way.key, way.title), link=way.link or "…")
        for way in ways[:MOST_SHOWN]
    ]
    if not ways:
        lines = [Text("sources-none")]
    await answer_privately(context, Lines(*lines))


async def show_sources(_: Update, context: Context) -> None:
    """Show how far those came whom each source brought."""
    place = await require_act(context, "sources.edit")
    today = local_day(context.uow.now, place.zone)
    found = await funnels(context.uow, place.community_id, today)
    if not found:
        await answer_privately(context, Text("sources-none"))
        return
    lines: list[Text | str] = [Text("funnel-head", name=place.community_name)]
    for funnel in found[:MOST_SHOWN]:
        lines += ["", *_shown(funnel)]
    lines += ["", Text("funnel-foot")]
    await answer_privately(context, Lines(*lines))


async def begin_by_link(context: Context, payload: str) -> bool:
    """Welcome whoever followed a source's deep link; False where it names none of ours."""
    named = payload_in(payload)
    way = await way_of_payload(context.uow, named) if named is not None else None
    if way is None:
        return False
    uow, person_id = context.uow, context.person.id
    if await is_here(uow, way.community_id, person_id):
        return False
    await attest_start(uow, way.community_id, person_id, way.id, context.message.at)
    join = ((Button(Text("source-join"), url=way.link),),) if way.link else ()
    words = "source-welcome" if way.link else "source-welcome-no-link"
    context.say(Text(words, name=context.person.name, community=way.community_name), join)
    return True


class LinkKeeper:
    """Keeps a link once Telegram has made it, and hands it to whoever asked for it."""

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work about sources."""
        return {making.MADE: self.made}

    async def made(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep the link, and tell it with its picture; or tell why there is none."""
        told = due.details
        way = await way_by_id(uow, int(told["source_id"]))
        if way is None:
            return
        key = f"source-told:{told['asked']}"
        reply = {"reply_to": told["reply_to"], "thread_id": told["thread_id"]}
        answer = {"person_id": told["person_id"], "priority": Priority.ANSWER, **reply}
        link = told.get("link")
        if told["state"] != "done" or not link:
            await making.drop(uow, way)
            why = Text("source-failed", key=way.key, why=told["failure"] or "?")
            uow.owe(post(key, told["to"], why, **answer))
            return
        if not await making.keep_link(uow, way, link):
            closed = Text("source-is-closed", key=way.key)
            uow.owe(post(key, told["to"], closed, **answer))
            return
        words = _described(way, link, str(told["deep_link"]))
        uow.owe(post(key, told["to"], words, picture=_picture(way.key, link), **answer))


async def _make(context: Context, place: Place, said: str) -> None:
    wish = wish_of(said)
    if wish is None:
        raise Refusal(Text("source-how"))
    if not place.standing.rights.get("can_invite_users"):
        raise Refusal(Text("source-no-right"))
    await making.make(context.uow, place, wish, _asking(context))
    await answer_privately(context, Text("source-making", key=wish.key))


def _asking(context: Context) -> making.Asking:
    """Return where a new link is handed over: where the asker, or the staff, alone reads it."""
    message, person_id = context.message, context.person.id
    own_name = context.bot.username
    if not is_for_all(context):
        thread_id = message.message_thread_id if message.is_topic_message else None
        return making.Asking(person_id, message.chat.id, message.message_id, thread_id, own_name)
    known = known_of(context.uow, person_id)
    if known is None or known.can_dm is not True:
        raise Refusal(Text("answer-needs-dm"))
    return making.Asking(person_id, person_id, None, None, own_name)


async def _named(context: Context, place: Place, said: str) -> Way:
    way = await way_named(context.uow, place.community_id, said.strip().casefold())
    if way is None:
        raise Refusal(Text("source-unknown", key=said.strip()[:32] or "?"))
    return way


async def _show(context: Context, way: Way) -> None:
    if way.is_closed:
        raise Refusal(Text("source-is-closed", key=way.key))
    if way.link is None:
        raise Refusal(Text("source-making", key=way.key))
    deep_link = start_link(context.bot, await payload_for(context.uow, way))
    words = _described(way, way.link, deep_link)
    await answer_privately(context, words, picture=_picture(way.key, way.link))


def _described(way: Way, link: str, deep_link: str) -> Lines:
    return Lines(
        Text("source-made", source=_name(way.key, way.title)),
        Text("source-link", link=link),
        Text("source-deep-link", link=deep_link),
    )


def _name(key: str, title: str | None) -> Text:
    """Return what a source is called: its key, and in full where it has a title."""
    if title is None:
        return Text("source-name", key=key)
    return Text("source-name-titled", key=key, title=title)


def _picture(key: str, link: str) -> Picture:
    return Picture(f"{key}.png", lambda: qr_png(link))


def _shown(funnel: Funnel) -> list[Text]:
    name = Text("funnel-unknown") if funnel.key is None else _name(funnel.key, funnel.title)
    counts = {milestone: getattr(funnel, milestone) for milestone in MILESTONES}
    lines = [Text("funnel-line", source=name, **counts)]
    if funnel.joined:
        kept = {f"d{term}": _share(share) for term, share in funnel.retained}
        lines.append(Text("funnel-kept", contributed=funnel.contributed, **kept))
    return lines


def _share(share: Share) -> Text:
    if not share.whole:
        return Text("funnel-unripe")
    percent = round(100 * share.part / share.whole)
    return Text("funnel-share", percent=percent, part=share.part, whole=share.whole)
