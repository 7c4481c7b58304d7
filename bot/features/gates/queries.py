"""Read gates, and who stands before them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from bot.features.gates.rules import (
    HUMAN,
    WORDED,
    Kind,
    State,
    Terms,
    Way,
    tries_of,
    unpacked,
)
from bot.features.place import Place
from bot.kit.unit_of_work import UnitOfWork
from models.gates import candidates, gates
from models.members import memberships, people


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody before a gate, with the terms as they were when it was asked."""

    id: int
    community_id: int
    chat_id: int
    person_id: int
    way: Way
    kind: Kind
    state: State
    seed: int
    terms: Terms
    tries: int
    answers: tuple[str, ...]
    user_chat_id: int | None
    link: str | None
    at: datetime
    deadline: datetime | None
    message_id: int | None
    settled_at: datetime | None
    settled_by: int | None
    # When they were last shown the question by pressing Start.
    asked_at: datetime | None = None
    bio: str = field(default="", repr=False)

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided yet."""
        return self.settled_at is None

    @property
    def board(self) -> tuple[Kind, int]:
        """What the buttons in the group ask: those who share it are asked the same."""
        return self.kind, self.seed if self.is_human_check else 0

    @property
    def was_asked(self) -> bool:
        """Whether the question has surely reached them, by DM or in the group."""
        return self.asked_at is not None or (self.message_id or 0) > 0

    def tries_kept(self, now: datetime) -> int:
        """Return how many tries count still for whoever goes and comes back for new ones."""
        if not self.is_open and self.state not in {"left", "withdrawn"}:
            return 0
        since = now if self.settled_at is None else self.settled_at
        is_over = now - since >= self.terms.retry_after
        return 0 if is_over else min(self.tries, tries_of(self.terms) - 1)

    @property
    def is_human_check(self) -> bool:
        """Whether all that is asked is to show that one is human."""
        return self.kind in HUMAN


async def gate_of(uow: UnitOfWork, place: Place) -> Terms:
    """Return what a chat's gate asks: its own, or what the operator wrote for all."""
    key = ("gate", place.chat_id)
    known: Terms | None = uow.recall(key)
    if known is None:
        found = await uow.execute(
            select(gates.c.kind, gates.c.terms).where(gates.c.chat_id == place.chat_id)
        )
        row = found.first()
        known = place.policy.gate if row is None else unpacked({**row.terms, "kind": row.kind})
        uow.remember(key, known)
    return known


async def candidate_by_id(uow: UnitOfWork, candidate_id: int) -> Candidate | None:
    """Return somebody who stands or stood before a gate."""
    return await _first(uow, candidates.c.id == candidate_id)


async def open_candidate(uow: UnitOfWork, chat_id: int, person_id: int) -> Candidate | None:
    """Return somebody as they stand before a chat's gate now."""
    return await _first(
        uow,
        candidates.c.chat_id == chat_id,
        candidates.c.person_id == person_id,
        candidates.c.settled_at.is_(None),
    )


async def last_candidate(uow: UnitOfWork, chat_id: int, person_id: int) -> Candidate | None:
    """Return somebody as they stood before a chat's gate the last time."""
    return await _first(uow, candidates.c.chat_id == chat_id, candidates.c.person_id == person_id)


async def questions_of(uow: UnitOfWork, person_id: int) -> list[Candidate]:
    """Return what somebody is asked that is answered in words, what was last asked first."""
    found = await uow.execute(
        select(candidates)
        .where(
            candidates.c.person_id == person_id,
            candidates.c.settled_at.is_(None),
            or_(
                candidates.c.kind.in_(("question", "code")),
                and_(candidates.c.kind == "questionnaire", candidates.c.state == "waiting"),
            ),
        )
        .order_by(candidates.c.id)
    )
    asked = [_drawn(row) for row in found]
    return sorted(asked, key=lambda each: (each.asked_at or each.at, each.id), reverse=True)


