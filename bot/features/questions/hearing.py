"""Hear questions and replies to them, without a statement of its own and without a word kept."""

from typing import Final

from bot.features.messages import ChatMessage
from bot.features.place import Place
from bot.features.questions.rules import SIGNS, asks
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.questions import question_replies, questions

HEARD: Final = Tally("asked_questions", questions, ("key",), {})
REPLIED: Final = Tally("question_replies", question_replies, ("key",), {})


def key_of(chat_id: int, message_id: int) -> str:
    """Return what names a message."""
    return f"{chat_id}:{message_id}"


def is_reply(message: ChatMessage) -> bool:
    """Whether a message replies to a session's card or to a question of one."""
    replied = message.reply_to_message
    if replied is None or replied.sender is None or not replied.sender.is_bot:
        return False
    return bool(message.text) and replied.words.startswith(SIGNS)


def hear(uow: UnitOfWork, place: Place, message: ChatMessage, person_id: int) -> None:
    """Note that somebody asked, or answered somebody who did."""
    if is_reply(message):
        return
    if not message.is_command and asks(message.words):
        collect(uow, place, message, person_id, words=None)
    replied = message.reply_to_message
    if replied is None or replied.sender is None or replied.sender.is_bot:
        return
    is_own = replied.sender.id == person_id
    opens_topic = message.is_topic_message and replied.message_id == message.message_thread_id
    if is_own or opens_topic or message.is_command or not asks(replied.words):
        return
    uow.collect(
        REPLIED,
        {
            "key": key_of(place.chat_id, message.message_id),
            "question_key": key_of(place.chat_id, replied.message_id),
            "person_id": person_id,
            "at": message.at,
        },
    )


def collect(
    uow: UnitOfWork, place: Place, message: ChatMessage, person_id: int, *, words: str | None
) -> None:
    """Note a question; its words where it was put up on purpose."""
    uow.collect(
        HEARD,
        {
            "community_id": place.community_id,
            "chat_id": place.chat_id,
            "key": key_of(place.chat_id, message.message_id),
            "message_id": message.message_id,
            "session_id": None,
            "person_id": person_id,
            "words": words,
            "asked_at": message.at,
            "post_id": None,
            "answered_at": None,
            "answered_by": None,
            "answer": None,
            "solved_at": None,
            "helped_by": None,
        },
    )
