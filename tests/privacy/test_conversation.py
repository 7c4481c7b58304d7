"""What is kept, handing it over, and forgetting: seen from outside, over every table there is."""

import json
import logging
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, Table, insert, update

from bot.features.personal import PERSONAL
from bot.kit.effects import Reply
from models import metadata
from models.communities import administrators
from models.members import members, people
from models.outbox import lanes, outbox
from models.points import ledger
from models.privacy import tombstones
from tests.conversation import GROUP, TOKEN, Person, Town, ids, texts
from tests.members.scenes import arrival, joined, left

SECRET = "秘密海豚-dolphin-7731"
YES, NO = "forget|{}|1", "forget|{}|0"


PEOPLE_BY_NAME = {"person_id", "actor_id", "sender_id", "subject_id", "teacher_id"}


def _says_who(column: Column[Any]) -> bool:
    # A lane is leased by a process.
    return column.name.endswith("_by") and isinstance(column.type, BigInteger)


def person_columns() -> Iterable[Column[Any]]:
    """Every column of the schema that holds a person, by its name or by what it refers to."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            refers = any(key.column.table is people for key in column.foreign_keys)
            if refers or column.name in PEOPLE_BY_NAME or _says_who(column):
                yield column


async def everything(town: Town) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {table.name: await town.rows(table) for table in metadata.sorted_tables}


async def traces(town: Town, needle: str) -> list[str]:
    """Where something stands in the database, in whatever column, also inside JSON and keys."""
    return [
        f"{name}.{column}"
        for name, rows in (await everything(town)).items()
        for row in rows
        for column, held in row.items()
        if needle in json.dumps(held, ensure_ascii=False, default=str)
    ]


async def busy_life(town: Town) -> tuple[Person, Person]:
    """Somebody who has done everything that leaves a trace, and a friend."""
    mei, tom = Person(town, 730_019_283, "Mei"), Person(town, 730_555_555, "Tom")
    await town.takes(town.own_change(tom))
    await town.takes(arrival(town, mei), joined(town, mei))
    await town.takes(town.change(mei, {"status": "creator", "is_anonymous": False}))
    for friend in (mei, tom):
        await friend.says("签到")
        await friend.says("what a lovely day it is")
        await friend.whispers("/start")
    await mei.presses(f"put|{GROUP}|checkins.card_at|09:00")
    await mei.presses(f"put|{GROUP}|moderation.mode|on")
    await mei.presses("lang|zh-CN|0", chat_id=mei.id)
    await mei.whispers("/mydata")
    town.passes(days=1)
    await town.takes(town.change(mei, {"status": "member"}, old="creator"))
    await town.takes(
        town.message(mei, "please read FORBIDDEN things"),
        town.message(mei, "签到"),
        {
            "update_id": 900_001,
            "message_reaction": {
                "chat": town.chat(GROUP),
                "message_id": 3,
                "date": int(town.clock.now().timestamp()),
                "user": mei.account,
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": "👍"}],
            },
        },
    )
    await town.takes(left(town, mei), town.own_change(mei, "member", old="administrator"))
    await mei.says("签到 again from outside")
    return mei, tom


@pytest.mark.feature("Z1")
def test_every_column_that_holds_a_person_belongs_to_an_export_and_a_forgetting() -> None:
    """A new table with a person in it must say what it hands over and how it forgets."""
    kept = {(each.table, name) for each in PERSONAL for name in each.columns}
    missing = [
        str(column) for column in person_columns() if (column.table.name, column.name) not in kept
    ]

    assert missing == []


@pytest.mark.feature("Z5")
async def test_forgetting_leaves_the_id_nowhere(town_on_both: Town) -> None:
    """Not in any column of any table, nor inside JSON, nor in a key; the name is gone as well."""
    town = town_on_both
    mei, _ = await busy_life(town)
    async with town.database.writing() as connection:
        # What the courier leaves: a lane for the DM, and a delivery on its way.
        await connection.execute(insert(lanes).values(chat_id=mei.id, leased_by="a"))
        await connection.execute(update(outbox).values(state="sending"))
    assert len(set(await traces(town, str(mei.id)))) > 10

    await mei.presses(YES.format(mei.id), chat_id=mei.id)

    assert await traces(town, str(mei.id)) == []
    assert await traces(town, "Mei") == []


@pytest.mark.feature("Z5")
async def test_forgetting_keeps_the_books_balanced(town_on_both: Town) -> None:
    """Other people's points are untouched, and every sum is what the ledger says."""
    town = town_on_both
    mei, tom = await busy_life(town)
    before = {row["person_id"]: row["points"] for row in await town.rows(members)}
    total = sum(row["points"] for row in await town.rows(ledger))

    receipt = await mei.presses(YES.format(mei.id), chat_id=mei.id)

    sums: dict[int, int] = {}
    for row in await town.rows(ledger):
        sums[row["person_id"]] = sums.get(row["person_id"], 0) + row["points"]
    after = {row["person_id"]: row["points"] for row in await town.rows(members)}
    (stone,) = await town.rows(tombstones)
    assert ids(receipt) == ["forget-toast", "forget-done"]
    assert after == {tom.id: before[tom.id], stone["id"]: before[mei.id]}
    assert {each: points for each, points in after.items() if points} == sums
    assert sum(sums.values()) == total


