"""Give prizes out: claimed by a deadline, delivered by the staff, and passed on where vacant."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, insert, select, update

from bot.features.draws.closing import seat
from bot.features.draws.keeping import FILL, plan_work
from bot.features.draws.queries import Seat, lines_of, people_of, seats_held
from bot.features.draws.rules import HELD, Draw, ranked
from bot.features.draws.service import in_force
from bot.features.places import Place
from bot.features.segments.queries import everybody
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.draws import draw_seats

MOST_CONTACT: Final = 500


@dataclass(frozen=True, slots=True)
class Passed:
    """A vacant seat: who holds it now, if there was somebody left, and who was passed over."""

    number: int
    held: Seat | None
    passed: int


async def claim(uow: UnitOfWork, draw: Draw, person_id: int) -> Seat:
    """Claim one's prize in time; claiming it again changes nothing.

    Raises:
        Refusal: for whoever won nothing, or comes too late.
    """
    won = await seats_held(uow, draw.id, person_id=person_id)
    if not won:
        raise Refusal(Text("draw-nothing-to-claim", title=draw.plan.title))
    held = won[0]
    if held.state != "offered":
        return held
    claimed = await uow.execute(
        update(draw_seats)
        .where(*_of(held), draw_seats.c.state == "offered", draw_seats.c.claim_by > uow.now)
        .values(state="claimed", settled_at=uow.now)
    )
    if not claimed.rowcount:
        raise Refusal(Text("draw-claim-late", title=draw.plan.title))
    return (await seats_held(uow, draw.id, person_id=person_id))[0]


async def keep_contact(uow: UnitOfWork, draw: Draw, person_id: int, words: str) -> bool:
    """Keep, sealed, where a claimed prize is to go; False if there is none to be sent."""
    plain = " ".join(words.split())[:MOST_CONTACT]
    kept = await uow.execute(
        update(draw_seats)
        .where(
            draw_seats.c.draw_id == draw.id,
            draw_seats.c.person_id == person_id,
            draw_seats.c.state == "claimed",
        )
        .values(contact=uow.seal.shut(plain))
    )
    return bool(kept.rowcount)


async def decline(uow: UnitOfWork, draw: Draw, person_id: int) -> bool:
    """Let one's prize go to the next; False if one holds none that could go."""
    won = await seats_held(uow, draw.id, person_id=person_id)
    if not won:
        return False
    return await vacate(uow, draw, won[0], "declined", of=("offered", "claimed"))


async def deliver(uow: UnitOfWork, draw: Draw, number: int, *, by: int) -> bool:
    """Mark a prize as delivered; what was written for it is forgotten then. Once."""
    done = await uow.execute(
        update(draw_seats)
        .where(
            draw_seats.c.draw_id == draw.id,
            draw_seats.c.number == number,
            draw_seats.c.state.in_(("offered", "claimed")),
        )
        .values(state="delivered", delivered_by=by, contact=None, settled_at=uow.now)
    )
    return bool(done.rowcount)


async def vacate(
    uow: UnitOfWork, draw: Draw, held: Seat, why: str, *, of: tuple[str, ...] = ("offered",)
) -> bool:
    """Take a seat from whoever holds it in one of these states; the next one is asked. Once."""
    taken = await uow.execute(
        update(draw_seats)
        .where(*_of(held), draw_seats.c.state.in_(of))
        .values(state=why, contact=None, settled_at=uow.now)
    )
    if not taken.rowcount:
        return False
    key = f"{held.number}:{held.turn}"
    plan_work(uow, draw, FILL, key, at=uow.now, number=held.number, turn=held.turn)
    return True


async def fill(uow: UnitOfWork, place: Place, draw: Draw, number: int) -> Passed | None:
    """Give a vacant seat to the next stand-by who is still here; None if somebody holds it.

    The order is the one that was drawn: nobody is drawn again, and nobody wins twice.
    """
    whole = await seats_held(uow, draw.id, is_whole=True)
    turns = [each for each in whole if each.number == number]
    if not turns or any(each.state in HELD for each in turns):
        return None
    lines = await lines_of(uow, draw.id)
    taken = {each.ticket for each in whole}
    order = ranked(draw.final or "", lines)
    turn = max(each.turn for each in turns)
    for passed, ticket in enumerate(each for each in order if each not in taken):
        turn += 1
        person_id = (await people_of(uow, draw.id, [ticket]))[ticket]
        why = "forgotten" if person_id < 0 else await _unfit(uow, draw, person_id)
        if why is None:
            await seat(uow, place, draw, number, turn, ticket, person_id)
            held = await seats_held(uow, draw.id, person_id=person_id)
            return Passed(number, held[0], passed)
        await _pass_over(uow, draw, number, turn, ticket, person_id, why)
    return Passed(number, None, 0)


async def _unfit(uow: UnitOfWork, draw: Draw, person_id: int) -> str | None:
    """Return why somebody cannot win now: gone, or banned by a case."""
    banned = exists().where(cases.c.person_id == person_id, *in_force(uow, draw.community_id))
    here = everybody(draw.community_id).subquery()
    found = await uow.execute(select(banned, exists().where(here.c.person_id == person_id)))
    row: Any = found.one()
    is_banned, is_here = row
    return "banned" if is_banned else None if is_here else "left"


async def _pass_over(  # noqa: PLR0917 — a row, in the order of its columns
    uow: UnitOfWork, draw: Draw, number: int, turn: int, ticket: int, person_id: int, why: str
) -> None:
    await uow.execute(
        insert(draw_seats).values(
            draw_id=draw.id,
            number=number,
            turn=turn,
            ticket=ticket,
            person_id=person_id,
            state=why,
            at=uow.now,
            settled_at=uow.now,
        )
    )


def _of(held: Seat) -> tuple[ColumnElement[bool], ...]:
    return (
        draw_seats.c.draw_id == held.draw_id,
        draw_seats.c.number == held.number,
        draw_seats.c.turn == held.turn,
    )
