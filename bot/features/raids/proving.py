"""Let a newcomer show that they are human: the right picture of four, by one press."""

from enum import Enum, auto

from sqlalchemy import select, update

from bot.features.gates.noticing import prove_human
from bot.features.gates.rules import puzzle_of
from bot.features.places import place_of
from bot.features.raids.queries import Raid
from bot.features.raids.rules import TRIES
from bot.features.raids.service import plan_refresh
from bot.features.restrictions.service import lift, reasons_of
from bot.kit.unit_of_work import UnitOfWork
from models.raids import raid_arrivals


class Proof(Enum):
    """What became of a press."""

    FREED = auto()
    STILL_HELD = auto()
    ALREADY = auto()
    WRONG = auto()
    TOO_OFTEN = auto()
    NOT_HELD = auto()
    OVER = auto()


async def prove(uow: UnitOfWork, raid: Raid, person_id: int, picture: int) -> Proof:
    """Let go of somebody who presses the picture that is asked for.

    What holds them for another reason holds them still. Only a press of their own counts, and a
    guesser has a few tries; whoever used them up waits until the gate opens.
    """
    if not raid.is_on:
        return Proof.OVER
    mine = (raid_arrivals.c.raid_id == raid.id, raid_arrivals.c.person_id == person_id)
    found = await uow.execute(
        select(raid_arrivals.c.state, raid_arrivals.c.tries).where(*mine).with_for_update()
    )
    row = found.first()
    if row is None:
        return Proof.NOT_HELD
    if row.state != "muted":
        return Proof.ALREADY if row.state == "proven" else Proof.NOT_HELD
    if row.tries >= TRIES:
        return Proof.TOO_OFTEN
    if picture != puzzle_of(raid.seed).right:
        await uow.execute(update(raid_arrivals).where(*mine).values(tries=row.tries + 1))
        return Proof.WRONG if row.tries + 1 < TRIES else Proof.TOO_OFTEN
    await uow.execute(update(raid_arrivals).where(*mine).values(state="proven"))
    await lift(uow, raid.chat_id, person_id, raid.reason)
    plan_refresh(uow, raid)
    uow.remember(("raid before", raid.id), None)
    place = place_of(uow, raid.chat_id)
    if place is not None:
        # Who is human to the one gate is human to the other.
        await prove_human(uow, place, person_id)
    is_held = bool(await reasons_of(uow, raid.chat_id, person_id))
    return Proof.STILL_HELD if is_held else Proof.FREED
