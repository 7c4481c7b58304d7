"""Questions as pure values: what is one, who may answer, what help is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.features.campaigns.rules import Objective
from bot.features.thanks.rules import History
from bot.features.thanks.rules import Terms as Caps
from bot.features.thanks.rules import worth_of as worth_by_caps

MOST_WORDS: Final = 500
MOST_ANSWER: Final = 3000
# A question that was asked so long ago and nobody answered is nobody's to look after any more.
LOOKED_AFTER: Final = timedelta(days=30)
UNANSWERED_AFTER: Final = timedelta(hours=2)
# What an answer is worth that solved a question; less between the same two, with a cap a day.
WORTH: Final = Caps(points=10, most_given=5, most_got=5)
# How many questions one may put to one session.
MOST_ASKED: Final = 5
# With these the bot's own posts begin, so that a reply to them is known at a look.
SESSION_SIGN: Final = "🎙"
QUESTION_SIGN: Final = "❓"
SIGNS: Final = (SESSION_SIGN, QUESTION_SIGN)
_MARKS: Final = ("?", "？")
_COMMAND: Final = "/ask"


@dataclass(frozen=True, slots=True)
class Session:
    """A time in which questions are collected for somebody who knows."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    title: str
    expert_id: int | None
    closes_at: datetime | None
    objective: Objective | None
    state: str
    card_id: int | None
    made_by: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, as far as it is kept."""

    id: int
    community_id: int
    chat_id: int
    message_id: int
    session_id: int | None
    person_id: int
    words: str | None
    asked_at: datetime
    post_id: int | None
    answered_by: int | None
    answer: str | None
    helped_by: int | None
    votes: int = 0


def asks(words: str) -> bool:
    """Whether a message is a question: by its sign, or by its command."""
    said = words.strip()
    if said.partition(" ")[0].partition("@")[0].casefold() == _COMMAND:
        return True
    bare = said.rstrip(" !！~～")
    return bare.endswith(_MARKS) and sum(sign.isalnum() for sign in bare) >= 2


def may_answer(session: Session, person_id: int, *, is_staff: bool) -> bool:
    """Whether somebody answers here: the expert, or the staff where there is none."""
    return is_staff if session.expert_id is None else person_id == session.expert_id


def worth_of(history: History, *, is_self: bool) -> int:
    """Return what it is worth to have solved somebody's question; one's own is worth nothing."""
    return 0 if is_self else worth_by_caps(history, WORTH)


def ranked(questions: Sequence[Question]) -> list[Question]:
    """Return questions in the order in which they are to be answered."""
    return sorted(questions, key=lambda each: (each.answer is not None, -each.votes, each.id))
