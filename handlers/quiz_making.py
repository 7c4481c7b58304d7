"""Setting quizzes up: by a line or a few buttons; a question a day; ending one early."""

from typing import Any, Final

from telegram import Update

from bot.features.places import Place, place_of
from bot.features.quizzes import daily, ending, keeping
from bot.features.quizzes.queries import (
    Bank,
    bank_named,
    banks_of,
    categories_of,
    quiz_by_id,
    quizzes_of,
)
from bot.features.quizzes.rules import KINDS, Quiz
from bot.features.quizzes.wishes import Wish, wish_in
from bot.kit.effects import Button, Then, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons, quiz_texts
from handlers.context import Context
from handlers.guards import community_with_act
from handlers.poll_making import ACT, topic_of
from handlers.quiz_buttons import BeginQuiz, MakeQuizOf, StopQuiz, TweakQuiz

POSTED: Final = "quizzes.posted"
_NEXT: Final[dict[str, tuple[str, tuple[Any, ...]]]] = {
    "rounds": ("rounds", (5, 10, 15, 20)),
    "seconds": ("seconds", (10, 15, 20, 30, 60)),
    "reward": ("reward", (0, 5, 10, 20)),
    "lobby": ("lobby_s", (30, 60, 120, 300, 0)),
    "kind": ("kind", KINDS),
}


async def offer(context: Context, place: Place) -> None:
    """List the banks there are, to play with one."""
    kept = await banks_of(context.uow, place.community_id)
    if not kept:
        context.say(Text("quiz-banks-none"))
        return
    context.say(*quiz_texts.banks(kept, place.community_id))


async def make(context: Context, place: Place, said: str) -> None:
    """Draft a quiz as somebody wrote it, and show how it would be."""
    wish = wish_in(said)
    bank = await bank_meant(context.uow, place, wish)
    drafted = await keeping.draft(
        context.uow,
        place,
        bank,
        wish,
        thread_id=topic_of(context, place),
        by=context.person.id,
    )
    context.say(*quiz_texts.preview(drafted, bank.title))


async def bank_meant(uow: UnitOfWork, place: Place, wish: Wish) -> Bank:
    """Return the bank that is named, or the only one there is."""
    kept = await banks_of(uow, place.community_id)
    if not kept:
        raise Refusal(Text("quiz-banks-none"))
    if wish.bank is not None:
        found = await bank_named(uow, place.community_id, wish.bank)
    else:
        found = kept[0] if len(kept) == 1 else None
    if found is None:
        raise Refusal(Text("quiz-which-bank", banks=", ".join(each.key for each in kept)))
    return found


async def set_daily(context: Context, place: Place, said: str) -> None:
    """Ask a question a day from now on, or no more."""
    if said.strip().casefold() in {"off", "关", "停"}:
        is_off = await daily.switch_off(context.uow, place.community_id)
        context.say(Text("quiz-daily-off" if is_off else "quiz-daily-none"))
        return
    wish = wish_in(said)
    bank = await bank_meant(context.uow, place, wish)
    at = await daily.switch_on(context.uow, place, bank, wish, thread_id=topic_of(context, place))
    context.say(Text("quiz-daily-on", at=f"{at:%H:%M}", bank=bank.title))


async def ask_stop(context: Context, place: Place) -> None:
    """Ask whether the quiz that is on shall end."""
    running = await quizzes_of(context.uow, place.community_id, "lobby", "open")
    quiz = next((each for each in running if not each.is_daily), None)
    if quiz is None:
        raise Refusal(Text("quiz-none-on"))
    row = tuple(
        Button(
            Text(f"quiz-stop-{word}"),
            data=buttons.pack(StopQuiz(quiz.id, context.person.id, is_sure=word == "yes")),
        )
        for word in ("yes", "no")
    )
    context.say(Text("quiz-stop-ask", title=quiz.title), (row,))


async def tap_stop(_: Update, context: Context, button: StopQuiz) -> None:
    """End a quiz early after a second look: the board stands as it is."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    quiz = await quiz_by_id(context.uow, button.quiz_id)
    if quiz is None or quiz.state not in {"lobby", "open"}:
        context.toast(Text("button-stale"), alert=True)
        return
    await community_with_act(context, quiz.community_id, ACT)
    context.toast()
    if not button.is_sure:
        context.rewrite(Text("quiz-goes-on", title=quiz.title))
        return
    await ending.stop(context.uow, quiz)
    context.rewrite(Text("quiz-stopping", title=quiz.title))


async def tap_bank(_: Update, context: Context, button: MakeQuizOf) -> None:
    """Draft a quiz with a bank."""
    place = await community_with_act(context, button.community_id, ACT)
    kept = await banks_of(context.uow, place.community_id)
    bank = next((each for each in kept if each.id == button.bank_id), None)
    if bank is None:
        context.toast(Text("button-stale"), alert=True)
        return
    drafted = await keeping.draft(context.uow, place, bank, Wish(), by=context.person.id)
    context.toast()
    context.rewrite(*quiz_texts.preview(drafted, bank.title))


async def tap_tweak(_: Update, context: Context, button: TweakQuiz) -> None:
    """Change one thing about a draft to its next value."""
    quiz, place = await _draft(context, button.quiz_id)
    if button.what == "category":
        values: tuple[Any, ...] = (None, *await categories_of(context.uow, quiz.bank_id))
        name = "category"
    elif button.what in _NEXT:
        name, values = _NEXT[button.what]
    else:
        context.toast(Text("button-stale"), alert=True)
        return
    was = getattr(quiz, name)
    at = values.index(was) + 1 if was in values else 0
    changed = await keeping.change(context.uow, quiz, **{name: values[at % len(values)]})
    kept = await banks_of(context.uow, place.community_id)
    title = next((each.title for each in kept if each.id == quiz.bank_id), "")
    context.toast()
    context.rewrite(*quiz_texts.preview(changed, title))


async def tap_begin(_: Update, context: Context, button: BeginQuiz) -> None:
    """Open the lobby of a drafted quiz, or drop it."""
    quiz, place = await _draft(context, button.quiz_id)
    if not button.is_sure:
        await keeping.drop(context.uow, quiz)
        context.toast()
        context.rewrite(Text("quiz-dropped"))
        return
    await context.step.places.read(context.uow, [quiz.chat_id])
    place = place_of(context.uow, quiz.chat_id) or place
    begun = await keeping.begin(context.uow, place, quiz, by=context.person.id)
    if begun is None:
        context.toast(Text("button-stale"), alert=True)
        return
    post_lobby(context.uow, begun)
    context.toast()
    context.rewrite(Text("quiz-begun", title=begun.title))


def post_lobby(uow: UnitOfWork, quiz: Quiz) -> None:
    """Post the card of a quiz that was just begun, by whomever."""
    words, keyboard = quiz_texts.lobby(quiz, ())
    uow.owe(
        post(
            f"quiz-lobby:{quiz.id}",
            quiz.chat_id,
            words,
            keyboard=keyboard,
            thread_id=quiz.thread_id,
            then=Then(POSTED, {"quiz_id": quiz.id}),
        )
    )


async def _draft(context: Context, quiz_id: int) -> tuple[Quiz, Place]:
    quiz = await quiz_by_id(context.uow, quiz_id)
    if quiz is None or quiz.state != "draft":
        raise Refusal(Text("button-stale"))
    return quiz, await community_with_act(context, quiz.community_id, ACT)
