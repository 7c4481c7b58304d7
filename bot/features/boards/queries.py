"""Read a board: who is first, one's own place, and who stands beside one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    Tuple,
    and_,
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
    Span,
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
    """Look at a board and one's own place on it; None for one that is not there yet."""
    row = (await uow.execute(_look(community_id, sheet, person_id))).first()
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
    own, earlier = seen.own, literal(0)
    if own is not None and own.above is not None:
        earlier = _earlier(seen.board_id, sheet.frame.span, person_id, own)  # type: ignore[assignment]
    found = await uow.execute(
        _lines(seen.board_id, earlier.label("earlier"))
        .order_by(scores.c.experience.desc(), scores.c.reached_at, scores.c.person_id)
        .limit(most)
    )
    rows = found.all()
    place = None
    if own is not None and own.above is not None and rows:
        place = own.above + int(rows[0].earlier) + 1
    return tuple(_line(row, at) for at, row in enumerate(rows, start=1)), place


async def beside(
    uow: UnitOfWork, board_id: int, own: Own, mine: Line
) -> tuple[Line | None, Line | None]:
    """Return who stands right above somebody listed, and who right below."""
    person_id = mine.person_id
    found = {row.side: row for row in await uow.execute(_beside(board_id, person_id, own))}
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


def _earlier(board_id: int, span: Span, person_id: int, own: Own) -> ColumnElement[int]:
    """Count those who have the same as somebody listed, and had it sooner."""
    other = scores.alias()
    same = [
        other.c.board_id == board_id,
        other.c.is_listed.is_(True),
        other.c.experience == own.experience,
        tuple_(other.c.reached_at, other.c.person_id) < _moment(person_id, own),
    ]
    if not is_crowded(span, own.experience):
        return select(func.count()).select_from(other).where(*same).scalar_subquery()
    week = slice_of(own.reached_at)
    same.append(other.c.reached_at >= slice_start(week))
    within = select(func.count()).select_from(other).where(*same).scalar_subquery()
    before = select(func.coalesce(func.sum(score_counts.c.members), 0)).where(
        score_counts.c.board_id == board_id,
        score_counts.c.level == TIES,
        score_counts.c.bucket >= tie_bucket(own.experience, 0),
        score_counts.c.bucket < tie_bucket(own.experience, week),
    )
    return within + before.scalar_subquery()


def _moment(person_id: int, own: Own) -> Tuple:
    # With its type: a bare moment would be bound as the driver pleases.
    moment = literal(own.reached_at, scores.c.reached_at.type)
    return tuple_(moment, literal(person_id, scores.c.person_id.type))


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
    mine = _moment(person_id, own)
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
