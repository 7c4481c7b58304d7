"""Setting a gate up: /gate with words, and the buttons of its page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from telegram import Update

from bot.features.audits.service import note
from bot.features.gates.queries import counts_of, gate_of
from bot.features.gates.rules import (
    KINDS,
    LONGEST,
    MOST_ANSWERS,
    MOST_QUESTIONS,
    Terms,
    lacks,
    tries_of,
)
from bot.features.gates.setting import set_gate
from bot.features.places import Place
from bot.features.readers import readers_of
from bot.features.roles.rules import Act
from bot.kit.effects import Delivery, Keyboard, Priority
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.wishes import lasts_of
from handlers import gate_cards as cards
from handlers.context import Context
from handlers.gate_buttons import SetGate
from handlers.guards import place_with_act, require_act
from handlers.targets import said_after_command

CHANGE: Final[Act] = "settings.change"
MONTH: Final = timedelta(days=30)
MOST_TRIES: Final = 10
# What is said behind these opens the gate.
SECRET: Final = frozenset({"question", "code"})
_FULL_BAR: Final = chr(0xFF5C)
_SHORTEST, _LONGEST_TIME = timedelta(minutes=2), timedelta(days=7)


async def say_gate(_: Update, context: Context) -> None:
    """Show a chat's gate, or set it: /gate sum, /gate question Who …? = answer | answer."""
    place = await require_act(context, CHANGE)
    said = said_after_command(context.message)
    if said:
        what, _space, words = said.partition(" ")
        terms = _changed(await gate_of(context.uow, place), what.casefold(), words.strip())
        let_in = await _keep(context, place, terms)
        if what.casefold() in SECRET:
            _take_away(context)
        if let_in:
            context.say(Text("gate-let-in", count=let_in))
    context.say(*await _page(context, place))


async def tap_set(_: Update, context: Context, button: SetGate) -> None:
    """Choose something on the page; asked at the press whether the presser may."""
    place = await place_with_act(context, button.chat_id, CHANGE)
    if button.what == "show":
        context.toast()
        context.rewrite(*await _page(context, place))
        return
    before = await gate_of(context.uow, place)
    if button.what == "kind":
        terms = _of_kind(before, button.value)
        if lacks(terms) is not None:
            context.toast(Text(f"gate-how-{terms.kind}"), alert=True)
            return
    else:
        terms = _changed(before, button.what, button.value)
    let_in = await _keep(context, place, terms) if terms != before else 0
    context.toast(Text("gate-let-in", count=let_in) if let_in else Text("gate-kept"))
    context.rewrite(*await _page(context, place))


async def _keep(context: Context, place: Place, terms: Terms) -> int:
    """Keep what a gate asks, with its audit; returns how many are let in by that."""
    before = await gate_of(context.uow, place)
    missing = lacks(terms)
    if missing is not None:
        raise Refusal(Text(f"gate-how-{terms.kind}"))
    let_in = await set_gate(context.uow, place, terms, by=context.person.id)
    note(
        context.uow,
        community_id=place.community_id,
        category="settings",
        what="audit-gate",
        actor_id=context.person.id,
        chat_id=place.chat_id,
        before=_audited(before),
        after=_audited(terms),
    )
    return let_in


def _take_away(context: Context) -> None:
    """Take what opens the gate away from a group in which everybody could read it."""
    place, message = context.place, context.message
    if place is None or place.is_back_room:
        return
    if place.standing.rights.get("can_delete_messages"):
        context.uow.owe(
            Delivery(
                key=f"gate:{place.chat_id}:said:{message.message_id}",
                chat_id=place.chat_id,
                method="deleteMessage",
                arguments={"message_id": message.message_id},
                is_repeatable=True,
                priority=Priority.ANSWER,
            )
        )


def _audited(terms: Terms) -> dict[str, Any]:
    # What opens a gate is nobody's to read in a log.
    return {"gate": terms.kind, "tries": tries_of(terms)}


async def _page(context: Context, place: Place) -> tuple[Lines, Keyboard]:
    terms = await gate_of(context.uow, place)
    counts = await counts_of(context.uow, place.chat_id, context.uow.now - MONTH)
    words = cards.page(place, terms, dict(counts))
    is_decided = terms.kind in {"approval", "questionnaire"} or terms.failure == "keep"
    if is_decided and not await readers_of(context.uow, place, "gate.decide"):
        words = Lines(*words.texts, "", Text("gate-page-deaf"))
    return words, cards.page_keyboard(place, terms)


def _changed(terms: Terms, what: str, words: str) -> Terms:
    """Return terms with one thing changed; refuses in words what does not fit."""
    if what in CHANGES:
        return CHANGES[what](terms, words)
    if words:
        raise Refusal(Text("gate-how"))
    return _of_kind(terms, what)


def _of_kind(terms: Terms, what: str) -> Terms:
    for kind in KINDS:
        if kind == what:
            return replace(terms, kind=kind)
    raise Refusal(Text("gate-how"))


def _question(terms: Terms, words: str) -> Terms:
    question, equals, said = words.rpartition("=")
    answers = _several(said, MOST_ANSWERS)
    if not equals or not question.strip() or not answers or len(question) > LONGEST:
        raise Refusal(Text("gate-how-question"))
    return replace(terms, kind="question", question=question.strip(), answers=answers)


def _questionnaire(terms: Terms, words: str) -> Terms:
    questions = _several(words, MOST_QUESTIONS)
    if not questions:
        raise Refusal(Text("gate-how-questionnaire"))
    return replace(terms, kind="questionnaire", questions=questions)


def _code(terms: Terms, words: str) -> Terms:
    codes = _several(words, MOST_ANSWERS)
    if not codes:
        raise Refusal(Text("gate-how-code"))
    return replace(terms, kind="code", codes=codes)


def _tries(terms: Terms, words: str) -> Terms:
    if not (words.isdecimal() and len(words) <= 2 and 1 <= int(words) <= MOST_TRIES):
        raise Refusal(Text("gate-how-tries", most=MOST_TRIES))
    return replace(terms, tries=int(words))


def _time(terms: Terms, words: str) -> Terms:
    return replace(terms, lasts=_span(words))


def _retry(terms: Terms, words: str) -> Terms:
    return replace(terms, retry_after=_span(words))


def _failure(terms: Terms, words: str) -> Terms:
    match words:
        case "remove" | "keep":
            return replace(terms, failure=words)
        case _:
            raise Refusal(Text("gate-how"))


def _returning(terms: Terms, words: str) -> Terms:
    match words:
        case "pass" | "again":
            return replace(terms, returning=words)
        case _:
            raise Refusal(Text("gate-how"))


CHANGES: Final[Mapping[str, Callable[[Terms, str], Terms]]] = {
    "question": _question,
    "questionnaire": _questionnaire,
    "code": _code,
    "tries": _tries,
    "time": _time,
    "retry": _retry,
    "failure": _failure,
    "returning": _returning,
}


def _span(words: str) -> timedelta:
    span = lasts_of(words)
    if span is None or not _SHORTEST <= span <= _LONGEST_TIME:
        raise Refusal(Text("gate-how-time"))
    return span


def _several(words: str, most: int) -> tuple[str, ...]:
    parts = [part.strip() for part in words.replace(_FULL_BAR, "|").split("|")]
    found = tuple(part for part in parts if part)
    return found if len(found) <= most and all(len(each) <= LONGEST for each in found) else ()
