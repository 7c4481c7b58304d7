"""Close a draw: freeze who is in it, take in the dice, and draw. Each step is done once."""

from datetime import timedelta
from typing import Final

from sqlalchemy import insert, update

from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import Turnout
from bot.features.draws.keeping import AGAIN, FILL, KIND, LAPSE, REVEAL, anew, plan_card, plan_work
from bot.features.draws.paying import give_back, pay_prize
from bot.features.draws.proofs import Proof
from bot.features.draws.queries import edits_of, excluded_of, lines_of, people_of, seed_of
from bot.features.draws.rules import (
    DICE,
    Draw,
    digest,
    final_of,
    is_full,
    list_of,
    ranked,
    seats_of,
)
from bot.features.draws.service import exclude, weigh_all
from bot.features.places import Place
from bot.features.segments.words import Vocabulary
from bot.kit.unit_of_work import UnitOfWork
from models.communities import communities
from models.draws import draw_seats, draws

# Whatever happens to the dice, by then the seed is known to everybody.
REVEALS_WITHIN: Final = timedelta(hours=24)
MOST_STANDBYS: Final = 100


async def freeze(
    uow: UnitOfWork, place: Place, draw: Draw, vocabulary: Vocabulary
) -> tuple[Draw, str] | None:
    """Look at everybody once more, and fix the public list; None if it is not open any more.

    Returns:
        The draw with its root, and the list as it is published.
    """
    claimed = await uow.execute(
        update(draws)
        .where(draws.c.id == draw.id, draws.c.state == "open")
        .values(state="frozen", frozen_at=uow.now, reveal_by=uow.now + REVEALS_WITHIN)
    )
    if not claimed.rowcount:
        return None
    scope = place.scope(uow.now)
    await exclude(uow, scope, draw, vocabulary)
    await weigh_all(uow, scope, draw, vocabulary)
    day = uow.now.astimezone(place.zone).date()
    await give_back(uow, draw, day, is_excluded=True)
    public = list_of(await lines_of(uow, draw.id))
    await uow.execute(update(draws).where(draws.c.id == draw.id).values(root=digest(public)))
    await uow.execute(
        update(communities)
        .where(communities.c.id == draw.community_id)
        .values(version=uow.stamp())
    )
    plan_card(uow, draw)
    plan_work(uow, draw, REVEAL, "", at=uow.now + REVEALS_WITHIN)
    return await anew(uow, draw.id), public


async def take_die(uow: UnitOfWork, draw: Draw, at: int, value: int, how: str) -> Draw | None:
    """Keep a throw, in its order; None where it is not awaited or was kept before."""
    if draw.state != "frozen" or len(draw.dice) >= DICE or at in {each for each, *_ in draw.dice}:
        return None
    dice = [*map(list, draw.dice), [at, value, how]]
    claimed = await uow.execute(
        update(draws)
        .where(draws.c.id == draw.id, draws.c.state == "frozen", draws.c.tries == draw.tries)
        .values(dice=dice, tries=draw.tries + 1)
    )
    return await anew(uow, draw.id) if claimed.rowcount else None


async def try_again(uow: UnitOfWork, draw: Draw) -> Draw | None:
    """Let a throw that surely never was be tried once more; None if that was done before."""
    claimed = await uow.execute(
        update(draws)
        .where(draws.c.id == draw.id, draws.c.state == "frozen", draws.c.tries == draw.tries)
        .values(tries=draw.tries + 1)
    )
    return await anew(uow, draw.id) if claimed.rowcount else None