async def open_in_groups(uow: UnitOfWork, person_id: int) -> list[Candidate]:
    """Return in which groups somebody waits before a gate."""
    found = await uow.execute(
        select(candidates)
        .where(
            candidates.c.person_id == person_id,
            candidates.c.way == "group",
            candidates.c.settled_at.is_(None),
        )
        .order_by(candidates.c.chat_id)
    )
    return [_drawn(row) for row in found]


async def lately_expired(uow: UnitOfWork, person_id: int, since: datetime) -> Candidate | None:
    """Return before which gate somebody was too late with words since a moment."""
    return await _first(
        uow,
        candidates.c.person_id == person_id,
        candidates.c.kind.in_(sorted(WORDED)),
        candidates.c.state == "expired",
        candidates.c.settled_at >= since,
    )


async def was_admitted(uow: UnitOfWork, chat_id: int, person_id: int) -> bool:
    """Whether somebody passed a chat's gate before."""
    found = await uow.execute(
        select(candidates.c.id)
        .where(
            candidates.c.chat_id == chat_id,
            candidates.c.person_id == person_id,
            candidates.c.state == "passed",
        )
        .limit(1)
    )
    return found.first() is not None


async def is_back(uow: UnitOfWork, place: Place, person_id: int, terms: Terms) -> bool:
    """Whether somebody was let in before, and nothing is asked of who comes back."""
    return terms.returning == "pass" and await was_admitted(uow, place.chat_id, person_id)


async def is_here(uow: UnitOfWork, chat_id: int, person_id: int) -> bool:
    """Whether somebody is in a chat, as far as is known."""
    found = await uow.execute(
        select(memberships.c.is_present).where(
            memberships.c.chat_id == chat_id, memberships.c.person_id == person_id
        )
    )
    return bool(found.scalar())


async def first_waiting(uow: UnitOfWork, chat_id: int) -> Candidate | None:
    """Return who waits in a group the longest: the group's message asks what they are asked."""
    found = await uow.execute(
        select(candidates)
        .where(
            candidates.c.chat_id == chat_id,
            candidates.c.way == "group",
            candidates.c.settled_at.is_(None),
        )
        .order_by(candidates.c.id)
        .limit(1)
    )
    row = found.first()
    return None if row is None else _drawn(row)


async def waiting_in_group(uow: UnitOfWork, chat_id: int) -> list[tuple[Candidate, str]]:
    """Return who waits in a group, the longest first, each with a first name."""
    found = await uow.execute(
        select(candidates, people.c.first_name)
        .join(people, people.c.id == candidates.c.person_id)
        .where(
            candidates.c.chat_id == chat_id,
            candidates.c.way == "group",
            candidates.c.settled_at.is_(None),
        )
        .order_by(candidates.c.id)
    )
    return [(_drawn(row), row.first_name) for row in found]


async def counts_of(uow: UnitOfWork, chat_id: int, since: datetime) -> Mapping[State, int]:
    """Return how many came to which end before a chat's gate since a moment."""
    found = await uow.execute(
        select(candidates.c.state, func.count().label("times"))
        .where(candidates.c.chat_id == chat_id, candidates.c.at >= since)
        .group_by(candidates.c.state)
    )
    return {row.state: row.times for row in found}


async def _first(uow: UnitOfWork, *where: ColumnElement[bool]) -> Candidate | None:
    found = await uow.execute(
        select(candidates).where(*where).order_by(candidates.c.id.desc()).limit(1)
    )
    row = found.first()
    return None if row is None else _drawn(row)


def _drawn(row: Row[Any]) -> Candidate:
    asked = row.challenge
    return Candidate(
        id=row.id,
        community_id=row.community_id,
        chat_id=row.chat_id,
        person_id=row.person_id,
        way=row.way,
        kind=row.kind,
        state=row.state,
        seed=int(asked.get("seed", 0)),
        terms=unpacked({**asked.get("terms", {}), "kind": row.kind}),
        tries=row.tries,
        answers=tuple(row.answers),
        user_chat_id=row.user_chat_id,
        link=row.link,
        at=row.at,
        deadline=row.deadline,
        message_id=row.message_id,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        asked_at=_moment(asked.get("asked_at")),
        bio=str(asked.get("bio", "")),
    )


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
