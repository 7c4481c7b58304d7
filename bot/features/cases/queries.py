"""Cases as they stand, their evidence, and what somebody's warnings weigh together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select, union

from bot.features.cases.rules import ECHO, Case, weight_of
from bot.kit.texts import Text, unpack
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity
from models.cases import cases, evidence
from models.moderation import findings, traces

# So many cases are told of in one message at the most.
MOST_UNTOLD: Final = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that is kept as the evidence of a case."""

    chat_id: int
    message_id: int
    sender_id: int
    words: str
    kind: str | None
    file_id: str | None
    forget_at: datetime


async def case_by_id(uow: UnitOfWork, case_id: int) -> Case | None:
    """Return a case by its row."""
    found = await uow.execute(_SELECT.where(cases.c.id == case_id))
    return _drawn(found.first())


async def case_numbered(uow: UnitOfWork, community_id: int, number: int) -> Case | None:
    """Return a community's case by the number that people call it by."""
    found = await uow.execute(
        _SELECT.where(cases.c.community_id == community_id, cases.c.number == number)
    )
    return _drawn(found.first())


async def case_keyed(uow: UnitOfWork, community_id: int, key: str) -> Case | None:
    """Return the case of a deed."""
    found = await uow.execute(
        _SELECT.where(cases.c.community_id == community_id, cases.c.key == key)
    )
    return _drawn(found.first())


async def case_noted_at(uow: UnitOfWork, chat_id: int, message_id: int) -> Case | None:
    """Return the case of which a group was told in a message."""
    found = await uow.execute(
        _SELECT.where(cases.c.chat_id == chat_id, cases.c.notice_id == message_id).limit(1)
    )
    return _drawn(found.first())


