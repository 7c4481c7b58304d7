"""Keep chains: draft, open and close them; put lines on, change them and take them off."""

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Row, delete, func, insert, select, update

from bot.features.campaigns import service as campaigning
from bot.features.campaigns.admission import obstacle_to
from bot.features.campaigns.rules import Turnout, packed
from bot.features.chains.queries import chain_by_id, links_of
from bot.features.chains.rules import (
    MOST_LINES,
    Chain,
    Link,
    Wish,
    can_become,
    moved_up,
    seating,
)
from bot.features.members.service import sight
from bot.features.places import Place
from bot.features.segments.words import Vocabulary
from bot.kit.cards import plan_look
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.chains import chains, links

KIND: Final = "chain"
CARD: Final = "chains.card"
END: Final = "chains.end"
MOST_OPEN: Final = 10


@dataclass(frozen=True, slots=True)
class Put:
    """Somebody's line stands: under which number, with a seat or not, and who moved up by it."""

    number: int
    is_new: bool
    # The place in the waiting list; 0 for whoever has a seat.
    waits_at: int
    moved: tuple[Link, ...] = ()


async def draft(
    uow: UnitOfWork, place: Place, wish: Wish, *, thread_id: int | None, by: int | None
) -> Chain:
    """Keep a chain as a draft that nobody but its maker sees."""
    # A draft that was not begun is given up for the next one.
    await uow.execute(
        delete(chains).where(
            chains.c.community_id == place.community_id,
            chains.c.made_by == by,
            chains.c.state == "draft",
        )
    )
    made = await uow.execute(
        insert(chains)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=thread_id,
            state="draft",
            next_number=1,
            made_by=by,
            made_at=uow.now,
            **_columns(wish),
        )
        .returning(chains.c.id)
    )
    return await _anew(uow, int(made.scalar_one()))


async def change(uow: UnitOfWork, chain: Chain, wish: Wish) -> Chain:
    """Change a draft."""
    mine = update(chains).where(chains.c.id == chain.id, chains.c.state == "draft")
    await uow.execute(mine.values(**_columns(wish)))
    return await _anew(uow, chain.id)


async def drop(uow: UnitOfWork, chain: Chain) -> None:
    """Give a draft up."""
    await uow.execute(delete(chains).where(chains.c.id == chain.id, chains.c.state == "draft"))


async def begin(uow: UnitOfWork, place: Place, chain: Chain, *, by: int | None) -> Chain | None:
    """Open a drafted chain; None if it is no draft any more."""
    counted = await uow.execute(
        select(func.count())
        .select_from(chains)
        .where(chains.c.community_id == chain.community_id, chains.c.state == "open")
    )
    if int(counted.scalar_one()) >= MOST_OPEN:
        raise Refusal(Text("chain-too-many", most=MOST_OPEN))
    lasts = chain.wish.lasts
    ends_at = None if lasts is None else uow.now + lasts
    claimed = await uow.execute(
        update(chains)
        .where(chains.c.id == chain.id, chains.c.state == "draft")
        .values(state="open", ends_at=ends_at)
    )
    if not claimed.rowcount:
        return None
    if ends_at is not None:
        details = {"item_id": chain.id}
        key = f"{END}:{chain.id}"
        uow.schedule(Due(key, END, ends_at, details, community_id=chain.community_id))
    await campaigning.open_(
        uow,
        place,
        kind=KIND,
        item_id=chain.id,
        title=chain.wish.title,
        objective=chain.wish.objective,
        made_by=by,
    )
    return await _anew(uow, chain.id)


async def put(
    uow: UnitOfWork,
    place: Place,
    chain: Chain,
    vocabulary: Vocabulary,
    person_id: int,
    *,
    words: str | None = None,
    quantity: int | None = None,
) -> Put:
    """Put somebody's line on a chain, or change what it says; what is not said stays.

    Raises:
        Refusal: for whom it is not meant, and for more seats than are free.
    """
    sight(uow, chain.community_id, person_id, uow.now)
    held = await _held(uow, chain)
    obstacle = await obstacle_to(uow, place, vocabulary, person_id, only=chain.wish.only)
    if obstacle is not None:
        raise Refusal(obstacle)
    lines = await links_of(uow, chain.id)
    mine = next((each for each in lines if each.person_id == person_id), None)
    if mine is None:
        return await _add(
            uow, held, chain, lines, Link(0, person_id, "", words or "", quantity or 1)
        )
    changed = replace(
        mine,
        words=mine.words if words is None else words,
        quantity=mine.quantity if quantity is None else quantity,
    )
    if not can_become(lines, held.capacity, changed):
        raise Refusal(Text("chain-no-room", quantity=mine.quantity))
    await uow.execute(
        update(links)
        .where(links.c.chain_id == chain.id, links.c.person_id == person_id)
        .values(words=changed.words, quantity=changed.quantity)
    )
    others = [each for each in lines if each.person_id != person_id]
    return _became(uow, chain, lines, [*others, changed], changed, is_new=False)


