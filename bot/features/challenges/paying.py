"""What a challenge pays and takes: each once, by a key that says what it was for."""

from datetime import date

from sqlalchemy import func, select, update

from bot.features.challenges.queries import Entrant, entrant_of, signed_among
from bot.features.challenges.rules import Challenge, Progress, milestone_at
from bot.features.points.service import Grant, award
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import entrants, rejections
from models.members import members
from models.points import ledger

DAY_RULE = "challenge"
MILESTONE_RULE = "milestone"
TEAM_RULE = "team"
MAKEUP_RULE = "makeup"
REJECTED_RULE = "rejected"


async def pay_day(uow: UnitOfWork, challenge: Challenge, person_id: int, day: date) -> int:
    """Pay the day's reward; evidence that was turned down leaves room for a better one."""
    worth = challenge.plan.reward
    key = f"{_day_key(challenge, day)}{await _turns(uow, challenge, [person_id], day)}"
    paid = worth and await _pay(uow, challenge, person_id, worth, rule=DAY_RULE, day=day, key=key)
    return worth if paid else 0


async def pay_milestones(
    uow: UnitOfWork, challenge: Challenge, person_id: int, progress: Progress, *, day: date
) -> list[tuple[int, int]]:
    """Pay each milestone that was reached and never paid before; returns those."""
    new = []
    for days, worth in milestone_at(challenge.plan, progress):
        key = f"{MILESTONE_RULE}:{challenge.id}:{days}"
        if await _pay(uow, challenge, person_id, worth, rule=MILESTONE_RULE, day=day, key=key):
            new.append((days, worth))
    return new


async def pay_team(uow: UnitOfWork, challenge: Challenge, entrant: Entrant, day: date) -> int:
    """Pay everybody of a full team once the last of them is in for the day."""
    plan = challenge.plan
    if entrant.team is None or not plan.team_size or not plan.team_reward:
        return 0
    mates = await _mates(uow, challenge, entrant.team)
    if len(mates) < plan.team_size:
        return 0
    if not set(mates) <= set(await signed_among(uow, challenge, day)):
        return 0
    # Taken back with one member's evidence, it is paid anew when the team is whole again.
    key = f"{_team_key(challenge, entrant.team, day)}{await _turns(uow, challenge, mates, day)}"
    for person_id in mates:
        await _pay(uow, challenge, person_id, plan.team_reward, rule=TEAM_RULE, day=day, key=key)
    return plan.team_reward


async def take_price(uow: UnitOfWork, challenge: Challenge, person_id: int, day: date) -> None:
    """Take the price of a make-up.

    Raises:
        Refusal: for whoever has not as much to spend.
    """
    price = challenge.plan.makeup_price
    if not price:
        return
    # The row is held from the check to the debit: nobody spends the same points twice.
    held = await uow.execute(
        update(members)
        .where(
            members.c.community_id == challenge.community_id,
            members.c.person_id == person_id,
            members.c.points >= price,
        )
        .values(points=members.c.points)
    )
    if not held.rowcount:
        raise Refusal(Text("challenge-too-dear", price=price))
    key = f"{MAKEUP_RULE}:{challenge.id}:{day.isoformat()}"
    await award(
        uow,
        Grant(
            community_id=challenge.community_id,
            person_id=person_id,
            experience=0,
            points=-price,
            rule=MAKEUP_RULE,
            source_type="challenge",
            source_id=str(challenge.id),
            local_day=challenge.today(uow.now),
            key=key,
        ),
    )


async def take_back(
    uow: UnitOfWork, challenge: Challenge, person_id: int, day: date, *, by: int
) -> int:
    """Take back what a day brought, with a row of its own; returns how much."""
    taken = await _undo(uow, challenge, [person_id], day, begins=_day_key(challenge, day), by=by)
    return sum(taken.values())


async def take_back_team(
    uow: UnitOfWork, challenge: Challenge, person_id: int, day: date, *, by: int
) -> int:
    """Take back what a team that was not whole after all got for a day, from each of them.

    Returns how much each had got.
    """
    entrant = await entrant_of(uow, challenge.id, person_id)
    if entrant is None or entrant.team is None:
        return 0
    mates = await _mates(uow, challenge, entrant.team)
    begins = _team_key(challenge, entrant.team, day)
    taken = await _undo(uow, challenge, mates, day, begins=begins, by=by)
    return max(taken.values(), default=0)


async def _undo(
    uow: UnitOfWork,
    challenge: Challenge,
    person_ids: list[int],
    day: date,
    *,
    begins: str,
    by: int,
) -> dict[int, int]:
    """Reverse what the rows of some people come to whose keys begin so; returns how much."""
    found = await uow.execute(
        select(ledger.c.person_id, func.sum(ledger.c.points).label("worth"))
        .where(
            ledger.c.community_id == challenge.community_id,
            ledger.c.person_id.in_(person_ids),
            ledger.c.key.startswith(begins),
        )
        .group_by(ledger.c.person_id)
        .having(func.sum(ledger.c.points) != 0)
        .order_by(ledger.c.person_id)
    )
    taken = {row.person_id: int(row.worth) for row in found}
    for each, worth in taken.items():
        await award(
            uow,
            Grant(
                community_id=challenge.community_id,
                person_id=each,
                experience=-worth,
                points=-worth,
                rule=REJECTED_RULE,
                source_type="challenge",
                source_id=str(challenge.id),
                local_day=day,
                key=f"{begins}undo:{uow.stamp()}",
                actor_id=by,
                chat_id=challenge.chat_id,
            ),
        )
    return taken


async def _mates(uow: UnitOfWork, challenge: Challenge, team: int) -> list[int]:
    found = await uow.execute(
        select(entrants.c.person_id)
        .where(entrants.c.challenge_id == challenge.id, entrants.c.team == team)
        .order_by(entrants.c.person_id)
    )
    return list(found.scalars())


async def _turns(uow: UnitOfWork, challenge: Challenge, person_ids: list[int], day: date) -> int:
    """Return how often evidence of some for a day was turned down."""
    found = await uow.execute(
        select(func.count())
        .select_from(rejections)
        .where(
            rejections.c.challenge_id == challenge.id,
            rejections.c.person_id.in_(person_ids),
            rejections.c.local_day == day,
        )
    )
    return int(found.scalar_one())


async def given_out(uow: UnitOfWork, challenge: Challenge) -> int:
    """Return the points that a challenge brought its members, what was taken back aside."""
    found = await uow.execute(
        select(func.coalesce(func.sum(ledger.c.points), 0)).where(
            ledger.c.community_id == challenge.community_id,
            ledger.c.source_type == "challenge",
            ledger.c.source_id == str(challenge.id),
            ledger.c.rule != MAKEUP_RULE,
        )
    )
    return int(found.scalar_one())


def _day_key(challenge: Challenge, day: date) -> str:
    return f"{DAY_RULE}:{challenge.id}:{day.isoformat()}:"


def _team_key(challenge: Challenge, team: int, day: date) -> str:
    return f"{TEAM_RULE}:{challenge.id}:{team}:{day.isoformat()}:"


async def _pay(
    uow: UnitOfWork,
    challenge: Challenge,
    person_id: int,
    worth: int,
    *,
    rule: str,
    day: date,
    key: str,
) -> bool:
    return await award(
        uow,
        Grant(
            community_id=challenge.community_id,
            person_id=person_id,
            experience=worth,
            points=worth,
            rule=rule,
            source_type="challenge",
            source_id=str(challenge.id),
            local_day=day,
            key=key,
            chat_id=challenge.chat_id,
        ),
    )
