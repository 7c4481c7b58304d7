"""Give and take badges by hand, and look at rules when something happened."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.audits.service import note
from bot.features.badges.cataloguing import LOOKS, RECONCILES, plan_reconciling
from bot.features.badges.honouring import has_rules, reconcile
from bot.features.badges.queries import Badge
from bot.features.facts import Fact
from bot.features.members.service import sight
from bot.features.places import Place, Places
from bot.features.segments.service import Vocabulary
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.badges import honours

# Facts of one person within so many seconds are looked at once.
_TOGETHER_S: Final = 5


async def honour(uow: UnitOfWork, badge: Badge, person_id: int, *, by: int | None) -> bool:
    """Give somebody a badge, in somebody's name; False where they wear it already."""
    # Somebody may be honoured who has never spoken here since the bot came.
    sight(uow, badge.community_id, person_id, uow.now)
    into: Any = postgresql_insert if uow.dialect == "postgresql" else sqlite_insert
    values: dict[str, Any] = {
        "source": "staff",
        "actor_id": by,
        "evidence": {},
        "at": uow.now,
        "revoked_at": None,
    }
    given = into(honours).values(
        badge_id=badge.id, person_id=person_id, community_id=badge.community_id, **values
    )
    kept = given.on_conflict_do_update(
        index_elements=["badge_id", "person_id"],
        set_=values,
        where=honours.c.revoked_at.is_not(None),
    )
    is_news = (await uow.execute(kept.returning(honours.c.person_id))).first() is not None
    if is_news:
        _noted(uow, badge, "audit-badge-given", person_id, by)
    return is_news


async def revoke(uow: UnitOfWork, badge: Badge, person_id: int, *, by: int) -> bool:
    """Take a badge from somebody by hand, for good; False where they do not wear it."""
    gone = await uow.execute(
        update(honours)
        .where(
            honours.c.badge_id == badge.id,
            honours.c.person_id == person_id,
            honours.c.revoked_at.is_(None),
        )
        .values(revoked_at=uow.now, source="staff", actor_id=by)
    )
    if gone.rowcount:
        _noted(uow, badge, "audit-badge-taken", person_id, by)
    return gone.rowcount > 0


async def saw_deed(uow: UnitOfWork, fact: Fact) -> None:
    """Have the rules looked at for whoever did something."""
    if not await has_rules(uow, fact.community_id):
        return
    slot = int(uow.now.timestamp()) // _TOGETHER_S
    key = f"{LOOKS}:{fact.community_id}:{fact.person_id}:{slot}"
    uow.schedule(
        Due(key, LOOKS, uow.now, community_id=fact.community_id, person_id=fact.person_id)
    )


class BadgeKeeper:
    """Looks at rules: at all of a community every night, and at once for one person."""

    def __init__(self, places: Places, vocabulary: Vocabulary) -> None:
        self._places = places
        self._vocabulary = vocabulary

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work about badges."""
        return {RECONCILES: self.reconcile, LOOKS: self.look}

    async def reconcile(self, uow: UnitOfWork, due: Any) -> None:
        """Look at every rule; where there are any, again in the coming night."""
        place = await self._place(uow, due)
        if place is not None and await reconcile(uow, place, self._vocabulary):
            plan_reconciling(uow, place.community_id, place.zone)

    async def look(self, uow: UnitOfWork, due: Any) -> None:
        """Look at the rules for one person."""
        place = await self._place(uow, due)
        if place is not None:
            await reconcile(uow, place, self._vocabulary, due.person_id)

    async def _place(self, uow: UnitOfWork, due: Any) -> Place | None:
        here = await self._places.of_community(uow, due.community_id)
        return next((each for each in here if not each.is_back_room), None)


def _noted(uow: UnitOfWork, badge: Badge, what: str, person_id: int, by: int | None) -> None:
    note(
        uow,
        community_id=badge.community_id,
        category="settings",
        what=what,
        actor_id=by,
        subject_id=person_id,
        after={"badge": badge.key},
    )