async def leave(uow: UnitOfWork, chain: Chain, person_id: int) -> tuple[Link, ...] | None:
    """Take somebody's own line off; returns who moved up, None where there was no line."""
    await _held(uow, chain)
    lines = await links_of(uow, chain.id)
    gone = await uow.execute(
        delete(links).where(links.c.chain_id == chain.id, links.c.person_id == person_id)
    )
    if not gone.rowcount:
        return None
    plan_look(uow, CARD, chain.id, chain.community_id)
    capacity = chain.wish.capacity
    rest = [each for each in lines if each.person_id != person_id]
    return tuple(moved_up(seating(lines, capacity), seating(rest, capacity)))


async def close(uow: UnitOfWork, chain: Chain) -> bool:
    """Close a chain, with its campaign; once."""
    claimed = await uow.execute(
        update(chains)
        .where(chains.c.id == chain.id, chains.c.state == "open")
        .values(state="closed", closed_at=uow.now)
    )
    if not claimed.rowcount:
        return False
    lines = await links_of(uow, chain.id)
    turnout = Turnout(participants=len(lines), actions=sum(each.quantity for each in lines))
    await campaigning.close(uow, kind=KIND, item_id=chain.id, turnout=turnout)
    plan_look(uow, CARD, chain.id, chain.community_id)
    return True


async def keep_card(uow: UnitOfWork, chain_id: int, card_id: int) -> Chain | None:
    """Keep which message the card is."""
    await uow.execute(update(chains).where(chains.c.id == chain_id).values(card_id=card_id))
    return await chain_by_id(uow, chain_id)


async def _held(uow: UnitOfWork, chain: Chain) -> Row[Any]:
    # Two at one moment take their turns here: each sees what the one before has done.
    found = await uow.execute(
        update(chains)
        .where(chains.c.id == chain.id, chains.c.state == "open")
        .values(next_number=chains.c.next_number)
        .returning(chains.c.next_number, chains.c.capacity)
    )
    row = found.first()
    if row is None:
        raise Refusal(Text("chain-over", title=chain.wish.title))
    return row


async def _add(uow: UnitOfWork, held: Row[Any], chain: Chain, lines: list[Link], new: Link) -> Put:
    if len(lines) >= MOST_LINES:
        raise Refusal(Text("chain-full"))
    if held.capacity is not None and new.quantity > held.capacity:
        raise Refusal(Text("chain-too-many-seats", capacity=held.capacity))
    new = replace(new, number=held.next_number)
    await uow.execute(
        insert(links).values(
            chain_id=chain.id,
            person_id=new.person_id,
            number=new.number,
            words=new.words,
            quantity=new.quantity,
            at=uow.now,
        )
    )
    await uow.execute(
        update(chains).where(chains.c.id == chain.id).values(next_number=new.number + 1)
    )
    return _became(uow, chain, lines, [*lines, new], new, is_new=True)


def _became(
    uow: UnitOfWork,
    chain: Chain,
    before: list[Link],
    after: list[Link],
    mine: Link,
    *,
    is_new: bool,
) -> Put:
    plan_look(uow, CARD, chain.id, chain.community_id)
    capacity = chain.wish.capacity
    was, now = seating(before, capacity), seating(after, capacity)
    waiting = [each.person_id for each in now.waiting]
    waits_at = waiting.index(mine.person_id) + 1 if mine.person_id in waiting else 0
    moved = tuple(each for each in moved_up(was, now) if each.person_id != mine.person_id)
    return Put(mine.number, is_new, waits_at, moved)


def _columns(wish: Wish) -> dict[str, Any]:
    lasts = wish.lasts
    return {
        "title": wish.title,
        "about": wish.about,
        "capacity": wish.capacity,
        "lasts_s": None if lasts is None else int(lasts.total_seconds()),
        "only": wish.only,
        "objective": packed(wish.objective),
    }


async def _anew(uow: UnitOfWork, chain_id: int) -> Chain:
    found = await chain_by_id(uow, chain_id)
    if found is None:
        raise LookupError(chain_id)
    return found
