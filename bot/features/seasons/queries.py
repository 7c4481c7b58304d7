"""Reads of seasons: who has earned most in some days, and who won those that are over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.features.points.rules import BROUGHT
from bot.features.seasons.rules import Season
from bot.features.segments.queries import present_in
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats
from models.members import members, memberships, people
from models.points import ledger
from models.seasons import season_winners, seasons


@dataclass(frozen=True, slots=True)
class Winner:
    """Somebody's place in a season, as it was when the season ended."""

    place: int
    person_id: int
    name: str
    experience: int
    reached_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a season came to: how many earned anything, how much in all, and who won."""

    members: int
    experience: int
    winners: tuple[Winner, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """A season that is over, as it is kept."""

    season: Season
    outcome: Outcome


async def outcome_of(
    connection: AsyncConnection, community_id: int, season: Season, *, most: int
) -> Outcome:
    """Reckon from the ledger what a season came to; a look that may take its time."""
    earned = _earned(community_id, season).subquery()
    sums = await connection.execute(
        select(func.count(), func.coalesce(func.sum(earned.c.experience), 0))
    )
    many, experience = sums.one()
    first = await connection.execute(
        select(earned, people.c.first_name, people.c.last_name)
        .join(people, people.c.id == earned.c.person_id)
        .join(
            members,
            and_(
                members.c.person_id == earned.c.person_id, members.c.community_id == community_id
            ),
        )
        .where(*is_to_be_seen(community_id))
        .order_by(earned.c.experience.desc(), earned.c.reached_at, earned.c.person_id)
        .limit(most)
    )
    winners = tuple(
        Winner(place, row.person_id, _name(row), int(row.experience), row.reached_at)
        for place, row in enumerate(first, start=1)
    )
    return Outcome(int(many), int(experience), winners)


def _earned(community_id: int, season: Season) -> Select[Any]:
    total = func.sum(ledger.c.experience)
    return (
        select(
            ledger.c.person_id,
            total.label("experience"),
            func.max(ledger.c.at, type_=ledger.c.at.type).label("reached_at"),
        )
        .where(
            ledger.c.community_id == community_id,
            ledger.c.local_day.between(season.starts_on, season.ends_on),
            ledger.c.experience != 0,
            # What was earned elsewhere, at whatever time, was not earned in these days.
            ledger.c.rule != BROUGHT,
        )
        .group_by(ledger.c.person_id)
        .having(total > 0)
    )


def is_to_be_seen(community_id: int) -> Sequence[Any]:
    """Whoever left, was forgotten, is a bot, deleted the account or hides has no place."""
    own = select(chats.c.id).where(chats.c.community_id == community_id)
    is_known = exists().where(
        memberships.c.person_id == members.c.person_id, memberships.c.chat_id.in_(own)
    )
    return (
        people.c.id > 0,
        people.c.is_bot.is_(False),
        people.c.first_name != "",
        members.c.is_off_boards.is_(False),
        # Whoever was never seen coming or going is here.
        or_(present_in(community_id), ~is_known),
    )


async def ended(uow: UnitOfWork, community_id: int, *, most: int) -> list[Ended]:
    """Return the seasons that are over, the latest first."""
    found = await uow.execute(
        select(seasons)
        .where(seasons.c.community_id == community_id)
        .order_by(seasons.c.ends_on.desc())
        .limit(most)
    )
    rows = found.all()
    winners: dict[int, list[Winner]] = {row.id: [] for row in rows}
    placed = await uow.execute(
        select(season_winners, people.c.first_name, people.c.last_name)
        .join(people, people.c.id == season_winners.c.person_id)
        .where(season_winners.c.season_id.in_(list(winners)))
        .order_by(season_winners.c.season_id, season_winners.c.place)
    )
    for row in placed:
        winners[row.season_id].append(
            Winner(row.place, row.person_id, _name(row), row.experience, row.reached_at)
        )
    return [
        Ended(
            Season(row.key, row.titles, row.starts_on, row.ends_on),
            Outcome(row.members, row.experience, tuple(winners[row.id])),
        )
        for row in rows
    ]


async def earned_in(
    uow: UnitOfWork, community_id: int, person_id: int, first: date, last: date
) -> int:
    """Return the experience that somebody has earned in some days, both included."""
    found = await uow.execute(
        select(func.coalesce(func.sum(ledger.c.experience), 0)).where(
            ledger.c.community_id == community_id,
            ledger.c.person_id == person_id,
            ledger.c.rule != BROUGHT,
            ledger.c.local_day.between(first, last),
        )
    )
    return int(found.scalar_one())


def _name(row: Any) -> str:
    return f"{row.first_name} {row.last_name}" if row.last_name else str(row.first_name)
