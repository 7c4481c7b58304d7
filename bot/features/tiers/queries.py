"""Where members stand on the ladders, and how that changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.features.place import Place
from bot.features.tiers.figures import Span, figures_of
from bot.features.tiers.rules import Figures, Flow, Ladder, Standing
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork
from models.tiers import nominations, spends, tier_changes, tiers

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class View:
    """How a member stands on a ladder now, and what they have done up to today."""

    ladder: Ladder
    standing: Standing | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class Nomination:
    """Somebody proposed for a rung that staff confirm."""

    id: int
    community_id: int
    ladder: str
    person_id: int
    rank: int
    evidence: dict[str, Any]
    state: str


async def tier_of(
    uow: UnitOfWork, community_id: int, person_id: int, ladder: str
) -> Standing | None:
    """Return how a member stands on a ladder; None where nobody has looked yet."""
    found = await uow.execute(
        select(tiers).where(
            tiers.c.community_id == community_id,
            tiers.c.ladder == ladder,
            tiers.c.person_id == person_id,
        )
    )
    row = found.first()
    return None if row is None else Standing(row.rank, row.since, row.below_since)


async def has_spends(uow: UnitOfWork, community_id: int) -> bool:
    """Whether an order was ever imported for a community."""
    found = await uow.execute(
        select(spends.c.ref).where(spends.c.community_id == community_id).limit(1)
    )
    return found.first() is not None


async def ladders_of(uow: UnitOfWork, place: Place) -> tuple[Ladder, ...]:
    """Return the ladders that a community plays by now."""
    terms = place.policy.tiers
    is_asked = terms.is_on and terms.value_switch == "auto"
    return terms.ladders(
        has_spends=is_asked and await has_spends(uow, place.community_id),
    )


async def view_of(uow: UnitOfWork, place: Place, person_id: int, ladder: Ladder) -> View:
    """Return how a member stands, with figures up to today: what the coming night will see."""
    today = local_day(uow.now, place.zone)
    span = Span(place.community_id, today)
    standing = await tier_of(uow, place.community_id, person_id, ladder.key)
    return View(ladder, standing, await figures_of(uow, span, ladder.measures, person_id))


async def flows_of(
    uow: UnitOfWork, community_id: int, ladder: str, since: date, through: date
) -> list[Flow]:
    """Return who moved from which rung to which between two days, both included.

    Of somebody who moved more than once, from where they began to where they ended.
    """
    changes = tier_changes.c
    days = (
        select(
            changes.person_id,
            func.first_value(changes.from_rank)
            .over(partition_by=changes.person_id, order_by=changes.local_day)
            .label("before"),
            changes.to_rank.label("after"),
            func.row_number()
            .over(partition_by=changes.person_id, order_by=changes.local_day.desc())
            .label("newest"),
        )
        .where(
            changes.community_id == community_id,
            changes.ladder == ladder,
            changes.local_day >= since,
            changes.local_day <= through,
        )
        .subquery()
    )
    found = await uow.execute(
        select(days.c.before, days.c.after, func.count().label("people"))
        .where(days.c.newest == 1, days.c.before.is_distinct_from(days.c.after))
        .group_by(days.c.before, days.c.after)
    )
    flows = [Flow(row.before, row.after, row.people) for row in found]
    return sorted(flows, key=lambda flow: (_placed(flow.before), _placed(flow.after)))


async def population_of(uow: UnitOfWork, community_id: int, ladder: str) -> dict[int, int]:
    """Return how many stand on each rung."""
    found = await uow.execute(
        select(tiers.c.rank, func.count().label("people"))
        .where(tiers.c.community_id == community_id, tiers.c.ladder == ladder)
        .group_by(tiers.c.rank)
    )
    return {row.rank: row.people for row in found}


async def standing_on(
    uow: UnitOfWork, community_id: int, ladder: str, ranks: Sequence[int], most: int
) -> list[tuple[int, Standing]]:
    """Return who stands on some rungs, those first who have for longest."""
    found = await uow.execute(
        select(tiers)
        .where(
            tiers.c.community_id == community_id,
            tiers.c.ladder == ladder,
            tiers.c.rank.in_(list(ranks)),
        )
        .order_by(tiers.c.since, tiers.c.person_id)
        .limit(most)
    )
    return [(row.person_id, Standing(row.rank, row.since, row.below_since)) for row in found]


async def nomination_by_id(uow: UnitOfWork, nomination_id: int) -> Nomination | None:
    """Return a nomination, whatever became of it."""
    found = await uow.execute(select(nominations).where(nominations.c.id == nomination_id))
    row = found.first()
    return None if row is None else _drawn(row)


async def open_nominations(uow: UnitOfWork, community_id: int, most: int) -> list[Nomination]:
    """Return whom staff has to decide about, the oldest first."""
    found = await uow.execute(
        select(nominations)
        .where(nominations.c.community_id == community_id, nominations.c.state == "proposed")
        .order_by(nominations.c.id)
        .limit(most)
    )
    return [_drawn(row) for row in found]


def _drawn(row: Any) -> Nomination:
    return Nomination(
        row.id,
        row.community_id,
        row.ladder,
        row.person_id,
        row.rank,
        row.evidence,
        row.state,
    )


def _placed(rank: int | None) -> int:
    return -1 if rank is None else rank
