"""Let nobody earn while a sanction lasts, and for a while after a warning."""

from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace
from sqlalchemy import select, update

from bot.features.facts import MemberSanctioned, SanctionUndone
from bot.features.places import place_of, tenure_of
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.members import members

# Until a sanction without an end is undone.
_ENDLESS: Final = datetime(9000, 1, 1, tzinfo=UTC)


async def saw_sanction(uow: UnitOfWork, fact: MemberSanctioned) -> None:
    """Pause what somebody earns for as long as they are muted or banned, or after a warning."""
    if fact.action in {"mute", "ban"}:
        found = await uow.execute(select(cases.c.until).where(cases.c.id == fact.case_id))
        until: datetime | None = found.scalar()
        await _pause(uow, fact.community_id, fact.person_id, until or _ENDLESS)
    elif fact.action == "warn" and fact.chat_id is not None:
        place = place_of(uow, fact.chat_id)
        pause = None if place is None else place.policy.sanctions.pause
        if pause:
            await _pause(uow, fact.community_id, fact.person_id, uow.now + pause)


async def saw_undone(uow: UnitOfWork, fact: SanctionUndone) -> None:
    """Let somebody earn again whose sanction was taken back."""
    await resume(uow, fact.community_id, fact.person_id)


async def resume(uow: UnitOfWork, community_id: int, person_id: int) -> None:
    """Let somebody earn again from this moment on."""
    await _pause(uow, community_id, person_id, None)


async def _pause(
    uow: UnitOfWork, community_id: int, person_id: int, until: datetime | None
) -> None:
    mine = (members.c.community_id == community_id, members.c.person_id == person_id)
    held = (await uow.execute(select(members.c.earns_from).where(*mine))).scalar()
    if until is not None and held is not None and held > until:
        # A warning does not shorten what a mute has begun.
        return
    await uow.execute(update(members).where(*mine).values(earns_from=until))
    # What the batch has read of them is the same from now on.
    tenure = replace(tenure_of(uow, community_id, person_id), earns_from=until)
    uow.remember(("tenure", community_id, person_id), tenure)
