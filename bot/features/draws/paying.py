"""What a draw takes and pays: each once, by a key that says what it was for."""

from datetime import date

from sqlalchemy import String, cast, func, insert, literal, select, update

from bot.features.draws.rules import Draw
from bot.features.points.service import Grant, award
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.draws import draw_tickets
from models.members import members
from models.points import ledger

ENTRY_RULE = "draw"
REFUND_RULE = "draw-refund"
PRIZE_RULE = "draw-prize"
SOURCE = "draw"


async def take_price(uow: UnitOfWork, draw: Draw, person_id: int, day: date) -> None:
    """Take what an entry costs.

    Raises:
        Refusal: for whoever has not as much to spend.
    """
    price = draw.plan.price
    if not price:
        return
    # The row is held from the check to the debit: nobody spends the same points twice.
    held = await uow.execute(
        update(members)
        .where(
            members.c.community_id == draw.community_id,
            members.c.person_id == person_id,
            members.c.points >= price,
        )
        .values(points=members.c.points)
    )
    if not held.rowcount:
        raise Refusal(Text("draw-too-dear", price=price))
    await award(uow, _grant(draw, person_id, -price, rule=ENTRY_RULE, day=day))


async def give_back(uow: UnitOfWork, draw: Draw, day: date, *, is_excluded: bool) -> None:
    """Give back what entries cost: to those whom the freeze took out, or else to everybody.

    A row of the ledger each, and the sums with them, as two statements for however many.
    """
    price = draw.plan.price
    if not price:
        return
    key = f"{REFUND_RULE}:{draw.id}"
    theirs = [draw_tickets.c.draw_id == draw.id, draw_tickets.c.person_id > 0]
    if is_excluded:
        theirs.append(draw_tickets.c.excluded.is_not(None))
    paid = select(ledger.c.person_id).where(
        ledger.c.community_id == draw.community_id, ledger.c.key == f"{ENTRY_RULE}:{draw.id}"
    )
    had = select(ledger.c.person_id).where(
        ledger.c.community_id == draw.community_id, ledger.c.key == key
    )
    owed = select(draw_tickets.c.person_id).where(
        *theirs, draw_tickets.c.person_id.in_(paid), draw_tickets.c.person_id.not_in(had)
    )
    # The sums first: what is in the ledger afterwards says that they were paid.
    await uow.execute(
        update(members)
        .where(members.c.community_id == draw.community_id, members.c.person_id.in_(owed))
        .values(points=members.c.points + price)
    )
    names = ("community_id", "person_id", "experience", "points", "rule", "source_type")
    more = ("source_id", "local_day", "key", "at")
    rows = owed.with_only_columns(
        literal(draw.community_id),
        draw_tickets.c.person_id,
        literal(0),
        literal(price),
        literal(REFUND_RULE),
        literal(SOURCE),
        cast(literal(str(draw.id)), String),
        literal(day),
        literal(key),
        literal(uow.now, ledger.c.at.type),
    )
    await uow.execute(insert(ledger).from_select([*names, *more], rows))


async def pay_prize(
    uow: UnitOfWork, draw: Draw, person_id: int, points: int, *, day: date
) -> bool:
    """Pay a prize in points; once a draw and member."""
    return await award(uow, _grant(draw, person_id, points, rule=PRIZE_RULE, day=day))


async def spent_on(uow: UnitOfWork, draw: Draw) -> int:
    """Return the points that a draw gave out as prizes."""
    found = await uow.execute(
        select(func.coalesce(func.sum(ledger.c.points), 0)).where(
            ledger.c.community_id == draw.community_id,
            ledger.c.key == f"{PRIZE_RULE}:{draw.id}",
        )
    )
    return int(found.scalar_one())


def _grant(draw: Draw, person_id: int, points: int, *, rule: str, day: date) -> Grant:
    return Grant(
        community_id=draw.community_id,
        person_id=person_id,
        experience=0,
        points=points,
        rule=rule,
        source_type=SOURCE,
        source_id=str(draw.id),
        local_day=day,
        key=f"{rule}:{draw.id}",
    )
