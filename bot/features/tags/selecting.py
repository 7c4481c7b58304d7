"""Whom a rule selects, as one set-based query over what is known of members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from bot.features.points.rules import Levels, total_for
from bot.features.tags.rules import (
    BEGINS,
    HOURS_OVER,
    PARTS,
    Came,
    Did,
    Hours,
    Inactive,
    Level,
    Part,
    Rule,
)
from bot.kit.days import local_day
from models.activity import activity, daily_activity
from models.members import members, people
from models.sources import journeys, sources

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sight:
    """In which community a rule is looked at, when and by which calendar."""

    community_id: int
    zone: ZoneInfo
    now: datetime
    levels: Levels
    dialect: str

    @property
    def today(self) -> date:
        """The community's own day."""
        return local_day(self.now, self.zone)


def selected(rule: Rule, sight: Sight, person_id: int | None = None) -> Select[tuple[int]] | None:
    """Return the query for the ids of everybody whom a rule selects, or of one person alone.

    None for what is only known in the moment in which it happens: words and polls; and for a
    segment, which has a language of its own.
    """
    match rule:
        case Did():
            return _did(rule, sight, person_id)
        case Came(key):
            found = (
                select(journeys.c.person_id)
                .join(sources, sources.c.id == journeys.c.source_id)
                .where(journeys.c.community_id == sight.community_id, sources.c.key == key)
            )
            return _of(found, journeys.c.person_id, person_id)
        case Hours():
            return _of(_busiest(rule, sight), activity.c.person_id, person_id)
        case Inactive(days):
            since = sight.now - timedelta(days=days)
            found = _members(sight).where(members.c.last_seen_at < since)
            return _of(found, members.c.person_id, person_id)
        case Level(level):
            total = total_for(level, sight.levels)
            found = _members(sight).where(
                members.c.experience >= total if total is not None else literal(value=False)
            )
            return _of(found, members.c.person_id, person_id)
        case _:
            return None


def known_people(ids: Select[tuple[int]]) -> Select[tuple[int]]:
    """Return those of some people who can bear a tag: no bots, and nobody who was forgotten."""
    wanted = ids.subquery()
    return (
        select(people.c.id)
        .join(wanted, wanted.c[0] == people.c.id)
        .where(people.c.id > 0, people.c.is_bot.is_(False))
    )


def _members(sight: Sight) -> Select[tuple[int]]:
    return select(members.c.person_id).where(members.c.community_id == sight.community_id)


def _of(
    found: Select[tuple[int]], column: ColumnElement[int], person_id: int | None
) -> Select[tuple[int]]:
    return found if person_id is None else found.where(column == person_id)


def _did(rule: Did, sight: Sight, person_id: int | None) -> Select[tuple[int]]:
    found = select(daily_activity.c.person_id).where(
        daily_activity.c.community_id == sight.community_id,
        daily_activity.c.kind == rule.kind,
    )
    if rule.within_days is not None:
        # Today is the last of the days.
        since = sight.today - timedelta(days=rule.within_days - 1)
        found = found.where(daily_activity.c.local_day >= since)
    found = _of(found, daily_activity.c.person_id, person_id)
    return found.group_by(daily_activity.c.person_id).having(
        func.sum(daily_activity.c.times) >= rule.times
    )


def _busiest(rule: Hours, sight: Sight) -> Select[tuple[int]]:
    """Select who writes most in a part of the day; of two alike the earlier one counts."""
    counts = {part: func.sum(case((_is_in(part, sight), 1), else_=0)) for part in PARTS}
    own, at = counts[rule.part], PARTS.index(rule.part)
    others = (
        own > counts[part] if PARTS.index(part) < at else own >= counts[part]
        for part in PARTS
        if part != rule.part
    )
    return (
        select(activity.c.person_id)
        .where(
            activity.c.community_id == sight.community_id,
            activity.c.kind == "message",
            activity.c.at > sight.now - HOURS_OVER,
        )
        .group_by(activity.c.person_id)
        .having(and_(own >= rule.least, *others))
    )


def _is_in(part: Part, sight: Sight) -> ColumnElement[bool]:
    """Tell what happened in a part of the day, by the clock that the community had then."""
    spans = _offsets(sight.now - HOURS_OVER, sight.now, sight.zone)
    begins = BEGINS[part]
    after = [each for each in BEGINS.values() if each > begins]
    ends = min(after) if after else min(BEGINS.values())
    clauses: list[ColumnElement[bool]] = []
    for since, until, offset in spans:
        hour = _hour(offset, sight.dialect)
        inside = (
            and_(hour >= begins, hour < ends)
            if begins < ends
            else or_(hour >= begins, hour < ends)
        )
        clauses.append(and_(activity.c.at > since, activity.c.at <= until, inside))
    return or_(*clauses)


def _offsets(
    since: datetime, until: datetime, zone: ZoneInfo
) -> Sequence[tuple[datetime, datetime, timedelta]]:
    """Return the stretches of time in which the clock of a zone is off by one and the same."""
    spans: list[tuple[datetime, datetime, timedelta]] = []
    began, at = since, since
    offset = _offset(since, zone)
    # Clocks are changed on the hour, some on the half: an hour at a time finds the day's change.
    while at < until:
        at = min(at.replace(minute=0, second=0, microsecond=0) + _HOUR, until)
        changed = _offset(at, zone)
        if changed != offset:
            spans.append((began, at, offset))
            began, offset = at, changed
    spans.append((began, until, offset))
    return spans


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _hour(offset: timedelta, dialect: str) -> ColumnElement[Any]:
    seconds = int(offset.total_seconds())
    if dialect == "sqlite":
        # An instant is a number of microseconds there.
        since_epoch = type_coerce(activity.c.at, BigInteger) // 1_000_000
        return (since_epoch + seconds) // 3600 % 24
    shifted = func.timezone("UTC", activity.c.at) + literal(offset)
    return func.extract("hour", shifted)
