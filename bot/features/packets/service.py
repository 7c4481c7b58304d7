"""Keep red packets: draft, pay and open them; let shares be taken; give back what is left."""

from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update

from bot.features.campaigns import service as campaigning
from bot.features.campaigns.admission import obstacle_to
from bot.features.campaigns.rules import Turnout, packed
from bot.features.members.service import sight
from bot.features.packets.queries import packet_by_id
from bot.features.packets.rules import Packet, Wish, split, split_evenly
from bot.features.places import Place
from bot.features.points.service import Grant, award, balance_of, spend
from bot.features.segments.words import Vocabulary
from bot.kit.cards import plan_look
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.packets import packets, shares

KIND: Final = "packet"
CARD: Final = "packets.card"
END: Final = "packets.end"
GIVEN_RULE: Final = "packet-given"
TAKEN_RULE: Final = "packet"
BACK_RULE: Final = "packet-back"


async def draft(
    uow: UnitOfWork, place: Place, wish: Wish, *, thread_id: int | None, by: int | None
) -> Packet:
    """Keep a red packet as a draft: nothing is paid yet."""
    await uow.execute(
        delete(packets).where(
            packets.c.community_id == place.community_id,
            packets.c.made_by == by,
            packets.c.state == "draft",
        )
    )
    made = await uow.execute(
        insert(packets)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=thread_id,
            state="draft",
            left=wish.count,
            made_by=by,
            made_at=uow.now,
            **_columns(wish),
        )
        .returning(packets.c.id)
    )
    return await _anew(uow, int(made.scalar_one()))


async def change(uow: UnitOfWork, packet: Packet, wish: Wish) -> Packet:
    """Change a draft."""
    mine = update(packets).where(packets.c.id == packet.id, packets.c.state == "draft")
    await uow.execute(mine.values(left=wish.count, **_columns(wish)))
    return await _anew(uow, packet.id)


async def drop(uow: UnitOfWork, packet: Packet) -> None:
    """Give a draft up."""
    await uow.execute(delete(packets).where(packets.c.id == packet.id, packets.c.state == "draft"))


async def begin(uow: UnitOfWork, place: Place, packet: Packet, *, by: int | None) -> Packet | None:
    """Pay for a red packet and split it: from here on it is for whoever comes first.

    Raises:
        Refusal: for whoever has not as many points.
    """
    wish = packet.wish
    ends_at = uow.now + wish.lasts
    claimed = await uow.execute(
        update(packets)
        .where(packets.c.id == packet.id, packets.c.state == "draft")
        .values(state="open", ends_at=ends_at)
    )
    if not claimed.rowcount:
        return None
    if wish.is_own:
        await _pay(uow, place, packet)
    worths = (
        split_evenly(wish.total, wish.count)
        if wish.is_even
        else split(wish.total, wish.count, uow.chance.seed())
    )
    rows = [
        {"packet_id": packet.id, "number": number, "worth": worth}
        for number, worth in enumerate(worths, 1)
    ]
    await uow.execute(insert(shares), rows)
    details = {"item_id": packet.id}
    key = f"{END}:{packet.id}"
    uow.schedule(Due(key, END, ends_at, details, community_id=packet.community_id))
    if not wish.is_own:
        await campaigning.open_(
            uow,
            place,
            kind=KIND,
            item_id=packet.id,
            title=wish.title,
            objective=wish.objective,
            made_by=by,
        )
    return await _anew(uow, packet.id)


