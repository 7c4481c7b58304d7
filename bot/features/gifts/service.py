"""Give points: between members, so that their sum stays, and by the staff with a reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select

from bot.features.audits.service import note
from bot.features.communities.locking import lock
from bot.features.gifts.rules import LONGEST_REASON, Kind, Terms, Today, obstacle_to
from bot.features.members.service import sight
from bot.features.points.service import Grant, award, balance_of, spend
from bot.kit.collector import Tally
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.gifts import gifts
from models.members import members

GIFTS: Final = Tally("gifts", gifts, ("community_id", "key"), {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """Who gives whom how much, where and on which local day; the key makes it one of a kind."""

    community_id: int
    giver_id: int
    person_id: int
    points: int
    chat_id: int
    key: str
    local_day: date


@dataclass(frozen=True, slots=True)
class Given:
    """What came of it: how much was moved, and what whoever gave holds since."""

    points: int
    left: int


async def give(uow: UnitOfWork, giving: Giving, terms: Terms) -> Given | None:
    """Give some of one's own points to another member; None where it was done before.

    Raises:
        Refusal: beyond what one may give, or more than one holds.
    """
    # Two gifts at once must both see what the other has given.
    await lock(uow, giving.community_id)
    gift_id = await _claim(uow, giving, "gift", "")
    if gift_id is None:
        return None
    obstacle = obstacle_to(
        giving.points,
        await _today(uow, giving),
        terms,
        is_self=giving.giver_id == giving.person_id,
        known_for=await _known_for(uow, giving),
    )
    if obstacle is not None:
        most = {"much": terms.given_a_day, "often": terms.gifts_a_day, "full": terms.got_a_day}
        days = max(1, terms.age // timedelta(days=1))
        raise Refusal(Text(f"gift-{obstacle}", most=most.get(obstacle, 0), days=days))
    # Whoever is given something may never have spoken here since the bot came.
    sight(uow, giving.community_id, giving.person_id, uow.now)
    less = _entry(giving, gift_id, giving.giver_id, -giving.points, "gift")
    is_paid = await spend(uow, less)
    left = (await balance_of(uow, giving.community_id, giving.giver_id)).points
    if not is_paid:
        raise Refusal(Text("gift-short", points=max(left, 0)))
    await award(uow, _entry(giving, gift_id, giving.person_id, giving.points, "gift"))
    return Given(giving.points, left)


async def grant(
    uow: UnitOfWork, giving: Giving, terms: Terms, *, reason: str, is_fine: bool
) -> Given | None:
    """Grant somebody points or fine them, with a reason; None where it was done before.

    A fine takes no more than is there: only a reversal may take points below zero.

    Raises:
        Refusal: beyond what one of the staff may decide about in a day.
    """
    await lock(uow, giving.community_id)
    kind: Kind = "fine" if is_fine else "grant"
    gift_id = await _claim(uow, giving, kind, reason)
    if gift_id is None:
        return None
    decided = await uow.execute(
        select(func.coalesce(func.sum(gifts.c.points), 0)).where(
            gifts.c.community_id == giving.community_id,
            gifts.c.actor_id == giving.giver_id,
            gifts.c.local_day == giving.local_day,
            gifts.c.kind == kind,
        )
    )
    if int(decided.scalar_one()) > terms.staff_a_day:
        raise Refusal(Text("grant-much", most=terms.staff_a_day))
    sight(uow, giving.community_id, giving.person_id, uow.now)
    held = await balance_of(uow, giving.community_id, giving.person_id)
    points = -min(giving.points, max(held.points, 0)) if is_fine else giving.points
    if points:
        await award(uow, _entry(giving, gift_id, giving.person_id, points, kind))
    note(
        uow,
        community_id=giving.community_id,
        category="settings",
        what="audit-points-fined" if is_fine else "audit-points-granted",
        actor_id=giving.giver_id,
        subject_id=giving.person_id,
        chat_id=giving.chat_id,
        after={"points": points},
    )
    return Given(abs(points), held.points + points)


async def _claim(uow: UnitOfWork, giving: Giving, kind: Kind, reason: str) -> int | None:
    """Write the gift down; None where that was done before."""
    row = {
        "community_id": giving.community_id,
        "key": giving.key,
        "kind": kind,
        "person_id": giving.person_id,
        "actor_id": giving.giver_id,
        "points": giving.points,
        "reason": reason[:LONGEST_REASON],
        "local_day": giving.local_day,
        "at": uow.now,
    }
    claimed = await uow.execute(GIFTS.statement(uow.dialect).returning(gifts.c.id), [row])
    found: int | None = claimed.scalar()
    return found


async def _today(uow: UnitOfWork, giving: Giving) -> Today:
    by, of = gifts.c.actor_id == giving.giver_id, gifts.c.person_id == giving.person_id
    others = gifts.c.key != giving.key
    found = await uow.execute(
        select(
            func.coalesce(func.sum(gifts.c.points).filter(by), 0),
            func.count().filter(by),
            func.coalesce(func.sum(gifts.c.points).filter(of), 0),
        ).where(
            gifts.c.community_id == giving.community_id,
            gifts.c.local_day == giving.local_day,
            gifts.c.kind == "gift",
            others,
            by | of,
        )
    )
    return Today(*map(int, found.one()))


async def _known_for(uow: UnitOfWork, giving: Giving) -> timedelta:
    found = await uow.execute(
        select(members.c.first_seen_at).where(
            members.c.community_id == giving.community_id,
            members.c.person_id == giving.giver_id,
        )
    )
    since = found.scalar()
    return timedelta(0) if since is None else uow.now - since


def _entry(giving: Giving, gift_id: int, person_id: int, points: int, rule: Kind) -> Grant:
    return Grant(
        community_id=giving.community_id,
        person_id=person_id,
        experience=0,
        points=points,
        rule=rule,
        source_type="gift",
        source_id=str(gift_id),
        local_day=giving.local_day,
        key=f"gift:{gift_id}:{'to' if points > 0 else 'from'}",
        actor_id=giving.giver_id,
        chat_id=giving.chat_id,
    )
