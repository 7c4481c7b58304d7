"""Gates: asking to join, answering, deciding about somebody, and setting a gate up."""

from typing import Final

from telegram import Update

from bot.features.clauses.service import rulebook_of
from bot.features.gates.hearing import Heard, press, say
from bot.features.gates.noticing import saw_request as stand_before
from bot.features.gates.queries import (
    Candidate,
    asked_of,
    candidate_by_id,
    last_candidate,
    open_candidate,
)
from bot.features.gates.rules import tries_of
from bot.features.gates.service import admit, give_time, turn_away
from bot.features.members import service as members
from bot.features.members.queries import person_by_id
from bot.features.places import Place, known_of, place_of
from bot.features.roles.rules import Act
from bot.kit.effects import Button, Keyboard, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import gate_cards as cards
from handlers.context import Context
from handlers.gate_buttons import AnswerGate, DecideCandidate
from handlers.guards import place_with_act

DECIDE: Final[Act] = "gate.decide"
LINK: Final = "gate"
# Each toast, and whether it is one that waits to be read.
_TOASTS: Final = {
    Heard.PASSED: "gate-passed-toast",
    Heard.STILL_HELD: "gate-passed-held",
    Heard.LATE: "gate-late",
    Heard.OVER: "gate-over",
}


async def saw_request(_: Update, context: Context) -> None:
    """Put whoever asks to join before the gate."""
    request, place = context.step.request, context.place
    if request is None or place is None or request.sender.is_bot:
        return
    members.meet(context.uow, request.sender, known_of(context.uow, request.sender.id))
    await stand_before(context.uow, place, request)


async def begin_by_link(context: Context, payload: str) -> None:
    """Show somebody who pressed Start what a chat's gate asks of them, with all of its time."""
    number = payload.removeprefix(f"{LINK}-")
    chat_id = -int(number) if number.isdecimal() and len(number) <= 16 else 0
    candidate = await open_candidate(context.uow, chat_id, context.person.id)
    place = await _place(context, chat_id)
    if candidate is None or place is None:
        context.say(*await _nothing_to_ask(context, chat_id, place))
        return
    if candidate.way == "request":
        candidate = await give_time(context.uow, candidate)
    context.say(*await _asked(context, candidate, place))


async def tap_answer(_: Update, context: Context, button: AnswerGate) -> None:
    """Hear a press by whoever is asked; anybody else's changes nothing."""
    candidate = await _pressed(context, button)
    place = await _place(context, candidate.chat_id) if candidate else None
    if candidate is None or place is None:
        context.toast(Text("gate-not-yours"), alert=True)
        return
    heard = await press(context.uow, place, candidate, button.choice)
    _toast(context, candidate, heard)
    if button.candidate_id and heard is not Heard.WRONG:
        context.rewrite(*_outcome(candidate, place, heard))


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as the answer to a gate; if it asked for one."""
    candidate = await asked_of(context.uow, context.person.id)
    if candidate is None or not context.message.words:
        return False
    place = await _place(context, candidate.chat_id)
    if place is None:
        return False
    heard = await say(context.uow, place, candidate, context.message.words)
    if heard is Heard.NEXT:
        after = await candidate_by_id(context.uow, candidate.id) or candidate
        context.say(*await _asked(context, after, place))
    elif heard is Heard.WRONG:
        context.say(Text("gate-wrong", left=tries_of(candidate.terms) - candidate.tries - 1))
    else:
        context.say(*_outcome(candidate, place, heard))
    return True


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
    _tell(context, candidate, Lines(Text("gate-approved", community=place.title)))
    context.toast(Text("gate-decided-toast"))
    context.rewrite(await _decided(context, candidate, place, "passed"))


async def _decline(context: Context, candidate: Candidate, place: Place, why: str) -> None:
    by, uow = context.person.id, context.uow
    if not await turn_away(uow, candidate, "failed", by=by, reason=why):
        await _say_decided(context, candidate, place)
        return
    head = Text("gate-declined", community=place.title)
    _tell(context, candidate, Lines(head, Text(f"gate-declined-{why}")))
    context.toast(Text("gate-decided-toast"))
    context.rewrite(await _decided(context, candidate, place, "failed"))


async def _say_decided(context: Context, candidate: Candidate, place: Place) -> None:
    """Tell that somebody else was faster, on the card too."""
    now = await candidate_by_id(context.uow, candidate.id) or candidate
    context.toast(Text("gate-decided-before"))
    context.rewrite(await _decided(context, now, place, now.state))


async def card_of(context: Context, candidate: Candidate, place: Place) -> Lines:
    """Return the staff's card of somebody."""
    named = await person_by_id(context.uow, candidate.person_id)
    name = named.name if named is not None else str(candidate.person_id)
    known = known_of(context.uow, candidate.person_id)
    return cards.card(candidate, place, name, known.language_code if known else None)


