"""Reads over segments: whom an expression selects, how many they are, and what is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats
from models.members import members, memberships, people
from models.segments import segment_members, segment_sizes, segments

# Chats that serve the staff, and channels, whose subscribers Telegram shows nobody.
NO_MEMBERS: Final = ("staff", "log", "channel")


@dataclass(frozen=True, slots=True)
class Count:
    """How many are in a segment, and whom the bot may write to."""

    members: int
    reachable: int
    blocked: int
    # Never pressed Start.
    unmet: int


@dataclass(frozen=True, slots=True)
class Named:
    """A named segment."""

    id: int
    key: str
    expression: str
    is_frozen: bool
    made_by: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Size:
    """How large a segment was on a day."""

    local_day: date
    members: int
    reachable: int


def present_in(
    community_id: int, person: ColumnElement[int] = members.c.person_id
) -> ColumnElement[bool]:
    """Tell whether a member is in at least one of a community's member chats."""
    own = select(chats.c.id).where(
        chats.c.community_id == community_id,
        chats.c.migrated_to.is_(None),
        chats.c.kind.not_in(NO_MEMBERS),
    )
    return exists().where(
        memberships.c.person_id == person,
        memberships.c.is_present.is_(True),
        memberships.c.chat_id.in_(own),
    )


def everybody(community_id: int, *, is_wide: bool = False) -> Select[tuple[int]]:
    """Select the people of a community; with `is_wide`, also those who have left."""
    found = (
        select(members.c.person_id)
        .join(people, people.c.id == members.c.person_id)
        .where(
            members.c.community_id == community_id,
            people.c.id > 0,
            people.c.is_bot.is_(False),
        )
    )
    return found if is_wide else found.where(present_in(community_id))


async def counted(uow: UnitOfWork, selected: Select[Any]) -> Count:
    """Return how many people a selection has, and whom the bot may write to."""
    inner = selected.subquery()
    found = await uow.execute(
        select(
            func.count(),
            *(
                func.coalesce(func.sum(case((told, 1), else_=0)), 0)
                for told in (
                    people.c.can_dm.is_(True),
                    people.c.can_dm.is_(False),
                    people.c.can_dm.is_(None),
                )
            ),
        )
        .select_from(inner)
        .join(people, people.c.id == inner.c[0])
    )
    row = found.one()
    return Count(*(int(each) for each in row))


async def named_segments(uow: UnitOfWork, community_id: int) -> list[Named]:
    """Return a community's named segments, by name."""
    found = await uow.execute(
        select(
            segments.c.id,
            segments.c.key,
            segments.c.expression,
            segments.c.is_frozen,
            segments.c.made_by,
            segments.c.made_at,
        )
        .where(segments.c.community_id == community_id)
        .order_by(segments.c.key)
    )
    return [
        Named(row.id, row.key, row.expression, row.is_frozen, row.made_by, row.made_at)
        for row in found
    ]


async def sizes_of(
    uow: UnitOfWork, segment_ids: Iterable[int], since: date
) -> dict[int, list[Size]]:
    """Return how large segments were, by segment, the oldest day first."""
    wanted = sorted(set(segment_ids))
    found = await uow.execute(
        select(segment_sizes)
        .where(segment_sizes.c.segment_id.in_(wanted), segment_sizes.c.local_day >= since)
        .order_by(segment_sizes.c.local_day)
    )
    sizes: dict[int, list[Size]] = {each: [] for each in wanted}
    for row in found:
        sizes[row.segment_id].append(Size(row.local_day, row.members, row.reachable))
    return sizes


def frozen(segment_id: int) -> ColumnElement[bool]:
    """Tell whether a member stands in a frozen list."""
    listed = select(segment_members.c.person_id).where(segment_members.c.segment_id == segment_id)
    return members.c.person_id.in_(listed)


def one_member(community_id: int, person_id: int) -> ColumnElement[bool]:
    """Tell a single member of a community."""
    return and_(members.c.community_id == community_id, members.c.person_id == person_id)
