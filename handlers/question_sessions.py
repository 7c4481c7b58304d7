"""Sessions with an expert: set up, closed, posted, and kept up to date."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from sqlalchemy import update
from telegram import Update

from bot.features.members.queries import names_of, person_by_id, person_named
from bot.features.places import Place, Places, place_of
from bot.features.questions import service
from bot.features.questions.queries import (
    question_by_id,
    questions_in,
    session_by_id,
    session_of,
)
from bot.features.questions.reading import wish_in
from bot.features.questions.rules import Question, Session
from bot.kit.effects import (
    Button,
    Delivery,
    Planned,
    Priority,
    Then,
    pack_keyboard,
    post,
)
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons, campaigns, question_texts
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.poll_making import topic_of
from handlers.question_buttons import BeginSession, CloseSession
from handlers.targets import said_after_command
from models.questions import question_sessions, questions

ACT: Final = "calendar.edit"
CLOSING: Final = frozenset({"close", "end", "结束"})
POSTED: Final = "questions.posted"
CARDED: Final = "questions.carded"


async def say_session(_: Update, context: Context) -> None:
    """Set a session up, close it, or show what was asked in it."""
    said = said_after_command(context.message)
    if not said:
        await _show(context)
        return
    place = await require_act(context, ACT)
    if said.casefold() in CLOSING:
        await _ask_close(context, place)
    else:
        await _make(context, place, said)


async def tap_begin(_: Update, context: Context, button: BeginSession) -> None:
    """Begin a drafted session, or drop it."""
    uow = context.uow
    session = await session_by_id(uow, button.session_id)
    if session is None or session.state != "draft":
        raise Refusal(Text("button-stale"))
    place = await community_with_act(context, session.community_id, ACT)
    if not button.is_sure:
        await service.drop(uow, session)
        context.toast()
        context.rewrite(Text("questions-dropped"))
        return
    await context.step.places.read(uow, [session.chat_id])
    place = place_of(uow, session.chat_id) or place
    begun = await service.begin(uow, place, session, by=context.person.id)
    if begun is None:
        raise Refusal(Text("button-stale"))
    await post_card(uow, place, begun)
    context.toast()
    context.rewrite(Text("questions-begun", title=begun.title))


async def tap_close(_: Update, context: Context, button: CloseSession) -> None:
    """Close a session after a second look."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    session = await session_by_id(context.uow, button.session_id)
    if session is None:
        raise Refusal(Text("button-stale"))
    await community_with_act(context, session.community_id, ACT)
    if not button.is_sure:
        context.toast()
        context.rewrite(Text("questions-close-kept", title=session.title))
        return
    if not await close(context.uow, session, by=context.person.id):
        raise Refusal(Text("button-stale"))
    context.toast()
    context.rewrite(Text("questions-closed", title=session.title))


async def close(uow: UnitOfWork, session: Session, *, by: int | None) -> bool:
    """Close a session, tell what came of it, and ask how it was; once."""
    closed = await service.close(uow, session, by=by)
    if closed is None:
        return False
    asked, people = closed
    for each in asked:
        if each.answer is None:
            service.plan_card(uow, each)
    uow.owe(
        post(
            f"questions-over:{session.id}",
            session.chat_id,
            Lines(question_texts.over(session, asked, people), campaigns.rating_ask()),
            keyboard=campaigns.rating_row(service.KIND, session.id),
            thread_id=session.thread_id,
            reply_to=session.card_id,
        )
    )
    return True


async def post_card(uow: UnitOfWork, place: Place, session: Session) -> None:
    """Post the card to which questions are replied."""
    name = await _expert(uow, session)
    uow.owe(
        post(
            f"questions-card:{session.id}",
            session.chat_id,
            question_texts.card(session, name, place.zone),
            thread_id=session.thread_id,
            then=Then(CARDED, {"session_id": session.id}),
        )
    )


