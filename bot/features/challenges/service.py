"""Take part in a challenge: come in, check in, team up, be reminded."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy import func, insert, select, update

from bot.features.challenges.keeping import plan_card
from bot.features.challenges.paying import pay_day, pay_milestones, pay_team
from bot.features.challenges.queries import Entrant, entrant_of, own_days
from bot.features.challenges.rules import Challenge, Progress, cards_earned, progress_of
from bot.features.checkins.rules import moment_of_press
from bot.features.checkins.service import Claim, claim
from bot.features.facts import ChallengeFinished, ChallengeSigned
from bot.features.places import Place
from bot.features.segments.rules import Unread
from bot.features.segments.service import Held, holds
from bot.features.segments.words import Vocabulary
from bot.kit.collector import Tally
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import entrants, teams

ENTRANTS: Final = Tally("entrants", entrants, ("challenge_id", "person_id"), {})

WhyNot: TypeAlias = Literal["outside", "early", "over", "resting"]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who checks in, where, when and how; `at` is None for a press, which carries no date."""

    person_id: int
    chat_id: int | None
    way: str
    at: datetime | None
    message_id: int | None = None
    is_catching_up: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """Checked in."""

    day: date
    progress: Progress
    earned: int
    # Milestones reached just now: days, and what they brought.
    milestones: tuple[tuple[int, int], ...]
    # What each of the team got, if the team is complete with it.
    team: int
    # How many make-up cards the day has earned.
    cards: int
    is_finish: bool


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """Checked in before, for the same day."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class NotNow:
    """Not to be checked in now: no entrant, not begun, over, or a day of rest."""

    why: WhyNot


Outcome: TypeAlias = Signed | AlreadyIn | NotNow


async def enter(
    uow: UnitOfWork, place: Place, challenge: Challenge, vocabulary: Vocabulary, person_id: int
) -> bool:
    """Let somebody take part; False if they do already.

    Raises:
        Refusal: for whoever the challenge is not meant for, with the conditions; or it is over.
    """
    plan = challenge.plan
    if challenge.state != "open" or challenge.today(uow.now) > plan.ends_on:
        raise Refusal(Text("challenge-over", title=plan.title))
    if plan.only is not None:
        await _require(uow, place, challenge, vocabulary, person_id)
    row = {
        "challenge_id": challenge.id,
        "person_id": person_id,
        "team": None,
        "wants_reminders": False,
        "at": uow.now,
    }
    statement = ENTRANTS.statement(uow.dialect).returning(entrants.c.person_id)
    written = await uow.execute(statement, [row])
    if written.first() is None:
        return False
    plan_card(uow, challenge)
    return True


async def sign(uow: UnitOfWork, challenge: Challenge, signing: Signing) -> Outcome:
    """Check somebody in for the day of the moment; pays once."""
    plan, track = challenge.plan, challenge.track
    entrant = await entrant_of(uow, challenge.id, signing.person_id)
    if entrant is None:
        return NotNow("outside")
    at = signing.at or moment_of_press(
        uow.now, track.zone, track.cutoff, is_catching_up=signing.is_catching_up
    )
    day = track.day_of(at)
    if day < plan.starts_on:
        return NotNow("early")
    if day > plan.ends_on or challenge.state != "open":
        return NotNow("over")
    if not plan.course.asks(day):
        return NotNow("resting")
    claimed = Claim(
        community_id=challenge.community_id,
        person_id=signing.person_id,
        challenge_id=challenge.id,
        day=day,
        way=signing.way,
        at=at,
        chat_id=signing.chat_id,
        message_id=signing.message_id,
    )
    is_new = await claim(uow, claimed)
    history, progress = await own_days(uow, challenge, signing.person_id)
    if not is_new:
        return AlreadyIn(progress)
    without = replace(history, signed=history.signed - {day})
    before = progress_of(plan, without, challenge.today(uow.now))
    cards = max(0, cards_earned(plan, history) - cards_earned(plan, without))
    done = await _settle(uow, challenge, entrant, claimed, before=before, progress=progress)
    return replace(done, cards=cards)


async def remind(uow: UnitOfWork, challenge: Challenge, person_id: int) -> bool:
    """Switch somebody's reminders over; returns whether they are on now."""
    mine = (entrants.c.challenge_id == challenge.id, entrants.c.person_id == person_id)
    changed = await uow.execute(
        update(entrants)
        .where(*mine)
        .values(wants_reminders=~entrants.c.wants_reminders)
        .returning(entrants.c.wants_reminders)
    )
    found = changed.scalar()
    if found is None:
        raise Refusal(Text("challenge-not-in", title=challenge.plan.title))
    return bool(found)


