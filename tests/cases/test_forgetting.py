"""A sanction outlives its words and nobody who is forgotten; a group that moves takes it along."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.features.communities.moving import migrate
from models import metadata
from models.cases import cases, evidence
from models.communities import communities
from models.restrictions import restrictions
from tests.cases.scenes import Group, calls, settled_group
from tests.conversation import GROUP, Person, Town, ids
from tests.runtime.outbox import unit

pytestmark = pytest.mark.feature("Z2")

NEW = -1001000000099


async def traces(town: Town, needle: str) -> set[str]:
    """In which tables something stands, in whatever column, also inside JSON and keys."""
    return {
        table.name
        for table in metadata.sorted_tables
        for row in await town.rows(table)
        if needle in json.dumps(list(row.values()), ensure_ascii=False, default=str)
    }


async def sanctioned(town: Town, command: str) -> tuple[Group, Person]:
    """Somebody with a long id who said something and was sanctioned for it."""
    group = await settled_group(town)
    vera = Person(town, 730_019_283, "Veranika", extra={"username": "vera_nika"})
    bad = town.message(vera, "SECRET advert")
    await town.takes(bad)
    await vera.whispers("/start")
    await town.takes(group.reply(group.moderator, f"{command} SECRET reason", bad))
    await town.settles()
    return group, vera


async def forget(person: Person) -> None:
    """Be forgotten."""
    await person.presses(f"forget|{person.id}|1", chat_id=person.id)


async def test_a_warning_is_forgotten_with_the_person(town_on_both: Town) -> None:
    """Neither id nor name nor words are left anywhere; that there was a case stays."""
    town = town_on_both
    _, vera = await sanctioned(town, "/warn")
    assert "cases" in await traces(town, str(vera.id))

    await forget(vera)

    assert await traces(town, str(vera.id)) == set()
    assert await traces(town, "Veranika") == set()
    assert await traces(town, "SECRET") == set()
    (case,) = await town.rows(cases)
    assert (case["person_id"], case["action"], case["reason"]) == (0, "warn", None)


@pytest.mark.parametrize("command", ["/mute 2h", "/tban 2h"])
async def test_a_sanction_in_force_keeps_the_id_until_it_ends(
    town_on_both: Town, command: str
) -> None:
    """The words go at once, the id when its time is over."""
    town = town_on_both
    _, vera = await sanctioned(town, command)

    await forget(vera)

    assert await traces(town, "Veranika") == set()
    assert await traces(town, "SECRET") == set()
    assert await traces(town, str(vera.id)) <= {"cases", "restrictions"}
    town.passes(hours=2, seconds=2)
    await town.settles()
    assert await traces(town, str(vera.id)) == set()


async def test_a_ban_of_somebody_forgotten_can_be_taken_back(town: Town) -> None:
    """For that the id is kept; afterwards nobody needs it."""
    group, vera = await sanctioned(town, "/ban")
    await forget(vera)
    await group.moderator.says("/undo 1")

    (call,) = calls(await town.settles(), "unbanChatMember")

    assert call.arguments["user_id"] == vera.id
    (case,) = await town.rows(cases)
    assert (case["state"], case["person_id"]) == ("undone", 0)


async def test_a_moderator_is_forgotten_too(town_on_both: Town) -> None:
    """What they decided stays, under the tombstone, and can be undone by others."""
    town = town_on_both
    group = await settled_group(town)
    boss = Person(town, 730_777_111, "Bossy")
    rights = {"can_restrict_members": True, "can_delete_messages": True}
    status = {"status": "administrator", "can_be_edited": False, **rights}
    await town.takes(town.change(boss, status))
    await boss.whispers("/start")
    await boss.says(f"/warn {group.member.id} noise")
    await town.settles()

    await forget(boss)

    assert await traces(town, str(boss.id)) == set()
    assert await traces(town, "Bossy") == set()
    assert "case-by" in ids(await group.moderator.says("/case 1"))


async def test_my_data_holds_my_cases(town: Town) -> None:
    """With what they rest on."""
    _, vera = await sanctioned(town, "/warn")
    await vera.whispers("/mydata")

    (file,) = calls(await town.settles(), "sendDocument")

    held: dict[str, Any] = json.loads(file.arguments["document"]["content"])
    assert held["cases"][0]["action"] == "warn"
    assert held["evidence"][0]["words"] == "SECRET advert"


async def test_a_moved_group_keeps_its_cases(town_on_both: Town) -> None:
    """Numbers go on behind the other's, evidence and restrictions follow to the new id."""
    town = town_on_both
    await sanctioned(town, "/mute 2h")
    stranger = town.person("Owner")
    await town.takes(town.own_change(stranger, chat_id=NEW))
    await town.takes(
        town.change(stranger, {"status": "creator", "is_anonymous": False}, chat_id=NEW)
    )
    await stranger.says("/warn 990099 noise", chat_id=NEW)
    await town.settles()

    async with town.database.writing() as connection:
        uow = unit(connection, town.clock)
        assert await migrate(uow, GROUP, NEW)
        await uow.flush()

    rows = await town.rows(cases)
    assert {row["chat_id"] for row in rows} == {NEW}
    assert len({row["community_id"] for row in rows}) == 1
    assert len({row["number"] for row in rows}) == len(rows) == 2
    assert {row["chat_id"] for row in await town.rows(evidence)} == {NEW}
    assert {row["chat_id"] for row in await town.rows(restrictions)} == {NEW}
    async with town.database.reading() as connection:
        assert len(list(await connection.execute(select(communities.c.id)))) == 1
