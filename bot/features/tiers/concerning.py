"""Whom a night concerns, in SQL: their rung against the one that their figures reach."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    SmallInteger,
    Subquery,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)

from bot.features.segments.queries import present_in
from bot.features.tiers.figures import Span, label_of
from bot.features.tiers.rules import Ladder, Need, Rung, heard_after
from models.members import members, people
from models.tiers import tiers

_BOTS: Final = select(people.c.id).where(people.c.is_bot.is_(True))


def concerned(span: Span, ladder: Ladder, counted: Sequence[Table]) -> Select[Any]:
    """Select the members who move, begin or end to be below, are warned, or are nominees."""
    seen = _seen(span, ladder, counted)
    aimed = select(
        seen.c.person_id,
        seen.c.rank,
        seen.c.since,
        seen.c.below_since,
        _target(seen, ladder).label("target"),
        _nominee(seen, ladder).label("nominee"),
        *(seen.c[label_of(each)] for each in ladder.measures),
    ).subquery("aimed")
    goal, standing, below = aimed.c.target, aimed.c.rank, aimed.c.below_since
    heard = span.through - timedelta(days=heard_after(ladder.grace_days))
    return select(aimed).where(
        or_(
            standing.is_(None),
            goal > standing,
            and_(goal == standing, below.is_not(None)),
            and_(goal < standing, or_(below.is_(None), below <= heard)),
            aimed.c.nominee.is_not(None),
        )
    )


def gone(span: Span, ladder: Ladder) -> Select[Any]:
    """Select those who stand on the ladder and are no members any more."""
    stays = and_(present_in(span.community_id, tiers.c.person_id), tiers.c.person_id.not_in(_BOTS))
    return select(tiers.c.person_id, tiers.c.rank, tiers.c.since, tiers.c.below_since).where(
        tiers.c.community_id == span.community_id, tiers.c.ladder == ladder.key, not_(stays)
    )


def _seen(span: Span, ladder: Ladder, counted: Sequence[Table]) -> Subquery:
    """Select every member with how they stand and what they have done."""
    joined: Any = members.outerjoin(
        tiers,
        and_(
            tiers.c.community_id == members.c.community_id,
            tiers.c.ladder == ladder.key,
            tiers.c.person_id == members.c.person_id,
        ),
    )
    figures: list[ColumnElement[Any]] = []
    for each in counted:
        joined = joined.outerjoin(each, each.c.person_id == members.c.person_id)
        figures += [
            func.coalesce(column, 0).label(column.name) for column in list(each.columns)[1:]
        ]
    by_name = {column.name: column for column in figures}
    return (
        select(
            members.c.person_id,
            tiers.c.rank,
            tiers.c.since,
            tiers.c.below_since,
            *(by_name[label_of(each)] for each in ladder.measures),
        )
        .select_from(joined)
        .where(
            members.c.community_id == span.community_id,
            members.c.person_id > 0,
            members.c.person_id.not_in(_BOTS),
            present_in(span.community_id),
        )
        .order_by(members.c.person_id)
        .subquery("seen")
    )


def _target(seen: Subquery, ladder: Ladder) -> ColumnElement[Any]:
    """Return the rung that figures reach: what `rules.target_of` says, as SQL."""
    whens = []
    for at, rung in reversed(list(enumerate(ladder.rungs))):
        if at == 0:
            break
        held = _reaches(seen, rung)
        whens.append((and_(held, seen.c.rank == at) if rung.is_confirmed else held, literal(at)))
    return case(*whens, else_=literal(0)) if whens else literal(0)


def _nominee(seen: Subquery, ladder: Ladder) -> ColumnElement[Any]:
    whens = [
        (
            and_(_reaches(seen, rung), or_(seen.c.rank.is_(None), seen.c.rank < at)),
            literal(at),
        )
        for at, rung in reversed(list(enumerate(ladder.rungs)))
        if rung.is_confirmed
    ]
    nobody = cast(null(), SmallInteger)
    return case(*whens, else_=nobody) if whens else nobody


def _reaches(seen: Subquery, rung: Rung) -> ColumnElement[bool]:
    return and_(*(_has(seen, need) for need in rung.needs))


def _has(seen: Subquery, need: Need) -> ColumnElement[bool]:
    enough: ColumnElement[bool] = seen.c[label_of(need.measure)] >= need.least
    return enough
