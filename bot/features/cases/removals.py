"""Cases of messages that checks took away: a flood has many, and each must cost little."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.audits.service import note
from bot.features.cases.keeping import add_evidence
from bot.features.cases.rules import Case, Terms, values_of
from bot.features.cases.service import Order, case_keyed
from bot.features.clauses.service import clause_of
from bot.features.facts import MemberSanctioned
from bot.kit.effects import Due
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases

NOTICES: Final = "case-notices"
# What checks did in a chat within so long is told in one message.
SLOT_S: Final = 10


async def open_removal(uow: UnitOfWork, order: Order, terms: Terms) -> Case:
    """Open the case of a message that a check took away, in one statement.

    Telegram has nothing to answer to it but the deletion itself, so it is done with the row. What
    belongs to a case that there is already, such as an album's late sibling, is its evidence.
    """
    clause = await clause_of(uow, order.community_id, order.clause) if order.clause else None
    insert = sqlite_insert if uow.dialect == "sqlite" else postgresql_insert
    number = (
        select(func.coalesce(func.max(cases.c.number), 0) + 1)
        .where(cases.c.community_id == order.community_id)
        .scalar_subquery()
    )
    created = await uow.execute(
        insert(cases)
        .values(
            community_id=order.community_id,
            number=number,
            key=order.key,
            chat_id=order.chat_id,
            person_id=order.person_id,
            title=storable(order.title) if order.title else None,
            check=order.check,
            action="remove",
            state="applied",
            clause=order.clause or None,
            clause_version=clause.version if clause else None,
            weight=0,
            forget_at=uow.now + terms.evidence_lasts,
            opened_at=uow.now,
            applied_at=uow.now,
        )
        .on_conflict_do_nothing(index_elements=["community_id", "key"])
        .returning(*(cases.c[name] for name in Case.__dataclass_fields__))
    )
    row: Any = created.first()
    case = Case(*row) if row is not None else await _held(uow, order)
    add_evidence(uow, case, order.evidence)
    if row is not None:
        _announce(uow, order, case)
    return case


def plan_notice(uow: UnitOfWork, chat_id: int) -> None:
    """Have a group told in some seconds, together with what else happens till then."""
    slot = int(uow.now.timestamp()) // SLOT_S + 1
    at = datetime.fromtimestamp(slot * SLOT_S, UTC)
    uow.schedule(Due(f"{NOTICES}:{chat_id}:{slot}", NOTICES, at, {"chat_id": chat_id}))


async def _held(uow: UnitOfWork, order: Order) -> Case:
    case = await case_keyed(uow, order.community_id, order.key)
    if case is None:
        raise LookupError(order.key)
    return case


def _announce(uow: UnitOfWork, order: Order, case: Case) -> None:
    plan_notice(uow, case.chat_id)
    note(
        uow,
        community_id=case.community_id,
        category="sanctions",
        what="audit-case-done",
        subject_id=case.person_id or None,
        chat_id=case.chat_id,
        case_id=case.id,
        after=values_of(case),
    )
    uow.state(
        MemberSanctioned(
            community_id=case.community_id,
            person_id=case.person_id,
            chat_id=case.chat_id,
            at=uow.now,
            local_day=order.local_day,
            case_id=case.id,
            action=case.action,
        )
    )
