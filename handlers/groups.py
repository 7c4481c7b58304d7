"""A community's groups: the tree of them, of which kind each is, its labels, what it is under."""

from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.features.checkins.calendar import plan_card
from bot.features.communities.tree import (
    MEMBER_KINDS,
    Branch,
    MemberKind,
    hang,
    label,
    set_kind,
    tree_of,
)
from bot.features.places import Place, place_of
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.checkins import spot_of
from handlers.context import Context
from handlers.guards import community_with_act, place_with_act
from handlers.menus import answer_privately
from handlers.targets import said_after_command

MOST_LISTED: Final = 40
NOWHERE: Final = frozenset({"none", "nothing", "无", "取消"})
VERBS: Final = {
    "label": "label",
    "unlabel": "unlabel",
    "under": "under",
    "标签": "label",
    "去标签": "unlabel",
    "上级": "under",
}


@buttons.says("group")
@dataclass(frozen=True, slots=True)
class SteerGroup:
    """Show a group's page, make it a kind, or hang it under a chat: a deed and what it needs."""

    chat_id: int
    deed: str
    value: str = ""


async def show_groups(_: Update, context: Context) -> None:
    """Show the tree of a community's chats, to its staff alone."""
    place = await context.home()
    if place.is_back_room:
        place = await community_with_act(context, place.community_id, "complaint.triage")
    elif place.role_of(context.person.id) is None:
        raise Refusal(Text("refused-not-admin"))
    await answer_privately(context, *await _tree(context, place))


async def say_group(_: Update, context: Context) -> None:
    """Show what the group at hand is in its community, or change that."""
    place = context.place
    if place is None or place.is_back_room or place.chat_type == "channel":
        raise Refusal(Text("group-where"))
    place = await place_with_act(context, place.chat_id, "settings.change")
    word, *rest = said_after_command(context.message).split(maxsplit=1) or [""]
    verb, said = VERBS.get(word.casefold()), rest[0] if rest else ""
    if not word:
        context.say(*await _page(context, place))
        return
    if verb is None or not said:
        raise Refusal(Text("group-how"))
    await _change(context, place, verb, said)


async def tap_group(_: Update, context: Context, button: SteerGroup) -> None:
    """Do what a group's page offers, if whoever presses may."""
    place = await place_with_act(context, button.chat_id, "settings.change")
    if place.is_back_room:
        context.toast(Text("button-stale"), alert=True)
        return
    match button.deed:
        case "kind" if button.value in MEMBER_KINDS:
            await _make(context, place, button.value)
        case "under" if button.value.removeprefix("-").isdecimal():
            parent_id = int(button.value) or None
            await hang(context.uow, place.chat_id, parent_id, by=context.person.id)
            context.toast(Text("settings-kept"))
        case "choose":
            context.toast()
            context.rewrite(*await _parents(context, place))
            return
        case _:
            context.toast()
    context.rewrite(*await _page(context, await _anew(context, place)))


async def _make(context: Context, place: Place, kind: MemberKind) -> None:
    await set_kind(context.uow, place.chat_id, kind, by=context.person.id)
    changed = await _anew(context, place)
    if changed.chat_kind == "main":
        plan_card(context.uow, spot_of(changed))
    context.toast(Text("settings-kept"))


async def _change(context: Context, place: Place, verb: str, said: str) -> None:
    by = context.person.id
    match verb:
        case "under":
            parent_id = await _titled(context, place, said)
            is_new = await hang(context.uow, place.chat_id, parent_id, by=by)
        case _:
            is_on = verb == "label"
            is_new = await label(context.uow, place.chat_id, said, by=by, is_on=is_on)
    if not is_new:
        raise Refusal(Text("group-same"))
    context.say(*await _page(context, place))


