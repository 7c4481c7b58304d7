"""Which groups there are for entries to go to, and whether the calendar rests."""

from sqlalchemy import select

from bot.features.audits.service import note
from bot.features.calendar.targets import Spot
from bot.features.settings.service import CHANGES
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats
from models.settings import settings

# The setting by which a community's calendar rests.
PAUSED = "calendar.paused"


async def spots_of(uow: UnitOfWork) -> dict[int, tuple[int, Spot]]:
    """Return every chat that an entry can name, with its community, in a steady order."""
    found = await uow.execute(
        select(
            chats.c.id,
            chats.c.community_id,
            chats.c.kind,
            chats.c.parent_id,
            chats.c.labels,
            chats.c.username,
        )
        .where(
            chats.c.migrated_to.is_(None),
            chats.c.bot_status.in_(("administrator", "member")),
            chats.c.kind.not_in(("staff", "log")),
        )
        .order_by(chats.c.community_id, chats.c.id)
    )
    return {
        row.id: (
            row.community_id,
            Spot(row.id, row.kind, row.parent_id, tuple(row.labels), row.username),
        )
        for row in found
    }


async def is_paused(uow: UnitOfWork, community_id: int) -> bool:
    """Whether a community's calendar rests."""
    found = await uow.execute(
        select(settings.c.value).where(
            settings.c.community_id == community_id, settings.c.key == PAUSED
        )
    )
    return bool(found.scalar())


async def rest(uow: UnitOfWork, community_id: int, *, is_to_rest: bool, by: int) -> None:
    """Let a community's calendar rest, or go on."""
    row = {
        "community_id": community_id,
        "key": PAUSED,
        "value": is_to_rest,
        "changed_by": by,
        "changed_at": uow.now,
    }
    await uow.execute(CHANGES.statement(uow.dialect), [row])
    what = "audit-calendar-paused" if is_to_rest else "audit-calendar-resumed"
    note(uow, community_id=community_id, category="settings", what=what, actor_id=by)
