"""Tiers as the staff sees them: the week's moves, who is proposed for a rung, and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from telegram import Update

from bot.features.members.queries import names_of
from bot.features.places import Place, Places
from bot.features.readers import readers_of
from bot.features.tiers import wording
from bot.features.tiers.figures import label_of
from bot.features.tiers.nightly import MOST_PROPOSED, TierKeeper
from bot.features.tiers.passes import LOST, pass_by_id
from bot.features.tiers.queries import (
    Nomination,
    flows_of,
    ladders_of,
    nomination_by_id,
    open_nominations,
    population_of,
    standing_on,
)
from bot.features.tiers.rules import Figures, Flow, Ladder, Measure, came, went
from bot.features.tiers.service import CARD, NIGHT, confirm, decline
from bot.kit.days import local_day
from bot.kit.effects import Button, Keyboard, Planned, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately
from handlers.tiers import CONFIRM, asks_for_flow, show_tiers

MOST_SHOWN: Final = 20
WEEK: Final = timedelta(days=7)


@buttons.says("koc")
@dataclass(frozen=True, slots=True)
class Nominate:
    """Let somebody onto the rung for which they were proposed, or leave them where they stand."""

    nomination_id: int
    is_confirmed: bool


async def say_tiers(update: Update, context: Context) -> None:
    """Show the table of tiers, or to the staff the week's moves."""
    if asks_for_flow(context):
        await show_flow(update, context)
    else:
        await show_tiers(update, context)


async def show_flow(_: Update, context: Context) -> None:
    """Show who moved from which rung to which in a week; the moves add up to the growth."""
    place = await require_act(context, "audit.read")
    today = local_day(context.uow.now, place.zone)
    lines: list[Text | str] = []
    for ladder in await ladders_of(context.uow, place):
        cid = place.community_id
        flows = await flows_of(context.uow, cid, ladder.key, today - WEEK, today)
        population = await population_of(context.uow, cid, ladder.key)
        lines += ["", *_flow(ladder, flows, sum(population.values()))]
    await answer_privately(context, Lines(*lines[1:]) if lines else Text("tiers-off"))


async def show_koc(_: Update, context: Context) -> None:
    """Show who stands on a rung that staff confirm, and who is proposed, with the figures."""
    place = await require_act(context, CONFIRM)
    uow = context.uow
    lines: list[Text | str] = [Text("koc-head", community=place.community_name)]
    for ladder in await ladders_of(uow, place):
        lines += await _confirmed(uow, place, ladder)
    waiting = await open_nominations(uow, place.community_id, MOST_PROPOSED)
    keyboard: Keyboard = ()
    for nomination in waiting:
        card = await _card(uow, place, nomination)
        if card is not None:
            lines += ["", *card.texts]
            keyboard = (*keyboard, *_choices(nomination, await _name(uow, nomination)))
    if len(lines) == 1:
        lines.append(Text("koc-none"))
    await answer_privately(context, Lines(*lines), keyboard)


async def tap_nominate(_: Update, context: Context, button: Nominate) -> None:
    """Let one of the staff decide; asked at the press whether they may, and decided once."""
    nomination = await nomination_by_id(context.uow, button.nomination_id)
    if nomination is None:
        context.toast(Text("button-stale"), alert=True)
        return
    place = await community_with_act(context, nomination.community_id, CONFIRM)
    decide = confirm if button.is_confirmed else decline
    is_done = await decide(context.uow, place, nomination, by=context.person.id)
    context.toast(Text("tier-decided" if is_done else "tier-decided-before"))
    now = await nomination_by_id(context.uow, nomination.id) or nomination
    card = await _card(context.uow, place, now)
    if card is not None:
        context.rewrite(Lines(*card.texts, "", Text(f"tier-card-{now.state}")))


