"""Quizzes as the group sees them: set up, joined, answered in words."""

from typing import Final

from telegram import Update

from bot.features.polls.rules import LONGEST_OPTION
from bot.features.quizzes import service
from bot.features.quizzes.queries import quiz_by_id, round_at
from bot.kit.effects import React
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers import quiz_files, quiz_making
from handlers.context import Context
from handlers.guards import require_act
from handlers.poll_making import ACT
from handlers.quiz_buttons import JoinQuiz
from handlers.quiz_notices import plan_card
from handlers.targets import replied_to, said_after_command

VERBS: Final = {
    **dict.fromkeys(("start", "new", "开始"), "start"),
    **dict.fromkeys(("daily", "每日"), "daily"),
    **dict.fromkeys(("stop", "end", "结束"), "stop"),
    **dict.fromkeys(("import", "导入"), "import"),
    **dict.fromkeys(("banks", "题库"), "banks"),
}


async def say_quiz(_: Update, context: Context) -> None:
    """Set a quiz up, end one, ask a question a day, take a bank in."""
    place = await require_act(context, ACT)
    said = said_after_command(context.message)
    word, *rest = said.split(maxsplit=1) or [""]
    more = rest[0] if rest else ""
    match VERBS.get(word.casefold()):
        case "daily":
            await quiz_making.set_daily(context, place, more)
        case "stop":
            await quiz_making.ask_stop(context, place)
        case "import":
            await quiz_files.ask_file(context, place, more)
        case "start" if more:
            await quiz_making.make(context, place, more)
        case None if said:
            await quiz_making.make(context, place, said)
        case _:
            await quiz_making.offer(context, place)


async def tap_join(_: Update, context: Context, button: JoinQuiz) -> None:
    """Come into the lobby."""
    quiz = await quiz_by_id(context.uow, button.quiz_id)
    place = context.place
    if quiz is None or place is None or place.community_id != quiz.community_id:
        raise Refusal(Text("button-stale"))
    if quiz.state not in {"lobby", "open"}:
        context.toast(Text("quiz-over", title=quiz.title), alert=True)
        return
    is_new = await service.join(context.uow, quiz, context.person.id)
    if is_new and quiz.state == "lobby":
        plan_card(context.uow, quiz)
    context.toast(Text("quiz-joined" if is_new else "quiz-joined-before"))


async def take_answer(context: Context) -> bool:
    """Take a reply as an answer in words; False where it answers no question that is on."""
    message = context.message
    replied = replied_to(message)
    if replied is None or message.person is None or not (replied.sender and replied.sender.is_bot):
        return False
    said = message.words.strip()
    asked = await round_at(context.uow, message.chat.id, replied.message_id)
    if asked is None:
        return False
    if said and len(said) <= LONGEST_OPTION:
        is_right = await service.answer_in_words(context.uow, asked, message.person.id, said)
        if is_right:
            context.uow.speak(React(message.chat.id, message.message_id, "🎉"))
    return True
