"""Take in what members had earned elsewhere, so that their sums become what was brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.points.earnings import keep_earned
from bot.features.points.rules import BROUGHT as RULE
from bot.kit.unit_of_work import UnitOfWork
from models.members import members
from models.points import ledger

_NOTHING: Final = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a member had elsewhere."""

    experience: int
    points: int


async def bring(
    uow: UnitOfWork, community_id: int, label: str, wanted: Mapping[int, Brought], *, day: date
) -> int:
    """Let what was brought under a label be so much for each; returns for how many that is new.

    Brought again it changes nothing; with other sums, the difference is a row of its own.
    Nobody is told, and no level is announced. All of them are members already.
    """
    before = await _before(uow, community_id, label, sorted(wanted))
    rows: list[dict[str, Any]] = []
    for person_id, brought in sorted(wanted.items()):
        experience, points, times = before.get(person_id, _NOTHING)
        more = (brought.experience - experience, brought.points - points)
        if more == (0, 0):
            continue
        rows.append(
            {
                "community_id": community_id,
                "person_id": person_id,
                "experience": more[0],
                "points": more[1],
                "rule": RULE,
                "source_type": RULE,
                "source_id": label,
                "actor_id": None,
                "local_day": day,
                "key": f"{RULE}:{label}:{times + 1}",
                "at": uow.now,
            }
        )
    return await _write(uow, community_id, rows)


async def _before(
    uow: UnitOfWork, community_id: int, label: str, people: Sequence[int]
) -> dict[int, tuple[int, int, int]]:
    found = await uow.execute(
        select(
            ledger.c.person_id,
            func.sum(ledger.c.experience).label("experience"),
            func.sum(ledger.c.points).label("points"),
            func.count().label("times"),
        )
        .where(
            ledger.c.community_id == community_id,
            ledger.c.person_id.in_(people),
            ledger.c.source_type == RULE,
            ledger.c.source_id == label,
        )
        .group_by(ledger.c.person_id)
    )
    return {row.person_id: _sums(row) for row in found}


def _sums(row: Row[Any]) -> tuple[int, int, int]:
    return int(row.experience), int(row.points), int(row.times)


async def _write(uow: UnitOfWork, community_id: int, rows: Sequence[dict[str, Any]]) -> int:
    """Write rows and add them to the balances, those aside that another has just written."""
    if not rows:
        return 0
    into: Any = postgresql_insert if uow.dialect == "postgresql" else sqlite_insert
    written = await uow.execute(
        into(ledger)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["community_id", "person_id", "key"])
        .returning(ledger.c.person_id)
    )
    new = set(written.scalars())
    if not new:
        return 0
    await uow.execute(
        update(members)
        .where(members.c.community_id == community_id, members.c.person_id == bindparam("whose"))
        .values(
            experience=members.c.experience + bindparam("more_experience"),
            points=members.c.points + bindparam("more_points"),
        ),
        [
            {
                "whose": row["person_id"],
                "more_experience": row["experience"],
                "more_points": row["points"],
            }
            for row in rows
            if row["person_id"] in new
        ],
    )
    for row in rows:
        if row["person_id"] in new:
            keep_earned(
                uow,
                community_id,
                row["person_id"],
                day=row["local_day"],
                rule=RULE,
                chat_id=None,
                experience=row["experience"],
            )
    return len(new)
