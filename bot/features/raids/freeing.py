"""Let go of everybody whom a gate held, and again where Telegram refused."""

from sqlalchemy import and_, update

from bot.features.raids.queries import Raid, banned_of, is_release
from bot.features.restrictions.crowds import drop, free_all
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox
from models.raids import raid_arrivals


async def free(uow: UnitOfWork, raid: Raid) -> int:
    """Let go of everybody whom the gate holds; of those who are banned nothing is said."""
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
    """Owe again what Telegram refused at the end of a raid; returns how many calls that is."""
    owed = await uow.execute(
        update(outbox)
        .where(is_release(raid), outbox.c.state == "failed")
        .values(state="owed", attempts=0, not_before=uow.now, settled_at=None, reason=None)
    )
    uow.owes = uow.owes or bool(owed.rowcount)
    return owed.rowcount