@pytest.mark.feature("Z5")
async def test_who_was_forgotten_comes_back_as_somebody_new(town: Town) -> None:
    """Even in the same batch: no points, no streak, no language, no memory of the last message."""
    mei, _ = await busy_life(town)

    said = await town.takes(
        town.press(mei, YES.format(mei.id), chat_id=mei.id),
        town.message(mei, "good morning, I am new here"),
        town.message(mei, "签到"),
    )

    (row,) = [row for row in await town.rows(members) if row["person_id"] == mei.id]
    (person,) = [row for row in await town.rows(people) if row["id"] == mei.id]
    assert row["first_seen_at"] == town.clock.now()
    assert row["points"] == sum(
        each["points"] for each in await town.rows(ledger) if each["person_id"] == mei.id
    )
    assert person["language"] is None
    assert (
        dict(next(text for text in texts(said) if text.id == "checkin-done").values)["streak"] == 1
    )


@pytest.mark.feature("Z5")
async def test_a_chat_memory_does_not_outlive_its_person(town: Town) -> None:
    """Forgotten and back within the minute: the cool-down and the last words are forgotten too."""
    mei = town.person()
    await mei.says("good morning everybody")

    await town.takes(
        town.press(mei, YES.format(mei.id), chat_id=mei.id),
        town.message(mei, "good morning everybody"),
    )

    earned = [row for row in await town.rows(ledger) if row["person_id"] == mei.id]
    assert [row["rule"] for row in earned] == ["chat"]


@pytest.mark.feature("Z5")
async def test_closing_the_chat_after_being_forgotten_leaves_no_trace(town: Town) -> None:
    """Who is forgotten and then blocks the bot is not met again by that."""
    mei, _ = await busy_life(town)
    await mei.presses(YES.format(mei.id), chat_id=mei.id)

    await town.takes(
        town.change(
            Person(town, 424242, "Hearth", extra={"is_bot": True}),
            {"status": "kicked", "until_date": 0},
            by=mei,
            kind="my_chat_member",
            chat_id=mei.id,
        )
    )

    assert await traces(town, str(mei.id)) == []


@pytest.mark.feature("Z5")
async def test_an_administrator_who_is_forgotten_is_none_at_once(town: Town) -> None:
    """What was cached of the roster goes with the row."""
    ada = await town.with_admin()
    assert ids(await ada.says("/settings"))[0] == "settings-head"

    await ada.presses(YES.format(ada.id), chat_id=ada.id)

    assert await town.count(administrators) == 0
    assert ids(await ada.says("/settings")) == ["refused-not-admin"]


@pytest.mark.feature("Z5")
async def test_only_oneself_can_be_forgotten(town: Town) -> None:
    """Somebody else's press is told so; a changed mind changes nothing."""
    mei, tom = await busy_life(town)

    stolen = await tom.presses(YES.format(mei.id), chat_id=tom.id)
    kept = await mei.presses(NO.format(mei.id), chat_id=mei.id)

    assert ids(stolen) == ["button-not-yours"]
    assert ids(kept) == ["forget-kept"]
    assert await town.count(tombstones) == 0
    assert await traces(town, str(mei.id)) != []


