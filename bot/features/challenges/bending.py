"""What bends somebody's days: a day made up for, a break, evidence that was none."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import delete, func, insert, select

from bot.features.audits.service import note
from bot.features.challenges.keeping import plan_card
from bot.features.challenges.paying import (
    pay_milestones,
    take_back,
    take_back_team,
    take_price,
)
from bot.features.challenges.queries import entrant_of, own_days
from bot.features.challenges.rules import Challenge, Progress, cards_left, may_make_up
from bot.features.checkins.histories import BY_CARD, MADE_UP
from bot.features.checkins.rules import ONE_DAY
from bot.features.checkins.service import Claim, claim
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import makeups, pauses, rejections
from models.checkins import checkins

MOST_REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """A check-in that somebody of the staff looks at."""

    challenge_id: int
    person_id: int
    day: date
    message_id: int | None


async def make_up(
    uow: UnitOfWork, challenge: Challenge, person_id: int, day: date
) -> tuple[Progress, tuple[tuple[int, int], ...]]:
    """Make up for a missed day; it counts for the streak and brings no reward of its own.

    Raises:
        Refusal: where that cannot be, or costs more than somebody has.
    """
    await _require_entrant(uow, challenge, person_id)
    plan, today = challenge.plan, challenge.today(uow.now)
    history, _ = await own_days(uow, challenge, person_id)
    why = may_make_up(plan, history, day, today)
    if why is not None:
        raise Refusal(
            Text(
                f"challenge-makeup-{why}", day=day, most=plan.makeup_days, cards=plan.makeup_quota
            )
        )
    is_earned = cards_left(plan, history) > 0
    if not is_earned:
        await take_price(uow, challenge, person_id, day)
    claimed = Claim(
        community_id=challenge.community_id,
        person_id=person_id,
        challenge_id=challenge.id,
        day=day,
        way=BY_CARD if is_earned else MADE_UP,
        at=uow.now,
    )
    if not await claim(uow, claimed):
        raise Refusal(Text("challenge-makeup-not-missed", day=day))
    await uow.execute(
        insert(makeups).values(
            challenge_id=challenge.id,
            person_id=person_id,
            local_day=day,
            price=0 if is_earned else plan.makeup_price,
            at=uow.now,
        )
    )
    _, progress = await own_days(uow, challenge, person_id)
    new = await pay_milestones(uow, challenge, person_id, progress, day=today)
    plan_card(uow, challenge)
    return progress, tuple(new)


async def pause(
    uow: UnitOfWork, challenge: Challenge, person_id: int, days: int
) -> tuple[date, date]:
    """Let somebody take a break from today on, or from tomorrow if they are in for today.

    Raises:
        Refusal: for more days than the challenge allows.
    """
    await _require_entrant(uow, challenge, person_id)
    plan, today = challenge.plan, challenge.today(uow.now)
    history, _ = await own_days(uow, challenge, person_id)
    used = sum((last - first).days + 1 for first, last in history.pauses)
    if days < 1 or used + days > plan.pause_days:
        raise Refusal(Text("challenge-pause-too-long", left=max(0, plan.pause_days - used)))
    first = max(today, plan.starts_on)
    if first in history.signed:
        first += ONE_DAY
    first = max([first, *(last + ONE_DAY for _, last in history.pauses)])
    last = first + (days - 1) * ONE_DAY
    if last > plan.ends_on:
        raise Refusal(Text("challenge-pause-beyond", day=plan.ends_on))
    await uow.execute(
        insert(pauses).values(
            challenge_id=challenge.id,
            person_id=person_id,
            first_day=first,
            last_day=last,
            at=uow.now,
        )
    )
    return first, last


async def evidence_at(
    uow: UnitOfWork, community_id: int, chat_id: int, message_id: int
) -> Evidence | None:
    """Return the check-in whose evidence a message is."""
    found = await uow.execute(
        select(checkins.c.challenge_id, checkins.c.person_id, checkins.c.local_day).where(
            checkins.c.community_id == community_id,
            checkins.c.challenge_id != 0,
            checkins.c.chat_id == chat_id,
            checkins.c.message_id == message_id,
        )
    )
    row = found.first()
    if row is None:
        return None
    return Evidence(row.challenge_id, row.person_id, row.local_day, message_id)


async def reject(
    uow: UnitOfWork, challenge: Challenge, shown: Evidence, reason: str, *, by: int
) -> tuple[int, int] | None:
    """Turn evidence down: the day is open again, and what it brought is taken back.

    Returns how much that was, and what each of the team had got for it; None if it is gone.
    """
    gone = await uow.execute(
        delete(checkins).where(
            checkins.c.community_id == challenge.community_id,
            checkins.c.challenge_id == challenge.id,
            checkins.c.person_id == shown.person_id,
            checkins.c.local_day == shown.day,
            checkins.c.way.not_in((MADE_UP, BY_CARD)),
        )
    )
    if not gone.rowcount:
        return None
    taken = await take_back(uow, challenge, shown.person_id, shown.day, by=by)
    team = await take_back_team(uow, challenge, shown.person_id, shown.day, by=by)
    await uow.execute(
        insert(rejections).values(
            challenge_id=challenge.id,
            person_id=shown.person_id,
            local_day=shown.day,
            message_id=shown.message_id,
            reason=reason[:MOST_REASON],
            rejected_by=by,
            at=uow.now,
        )
    )
    note(
        uow,
        community_id=challenge.community_id,
        category="settings",
        what="audit-challenge-rejected",
        actor_id=by,
        subject_id=shown.person_id,
        after={"challenge": challenge.plan.title, "day": shown.day.isoformat()},
    )
    plan_card(uow, challenge)
    return taken, team


async def rejections_of(uow: UnitOfWork, challenge_id: int) -> dict[int, int]:
    """Return how often evidence of each entrant was turned down."""
    found = await uow.execute(
        select(rejections.c.person_id, func.count().label("times"))
        .where(rejections.c.challenge_id == challenge_id)
        .group_by(rejections.c.person_id)
    )
    return {row.person_id: row.times for row in found}


async def _require_entrant(uow: UnitOfWork, challenge: Challenge, person_id: int) -> None:
    if challenge.state != "open":
        raise Refusal(Text("challenge-over", title=challenge.plan.title))
    if await entrant_of(uow, challenge.id, person_id) is None:
        raise Refusal(Text("challenge-not-in", title=challenge.plan.title))
