"""Read a board: who is first, one's own place, and who stands beside one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from bot.features.boards.rules import (
    FAN,
    LEVELS,
    TIES,
    Sheet,
    is_crowded,
    slice_of,
    slice_start,
    tie_bucket,
)
from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards, earnings, score_counts, scores
from models.members import members, people

TOP: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody's place on a board."""

    place: int
    person_id: int
    name: str
    experience: int


@dataclass(frozen=True, slots=True)
class Own:
    """What one has oneself, and how many have more, unless one hides or is not here."""

    experience: int
    reached_at: datetime
    above: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """What one statement says of a board: how one stands, how many do, what is uncounted."""

    board_id: int
    has_more: bool
    listed: int
    own: Own | None


@dataclass(frozen=True, slots=True)
class Board:
    """A board as somebody sees it."""

    sheet: Sheet
    lines: tuple[Line, ...] = ()
    # Those right above and below oneself and oneself between them, where that is below the rest.
    beside: tuple[Line, ...] = ()
    # One's own place, unless one has earned nothing, hides or is not here.
    place: int | None = None
    listed: int = 0
    is_off_boards: bool = False


async def look(uow: UnitOfWork, community_id: int, sheet: Sheet, person_id: int) -> Look | None:
    """Look at a board and what one has on it; None for one that is not there yet."""
    frame = sheet.frame
    found = await uow.execute(
        _look(),
        {
            "community": community_id,
            "span": frame.span,
            "starts": frame.starts_on,
            "ends": frame.ends_on,
            "kind": sheet.kind,
            "chat": sheet.chat_id,
            "person": person_id,
        },
    )
    row = found.first()
    if row is None:
        return None
    own = None
    if row.experience is not None:
        above = int(row.above) if row.is_listed else None
        own = Own(row.experience, row.reached_at, above)
    return Look(row.id, bool(row.has_more), int(row.listed), own)


async def first_of(
    uow: UnitOfWork, seen: Look, sheet: Sheet, person_id: int, *, most: int = TOP
) -> tuple[tuple[Line, ...], int | None]:
    """Return who is first, in order, and at which place somebody is who was looked at."""
    own = seen.own
    if own is None or own.above is None:
        found = await uow.execute(_first(None), {"board": seen.board_id, "most": most})
        return _in_order(found), None
    values = {"board": seen.board_id, "most": most, **_mine(person_id, own)}
    by_weeks = is_crowded(sheet.frame.span, own.experience)
    if by_weeks:
        week = slice_of(own.reached_at)
        values["monday"] = slice_start(week)
        values["lowest"] = tie_bucket(own.experience, 0)
        values["week"] = tie_bucket(own.experience, week)
    rows = (await uow.execute(_first(by_weeks), values)).all()
    place = own.above + int(rows[0].earlier) + 1 if rows else None
    return _in_order(rows), place


async def beside(
    uow: UnitOfWork, board_id: int, own: Own, mine: Line
) -> tuple[Line | None, Line | None]:
    """Return who stands right above somebody listed, and who right below."""
    values = {"board": board_id, **_mine(mine.person_id, own)}
    found = {row.side: row for row in await uow.execute(_beside(), values)}
    above = found.get("earlier") or found.get("more")
    below = found.get("later") or found.get("less")
    return (
        None if above is None else _line(above, mine.place - 1),
        None if below is None else _line(below, mine.place + 1),
    )


async def is_off_boards(uow: UnitOfWork, community_id: int, person_id: int) -> bool:
    """Whether somebody wished to have no place on a community's boards."""
    found = await uow.execute(
        select(members.c.person_id).where(
            members.c.community_id == community_id,
            members.c.person_id == person_id,
            members.c.is_off_boards.is_(True),
        )
    )
    return found.first() is not None


# What follows is built once: that costs more than the database needs to answer.
_BOARD: Final = bindparam("board", type_=scores.c.board_id.type)
_EXPERIENCE: Final = bindparam("experience", type_=scores.c.experience.type)
_SINCE: Final = tuple_(
    bindparam("moment", type_=scores.c.reached_at.type),
    bindparam("person", type_=scores.c.person_id.type),
)


def _mine(person_id: int, own: Own) -> dict[str, Any]:
    return {"experience": own.experience, "moment": own.reached_at, "person": person_id}