async def cases_of(
    uow: UnitOfWork, community_id: int, person_id: int, *, limit: int, offset: int = 0
) -> list[Case]:
    """Return somebody's cases in a community, newest first."""
    found = await uow.execute(
        _SELECT.where(cases.c.community_id == community_id, cases.c.person_id == person_id)
        .order_by(cases.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [case for row in found if (case := _drawn(row)) is not None]


async def count_of(uow: UnitOfWork, community_id: int, person_id: int) -> int:
    """Return how many cases somebody has in a community."""
    counted = select(func.count()).where(
        cases.c.community_id == community_id, cases.c.person_id == person_id
    )
    return int((await uow.execute(counted)).scalar_one())


async def echoes_of(uow: UnitOfWork, case: Case) -> list[Case]:
    """Return what stands of a ban in the other groups of its community."""
    found = await uow.execute(
        _SELECT.where(
            cases.c.community_id == case.community_id,
            cases.c.key.startswith(f"{ECHO}:{case.id}:"),
            cases.c.state.in_(("open", "applied")),
        ).order_by(cases.c.id)
    )
    return [echo for row in found if (echo := _drawn(row)) is not None]


async def own_cases(uow: UnitOfWork, person_id: int, *, limit: int) -> list[Case]:
    """Return somebody's newest cases wherever they are, for themselves to read."""
    found = await uow.execute(
        _SELECT.where(cases.c.person_id == person_id).order_by(cases.c.id.desc()).limit(limit)
    )
    return [case for row in found if (case := _drawn(row)) is not None]


async def newest_standing_warning(
    uow: UnitOfWork, community_id: int, person_id: int
) -> Case | None:
    """Return the newest warning that still weighs on somebody."""
    found = await uow.execute(
        _SELECT.where(
            cases.c.community_id == community_id,
            cases.c.person_id == person_id,
            cases.c.action == "warn",
            *_weighing(uow.now),
        )
        .order_by(cases.c.id.desc())
        .limit(1)
    )
    return _drawn(found.first())


async def weight_on(uow: UnitOfWork, community_id: int, person_id: int) -> int:
    """Return what somebody's standing warnings weigh together."""
    found = await uow.execute(
        select(cases.c.weight, cases.c.weighs_until).where(
            cases.c.community_id == community_id,
            cases.c.person_id == person_id,
            cases.c.weight > 0,
        )
    )
    return weight_of(((row.weight, row.weighs_until) for row in found), uow.now)


async def evidence_for(uow: UnitOfWork, case_id: int) -> list[Kept]:
    """Return what is kept for a case and has not come to its term."""
    found = await uow.execute(
        select(evidence)
        .where(evidence.c.case_id == case_id, evidence.c.forget_at > uow.now)
        .order_by(evidence.c.message_id)
    )
    return [
        Kept(
            row.chat_id,
            row.message_id,
            row.person_id,
            row.words or "",
            (row.media or {}).get("kind"),
            (row.media or {}).get("file_id"),
            row.forget_at,
        )
        for row in found
    ]


async def findings_of(uow: UnitOfWork, case: Case) -> list[Text]:
    """Return in words what the check found that opened a case."""
    if case.check is None:
        return []
    found = await uow.execute(
        select(findings.c.detail)
        .join(
            evidence,
            (evidence.c.chat_id == findings.c.chat_id)
            & (evidence.c.message_id == findings.c.message_id),
        )
        .where(evidence.c.case_id == case.id, findings.c.check == case.check)
        .order_by(evidence.c.message_id)
    )
    told = (unpack(detail) for detail in found.scalars())
    return [each for each in told if isinstance(each, Text)]


async def found_in(uow: UnitOfWork, case_ids: Collection[int]) -> dict[int, Text]:
    """Return in words what the check found first that opened each of some cases."""
    found = await uow.execute(
        select(evidence.c.case_id, findings.c.detail)
        .join(cases, cases.c.id == evidence.c.case_id)
        .join(
            findings,
            (evidence.c.chat_id == findings.c.chat_id)
            & (evidence.c.message_id == findings.c.message_id)
            & (findings.c.check == cases.c.check),
        )
        .where(evidence.c.case_id.in_(sorted(case_ids)))
        .order_by(evidence.c.message_id.desc())
    )
    told = {row.case_id: unpack(row.detail) for row in found}
    return {case_id: text for case_id, text in told.items() if isinstance(text, Text)}


async def untold_in(uow: UnitOfWork, chat_id: int, *, limit: int = MOST_UNTOLD) -> list[Case]:
    """Return what checks did in a chat of which the group has heard nothing yet, oldest first."""
    found = await uow.execute(
        _SELECT.where(
            cases.c.chat_id == chat_id,
            cases.c.told_at.is_(None),
            cases.c.actor_id.is_(None),
            cases.c.state == "applied",
        )
        .order_by(cases.c.id)
        .limit(limit)
    )
    return [case for row in found if (case := _drawn(row)) is not None]


async def came_many_lately(uow: UnitOfWork, case: Case, *, many: int, since: datetime) -> bool:
    """Whether so many cases were opened in a community since a moment, up to this one."""
    found = await uow.execute(
        select(cases.c.id).where(
            cases.c.community_id == case.community_id,
            cases.c.number == case.number - many,
            cases.c.opened_at > since,
        )
    )
    return found.first() is not None


async def was_told_lately(uow: UnitOfWork, case: Case, since: datetime) -> bool:
    """Whether somebody was told of the same done to them by a check a moment ago."""
    found = await uow.execute(
        select(cases.c.id)
        .where(
            cases.c.community_id == case.community_id,
            cases.c.person_id == case.person_id,
            cases.c.chat_id == case.chat_id,
            cases.c.action == case.action,
            cases.c.actor_id.is_(None),
            cases.c.id < case.id,
            cases.c.opened_at > since,
        )
        .limit(1)
    )
    return found.first() is not None


async def said_lately(
    uow: UnitOfWork, chat_id: int, sender_id: int, *, since: datetime
) -> list[int]:
    """Return which messages somebody is known to have sent to a chat, oldest first."""
    noted = select(activity.c.message_id).where(
        activity.c.person_id == sender_id,
        activity.c.chat_id == chat_id,
        activity.c.kind == "message",
        activity.c.message_id.is_not(None),
        activity.c.at > since,
    )
    traced = select(traces.c.message_id).where(
        traces.c.sender_id == sender_id, traces.c.chat_id == chat_id, traces.c.at > since
    )
    found = await uow.execute(union(noted, traced))
    return sorted(int(each) for each in found.scalars())


def _weighing(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (cases.c.weight > 0, cases.c.weighs_until.is_(None) | (cases.c.weighs_until > now))


_SELECT: Final[Select[Any]] = select(*(cases.c[name] for name in Case.__dataclass_fields__))


def _drawn(row: Any) -> Case | None:
    return None if row is None else Case(*row)
