"""Challenges as they stand: which there are, who takes part, how far everybody has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, exists, not_, select

from bot.features.campaigns.rules import packed, unpacked
from bot.features.challenges.rules import Challenge, Plan, Progress, progress_of, ranked
from bot.features.checkins.histories import histories_of, history_of
from bot.features.checkins.rules import History
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import challenges, entrants
from models.checkins import checkins
from models.communities import chats
from models.members import memberships, people

# More than these are nobody's list any more.
MOST_LISTED: Final = 20
_PLAIN: Final = (
    *("key", "title", "days", "starts_on", "zone", "cutoff", "kind", "keyword", "least"),
    *("is_consecutive", "goal", "rest", "makeup_days", "makeup_quota", "makeup_price"),
    *(
        "makeup_every",
        "pause_days",
        "team_size",
        "team_reward",
        "reward",
        "badge",
        "roll_at",
        "only",
    ),
)


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody who takes part."""

    person_id: int
    name: str
    team: int | None
    wants_reminders: bool
    # Whoever has left takes no place in a list any more, and has their days when they come back.
    is_here: bool


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


async def open_after(uow: UnitOfWork, challenge_id: int, *, most: int) -> list[Challenge]:
    """Return the open challenges of every community behind a number, some at a time."""
    found = await uow.execute(
        select(challenges)
        .where(challenges.c.state == "open", challenges.c.id > challenge_id)
        .order_by(challenges.c.id)
        .limit(most)
    )
    return [_drawn(row) for row in found]


async def challenge_named(uow: UnitOfWork, community_id: int, name: str) -> Challenge | None:
    """Return the challenge that bears a key, or whose title begins so."""
    wanted = name.strip().removeprefix("#").casefold()
    kept = await challenges_of(uow, community_id, "open", "draft", "finished", "ended")
    by_key = next((each for each in kept if each.plan.key == wanted), None)
    # A number says how many days are meant, unless it is the very word of one.
    if by_key is not None or not wanted or wanted.isdecimal():
        return by_key
    return next((each for each in kept if each.plan.title.casefold().startswith(wanted)), None)


async def entrant_of(uow: UnitOfWork, challenge_id: int, person_id: int) -> Entrant | None:
    """Return somebody's part in a challenge."""
    found = await _entrants(uow, challenge_id, entrants.c.person_id == person_id)
    return found[0] if found else None


async def entrants_of(uow: UnitOfWork, challenge_id: int) -> list[Entrant]:
    """Return who takes part and is still here, in the order of coming."""
    return await _entrants(uow, challenge_id, not_(_gone(challenge_id)))


async def everybody_of(uow: UnitOfWork, challenge_id: int) -> list[Entrant]:
    """Return who takes part, those who have left included, in the order of coming."""
    return await _entrants(uow, challenge_id)


async def is_taken_up(uow: UnitOfWork, challenge_id: int) -> bool:
    """Whether anybody takes part at all."""
    found = await uow.execute(select(exists().where(entrants.c.challenge_id == challenge_id)))
    return bool(found.scalar_one())


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


async def standings_of(
    uow: UnitOfWork, challenge: Challenge, *, with_left: bool = False
) -> list[Standing]:
    """Return who takes part, whoever came farthest first; those who left only where asked for."""
    listed = await (everybody_of if with_left else entrants_of)(uow, challenge.id)
    known: Mapping[int, Entrant] = {each.person_id: each for each in listed}
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


async def _entrants(
    uow: UnitOfWork, challenge_id: int, *where: ColumnElement[bool]
) -> list[Entrant]:
    found = await uow.execute(
        select(
            entrants,
            people.c.first_name,
            people.c.last_name,
            _gone(challenge_id).label("is_gone"),
        )
        .join(people, people.c.id == entrants.c.person_id)
        .where(entrants.c.challenge_id == challenge_id, *where)
        .order_by(entrants.c.at, entrants.c.person_id)
    )
    return [
        Entrant(
            row.person_id,
            f"{row.first_name} {row.last_name or ''}".strip(),
            row.team,
            row.wants_reminders,
            not row.is_gone,
        )
        for row in found
    ]


def _gone(challenge_id: int) -> ColumnElement[bool]:
    """Whether an entrant is known to have left every chat of the community."""
    community = select(challenges.c.community_id).where(challenges.c.id == challenge_id)
    own = select(chats.c.id).where(chats.c.community_id == community.scalar_subquery())
    theirs = exists().where(
        memberships.c.person_id == entrants.c.person_id, memberships.c.chat_id.in_(own)
    )
    return and_(theirs, not_(theirs.where(memberships.c.is_present.is_(True))))


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