@cache
def _look() -> Select[Any]:
    total = (
        select(func.coalesce(func.sum(score_counts.c.members), 0))
        .where(score_counts.c.board_id == boards.c.id, score_counts.c.level == LEVELS[-1])
        .correlate(boards)
        .scalar_subquery()
    )
    has_more = exists().where(earnings.c.community_id == bindparam("community"))
    return (
        select(
            boards.c.id,
            has_more.label("has_more"),
            total.label("listed"),
            scores.c.experience,
            scores.c.reached_at,
            scores.c.is_listed,
            _above().label("above"),
        )
        .select_from(boards)
        .outerjoin(
            scores,
            and_(scores.c.board_id == boards.c.id, scores.c.person_id == bindparam("person")),
        )
        .where(
            boards.c.community_id == bindparam("community"),
            boards.c.span == bindparam("span"),
            boards.c.starts_on == bindparam("starts"),
            boards.c.ends_on == bindparam("ends"),
            boards.c.kind == bindparam("kind"),
            boards.c.chat_id == bindparam("chat"),
        )
    )


def _above() -> ColumnElement[int]:
    """Count the listed scores above one: on each level those beside its own bucket."""
    parts: list[Any] = []
    for level in LEVELS:
        counts = score_counts.alias()
        bucket = scores.c.experience // FAN**level
        here = [counts.c.bucket > bucket]
        if level != LEVELS[-1]:
            here.append(counts.c.bucket < (scores.c.experience // FAN ** (level + 1) + 1) * FAN)
        parts.append(
            select(func.coalesce(func.sum(counts.c.members), 0))
            .where(counts.c.board_id == scores.c.board_id, counts.c.level == level, *here)
            .correlate(scores)
            .scalar_subquery()
        )
    return parts[0] + parts[1] + parts[2]  # type: ignore[no-any-return]


@cache
def _first(by_weeks: bool | None) -> Select[Any]:  # noqa: FBT001 — the key of a cache
    """Select who is first, and how many have the same as somebody and had it sooner.

    These are counted one by one, or by weeks as far as these tell; None counts nobody.
    """
    earlier: ColumnElement[int] = literal(0)
    if by_weeks is not None:
        other = scores.alias()
        same = [
            other.c.board_id == _BOARD,
            other.c.is_listed.is_(True),
            other.c.experience == _EXPERIENCE,
            tuple_(other.c.reached_at, other.c.person_id) < _SINCE,
        ]
        if by_weeks:
            same.append(other.c.reached_at >= bindparam("monday"))
        earlier = select(func.count()).select_from(other).where(*same).scalar_subquery()
    if by_weeks:
        before = select(func.coalesce(func.sum(score_counts.c.members), 0)).where(
            score_counts.c.board_id == _BOARD,
            score_counts.c.level == TIES,
            score_counts.c.bucket >= bindparam("lowest"),
            score_counts.c.bucket < bindparam("week"),
        )
        earlier = earlier + before.scalar_subquery()
    return (
        _lines(earlier.label("earlier"))
        .order_by(scores.c.experience.desc(), scores.c.reached_at, scores.c.person_id)
        .limit(bindparam("most"))
    )


@cache
def _beside() -> CompoundSelect[Any]:
    # Four short looks into one index: an ordering that goes two ways has no single range in it.
    experience, moment = scores.c.experience, scores.c.reached_at
    here = tuple_(moment, scores.c.person_id)
    forward = (moment, scores.c.person_id)
    backward = (moment.desc(), scores.c.person_id.desc())
    same = experience == _EXPERIENCE
    sides: Sequence[tuple[str, Sequence[Any], Sequence[Any]]] = (
        ("earlier", (same, here < _SINCE), backward),
        ("more", (experience > _EXPERIENCE,), (experience, *backward)),
        ("later", (same, here > _SINCE), forward),
        ("less", (experience < _EXPERIENCE,), (experience.desc(), *forward)),
    )
    looks = []
    for name, where, order in sides:
        found = _lines(literal(name).label("side"))
        one = found.where(*where).order_by(*order).limit(1).subquery()
        looks.append(select(one))
    return union_all(*looks)


def _lines(more: Any) -> Select[Any]:
    return (
        select(
            scores.c.person_id,
            scores.c.experience,
            people.c.first_name,
            people.c.last_name,
            more,
        )
        .join(people, people.c.id == scores.c.person_id)
        .where(scores.c.board_id == _BOARD, scores.c.is_listed.is_(True))
    )


def _in_order(rows: Iterable[Row[Any]]) -> tuple[Line, ...]:
    return tuple(_line(row, place) for place, row in enumerate(rows, start=1))


def _line(row: Row[Any], place: int) -> Line:
    name = f"{row.first_name} {row.last_name}" if row.last_name else row.first_name
    return Line(place, row.person_id, name, row.experience)
