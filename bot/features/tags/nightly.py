"""Look at all that rules give, set-based: give what is true, withdraw what is not any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import JSON, Select, cast, delete, exists, literal, null, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

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
from bot.kit.unit_of_work import UnitOfWork
from models.tags import taggings, tags
from models.types import Instant


class Planned(Protocol):
    """The part of a due row that is looked at."""

    @property
    def community_id(self) -> int | None:
        """Whose tags they are."""
        ...

    @property
    def details(self) -> Mapping[str, Any]:
        """What was written when it was planned."""
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

    async def reconcile(self, uow: UnitOfWork, due: Planned) -> None:
        """Look at every rule of a community; where there are any, again in the coming night."""
        community_id = due.community_id
        if community_id is None:
            return
        here = await self._places.of_community(uow, community_id)
        place = next((each for each in here if not each.is_back_room), None)
        if place is None:
            return
        if await reconcile(uow, place, self._vocabulary):
            plan_reconciling(uow, community_id, place.zone)

    async def expire(self, uow: UnitOfWork, _: Planned) -> None:
        """Take away what has come to its end."""
        await expire(uow)


async def reconcile(uow: UnitOfWork, place: Place, vocabulary: Vocabulary) -> list[Reconciled]:
    """Look at every rule of a community; returns what came of each.

    What was said, and what was chosen in a poll, is known only in its moment and stays. First all
    that is withdrawn goes, so that of an exclusive group something else can be given.
    """
    await lock(uow, place.community_id)
    found = await uow.execute(
        select(tags)
        .where(tags.c.community_id == place.community_id, tags.c.rule.is_not(None))
        .order_by(tags.c.id)
    )
    rules = [tag for row in found if (tag := drawn(row)).terms.rule is not None]
    wanted: dict[int, Select[tuple[int]]] = {}
    for tag in rules:
        query = await wanted_by(uow, place, vocabulary, tag.terms.rule)
        if query is not None:
            wanted[tag.id] = query
    withdrawn = {tag_id: await _withdraw(uow, tag_id, query) for tag_id, query in wanted.items()}
    return [
        Reconciled(
            tag.key,
            await _give(uow, tag, wanted[tag.id]) if tag.id in wanted else 0,
            withdrawn.get(tag.id, 0),
        )
        for tag in rules
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


async def _withdraw(uow: UnitOfWork, tag_id: int, wanted: Select[tuple[int]]) -> int:
    ids = wanted.subquery()
    gone = await uow.execute(
        delete(taggings).where(
            taggings.c.tag_id == tag_id,
            taggings.c.source == "rule",
            taggings.c.person_id.not_in(select(ids.c[0])),
        )
    )
    return gone.rowcount


async def _give(uow: UnitOfWork, tag: Tag, wanted: Select[tuple[int]]) -> int:
    """Give a tag to those of the wanted who do not bear it nor another of its exclusive group."""
    ids = wanted.subquery()
    person_id = ids.c[0]
    expires_at = ends_at(uow.now, tag.terms.lasts_days)
    held, other = taggings.alias(), tags.alias()
    clashes = exists().where(
        held.c.person_id == person_id,
        held.c.tag_id == other.c.id,
        other.c.community_id == tag.community_id,
        other.c.group == tag.terms.group,
        other.c.id != tag.id,
    )
    if not tag.terms.is_exclusive:
        clashes = clashes.where(other.c.is_exclusive.is_(True))
    json_type = JSONB() if uow.dialect == "postgresql" else JSON()
    rows = select(
        literal(tag.id),
        person_id,
        literal(tag.community_id),
        literal("rule"),
        cast(literal(_evidence(tag), json_type), json_type)
        if uow.dialect == "postgresql"
        else literal(_evidence(tag), json_type),
        literal(uow.now, Instant()),
        null() if expires_at is None else literal(expires_at, Instant()),
    ).where(~exists().where(held.c.tag_id == tag.id, held.c.person_id == person_id))
    if tag.terms.group:
        rows = rows.where(~clashes)
    columns = ["tag_id", "person_id", "community_id", "source", "evidence", "at", "expires_at"]
    into = postgresql_insert if uow.dialect == "postgresql" else sqlite_insert
    statement = into(taggings).from_select(columns, rows).on_conflict_do_nothing()
    given = (await uow.execute(statement)).rowcount
    if given > 0:
        plan_expiry(uow, tag.community_id, expires_at)
    return max(given, 0)


def _evidence(tag: Tag) -> dict[str, Any]:
    """Return the numbers of a rule."""
    table = as_json(tag.terms.rule) or {}
    return {key: value for key, value in table.items() if isinstance(value, int)}
