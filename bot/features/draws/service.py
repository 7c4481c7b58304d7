"""Take part in a draw: by button, word or command."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from bot.features.draws.keeping import END, plan_card, plan_work
from bot.features.draws.paying import take_price
from bot.features.draws.queries import Ticket, ticket_of
from bot.features.draws.rules import MOST_WEIGHT, Bonus, Draw, mark_of
from bot.features.places import Place
from bot.features.segments.rules import Unread
from bot.features.segments.service import Held, compiled, holds
from bot.features.segments.words import Scope, Vocabulary
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.draws import draw_tickets, draws

_MOST_TOLD: Final = 2


@dataclass(frozen=True, slots=True)
class Entered:
    """In it: with which ticket, and whether that is news."""

    ticket: Ticket
    is_new: bool


async def enter(
    uow: UnitOfWork, place: Place, draw: Draw, vocabulary: Vocabulary, person_id: int
) -> Entered:
    """Let somebody in, with a ticket and a salt; what it costs is taken in the same breath.

    Raises:
        Refusal: for whoever it is not meant for, in words; for whom it is too dear; or it is over.
    """
    held = await ticket_of(uow, draw.id, person_id)
    if held is not None:
        return Entered(held, is_new=False)
    plan = draw.plan
    if draw.state != "open" or (plan.ends_at is not None and plan.ends_at <= uow.now):
        raise Refusal(Text("draw-over", title=plan.title))
    scope = place.scope(uow.now)
    if plan.only is not None:
        await _require(uow, scope, draw, vocabulary, person_id)
    # The draw's row is held from here to the commit: whoever freezes it waits for the ticket.
    claimed = await uow.execute(
        update(draws)
        .where(
            draws.c.id == draw.id,
            draws.c.state == "open",
            or_(draws.c.most.is_(None), draws.c.entrants < draws.c.most),
        )
        .values(entrants=draws.c.entrants + 1)
        .returning(draws.c.entrants)
    )
    number = claimed.scalar()
    if number is None:
        raise Refusal(Text("draw-over", title=plan.title))
    day = uow.now.astimezone(place.zone).date()
    await take_price(uow, draw, person_id, day)
    salt = uow.chance.seed()[:16].hex()
    weight = await _weight(uow, scope, draw, vocabulary, person_id)
    await uow.execute(
        insert(draw_tickets).values(
            draw_id=draw.id,
            person_id=person_id,
            number=number,
            weight=weight,
            salt=salt,
            mark=mark_of(salt, person_id),
            excluded=None,
            at=uow.now,
        )
    )
    if plan.most is not None and number >= plan.most:
        plan_work(uow, draw, END, "full", at=uow.now)
    plan_card(uow, draw)
    return Entered(Ticket(number, weight, salt, None), is_new=True)


async def weigh_all(uow: UnitOfWork, scope: Scope, draw: Draw, vocabulary: Vocabulary) -> None:
    """Work out once more, for everybody in it, how many tickets they have; one statement."""
    if not draw.plan.bonus:
        return
    weight = await _weighed(uow, scope, draw.plan.bonus, vocabulary, draw_tickets.c.person_id)
    await uow.execute(
        update(draw_tickets)
        .where(
            draw_tickets.c.draw_id == draw.id,
            draw_tickets.c.excluded.is_(None),
            draw_tickets.c.weight != weight,
        )
        .values(weight=weight)
    )


async def outside(
    uow: UnitOfWork, scope: Scope, draw: Draw, vocabulary: Vocabulary
) -> Select[tuple[int]] | None:
    """Select whom the condition lets in now; None where it lets everybody in."""
    if draw.plan.only is None:
        return None
    try:
        return await compiled(uow, scope, vocabulary, draw.plan.only)
    except Unread:
        # What it names is gone since: who was let in by it stays in.
        return None


async def _weight(
    uow: UnitOfWork, scope: Scope, draw: Draw, vocabulary: Vocabulary, person_id: int
) -> int:
    if not draw.plan.bonus:
        return 1
    who = literal(person_id)
    weight = await _weighed(uow, scope, draw.plan.bonus, vocabulary, who)
    return int((await uow.execute(select(weight))).scalar_one())


async def _weighed(
    uow: UnitOfWork,
    scope: Scope,
    bonus: tuple[Bonus, ...],
    vocabulary: Vocabulary,
    who: ColumnElement[int],
) -> ColumnElement[int]:
    """Return how many tickets somebody has, in SQL; a condition that is gone brings none."""
    total: ColumnElement[int] = literal(1)
    for each in bonus:
        try:
            selected = await compiled(uow, scope, vocabulary, each.condition)
        except Unread:
            continue
        total += case((and_(who.in_(selected)), each.tickets), else_=0)
    return _least(uow, total)


def _least(uow: UnitOfWork, total: ColumnElement[int]) -> ColumnElement[int]:
    least = func.min if uow.dialect == "sqlite" else func.least
    return least(total, MOST_WEIGHT)


async def _require(
    uow: UnitOfWork, scope: Scope, draw: Draw, vocabulary: Vocabulary, person_id: int
) -> None:
    try:
        held = await holds(uow, scope, vocabulary, draw.plan.only or "", person_id)
    except Unread:
        # What it names is gone: nobody is let in by accident, and the staff can change it.
        held = Held(is_in=False)
    if held.is_in:
        return
    # It is told as a toast, which has room for the conditions that are missing alone.
    missing = [(clause, why) for clause, is_so, why in held.clauses if not is_so][:_MOST_TOLD]
    if not missing:
        raise Refusal(Text("draw-not-for-you", title=draw.plan.title))
    told: Text | str = ""
    for clause, why in missing:
        one = clause if why is None else Text("draw-missing", clause=clause, why=why)
        told = one if not told else Text("draw-missing-and", one=told, other=one)
    raise Refusal(Text("draw-not-yet-for-you", missing=told))