async def grab(
    uow: UnitOfWork, place: Place, packet: Packet, vocabulary: Vocabulary, person_id: int
) -> tuple[int, bool]:
    """Take the next share; returns what it is worth, and whether it was the last.

    Raises:
        Refusal: for whom it is not meant, who has one, and who comes too late.
    """
    sight(uow, packet.community_id, person_id, uow.now)
    had = await uow.execute(
        select(shares.c.worth).where(
            shares.c.packet_id == packet.id, shares.c.person_id == person_id
        )
    )
    worth = had.scalar()
    if worth is not None:
        raise Refusal(Text("packet-had", points=int(worth)))
    wish = packet.wish
    obstacle = await obstacle_to(uow, place, vocabulary, person_id, only=wish.only, age=wish.age)
    if obstacle is not None:
        raise Refusal(obstacle)
    popped = await uow.execute(
        update(packets)
        .where(
            packets.c.id == packet.id,
            packets.c.state == "open",
            packets.c.left > 0,
            packets.c.ends_at > uow.now,
        )
        .values(left=packets.c.left - 1)
        .returning(packets.c.left)
    )
    left = popped.scalar()
    if left is None:
        raise Refusal(Text("packet-gone"))
    taken = await uow.execute(
        update(shares)
        .where(shares.c.packet_id == packet.id, shares.c.number == wish.count - left)
        .values(person_id=person_id, at=uow.now)
        .returning(shares.c.worth)
    )
    points = int(taken.scalar_one())
    await award(uow, _grant(uow, place, packet, person_id, points, rule=TAKEN_RULE))
    plan_look(uow, CARD, packet.id, packet.community_id)
    return points, left == 0


async def close(uow: UnitOfWork, place: Place, packet: Packet) -> bool:
    """Close a red packet and give its maker back what nobody took; once."""
    claimed = await uow.execute(
        update(packets)
        .where(packets.c.id == packet.id, packets.c.state == "open")
        .values(state="closed", closed_at=uow.now)
    )
    if not claimed.rowcount:
        return False
    counted = await uow.execute(
        select(
            func.count().label("takers"),
            func.coalesce(func.sum(shares.c.worth), 0).label("points"),
        ).where(shares.c.packet_id == packet.id, shares.c.at.is_not(None))
    )
    row = counted.one()
    takers, points = int(row.takers), int(row.points)
    back = packet.wish.total - points
    if packet.wish.is_own and packet.made_by is not None and back:
        await award(uow, _grant(uow, place, packet, packet.made_by, back, rule=BACK_RULE))
    turnout = Turnout(participants=takers, actions=takers, points=points)
    await campaigning.close(uow, kind=KIND, item_id=packet.id, turnout=turnout)
    plan_look(uow, CARD, packet.id, packet.community_id)
    return True


async def keep_card(uow: UnitOfWork, packet_id: int, card_id: int) -> Packet | None:
    """Keep which message the card is."""
    await uow.execute(update(packets).where(packets.c.id == packet_id).values(card_id=card_id))
    return await packet_by_id(uow, packet_id)


async def _pay(uow: UnitOfWork, place: Place, packet: Packet) -> None:
    maker, total = packet.made_by, packet.wish.total
    if maker is None:
        raise Refusal(Text("button-stale"))
    if not await spend(uow, _grant(uow, place, packet, maker, -total, rule=GIVEN_RULE)):
        held = await balance_of(uow, packet.community_id, maker)
        raise Refusal(Text("packet-short", points=max(0, held.points), total=total))


def _grant(
    uow: UnitOfWork, place: Place, packet: Packet, person_id: int, points: int, *, rule: str
) -> Grant:
    return Grant(
        community_id=packet.community_id,
        person_id=person_id,
        experience=0,
        points=points,
        rule=rule,
        source_type=KIND,
        source_id=str(packet.id),
        local_day=uow.now.astimezone(place.zone).date(),
        key=f"{rule}:{packet.id}",
        chat_id=packet.chat_id,
    )


def _columns(wish: Wish) -> dict[str, Any]:
    return {
        "title": wish.title,
        "total": wish.total,
        "parts": wish.count,
        "is_even": wish.is_even,
        "is_own": wish.is_own,
        "age_s": int(wish.age.total_seconds()),
        "only": wish.only,
        "lasts_s": int(wish.lasts.total_seconds()),
        "objective": packed(wish.objective),
    }


async def _anew(uow: UnitOfWork, packet_id: int) -> Packet:
    found = await packet_by_id(uow, packet_id)
    if found is None:
        raise LookupError(packet_id)
    return found
