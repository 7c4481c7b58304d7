"""Keep segments under names: save, freeze and drop them, and how large they are each night."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, literal, select, update

from bot.features.audits.service import note
from bot.features.segments.queries import Count, Named, counted, named_segments
from bot.features.segments.rules import Unread, clauses_in, parse
from bot.features.segments.service import SEGMENT, compiled
from bot.features.segments.words import Scope, Vocabulary, key_of
from bot.kit.collector import Tally
from bot.kit.days import local_day, moment_of
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.segments import segment_members, segment_sizes, segments

KIND: Final = "segments.sizes"
# When a community sleeps, its segments are counted.
COUNTED_AT: Final = time(3, 40)
SIZES_LAST: Final = timedelta(days=400)
MOST_KEPT: Final = 50
MOST_NAME: Final = 32

SEGMENTS: Final = Tally(
    "segments",
    segments,
    ("community_id", "key"),
    {"expression": "last", "is_frozen": "last", "made_by": "last", "made_at": "last"},
)
SIZES: Final = Tally(
    "segment_sizes",
    segment_sizes,
    ("segment_id", "local_day"),
    {"members": "last", "reachable": "last"},
)
_NAME: Final = re.compile(r"[^\W_][\w-]*")
_NO_NAMES: Final = frozenset({"and", "or", "not", "save", "freeze", "drop", SEGMENT})

Frozen: TypeAlias = Literal["frozen", "already", "unknown"]


@dataclass(frozen=True, slots=True)
class Saved:
    """A segment was kept; `is_new` where there was none of the name."""

    key: str
    count: Count
    is_new: bool


async def save(
    uow: UnitOfWork, scope: Scope, vocabulary: Vocabulary, name: str, text: str, *, by: int
) -> Saved:
    """Keep an expression under a name, in the place of what bore it; a frozen one thaws.

    Raises:
        Unread: for an expression that cannot be used, or that would bring in itself.
    """
    key = name_of(name, vocabulary)
    kept = {each.key: each for each in await named_segments(uow, scope.community_id)}
    before = kept.get(key)
    if before is None and len(kept) >= MOST_KEPT:
        raise Refusal(Text("segment-too-many", most=MOST_KEPT))
    found = await compiled(uow, scope, vocabulary, text, own_key=key)
    row = {
        "community_id": scope.community_id,
        "key": key,
        "expression": text,
        "is_frozen": False,
        "made_by": by,
        "made_at": uow.now,
    }
    written = await uow.execute(SEGMENTS.statement(uow.dialect).returning(segments.c.id), [row])
    segment_id = int(written.scalar_one())
    await uow.execute(delete(segment_members).where(segment_members.c.segment_id == segment_id))
    count = await counted(uow, found)
    _keep_size(uow, segment_id, local_day(scope.now, scope.zone), count)
    plan(uow, scope.community_id, scope.zone)
    changed = _Change(key, before.expression if before else None, text)
    _note(uow, scope, "audit-segment-saved", by, changed)
    return Saved(key, count, is_new=before is None)


async def freeze(
    uow: UnitOfWork, scope: Scope, vocabulary: Vocabulary, name: str, *, by: int
) -> Frozen:
    """Make a segment the list of those who are in it now.

    Raises:
        Unread: where its expression cannot be used any more.
    """
    named = await segment_named(uow, scope.community_id, name)
    if named is None:
        return "unknown"
    found = await compiled(uow, scope, vocabulary, named.expression, own_key=named.key)
    # Of two who freeze at once, one does.
    claimed = await uow.execute(
        update(segments)
        .where(segments.c.id == named.id, segments.c.is_frozen.is_(False))
        .values(is_frozen=True)
    )
    if not claimed.rowcount:
        return "already"
    listed = found.subquery()
    await uow.execute(delete(segment_members).where(segment_members.c.segment_id == named.id))
    await uow.execute(
        insert(segment_members).from_select(
            ["segment_id", "person_id"], select(literal(named.id), listed.c[0])
        )
    )
    changed = _Change(named.key, None, named.expression)
    _note(uow, scope, "audit-segment-frozen", by, changed)
    return "frozen"


async def drop(uow: UnitOfWork, community_id: int, segment_id: int, *, by: int) -> Named | None:
    """Give a segment up; None where there is none, a refusal where another brings it in."""
    kept = await named_segments(uow, community_id)
    named = next((each for each in kept if each.id == segment_id), None)
    if named is None:
        return None
    user = next((each for each in kept if named.key in names_in(each)), None)
    if user is not None:
        raise Refusal(Text("segment-needed", name=named.key, other=user.key))
    gone = await uow.execute(delete(segments).where(segments.c.id == named.id))
    if not gone.rowcount:
        return None
    note(
        uow,
        community_id=community_id,
        category="settings",
        what="audit-segment-dropped",
        actor_id=by,
        before={named.key: named.expression},
    )
    return named


async def segment_named(uow: UnitOfWork, community_id: int, name: str) -> Named | None:
    """Return the segment that bears a name."""
    kept = await named_segments(uow, community_id)
    return next((each for each in kept if each.key == key_of(name)), None)


def name_of(name: str, vocabulary: Vocabulary) -> str:
    """Return the name under which a segment is kept; refuses one that would be misread."""
    key = key_of(name)
    if key in _NO_NAMES or key in vocabulary.words:
        raise Refusal(Text("segment-name-taken", name=name))
    if len(key) > MOST_NAME or _NAME.fullmatch(key) is None:
        raise Refusal(Text("segment-name-odd", most=MOST_NAME))
    return key


def names_in(named: Named) -> frozenset[str]:
    """Return which other segments one brings in; a frozen one needs none any more."""
    if named.is_frozen:
        return frozenset()
    try:
        tree = parse(named.expression)
    except Unread:
        return frozenset()
    return frozenset(key_of(each.name or "") for each in clauses_in(tree) if each.word == SEGMENT)


async def keep_sizes(uow: UnitOfWork, scope: Scope, vocabulary: Vocabulary) -> Sequence[Named]:
    """Count each segment of a community for today; returns those that cannot be read any more."""
    today, unread = local_day(scope.now, scope.zone), []
    kept = await named_segments(uow, scope.community_id)
    for named in kept:
        text = f"{SEGMENT}:{named.key}" if named.is_frozen else named.expression
        try:
            found = await compiled(uow, scope, vocabulary, text)
        except Unread:
            unread.append(named)
            continue
        _keep_size(uow, named.id, today, await counted(uow, found))
    ids = [named.id for named in kept]
    old = segment_sizes.c.local_day < today - SIZES_LAST
    await uow.execute(delete(segment_sizes).where(segment_sizes.c.segment_id.in_(ids), old))
    if kept:
        plan(uow, scope.community_id, scope.zone)
    return unread


def plan(uow: UnitOfWork, community_id: int, zone: ZoneInfo) -> None:
    """Put a community's next count on the schedule."""
    day, at = _next_night(uow.now, zone)
    uow.schedule(
        Due(
            key=f"{KIND}:{community_id}:{day.isoformat()}",
            kind=KIND,
            due_at=at,
            community_id=community_id,
        )
    )


def _next_night(now: datetime, zone: ZoneInfo) -> tuple[date, datetime]:
    day = now.astimezone(zone).date()
    at = moment_of(day, COUNTED_AT, zone)
    while at <= now:
        day += timedelta(days=1)
        at = moment_of(day, COUNTED_AT, zone)
    return day, at


def _keep_size(uow: UnitOfWork, segment_id: int, day: date, count: Count) -> None:
    uow.collect(
        SIZES,
        {
            "segment_id": segment_id,
            "local_day": day,
            "members": count.members,
            "reachable": count.reachable,
        },
    )


def _note(uow: UnitOfWork, scope: Scope, what: str, by: int, changed: "_Change") -> None:
    note(
        uow,
        community_id=scope.community_id,
        category="settings",
        what=what,
        actor_id=by,
        before=None if changed.before is None else {changed.key: changed.before},
        after={changed.key: changed.after},
    )


@dataclass(frozen=True, slots=True)
class _Change:
    key: str
    before: str | None
    after: str
