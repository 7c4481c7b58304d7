"""Let go of everybody whom a gate held, and again where Telegram refused."""

from sqlalchemy import and_, func, select, update

from bot.features.raids.queries import Raid, banned_of, is_release
from bot.features.restrictions.bans import banned_among, take_turn
from bot.features.restrictions.crowds import drop, free_all
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox
from models.raids import raid_arrivals


async def free(uow: UnitOfWork, raid: Raid) -> int:
    """Let go of everybody whom the gate holds; of those who are banned nothing is said."""
    await take_turn(uow, raid.chat_id)
    banned = await banned_of(uow, raid)
    await drop(uow, raid.chat_id, raid.reason, banned)
    freed = await free_all(uow, raid.chat_id, raid.reason)
    of_raid = raid_arrivals.c.raid_id == raid.id
    # A ban that Telegram refused, or that was taken back, holds nobody.
    waited = and_(of_raid, raid_arrivals.c.state.in_(("muted", "banned")))
    await uow.execute(update(raid_arrivals).where(waited).values(state="freed"))
    if banned:
        theirs = raid_arrivals.c.person_id.in_(sorted(banned))
        freed_now = raid_arrivals.c.state == "freed"
        await uow.execute(
            update(raid_arrivals).where(of_raid, theirs, freed_now).values(state="banned")
        )
    return len(freed)


async def free_again(uow: UnitOfWork, raid: Raid) -> int:
    """Owe again what Telegram refused at the end of a raid; returns how many calls that is.

    Whoever was banned since stays where they are.
    """
    await take_turn(uow, raid.chat_id)
    refused = and_(is_release(raid), outbox.c.state == "failed")
    people = await uow.execute(select(outbox.c.person_id).where(refused))
    known = {person_id for person_id in people.scalars() if person_id is not None}
    banned = await banned_among(uow, raid.chat_id, known)
    is_of_banned = func.coalesce(outbox.c.person_id, 0).in_(sorted(banned))
    owed = await uow.execute(
        update(outbox)
        .where(refused, ~is_of_banned)
        .values(state="owed", attempts=0, not_before=uow.now, settled_at=None, reason=None)
    )
    uow.owes = uow.owes or bool(owed.rowcount)
    return owed.rowcount