async def team_up(uow: UnitOfWork, challenge: Challenge, person_id: int) -> tuple[int, int]:
    """Give somebody a seat in the first team that has one; returns its number and who is in.

    Raises:
        Refusal: for whoever takes no part, or where there are no teams.
    """
    entrant = await entrant_of(uow, challenge.id, person_id)
    if entrant is None or not challenge.plan.team_size:
        raise Refusal(Text("challenge-not-in", title=challenge.plan.title))
    if entrant.team is not None:
        return entrant.team, await _taken(uow, challenge, entrant.team)
    number = await _seat(uow, challenge)
    await uow.execute(
        update(entrants)
        .where(entrants.c.challenge_id == challenge.id, entrants.c.person_id == person_id)
        .values(team=number)
    )
    plan_card(uow, challenge)
    return number, await _taken(uow, challenge, number)


async def _seat(uow: UnitOfWork, challenge: Challenge) -> int:
    """Take a seat: check and claim are one statement, so that no team is overfull."""
    mine = teams.c.challenge_id == challenge.id
    free = (
        select(func.min(teams.c.number))
        .where(mine, teams.c.taken < challenge.plan.team_size)
        .scalar_subquery()
    )
    claimed = await uow.execute(
        update(teams)
        .where(mine, teams.c.number == free, teams.c.taken < challenge.plan.team_size)
        .values(taken=teams.c.taken + 1)
        .returning(teams.c.number)
    )
    number = claimed.scalar()
    if number is not None:
        return int(number)
    last = await uow.execute(select(func.max(teams.c.number)).where(mine))
    number = (last.scalar() or 0) + 1
    await uow.execute(insert(teams).values(challenge_id=challenge.id, number=number, taken=1))
    return int(number)


async def _taken(uow: UnitOfWork, challenge: Challenge, number: int) -> int:
    found = await uow.execute(
        select(teams.c.taken).where(teams.c.challenge_id == challenge.id, teams.c.number == number)
    )
    return int(found.scalar() or 0)


async def _settle(
    uow: UnitOfWork,
    challenge: Challenge,
    entrant: Entrant,
    claimed: Claim,
    *,
    before: Progress,
    progress: Progress,
) -> Signed:
    """Pay for a day that was just claimed, and tell what came of it."""
    earned = await pay_day(uow, challenge, claimed.person_id, claimed.day)
    milestones = await pay_milestones(uow, challenge, claimed.person_id, progress, day=claimed.day)
    team = await pay_team(uow, challenge, entrant, claimed.day)
    is_finish = progress.is_finished and not before.is_finished
    signed = ChallengeSigned(
        community_id=challenge.community_id,
        person_id=claimed.person_id,
        chat_id=claimed.chat_id,
        at=claimed.at,
        local_day=claimed.day,
        challenge_id=challenge.id,
        streak_days=progress.streak,
    )
    uow.state(signed)
    if is_finish:
        uow.state(
            ChallengeFinished(
                community_id=signed.community_id,
                person_id=signed.person_id,
                chat_id=signed.chat_id,
                at=signed.at,
                local_day=signed.local_day,
                challenge_id=signed.challenge_id,
            )
        )
    plan_card(uow, challenge)
    return Signed(claimed.day, progress, earned, tuple(milestones), team, 0, is_finish)


async def _require(
    uow: UnitOfWork,
    place: Place,
    challenge: Challenge,
    vocabulary: Vocabulary,
    person_id: int,
) -> None:
    only = challenge.plan.only or ""
    try:
        held = await holds(uow, place.scope(uow.now), vocabulary, only, person_id)
    except Unread:
        # What it names is gone: nobody is let in by accident, and the staff can change it.
        held = Held(is_in=False)
    if held.is_in:
        return
    # It is told as a toast, which has room for the conditions that are missing alone.
    missing = " · ".join(clause for clause, is_so, _ in held.clauses if not is_so) or only
    raise Refusal(Text("challenge-not-for-you", title=challenge.plan.title, missing=missing[:100]))
