"""Hear newcomers ask and those who were away come back, without a statement of its own."""

from datetime import timedelta
from typing import Final

from sqlalchemy import update

from bot.features.facts import QuestionAnswered
from bot.features.members.rules import Tenure
from bot.features.messages import ChatMessage
from bot.features.onboarding.rules import NEW_FOR, NEW_MESSAGES, is_question
from bot.features.place import Place
from bot.features.places import tenure_of
from bot.kit.days import local_day
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.dues import dues

QUESTION: Final = "onboarding-question"
AWAY: Final = "onboarding-away"
# A question that was asked so long ago, during an outage, needs no helper any more.
_LATE: Final = timedelta(hours=2)
_AWAY_LATE: Final = timedelta(hours=1)


def hear(uow: UnitOfWork, place: Place, message: ChatMessage, person_id: int) -> None:
    """Note a newcomer's first question, an answer to one, and who was silent for long."""
    terms = place.policy.onboarding
    if not terms.is_on:
        return
    tenure = tenure_of(uow, place.community_id, person_id)
    last = tenure.last_seen_at
    if last is not None and terms.away_for and message.at - last >= terms.away_for:
        _note_back(uow, place, message, person_id, tenure)
    if not terms.helper_after:
        return
    if _is_new(tenure, message) and is_question(message.words):
        _note_question(uow, place, message, person_id)
    replied = message.reply_to_message
    if replied is None or replied.sender is None or replied.sender.id == person_id:
        return
    asker = replied.sender.id
    if _is_new(tenure_of(uow, place.community_id, asker), message) and is_question(replied.words):
        uow.state(
            QuestionAnswered(
                community_id=place.community_id,
                person_id=asker,
                chat_id=place.chat_id,
                at=message.at,
                local_day=local_day(message.at, place.zone),
            )
        )


async def saw_answer(uow: UnitOfWork, fact: QuestionAnswered) -> None:
    """Call off the helper: somebody has answered."""
    await uow.execute(
        update(dues)
        .where(
            dues.c.key == _question_key(fact.community_id, fact.person_id),
            dues.c.state == "waiting",
        )
        .values(state="done", settled_at=uow.now)
    )


def _is_new(tenure: Tenure, message: ChatMessage) -> bool:
    if tenure.messages >= NEW_MESSAGES:
        return False
    return tenure.first_seen_at is None or message.at - tenure.first_seen_at < NEW_FOR


def _note_question(uow: UnitOfWork, place: Place, message: ChatMessage, person_id: int) -> None:
    if place.is_administrator(person_id):
        return
    uow.schedule(
        Due(
            # The first one alone: the key is one for each newcomer.
            key=_question_key(place.community_id, person_id),
            kind=QUESTION,
            due_at=message.at + place.policy.onboarding.helper_after,
            details={"chat_id": place.chat_id, "message_id": message.message_id},
            community_id=place.community_id,
            person_id=person_id,
            late_after=_LATE,
        )
    )


def _note_back(
    uow: UnitOfWork, place: Place, message: ChatMessage, person_id: int, tenure: Tenure
) -> None:
    last = tenure.last_seen_at
    if last is None:
        return
    uow.schedule(
        Due(
            key=f"{AWAY}:{place.community_id}:{person_id}:{int(last.timestamp())}",
            kind=AWAY,
            due_at=message.at,
            details={
                "chat_id": place.chat_id,
                "message_id": message.message_id,
                "since": last.isoformat(),
            },
            community_id=place.community_id,
            person_id=person_id,
            late_after=_AWAY_LATE,
        )
    )


def _question_key(community_id: int, person_id: int) -> str:
    return f"{QUESTION}:{community_id}:{person_id}"
