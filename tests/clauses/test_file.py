"""The rules of the operator's file: published when they change, never over an edit by command."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.config.settings import Community, Settings
from bot.features.clauses.rules import Line
from bot.features.clauses.service import clause_at, clause_of, current_version
from bot.features.places import place_of
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from handlers import bring_in_rules
from models.clauses import clauses, rulebooks
from models.communities import chats
from models.outbox import outbox
from tests.conversation import Person, Town, ids

FILE = (Line("Be kind"), Line("No adverts", 2, 60))


@pytest.fixture
async def ruled(both_databases: Database) -> AsyncIterator[Town]:
    """A town whose operator has rules in the file."""
    opened = await Town(both_databases, Settings(community=Community(rules=FILE))).open()
    yield opened
    await opened.close()


async def starts(town: Town, *rules: Line) -> list[int]:
    """Start anew with other rules in the file; returns who was asked first."""
    town.settings = replace(town.settings, community=Community(rules=rules))
    await town.restart()
    asked: list[int] = []
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=town.chance,
            dialect=town.database.dialect,
        )
        chat_ids = [row["id"] for row in await town.rows(chats)]
        await town.places.read(uow, chat_ids)
        places = [place for each in chat_ids if (place := place_of(uow, each)) is not None]
        asked += await bring_in_rules(uow, places)
        await uow.flush()
    return asked


async def versions(town: Town) -> list[tuple[int, str]]:
    """The published versions with where each came from."""
    return sorted((row["version"], row["source"]) for row in await town.rows(rulebooks))


async def edited(town: Town) -> Person:
    """The owner of a group, who has edited the file's rules by command."""
    ada = await town.with_admin()
    await ada.whispers("/start")
    (reply,) = await ada.says("/rule add No politics")
    await ada.presses(reply.keyboard[0][0].data)  # type: ignore[union-attr, arg-type]
    return ada


@pytest.mark.feature("R1")
async def test_a_new_group_begins_with_the_rules_of_the_file(ruled: Town) -> None:
    """Once, however often the bot starts."""
    ada = await ruled.with_admin()

    assert ids(await ada.says("/rules")).count("rules-line") == 2
    assert await starts(ruled, *FILE) == []
    assert await versions(ruled) == [(1, "file")]


@pytest.mark.feature("R1")
async def test_a_changed_file_is_a_new_version(ruled: Town) -> None:
    """The old one stays what it was, for the cases that cite it."""
    await ruled.with_admin()

    assert await starts(ruled, Line("Be very kind")) == []
    assert await starts(ruled, Line("Be very kind")) == []

    assert await versions(ruled) == [(1, "file"), (2, "file")]
    async with ruled.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=ruled.clock.now(),
            chance=ruled.chance,
            dialect=ruled.database.dialect,
        )
        old, new = await clause_at(uow, 1, 1, 1), await clause_of(uow, 1, 1)
        gone = await clause_of(uow, 1, 2)
        assert old is not None
        assert new is not None
        assert (old.words, new.words, gone) == ("Be kind", "Be very kind", None)
        assert await current_version(uow, 1) == 2


@pytest.mark.feature("R1")
async def test_an_edit_by_command_is_not_overwritten(ruled: Town) -> None:
    """An unchanged file says nothing; a changed one asks the owner by DM, who can take it."""
    ada = await edited(ruled)
    assert await starts(ruled, *FILE) == []
    assert await versions(ruled) == [(1, "file"), (2, "command")]

    first = await starts(ruled, Line("Be very kind"))
    again = await starts(ruled, Line("Be very kind"))

    assert len(first) == len(again) == 1
    assert await versions(ruled) == [(1, "file"), (2, "command")]
    asked = [row for row in await ruled.rows(outbox) if row["key"].startswith("rules-file:")]
    assert [row["chat_id"] for row in asked] == [ada.id]

    said = await ada.presses(asked[0]["arguments"]["keyboard"][0][0]["data"], chat_id=ada.id)

    assert "rules-published" in ids(said)
    assert await versions(ruled) == [(1, "file"), (2, "command"), (3, "file")]
    assert [row["words"] for row in await ruled.rows(clauses) if row["version"] == 3] == [
        "Be very kind"
    ]


async def test_without_rules_in_the_file_nothing_is_published(town: Town) -> None:
    """Communities write their own."""
    await town.with_admin()

    assert await starts(town) == []
    assert await versions(town) == []