@pytest.mark.feature("Z5")
async def test_being_forgotten_twice_is_done_once(town: Town) -> None:
    """A double press: a second receipt over nothing, and the sums stand."""
    mei, _ = await busy_life(town)
    press = YES.format(mei.id)
    total = sum(row["points"] for row in await town.rows(ledger))

    await town.takes(
        town.press(mei, press, chat_id=mei.id), town.press(mei, press, chat_id=mei.id)
    )

    assert await traces(town, str(mei.id)) == []
    assert sum(row["points"] for row in await town.rows(ledger)) == total


@pytest.mark.feature("Z2")
async def test_my_data_has_a_row_of_every_table_that_holds_me(town_on_both: Town) -> None:
    """Each table in which the person stands is in the file, and nobody else is."""
    town = town_on_both
    mei, tom = await busy_life(town)
    held = {
        column.table.name
        for column in person_columns()
        if any(row[column.name] == mei.id for row in await town.rows(column.table))
    } | {"people"}

    await mei.whispers("/mydata")

    owed = [row for row in await town.rows(outbox) if row["method"] == "sendDocument"][-1]
    file = json.loads(owed["arguments"]["document"]["content"])
    assert owed["chat_id"] == mei.id
    assert held == {name for name, rows in file.items() if isinstance(rows, list) and rows}
    assert str(tom.id) not in json.dumps(file)


@pytest.mark.feature("Z2")
async def test_asking_again_and_again_does_not_pile_up(town: Town) -> None:
    """A file does not hold the files before it."""
    mei, _ = await busy_life(town)
    for _ in range(6):
        await mei.whispers("/mydata")

    sizes = [
        len(row["arguments"]["document"]["content"])
        for row in await town.rows(outbox)
        if row["method"] == "sendDocument"
    ]
    assert sizes[-1] < 2 * sizes[1]


@pytest.mark.feature("Z2")
@pytest.mark.parametrize(
    ("command", "text"), [("/mydata", "mydata-by-dm"), ("/forget", "forget-by-dm")]
)
async def test_what_is_private_is_not_done_in_a_group(town: Town, command: str, text: str) -> None:
    """In a group there is a button that opens the DM, and nothing else happens."""
    (reply,) = await town.person().says(command)

    assert isinstance(reply, Reply)
    assert ids([reply]) == [text]
    assert reply.keyboard[0][0].url == f"https://t.me/hearth_bot?start={command[1:]}"
    assert await town.count(outbox) == 0


@pytest.mark.feature("Z1")
async def test_privacy_names_every_table(town: Town) -> None:
    """What is kept, why and how long: a line for each table of the inventory."""
    said = await town.person().whispers("/privacy")

    named = [dict(text.values) for text in texts(said) if text.id == "privacy-kept"]
    assert [(str(each["what"].id), str(each["term"].id)) for each in named] == [
        (kept.purpose, kept.term) for kept in reversed(PERSONAL)
    ]


@pytest.mark.feature("Z3")
async def test_no_words_of_anybody_are_kept(
    town: Town, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """After every kind of talk the phrase stands in no column, no key, no log line."""
    mei = town.person()
    ada = await town.with_admin()
    caplog.set_level(logging.DEBUG)
    for said in (SECRET, f"签到 {SECRET}", f"/why {SECRET}", f"/start {SECRET}", f"/x{SECRET}"):
        await mei.says(said)
        await mei.whispers(said)
        await ada.says(said)
    message = town.message(mei, SECRET)
    edited = {"update_id": 800_001, "edited_message": message["message"]}
    caption = town.message(mei, SECRET)
    caption["message"]["caption"] = caption["message"].pop("text")
    broken = town.message(mei, SECRET)
    broken["message"]["date"] = SECRET
    crashing = town.message(mei, f"/me {SECRET}")
    crashing["message"]["entities"][0]["offset"] = SECRET
    await town.takes(message, edited, caption, broken, crashing)
    await mei.presses(SECRET)

    assert await traces(town, "dolphin") == []
    assert "dolphin" not in caplog.text
    printed = capsys.readouterr()
    assert "dolphin" not in printed.out + printed.err
    assert TOKEN not in printed.out + printed.err + caplog.text


def test_the_inventory_names_tables_that_exist() -> None:
    """Each entry is a table of ours with those columns."""
    tables: dict[str, Table] = dict(metadata.tables)

    assert all(name in tables[each.table].columns for each in PERSONAL for name in each.columns)
