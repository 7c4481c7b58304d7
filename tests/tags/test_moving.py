"""Two communities that become one keep who bears what, and who came from where."""

import pytest
from sqlalchemy import insert, update

from models.communities import communities
from models.sources import journeys, sources
from models.tags import taggings, tags
from tests.communities.test_migration import NEW, chatted, history, moved_from, spoken
from tests.conversation import Town


@pytest.mark.feature("T1")
async def test_tags_and_sources_of_one_name_become_one(town_on_both: Town) -> None:
    """A group that was spoken in before its move was told had made tags of its own meanwhile."""
    town = town_on_both
    ada = await history(town)
    await town.takes(spoken(town, ada), chatted(town, ada))
    lin = ada.id + 500
    now = town.clock.now()
    async with town.database.writing() as connection:
        for community in await town.rows(communities):
            number = community["id"]
            row = {"community_id": number, "key": "runner", "created_at": now}
            await connection.execute(insert(tags).values(id=number * 10, **row))
            way = {"community_id": number, "key": "store12", "created_at": now, "chat_id": NEW}
            await connection.execute(insert(sources).values(id=number * 10, **way))
        for number, person_id in ((1, ada.id), (2, ada.id), (2, lin)):
            row = {"tag_id": number * 10, "community_id": number, "person_id": person_id}
            row |= {"source": "staff", "evidence": {}, "at": now}
            await connection.execute(insert(taggings).values(row))
        await connection.execute(
            update(journeys).where(journeys.c.person_id == lin).values(source_id=20, grade="link")
        )

    await town.takes(moved_from(town, ada))

    (community,) = await town.rows(communities)
    (tag,) = await town.rows(tags)
    (source,) = await town.rows(sources)
    assert {row["person_id"]: row["tag_id"] for row in await town.rows(taggings)} == {
        ada.id: tag["id"],
        lin: tag["id"],
    }
    assert {row["community_id"] for row in await town.rows(taggings)} == {community["id"]}
    (journey,) = [row for row in await town.rows(journeys) if row["person_id"] == lin]
    assert (journey["source_id"], journey["grade"]) == (source["id"], "link")
