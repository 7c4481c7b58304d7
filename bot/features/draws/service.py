"""Take part in a draw: by button, word or command."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    except_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from bot.features.draws.keeping import END, plan_card, plan_work
from bot.features.draws.paying import take_price
from bot.features.draws.queries import Ticket, ticket_of
from bot.features.draws.rules import MOST_WEIGHT, Bonus, Draw, mark_of
from bot.features.places import Place
from bot.features.segments.queries import everybody
from bot.features.segments.rules import Unread
from bot.features.segments.service import Held, compiled, holds
from bot.features.segments.words import Scope, Vocabulary
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.draws import draw_tickets, draws
from models.members import members

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
    weight = await _weight_of(uow, scope, draw, vocabulary, person_id)
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
    """Work out once more, for everybody in it, how many tickets they have; two statements."""
    bonus = await _bonus(uow, scope, draw.plan.bonus, vocabulary)
    if bonus is None:
        return
    mine = draw_tickets.c.draw_id == draw.id
    heavy = select(draw_tickets.c.person_id).where(mine, draw_tickets.c.weight != 1)
    light = except_(heavy, select(bonus.c.person_id))
    await uow.execute(
        update(draw_tickets).where(mine, draw_tickets.c.person_id.in_(light)).values(weight=1)
    )
    weight = _weight(uow, bonus.c.tickets)
    await uow.execute(
        update(draw_tickets)
        .where(
            mine,
            draw_tickets.c.excluded.is_(None),
            draw_tickets.c.person_id == bonus.c.person_id,
            draw_tickets.c.weight != weight,
        )
        .values(weight=weight)
    )


async def exclude(uow: UnitOfWork, scope: Scope, draw: Draw, vocabulary: Vocabulary) -> None:
    """Take out whoever may not win now, each with a reason: banned, gone, or not fit any more.

    What both databases do with sets: whoever is in it, except those who fit.
    """
    who, mine = draw_tickets.c.person_id, draw_tickets.c.draw_id == draw.id
    rest = (mine, draw_tickets.c.excluded.is_(None))
    banned = select(cases.c.person_id).where(*in_force(uow, draw.community_id))
    taken_out = update(draw_tickets).where(*rest, who.in_(banned))
    await uow.execute(taken_out.values(excluded="banned"))
    fit = await _fit(uow, scope, draw, vocabulary)
    unfit = except_(select(who).where(*rest), everybody(draw.community_id) if fit is None else fit)
    why = "left" if fit is None else "outside"
    await uow.execute(update(draw_tickets).where(*rest, who.in_(unfit)).values(excluded=why))
    if fit is not None:
        # Of the few, those who are gone are told as such.
        here = everybody(draw.community_id).where(members.c.person_id == who)
        gone = update(draw_tickets).where(
            mine, draw_tickets.c.excluded == "outside", ~exists(here.correlate(draw_tickets))
        )
        await uow.execute(gone.values(excluded="left"))


def in_force(uow: UnitOfWork, community_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return what tells a ban that stands, by a published case."""
    return (
        cases.c.community_id == community_id,
        cases.c.action == "ban",
        cases.c.state == "applied",
        or_(cases.c.until.is_(None), cases.c.until > uow.now),
    )


async def _fit(
    uow: UnitOfWork, scope: Scope, draw: Draw, vocabulary: Vocabulary
) -> Select[tuple[int]] | None:
    if draw.plan.only is None:
        return None
    try:
        return await compiled(uow, scope, vocabulary, draw.plan.only)
    except Unread:
        # What it names is gone since: who was let in by it stays in.
        return None


async def _weight_of(
    uow: UnitOfWork, scope: Scope, draw: Draw, vocabulary: Vocabulary, person_id: int
) -> int:
    bonus = await _bonus(uow, scope, draw.plan.bonus, vocabulary, person_id)
    if bonus is None:
        return 1
    weight = await uow.execute(select(_weight(uow, bonus.c.tickets)))
    return int(weight.scalar() or 1)


async def _bonus(
    uow: UnitOfWork,
    scope: Scope,
    bonus: tuple[Bonus, ...],
    vocabulary: Vocabulary,
    person_id: int | None = None,
) -> Subquery | None:
    """Return who has how many tickets more, as a table; a condition that is gone brings none."""
    parts = []
    for each in bonus:
        try:
            selected = await compiled(uow, scope, vocabulary, each.condition)
        except Unread:
            continue
        if person_id is not None:
            selected = selected.where(members.c.person_id == person_id)
        parts.append(selected.add_columns(literal(each.tickets).label("tickets")))
    if not parts:
        return None
    if len(parts) == 1:
        # Who is selected is selected once: there is nothing to sum up.
        return parts[0].subquery()
    whole = union_all(*parts).subquery()
    summed = func.sum(whole.c.tickets).label("tickets")
    return select(whole.c.person_id, summed).group_by(whole.c.person_id).subquery()


def _weight(uow: UnitOfWork, more: ColumnElement[int]) -> ColumnElement[int]:
    least = func.min if uow.dialect == "sqlite" else func.least
    return least(1 + more, MOST_WEIGHT)


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
