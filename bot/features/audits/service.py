"""Write down what was done by whom, and tell a community's log chats."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select, update

from bot.features.audits.rules import CATEGORIES, log_key
from bot.kit.collector import Tally
from bot.kit.effects import Keyboard, Words, post
from bot.kit.unit_of_work import UnitOfWork
from models.audits import audits
from models.communities import chats, communities
from models.settings import settings

AUDITS: Final = Tally("audits", audits, (), {})
SWITCHES: Final = Tally(
    "settings_log",
    settings,
    ("community_id", "key"),
    {"value": "last", "changed_by": "last", "changed_at": "last"},
)
# Where the bot can still write.
_HERE: Final = ("administrator", "member", "restricted")


def note(
    uow: UnitOfWork,
    *,
    community_id: int,
    category: str,
    what: str,
    actor_id: int | None = None,
    subject_id: int | None = None,
    chat_id: int | None = None,
    case_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write down one act. `what` is the id of the text that says it (`audit-…`).

    `before` and `after` hold keys, ids and values, never what a member wrote.
    """
    if category not in CATEGORIES:
        raise KeyError(category)
    uow.collect(
        AUDITS,
        {
            "community_id": community_id,
            "category": category,
            "what": what,
            "actor_id": actor_id,
            "subject_id": subject_id,
            "chat_id": chat_id,
            "case_id": case_id,
            "before": None if before is None else dict(before),
            "after": None if after is None else dict(after),
            "at": uow.now,
        },
    )


async def post_log(
    uow: UnitOfWork,
    community_id: int,
    words: Words,
    *,
    category: str,
    key: str,
    keyboard: Keyboard = (),
    person_id: int | None = None,
) -> int:
    """Owe a line to each log chat of a community that wants the category; returns to how many.

    `key` makes it one line a chat however often it is told; `person_id` is whom it is about.
    """
    told = await log_chats(uow, community_id)
    if not told or category in await switched_off(uow, community_id):
        return 0
    for chat_id in told:
        uow.owe(
            post(f"log:{key}:{chat_id}", chat_id, words, keyboard=keyboard, person_id=person_id)
        )
    return len(told)


async def log_chats(uow: UnitOfWork, community_id: int) -> list[int]:
    """Return the chats in which a community's log is kept."""
    found = await uow.execute(
        select(chats.c.id)
        .where(
            chats.c.community_id == community_id,
            chats.c.kind == "log",
            chats.c.migrated_to.is_(None),
            chats.c.bot_status.in_(_HERE),
        )
        .order_by(chats.c.id)
    )
    return list(found.scalars())


async def switched_off(uow: UnitOfWork, community_id: int) -> frozenset[str]:
    """Return the categories of which a community's log chats are not told."""
    keys = {log_key(category): category for category in CATEGORIES}
    found = await uow.execute(
        select(settings.c.key, settings.c.value).where(
            settings.c.community_id == community_id, settings.c.key.in_(sorted(keys))
        )
    )
    return frozenset(keys[row.key] for row in found if row.value is False)


async def switch(
    uow: UnitOfWork, community_id: int, category: str, *, is_on: bool, changed_by: int
) -> None:
    """Have log chats told of a category, or not any more; that is audited as well."""
    if category not in CATEGORIES:
        raise KeyError(category)
    was_on = category not in await switched_off(uow, community_id)
    if was_on == is_on:
        return
    row = {
        "community_id": community_id,
        "key": log_key(category),
        "value": is_on,
        "changed_by": changed_by,
        "changed_at": uow.now,
    }
    await uow.execute(SWITCHES.statement(uow.dialect), [row])
    await uow.execute(
        update(communities).where(communities.c.id == community_id).values(version=uow.stamp())
    )
    note(
        uow,
        community_id=community_id,
        category="settings",
        what="audit-setting",
        actor_id=changed_by,
        before={log_key(category): was_on},
        after={log_key(category): is_on},
    )
