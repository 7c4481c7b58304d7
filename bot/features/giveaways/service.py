"""Keep giveaways: draft, open and close them; let pieces be taken, held, given and returned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update

from bot.features.campaigns import service as campaigning
from bot.features.campaigns.admission import obstacle_to
from bot.features.campaigns.rules import Turnout, packed
from bot.features.giveaways.queries import giveaway_by_id
from bot.features.giveaways.rules import MOST_PIECES, Giveaway, Wish
from bot.features.members.queries import reachable_among
from bot.features.members.service import sight
from bot.features.places import Place
from bot.features.segments.words import Vocabulary
from bot.kit.cards import plan_look
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.giveaways import giveaways, pieces

KIND: Final = "claim"
CARD: Final = "giveaways.card"
END: Final = "giveaways.end"
HELD: Final = "giveaways.held"


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody has a piece: its number, and whether the bot can write to them now."""

    number: int
    is_reachable: bool


def require_key(uow: UnitOfWork) -> None:
    """Refuse codes where they could be read from the database alone."""
    if not uow.seal.is_kept:
        raise Refusal(Text("giveaway-no-key"))


async def draft(
    uow: UnitOfWork,
    place: Place,
    wish: Wish,
    *,
    codes: Sequence[str] = (),
    thread_id: int | None,
    by: int | None,
) -> Giveaway:
    """Keep a giveaway as a draft, with its pieces; codes are sealed.

    Raises:
        Refusal: for codes without a key, too many pieces, and none.
    """
    count = len(codes) or wish.count
    if codes:
        require_key(uow)
    if not 1 <= count <= MOST_PIECES:
        raise Refusal(Text("giveaway-how", most=MOST_PIECES))
    wish = replace(wish, count=count)
    await uow.execute(
        delete(giveaways).where(
            giveaways.c.community_id == place.community_id,
            giveaways.c.made_by == by,
            giveaways.c.state == "draft",
        )
    )
    made = await uow.execute(
        insert(giveaways)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=thread_id,
            state="draft",
            left=count,
            made_by=by,
            made_at=uow.now,
            **_columns(wish),
        )
        .returning(giveaways.c.id)
    )
    giveaway_id = int(made.scalar_one())
    sealed: list[str | None] = [uow.seal.shut(each) for each in codes]
    sealed = sealed or [None] * count
    rows = [
        {"giveaway_id": giveaway_id, "number": number, "code": code, "state": "free"}
        for number, code in enumerate(sealed, 1)
    ]
    await uow.execute(insert(pieces), rows)
    return await _anew(uow, giveaway_id)


async def change(uow: UnitOfWork, giveaway: Giveaway, wish: Wish) -> Giveaway:
    """Change a draft; the pieces stay as they are."""
    mine = update(giveaways).where(giveaways.c.id == giveaway.id, giveaways.c.state == "draft")
    await uow.execute(mine.values(**_columns(wish)))
    return await _anew(uow, giveaway.id)


async def drop(uow: UnitOfWork, giveaway: Giveaway) -> None:
    """Give a draft up, with its codes."""
    await uow.execute(
        delete(giveaways).where(giveaways.c.id == giveaway.id, giveaways.c.state == "draft")
    )


async def begin(
    uow: UnitOfWork, place: Place, giveaway: Giveaway, *, by: int | None
) -> Giveaway | None:
    """Open a drafted giveaway; None if it is no draft any more."""
    ends_at = uow.now + giveaway.wish.lasts
    claimed = await uow.execute(
        update(giveaways)
        .where(giveaways.c.id == giveaway.id, giveaways.c.state == "draft")
        .values(state="open", ends_at=ends_at)
    )
    if not claimed.rowcount:
        return None
    details = {"item_id": giveaway.id}
    key = f"{END}:{giveaway.id}"
    uow.schedule(Due(key, END, ends_at, details, community_id=giveaway.community_id))
    await campaigning.open_(
        uow,
        place,
        kind=KIND,
        item_id=giveaway.id,
        title=giveaway.wish.title,
        objective=giveaway.wish.objective,
        made_by=by,
    )
    return await _anew(uow, giveaway.id)


