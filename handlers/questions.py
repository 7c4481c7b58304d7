"""Questions as members meet them: ask, vote, answer, say what helped, look things up."""

from telegram import Message, Update
from telegram.ext import filters

from bot.features.members.queries import is_member, names_of
from bot.features.members.service import sight
from bot.features.places import Place, place_of
from bot.features.questions import service
from bot.features.questions.hearing import collect, key_of
from bot.features.questions.queries import (
    answered_by_reply,
    archived,
    question_at,
    question_by_id,
    session_by_id,
    session_in,
    session_of,
    unanswered,
)
from bot.features.questions.rules import (
    MOST_ANSWER,
    MOST_WORDS,
    SESSION_SIGN,
    SIGNS,
    UNANSWERED_AFTER,
    Question,
    Session,
    may_answer,
)
from bot.kit.effects import Priority, React, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.wishes import lasts_of
from handlers import question_sessions, question_texts
from handlers.context import Context
from handlers.guards import require_act
from handlers.menus import answer_privately
from handlers.question_buttons import VoteQuestion
from handlers.question_sessions import ACT
from handlers.targets import replied_to, said_after_command


class Replies(filters.MessageFilter):
    """Lets through a reply to a session's card or to a question of one."""

    def __init__(self) -> None:
        super().__init__("questions")

    def filter(self, message: Message) -> bool:
        """Whether a bot's own post with the sign of one is replied to, with words."""
        replied = message.reply_to_message
        sender = None if replied is None else replied.from_user
        is_ours = sender is not None and sender.is_bot
        shown = "" if replied is None else replied.text or ""
        return is_ours and bool(message.text) and shown.startswith(SIGNS)


async def say_reply(_: Update, context: Context) -> None:
    """Take a reply to a session's card as a question, and the expert's to a question as answer."""
    replied, place = replied_to(context.message), context.place
    if replied is None or place is None or context.speaker is None:
        return
    uow, words = context.uow, context.message.words.strip()
    if replied.words.startswith(SESSION_SIGN):
        session = await session_in(uow, place.chat_id)
        if session is not None and session.card_id == replied.message_id:
            await _ask(context, session, words)
        return
    asked = await question_at(uow, place.chat_id, replied.message_id)
    session = await _session_of(context, asked)
    if asked is None or session is None or not _may_answer(context, place, session):
        return
    await _answer(context, asked, words)
    uow.speak(React(place.chat_id, context.message.message_id, "👌"))


async def say_ask(_: Update, context: Context) -> None:
    """Put a question to the session that is on, or up for everybody."""
    words, place = said_after_command(context.message), context.place
    if not words:
        raise Refusal(Text("question-how"))
    if place is None:
        home = await context.home()
        session = await session_of(context.uow, home.community_id)
        if session is None:
            raise Refusal(Text("question-in-group"))
        await _ask(context, session, words)
        context.say(Text("question-taken", title=session.title))
        return
    session = await session_in(context.uow, place.chat_id)
    if session is not None:
        await _ask(context, session, words)
        return
    person_id, message = context.person.id, context.message
    collect(context.uow, place, message, person_id, words=_fitting(words, MOST_WORDS))
    context.uow.speak(React(message.chat.id, message.message_id, "👀"))


async def tap_vote(_: Update, context: Context, button: VoteQuestion) -> None:
    """Vote for a question, or take the vote back."""
    asked = await question_by_id(context.uow, button.question_id)
    session = await _session_of(context, asked)
    here = context.place
    is_here = here is not None and asked is not None and here.community_id == asked.community_id
    if asked is None or session is None or session.state != "open" or not is_here:
        raise Refusal(Text("button-stale"))
    has_voted = await service.vote(context.uow, asked, context.person.id)
    context.toast(Text("question-voted" if has_voted else "question-unvoted"))


