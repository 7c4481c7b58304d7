"""Saying something of oneself, or nothing, and taking it back."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.config.settings import Settings
from bot.features.profiles.queries import of
from bot.features.profiles.rules import Field
from bot.features.profiles.service import tell
from bot.kit.database import Database
from bot.kit.effects import Edit
from bot.kit.sealing import Seal
from handlers import buttons, own_buttons
from models.outbox import outbox
from models.profiles import profiles
from tests.conversation import GROUP, Person, Town, ids, texts, value
from tests.runtime.outbox import unit

pytestmark = pytest.mark.feature("P10")

FIELDS = (
    Field("city", {"zh-CN": "城市", "en": "City"}),
    Field("age", {"zh-CN": "年龄段", "en": "Age"}, ("<18", "18-24", "25-34"), ("18-24",)),
)
SETTINGS = replace(Settings(), profile=FIELDS)


@pytest.fixture
async def sealed_town(database_url: str) -> AsyncIterator[Town]:
    """A town that asks for two fields and has a key, on each of the two databases."""
    database = Database(database_url, seal=Seal([Fernet.generate_key().decode()]))
    opened = await Town(database, SETTINGS).open()
    yield opened
    await opened.close()
    await database.close()


@pytest.fixture
async def asking_town(database: Database) -> AsyncIterator[Town]:
    """A town that asks for two fields, without a key."""
    opened = await Town(database, SETTINGS).open()
    yield opened
    await opened.close()


async def known(town: Town, person: Person) -> dict[str, str | None]:
    """What is known of somebody."""
    async with town.database.reading() as connection:
        said = await of(unit(connection, town.clock), 1, person.id)
    return {name: each.value for name, each in said.items()}


async def member(town: Town) -> Person:
    """Somebody of the group who has pressed Start."""
    mei = town.person()
    await mei.says("good morning everybody")
    await mei.whispers("/start")
    return mei


def ask(field: str, community_id: int = 1) -> str:
    """The button of a field."""
    return buttons.pack(own_buttons.AskField(community_id, field))


def choose(field: str, choice: int, community_id: int = 1) -> str:
    """The button of an answer."""
    return buttons.pack(own_buttons.TellField(community_id, field, choice))


async def test_a_profile_is_said_changed_and_cleared(sealed_town: Town) -> None:
    """In words and by choice; shown, sealed in the table, over a restart; cleared by a press."""
    town = sealed_town
    mei = await member(town)
    page = await mei.whispers("/profile")
    assert ids(page) == [
        "profile-head",
        "profile-line-empty",
        "profile-line-empty",
        "profile-foot",
    ]

    asked = await mei.presses(ask("city"), chat_id=mei.id)
    assert "profile-consent" in ids(asked)
    await town.restart()
    told = await mei.whispers("Shanghai")
    chosen = await mei.presses(choose("age", 1), chat_id=mei.id)

    assert ids(told)[0] == "profile-kept"
    assert value(chosen, "profile-line", "answer") == "Shanghai"
    assert await known(town, mei) == {"city": "Shanghai", "age": "18-24"}
    rows = await town.rows(profiles)
    assert all(row["value"].startswith("f:") and row["consented_at"] for row in rows)

    cleared = await mei.presses(choose("city", -1), chat_id=mei.id)
    assert ids(cleared)[0] == "profile-cleared"
    assert await known(town, mei) == {"city": None, "age": "18-24"}


async def test_the_next_words_alone_are_the_answer(asking_town: Town) -> None:
    """What is said after it, or after turning back, or much later, is meant otherwise."""
    town = asking_town
    mei = await member(town)

    await mei.presses(ask("city"), chat_id=mei.id)
    await mei.whispers("Shanghai")
    assert ids(await mei.whispers("and something else")) == ["puzzled"]

    await mei.presses(ask("city"), chat_id=mei.id)
    await mei.presses(ask(""), chat_id=mei.id)
    assert ids(await mei.whispers("Beijing")) == ["puzzled"]

    await mei.presses(ask("city"), chat_id=mei.id)
    town.passes(minutes=16)
    await town.settles()
    assert ids(await mei.whispers("Beijing")) == ["puzzled"]
    assert await known(town, mei) == {"city": "Shanghai"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [("🎉" * 4096, "profile-too-long"), ("\u202e\u200b", "profile-empty")],
)
async def test_what_does_not_fit_is_asked_for_again(
    asking_town: Town, said: str, expected: str
) -> None:
    """With the reason; the next words are an answer still."""
    town = asking_town
    mei = await member(town)
    await mei.presses(ask("city"), chat_id=mei.id)

    assert ids(await mei.whispers(said))[0] == expected
    await mei.whispers("\u202eShanghai <b>")

    assert await known(town, mei) == {"city": "Shanghai <b>"}
    for language in ("en", "zh-CN"):
        page = await mei.whispers("/profile")
        assert "Shanghai &lt;b&gt;" in town.catalog.html(page[0].text, language)  # type: ignore[union-attr]


async def test_it_can_be_said_with_the_command(asking_town: Town) -> None:
    """The field by its key or its title in any language; a wrong choice is told the right ones."""
    town = asking_town
    mei = await member(town)

    await mei.whispers("/profile 城市 上海")
    wrong = await mei.whispers("/profile Age very old")
    asked = await mei.whispers("/profile age")

    assert ids(wrong)[0] == "profile-no-choice"
    assert ids(asked) == ["profile-ask", "profile-consent"]
    assert await known(town, mei) == {"city": "上海"}


async def test_nothing_of_it_is_said_in_a_group(asking_town: Town) -> None:
    """There it leads to the DM, and a button pressed there is stale."""
    town = asking_town
    mei = await member(town)

    assert ids(await mei.says("/profile city Shanghai")) == ["profile-by-dm"]
    assert ids(await mei.presses(choose("age", 0), chat_id=GROUP)) == ["button-stale"]
    assert await known(town, mei) == {}
    assert ids(await mei.whispers("/start profile"))[0] == "profile-head"


@pytest.mark.parametrize(
    "data",
    [
        ask("city", 2),
        choose("age", 7),
        choose("age", -2),
        choose("city", 0),
        choose("shoes", 0),
        "tell|1|age|9999999999999999",
    ],
)
async def test_a_forged_button_changes_nothing(asking_town: Town, data: str) -> None:
    """A community that one is not part of, a field or an answer that is none."""
    town = asking_town
    mei = await member(town)

    assert ids(await mei.presses(data, chat_id=mei.id)) == ["button-stale"]
    assert await known(town, mei) == {}


async def test_a_double_press_is_one_answer(asking_town: Town) -> None:
    """Twice in one batch, and once more later."""
    town = asking_town
    mei = await member(town)
    press = choose("age", 2)

    await town.takes(
        town.press(mei, press, chat_id=mei.id), town.press(mei, press, chat_id=mei.id)
    )
    await mei.presses(press, chat_id=mei.id)

    assert len(await town.rows(profiles)) == 1
    assert await known(town, mei) == {"age": "25-34"}


async def test_passed_over_is_remembered_as_such(asking_town: Town) -> None:
    """No value and no consent: there, so that nobody asks again; empty on the page."""
    town = asking_town
    mei = await member(town)

    async with town.database.writing() as connection:
        uow = unit(connection, town.clock)
        await tell(uow, 1, mei.id, "city", None, consented=False)
        await tell(uow, 1, mei.id, "age", "18-24", consented=False)

    assert await known(town, mei) == {"city": None, "age": None}
    assert ids(await mei.whispers("/profile")).count("profile-line-empty") == 2


async def test_it_is_handed_over_and_erased(sealed_town: Town) -> None:
    """In the file of /mydata it can be read; after /forget there is nothing left."""
    town = sealed_town
    mei = await member(town)
    await mei.whispers("/profile city Shanghai")
    await mei.whispers("/mydata")

    (row,) = [each for each in await town.rows(outbox) if each["method"] == "sendDocument"]
    handed: dict[str, Any] = json.loads(row["arguments"]["document"]["content"])
    assert [each["value"] for each in handed["profiles"]] == ["Shanghai"]

    await town.restart()
    (sent,) = [each for each in await town.settles() if each.method == "sendDocument"]
    assert "Shanghai" in sent.arguments["document"]["content"]
    # A backup of this evening has it sealed alone.
    assert "Shanghai" not in str(await town.rows(outbox))

    await mei.presses(f"forget|{mei.id}|1", chat_id=mei.id)
    assert await town.rows(profiles) == []


async def test_a_lost_key_leaves_an_empty_line(sealed_town: Town) -> None:
    """What nothing opens is shown as nothing, and can be said anew."""
    town = sealed_town
    mei = await member(town)
    async with town.database.writing() as connection:
        lost = profiles.insert().values(
            community_id=1,
            person_id=mei.id,
            field="city",
            value="f:gAAAAA",
            consented_at=town.clock.now(),
            at=town.clock.now(),
        )
        await connection.execute(lost)

    assert ids(await mei.whispers("/profile")).count("profile-line-empty") == 2
    await mei.whispers("/profile city Shanghai")
    assert await known(town, mei) == {"city": "Shanghai"}


async def test_a_community_that_asks_for_nothing(town: Town) -> None:
    """The page says so; a question that was open before is dropped."""
    mei = await member(town)

    assert ids(await mei.whispers("/profile")) == ["profile-no-fields"]


async def test_titles_are_in_the_reader_s_language(asking_town: Town) -> None:
    """English for one, Chinese for another."""
    town = asking_town
    mei = await member(town)
    lin = town.person(language_code="zh-hans")
    await lin.says("大家早上好")

    assert value(await mei.whispers("/profile"), "profile-line-empty", "field") == "City"
    assert value(await lin.whispers("/profile"), "profile-line-empty", "field") == "城市"
    (edit,) = [e for e in await lin.presses(ask("age"), chat_id=lin.id) if isinstance(e, Edit)]
    assert [[b.label.id for b in row] for row in edit.keyboard] == [
        ["profile-choice"] * 3,
        ["profile-back"],
    ]
    assert texts([edit])[0].id == "profile-ask"
