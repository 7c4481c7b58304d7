"""Sources as staff look at them, and where somebody came from."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    type_coerce,
)

from bot.features.sources.rules import MILESTONES, RETAINED, Payload, payload_of
from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity
from models.communities import chats, communities
from models.members import memberships
from models.sources import journeys, sources

# What somebody does who is there, and what they do for others.
ACTIVE: Final = ("message", "reaction", "member_checked_in")
CONTRIBUTING: Final = ("member_checked_in", "member_thanked")


@dataclass(frozen=True, slots=True)
class Way:
    """A source as it is kept; without a link Telegram has not made it yet."""

    id: int
    community_id: int
    key: str
    chat_id: int
    link: str | None
    asks_to_join: bool
    is_closed: bool
    community_name: str = ""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far those came who came by a source; `key` is None for those of whom nobody knows.

    `retained` holds, a term of days each, of those who joined longer ago than that, how many were
    active on that day or later; nobody is left out for having left.
    """

    key: str | None
    title: str | None
    is_closed: bool
    started: int
    requested: int
    joined: int
    admitted: int
    onboarded: int
    spoke: int
    contributed: int
    retained: tuple[tuple[int, Share], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody came from, and how well that is attested."""

    key: str | None
    grade: str


async def ways_of(uow: UnitOfWork, community_id: int) -> list[Way]:
    """Return a community's sources, open ones first."""
    found = await uow.execute(
        _WAYS.where(sources.c.community_id == community_id).order_by(
            sources.c.closed_at.is_not(None), sources.c.key
        )
    )
    return [_way(row) for row in found]


async def way_named(uow: UnitOfWork, community_id: int, key: str) -> Way | None:
    """Return a community's source of that name."""
    found = await uow.execute(
        _WAYS.where(sources.c.community_id == community_id, sources.c.key == key)
    )
    row = found.first()
    return None if row is None else _way(row)


async def way_by_id(uow: UnitOfWork, source_id: int) -> Way | None:
    """Return a source, whose ever it is."""
    row = (await uow.execute(_WAYS.where(sources.c.id == source_id))).first()
    return None if row is None else _way(row)


async def way_of_payload(uow: UnitOfWork, payload: Payload) -> Way | None:
    """Return the open source that a deep link names.

    A name alone is the oldest source that bears it: a later one says its community as well.
    """
    query = _WAYS.where(sources.c.key == payload.key).order_by(sources.c.id).limit(1)
    if payload.community_id is not None:
        query = query.where(sources.c.community_id == payload.community_id)
    row = (await uow.execute(query)).first()
    return None if row is None or row.closed_at is not None else _way(row)


async def payload_for(uow: UnitOfWork, way: Way) -> str:
    """Return what follows ?start= in a source's deep link."""
    found = await uow.execute(select(func.min(sources.c.id)).where(sources.c.key == way.key))
    is_first = found.scalar() == way.id
    return payload_of(way.key, None if is_first else way.community_id)


async def origin_of(uow: UnitOfWork, community_id: int, person_id: int) -> Origin | None:
    """Return where somebody came from; None of whom no arrival is known."""
    found = await uow.execute(
        select(sources.c.key, journeys.c.grade)
        .select_from(journeys)
        .outerjoin(sources, sources.c.id == journeys.c.source_id)
        .where(journeys.c.community_id == community_id, journeys.c.person_id == person_id)
    )
    row = found.first()
    return None if row is None else Origin(row.key, row.grade)


async def is_here(uow: UnitOfWork, community_id: int, person_id: int) -> bool:
    """Whether somebody is in one of a community's chats, as far as is known."""
    found = await uow.execute(
        select(memberships.c.person_id)
        .join(chats, chats.c.id == memberships.c.chat_id)
        .where(
            chats.c.community_id == community_id,
            memberships.c.person_id == person_id,
            memberships.c.is_present.is_(True),
        )
        .limit(1)
    )
    return found.first() is not None


async def funnels(uow: UnitOfWork, community_id: int, today: date) -> list[Funnel]:
    """Return the funnel of each source, whoever brought most first; one set-based query."""
    rows = await uow.execute(_funnels(uow.dialect, community_id, today))
    return sorted(
        (_funnel(row) for row in rows),
        key=lambda each: (each.key is None, -each.joined, each.key or ""),
    )


_WAYS: Final = select(sources, communities.c.name.label("community_name")).join(
    communities, communities.c.id == sources.c.community_id
)


def _funnels(dialect: str, community_id: int, today: date) -> Select[Any]:
    days = _days(community_id)
    joined = days.c.joined_day
    retained = []
    for term in RETAINED:
        then = _later(joined, term, dialect)
        is_ripe = and_(journeys.c.joined_at.is_not(None), then < today)
        retained += [
            func.sum(case((is_ripe, 1), else_=0)).label(f"ripe_{term}"),
            func.sum(case((and_(is_ripe, days.c.last_day >= then), 1), else_=0)).label(
                f"kept_{term}"
            ),
        ]
    contributed = and_(journeys.c.joined_at.is_not(None), days.c.contributed == 1)
    return (
        select(
            sources.c.key,
            func.max(sources.c.title).label("title"),
            func.max(case((sources.c.closed_at.is_not(None), 1), else_=0)).label("is_closed"),
            *(
                func.count(journeys.c[f"{milestone}_at"]).label(milestone)
                for milestone in MILESTONES
            ),
            func.sum(case((contributed, 1), else_=0)).label("contributed"),
            *retained,
        )
        .select_from(journeys)
        .outerjoin(sources, sources.c.id == journeys.c.source_id)
        .outerjoin(days, days.c.person_id == journeys.c.person_id)
        .where(journeys.c.community_id == community_id)
        .group_by(sources.c.key)
    )


def _days(community_id: int) -> Any:
    """Return the days that count of each member: the first here, the last on which they acted."""
    kind, day = daily_activity.c.kind, daily_activity.c.local_day
    return (
        select(
            daily_activity.c.person_id,
            func.min(case((kind == "member_joined", day))).label("joined_day"),
            func.max(case((kind.in_(ACTIVE), day))).label("last_day"),
            func.max(case((kind.in_(CONTRIBUTING), 1), else_=0)).label("contributed"),
        )
        .where(daily_activity.c.community_id == community_id)
        .group_by(daily_activity.c.person_id)
        .subquery()
    )


def _later(day: Column[date] | ColumnElement[date], days: int, dialect: str) -> Any:
    if dialect == "sqlite":
        return type_coerce(func.date(day, f"+{days} days"), Date)
    return type_coerce(day + literal(days), Date)


def _way(row: Row[Any]) -> Way:
    return Way(
        row.id,
        row.community_id,
        row.key,
        row.chat_id,
        row.link,
        row.asks_to_join,
        row.closed_at is not None,
        row.community_name,
        row.title,
    )


def _funnel(row: Row[Any]) -> Funnel:
    counts: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 — the library's public name
    return Funnel(
        key=row.key,
        title=row.title,
        is_closed=bool(row.is_closed),
        started=counts["started"],
        requested=counts["requested"],
        joined=counts["joined"],
        admitted=counts["admitted"],
        onboarded=counts["onboarded"],
        spoke=counts["spoke"],
        contributed=int(counts["contributed"]),
        retained=tuple(
            (term, Share(int(counts[f"kept_{term}"]), int(counts[f"ripe_{term}"])))
            for term in RETAINED
        ),
    )
