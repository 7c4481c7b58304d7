"""Sign in, and look back at it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.features.checkins import rules
from bot.features.checkins.histories import history_of
from bot.features.checkins.rules import DAILY, History, Terms, daily
from bot.features.facts import MemberCheckedIn
from bot.features.points.service import Grant, award, balance_of
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.checkins import checkins

CHECKINS = Tally(
    "checkins",
    checkins,
    ("community_id", "person_id", "challenge_id", "local_day", "window"),
    {},
)
RULE = "checkin"
BONUS_RULE = "streak"


@dataclass(frozen=True, slots=True)
class Claim:
    """One check-in: by whom, for which challenge, day and window, and how it was done."""

    community_id: int
    person_id: int
    challenge_id: int
    day: date
    way: str
    at: datetime
    window: int = 0
    chat_id: int | None = None
    message_id: int | None = None


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
    """A member's sign-ins: the streak that stands, the best one, and the days themselves."""

    streak: int
    best: int
    total_days: int
    signed_today: bool
    history: History


async def claim(uow: UnitOfWork, claimed: Claim) -> bool:
    """Write a check-in down; False if there is one for the day and window already."""
    written = await uow.execute(
        CHECKINS.statement(uow.dialect).returning(checkins.c.at),
        [
            {
                "community_id": claimed.community_id,
                "person_id": claimed.person_id,
                "challenge_id": claimed.challenge_id,
                "local_day": claimed.day,
                "window": claimed.window,
                "way": claimed.way,
                "chat_id": claimed.chat_id,
                "message_id": claimed.message_id,
                "at": claimed.at,
            }
        ],
    )
    return written.first() is not None


async def check_in(uow: UnitOfWork, signing: Signing, terms: Terms) -> Outcome:
    """Sign a member in for the day and window of the moment; pays once."""
    if not terms.is_on:
        return SwitchedOff()
    track = daily(signing.zone, terms)
    at = signing.at or rules.moment_of_press(
        uow.now, track.zone_at(uow.now), terms.cutoff, is_catching_up=signing.is_catching_up
    )
    window = rules.window_at(at, track.zone_at(at), terms.windows)
    if window is None:
        return NotOpen(terms.windows)
    day = track.day_of(at)
    claimed = Claim(
        community_id=signing.community_id,
        person_id=signing.person_id,
        challenge_id=DAILY,
        day=day,
        window=window,
        way=signing.way,
        chat_id=signing.chat_id,
        at=at,
    )
    is_new = await claim(uow, claimed)
    history = await history_of(uow, signing.community_id, signing.person_id, track)
    streak = rules.streak_ending(history, day)
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
    track = daily(zone, terms)
    history = await history_of(uow, community_id, person_id, track)
    today = track.day_of(uow.now)
    return Record(
        streak=rules.streak_now(history, today),
        best=rules.best_streak(history),
        total_days=len(history.signed),
        signed_today=today in history.signed,
        history=history,
    )


async def signed_on(
    uow: UnitOfWork, community_id: int, day: date, challenge_id: int = DAILY
) -> int:
    """Return how many members signed in on a day."""
    found = await uow.execute(
        select(func.count(checkins.c.person_id.distinct())).where(
            checkins.c.community_id == community_id,
            checkins.c.challenge_id == challenge_id,
            checkins.c.local_day == day,
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
            chat_id=signing.chat_id,
        ),
    )
    return worth if paid else 0