async def _decided(context: Context, candidate: Candidate, place: Place, state: str) -> Lines:
    whole = await card_of(context, candidate, place)
    who = Text("gate-person", id=str(context.person.id), name=context.person.first_name)
    if not candidate.is_open and candidate.settled_by != context.person.id:
        return Lines(*whole.texts, "", Text(f"gate-state-{state}"))
    return Lines(*whole.texts, "", Text(f"gate-state-{state}"), Text("gate-decided-by", who=who))


def _tell(context: Context, candidate: Candidate, words: Lines) -> None:
    """Owe somebody the news where they can be written to: by the way they asked, or by DM."""
    known = known_of(context.uow, candidate.person_id)
    chat_id = candidate.user_chat_id or (candidate.person_id if known and known.can_dm else None)
    if chat_id is not None:
        key = f"gate:{candidate.id}:told"
        context.uow.owe(post(key, chat_id, words, person_id=candidate.person_id))


async def _pressed(context: Context, button: AnswerGate) -> Candidate | None:
    """Return the candidate whom a press is of: in the group the presser's own, if there is one."""
    person_id, pressed = context.person.id, context.press.message
    if button.candidate_id:
        found = await candidate_by_id(context.uow, button.candidate_id)
        return found if found is not None and found.person_id == person_id else None
    if pressed is None:
        return None
    return await open_candidate(context.uow, pressed.chat.id, person_id)


def _toast(context: Context, candidate: Candidate, heard: Heard) -> None:
    left = tries_of(candidate.terms) - candidate.tries - 1
    match heard:
        case Heard.WRONG:
            context.toast(Text("gate-wrong", left=left), alert=True)
        case Heard.OUT:
            context.toast(_out(candidate), alert=True)
        case _:
            is_alert = heard in {Heard.STILL_HELD, Heard.LATE}
            context.toast(Text(_TOASTS.get(heard, "gate-over")), alert=is_alert)


def _outcome(candidate: Candidate, place: Place, heard: Heard) -> tuple[Lines, Keyboard]:
    open_chat: Keyboard = ()
    if place.username:
        label = Text("gate-button-open", community=place.title)
        open_chat = ((Button(label, url=f"https://t.me/{place.username}"),),)
    match heard:
        case Heard.PASSED:
            return Lines(Text("gate-passed", community=place.title)), open_chat
        case Heard.STILL_HELD:
            return Lines(Text("gate-passed-held")), open_chat
        case Heard.OUT:
            return Lines(_out(candidate)), ()
        case Heard.REVIEW:
            return Lines(Text("gate-review")), ()
        case Heard.LATE:
            again: Keyboard = ()
            if candidate.link is not None and "…" not in candidate.link:
                again = ((Button(Text("gate-button-again"), url=candidate.link),),)
            return Lines(Text("gate-late")), again
        case _:
            return Lines(Text("gate-over")), ()


def _out(candidate: Candidate) -> Text:
    if candidate.terms.failure == "keep":
        return Text("gate-out-kept")
    minutes = max(2, round(candidate.terms.retry_after.total_seconds() / 60))
    return Text("gate-out", minutes=minutes)


async def _asked(context: Context, candidate: Candidate, place: Place) -> tuple[Lines, Keyboard]:
    rules = await rulebook_of(context.uow, candidate.community_id)
    words = cards.asked(candidate, place, rules, context.uow.now)
    return words, cards.choices(candidate)


async def _nothing_to_ask(
    context: Context, chat_id: int, place: Place | None
) -> tuple[Lines, Keyboard]:
    last = await last_candidate(context.uow, chat_id, context.person.id)
    if last is None or place is None:
        raise Refusal(Text("gate-nothing"))
    match last.state:
        case "passed":
            return _outcome(last, place, Heard.PASSED)
        case "expired" | "left" | "withdrawn":
            return _outcome(last, place, Heard.LATE)
        case _:
            return _outcome(last, place, Heard.OUT)


async def _place(context: Context, chat_id: int) -> Place | None:
    if not chat_id:
        return None
    await context.step.places.read(context.uow, [chat_id])
    return place_of(context.uow, chat_id)
