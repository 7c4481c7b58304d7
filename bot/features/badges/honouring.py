"""Honour those whom rules fit, set-based, and revoke what is wrong."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import JSON, Select, cast, exists, func, literal, null, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.badges.queries import Badge, catalogue
from bot.features.badges.reading import as_json
from bot.features.badges.rules import WORN_FOR_GOOD, Before, First, Rule
from bot.features.communities.locking import lock
from bot.features.places import Place
from bot.features.segments.service import Vocabulary
from bot.features.tags.nightly import wanted_by
from bot.features.tags.selecting import known_people
from bot.kit.days import moment_of
from bot.kit.unit_of_work import UnitOfWork
from models.badges import badges, honours
from models.members import members, people
from models.types import Instant


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of a look at a badge's rule."""

    badge: Badge
    honoured: int
    revoked: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would do if it were let: how many it honours anew, who first, who loses it."""

    honoured: int
    first: tuple[str, ...]
    revoked: int


async def reconcile(
    uow: UnitOfWork, place: Place, vocabulary: Vocabulary, person_id: int | None = None
) -> list[Reconciled]:
    """Look at every open rule of a community, for everybody or for one person."""
    await lock(uow, place.community_id)
    outcomes = []
    for badge in await catalogue(uow, place.community_id):
        if badge.terms.rule is None or not badge.is_open:
            continue
        wanted = await selected_by(uow, place, vocabulary, badge.terms.rule)
        if wanted is None:
            continue
        revoked = 0
        if person_id is None and not badge.terms.is_lasting:
            revoked = await _revoke(uow, badge, wanted)
        outcomes.append(Reconciled(badge, await _honour(uow, badge, wanted, person_id), revoked))
    return outcomes


async def preview(
    uow: UnitOfWork, place: Place, vocabulary: Vocabulary, badge: Badge
) -> Preview | None:
    """Tell what a rule would do; None where it cannot be told."""
    if badge.terms.rule is None:
        return None
    wanted = await selected_by(uow, place, vocabulary, badge.terms.rule)
    if wanted is None:
        return None
    ids = wanted.subquery()
    news = _not_honoured(badge, ids)
    count = int(
        (await uow.execute(select(func.count()).select_from(news.subquery()))).scalar_one()
    )
    named = await uow.execute(
        select(people.c.first_name)
        .join(members, members.c.person_id == people.c.id)
        .where(
            members.c.community_id == place.community_id,
            people.c.id.in_(news),
        )
        .order_by(members.c.first_seen_at, people.c.id)
        .limit(5)
    )
    lost = 0
    if not badge.terms.is_lasting:
        wrong = select(func.count()).where(*_wrong(uow, badge, wanted))
        lost = int((await uow.execute(wrong)).scalar_one())
    return Preview(count, tuple(named.scalars()), lost)


async def selected_by(
    uow: UnitOfWork, place: Place, vocabulary: Vocabulary, rule: Rule
) -> Select[tuple[int]] | None:
    """Return whom a rule fits; None where it cannot be told."""
    since = func.coalesce(members.c.joined_at, members.c.first_seen_at)
    found = (
        select(members.c.person_id)
        .join(people, people.c.id == members.c.person_id)
        .where(
            members.c.community_id == place.community_id,
            people.c.id > 0,
            people.c.is_bot.is_(False),
        )
    )
    match rule:
        case First(count):
            ranked = found.order_by(since, members.c.person_id).limit(count).subquery()
            return known_people(select(ranked.c.person_id))
        case Before(day):
            moment = literal(moment_of(day, time(0), place.zone), Instant())
            return known_people(found.where(since < moment))
        case _:
            return await wanted_by(uow, place, vocabulary, rule)


async def _honour(
    uow: UnitOfWork, badge: Badge, wanted: Select[tuple[int]], person_id: int | None
) -> int:
    """Honour those whom a rule fits and who never were; what staff took stays taken."""
    ids = wanted.subquery()
    json_type = JSONB() if uow.dialect == "postgresql" else JSON()
    evidence: Any = literal(as_json(badge.terms.rule) or {}, json_type)
    if uow.dialect == "postgresql":
        evidence = cast(evidence, json_type)
    rows = select(
        literal(badge.id),
        ids.c[0],
        literal(badge.community_id),
        literal("rule"),
        evidence,
        literal(uow.now, Instant()),
    ).where(_is_free(badge, ids))
    if person_id is not None:
        rows = rows.where(ids.c[0] == person_id)
    into: Any = postgresql_insert if uow.dialect == "postgresql" else sqlite_insert
    columns = ["badge_id", "person_id", "community_id", "source", "evidence", "at"]
    given = into(honours).from_select(columns, rows)
    statement = given.on_conflict_do_update(
        index_elements=["badge_id", "person_id"],
        set_={"at": given.excluded.at, "evidence": given.excluded.evidence, "revoked_at": null()},
        where=honours.c.revoked_at.is_not(None),
    )
    return max((await uow.execute(statement)).rowcount, 0)


async def _revoke(uow: UnitOfWork, badge: Badge, wanted: Select[tuple[int]]) -> int:
    gone = update(honours).where(*_wrong(uow, badge, wanted)).values(revoked_at=uow.now)
    return (await uow.execute(gone)).rowcount


def _wrong(uow: UnitOfWork, badge: Badge, wanted: Select[tuple[int]]) -> tuple[Any, ...]:
    """Tell which honours of a rule are not true, those worn for long aside."""
    ids = wanted.subquery()
    return (
        honours.c.badge_id == badge.id,
        honours.c.source == "rule",
        honours.c.revoked_at.is_(None),
        honours.c.at > literal(uow.now - WORN_FOR_GOOD, Instant()),
        honours.c.person_id.not_in(select(ids.c[0])),
    )


def _is_free(badge: Badge, ids: Any) -> Any:
    """Tell who neither wears a badge nor had it taken by staff."""
    held = honours.alias()
    is_kept = or_(held.c.revoked_at.is_(None), held.c.source != "rule")
    return ~exists().where(held.c.badge_id == badge.id, held.c.person_id == ids.c[0], is_kept)


def _not_honoured(badge: Badge, ids: Any) -> Select[tuple[int]]:
    return select(ids.c[0]).where(_is_free(badge, ids))


async def has_rules(uow: UnitOfWork, community_id: int) -> bool:
    """Whether a community has a rule at work; asked once a batch."""
    key = ("badges at work", community_id)
    known: bool | None = uow.recall(key)
    if known is None:
        found = await uow.execute(
            select(badges.c.id)
            .where(
                badges.c.community_id == community_id,
                badges.c.rule.is_not(None),
                badges.c.is_open.is_(True),
            )
            .limit(1)
        )
        known = found.first() is not None
        uow.remember(key, known)
    return known
