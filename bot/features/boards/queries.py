"""Read a board: who is first, one's own place, and who stands beside one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    ScalarSelect,
    Select,
    and_,
    exists,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from bot.features.boards.rules import FAN, LEVELS, Sheet
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
    """How one stands oneself: a place, unless one has earned nothing, hides or is not here."""

    experience: int
    reached_at: datetime
    place: int | None


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
    own: Own | None = None
    listed: int = 0
    is_off_boards: bool = False


async def look(uow: UnitOfWork, community_id: int, sheet: Sheet, person_id: int) -> Look | None:
    """Look at a board and one's own place on it; None for one that is not there yet."""
    row = (await uow.execute(_look(community_id, sheet, person_id))).first()
    if row is None:
        return None
    own = None
    if row.experience is not None:
        place = int(row.above) + int(row.earlier) + 1 if row.is_listed else None
        own = Own(row.experience, row.reached_at, place)
    return Look(row.id, bool(row.has_more), int(row.listed), own)


async def first_of(uow: UnitOfWork, board_id: int, *, most: int = TOP) -> tuple[Line, ...]:
    """Return who is first, in order."""
    found = await uow.execute(
        _lines(board_id)
        .order_by(scores.c.experience.desc(), scores.c.reached_at, scores.c.person_id)
        .limit(most)
    )
    return tuple(_line(row, place) for place, row in enumerate(found, start=1))


async def beside(
    uow: UnitOfWork, board_id: int, person_id: int, own: Own
) -> tuple[Line | None, Line | None]:
    """Return who stands right above somebody listed, and who right below."""
    if own.place is None:
        return None, None
    found = {row.side: row for row in await uow.execute(_beside(board_id, person_id, own))}
    above = found.get("earlier") or found.get("more")
    below = found.get("later") or found.get("less")
    return (
        None if above is None else _line(above, own.place - 1),
        None if below is None else _line(below, own.place + 1),
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


def _look(community_id: int, sheet: Sheet, person_id: int) -> Select[Any]:
    frame = sheet.frame
    total = (
        select(func.coalesce(func.sum(score_counts.c.members), 0))
        .where(score_counts.c.board_id == boards.c.id, score_counts.c.level == LEVELS[-1])
        .correlate(boards)
        .scalar_subquery()
    )
    has_more = exists().where(earnings.c.community_id == community_id)
    return (
        select(
            boards.c.id,
            has_more.label("has_more"),
            total.label("listed"),
            scores.c.experience,
            scores.c.reached_at,
            scores.c.is_listed,
            _above().label("above"),
            _earlier().label("earlier"),
        )
        .select_from(boards)
        .outerjoin(
            scores,
            and_(scores.c.board_id == boards.c.id, scores.c.person_id == person_id),
        )
        .where(
            boards.c.community_id == community_id,
            boards.c.span == frame.span,
            boards.c.starts_on == frame.starts_on,
            boards.c.ends_on == frame.ends_on,
            boards.c.kind == sheet.kind,
            boards.c.chat_id == sheet.chat_id,
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


def _earlier() -> ScalarSelect[int]:
    """Count those who have the same, and had it sooner."""
    other = scores.alias()
    return (
        select(func.count())
        .select_from(other)
        .where(
            other.c.board_id == scores.c.board_id,
            other.c.is_listed.is_(True),
            other.c.experience == scores.c.experience,
            tuple_(other.c.reached_at, other.c.person_id)
            < tuple_(scores.c.reached_at, scores.c.person_id),
        )
        .correlate(scores)
        .scalar_subquery()
    )


def _lines(board_id: int, *more: Any) -> Select[Any]:
    return (
        select(
            scores.c.person_id,
            scores.c.experience,
            people.c.first_name,
            people.c.last_name,
            *more,
        )
        .join(people, people.c.id == scores.c.person_id)
        .where(scores.c.board_id == board_id, scores.c.is_listed.is_(True))
    )


def _beside(board_id: int, person_id: int, own: Own) -> CompoundSelect[Any]:
    # Four short looks into one index: an ordering that goes two ways has no single range in it.
    experience, moment = scores.c.experience, scores.c.reached_at
    here = tuple_(moment, scores.c.person_id)
    mine = tuple_(own.reached_at, person_id)
    forward = (moment, scores.c.person_id)
    backward = (moment.desc(), scores.c.person_id.desc())
    same = experience == own.experience
    sides: Sequence[tuple[str, Sequence[Any], Sequence[Any]]] = (
        ("earlier", (same, here < mine), backward),
        ("more", (experience > own.experience,), (experience, *backward)),
        ("later", (same, here > mine), forward),
        ("less", (experience < own.experience,), (experience.desc(), *forward)),
    )
    looks = []
    for name, where, order in sides:
        found = _lines(board_id, literal(name).label("side"))
        one = found.where(*where).order_by(*order).limit(1).subquery()
        looks.append(select(one))
    return union_all(*looks)


def _line(row: Row[Any], place: int) -> Line:
    name = f"{row.first_name} {row.last_name}" if row.last_name else row.first_name
    return Line(place, row.person_id, name, row.experience)
