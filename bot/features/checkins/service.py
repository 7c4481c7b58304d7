"""Sign in, and look back at it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.features.checkins import rules
from bot.features.checkins.rules import Terms
from bot.features.facts import MemberCheckedIn
from bot.features.points.service import Grant, award, balance_of
from bot.kit.collector import Tally
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork
from models.checkins import checkins

CHECKINS = Tally("checkins", checkins, ("community_id", "person_id", "local_day", "window"), {})
RULE = "checkin"
BONUS_RULE = "streak"
# Far beyond any streak; read newest first.
MOST_DAYS = 4000


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs in, where, when and how; `at` is None for a press, which carries no date."""

    community_id: int
    person_id: int
    chat_id: int | None
    zone: ZoneInfo
    way: str
    at: datetime | None
    is_catching_up: bool = False


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Signed in."""

    streak: int
    earned: int
    bonus: int
    points: int
    experience: int
    before: int
    next_bonus: tuple[int, int] | None
    signed_today: int


@dataclass(frozen=True, slots=True)
class AlreadyCheckedIn:
    """Signed in before, for the same day and window."""

    streak: int
    points: int


@dataclass(frozen=True, slots=True)
class NotOpen:
    """No window is open at this hour."""

    windows: tuple[rules.Window, ...]


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """This community has no daily sign-in."""


Outcome: TypeAlias = CheckedIn | AlreadyCheckedIn | NotOpen | SwitchedOff


@dataclass(frozen=True, slots=True)
class Record:
    """A member's sign-ins: the streak that stands, the best one, and the newest days."""

    streak: int
    best: int
    total_days: int
    signed_today: bool
    days: tuple[date, ...]


async def check_in(uow: UnitOfWork, signing: Signing, terms: Terms) -> Outcome:
    """Sign a member in for the day and window of the moment; pays once."""
    if not terms.is_on:
        return SwitchedOff()
    at = signing.at or rules.moment_of_press(
        uow.now, signing.zone, terms.cutoff, is_catching_up=signing.is_catching_up
    )
    window = rules.window_at(at, signing.zone, terms.windows)
    if window is None:
        return NotOpen(terms.windows)
    day = local_day(at, signing.zone, terms.cutoff)
    claimed = await uow.execute(
        CHECKINS.statement(uow.dialect).returning(checkins.c.at),
        [
            {
                "community_id": signing.community_id,
                "person_id": signing.person_id,
                "local_day": day,
                "window": window,
                "way": signing.way,
                "chat_id": signing.chat_id,
                "at": at,
            }
        ],
    )
    is_new = claimed.first() is not None
    days = await _days(uow, signing.community_id, signing.person_id)
    streak = rules.streak_ending(days, day)
    before = await balance_of(uow, signing.community_id, signing.person_id)
    if not is_new:
        return AlreadyCheckedIn(streak, before.points)
    bonus = rules.bonus_for(streak, terms.bonuses)
    earned = await _pay(uow, signing, day, window=window, worth=terms.points, rule=RULE)
    extra = await _pay(uow, signing, day, window=None, worth=bonus, rule=BONUS_RULE)
    uow.state(
        MemberCheckedIn(
            community_id=signing.community_id,
            person_id=signing.person_id,
            chat_id=signing.chat_id,
            at=at,
            local_day=day,
            streak_days=streak,
        )
    )
    return CheckedIn(
        streak=streak,
        earned=earned,
        bonus=extra,
        points=before.points + earned + extra,
        experience=before.experience + earned + extra,
        before=before.experience,
        next_bonus=rules.next_bonus(streak, terms.bonuses),
        signed_today=await signed_on(uow, signing.community_id, day),
    )


async def record_of(
    uow: UnitOfWork, community_id: int, person_id: int, *, zone: ZoneInfo, terms: Terms
) -> Record:
    """Return a member's sign-ins up to now."""
    days = await _days(uow, community_id, person_id)
    today = local_day(uow.now, zone, terms.cutoff)
    return Record(
        streak=rules.streak_now(days, today),
        best=max((rules.streak_ending(days, day) for day in _ends(days)), default=0),
        total_days=len(days),
        signed_today=today in days,
        days=tuple(days),
    )


async def signed_on(uow: UnitOfWork, community_id: int, day: date) -> int:
    """Return how many members signed in on a day."""
    found = await uow.execute(
        select(func.count(checkins.c.person_id.distinct())).where(
            checkins.c.community_id == community_id, checkins.c.local_day == day
        )
    )
    return int(found.scalar_one())


async def _pay(
    uow: UnitOfWork, signing: Signing, day: date, *, window: int | None, worth: int, rule: str
) -> int:
    if worth == 0:
        return 0
    key = f"{rule}:{day.isoformat()}" + ("" if window is None else f":{window}")
    paid = await award(
        uow,
        Grant(
            community_id=signing.community_id,
            person_id=signing.person_id,
            experience=worth,
            points=worth,
            rule=rule,
            source_type="checkin",
            source_id=day.isoformat(),
            local_day=day,
            key=key,
        ),
    )
    return worth if paid else 0


async def _days(uow: UnitOfWork, community_id: int, person_id: int) -> list[date]:
    found = await uow.execute(
        select(checkins.c.local_day)
        .where(checkins.c.community_id == community_id, checkins.c.person_id == person_id)
        .distinct()
        .order_by(checkins.c.local_day.desc())
        .limit(MOST_DAYS)
    )
    return list(found.scalars())


def _ends(days: list[date]) -> list[date]:
    signed = set(days)
    return [day for day in days if day + rules.ONE_DAY not in signed]
