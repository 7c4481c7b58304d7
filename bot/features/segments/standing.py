"""Words for what members have done: since when, how much, how often, for how long."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, distinct, false, func, not_, or_, select
from sqlalchemy import true as always

from bot.features.checkins.rules import ONE_DAY, daily
from bot.features.points.rules import standing_of, total_for
from bot.features.segments.rules import Clause, number_of, span_of
from bot.features.segments.words import Known, Scope, compared
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import forgiven_days
from models.checkins import checkins
from models.members import members

# What no streak reaches; beyond it a day would lie before the calendar's first.
MOST_DAYS: Final = 4000
# Each makes the question longer: what is older than the newest few is not looked at.
_MOST_FORGIVEN: Final = 12
# What no name can be.
FORGIVEN: Final = ""
# Where nobody saw somebody join, they have been here at least since they were first seen.
_SINCE: Final = func.coalesce(members.c.joined_at, members.c.first_seen_at)


def points(_: Scope, clause: Clause, __: Known) -> ColumnElement[bool]:
    """`points>=100`: what a member has to spend."""
    compared(clause, "points>=100")
    return _compare(members.c.points, clause.comparison, number_of(clause))


def messages(_: Scope, clause: Clause, __: Known) -> ColumnElement[bool]:
    """`messages>=10`: how many messages a member wrote."""
    compared(clause, "messages>=10")
    return _compare(members.c.messages, clause.comparison, number_of(clause))


def level(scope: Scope, clause: Clause, _: Known) -> ColumnElement[bool]:
    """`level>=3`: how far a member's experience reaches."""
    compared(clause, "level>=3")

    def reached(wanted: int) -> ColumnElement[bool]:
        total = total_for(wanted, scope.policy.levels)
        return false() if total is None else members.c.experience >= total

    return by_reaching(reached, clause.comparison, number_of(clause))


def joined(scope: Scope, clause: Clause, _: Known) -> ColumnElement[bool]:
    """`joined>30d`: for how long a member has been here.

    Whom nobody saw join is no newcomer: they have been here at least since they were first seen,
    and who knows how much longer.
    """
    compared(clause, "joined>30d")
    before = scope.now - span_of(clause)
    match clause.comparison:
        case ">":
            return before > _SINCE
        case ">=":
            return before >= _SINCE
        case "<":
            return and_(members.c.joined_at.is_not(None), members.c.joined_at > before)
        case _:
            return and_(members.c.joined_at.is_not(None), members.c.joined_at >= before)


def inactive(scope: Scope, clause: Clause, _: Known) -> ColumnElement[bool]:
    """`inactive>14d`: for how long a member was not seen."""
    compared(clause, "inactive>14d")
    before = scope.now - span_of(clause)
    turned = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
    return _compare(members.c.last_seen_at, turned[clause.comparison or ">"], before)


async def days_forgiven(uow: UnitOfWork, scope: Scope) -> Known:
    """Return the newest days that an outage spoiled for everybody; they are no names."""
    found = await uow.execute(
        select(forgiven_days.c.local_day)
        .where(
            forgiven_days.c.community_id == scope.community_id, forgiven_days.c.challenge_id == 0
        )
        .order_by(forgiven_days.c.local_day.desc())
        .limit(_MOST_FORGIVEN)
    )
    return Known({FORGIVEN: tuple(found.scalars())})


def streak(scope: Scope, clause: Clause, known: Known) -> ColumnElement[bool]:
    """`streak>=7`: how many days in a row a member has signed in, as it stands now."""
    compared(clause, "streak>=7")
    today = daily(scope.zone, scope.policy.checkins).day_of(scope.now)

    def reached(days: int) -> ColumnElement[bool]:
        if days > MOST_DAYS:
            return false()
        signed = _signed_throughout(scope.community_id, today, days, known.meant.get(FORGIVEN, ()))
        return members.c.person_id.in_(signed)

    return by_reaching(reached, clause.comparison, number_of(clause))


def by_reaching(
    reached: Callable[[int], ColumnElement[bool]], comparison: str | None, number: int
) -> ColumnElement[bool]:
    """Compare what can only be asked whether it reaches a number; everything reaches 0."""

    def at_least(wanted: int) -> ColumnElement[bool]:
        return always() if wanted <= 0 else reached(wanted)

    match comparison:
        case ">=":
            return at_least(number)
        case ">":
            return at_least(number + 1)
        case "<":
            return not_(at_least(number))
        case "<=":
            return not_(at_least(number + 1))
        case _:
            return and_(at_least(number), not_(at_least(number + 1)))


def joined_at(_: Scope) -> ColumnElement[Any]:
    """Since when a member is known to be here."""
    return _SINCE


def seen_at(_: Scope) -> ColumnElement[Any]:
    """When a member was last seen."""
    return members.c.last_seen_at


def points_held(_: Scope) -> ColumnElement[Any]:
    """What a member has to spend."""
    return members.c.points


def earned(_: Scope) -> ColumnElement[Any]:
    """What a member has earned in all."""
    return members.c.experience


def heard(_: Scope) -> ColumnElement[Any]:
    """How many messages a member wrote."""
    return members.c.messages


def told_joined(scope: Scope, value: datetime) -> Text:
    """Say for how long somebody has been here."""
    return Text("segment-figure-joined", days=(scope.now - value).days)


def told_inactive(scope: Scope, value: datetime) -> Text:
    """Say for how long somebody was not seen."""
    return Text("segment-figure-inactive", days=(scope.now - value).days)


def told_points(_: Scope, value: int) -> Text:
    """Say how many points somebody has."""
    return Text("segment-figure-points", points=value)


def told_level(scope: Scope, value: int) -> Text:
    """Say which level somebody has reached."""
    return Text("segment-figure-level", level=standing_of(value, scope.policy.levels).level)


def told_messages(_: Scope, value: int) -> Text:
    """Say how many messages somebody wrote."""
    return Text("segment-figure-messages", messages=value)


def _compare(column: Any, comparison: str | None, value: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool]
    match comparison:
        case ">=":
            found = column >= value
        case ">":
            found = column > value
        case "<":
            found = column < value
        case "<=":
            found = column <= value
        case _:
            found = column == value
    return found


def _signed_throughout(
    community_id: int, today: date, days: int, forgiven: tuple[date, ...]
) -> Select[tuple[int]]:
    """Select who signed in on so many days in a row, up to today or up to yesterday.

    A forgiven day neither adds nor breaks: with some of them the row reaches as much further back.
    """
    day = checkins.c.local_day

    def signed(last: date, span: int) -> ColumnElement[bool]:
        first = last - (span - 1) * ONE_DAY
        spoiled = [each for each in forgiven if first <= each <= last]
        within = and_(day >= first, day <= last)
        asked = within if not spoiled else and_(within, day.not_in(spoiled))
        whole = func.count(distinct(case((asked, day)))) == span - len(spoiled)
        if not spoiled:
            return whole
        return and_(whole, func.count(distinct(case((within, day)))) >= days)

    spans = range(days, days + len(forgiven) + 1)
    return (
        select(checkins.c.person_id)
        .where(
            checkins.c.community_id == community_id,
            checkins.c.challenge_id == 0,
            day >= today - spans[-1] * ONE_DAY,
            day <= today,
        )
        .group_by(checkins.c.person_id)
        .having(or_(*(signed(last, span) for last in (today, today - ONE_DAY) for span in spans)))
    )
