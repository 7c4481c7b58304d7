"""Keep what happened: each fact as a row, and a count a member, day and kind."""

import re
from datetime import date, datetime

from bot.features.facts import Fact
from bot.features.messages import ChatMessage
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity, daily_activity, daily_answers

ACTIVITY = Tally("activity", activity, (), {})
DAILY = Tally(
    "daily_activity",
    daily_activity,
    ("community_id", "local_day", "person_id", "kind"),
    {"times": "sum"},
)


ANSWERS = Tally(
    "daily_answers",
    daily_answers,
    ("community_id", "local_day", "person_id", "answered_id"),
    {},
)


def note_answer(
    uow: UnitOfWork,
    message: ChatMessage,
    *,
    community_id: int,
    person_id: int,
    local_day: date,
) -> None:
    """Note whom a member answered, once a day each; costs no statement of its own.

    Nobody answers themselves, a bot, a chat that speaks, or a topic by writing in it.
    """
    replied = message.reply_to_message
    if replied is None or replied.sender is None or replied.sender_chat is not None:
        return
    opens_topic = message.is_topic_message and replied.message_id == message.message_thread_id
    if opens_topic or replied.sender.is_bot or replied.sender.id == person_id:
        return
    uow.collect(
        ANSWERS,
        {
            "community_id": community_id,
            "local_day": local_day,
            "person_id": person_id,
            "answered_id": replied.sender.id,
        },
    )


def note(
    uow: UnitOfWork,
    kind: str,
    *,
    community_id: int,
    person_id: int,
    chat_id: int | None,
    at: datetime,
    local_day: date,
    message_id: int | None = None,
    thread_id: int | None = None,
    answers_id: int | None = None,
) -> None:
    """Note that a member did something; costs no statement of its own."""
    uow.collect(
        ACTIVITY,
        {
            "community_id": community_id,
            "chat_id": chat_id,
            "person_id": person_id,
            "kind": kind,
            "message_id": message_id,
            "thread_id": thread_id,
            "answers_id": answers_id,
            "at": at,
        },
    )
    uow.collect(
        DAILY,
        {
            "community_id": community_id,
            "local_day": local_day,
            "person_id": person_id,
            "kind": kind,
            "times": 1,
        },
    )


def keep(uow: UnitOfWork, fact: Fact) -> None:
    """Keep a fact under its own name: `MemberCheckedIn` as `member_checked_in`."""
    note(
        uow,
        kind_of(type(fact)),
        community_id=fact.community_id,
        person_id=fact.person_id,
        chat_id=fact.chat_id,
        at=fact.at,
        local_day=fact.local_day,
    )


def kind_of(fact: type[Fact]) -> str:
    """Return the word under which facts of a type are kept."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", fact.__name__).lower()
