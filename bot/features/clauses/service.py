"""Publish rules, draft the next version of them, and find the one that a breach is of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Row, Select, delete, func, insert, select, update

from bot.features.audits.service import note
from bot.features.clauses.rules import Clause, Difference, Line, as_lines, differences, numbered
from bot.kit.unit_of_work import UnitOfWork
from models.clauses import clauses, rule_drafts, rulebooks
from models.communities import communities

Source: TypeAlias = Literal["file", "command"]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of a community as one version has them; version 0 is before the first."""

    community_id: int
    version: int = 0
    source: Source = "command"
    published_at: datetime | None = None
    clauses: tuple[Clause, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rules as lines that a new version can be made of."""
        return as_lines(self.clauses)


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that somebody was shown and has not published yet."""

    id: int
    community_id: int
    person_id: int
    source: Source
    based_on: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A new version, and what it changes."""

    book: Rulebook
    differences: tuple[Difference, ...]


async def rulebook_of(uow: UnitOfWork, community_id: int) -> Rulebook:
    """Return a community's newest rules; read once a batch."""
    held: Rulebook | None = uow.recall(("rulebook", community_id))
    if held is None:
        held = await _read(uow, community_id)
        uow.remember(("rulebook", community_id), held)
    return held


async def current_version(uow: UnitOfWork, community_id: int) -> int:
    """Return the number of a community's newest rules; 0 where it has none."""
    return (await rulebook_of(uow, community_id)).version


async def clause_of(uow: UnitOfWork, community_id: int, number: int) -> Clause | None:
    """Return a clause as the community's newest rules have it; None where they have none such."""
    book = await rulebook_of(uow, community_id)
    return next((each for each in book.clauses if each.number == number), None)


async def clause_at(
    uow: UnitOfWork, community_id: int, number: int, version: int
) -> Clause | None:
    """Return a clause as it was in a version: what a case of that time cites."""
    found = await uow.execute(
        _CLAUSES.where(
            clauses.c.community_id == community_id,
            clauses.c.version == version,
            clauses.c.number == number,
        )
    )
    row = found.first()
    return None if row is None else _drawn(row)


async def publish(
    uow: UnitOfWork,
    community_id: int,
    lines: Sequence[Line],
    *,
    source: Source,
    by: int | None,
) -> Published | None:
    """Publish rules as the next version; None where they are the same as the newest."""
    before = await rulebook_of(uow, community_id)
    if tuple(lines) == before.lines:
        return None
    version = before.version + 1
    book = Rulebook(community_id, version, source, uow.now, numbered(lines, version))
    await uow.execute(
        insert(rulebooks).values(
            community_id=community_id,
            version=version,
            source=source,
            published_by=by,
            published_at=uow.now,
        )
    )
    if book.clauses:
        await uow.execute(
            insert(clauses),
            [
                {
                    "community_id": community_id,
                    "version": version,
                    "number": each.number,
                    "words": each.words,
                    "weight": each.weight,
                    "expiry_days": each.expiry_days,
                }
                for each in book.clauses
            ],
        )
    # A policy that was cached knows by this that it is old.
    await uow.execute(
        update(communities).where(communities.c.id == community_id).values(version=uow.stamp())
    )
    uow.remember(("rulebook", community_id), book)
    changed = differences(before.lines, book.lines)
    note(
        uow,
        community_id=community_id,
        category="rules",
        what="audit-rules-published",
        actor_id=by,
        before={"version": before.version, "rules": len(before.clauses)},
        after={"version": version, "rules": len(book.clauses)},
    )
    return Published(book, changed)


async def draft(
    uow: UnitOfWork, community_id: int, person_id: int, lines: Sequence[Line], *, source: Source
) -> Draft | None:
    """Keep a version until it is published; None where it would change nothing.

    Whoever drafts anew has given up what they drafted before.
    """
    book = await rulebook_of(uow, community_id)
    if tuple(lines) == book.lines:
        return None
    await uow.execute(
        delete(rule_drafts).where(
            rule_drafts.c.community_id == community_id,
            rule_drafts.c.person_id == person_id,
            rule_drafts.c.source == source,
        )
    )
    created = await uow.execute(
        insert(rule_drafts)
        .values(
            # A draft given up leaves its button behind: the number, as long as a button can hold,
            # must never be another draft's.
            id=uow.stamp() >> 12,
            community_id=community_id,
            person_id=person_id,
            source=source,
            based_on=book.version,
            clauses=[[line.words, line.weight, line.expiry_days] for line in lines],
            at=uow.now,
        )
        .returning(rule_drafts.c.id)
    )
    draft_id = int(created.scalar_one())
    return Draft(draft_id, community_id, person_id, source, book.version, tuple(lines))


async def draft_by_id(uow: UnitOfWork, draft_id: int) -> Draft | None:
    """Return a draft; None once it was published, given up or forgotten."""
    found = await uow.execute(select(rule_drafts).where(rule_drafts.c.id == draft_id))
    row = found.first()
    if row is None:
        return None
    lines = tuple(Line(words, weight, days) for words, weight, days in row.clauses)
    return Draft(row.id, row.community_id, row.person_id, row.source, row.based_on, lines)


async def take_draft(uow: UnitOfWork, draft_id: int) -> bool:
    """Take a draft off the table: of two presses one does."""
    taken = await uow.execute(delete(rule_drafts).where(rule_drafts.c.id == draft_id))
    return taken.rowcount > 0


async def newest_of_file(uow: UnitOfWork, community_id: int) -> Rulebook | None:
    """Return the newest version that came from the operator's file; None where none did."""
    found = await uow.execute(
        select(func.max(rulebooks.c.version)).where(
            rulebooks.c.community_id == community_id, rulebooks.c.source == "file"
        )
    )
    version = found.scalar()
    return None if version is None else await _read(uow, community_id, int(version))


async def _read(uow: UnitOfWork, community_id: int, version: int | None = None) -> Rulebook:
    wanted = select(rulebooks).where(rulebooks.c.community_id == community_id)
    if version is not None:
        wanted = wanted.where(rulebooks.c.version == version)
    row = (await uow.execute(wanted.order_by(rulebooks.c.version.desc()).limit(1))).first()
    if row is None:
        return Rulebook(community_id)
    found = await uow.execute(
        _CLAUSES.where(
            clauses.c.community_id == community_id, clauses.c.version == row.version
        ).order_by(clauses.c.number)
    )
    listed = tuple(_drawn(each) for each in found)
    return Rulebook(community_id, row.version, row.source, row.published_at, listed)


def _drawn(row: Row[Any]) -> Clause:
    return Clause(row.number, row.version, row.words, row.weight, row.expiry_days)


_CLAUSES: Final[Select[Any]] = select(
    clauses.c.number,
    clauses.c.version,
    clauses.c.words,
    clauses.c.weight,
    clauses.c.expiry_days,
)
