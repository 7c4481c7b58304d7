"""Gates: asking to join, being asked, and answering."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from telegram import Update

from bot.features.clauses.service import rulebook_of
from bot.features.gates.asking import saw_request as stand_before
from bot.features.gates.hearing import Heard, opens, press, say
from bot.features.gates.queries import (
    Candidate,
    candidate_by_id,
    first_waiting,
    last_candidate,
    lately_expired,
    open_candidate,
    questions_of,
)
from bot.features.gates.rules import minutes_left, tries_of
from bot.features.gates.service import show_to
from bot.features.members import service as members
from bot.features.places import Place, known_of, place_of
from bot.features.restrictions.bans import take_turn
from bot.features.tiers.passes import answers_request
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import gate_cards as cards
from handlers.context import Context
from handlers.gate_buttons import AnswerGate

LINK: Final = "gate"
# An answer that comes this long after its time is still known for one.
LATE_FOR: Final = timedelta(hours=1)
# What the toasts of presses say.
_TOASTS: Final = {
    Heard.PASSED: "gate-passed-toast",
    Heard.STILL_HELD: "gate-passed-held",
    Heard.REVIEW: "gate-out-kept",
    Heard.OVER: "gate-over",
}


async def saw_request(_: Update, context: Context) -> None:
    """Put whoever asks to join before the gate."""
    request, place = context.step.request, context.place
    if request is None or place is None or request.sender.is_bot:
        return
    members.meet(context.uow, request.sender, known_of(context.uow, request.sender.id))
    if not await answers_request(context.uow, place, request):
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
    await take_turn(context.uow, chat_id)
    is_longer = candidate.way == "request"
    candidate = await show_to(context.uow, candidate, is_longer=is_longer)
    context.say(*await _asked(context, candidate, place))


async def tap_answer(_: Update, context: Context, button: AnswerGate) -> None:
    """Hear a press by whoever is asked; anybody else's changes nothing."""
    candidate = await _pressed(context, button)
    place = await _place(context, candidate.chat_id) if candidate else None
    if candidate is None or place is None:
        context.toast(Text("gate-not-yours"), alert=True)
        return
    if not button.candidate_id and await _is_asked_otherwise(context, candidate):
        context.toast(Text("gate-press-dm"), alert=True)
        return
    heard = await press(context.uow, place, candidate, button.choice)
    candidate = await candidate_by_id(context.uow, candidate.id) or candidate
    _toast(context, candidate, heard)
    pressed = context.press.message
    # Whoever forges the data may press any message of ours in the group.
    if heard is not Heard.WRONG and pressed is not None and pressed.chat.is_private:
        context.rewrite(*_outcome(context, candidate, place, heard))


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as the answer to a gate; if one asked for it."""
    asked = await questions_of(context.uow, context.person.id)
    words = context.message.words
    if not asked or not words:
        return False
    candidate = await _meant(context, asked, words)
    place = await _place(context, candidate.chat_id)
    if place is None:
        return False
    heard = await say(context.uow, place, candidate, words)
    candidate = await candidate_by_id(context.uow, candidate.id) or candidate
    if heard is Heard.NEXT:
        context.say(*await _asked(context, candidate, place))
        return True
    context.say(*_outcome(context, candidate, place, heard))
    rest = [each for each in asked if each.id != candidate.id]
    other = await _place(context, rest[0].chat_id) if rest else None
    if other is not None and heard is not Heard.WRONG:
        # What another group asks was pushed up and away by this.
        context.say(*await _asked(context, rest[0], other))
    return True


async def take_late_words(context: Context) -> bool:
    """Answer whoever answers a gate when its time is over, where nobody else asked for words."""
    since = context.uow.now - LATE_FOR
    candidate = await lately_expired(context.uow, context.person.id, since)
    place = await _place(context, candidate.chat_id) if candidate is not None else None
    if candidate is None or place is None or not context.message.words:
        return False
    context.say(*_outcome(context, candidate, place, Heard.LATE))
    return True


async def _meant(context: Context, asked: Sequence[Candidate], words: str) -> Candidate:
    """Return which of several questions is answered: the one replied to, or rightly, or last."""
    replied = context.message.reply_to_message
    for each in asked:
        if replied is not None and each.message_id == replied.message_id:
            return each
    for each in asked if len(asked) > 1 else ():
        place = await _place(context, each.chat_id)
        if place is not None and await opens(context.uow, place, each, words):
            return each
    return asked[0]


async def _pressed(context: Context, button: AnswerGate) -> Candidate | None:
    """Return the candidate whom a press is of: in the group the presser's own, if there is one."""
    person_id, pressed = context.person.id, context.press.message
    if button.candidate_id:
        found = await candidate_by_id(context.uow, button.candidate_id)
        return found if found is not None and found.person_id == person_id else None
    if pressed is None:
        return None
    return await open_candidate(context.uow, pressed.chat.id, person_id)


