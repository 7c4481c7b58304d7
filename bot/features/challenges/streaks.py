"""The word `streak`: of the daily sign-in alone, of a challenge with its name."""

from datetime import date
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    column,
    exists,
    false,
    func,
    literal,
    not_,
    select,
    values,
)

from bot.features.challenges.queries import challenges_of
from bot.features.challenges.rules import Challenge
from bot.features.checkins.histories import forgiven_of
from bot.features.checkins.rules import ONE_DAY
from bot.features.segments import standing
from bot.features.segments.rules import Clause, Unread, number_of
from bot.features.segments.words import Known, Scope, key_of
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import entrants, pauses
from models.checkins import checkins
from models.members import members

# Challenges that have begun, and those that are over: their streaks stand as they ended.
_STATES: Final = ("open", "finished", "ended")


async def names(uow: UnitOfWork, scope: Scope) -> Known:
    """Return the challenges that the word can name: by their word, and by their title."""
    sign_in = await standing.days_forgiven(uow, scope)
    meant: dict[str, Any] = dict(sign_in.meant)
    found = await challenges_of(uow, scope.community_id, *_STATES)
    for each in reversed(found):
        forgiven = await forgiven_of(uow, scope.community_id, each.track)
        streaks = _streaks(each, each.today(scope.now), forgiven)
        meant[key_of(each.plan.title)] = streaks
        meant[key_of(each.plan.key)] = streaks
    return Known(meant, tuple(each.plan.key for each in found))


def streak(scope: Scope, clause: Clause, known: Known) -> ColumnElement[bool]:
    """`streak>=7` of the daily sign-in, `streak:21>=7` of a challenge, as it stands now."""
    if clause.name is None or key_of(clause.name) == standing.FORGIVEN:
        return standing.streak(scope, clause, known)
    if clause.value is None:
        why = Text("segment-fault-uncompared", word=clause.word, example="streak:21>=7")
        raise Unread(clause.column, why)
    streaks: CTE = known.of(clause)

    def reached(days: int) -> ColumnElement[bool]:
        if days > standing.MOST_DAYS:
            return false()
        long_enough = select(streaks.c.person_id).where(streaks.c.days >= days)
        return members.c.person_id.in_(long_enough)

    return standing.by_reaching(reached, clause.comparison, number_of(clause))


def _streaks(challenge: Challenge, today: date, forgiven: frozenset[date]) -> CTE:
    """Select each entrant's streak: the days since the last one that was asked for and missed.

    It is what `streak_now` counts, for everybody at once.
    """
    plan = challenge.plan
    span = [plan.starts_on + n * ONE_DAY for n in range(plan.days)]
    asked = [(day,) for day in span if plan.course.asks(day) and day <= today]
    name = f"streaks_{challenge.id}"
    its = entrants.c.challenge_id == challenge.id
    if not asked:
        return select(entrants.c.person_id, literal(0).label("days")).where(its).cte(name)
    days = values(column("day", Date), name=f"days_{challenge.id}").data(asked).cte()
    signed = (
        checkins.c.community_id == challenge.community_id,
        checkins.c.challenge_id == challenge.id,
        checkins.c.person_id == entrants.c.person_id,
        checkins.c.local_day == days.c.day,
    )
    is_signed = exists().where(*signed).correlate(entrants, days)
    is_paused = (
        exists()
        .where(
            pauses.c.challenge_id == challenge.id,
            pauses.c.person_id == entrants.c.person_id,
            days.c.day.between(pauses.c.first_day, pauses.c.last_day),
        )
        .correlate(entrants, days)
    )
    missed = (
        select(func.max(days.c.day))
        .where(
            days.c.day < today,
            days.c.day.not_in(forgiven),
            not_(is_signed),
            not_(is_paused),
        )
        .correlate(entrants)
    )
    last = func.coalesce(missed.scalar_subquery(), plan.starts_on - ONE_DAY, type_=Date)
    counted = (
        select(func.count(checkins.c.local_day.distinct()))
        .select_from(checkins, days)
        .where(*signed, checkins.c.local_day > last)
        .correlate(entrants)
    )
    found = select(entrants.c.person_id, counted.scalar_subquery().label("days"))
    return found.where(its).cte(name)