async def say_answer(_: Update, context: Context) -> None:
    """Answer a question by its number: the group sees both."""
    number, _gap, words = said_after_command(context.message).partition(" ")
    plain, uow = number.strip("#"), context.uow
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= 15 and words.strip()):
        raise Refusal(Text("question-answer-how"))
    asked = await question_by_id(uow, int(plain))
    session = await _session_of(context, asked)
    if asked is None or session is None:
        raise Refusal(Text("question-unknown", n=plain))
    await context.step.places.read(uow, [asked.chat_id])
    place = place_of(uow, asked.chat_id)
    if place is None or not _may_answer(context, place, session):
        raise Refusal(Text("question-not-yours"))
    answered = await _answer(context, asked, words.strip())
    await _post_answer(context, session, answered)
    if context.place is None:
        context.say(Text("question-answered"))


async def say_solved(_: Update, context: Context) -> None:
    """Say, in reply to what helped, that one's question is solved."""
    replied, place, asker = replied_to(context.message), context.place, context.person
    if place is None or replied is None or replied.sender is None or replied.sender.is_bot:
        raise Refusal(Text("solved-how"))
    uow, helper = context.uow, replied.sender
    key = key_of(place.chat_id, replied.message_id)
    asked = await answered_by_reply(uow, asker.id, place.chat_id, key)
    if asked is None:
        raise Refusal(Text("solved-none"))
    sight(uow, place.community_id, helper.id, uow.now)
    worth = await service.solve(uow, place, asked, helper.id)
    if worth is None:
        raise Refusal(Text("solved-before"))
    name = "solved-self" if helper.id == asker.id else "solved"
    context.say(Text(name, name=helper.name, points=worth))


async def show_questions(_: Update, context: Context) -> None:
    """List for the staff what nobody has answered for a while."""
    place = await require_act(context, ACT)
    said = said_after_command(context.message)
    after = lasts_of(said) if said else UNANSWERED_AFTER
    if after is None:
        raise Refusal(Text("questions-unanswered-how"))
    uow = context.uow
    asked, count = await unanswered(uow, place.community_id, uow.now - after)
    if not asked:
        await answer_privately(context, Text("questions-all-answered"))
        return
    names = await names_of(uow, {each.person_id for each in asked})
    listed = question_texts.unanswered(
        asked, count, names=names, now=uow.now, username=place.username
    )
    await answer_privately(context, listed)


async def show_answers(_: Update, context: Context) -> None:
    """Look some words up in what experts have answered."""
    said = said_after_command(context.message).strip()
    if not said:
        raise Refusal(Text("answers-how"))
    place = await context.home()
    hits = await archived(context.uow, place.community_id, said[:64])
    context.say(question_texts.found(said[:64], hits, place.username))


async def _ask(context: Context, session: Session, words: str) -> None:
    uow, message, person_id = context.uow, context.message, context.person.id
    if message.chat.is_private and not await is_member(uow, session.community_id, person_id):
        raise Refusal(Text("refused-no-community"))
    sight(uow, session.community_id, person_id, uow.now)
    asked = await service.ask(
        uow,
        session,
        person_id,
        _fitting(words, MOST_WORDS),
        key=key_of(message.chat.id, message.message_id),
        message_id=message.message_id,
    )
    if asked is not None:
        await question_sessions.post_question(uow, session, asked)


async def _answer(context: Context, asked: Question, words: str) -> Question:
    fitting = _fitting(words, MOST_ANSWER)
    return await service.answer(context.uow, asked, fitting, by=context.person.id)


async def _post_answer(context: Context, session: Session, answered: Question) -> None:
    uow = context.uow
    names = await names_of(uow, {answered.person_id, context.person.id})
    told, _none = question_texts.question(answered, names, is_open=False)
    uow.owe(
        post(
            f"question-answer:{answered.id}:{uow.stamp()}",
            answered.chat_id,
            told,
            thread_id=session.thread_id,
            reply_to=answered.post_id,
            priority=Priority.ANSWER,
        )
    )


async def _session_of(context: Context, asked: Question | None) -> Session | None:
    if asked is None or asked.session_id is None:
        return None
    return await session_by_id(context.uow, asked.session_id)


def _may_answer(context: Context, place: Place, session: Session) -> bool:
    person_id = context.person.id
    return may_answer(session, person_id, is_staff=place.allows(person_id, ACT))


def _fitting(words: str, most: int) -> str:
    if len(words) > most:
        raise Refusal(Text("question-long", length=len(words), most=most))
    return words
