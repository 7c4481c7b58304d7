"""Who was given which role; what moderators did, what was taken back, how soon they answered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from sqlalchemy import select

from bot.features.cases.rules import ECHO
from bot.features.roles.rules import Role, known_role
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.complaints import complaints
from models.roles import roles

SPAN: Final = timedelta(days=30)
# What a community of thousands may gather in a month; beyond that the newest speak for all.
MOST_ROWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Figures:
    """One moderator's month.

    `reversed_by_others` counts what somebody else took back, on appeal or otherwise; the median
    response is in seconds, from a complaint to its being claimed.
    """

    person_id: int
    actions: tuple[tuple[str, int], ...]
    reversed_by_others: int
    complaints: int
    median_response_s: float | None

    @property
    def total(self) -> int:
        """All that was done."""
        return sum(times for _, times in self.actions)

    @property
    def reversal_percent(self) -> int:
        """How many of a hundred acts were taken back by somebody else."""
        return round(100 * self.reversed_by_others / self.total) if self.total else 0


@dataclass(slots=True)
class _Sheet:
    actions: Counter[str] = field(default_factory=Counter)
    reversed_by_others: int = 0
    responses: list[float] = field(default_factory=list)


async def figures_of(uow: UnitOfWork, community_id: int) -> list[Figures]:
    """Return the last thirty days of each moderator, whoever did most first."""
    since = uow.now - SPAN
    sheets: dict[int, _Sheet] = defaultdict(_Sheet)
    acted = await uow.execute(
        select(cases.c.actor_id, cases.c.action, cases.c.state, cases.c.undone_by)
        .where(
            cases.c.community_id == community_id,
            cases.c.actor_id.is_not(None),
            cases.c.opened_at > since,
            cases.c.state != "failed",
            ~cases.c.key.startswith(f"{ECHO}:"),
        )
        .order_by(cases.c.id.desc())
        .limit(MOST_ROWS)
    )
    for row in acted:
        sheet = sheets[row.actor_id]
        sheet.actions[row.action] += 1
        is_undone = row.state == "undone"
        sheet.reversed_by_others += is_undone and row.undone_by not in {None, row.actor_id}
    answered = await uow.execute(
        select(complaints.c.claimed_by, complaints.c.at, complaints.c.claimed_at)
        .where(
            complaints.c.community_id == community_id,
            complaints.c.claimed_by.is_not(None),
            complaints.c.claimed_at.is_not(None),
            complaints.c.at > since,
        )
        .order_by(complaints.c.id.desc())
        .limit(MOST_ROWS)
    )
    for row in answered:
        sheets[row.claimed_by].responses.append(_seconds(row.at, row.claimed_at))
    return _by_diligence(_drawn(person_id, sheet) for person_id, sheet in sheets.items())


def _seconds(asked: datetime, answered: datetime) -> float:
    return max(0.0, (answered - asked).total_seconds())


def _drawn(person_id: int, sheet: _Sheet) -> Figures:
    return Figures(
        person_id,
        tuple(sorted(sheet.actions.items(), key=lambda item: (-item[1], item[0]))),
        sheet.reversed_by_others,
        len(sheet.responses),
        median(sheet.responses) if sheet.responses else None,
    )


def _by_diligence(figures: Iterable[Figures]) -> list[Figures]:
    return sorted(figures, key=lambda each: (-each.total, -each.complaints, each.person_id))


async def roles_given(uow: UnitOfWork, community_ids: list[int]) -> dict[int, Mapping[int, Role]]:
    """Return the roles that some communities gave, by person."""
    given: dict[int, dict[int, Role]] = {each: {} for each in community_ids}
    found = await uow.execute(select(roles).where(roles.c.community_id.in_(community_ids)))
    for row in found:
        if (role := known_role(row.role)) is not None:
            given[row.community_id][row.person_id] = role
    return dict(given)
