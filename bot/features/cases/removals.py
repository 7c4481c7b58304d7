"""Cases of messages that checks took away: a flood has many, and each must cost little."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Integer, bindparam, func, literal_column, select

from bot.features.cases.rules import Terms
from bot.features.cases.service import Order
from bot.features.clauses.service import clause_of
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases, evidence

NOTICES: Final = "case-notices"
# What checks did in a chat within so long is told in one message.
SLOT_S: Final = 10

# As words of the statement: what is bound comes from rows alone.
_NONE, _ONE = literal_column("0", Integer), literal_column("1", Integer)
_NEXT: Final = (
    select(func.coalesce(func.max(cases.c.number), _NONE) + _ONE)
    .where(cases.c.community_id == bindparam("in_community"))
    .scalar_subquery()
)
_OPENED: Final = (
    select(cases.c.id)
    .where(cases.c.community_id == bindparam("of_community"), cases.c.key == bindparam("of_key"))
    .scalar_subquery()
)
REMOVALS: Final = Tally(
    "cases_of_removals", cases, ("community_id", "key"), {}, computed={"number": _NEXT}
)
KEPT: Final = Tally(
    "evidence_of_removals",
    evidence,
    ("of_community", "of_key", "chat_id", "message_id"),
    {},
    computed={"case_id": _OPENED},
    same_by=("case_id", "chat_id", "message_id"),
)


async def open_removal(uow: UnitOfWork, order: Order, terms: Terms) -> None:
    """Open the case of a message that a check took away, without a statement of its own.

    Telegram has nothing to answer to it but the deletion itself, so it is done with the row. What
    belongs to a case that there is already, such as an album's late sibling, is its evidence.
    """
    clause = await clause_of(uow, order.community_id, order.clause) if order.clause else None
    uow.collect(
        REMOVALS,
        {
            "community_id": order.community_id,
            "in_community": order.community_id,
            "key": order.key,
            "chat_id": order.chat_id,
            "person_id": order.person_id,
            "title": storable(order.title) if order.title else None,
            "check": order.check,
            "action": "remove",
            "state": "applied",
            "clause": order.clause or None,
            "clause_version": clause.version if clause else None,
            "forget_at": uow.now + terms.evidence_lasts,
            "opened_at": uow.now,
            "applied_at": uow.now,
        },
    )
    for each in order.evidence:
        uow.collect(
            KEPT,
            {
                "of_community": order.community_id,
                "of_key": order.key,
                "chat_id": each.chat_id,
                "message_id": each.message_id,
                "person_id": each.sender_id,
                "words": each.words or None,
                "media": each.media,
                "at": uow.now,
                "forget_at": uow.now + terms.evidence_lasts,
            },
        )
    plan_notice(uow, order.chat_id)


def plan_notice(uow: UnitOfWork, chat_id: int) -> None:
    """Have a group told in some seconds, together with what else happens till then."""
    slot = int(uow.now.timestamp()) // SLOT_S + 1
    at = datetime.fromtimestamp(slot * SLOT_S, UTC)
    uow.schedule(Due(f"{NOTICES}:{chat_id}:{slot}", NOTICES, at, {"chat_id": chat_id}))
