"""Look at all that rules give, set-based: give what is true, withdraw what is not any more.

Each look is taken apart from other work, and what comes of it is written some at a time.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    MetaData,
    Select,
    Table,
    bindparam,
    cast,
    delete,
    except_,
    exists,
    insert,
    literal,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateTable

from bot.features.communities.locking import lock
from bot.features.places import Place, Places
from bot.features.segments.rules import Unread
from bot.features.segments.service import Scope, Vocabulary, compiled
from bot.features.tags.cataloguing import plan_reconciling
from bot.features.tags.queries import Tag, drawn
from bot.features.tags.reading import as_json
from bot.features.tags.rules import Chose, Rule, Said, Segment, ends_at
from bot.features.tags.selecting import Sight, known_people, selected
from bot.features.tags.service import expire, plan_expiry
from bot.kit.apart import Apart
from bot.kit.unit_of_work import UnitOfWork
from models.members import members, people
from models.tags import taggings, tags
from models.types import Instant, RowId

# So many are written in a transaction: a moment for whoever waits to write.
AT_ONCE: Final = 1000
_BEFORE_ALL: Final = -(2**63)


class Planned(Protocol):
    """The part of a due row that is looked at."""

    @property
    def community_id(self) -> int | None:
        """Whose tags they are."""
        ...


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of a look at a tag's rule."""

    key: str
    given: int
    withdrawn: int


class TagKeeper:
    """Goes over what rules give, and takes away what has come to its end."""

    def __init__(self, places: Places, vocabulary: Vocabulary) -> None:
        self._places = places
        self._vocabulary = vocabulary

    async def apart(self, apart: Apart, due: Planned) -> None:
        """Look at every rule of a community; where there are any, again in the coming night."""
        async with apart.part() as uow:
            here = await self._places.of_community(uow, due.community_id or 0)
            place = next((each for each in here if not each.is_back_room), None)
            if place is None:
                return
            wishes = await wishes_of(uow, place, self._vocabulary)
            if wishes:
                plan_reconciling(uow, place.community_id, place.zone)
        await reconcile(apart, wishes)

    async def expire(self, uow: UnitOfWork, _: Planned) -> None:
        """Take away what has come to its end."""
        await expire(uow)


@dataclass(frozen=True, slots=True)
class Wish:
    """A tag with whom its rule selects: by what is known from a moment on."""

    tag: Tag
    # None where it cannot be told, and nothing changes.
    people: Select[tuple[int]] | None
    since: datetime


async def wishes_of(uow: UnitOfWork, place: Place, vocabulary: Vocabulary) -> list[Wish]:
    """Return a community's tags with rules, each with whom it is for."""
    found = await uow.execute(
        select(tags)
        .where(tags.c.community_id == place.community_id, tags.c.rule.is_not(None))
        .order_by(tags.c.id)
    )
    rules = [tag for row in found if (tag := drawn(row)).terms.rule is not None]
    return [
        Wish(tag, await wanted_by(uow, place, vocabulary, tag.terms.rule), uow.now)
        for tag in rules
    ]


async def reconcile(
    apart: Apart, wishes: Sequence[Wish], *, at_once: int = AT_ONCE
) -> list[Reconciled]:
    """Look at rules; returns what came of each.

    What was said, and what was chosen in a poll, is known only in its moment and stays. First all
    that is withdrawn goes, so that of an exclusive group something else can be given. Whoever was
    seen since the look began is left for the next: what was looked at may be true no more.
    """
    told = [each for each in wishes if each.people is not None]
    withdrawn = {each.tag.id: await _withdraw(apart, each, at_once) for each in told}
    given = {each.tag.id: await _give(apart, each, at_once) for each in told}
    return [
        Reconciled(tag.key, given.get(tag.id, 0), withdrawn.get(tag.id, 0))
        for tag in (each.tag for each in wishes)
    ]


async def wanted_by(
    uow: UnitOfWork, place: Place, vocabulary: Vocabulary, rule: Rule | None
) -> Select[tuple[int]] | None:
    """Return whom a rule selects; None where it cannot be told."""
    if rule is None or isinstance(rule, Said | Chose):
        return None
    if isinstance(rule, Segment):
        scope = Scope(place.community_id, place.zone, uow.now, place.policy)
        try:
            return known_people(await compiled(uow, scope, vocabulary, rule.expression))
        except Unread:
            # A name in it has gone meanwhile: until it is mended, nothing changes.
            return None
    sight = Sight(place.community_id, place.zone, uow.now, place.policy.levels, uow.dialect)
    query = selected(rule, sight)
    return None if query is None else known_people(query)


