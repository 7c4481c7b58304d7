"""Challenges as they stand: which there are, who takes part, how far everybody has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, func, select

from bot.features.campaigns.rules import packed, unpacked
from bot.features.challenges.rules import Challenge, Plan, Progress, progress_of, ranked
from bot.features.checkins.histories import histories_of, history_of
from bot.features.checkins.rules import History
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import challenges, entrants
from models.checkins import checkins
from models.members import people

# More than these are nobody's list any more.
MOST_LISTED: Final = 20
_PLAIN: Final = (
    *("key", "title", "days", "starts_on", "zone", "cutoff", "kind", "keyword", "least"),
    *("is_consecutive", "goal", "rest", "makeup_days", "makeup_quota", "makeup_price"),
    *("pause_days", "team_size", "team_reward", "reward", "badge", "roll_at", "only"),
)


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody who takes part."""

    person_id: int
    name: str
    team: int | None
    wants_reminders: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An entrant, and how far they have come."""

    entrant: Entrant
    progress: Progress
    history: History


def columns_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as the columns of its row."""
    row: dict[str, Any] = {name: getattr(plan, name) for name in _PLAIN}
    row["milestones"] = [list(each) for each in plan.milestones]
    row["parts"] = list(plan.parts)
    row["objective"] = packed(plan.objective)
    return row


async def challenge_by_id(uow: UnitOfWork, challenge_id: int) -> Challenge | None:
    """Return a challenge by its number."""
    found = await uow.execute(select(challenges).where(challenges.c.id == challenge_id))
    row = found.first()
    return None if row is None else _drawn(row)


async def challenges_of(
    uow: UnitOfWork, community_id: int, *states: str, newest: bool = True
) -> list[Challenge]:
    """Return a community's challenges in some states."""
    order = challenges.c.id.desc() if newest else challenges.c.id
    found = await uow.execute(
        select(challenges)
        .where(challenges.c.community_id == community_id, challenges.c.state.in_(states))
        .order_by(order)
        .limit(MOST_LISTED)
    )
    return [_drawn(row) for row in found]


async def open_everywhere(uow: UnitOfWork) -> list[Challenge]:
    """Return every open challenge of every community."""
    found = await uow.execute(
        select(challenges).where(challenges.c.state == "open").order_by(challenges.c.id)
    )
    return [_drawn(row) for row in found]


async def challenge_named(uow: UnitOfWork, community_id: int, name: str) -> Challenge | None:
    """Return the challenge that bears a key, or whose title begins so."""
    wanted = name.strip().removeprefix("#").casefold()
    kept = await challenges_of(uow, community_id, "open", "draft", "finished", "ended")
    by_key = next((each for each in kept if each.plan.key == wanted), None)
    if by_key is not None or not wanted:
        return by_key
    return next((each for each in kept if each.plan.title.casefold().startswith(wanted)), None)


async def entrant_of(uow: UnitOfWork, challenge_id: int, person_id: int) -> Entrant | None:
    """Return somebody's part in a challenge."""
    found = await entrants_of(uow, challenge_id, person_id)
    return found[0] if found else None


async def entrants_of(
    uow: UnitOfWork, challenge_id: int, person_id: int | None = None
) -> list[Entrant]:
    """Return who takes part, in the order of coming."""
    query = (
        select(entrants, people.c.first_name, people.c.last_name)
        .join(people, people.c.id == entrants.c.person_id)
        .where(entrants.c.challenge_id == challenge_id)
        .order_by(entrants.c.at, entrants.c.person_id)
    )
    if person_id is not None:
        query = query.where(entrants.c.person_id == person_id)
    found = await uow.execute(query)
    return [
        Entrant(
            row.person_id,
            f"{row.first_name} {row.last_name or ''}".strip(),
            row.team,
            row.wants_reminders,
        )
        for row in found
    ]


async def count_of(uow: UnitOfWork, challenge_id: int) -> int:
    """Return how many take part."""
    found = await uow.execute(
        select(func.count()).select_from(entrants).where(entrants.c.challenge_id == challenge_id)
    )
    return int(found.scalar_one())


async def signed_among(uow: UnitOfWork, challenge: Challenge, day: date) -> list[int]:
    """Return who checked in for a day, in the order of coming."""
    found = await uow.execute(
        select(checkins.c.person_id)
        .where(
            checkins.c.community_id == challenge.community_id,
            checkins.c.challenge_id == challenge.id,
            checkins.c.local_day == day,
        )
        .order_by(checkins.c.at, checkins.c.person_id)
    )
    return list(dict.fromkeys(found.scalars()))


async def own_days(
    uow: UnitOfWork, challenge: Challenge, person_id: int
) -> tuple[History, Progress]:
    """Return somebody's days in a challenge, and how far that is."""
    history = await history_of(uow, challenge.community_id, person_id, challenge.track)
    return history, progress_of(challenge.plan, history, challenge.today(uow.now))


async def standings_of(uow: UnitOfWork, challenge: Challenge) -> list[Standing]:
    """Return everybody who takes part, whoever came farthest first."""
    known: Mapping[int, Entrant] = {
        each.person_id: each for each in await entrants_of(uow, challenge.id)
    }
    histories = await histories_of(uow, challenge.community_id, challenge.track)
    today = challenge.today(uow.now)
    progress = [
        (person_id, progress_of(challenge.plan, histories[person_id], today))
        for person_id in known
    ]
    return [
        Standing(known[person_id], each, histories[person_id])
        for person_id, each in ranked(progress)
    ]


def _drawn(row: Row[Any]) -> Challenge:
    plain = {name: getattr(row, name) for name in _PLAIN}
    plan = Plan(
        **plain,
        milestones=tuple((int(days), int(points)) for days, points in row.milestones),
        parts=tuple(row.parts),
        objective=unpacked(row.objective),
    )
    return Challenge(
        id=row.id,
        community_id=row.community_id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        state=row.state,
        card_id=row.card_id,
        made_by=row.made_by,
        plan=plan,
    )
