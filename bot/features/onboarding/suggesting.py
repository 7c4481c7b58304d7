"""Which of a community's groups are about what somebody is interested in."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from bot.features.tags.queries import Tag
from bot.kit.folding import fold
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group about something, and its address where it has one."""

    title: str
    username: str | None


async def suggested(
    uow: UnitOfWork, community_id: int, tags: Collection[Tag], *, besides: int
) -> list[Suggestion]:
    """Return the groups for interests whose label is one of the tags, such as topic:running."""
    if not tags:
        return []
    found = await uow.execute(
        select(chats.c.title, chats.c.username, chats.c.labels)
        .where(
            chats.c.community_id == community_id,
            chats.c.kind == "interest",
            chats.c.id != besides,
            chats.c.migrated_to.is_(None),
        )
        .order_by(chats.c.title, chats.c.id)
    )
    names = {fold(name) for tag in tags for name in (tag.key, tag.terms.title) if name}
    return [
        Suggestion(row.title, row.username)
        for row in found
        if any(fold(label.rpartition(":")[2].strip()) in names for label in row.labels)
    ]
