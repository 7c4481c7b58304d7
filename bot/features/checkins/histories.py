"""What a member's days were: signed, made up for, paused, and those that an outage spoiled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from bot.features.checkins.rules import DAILY, ONE_DAY, History, Pause, Span, Track, is_forgiven
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import forgiven_days, pauses
from models.checkins import checkins
from models.heartbeats import downtimes

FORGIVEN: Final = Tally(
    "forgiven_days", forgiven_days, ("community_id", "challenge_id", "local_day"), {}
)
MADE_UP: Final = "makeup"
# Made up for by a card that was earned.
BY_CARD: Final = "card"
# Due work: an outage has ended, and what it spoiled is to be looked at.
OUTAGE: Final = "outage"
# Far beyond any streak.
MOST_DAYS: Final = 4000
# An outage is written down for good by the work that it plans; until then it is looked at anew.
_FRESH: Final = timedelta(days=3)
_LONGEST: Final = 400
# Whoever signed in before an outage of a few days may have a streak to lose.
_AT_STAKE: Final = timedelta(days=14)


async def history_of(uow: UnitOfWork, community_id: int, person_id: int, track: Track) -> History:
    """Return one member's days."""
    found = await histories_of(uow, community_id, track, [person_id])
    return found[person_id]


async def histories_of(
    uow: UnitOfWork, community_id: int, track: Track, person_ids: Iterable[int] | None = None
) -> Mapping[int, History]:
    """Return the days of some members, or of everybody who has any; others have none."""
    forgiven = await forgiven_of(uow, community_id, track)
    wanted = None if person_ids is None else sorted(set(person_ids))
    signed: dict[int, set[date]] = defaultdict(set)
    made_up: dict[int, set[date]] = defaultdict(set)
    by_card: dict[int, set[date]] = defaultdict(set)
    found = await uow.execute(
        select(checkins.c.person_id, checkins.c.local_day, checkins.c.way)
        .where(
            checkins.c.community_id == community_id,
            checkins.c.challenge_id == track.challenge_id,
            *_among(checkins.c.person_id, wanted),
        )
        .order_by(checkins.c.local_day.desc())
        .limit(MOST_DAYS if wanted is not None and len(wanted) == 1 else None)
    )
    for row in found:
        signed[row.person_id].add(row.local_day)
        if row.way in {MADE_UP, BY_CARD}:
            made_up[row.person_id].add(row.local_day)
        if row.way == BY_CARD:
            by_card[row.person_id].add(row.local_day)
    paused = await _pauses_of(uow, track.challenge_id, wanted)
    nothing = History(forgiven=forgiven)
    return defaultdict(
        lambda: nothing,
        {
            each: History(
                frozenset(signed[each]),
                frozenset(made_up[each]),
                tuple(paused[each]),
                forgiven,
                frozenset(by_card[each]),
            )
            for each in {*signed, *paused}
        },
    )


async def forgiven_of(uow: UnitOfWork, community_id: int, track: Track) -> frozenset[date]:
    """Return the days for whose missing nobody is blamed."""
    found = await uow.execute(
        select(forgiven_days.c.local_day).where(
            forgiven_days.c.community_id == community_id,
            forgiven_days.c.challenge_id == track.challenge_id,
        )
    )
    kept = frozenset(found.scalars())
    return kept | spoiled(track, await outages_since(uow, uow.now - _FRESH))


async def outages_since(uow: UnitOfWork, since: datetime) -> tuple[Span, ...]:
    """Return when the bot was away, as far as that ended after a moment."""
    found = await uow.execute(
        select(downtimes.c.began_at, downtimes.c.ended_at).where(downtimes.c.ended_at > since)
    )
    return tuple((row.began_at, row.ended_at) for row in found)


def spoiled(track: Track, outages: Iterable[Span]) -> frozenset[date]:
    """Return the days of a track that outages spoiled."""
    away = tuple(outages)
    touched: set[date] = set()
    for began, ended in away:
        # The night's window of the day before may reach into this one.
        day, last = track.day_of(began) - ONE_DAY, track.day_of(ended)
        day = max(day, last - _LONGEST * ONE_DAY)
        while day <= last:
            touched.add(day)
            day += ONE_DAY
    return frozenset(
        day for day in touched if track.course.asks(day) and is_forgiven(track.open_for(day), away)
    )


async def forgive(uow: UnitOfWork, community_id: int, track: Track) -> frozenset[date]:
    """Write down for good which days fresh outages spoiled; returns those that are new."""
    days = spoiled(track, await outages_since(uow, uow.now - _FRESH))
    rows = [
        {
            "community_id": community_id,
            "challenge_id": track.challenge_id,
            "local_day": day,
            "at": uow.now,
        }
        for day in sorted(days)
    ]
    new: set[date] = set()
    for row in rows:
        statement = FORGIVEN.statement(uow.dialect).returning(forgiven_days.c.local_day)
        written = await uow.execute(statement, [row])
        new.update(written.scalars())
    return frozenset(new)


async def communities_at_stake(uow: UnitOfWork, after: int, *, most: int) -> list[int]:
    """Return the communities in which somebody signed in lately, so that a streak may stand.

    Those behind a number, some at a time.
    """
    found = await uow.execute(
        select(checkins.c.community_id)
        .distinct()
        .where(
            checkins.c.challenge_id == DAILY,
            checkins.c.local_day >= uow.now.date() - _AT_STAKE,
            checkins.c.community_id > after,
        )
        .order_by(checkins.c.community_id)
        .limit(most)
    )
    return list(found.scalars())


async def _pauses_of(
    uow: UnitOfWork, challenge_id: int, wanted: list[int] | None
) -> dict[int, list[Pause]]:
    paused: dict[int, list[Pause]] = defaultdict(list)
    if challenge_id == DAILY:
        return paused
    found = await uow.execute(
        select(pauses.c.person_id, pauses.c.first_day, pauses.c.last_day).where(
            pauses.c.challenge_id == challenge_id, *_among(pauses.c.person_id, wanted)
        )
    )
    for row in found:
        paused[row.person_id].append((row.first_day, row.last_day))
    return paused


def _among(column: Any, wanted: list[int] | None) -> list[ColumnElement[bool]]:
    return [] if wanted is None else [column.in_(wanted)]
