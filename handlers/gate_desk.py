"""The staff before a gate: who is shown to them, and what they decide."""

from typing import Final

from telegram import Update

from bot.features.gates.queries import Candidate, candidate_by_id
from bot.features.gates.service import admit, turn_away
from bot.features.members.queries import person_by_id
from bot.features.places import Place, known_of
from bot.features.roles.rules import Act
from bot.kit.effects import post
from bot.kit.texts import Lines, Text
from handlers import gate_cards as cards
from handlers.context import Context
from handlers.gate_buttons import DecideCandidate
from handlers.guards import place_with_act

DECIDE: Final[Act] = "gate.decide"


async def tap_decide(_: Update, context: Context, button: DecideCandidate) -> None:
    """Let one of the staff decide; asked at the press whether they may, and decided once."""
    candidate = await candidate_by_id(context.uow, button.candidate_id)
    if candidate is None:
        context.toast(Text("button-stale"), alert=True)
        return
    place = await place_with_act(context, candidate.chat_id, DECIDE)
    if not candidate.is_open:
        await _say_decided(context, candidate, place)
        return
    match button.verdict:
        case "ask":
            context.toast()
            words = await card_of(context, candidate, place)
            context.rewrite(words, cards.reasons_keyboard(candidate))
        case "back":
            context.toast()
            words = await card_of(context, candidate, place)
            context.rewrite(words, cards.card_keyboard(candidate))
        case "approve":
            await _approve(context, candidate, place)
        case why if why in cards.REASONS:
            await _decline(context, candidate, place, why)
        case _:
            context.toast(Text("button-stale"), alert=True)


async def _approve(context: Context, candidate: Candidate, place: Place) -> None:
    if not await admit(context.uow, place, candidate, by=context.person.id):
        await _say_decided(context, candidate, place)
        return
    await _tell(context, candidate, Lines(Text("gate-approved", community=place.title)))
    context.toast(Text("gate-decided-toast"))
    context.rewrite(await _decided(context, candidate, place, "passed"))


async def _decline(context: Context, candidate: Candidate, place: Place, why: str) -> None:
    by, uow = context.person.id, context.uow
    if not await turn_away(uow, candidate, "failed", by=by, reason=why):
        await _say_decided(context, candidate, place)
        return
    head = Text("gate-declined", community=place.title)
    await _tell(context, candidate, Lines(head, Text(f"gate-declined-{why}")))
    context.toast(Text("gate-decided-toast"))
    context.rewrite(await _decided(context, candidate, place, "failed"))


async def _say_decided(context: Context, candidate: Candidate, place: Place) -> None:
    """Tell that somebody else was faster, on the card too."""
    now = await candidate_by_id(context.uow, candidate.id) or candidate
    context.toast(Text("gate-decided-before"))
    context.rewrite(await _decided(context, now, place, now.state))


async def card_of(context: Context, candidate: Candidate, place: Place) -> Lines:
    """Return the staff's card of somebody."""
    await context.step.places.read_people(context.uow, [(0, candidate.person_id, 0)])
    known = known_of(context.uow, candidate.person_id)
    name = known.first_name if known is not None else str(candidate.person_id)
    return cards.card(candidate, place, name, known.language_code if known else None)


async def _decided(context: Context, candidate: Candidate, place: Place, state: str) -> Lines:
    whole = await card_of(context, candidate, place)
    who = Text("gate-person", id=str(context.person.id), name=context.person.first_name)
    if not candidate.is_open and candidate.settled_by != context.person.id:
        return Lines(*whole.texts, "", Text(f"gate-state-{state}"))
    return Lines(*whole.texts, "", Text(f"gate-state-{state}"), Text("gate-decided-by", who=who))


async def _tell(context: Context, candidate: Candidate, words: Lines) -> None:
    """Owe somebody the news where they can be written to: by the way they asked, or by DM."""
    named = await person_by_id(context.uow, candidate.person_id)
    can_dm = named is not None and named.can_dm is True
    chat_id = candidate.user_chat_id or (candidate.person_id if can_dm else None)
    if chat_id is not None:
        key = f"gate:{candidate.id}:told"
        context.uow.owe(post(key, chat_id, words, person_id=candidate.person_id))
