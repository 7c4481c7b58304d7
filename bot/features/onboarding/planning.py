"""Plan what newcomers are told: the first card, the group's one greeting, the first weeks."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, select

from bot.features.onboarding.queries import Standing
from bot.features.onboarding.rules import TOO_LATE, Flow, due_at
from bot.features.place import Place
from bot.kit.effects import Delivery, Due
from bot.kit.unit_of_work import UnitOfWork
from models.onboarding import onboardings

CARD: Final = "onboarding-card"
CARDED: Final = "onboarding-carded"
GREET: Final = "onboarding-greet"
GREETED: Final = "onboarding-greeted"
UNGREET: Final = "onboarding-ungreet"
DRIP: Final = "onboarding-drip"
# The group's one message is made anew no more often than this.
GREET_EVERY: Final = timedelta(seconds=10)


async def leave_greeting(uow: UnitOfWork, standing: Standing) -> None:
    """Take somebody off the group's greeting, who is shown around by DM; with the last it goes.

    Comes before their card's place is kept anew.
    """
    if standing.card_chat_id != standing.chat_id or not standing.card_id:
        return
    others = await uow.execute(
        select(
            exists().where(
                onboardings.c.chat_id == standing.chat_id,
                onboardings.c.card_chat_id == standing.chat_id,
                onboardings.c.card_id == standing.card_id,
                onboardings.c.state == "underway",
                onboardings.c.person_id != standing.person_id,
            )
        )
    )
    if others.scalar():
        plan_greeting(uow, standing.chat_id)
    else:
        uow.owe(taken_down(standing.chat_id, standing.card_id))


def taken_down(chat_id: int, message_id: int) -> Delivery:
    """Return the call that takes the group's greeting away; owed once."""
    return Delivery(
        key=f"{GREET}:{chat_id}:gone:{message_id}",
        chat_id=chat_id,
        method="deleteMessage",
        arguments={"message_id": message_id},
        is_repeatable=True,
    )


def plan_card(uow: UnitOfWork, community_id: int, person_id: int) -> None:
    """Have somebody's first step sent by DM."""
    key = f"{CARD}:{community_id}:{person_id}:{uow.stamp()}"
    details = {"community_id": community_id, "person_id": person_id}
    uow.schedule(Due(key, CARD, uow.now, details, community_id, person_id, late_after=TOO_LATE))


def plan_greeting(uow: UnitOfWork, chat_id: int, *, in_slots: int = 1) -> None:
    """Have the group's one message made or made anew soon; once in a while alone."""
    every = int(GREET_EVERY.total_seconds())
    slot = int(uow.now.timestamp()) // every + in_slots
    if uow.recall(("onboarding greet", chat_id)) == slot:
        return
    uow.remember(("onboarding greet", chat_id), slot)
    at = datetime.fromtimestamp(slot * every, uow.now.tzinfo)
    details = {"chat_id": chat_id}
    uow.schedule(Due(f"{GREET}:{chat_id}:{slot}", GREET, at, details, late_after=TOO_LATE))


def plan_drips(
    uow: UnitOfWork, place: Place, person_id: int, flow: Flow, began_at: datetime
) -> None:
    """Put the first weeks' words on the schedule."""
    for drip in flow.drips:
        at = due_at(drip, began_at, place.zone)
        if at is None:
            continue
        uow.schedule(
            Due(
                key=f"{DRIP}:{place.community_id}:{person_id}:{drip.id}",
                kind=DRIP,
                due_at=at,
                details={"flow": flow.digest, "drip": drip.id},
                community_id=place.community_id,
                person_id=person_id,
                late_after=timedelta(hours=12),
            )
        )
