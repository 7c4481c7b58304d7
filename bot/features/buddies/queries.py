"""Read who helps newcomers, and whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select

from bot.features.buddies.rules import Free, State, chosen
from bot.features.place import Place
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.buddies import buddies, pairings
from models.communities import chats
from models.members import memberships, people
from models.tags import taggings


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody offered: how many newcomers at a time."""

    capacity: int
    is_on: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Pairing:
    """A newcomer and who was asked to help them, or does."""

    id: int
    community_id: int
    newcomer_id: int
    buddy_id: int
    state: State
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Helper:
    """A buddy as the staff see them."""

    name: str
    capacity: int
    is_on: bool
    has: int
    kept: int


async def offer_of(uow: UnitOfWork, community_id: int, person_id: int) -> Offer | None:
    """Return what somebody offered in a community."""
    found = await uow.execute(
        select(buddies.c.capacity, buddies.c.is_on, buddies.c.since).where(
            buddies.c.community_id == community_id, buddies.c.person_id == person_id
        )
    )
    row = found.first()
    return None if row is None else Offer(row.capacity, row.is_on, row.since)


async def offer_to(uow: UnitOfWork, place: Place, person_id: int) -> tuple[Text, ...]:
    """Say that somebody could be shown around, if there is anybody who would and nobody does."""
    if await open_pairing(uow, place.community_id, person_id) is not None:
        return ()
    if chosen(await free_for(uow, place.community_id, person_id)) is None:
        return ()
    return (Text("buddy-offer"),)


async def free_for(uow: UnitOfWork, community_id: int, newcomer_id: int) -> list[Free]:
    """Return the buddies who could be asked about a newcomer: here, reachable, not yet asked."""
    mine = taggings.alias()
    own = taggings.alias()
    has = (
        select(func.count())
        .where(
            pairings.c.community_id == community_id,
            pairings.c.buddy_id == buddies.c.person_id,
            pairings.c.ended_at.is_(None),
        )
        .scalar_subquery()
    )
    shared = (
        select(func.count())
        .select_from(own.join(mine, mine.c.tag_id == own.c.tag_id))
        .where(
            own.c.community_id == community_id,
            own.c.person_id == buddies.c.person_id,
            mine.c.person_id == newcomer_id,
            _in_force(own, uow.now),
            _in_force(mine, uow.now),
        )
        .scalar_subquery()
    )
    was_asked = exists().where(
        pairings.c.community_id == community_id,
        pairings.c.newcomer_id == newcomer_id,
        pairings.c.buddy_id == buddies.c.person_id,
    )
    found = await uow.execute(
        select(
            buddies.c.person_id,
            buddies.c.capacity,
            buddies.c.since,
            has.label("load"),
            shared.label("shared"),
        )
        .join(people, people.c.id == buddies.c.person_id)
        .where(
            buddies.c.community_id == community_id,
            buddies.c.is_on.is_(True),
            buddies.c.person_id != newcomer_id,
            people.c.can_dm.is_(True),
            _is_here(community_id),
            ~was_asked,
        )
    )
    return [
        Free(row.person_id, row.capacity, int(row.load), int(row.shared), row.since)
        for row in found
    ]


async def open_pairing(uow: UnitOfWork, community_id: int, newcomer_id: int) -> Pairing | None:
    """Return who helps a newcomer, or was asked to."""
    found = await _pairings(
        uow,
        pairings.c.community_id == community_id,
        pairings.c.newcomer_id == newcomer_id,
        pairings.c.ended_at.is_(None),
    )
    return found[0] if found else None


async def pairing_by_id(uow: UnitOfWork, pairing_id: int) -> Pairing | None:
    """Return a pairing."""
    found = await _pairings(uow, pairings.c.id == pairing_id)
    return found[0] if found else None


async def helped_by(uow: UnitOfWork, community_id: int, buddy_id: int) -> list[Pairing]:
    """Return whom somebody helps, or was asked to."""
    return await _pairings(
        uow,
        pairings.c.community_id == community_id,
        pairings.c.buddy_id == buddy_id,
        pairings.c.ended_at.is_(None),
    )


async def times_asked(uow: UnitOfWork, community_id: int, newcomer_id: int) -> int:
    """Return how many were asked about a newcomer."""
    found = await uow.execute(
        select(func.count()).where(
            pairings.c.community_id == community_id, pairings.c.newcomer_id == newcomer_id
        )
    )
    return int(found.scalar_one())


async def helpers_of(uow: UnitOfWork, community_id: int) -> list[Helper]:
    """Return a community's buddies, those who help now first."""
    has = func.count(pairings.c.id).filter(pairings.c.ended_at.is_(None))
    kept = func.count(pairings.c.id).filter(pairings.c.state == "kept")
    found = await uow.execute(
        select(
            people.c.first_name,
            buddies.c.capacity,
            buddies.c.is_on,
            has.label("has"),
            kept.label("kept"),
        )
        .join(people, people.c.id == buddies.c.person_id)
        .outerjoin(
            pairings,
            and_(
                pairings.c.community_id == buddies.c.community_id,
                pairings.c.buddy_id == buddies.c.person_id,
            ),
        )
        .where(buddies.c.community_id == community_id)
        .group_by(
            people.c.first_name,
            buddies.c.capacity,
            buddies.c.is_on,
            buddies.c.person_id,
            buddies.c.since,
        )
        .order_by(buddies.c.is_on.desc(), buddies.c.since, buddies.c.person_id)
    )
    return [
        Helper(row.first_name, row.capacity, row.is_on, int(row.has), int(row.kept))
        for row in found
    ]


def _is_here(community_id: int) -> ColumnElement[bool]:
    return exists().where(
        memberships.c.person_id == buddies.c.person_id,
        memberships.c.is_present.is_(True),
        memberships.c.chat_id == chats.c.id,
        chats.c.community_id == community_id,
        chats.c.kind.not_in(("staff", "log")),
    )


def _in_force(table: Any, now: datetime) -> ColumnElement[bool]:
    return or_(table.c.expires_at.is_(None), table.c.expires_at > now)


async def _pairings(uow: UnitOfWork, *wanted: ColumnElement[bool]) -> list[Pairing]:
    found = await uow.execute(select(pairings).where(*wanted).order_by(pairings.c.id))
    return [_drawn(row) for row in found]


def _drawn(row: Row[Any]) -> Pairing:
    return Pairing(
        row.id,
        row.community_id,
        row.newcomer_id,
        row.buddy_id,
        row.state,
        row.at,
        row.ended_at,
    )
