"""From a poster to a tag: scenes in a served world, with the links that Telegram makes."""

from base64 import b64encode
from pathlib import Path

import pytest

from bot.config.settings import Community, Settings
from tests.rehearsal.stage import staged


@pytest.mark.feature("I1")
@pytest.mark.feature("T2")
@pytest.mark.parametrize("kind", ["supergroup", "forum"])
async def test_a_poster_brings_somebody_who_bears_its_tag(kind: str, tmp_path: Path) -> None:
    """The owner makes a way in and a tag for it; whoever comes by the link has both."""
    settings = Settings(community=Community(language="en"))
    async with staged(settings, tmp_path, kind=kind) as stage:
        await stage.whispers(stage.owner, "/start")
        await stage.says(stage.owner, "/tag new shop source=store12 seen=members")
        await stage.says(stage.owner, "/link new store12 Shop 12")
        (link,) = [each for each in stage.chat.links.values() if each.name == "Shop 12"]
        pictures = [
            message
            for message in stage.world.messages(stage.owner.id, by_bot=True)
            if message.get("photo")
        ]
        mei, bo = stage.world.person("Mei"), stage.world.person("Bo", started=True)
        await stage.plays(mei, "join", link=link.url)
        await stage.plays(stage.owner, "add", person=bo.id)
        await stage.says(mei, "hello everybody")
        await stage.whispers(bo, "/start s-store12")
        await stage.whispers(stage.owner, "/sources")
        await stage.says(stage.owner, "/link close store12")

        (source,) = await stage.rows("sources")
        journeys = {row["person_id"]: row for row in await stage.rows("journeys")}
        tagged = [row["person_id"] for row in await stage.rows("taggings")]

    assert len(pictures) == 1
    assert link.url in str(pictures[0])
    assert source["link"] == link.url
    assert (journeys[mei.id]["source_id"], journeys[mei.id]["grade"]) == (source["id"], "link")
    assert (journeys[bo.id]["source_id"], journeys[bo.id]["grade"]) == (None, "unknown")
    assert journeys[bo.id]["started_at"] is None
    assert tagged == [mei.id]
    assert link.is_revoked
    assert "joined 1" in "\n".join(stage.heard(stage.owner.id))


@pytest.mark.feature("T15")
async def test_a_file_of_tags_is_sent_fetched_and_taken(tmp_path: Path) -> None:
    """As a spreadsheet in Chinese writes it, by direct message; the bad line is named."""
    settings = Settings(community=Community(language="en"))
    async with staged(settings, tmp_path) as stage:
        mei = stage.world.person("Mei", username="mei_mei")
        await stage.plays(mei, "join")
        await stage.says(mei, "hello everybody")
        await stage.says(stage.owner, "/tag new 跑者 seen=members")
        await stage.whispers(stage.owner, "/tag import")
        content = "成员,标签\r\n@mei_mei,跑者\r\n@ghost_town,跑者\r\n".encode("gb18030")
        document = b64encode(content).decode()
        await stage.world.act(
            stage.owner.id, "send", chat_id=stage.owner.id, document=document, file_name="t.csv"
        )
        await stage.passes(seconds=5)

        tagged = [(row["person_id"], row["source"]) for row in await stage.rows("taggings")]

    assert tagged == [(mei.id, "import")]
    (told,) = [said for said in stage.heard(stage.owner.id) if "Taken: 1" in said]
    assert "Line 3" in told