class TierTeller:
    """Shows the staff who is proposed, and who lost the rung of the group they are in."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work."""
        return {NIGHT: TierKeeper(self._places), CARD: self.card, LOST: self.lost}

    async def card(self, uow: UnitOfWork, due: Planned) -> None:
        """Show the staff somebody who is proposed."""
        nomination = await nomination_by_id(uow, int(due.details["nomination_id"]))
        place = None if nomination is None else await self._place(uow, nomination.community_id)
        if nomination is None or place is None or nomination.state != "proposed":
            return
        card = await _card(uow, place, nomination)
        if card is None:
            return
        keyboard = _choices(nomination, await _name(uow, nomination))
        for reader in await readers_of(uow, place, CONFIRM):
            key, mine = f"tier-card:{nomination.id}:{reader}", reader if reader > 0 else None
            uow.owe(post(key, reader, card, keyboard=keyboard, person_id=mine))

    async def lost(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the staff, once, who is in a group that their rung does not open any more."""
        held = await pass_by_id(uow, int(due.details["pass_id"]))
        place = None if held is None else await self._place(uow, held.community_id)
        if held is None or place is None:
            return
        here = await self._places.of_community(uow, held.community_id)
        title = next((each.title for each in here if each.chat_id == held.chat_id), "?")
        names = await names_of(uow, {held.person_id})
        who = names.get(held.person_id, str(held.person_id))
        words = Text("pass-lost-staff", name=who, chat=title)
        for reader in await readers_of(uow, place, CONFIRM):
            mine = reader if reader > 0 else None
            uow.owe(post(f"pass:{held.id}:lost:{reader}", reader, words, person_id=mine))

    async def _place(self, uow: UnitOfWork, community_id: int) -> Place | None:
        here = await self._places.of_community(uow, community_id)
        return next((each for each in here if not each.is_back_room), None)


def _flow(ladder: Ladder, flows: list[Flow], now: int) -> list[Text]:
    joined, left = came(flows), went(flows)
    head = Text("flow-head", before=now - joined + left, after=now, came=joined, went=left)
    lines = [Text(f"flow-ladder-{ladder.key}"), head]
    lines += [
        Text(
            "flow-line",
            before=Text("flow-came") if flow.before is None else _titled(ladder, flow.before),
            after=Text("flow-went") if flow.after is None else _titled(ladder, flow.after),
            people=flow.people,
        )
        for flow in flows
    ]
    return lines if flows else [*lines, Text("flow-none")]


def _titled(ladder: Ladder, rank: int) -> Text:
    return wording.titled(ladder.rungs[min(rank, len(ladder.rungs) - 1)])


async def _card(uow: UnitOfWork, place: Place, nomination: Nomination) -> Lines | None:
    ladder = place.policy.tiers.named(nomination.ladder)
    if ladder is None or nomination.rank >= len(ladder.rungs):
        return None
    rung = ladder.rungs[nomination.rank]
    name = await _name(uow, nomination)
    evidence = _evidence(nomination, ladder.measures)
    head = Text("tier-card", name=name, id=str(nomination.person_id), tier=wording.titled(rung))
    return Lines(head, *wording.against(rung, evidence))


def _evidence(nomination: Nomination, measures: tuple[Measure, ...]) -> Figures:
    return {each: int(nomination.evidence.get(label_of(each), 0)) for each in measures}


async def _confirmed(uow: UnitOfWork, place: Place, ladder: Ladder) -> list[Text]:
    """Return who stands on a rung that staff confirm, those first who have for longest."""
    ranks = [rank for rank, rung in enumerate(ladder.rungs) if rung.is_confirmed]
    here = await standing_on(uow, place.community_id, ladder.key, ranks, MOST_SHOWN)
    names = await names_of(uow, {person_id for person_id, _ in here})
    return [
        Text(
            "koc-line",
            name=names.get(person_id, str(person_id)),
            tier=_titled(ladder, standing.rank),
            day=standing.since,
        )
        for person_id, standing in here
    ]


async def _name(uow: UnitOfWork, nomination: Nomination) -> str:
    names = await names_of(uow, {nomination.person_id})
    return names.get(nomination.person_id, str(nomination.person_id))


def _choices(nomination: Nomination, name: str) -> Keyboard:
    yes = buttons.pack(Nominate(nomination.id, is_confirmed=True))
    no = buttons.pack(Nominate(nomination.id, is_confirmed=False))
    return (
        (
            Button(Text("tier-button-confirm", name=name), data=yes),
            Button(Text("tier-button-decline"), data=no),
        ),
    )
