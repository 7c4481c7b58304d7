"""Offer to help newcomers, find somebody for one of them, and thank who helped."""

from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import insert, update

from bot.features.buddies.queries import (
    Pairing,
    free_for,
    helped_by,
    open_pairing,
    pairing_by_id,
    times_asked,
)
from bot.features.buddies.rules import (
    ANSWERED_WITHIN,
    MOST_ASKED,
    SETTLED_AFTER,
    State,
    chosen,
)
from bot.features.communities.locking import lock
from bot.features.facts import MemberLeft
from bot.features.onboarding.queries import is_present
from bot.features.place import Place
from bot.features.points.service import Grant, award
from bot.kit.collector import Tally
from bot.kit.days import local_day
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.buddies import buddies, pairings

ASK: Final = "buddy-ask"
UNANSWERED: Final = "buddy-unanswered"
PAIRED: Final = "buddy-paired"
NOBODY: Final = "buddy-nobody"
SETTLED: Final = "buddy-settled"
RULE: Final = "buddy"

Answered: TypeAlias = Literal["paired", "declined", "over"]

BUDDIES: Final = Tally(
    "buddies",
    buddies,
    ("community_id", "person_id"),
    {"capacity": "last", "is_on": "last"},
)


async def volunteer(uow: UnitOfWork, community_id: int, person_id: int, capacity: int) -> None:
    """Offer to help so many newcomers at a time."""
    row = {
        "community_id": community_id,
        "person_id": person_id,
        "capacity": capacity,
        "is_on": True,
        "since": uow.now,
    }
    await uow.execute(BUDDIES.statement(uow.dialect), [row])


async def withdraw(uow: UnitOfWork, community_id: int, person_id: int) -> int:
    """Offer it no more; whom somebody helped is found another. Returns how many they were."""
    await uow.execute(
        update(buddies)
        .where(buddies.c.community_id == community_id, buddies.c.person_id == person_id)
        .values(is_on=False)
    )
    return await _hand_on(uow, community_id, person_id)


async def seek(uow: UnitOfWork, community_id: int, newcomer_id: int) -> Pairing | None:
    """Find somebody for a newcomer who wants it, and have them asked; None: nobody is free."""
    # Two newcomers at one moment must not both take the last free hand.
    await lock(uow, community_id)
    held = await open_pairing(uow, community_id, newcomer_id)
    if held is not None:
        return held
    if await times_asked(uow, community_id, newcomer_id) >= MOST_ASKED:
        return None
    free = chosen(await free_for(uow, community_id, newcomer_id))
    if free is None:
        return None
    created = await uow.execute(
        insert(pairings)
        .values(
            community_id=community_id,
            newcomer_id=newcomer_id,
            buddy_id=free.person_id,
            state="asked",
            at=uow.now,
        )
        .returning(pairings.c.id)
    )
    number = int(created.scalar_one())
    _plan(uow, ASK, number)
    _plan(uow, UNANSWERED, number, after=ANSWERED_WITHIN)
    return await pairing_by_id(uow, number)


async def answer(uow: UnitOfWork, pairing: Pairing, *, is_yes: bool) -> Answered:
    """Hear whether somebody helps; answered once, and names are told only on a yes."""
    if not is_yes:
        return "declined" if await _decline(uow, pairing) else "over"
    if not await _turn(uow, pairing, ("asked",), "paired", is_end=False):
        return "over"
    _plan(uow, PAIRED, pairing.id)
    _plan(uow, SETTLED, pairing.id, after=SETTLED_AFTER)
    return "paired"


async def give_up_waiting(uow: UnitOfWork, pairing: Pairing) -> None:
    """Ask the next one where nobody answered."""
    await _decline(uow, pairing)


async def settle_in(uow: UnitOfWork, place: Place, pairing: Pairing) -> bool:
    """Thank a buddy whose newcomer is still here after a week; once for each newcomer."""
    if not await is_present(uow, pairing.community_id, pairing.newcomer_id):
        await _turn(uow, pairing, ("paired",), "ended")
        return False
    if not await _turn(uow, pairing, ("paired",), "kept"):
        return False
    points = place.policy.buddies.points
    return await award(
        uow,
        Grant(
            community_id=pairing.community_id,
            person_id=pairing.buddy_id,
            experience=points,
            points=points,
            rule=RULE,
            source_type="pairing",
            source_id=str(pairing.id),
            local_day=local_day(uow.now, place.zone),
            key=f"buddy:{pairing.newcomer_id}",
        ),
    )


async def saw_departure(uow: UnitOfWork, fact: MemberLeft) -> None:
    """End what a newcomer who left had, and find others for whom a buddy who left helped."""
    held = await open_pairing(uow, fact.community_id, fact.person_id)
    helped = await helped_by(uow, fact.community_id, fact.person_id)
    if held is None and not helped:
        return
    if await is_present(uow, fact.community_id, fact.person_id):
        return
    if held is not None:
        await _turn(uow, held, ("asked", "paired"), "ended")
    if helped:
        await _hand_on(uow, fact.community_id, fact.person_id)


async def _hand_on(uow: UnitOfWork, community_id: int, buddy_id: int) -> int:
    helped = await helped_by(uow, community_id, buddy_id)
    for pairing in helped:
        if await _turn(uow, pairing, ("asked", "paired"), "ended"):
            await _next(uow, pairing)
    return len(helped)


async def _decline(uow: UnitOfWork, pairing: Pairing) -> bool:
    if not await _turn(uow, pairing, ("asked",), "declined"):
        return False
    await _next(uow, pairing)
    return True


async def _next(uow: UnitOfWork, pairing: Pairing) -> None:
    if not await is_present(uow, pairing.community_id, pairing.newcomer_id):
        return
    if await seek(uow, pairing.community_id, pairing.newcomer_id) is None:
        _plan(uow, NOBODY, pairing.id)


async def _turn(
    uow: UnitOfWork,
    pairing: Pairing,
    before: tuple[State, ...],
    after: State,
    *,
    is_end: bool = True,
) -> bool:
    values: dict[str, Any] = {"state": after}
    values |= {"ended_at": uow.now} if is_end else {"at": uow.now}
    turned = await uow.execute(
        update(pairings)
        .where(
            pairings.c.id == pairing.id,
            pairings.c.state.in_(before),
            pairings.c.ended_at.is_(None),
        )
        .values(values)
    )
    return bool(turned.rowcount)


def _plan(uow: UnitOfWork, kind: str, pairing_id: int, *, after: Any = None) -> None:
    at = uow.now if after is None else uow.now + after
    uow.schedule(Due(f"{kind}:{pairing_id}", kind, at, {"pairing_id": pairing_id}))
