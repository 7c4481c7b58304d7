"""Keep what happened: each fact as a row, and a count a member, day and kind."""

import re
from datetime import date, datetime

from bot.features.facts import Fact
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity, daily_activity

ACTIVITY = Tally("activity", activity, (), {})
DAILY = Tally(
    "daily_activity",
    daily_activity,
    ("community_id", "local_day", "person_id", "kind"),
    {"times": "sum"},
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