async def take(
    uow: UnitOfWork, place: Place, giveaway: Giveaway, vocabulary: Vocabulary, person_id: int
) -> Taken:
    """Take a piece: given to whom the bot can write, held for anybody else.

    Raises:
        Refusal: for whom it is not meant, who has one, and who comes too late.
    """
    sight(uow, giveaway.community_id, person_id, uow.now)
    had = await uow.execute(
        select(pieces.c.number).where(
            pieces.c.giveaway_id == giveaway.id, pieces.c.person_id == person_id
        )
    )
    if had.first() is not None:
        raise Refusal(Text("giveaway-had"))
    wish = giveaway.wish
    obstacle = await obstacle_to(uow, place, vocabulary, person_id, only=wish.only, age=wish.age)
    if obstacle is not None:
        raise Refusal(obstacle)
    popped = await uow.execute(
        update(giveaways)
        .where(
            giveaways.c.id == giveaway.id,
            giveaways.c.state == "open",
            giveaways.c.left > 0,
            giveaways.c.ends_at > uow.now,
        )
        .values(left=giveaways.c.left - 1)
    )
    if not popped.rowcount:
        raise Refusal(Text("giveaway-gone"))
    # The giveaway's row is held from here to the commit: nobody else looks for a piece now.
    mine = (pieces.c.giveaway_id == giveaway.id, pieces.c.state == "free")
    number = (await uow.execute(select(func.min(pieces.c.number)).where(*mine))).scalar_one()
    is_reachable = bool(await reachable_among(uow, {person_id}))
    await uow.execute(
        update(pieces)
        .where(*mine, pieces.c.number == number)
        .values(person_id=person_id, state="given", at=uow.now)
    )
    if not is_reachable:
        await hold(uow, giveaway, int(number), person_id)
    plan_look(uow, CARD, giveaway.id, giveaway.community_id)
    return Taken(int(number), is_reachable)


async def hold(uow: UnitOfWork, giveaway: Giveaway, number: int, person_id: int) -> None:
    """Let a piece wait for somebody to open the DM."""
    until = uow.now + giveaway.wish.holds
    held = await uow.execute(
        update(pieces)
        .where(*_mine(giveaway.id, number, person_id))
        .values(state="held", held_until=until)
    )
    if held.rowcount:
        details = {"item_id": giveaway.id, "number": number, "holder": person_id}
        key = f"{HELD}:{giveaway.id}:{number}:{uow.stamp()}"
        uow.schedule(Due(key, HELD, until, details, person_id=person_id))


async def hand_over(uow: UnitOfWork, giveaway: Giveaway, number: int, person_id: int) -> None:
    """Let a piece be given for good: its owner has come for it."""
    await uow.execute(
        update(pieces)
        .where(*_mine(giveaway.id, number, person_id))
        .values(state="given", held_until=None)
    )


async def let_go(uow: UnitOfWork, giveaway: Giveaway, number: int, person_id: int) -> bool:
    """Return a piece that waited long enough; whether it did."""
    freed = await uow.execute(
        update(pieces)
        .where(
            *_mine(giveaway.id, number, person_id),
            pieces.c.state == "held",
            pieces.c.held_until <= uow.now,
        )
        .values(state="free", person_id=None, held_until=None, at=None)
    )
    if not freed.rowcount:
        return False
    mine = update(giveaways).where(giveaways.c.id == giveaway.id)
    await uow.execute(mine.values(left=giveaways.c.left + 1))
    plan_look(uow, CARD, giveaway.id, giveaway.community_id)
    return True


async def close(uow: UnitOfWork, giveaway: Giveaway) -> bool:
    """Close a giveaway, with its campaign; once. Pieces that are held stay so for their time."""
    claimed = await uow.execute(
        update(giveaways)
        .where(giveaways.c.id == giveaway.id, giveaways.c.state == "open")
        .values(state="closed", closed_at=uow.now)
    )
    if not claimed.rowcount:
        return False
    counted = await uow.execute(
        select(func.count())
        .select_from(pieces)
        .where(pieces.c.giveaway_id == giveaway.id, pieces.c.state != "free")
    )
    count = int(counted.scalar_one())
    turnout = Turnout(participants=count, actions=count)
    await campaigning.close(uow, kind=KIND, item_id=giveaway.id, turnout=turnout)
    plan_look(uow, CARD, giveaway.id, giveaway.community_id)
    return True


async def keep_card(uow: UnitOfWork, giveaway_id: int, card_id: int) -> Giveaway | None:
    """Keep which message the card is."""
    mine = update(giveaways).where(giveaways.c.id == giveaway_id)
    await uow.execute(mine.values(card_id=card_id))
    return await giveaway_by_id(uow, giveaway_id)


def _mine(giveaway_id: int, number: int, person_id: int) -> tuple[Any, ...]:
    return (
        pieces.c.giveaway_id == giveaway_id,
        pieces.c.number == number,
        pieces.c.person_id == person_id,
    )


def _columns(wish: Wish) -> dict[str, Any]:
    return {
        "title": wish.title,
        "total": wish.count,
        "age_s": int(wish.age.total_seconds()),
        "only": wish.only,
        "lasts_s": int(wish.lasts.total_seconds()),
        "holds_s": int(wish.holds.total_seconds()),
        "objective": packed(wish.objective),
    }


async def _anew(uow: UnitOfWork, giveaway_id: int) -> Giveaway:
    found = await giveaway_by_id(uow, giveaway_id)
    if found is None:
        raise LookupError(giveaway_id)
    return found
