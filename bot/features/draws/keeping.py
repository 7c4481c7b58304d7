"""Set draws up: draft, change, begin, call off; and plan what falls due because of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update

from bot.features.audits.service import note
from bot.features.campaigns import service as campaigning
from bot.features.draws.paying import give_back
from bot.features.draws.queries import columns_of, draw_by_id
from bot.features.draws.rules import Draw, Plan, canon, commitment_of, digest, next_end
from bot.features.places import Place
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.communities import communities
from models.draws import draw_edits, draws

KIND: Final = "draw"
CARD: Final = "draws.card"
END: Final = "draws.end"
# The six dice are late, or lie in the dark.
WATCH: Final = "draws.watch"
REVEAL: Final = "draws.reveal"
FILL: Final = "draws.fill"
LAPSE: Final = "draws.lapse"
AGAIN: Final = "draws.again"
# Edits count as messages: a card takes in everything that happened within so many seconds.
CARD_EVERY_S: Final = 5
MOST_OPEN: Final = 10
# A draw that ends by hand or when it is full ends by itself at last.
LONGEST: Final = timedelta(days=90)
# What cannot change any more once people count on it.
FIXED: Final = ("price", "has_dice")


async def draft(
    uow: UnitOfWork,
    place: Place,
    plan: Plan,
    *,
    thread_id: int | None,
    by: int | None,
    is_again: bool = False,
) -> Draw:
    """Keep a draw as a draft that nobody but the staff sees; the seed is drawn here."""
    if not is_again:
        # A draft that was not begun is given up for the next one.
        await uow.execute(
            delete(draws).where(
                draws.c.community_id == place.community_id,
                draws.c.made_by == by,
                draws.c.state == "draft",
            )
        )
    seed = uow.chance.seed()
    made = await uow.execute(
        insert(draws)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=thread_id,
            state="draft",
            seed=uow.seal.shut(seed.hex()),
            commitment=commitment_of(seed),
            rules_hash=digest(canon(plan)),
            entrants=0,
            dice=[],
            tries=0,
            made_by=by,
            made_at=uow.now,
            **columns_of(plan),
        )
        .returning(draws.c.id)
    )
    return await anew(uow, int(made.scalar_one()))


async def change(uow: UnitOfWork, draw: Draw, plan: Plan, *, by: int | None) -> Draw:
    """Change a draw; while it is open the change leaves a trace, after the freeze there is none.

    Raises:
        Refusal: for what cannot change any more.
    """
    if draw.state not in {"draft", "open"}:
        raise Refusal(Text("draw-frozen-for-good", title=draw.plan.title))
    if draw.state == "open":
        if any(getattr(plan, name) != getattr(draw.plan, name) for name in FIXED):
            raise Refusal(Text("draw-fixed", title=draw.plan.title))
        _require_rules(plan)
        if plan.ends_at is not None and plan.ends_at <= uow.now:
            raise Refusal(Text("draw-ends-past"))
    changed = await uow.execute(
        update(draws)
        .where(draws.c.id == draw.id, draws.c.state == draw.state)
        .values(rules_hash=digest(canon(plan)), **columns_of(plan))
    )
    if not changed.rowcount:
        raise Refusal(Text("draw-frozen-for-good", title=draw.plan.title))
    edited = await anew(uow, draw.id)
    if draw.state == "open" and edited.rules_hash != draw.rules_hash:
        await _trace(uow, edited, by)
        await _touch(uow, draw.community_id)
        _note(uow, edited, "audit-draw-edited", by)
        plan_end(uow, edited)
        plan_card(uow, edited)
    return edited


async def begin(uow: UnitOfWork, place: Place, draw: Draw, *, by: int | None) -> Draw | None:
    """Open a drafted draw; None if it is no draft any more.

    Raises:
        Refusal: for a draw without rules, whose end is past, or where too many are open.
    """
    _require_rules(draw.plan)
    if draw.plan.ends_at is not None and draw.plan.ends_at <= uow.now:
        raise Refusal(Text("draw-ends-past"))
    found = await uow.execute(
        select(func.count())
        .select_from(draws)
        .where(draws.c.community_id == draw.community_id, draws.c.state == "open")
    )
    if found.scalar_one() >= MOST_OPEN:
        raise Refusal(Text("draw-too-many", most=MOST_OPEN))
    claimed = await uow.execute(
        update(draws)
        .where(draws.c.id == draw.id, draws.c.state == "draft")
        .values(state="open", begun_at=uow.now)
    )
    if not claimed.rowcount:
        return None
    begun = await anew(uow, draw.id)
    await _trace(uow, begun, by)
    await _touch(uow, draw.community_id)
    _note(uow, begun, "audit-draw-begun", by)
    await campaigning.open_(
        uow,
        place,
        kind=KIND,
        item_id=begun.id,
        title=begun.plan.title,
        objective=begun.plan.objective,
        made_by=begun.made_by,
    )
    plan_end(uow, begun)
    return begun


async def call_off(uow: UnitOfWork, place: Place, draw: Draw, *, by: int | None) -> bool:
    """Drop a draft, or call a draw off that is not drawn yet: every fee goes back. Once."""
    if draw.state == "draft":
        gone = await uow.execute(
            delete(draws).where(draws.c.id == draw.id, draws.c.state == "draft")
        )
        return bool(gone.rowcount)
    claimed = await uow.execute(
        update(draws)
        .where(draws.c.id == draw.id, draws.c.state.in_(("open", "frozen")))
        .values(state="cancelled", settled_at=uow.now)
    )
    if not claimed.rowcount:
        return False
    day = uow.now.astimezone(place.zone).date()
    await give_back(uow, draw, day, is_excluded=False)
    await campaigning.drop(uow, kind=KIND, item_id=draw.id)
    await _touch(uow, draw.community_id)
    _note(uow, draw, "audit-draw-called-off", by)
    plan_card(uow, draw)
    return True


async def draft_next(uow: UnitOfWork, place: Place, draw: Draw) -> Draw | None:
    """Draft the next of a row of draws; None for one that does not come again."""
    every, ends_at = draw.plan.every, draw.plan.ends_at or draw.settled_at
    if every is None or ends_at is None:
        return None
    plan = replace(draw.plan, ends_at=next_end(ends_at, every, uow.now))
    return await draft(
        uow,
        place,
        plan,
        thread_id=draw.thread_id,
        by=draw.made_by,
        is_again=True,
    )


def plan_end(uow: UnitOfWork, draw: Draw) -> None:
    """Plan the end of an open draw; an end that was put elsewhere finds nothing to do."""
    at = draw.plan.ends_at or (draw.begun_at or uow.now) + LONGEST
    plan_work(uow, draw, END, str(int(at.timestamp())), at=at)


def plan_work(
    uow: UnitOfWork, draw: Draw, kind: str, key: str, *, at: datetime, **details: Any
) -> None:
    """Put work about a draw on the schedule, once a key."""
    uow.schedule(
        Due(
            key=f"{kind}:{draw.id}:{key}",
            kind=kind,
            due_at=at,
            community_id=draw.community_id,
            details={"draw_id": draw.id, **details},
        )
    )


def plan_card(uow: UnitOfWork, draw: Draw) -> None:
    """Have the card brought up to date, together with whatever else happens in these seconds."""
    slot = int(uow.now.timestamp()) // CARD_EVERY_S + 1
    at = datetime.fromtimestamp(slot * CARD_EVERY_S, uow.now.tzinfo)
    plan_work(uow, draw, CARD, str(slot), at=at, slot=slot)


async def anew(uow: UnitOfWork, draw_id: int) -> Draw:
    """Return a draw as it stands now; raises `LookupError` if it is gone."""
    found = await draw_by_id(uow, draw_id)
    if found is None:
        raise LookupError(draw_id)
    return found


def _require_rules(plan: Plan) -> None:
    if not plan.rules.strip():
        raise Refusal(Text("draw-needs-rules"))


async def _trace(uow: UnitOfWork, draw: Draw, by: int | None) -> None:
    """Keep the rules as they are hashed now."""
    mine = draw_edits.c.draw_id == draw.id
    last = await uow.execute(select(func.count()).select_from(draw_edits).where(mine))
    await uow.execute(
        insert(draw_edits).values(
            draw_id=draw.id,
            number=int(last.scalar_one()),
            canon=canon(draw.plan),
            rules_hash=draw.rules_hash,
            edited_by=by,
            at=uow.now,
        )
    )


async def _touch(uow: UnitOfWork, community_id: int) -> None:
    # The words that enter are cached with the policy of their community.
    await uow.execute(
        update(communities).where(communities.c.id == community_id).values(version=uow.stamp())
    )


def _note(uow: UnitOfWork, draw: Draw, what: str, by: int | None) -> None:
    note(
        uow,
        community_id=draw.community_id,
        category="settings",
        what=what,
        actor_id=by,
        after={"draw": draw.id},
    )
