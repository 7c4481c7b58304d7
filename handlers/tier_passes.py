"""Passes: asking for the way into a group that one's rung opens, by direct message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.features.places import Place, Places
from bot.features.tiers import passes, wording
from bot.features.tiers.opened import Group, groups_opened
from bot.features.tiers.passes import Pass
from bot.features.tiers.queries import ladders_of, view_of
from bot.kit.effects import Button, Keyboard, Planned, Priority, post
from bot.kit.texts import Lines, Text, Words
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.context import Context, start_link


@buttons.says("pass")
@dataclass(frozen=True, slots=True)
class TakePass:
    """Ask for a pass into a group; asked of the presser anew."""

    community_id: int
    chat_id: int


async def say_pass(_: Update, context: Context) -> None:
    """Give a pass by direct message; in a group, lead there."""
    if context.place is not None:
        link = start_link(context.bot, "pass")
        context.say(Text("pass-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    await show_pass(context)


async def show_pass(context: Context) -> None:
    """Give the one pass there is to have, or let choose; or say what it takes."""
    place = await context.home()
    groups = await groups_opened(context.uow, place, context.person.id)
    match groups:
        case []:
            context.say(await _nothing(context, place))
        case [group]:
            context.say(*await _asked(context, place, group))
        case _:
            context.say(Text("pass-which"), _choices(place, groups))


async def tap_pass(_: Update, context: Context, button: TakePass) -> None:
    """Give the chosen pass, if the group is open to the presser still."""
    here = await context.step.places.of_community(context.uow, button.community_id)
    place = next((each for each in here if not each.is_back_room), None)
    if place is None or context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    groups = await groups_opened(context.uow, place, context.person.id)
    group = next((each for each in groups if each.chat_id == button.chat_id), None)
    context.toast()
    if group is None:
        context.rewrite(await _nothing(context, place))
    else:
        context.rewrite(*await _asked(context, place, group))


class PassKeeper:
    """Hands out a link once Telegram has made it, and takes it back when its day is over."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work about passes."""
        return {passes.MADE: self.made, passes.OVER: self.over}

    async def made(self, uow: UnitOfWork, due: Planned) -> None:
        """Give the link to its one person, or tell them that there is none."""
        told = due.details
        link = told.get("link") if told["state"] == "done" else None
        held = await passes.keep_link(uow, int(told["pass_id"]), link)
        if held is None:
            return
        here = await self._places.of_community(uow, held.community_id)
        place = next((each for each in here if each.chat_id == held.chat_id), None)
        title = "?" if place is None else place.title
        words, keyboard = _offered(held, title)
        uow.owe(
            post(
                f"pass:{held.id}:given",
                held.person_id,
                words,
                keyboard=keyboard,
                person_id=held.person_id,
                expires_at=held.at + passes.LASTS,
                priority=Priority.ANSWER,
            )
        )

    async def over(self, uow: UnitOfWork, due: Planned) -> None:
        """Take back what nobody used."""
        await passes.end(uow, int(due.details["pass_id"]))


async def _asked(context: Context, place: Place, group: Group) -> tuple[Words, Keyboard]:
    state, held = await passes.ask(context.uow, place, context.person.id, group)
    match state:
        case "offered":
            return _offered(held, group.title)
        case "owed":
            return Text("pass-coming", chat=group.title), ()
        case "inside":
            return Text("pass-inside", chat=group.title), ()
        case "shut":
            return Text("pass-shut", chat=group.title), ()


def _offered(held: Pass, title: str) -> tuple[Text, Keyboard]:
    if held.link is None:
        return Text("pass-failed", chat=title), ()
    return Text("pass-given", chat=title), ((Button(Text("pass-open"), url=held.link),),)


def _choices(place: Place, groups: list[Group]) -> Keyboard:
    return tuple(
        (
            Button(
                Text("pass-choice", chat=each.title),
                data=buttons.pack(TakePass(place.community_id, each.chat_id)),
            ),
        )
        for each in groups
    )


async def _nothing(context: Context, place: Place) -> Words:
    """Say which rung would open a group, and what is missing for it."""
    for ladder in await ladders_of(context.uow, place):
        rung = next((each for each in ladder.rungs if each.opens), None)
        if rung is None:
            continue
        view = await view_of(context.uow, place, context.person.id, ladder)
        if view.standing is not None and view.standing.rank >= ladder.rungs.index(rung):
            return Text("pass-no-group")
        needed = wording.all_missing(rung, view.figures)
        head = Text("pass-not-yet", tier=wording.titled(rung))
        return Lines(head) if needed is None else Lines(head, Text("pass-needs", needs=needed))
    return Text("pass-no-group")
