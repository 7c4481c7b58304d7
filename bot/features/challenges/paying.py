"""What a challenge pays and takes: each once, by a key that says what it was for."""

from datetime import date

from sqlalchemy import func, select, update

from bot.features.challenges.queries import Entrant, signed_among
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
    found = await uow.execute(
        select(func.count())
        .select_from(rejections)
        .where(
            rejections.c.challenge_id == challenge.id,
            rejections.c.person_id == person_id,
            rejections.c.local_day == day,
        )
    )
    turn = int(found.scalar_one())
    key = f"{_day_key(challenge, day)}{turn}"
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
    found = await uow.execute(
        select(entrants.c.person_id)
        .where(entrants.c.challenge_id == challenge.id, entrants.c.team == entrant.team)
        .order_by(entrants.c.person_id)
    )
    mates = list(found.scalars())
    if len(mates) < plan.team_size:
        return 0
    if not set(mates) <= set(await signed_among(uow, challenge, day)):
        return 0
    key = f"{TEAM_RULE}:{challenge.id}:{entrant.team}:{day.isoformat()}"
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
    begins = _day_key(challenge, day)
    found = await uow.execute(
        select(func.coalesce(func.sum(ledger.c.points), 0)).where(
            ledger.c.community_id == challenge.community_id,
            ledger.c.person_id == person_id,
            ledger.c.key.startswith(begins),
        )
    )
    worth = int(found.scalar_one())
    if worth:
        await award(
            uow,
            Grant(
                community_id=challenge.community_id,
                person_id=person_id,
                experience=-worth,
                points=-worth,
                rule=REJECTED_RULE,
                source_type="challenge",
                source_id=str(challenge.id),
                local_day=day,
                key=f"{begins}undo:{uow.stamp()}",
                actor_id=by,
            ),
        )
    return worth


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
        ),
    )