async def decide(uow: UnitOfWork, place: Place, draw: Draw) -> Draw | None:
    """Draw: persist the winners and everything that proves them; None if that was done before.

    It is told afterwards, from what is stored.
    """
    lines = await lines_of(uow, draw.id)
    plan, values = draw.plan, draw.values
    if not is_full(len(values), has_dice=plan.has_dice, tickets=len(lines)):
        return None
    seed = await seed_of(uow, draw.id)
    if seed is None:
        raise LookupError("the key that sealed the seed is gone")
    final = final_of(seed, draw.id, draw.rules_hash, draw.root or "", values)
    claimed = await uow.execute(
        update(draws)
        .where(draws.c.id == draw.id, draws.c.state == "frozen")
        .values(state="drawn", final=final, settled_at=uow.now)
    )
    if not claimed.rowcount:
        return None
    order = _order(uow, draw, final, lines)
    await _seat_all(uow, place, draw, order[: plan.winners])
    spent = sum(prize.points for prize in seats_of(plan.prizes)[: len(order)])
    turnout = Turnout(participants=draw.entrants, actions=draw.entrants, points=spent)
    await campaigning.close(uow, kind=KIND, item_id=draw.id, turnout=turnout)
    if plan.every is not None:
        plan_work(uow, draw, AGAIN, "", at=uow.now)
    plan_card(uow, draw)
    return await anew(uow, draw.id)


async def seat(  # noqa: PLR0917 — which seat, in which turn, for whose ticket
    uow: UnitOfWork, place: Place, draw: Draw, number: int, turn: int, ticket: int, person_id: int
) -> str:
    """Give somebody a seat; a prize in points is paid at once. Returns the seat's state."""
    prize = seats_of(draw.plan.prizes)[number - 1]
    claim_by = uow.now + timedelta(hours=draw.plan.claim_hours)
    # A tombstone stands for whoever was forgotten since: the seat is vacant at once.
    is_gone = person_id < 0
    is_paid = bool(prize.points) and not is_gone
    state = "forgotten" if is_gone else "delivered" if is_paid else "offered"
    await uow.execute(
        insert(draw_seats).values(
            draw_id=draw.id,
            number=number,
            turn=turn,
            ticket=ticket,
            person_id=person_id,
            state=state,
            claim_by=claim_by if state == "offered" else None,
            at=uow.now,
            settled_at=None if state == "offered" else uow.now,
        )
    )
    if is_gone:
        plan_work(uow, draw, FILL, f"{number}:{turn}", at=uow.now, number=number)
    elif is_paid:
        day = uow.now.astimezone(place.zone).date()
        await pay_prize(uow, draw, person_id, prize.points, day=day)
    else:
        details = {"number": number, "turn": turn}
        plan_work(uow, draw, LAPSE, f"{number}:{turn}", at=claim_by, **details)
    return state


async def proof_of(uow: UnitOfWork, draw: Draw) -> Proof:
    """Return the proof of a draw that is drawn, from what is stored."""
    seed = await seed_of(uow, draw.id)
    lines = await lines_of(uow, draw.id)
    order = _order(uow, draw, draw.final or "", lines)
    k = min(draw.plan.winners, len(order))
    edits = await edits_of(uow, draw.id)
    return Proof(
        draw=draw.id,
        title=draw.plan.title,
        seed=(seed or b"").hex(),
        commitment=draw.commitment,
        rules=edits[-1].canon if edits else "",
        rules_hash=draw.rules_hash,
        edits=tuple(each.rules_hash for each in edits[:-1]),
        list=list_of(lines),
        root=draw.root or "",
        excluded=tuple(await excluded_of(uow, draw.id)),
        dice=draw.dice,
        final=draw.final or "",
        winners=tuple(order[:k]),
        standbys=tuple(order[k : k + MOST_STANDBYS]),
    )


def _order(uow: UnitOfWork, draw: Draw, final: str, lines: list[str]) -> list[int]:
    """Return the order of the draw; within a batch it is worked out once."""
    kept: list[int] | None = uow.recall(("draw order", draw.id))
    if kept is None:
        kept = ranked(final, lines)
        uow.remember(("draw order", draw.id), kept)
    return kept


async def _seat_all(uow: UnitOfWork, place: Place, draw: Draw, winning: list[int]) -> None:
    whose = await people_of(uow, draw.id, winning)
    for number, ticket in enumerate(winning, 1):
        await seat(uow, place, draw, number, 0, ticket, whose[ticket])