async def _withdraw(apart: Apart, wish: Wish, at_once: int) -> int:
    tag, wanted = wish.tag, _people(wish)
    ruled = (taggings.c.tag_id == tag.id, taggings.c.source == "rule")
    found = except_(select(taggings.c.person_id).where(*ruled), wanted)
    withdrawn = 0
    async with apart.look() as connection:
        async for some in _parts(connection, found, at_once):
            async with apart.part() as uow:
                await lock(uow, tag.community_id)
                person_id = taggings.c.person_id
                gone = delete(taggings).where(
                    *ruled, person_id.in_(some), ~_seen_since(wish, person_id)
                )
                withdrawn += (await uow.execute(gone)).rowcount
    return withdrawn


async def _give(apart: Apart, wish: Wish, at_once: int) -> int:
    """Give a tag to those of the wanted who do not bear it nor another of its exclusive group."""
    tag = wish.tag
    expires_at = ends_at(wish.since, tag.terms.lasts_days)
    ids = _people(wish).subquery()
    given = 0
    async with apart.look() as connection:
        found = select(ids.c[0]).where(*_may_bear(tag, ids.c[0]))
        async for some in _parts(connection, found, at_once):
            async with apart.part() as uow:
                await lock(uow, tag.community_id)
                written = await _write(uow, wish, some, expires_at)
                if written > 0:
                    given += written
                    plan_expiry(uow, tag.community_id, expires_at)
    return given


async def _write(
    uow: UnitOfWork, wish: Wish, some: Sequence[int], expires_at: datetime | None
) -> int:
    """Give some people a tag, as far as they may still bear it; returns how many it were."""
    tag, person_id = wish.tag, people.c.id
    json_type = JSONB() if uow.dialect == "postgresql" else JSON()
    rows = select(
        literal(tag.id),
        person_id,
        literal(tag.community_id),
        literal("rule"),
        cast(literal(_evidence(tag), json_type), json_type)
        if uow.dialect == "postgresql"
        else literal(_evidence(tag), json_type),
        literal(wish.since, Instant()),
        null() if expires_at is None else literal(expires_at, Instant()),
    ).where(person_id.in_(some), *_may_bear(tag, person_id), ~_seen_since(wish, person_id))
    # The tag may have been taken out of the catalogue since.
    rows = rows.where(exists().where(tags.c.id == tag.id))
    columns = ["tag_id", "person_id", "community_id", "source", "evidence", "at", "expires_at"]
    into = postgresql_insert if uow.dialect == "postgresql" else sqlite_insert
    statement = into(taggings).from_select(columns, rows).on_conflict_do_nothing()
    return (await uow.execute(statement)).rowcount


async def _parts(connection: AsyncConnection, found: Any, most: int) -> AsyncIterator[list[int]]:
    """Return who was found, so many at a time: however many, they lie in a table meanwhile."""
    table = Table(
        "tag_changes",
        MetaData(),
        Column("person_id", RowId, primary_key=True, autoincrement=False),
        prefixes=["TEMPORARY"],
    )
    await connection.execute(CreateTable(table))
    await connection.execute(insert(table).from_select(["person_id"], found))
    person_id = table.c.person_id
    after = bindparam("after", type_=BigInteger)
    page = select(person_id).where(person_id > after).order_by(person_id).limit(most)
    last = _BEFORE_ALL
    while some := list((await connection.execute(page, {"after": last})).scalars()):
        last = some[-1]
        yield some


def _people(wish: Wish) -> Select[tuple[int]]:
    assert wish.people is not None
    return wish.people


def _may_bear(tag: Tag, person_id: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """Tell who bears neither a tag nor another of its exclusive group."""
    held, other = taggings.alias(), tags.alias()
    free = [~exists().where(held.c.tag_id == tag.id, held.c.person_id == person_id)]
    if not tag.terms.group:
        return free
    clashes = exists().where(
        held.c.person_id == person_id,
        held.c.tag_id == other.c.id,
        other.c.community_id == tag.community_id,
        other.c.group == tag.terms.group,
        other.c.id != tag.id,
    )
    if not tag.terms.is_exclusive:
        clashes = clashes.where(other.c.is_exclusive.is_(True))
    return [*free, ~clashes]


def _seen_since(wish: Wish, person_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(
        members.c.community_id == wish.tag.community_id,
        members.c.person_id == person_id,
        members.c.last_seen_at > wish.since,
    )


def _evidence(tag: Tag) -> dict[str, Any]:
    """Return the numbers of a rule."""
    table = as_json(tag.terms.rule) or {}
    return {key: value for key, value in table.items() if isinstance(value, int)}
