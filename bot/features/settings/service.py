"""Change what a community plays by."""

from typing import Any

from sqlalchemy import update

from bot.features.settings.policy import is_choice
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.communities import communities
from models.settings import settings

CHANGES = Tally(
    "settings",
    settings,
    ("community_id", "key"),
    {"value": "last", "changed_by": "last", "changed_at": "last"},
)


async def choose(
    uow: UnitOfWork, community_id: int, key: str, value: Any, *, changed_by: int
) -> None:
    """Keep a community's choice (see `is_choice`); it counts from the next update on."""
    if not is_choice(key):
        raise KeyError(key)
    await uow.execute(
        CHANGES.statement(uow.dialect),
        [
            {
                "community_id": community_id,
                "key": key,
                "value": value,
                "changed_by": changed_by,
                "changed_at": uow.now,
            }
        ],
    )
    await uow.execute(
        update(communities).where(communities.c.id == community_id).values(version=uow.stamp())
    )
