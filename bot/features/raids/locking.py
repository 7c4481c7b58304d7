"""Lock a whole chat while a raid lasts, and give back exactly what it allowed before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select, update

from bot.features.raids.queries import Raid, open_raid
from bot.features.restrictions.rules import PERMISSIONS
from bot.kit.effects import Delivery, Due, Priority, Probe
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox
from models.raids import raids

LOCK: Final = "raid-lock"
# How long Telegram may take to say what the chat allows, before it is asked again.
_AGAIN_AFTER: Final = timedelta(seconds=10)
_METHOD: Final = "setChatPermissions"


async def lock(uow: UnitOfWork, raid: Raid) -> None:
    """Let nobody but administrators write.

    What the chat allows now is asked of Telegram first, to be given back in the end. A chat that
    is not given back yet would show what we locked: then what it allowed before that still holds.
    """
    if raid.is_locked:
        return
    before = await _not_given_back(uow, raid.chat_id)
    locked = replace(raid, is_locked=True, permissions=before)
    await uow.execute(
        update(raids).where(raids.c.id == raid.id).values(is_locked=True, permissions=before)
    )
    uow.remember(("raid", raid.chat_id), (locked,))
    if before is None:
        ask(uow, locked)
    else:
        await _tell(uow, locked, "lock", dict.fromkeys(PERMISSIONS, False))


def ask(uow: UnitOfWork, raid: Raid) -> None:
    """Ask Telegram what the chat allows, and again after a while if no answer came."""
    uow.speak(Probe(raid.chat_id))
    key = f"{LOCK}:{raid.id}:{uow.stamp()}"
    uow.schedule(Due(key, LOCK, uow.now + _AGAIN_AFTER, {"raid_id": raid.id}))


async def take_permissions(uow: UnitOfWork, chat_id: int, told: Mapping[str, Any] | None) -> None:
    """Take what a chat allows, where it waits to be locked; only now is it locked."""
    raid = await open_raid(uow, chat_id)
    if raid is None or not raid.is_locked or raid.permissions is not None or not told:
        return
    before = {name: bool(told[name]) for name in PERMISSIONS if name in told}
    await uow.execute(update(raids).where(raids.c.id == raid.id).values(permissions=before))
    locked = replace(raid, permissions=before)
    uow.remember(("raid", chat_id), (locked,))
    await _tell(uow, locked, "lock", dict.fromkeys(PERMISSIONS, False))


async def unlock(uow: UnitOfWork, raid: Raid) -> None:
    """Give back what the chat allowed before."""
    if not raid.is_locked:
        return
    await uow.execute(update(raids).where(raids.c.id == raid.id).values(is_locked=False))
    if raid.is_on:
        uow.remember(("raid", raid.chat_id), (replace(raid, is_locked=False),))
    if raid.permissions is not None:
        await _tell(uow, raid, "unlock", raid.permissions)


async def _not_given_back(uow: UnitOfWork, chat_id: int) -> Mapping[str, Any] | None:
    """Return what a chat allowed before a lock of whose end Telegram has not heard, if it has one.

    Such an end waits still, or failed.
    """
    calls = select(outbox.c.key, outbox.c.state).where(
        outbox.c.chat_id == chat_id, outbox.c.method == _METHOD
    )
    last = (await uow.execute(calls.order_by(outbox.c.id.desc()).limit(1))).first()
    if last is None or last.state == "done" or ":unlock:" not in last.key:
        return None
    found = await uow.execute(
        select(raids.c.permissions)
        .where(raids.c.chat_id == chat_id, raids.c.permissions.is_not(None))
        .order_by(raids.c.id.desc())
        .limit(1)
    )
    before: Mapping[str, Any] | None = found.scalar()
    return before


async def _tell(uow: UnitOfWork, raid: Raid, what: str, permissions: Mapping[str, Any]) -> None:
    """Owe the call; an older one that still waits would undo it if it came later."""
    await uow.execute(
        update(outbox)
        .where(
            outbox.c.chat_id == raid.chat_id,
            outbox.c.method == _METHOD,
            outbox.c.state.in_(("owed", "sending")),
        )
        .values(state="expired", reason="a newer one took its place", settled_at=uow.now)
    )
    uow.owe(
        Delivery(
            key=f"raid:{raid.id}:{what}:{uow.stamp()}",
            chat_id=raid.chat_id,
            method=_METHOD,
            arguments={
                "permissions": dict(permissions),
                "use_independent_chat_permissions": True,
            },
            is_repeatable=True,
            priority=Priority.SANCTION,
        )
    )