async def post_question(uow: UnitOfWork, session: Session, asked: Question) -> None:
    """Post a question with its votes."""
    names = await names_of(uow, {asked.person_id})
    words, keyboard = question_texts.question(asked, names, is_open=True)
    uow.owe(
        post(
            f"question:{asked.id}",
            asked.chat_id,
            words,
            keyboard=keyboard,
            thread_id=session.thread_id,
            priority=Priority.ANSWER,
            then=Then(POSTED, {"question_id": asked.id}),
        )
    )


class QuestionTeller:
    """Does what falls due because of questions."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            POSTED: self.posted,
            CARDED: self.carded,
            service.CARD: self.card,
            service.CLOSE: self.end,
        }

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message shows a question."""
        details = due.details
        if details["state"] != "done" or details["sent_id"] is None:
            return
        question_id = int(details["question_id"])
        mine = update(questions).where(questions.c.id == question_id)
        await uow.execute(mine.values(post_id=details["sent_id"]))
        asked = await question_by_id(uow, question_id)
        if asked is not None and (asked.votes or asked.answer):
            service.plan_card(uow, asked)

    async def carded(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the card is."""
        details = due.details
        if details["state"] == "done" and details["sent_id"] is not None:
            mine = question_sessions.c.id == int(details["session_id"])
            values = {"card_id": details["sent_id"]}
            await uow.execute(update(question_sessions).where(mine).values(values))

    async def card(self, uow: UnitOfWork, due: Planned) -> None:
        """Bring a question's post up to date."""
        asked = await question_by_id(uow, int(due.details["question_id"]))
        if asked is None or asked.post_id is None or asked.session_id is None:
            return
        session = await session_by_id(uow, asked.session_id)
        names = await names_of(uow, {asked.person_id, asked.answered_by or 0})
        is_open = session is not None and session.state == "open"
        words, keyboard = question_texts.question(asked, names, is_open=is_open)
        arguments: dict[str, Any] = {"message_id": asked.post_id, "words": pack(words)}
        if keyboard:
            arguments["keyboard"] = pack_keyboard(keyboard)
        uow.owe(
            Delivery(
                key=f"question-edit:{asked.id}:{due.details['slot']}",
                chat_id=asked.chat_id,
                method="editMessageText",
                arguments=arguments,
                is_repeatable=True,
                priority=Priority.CHATTER,
            )
        )

    async def end(self, uow: UnitOfWork, due: Planned) -> None:
        """Close a session whose time is over."""
        session = await session_by_id(uow, int(due.details["session_id"]))
        if session is not None:
            await close(uow, session, by=None)


async def _ask_close(context: Context, place: Place) -> None:
    session = await session_of(context.uow, place.community_id)
    if session is None:
        raise Refusal(Text("questions-none"))
    row = tuple(
        Button(
            Text("questions-close-yes" if is_sure else "questions-close-no"),
            data=buttons.pack(CloseSession(session.id, context.person.id, is_sure)),
        )
        for is_sure in (True, False)
    )
    context.say(Text("questions-close-ask", title=session.title), (row,))


async def _make(context: Context, place: Place, said: str) -> None:
    wish = wish_in(said, context.uow.now, place.zone)
    expert = await person_named(context.uow, wish.expert) if wish.expert else None
    if wish.expert and expert is None:
        raise Refusal(Text("questions-expert-unknown", name=wish.expert[:40]))
    drafted = await service.draft(
        context.uow,
        place,
        wish,
        expert_id=None if expert is None else expert.id,
        thread_id=topic_of(context, place),
        by=context.person.id,
    )
    name = None if expert is None else expert.name
    context.say(*question_texts.preview(drafted, name, place.zone))


async def _show(context: Context) -> None:
    place = await context.home()
    session = await session_of(context.uow, place.community_id)
    if session is None:
        is_staff = place.allows(context.person.id, ACT)
        context.say(Text("questions-new" if is_staff else "questions-none"))
        return
    context.say(question_texts.listed(session, await questions_in(context.uow, session.id)))


async def _expert(uow: UnitOfWork, session: Session) -> str | None:
    found = None if session.expert_id is None else await person_by_id(uow, session.expert_id)
    return None if found is None else found.name
