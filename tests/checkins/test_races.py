"""Signing in by many at once, in windows, and by who is not a person."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.config.settings import Settings, Window
from bot.kit.database import Database
from handlers import buttons
from models.activity import activity
from models.checkins import checkins
from models.members import members
from models.points import ledger
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids, texts

pytestmark = pytest.mark.feature("A6")

PRESS = buttons.pack(buttons.CheckIn())


@asynccontextmanager
async def replicas(town: Town, count: int) -> AsyncIterator[list[Town]]:
    """Several bots over one database."""
    others = [await Town(town.database, Settings()).open() for _ in range(count - 1)]
    yield [town, *others]
    for each in others:
        await each.close()


async def test_one_member_presses_sixty_four_times_at_once(town_on_both: Town) -> None:
    """One row and one award; the other presses are told that it was done before."""
    town = town_on_both
    mei = town.person()
    await mei.says("good morning everybody")
    presses = [town.press(mei, PRESS) for _ in range(64)]

    async with replicas(town, 4) as bots:
        said = await asyncio.gather(
            *(bots[at % 4].takes(press) for at, press in enumerate(presses))
        )
        told = [name for bot in bots for name in ids(bot.said)]

    assert len(said) == 64
    assert await town.count(checkins) == 1
    assert [r["points"] for r in await town.rows(ledger) if r["rule"] == "checkin"] == [10]
    assert (told.count("checkin-toast"), told.count("checkin-already")) == (1, 63)
    assert await town.rows(failed_updates) == []


async def test_sixty_four_members_press_at_once(town_on_both: Town) -> None:
    """Each is in, each is paid, and the card's last count is sixty-four."""
    town = town_on_both
    crowd = [town.person() for _ in range(64)]

    async with replicas(town, 4) as bots:
        await asyncio.gather(
            *(bots[at % 4].takes(town.press(each, PRESS)) for at, each in enumerate(crowd))
        )
        counts = [
            dict(text.values)["signed"]
            for bot in bots
            for text in texts(bot.said)
            if text.id == "checkin-card-count"
        ]

    assert {row["person_id"] for row in await town.rows(checkins)} == {each.id for each in crowd}
    assert {row["points"] for row in await town.rows(members)} == {10}
    assert await town.count(ledger) == 64
    assert max(counts) == 64
    assert await town.rows(failed_updates) == []


async def test_a_word_a_command_and_a_press_in_one_batch_are_one_sign_in(town: Town) -> None:
    """Three ways at once pay once, and one fact is kept."""
    mei = town.person()
    await town.takes(
        town.message(mei, "签到"), town.message(mei, "/checkin"), town.press(mei, PRESS)
    )

    assert await town.count(checkins) == 1
    kinds = [row["kind"] for row in await town.rows(activity)]
    assert kinds.count("member_checked_in") == 1


@pytest.fixture
async def windowed(database: Database) -> AsyncIterator[Town]:
    """A town where one signs in in the morning and in the evening, up to midnight."""
    open_at = (Window(time(6), time(9)), Window(time(20), time(0)))
    base = Settings()
    opened = await Town(
        database,
        replace(base, checkins=replace(base.checkins, windows=open_at)),
        at=datetime(2026, 3, 10, 0, 0, tzinfo=UTC),
    ).open()
    yield opened
    await opened.close()


async def test_each_window_of_a_day_pays_and_the_streak_counts_days(windowed: Town) -> None:
    """Morning and evening pay ten each; at noon it is told when; the streak is one day."""
    mei = windowed.person()
    morning = await mei.says("/checkin")
    again = await mei.says("/checkin")
    windowed.passes(hours=4)
    noon = await mei.says("/checkin")
    windowed.passes(hours=8)
    evening = await mei.says("/checkin")

    assert [ids(said)[0] for said in (morning, again, noon, evening)] == [
        "checkin-done",
        "checkin-already",
        "checkin-not-open",
        "checkin-done",
    ]
    assert dict(texts(evening)[0].values)["streak"] == 1
    assert [row["points"] for row in await windowed.rows(members)] == [20]
    assert dict(texts(noon)[0].values)["hours"] == "06:00–09:00 · 20:00–00:00"


async def test_a_press_that_waited_over_the_windows_end_counts(windowed: Town) -> None:
    """Pressed at 23:59 and found at 00:01 after an outage: yesterday's evening, not closed."""
    mei = windowed.person()
    windowed.clock.push_to(datetime(2026, 3, 10, 16, 1, tzinfo=UTC))
    windowed.intake.is_catching_up = True

    said = await mei.presses(PRESS)

    (row,) = await windowed.rows(checkins)
    assert ids(said)[0] == "checkin-toast"
    assert (str(row["local_day"]), row["window"]) == ("2026-03-10", 1)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # An anonymous admin is asked to come with a name; a channel and a bot are left alone.
        (
            {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "G"}},
            ["refused-anonymous"],
        ),
        (
            {
                "sender_chat": {"id": -1009, "type": "channel", "title": "C"},
                "is_automatic_forward": True,
            },
            [],
        ),
    ],
)
async def test_a_voice_that_is_nobodys_signs_nobody_in(
    town: Town, fields: dict[str, Any], expected: list[str]
) -> None:
    """There is no person to sign in, and the linked channel is not even answered."""
    fake = Person(town, 1087968824, "Group", extra={"is_bot": True})

    said = await town.takes(town.message(fake, "签到", **fields))

    assert ids(said) == expected
    assert await town.count(checkins) == 0
    assert await town.count(members) == 0


async def test_other_bots_are_never_answered(town: Town) -> None:
    """Two bots that answer one another would never end."""
    other = town.person("Bot", extra={"is_bot": True})

    assert await other.says("/checkin") == []
    assert await other.says("签到") == []


async def test_an_edit_signs_nobody_in(town: Town) -> None:
    """Editing an old message into a command or a word runs nothing."""
    mei = town.person()
    for said in ("/checkin", "签到"):
        message = town.message(mei, said)["message"]
        number = next(town._numbers)
        edit = {"update_id": number, "edited_message": message | {"edit_date": message["date"]}}
        assert await town.takes(edit) == []

    assert await town.count(checkins) == 0


@pytest.mark.parametrize(
    "said", ["签到了吗？", "我要签到", "/checkins", "签到 " * 20, "/checkin@other_bot"]
)
async def test_what_only_mentions_it_signs_nobody_in(town: Town, said: str) -> None:
    """The word must be the whole message, and the command ours; the group is left in peace."""
    assert await town.person().says(said) == []
    assert await town.count(checkins) == 0
