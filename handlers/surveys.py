"""Answering a survey, by DM: coming in, one question after another."""

from typing import Final

from telegram import Update

from bot.features.members.queries import is_member
from bot.features.places import place_of
from bot.features.surveys.queries import Survey, survey_by_id, waiting_for
from bot.features.surveys.rules import END, Value, next_question
from bot.features.surveys.service import (
    Asked,
    Outcome,
    Turn,
    answer,
    come_in,
    conclude,
    pick,
)
from bot.kit.effects import Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, Words
from handlers import buttons, survey_making, survey_texts
from handlers.context import Context
from handlers.segments import missing
from handlers.survey_buttons import DONE, SKIP, AnswerSurvey, OpenSurvey
from handlers.targets import said_after_command

# What is written so much later by DM answers something else.
_ANSWERED_WITHIN_S: Final = 1800
VERBS: Final = {
    "new": "new",
    "新建": "new",
    "end": "end",
    "结束": "end",
    "export": "export",
    "导出": "export",
}


async def say_survey(_update: Update, context: Context) -> None:
    """Set a survey up, look at its results, close it, have it as a file."""
    said = said_after_command(context.message)
    first = (said.splitlines() or [""])[0]
    word, _gap, _rest = first.partition(" ")
    verb = VERBS.get(word.casefold())
    rest = said[len(word) :].strip() if verb else said
    match verb:
        case "new":
            await survey_making.make(context, rest)
        case "end" | "export":
            await survey_making.manage(context, verb, rest)
        case _ if "\n" in said:
            await survey_making.make(context, said)
        case _ if said:
            await survey_making.show(context, said)
        case _:
            await survey_making.show_all(context)


async def begin_by_link(context: Context, payload: str) -> None:
    """Begin to answer the survey that a link names."""
    number = payload.partition("-")[2]
    if not (number.isascii() and number.isdigit() and len(number) <= 12):
        raise Refusal(Text("button-stale"))
    turn = await _at_hand(context, int(number))
    outcome = await come_in(context.uow, turn)
    context.say(*_next(outcome))


async def tap_open(_: Update, context: Context, button: OpenSurvey) -> None:
    """Begin to answer, or go on."""
    turn = await _at_hand(context, button.survey_id)
    outcome = await come_in(context.uow, turn)
    context.toast()
    context.rewrite(*_next(outcome))


async def tap_answer(_: Update, context: Context, button: AnswerSurvey) -> None:
    """Take an answer by button: the question gives way to the next one."""
    turn = await _at_hand(context, button.survey_id, button.token)
    if not 0 <= button.at < len(turn.survey.questions):
        raise Refusal(Text("button-stale"))
    outcome = await _answered(context, turn, button)
    if isinstance(outcome, Asked):
        context.toast()
        context.rewrite(*_next(outcome))
        return
    context.toast(_refusal(outcome), alert=outcome.why not in {"stale", "misfit"})


async def take_words(context: Context) -> bool:
    """Take what somebody writes by DM as the answer to a question of words; if it is one."""
    found = await _pointed_at(context) or await _waited_for(context)
    if found is None:
        return False
    survey, at, token = found
    turn = await _at_hand(context, survey.id, token)
    context.say(*_next(await answer(context.uow, turn, at, context.message.words)))
    return True


async def _answered(context: Context, turn: Turn, button: AnswerSurvey) -> Outcome:
    uow, at = context.uow, button.at
    kind = turn.survey.questions[at].kind
    if button.value == SKIP:
        return await answer(uow, turn, at, None)
    if kind == "multi":
        if button.value == DONE:
            return await conclude(uow, turn, at)
        return await pick(uow, turn, at, button.value)
    value: Value = button.value if kind == "scale" else (button.value,)
    return await answer(uow, turn, at, value)


async def _pointed_at(context: Context) -> tuple[Survey, int, str] | None:
    """Return the question of words that a message replies to, by the buttons below it."""
    replied = context.message.reply_to_message
    if replied is None or replied.sender is None or not replied.sender.is_bot:
        return None
    for data in replied.pressed:
        button = buttons.unpack(data)
        if isinstance(button, AnswerSurvey):
            survey = await survey_by_id(context.uow, button.survey_id)
            is_asked = survey is not None and 0 <= button.at < len(survey.questions)
            if survey is None or not is_asked or survey.questions[button.at].kind != "text":
                return None
            return survey, button.at, button.token
    return None


async def _waited_for(context: Context) -> tuple[Survey, int, str] | None:
    """Return the question of words that somebody was asked under their name a moment ago."""
    found = await waiting_for(context.uow, context.person.id)
    if found is None:
        return None
    survey, response = found
    asked_at = response.asked_at
    at = next_question(survey.questions, response.answers)
    if at == END or survey.questions[at].kind != "text" or asked_at is None:
        return None
    if (context.uow.now - asked_at).total_seconds() > _ANSWERED_WITHIN_S:
        return None
    return survey, at, ""


async def _at_hand(context: Context, survey_id: int, token: str = "") -> Turn:
    survey = await survey_by_id(context.uow, survey_id)
    if survey is None or survey.state == "draft" or context.place is not None:
        raise Refusal(Text("button-stale"))
    if not await is_member(context.uow, survey.community_id, context.person.id):
        raise Refusal(Text("refused-no-community"))
    await context.step.places.read(context.uow, [survey.chat_id])
    place = place_of(context.uow, survey.chat_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    return Turn(place, survey, context.step.vocabulary, context.person.id, token)


def _next(outcome: Outcome) -> tuple[Words, Keyboard]:
    if not isinstance(outcome, Asked):
        held = outcome.held
        if held is None:
            return _refusal(outcome), ()
        return Lines(_refusal(outcome), *missing(held)), ()
    if outcome.at == END:
        return survey_texts.thanks(outcome.survey), ()
    return survey_texts.question(outcome)


def _refusal(outcome: Outcome) -> Text:
    return Text("button-stale" if isinstance(outcome, Asked) else f"survey-not-{outcome.why}")