async def _titled(context: Context, place: Place, title: str) -> int | None:
    """Return the chat that somebody means by its title; None for none at all."""
    wanted = title.strip().casefold()
    if wanted in NOWHERE:
        return None
    branches = await tree_of(context.uow, place.community_id)
    found = [each.id for each in branches if each.title.casefold() == wanted]
    if len(found) != 1:
        titles = " · ".join(each.title for each in branches[:MOST_LISTED])
        raise Refusal(Text("group-untitled", title=title, titles=titles))
    return found[0]


async def _tree(context: Context, place: Place) -> tuple[Lines, Keyboard]:
    branches = await tree_of(context.uow, place.community_id)
    lines: list[Text | str] = [Text("groups-head", name=place.community_name)]
    lines += [_line(each) for each in branches[:MOST_LISTED]]
    lines.append(Text("groups-foot"))
    may = place.allows(context.person.id, "settings.change")
    shown = [each for each in branches if each.has_members and may]
    rows = tuple(
        (Button(Text("groups-open", chat=each.title), data=_data(each.id, "show")),)
        for each in shown[:MOST_LISTED]
    )
    return Lines(*lines), rows


async def _page(context: Context, place: Place) -> tuple[Lines, Keyboard]:
    branches = {each.id: each for each in await tree_of(context.uow, place.community_id)}
    mine = branches[place.chat_id]
    above = branches.get(mine.parent_id or 0)
    lines: list[Text | str] = [
        Text("group-head", chat=mine.title, name=place.community_name),
        Text("group-is", kind=_kind(mine.kind)),
    ]
    if above is not None:
        lines.append(Text("group-under", chat=above.title))
    if mine.labels:
        lines.append(Text("group-labels", labels=" · ".join(mine.labels)))
    lines.append(Text("group-how"))
    kinds = tuple(
        Button(_chosen(kind, is_it=kind == mine.kind), data=_data(mine.id, "kind", kind))
        for kind in MEMBER_KINDS
    )
    rows: list[tuple[Button, ...]] = [kinds]
    if len(branches) > 1:
        rows.append((Button(Text("group-choose"), data=_data(mine.id, "choose")),))
    if mine.is_guest and context.place is not None and context.place.chat_id == mine.id:
        own = buttons.Serve(mine.id, "own", context.person.id, is_sure=True)
        rows.append((Button(Text("staff-become-own"), data=buttons.pack(own)),))
    return Lines(*lines), tuple(rows)


async def _parents(context: Context, place: Place) -> tuple[Lines, Keyboard]:
    branches = await tree_of(context.uow, place.community_id)
    fit = [
        each
        for each in branches
        if each.id != place.chat_id and (each.has_members or each.kind == "channel")
    ]
    rows = [
        (
            Button(
                Text("groups-open", chat=each.title), data=_data(place.chat_id, "under", each.id)
            ),
        )
        for each in fit[:MOST_LISTED]
    ]
    rows.append((Button(Text("group-top"), data=_data(place.chat_id, "under", 0)),))
    return Lines(Text("group-under-ask", chat=place.title)), tuple(rows)


async def _anew(context: Context, place: Place) -> Place:
    await context.step.places.read(context.uow, [place.chat_id])
    return place_of(context.uow, place.chat_id) or place


def _line(branch: Branch) -> Text:
    step = "┆ " * (branch.depth - 1) + "└ " if branch.depth else ""
    kind = _kind(branch.kind)
    if not branch.labels:
        return Text("groups-line", step=step, chat=branch.title, kind=kind)
    labels = " · ".join(branch.labels)
    return Text("groups-line-labels", step=step, chat=branch.title, kind=kind, labels=labels)


def _kind(kind: str) -> Text:
    return Text(f"group-kind-{kind}")


def _chosen(kind: str, *, is_it: bool) -> Text:
    return Text("group-chosen", kind=_kind(kind)) if is_it else _kind(kind)


def _data(chat_id: int, deed: str, value: str | int = "") -> str:
    return buttons.pack(SteerGroup(chat_id, deed, str(value)))
