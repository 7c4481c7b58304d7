"""Thank somebody: a row of the ledger a pair and day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from sqlalchemy import func, select

from bot.features.facts import MemberThanked
from bot.features.members.service import sight
from bot.features.points.service import Grant, award, is_paused
from bot.features.thanks.rules import History, Terms, worth_of
from bot.kit.unit_of_work import UnitOfWork
from models.points import ledger

RULE: Final = "thanks"
LATELY: Final = timedelta(days=30)

Refused: TypeAlias = Literal["off", "self", "twice", "enough"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanking:
    """Who thanks whom, where and on which local day."""

    community_id: int
    giver_id: int
    helper_id: int
    chat_id: int
    message_id: int
    local_day: date


@dataclass(frozen=True, slots=True)
class Thanked:
    """The thanks were given, and worth so much to who was thanked."""

    worth: int


async def thank(uow: UnitOfWork, thanking: Thanking, terms: Terms) -> Thanked | Refused:
    """Give thanks: not to oneself, once a day to one person, and only so often a day."""
    if terms.points == 0:
        return "off"
    if thanking.giver_id == thanking.helper_id:
        return "self"
    history = await _history(uow, thanking)
    if history.pair_today:
        return "twice"
    if history.given_today >= terms.most_given:
        return "enough"
    worth = worth_of(history, terms)
    if await is_paused(uow, thanking.community_id, thanking.helper_id):
        # A kindness alone, as beyond what one may get in a day.
        worth = 0
    # Somebody may be thanked who has never spoken here since the bot came.
    sight(uow, thanking.community_id, thanking.helper_id, uow.now)
    grant = Grant(
        community_id=thanking.community_id,
        person_id=thanking.helper_id,
        experience=worth,
        points=worth,
        rule=RULE,
        source_type="message",
        source_id=f"{thanking.chat_id}:{thanking.message_id}",
        local_day=thanking.local_day,
        key=f"thanks:{thanking.giver_id}:{thanking.local_day.isoformat()}",
        actor_id=thanking.giver_id,
        chat_id=thanking.chat_id,
    )
    if not await award(uow, grant):
        return "twice"
    uow.state(
        MemberThanked(
            community_id=thanking.community_id,
            person_id=thanking.helper_id,
            chat_id=thanking.chat_id,
            at=uow.now,
            local_day=thanking.local_day,
            by=thanking.giver_id,
        )
    )
    return Thanked(worth)


async def _history(uow: UnitOfWork, thanking: Thanking) -> History:
    given = (
        ledger.c.community_id == thanking.community_id,
        ledger.c.rule == RULE,
        ledger.c.local_day > thanking.local_day - LATELY,
    )
    by, of = ledger.c.actor_id == thanking.giver_id, ledger.c.person_id == thanking.helper_id
    today = ledger.c.local_day == thanking.local_day

    sides = ((by, of, today), (by, of), (by, today), (of, today))
    found = await uow.execute(
        select(*(func.count().filter(*side) for side in sides)).where(*given, by | of)
    )
    return History(*found.one())
