"""Red packets as they stand, and who took which share."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, select

from bot.features.campaigns.rules import unpacked
from bot.features.packets.rules import Packet, Share, Wish
from bot.kit.unit_of_work import UnitOfWork
from models.members import people
from models.packets import packets, shares

SECOND: Final = timedelta(seconds=1)


async def packet_by_id(uow: UnitOfWork, packet_id: int) -> Packet | None:
    """Return a red packet by its number."""
    row = (await uow.execute(select(packets).where(packets.c.id == packet_id))).first()
    return None if row is None else _drawn(row)


async def shares_of(uow: UnitOfWork, packet_id: int) -> list[Share]:
    """Return the shares that were taken, in the order of taking."""
    found = await uow.execute(
        select(shares, people.c.first_name, people.c.last_name)
        .join(people, people.c.id == shares.c.person_id)
        .where(shares.c.packet_id == packet_id)
        .order_by(shares.c.number)
    )
    return [
        Share(
            row.number,
            row.person_id,
            f"{row.first_name} {row.last_name or ''}".strip(),
            row.worth,
        )
        for row in found
    ]


def _drawn(row: Row[Any]) -> Packet:
    wish = Wish(
        total=row.total,
        count=row.parts,
        title=row.title,
        is_even=row.is_even,
        is_own=row.is_own,
        age=SECOND * row.age_s,
        lasts=SECOND * row.lasts_s,
        only=row.only,
        objective=unpacked(row.objective),
    )
    return Packet(
        id=row.id,
        community_id=row.community_id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        state=row.state,
        left=row.left,
        card_id=row.card_id,
        made_by=row.made_by,
        ends_at=row.ends_at,
        wish=wish,
    )
