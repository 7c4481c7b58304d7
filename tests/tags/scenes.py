"""What tags need again and again in tests."""

from typing import Any

from models.tags import taggings, tags
from tests.conversation import Person, Town


async def with_tags(town: Town, *wishes: str, **rights: bool) -> Person:
    """Somebody who runs the group, reachable by DM, with tags in the catalogue."""
    admin = await town.with_admin(**rights)
    await admin.whispers("/start")
    for wish in wishes:
        await admin.says(f"/tag new {wish}")
    await town.settles()
    return admin


async def borne(town: Town, person: Person) -> list[str]:
    """The keys of the tags that somebody has a row of."""
    return sorted(row["key"] for row in await rows_of(town, person))


async def rows_of(town: Town, person: Person) -> list[dict[str, Any]]:
    """The rows of the tags that somebody has, with their keys."""
    keys = {row["id"]: row["key"] for row in await town.rows(tags)}
    return [
        {**row, "key": keys[row["tag_id"]]}
        for row in await town.rows(taggings)
        if row["person_id"] == person.id
    ]