async def _is_asked_otherwise(context: Context, candidate: Candidate) -> bool:
    """Whether the buttons in the group ask something else, since the gate was changed."""
    first = await first_waiting(context.uow, candidate.chat_id)
    return first is not None and first.board != candidate.board


def _toast(context: Context, candidate: Candidate, heard: Heard) -> None:
    match heard:
        case Heard.WRONG:
            context.toast(_wrong(candidate), alert=True)
        case Heard.OUT:
            context.toast(_out(candidate), alert=True)
        case Heard.LATE:
            context.toast(_late(context, candidate), alert=True)
        case _:
            is_alert = heard in {Heard.STILL_HELD, Heard.REVIEW}
            context.toast(Text(_TOASTS.get(heard, "gate-over")), alert=is_alert)


def _outcome(
    context: Context, candidate: Candidate, place: Place, heard: Heard
) -> tuple[Lines, Keyboard]:
    words = Lines(_said(context, candidate, place, heard))
    match heard:
        case Heard.PASSED | Heard.STILL_HELD:
            return words, _way_in(place)
        case Heard.LATE:
            return words, cards.again(candidate)
        case _:
            return words, ()


def _said(context: Context, candidate: Candidate, place: Place, heard: Heard) -> Text:
    match heard:
        case Heard.PASSED:
            return Text("gate-passed", community=place.title)
        case Heard.WRONG:
            return _wrong(candidate)
        case Heard.OUT:
            return _out(candidate)
        case Heard.LATE:
            return _late(context, candidate)
        case Heard.REVIEW if candidate.kind == "questionnaire":
            return Text("gate-review")
        case _:
            return Text(_TOASTS.get(heard, "gate-over"))


def _way_in(place: Place) -> Keyboard:
    if not place.username:
        return ()
    label = Text("gate-button-open", community=place.title)
    return ((Button(label, url=f"https://t.me/{place.username}"),),)


def _wrong(candidate: Candidate) -> Text:
    return Text("gate-wrong", left=tries_of(candidate.terms) - candidate.tries)


def _out(candidate: Candidate) -> Text:
    if candidate.terms.failure == "keep":
        return Text("gate-out-kept")
    return Text("gate-out", minutes=minutes_left(None, candidate.terms, candidate.at))


def _late(context: Context, candidate: Candidate) -> Text:
    if candidate.way == "request":
        return Text("gate-late")
    minutes = minutes_left(candidate.settled_at, candidate.terms, context.uow.now)
    return Text("gate-late-minutes", minutes=minutes)


async def _asked(context: Context, candidate: Candidate, place: Place) -> tuple[Lines, Keyboard]:
    rules = await rulebook_of(context.uow, place.community_id)
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
            return _outcome(context, last, place, Heard.PASSED)
        case "expired" | "left" | "withdrawn":
            return _outcome(context, last, place, Heard.LATE)
        case _ if last.settled_by is not None:
            return Lines(Text("gate-declined", community=place.title)), ()
        case _:
            return _outcome(context, last, place, Heard.OUT)


async def _place(context: Context, chat_id: int) -> Place | None:
    if not chat_id:
        return None
    await context.step.places.read(context.uow, [chat_id])
    return place_of(context.uow, chat_id)
