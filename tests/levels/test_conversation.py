"""Levels: told once, together and in time, or not at all."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from bot.runtime.gateway import Owed
from models.levels import levels
from tests.conversation import GROUP, Person, Town, ids, texts

pytestmark = pytest.mark.feature("N2")
RIGHTS = {
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_restrict_members": True,
    "can_manage_tags": True,
}


async def a_town(database: Database, **points: Any) -> Town:
    """A town where a few messages make a level, and a line tells of it."""
    terms = replace(
        Settings().points,
        curve="list",
        levels=(10, 30, 60),
        chat_min=15,
        chat_max=15,
        **({"levels_told": "line"} | points),
    )
    return await Town(database, replace(Settings(), points=terms)).open()


async def told(town: Town) -> list[str]:
    """What is told of levels in the group, once the moments are over."""
    town.passes(seconds=30)
    return [each for each in ids(await town.settles()) if each.startswith("levels-")]


def tagged(calls: list[Owed]) -> list[tuple[int, str]]:
    """The tags that Telegram is asked to show, and in which chat."""
    return [
        (call.chat_id, call.arguments["tag"])
        for call in calls
        if call.method == "setChatMemberTag"
    ]


async def chats(town: Town, person: Person, times: int) -> None:
    """Say things that earn, a few minutes apart."""
    for page in range(times):
        town.passes(minutes=2)
        await person.says(f"第{page}页")


async def test_a_level_is_told_once(both_databases: Database) -> None:
    """Reached by talk, in a line of the group; not at the next message, and not over a restart."""
    town = await a_town(both_databases)
    await town.with_admin()
    mei = town.person()
    update = town.message(mei, "第一页真好看")
    await town.takes(update)
    first = await told(town)
    await town.takes(update)
    await town.restart()
    await town.takes(update)
    again = await told(town)
    await chats(town, mei, 1)
    second = await told(town)
    await town.close()

    assert (first, again, second) == (["levels-line"], [], ["levels-line"])
    assert [row["level"] for row in await town.rows(levels)] == [2]


async def test_many_are_told_together(both_databases: Database) -> None:
    """Seven at once are one post with five names and the number of the others."""
    town = await a_town(both_databases)
    await town.with_admin()
    await town.takes(*(town.message(town.person(f"P{n}"), f"hello from {n}") for n in range(7)))
    town.passes(seconds=30)
    posts = [call for call in await town.settles() if "levels-line" in ids([call])]
    await town.close()

    assert len(posts) == 1
    assert ids(posts) == ["levels-line"] * 5 + ["levels-more"]
    assert dict(texts(posts)[-1].values) == {"count": 2}


async def test_several_levels_of_a_batch_are_one(both_databases: Database) -> None:
    """What was earned earlier in the same batch is counted along."""
    town = await a_town(both_databases, chat_cooldown=timedelta(0))
    await town.with_admin()
    mei = town.person()
    await town.takes(*(town.message(mei, f"第{page}页") for page in range(4)))
    lines = await told(town)
    await town.close()

    assert lines == ["levels-line"]
    assert [row["level"] for row in await town.rows(levels)] == [3]


@pytest.mark.parametrize("way", ["off", "answer"])
async def test_it_is_quiet_where_that_is_wished(both_databases: Database, way: str) -> None:
    """A sign-in tells of it in its answer, unless nothing at all is to be told."""
    town = await a_town(both_databases, levels_told=way)
    await town.with_admin()
    mei, bo = town.person(), town.person("Bo")
    answer = ids(await mei.says("签到"))
    await chats(town, bo, 1)
    lines = await told(town)
    await town.close()

    assert lines == []
    assert ("level-up" in answer) == (way == "answer")
    assert {row["level"] for row in await town.rows(levels)} == {1}


async def test_what_an_answer_told_gets_no_line(both_databases: Database) -> None:
    """A sign-in says it already; thanks, which are answered by a heart alone, do not."""
    town = await a_town(both_databases, thanks=20)
    await town.with_admin()
    mei, bo = town.person(), town.person("Bo")
    answer = ids(await mei.says("签到"))
    after_sign_in = await told(town)
    replied = {"message_id": 1, "date": 0, "chat": town.chat(GROUP), "from": bo.account}
    await mei.says("谢谢", reply_to_message=replied)
    after_thanks = await told(town)
    await town.close()

    assert "level-up" in answer
    assert (after_sign_in, after_thanks) == ([], ["levels-line"])


async def test_nothing_is_told_hours_late(both_databases: Database) -> None:
    """What happened during an outage, or could not be told in time, is news no more."""
    town = await a_town(both_databases)
    await town.with_admin()
    mei, bo = town.person(), town.person("Bo")
    waited = town.message(mei, "第一页真好看")
    town.passes(hours=2)
    await town.takes(waited)
    outage = await told(town)
    await bo.says("第二页也好看")
    town.passes(hours=3)
    late = await told(town)
    await town.close()

    assert (outage, late) == ([], [])
    assert {row["state"] for row in await town.rows(levels)} == {"done"}


async def test_a_level_stands_beside_the_name(both_databases: Database) -> None:
    """Where the bot may set tags; an administrator's cannot be set."""
    town = await a_town(both_databases, level_tags=True, level_names=((1, "新芽 🌱"),))
    admin = town.person("Ada")
    await town.takes(town.own_change(admin, **RIGHTS))
    await town.takes(town.change(admin, {"status": "creator", "is_anonymous": False}))
    mei = town.person()
    await mei.says("第一页真好看")
    await admin.says("第二页也好看")
    town.passes(seconds=30)
    shown = tagged(await town.settles())
    await town.close()

    assert shown == [(GROUP, "新芽")]


async def test_without_the_right_no_tag_is_tried(both_databases: Database) -> None:
    """An older Telegram does not name that right at all."""
    town = await a_town(both_databases, level_tags=True)
    await town.with_admin()
    await town.person().says("第一页真好看")
    town.passes(seconds=30)
    shown = tagged(await town.settles())
    await town.close()

    assert shown == []


async def test_an_admin_chooses_how_it_is_told(town: Town) -> None:
    """By button; the next level goes by it."""
    admin = await town.with_admin()
    page = await admin.presses(f"put|{GROUP}|levels.told|line")
    await chats(town, town.person(), 8)

    assert "settings-kept" in ids(page)
    assert await told(town) == ["levels-line"]
