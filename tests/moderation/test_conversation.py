"""What a community forbids is taken away, whoever writes it and however late."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.config.checks import checks_with
from bot.config.settings import Moderation, Settings
from bot.kit.database import Database
from bot.kit.texts import unpack
from models.activity import activity
from models.members import members
from models.moderation import findings
from models.outbox import outbox
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids
from tests.moderation.lines import LINES

pytestmark = pytest.mark.feature("R2")

BAD = "快来加微信领取"
CHANNEL = {"id": -1001000000777, "type": "channel", "title": "C"}
ITSELF = {"id": GROUP, "type": "supergroup", "title": "Reading club"}


async def opened(database: Database, mode: str) -> Town:
    """A town with one word and one pattern."""
    settings = Settings(
        moderation=Moderation(mode=mode),
        checks=checks_with(words={"words": ("加微信",)}, patterns={"patterns": (r"t\.me/\+\w+",)}),
    )
    return await Town(database, settings).open()


@pytest.fixture
async def strict(database: Database) -> AsyncIterator[Town]:
    """A town that removes."""
    town = await opened(database, "on")
    yield town
    await town.close()


def deletions(rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Which messages are owed a deletion."""
    return [
        (row["chat_id"], row["arguments"]["message_id"])
        for row in rows
        if row["method"] == "deleteMessage"
    ]


async def test_a_forbidden_word_is_removed_once(both_databases: Database) -> None:
    """One deletion owed ahead of chatter, one removal, one fact, no award; told twice, once."""
    town = await opened(both_databases, "on")
    mei = town.person()
    update = town.message(mei, BAD)
    await town.takes(update)
    await town.takes(update)

    (finding,) = await town.rows(findings)
    (owed,) = await town.rows(outbox)
    (member,) = await town.rows(members)
    assert (finding["sender_id"], finding["check"], unpack(finding["detail"]).id) == (
        mei.id,
        "words",
        "finding-words",
    )
    assert (owed["method"], owed["priority"], owed["is_repeatable"]) == ("deleteMessage", 0, True)
    assert (member["points"], member["messages"]) == (0, 0)
    assert [row["kind"] for row in await town.rows(activity)] == [
        "message_removed",
    ]
    await town.close()


async def test_an_edit_is_judged_again(strict: Town) -> None:
    """Slipping a link in afterwards is the oldest trick; a harmless edit is left alone."""
    mei = strict.person()
    message = strict.message(mei, "good morning")["message"]
    await strict.takes({"update_id": 1, "message": message})
    await strict.takes({"update_id": 2, "edited_message": message | {"text": "good evening"}})
    assert await strict.count(findings) == 0

    edited = {"update_id": 3, "edited_message": message | {"text": "see t.me/+AbCd"}}
    await strict.takes(edited, edited)

    assert deletions(await strict.rows(outbox)) == [(GROUP, message["message_id"])]


async def test_a_caption_is_judged_like_a_text(strict: Town) -> None:
    """What stands under a picture is written too."""
    update = strict.message(strict.person(), "")
    update["message"]["caption"] = update["message"].pop("text") + BAD
    await strict.takes(update)

    assert await strict.count(findings) == 1


@pytest.mark.parametrize("said", [f"/checkin {BAD}", f"签到 {BAD}"])
async def test_a_removed_message_runs_no_command(strict: Town, said: str) -> None:
    """Dressed up as a command it is taken away all the same, and nothing is answered."""
    assert await strict.person().says(said) == []
    assert await strict.count(findings) == 1


@pytest.mark.parametrize(
    ("fields", "is_judged"),
    [
        ({"sender_chat": CHANNEL}, True),
        ({"sender_chat": ITSELF}, False),
        ({"sender_chat": CHANNEL, "is_automatic_forward": True}, False),
        ({}, True),
    ],
)
async def test_voices_that_are_no_person(
    strict: Town, fields: dict[str, Any], *, is_judged: bool
) -> None:
    """A stranger's channel and a bot are judged; the group itself and its own channel are not."""
    fake = Person(strict, 136817688, "Channel", extra={"is_bot": True})
    await strict.takes(strict.message(fake, BAD, **fields))

    assert await strict.count(findings) == int(is_judged)
    assert await strict.count(members) == 0


async def test_administrators_are_left_alone(strict: Town) -> None:
    """The owner may write what members may not; demoted, in the same batch, no more."""
    ada = await strict.with_admin(can_change_info=True)
    assert await ada.says(BAD) == []
    assert await strict.count(findings) == 0

    await strict.takes(
        strict.change(ada, {"status": "member"}, old="administrator"), strict.message(ada, BAD)
    )

    assert await strict.count(findings) == 1


async def test_shadow_mode_only_writes_down(database: Database) -> None:
    """What would have been removed stands, is paid and answered, and is noted."""
    town = await opened(database, "shadow")
    await town.person().says(BAD)

    (row,) = await town.rows(findings)
    assert row["mode"] == "shadow"
    assert await town.count(outbox) == 0
    assert [each["messages"] for each in await town.rows(members)] == [1]
    await town.close()


async def test_an_admin_switches_it_on_for_the_next_message(database: Database) -> None:
    """Off, then on within one batch: only what comes after is judged."""
    town = await opened(database, "off")
    ada = await town.with_admin()
    mei = town.person()
    first, press, second = (
        town.message(mei, BAD),
        town.press(ada, f"put|{GROUP}|moderation.mode|on"),
        town.message(mei, BAD),
    )
    await town.takes(first, press, second)

    assert deletions(await town.rows(outbox)) == [(GROUP, second["message"]["message_id"])]
    await town.close()


async def test_two_hundred_plain_messages_are_left_in_peace(strict: Town) -> None:
    """Nothing is removed, nothing owed, everything counted."""
    people = [strict.person(f"Member {number}") for number in range(10)]
    for at in range(20):
        # Ten people, each with a greeting of their own, come to the same topic one after another.
        lines = zip(people, LINES[at::20], strict=True)
        await strict.takes(*(strict.message(person, line) for person, line in lines))
        strict.passes(seconds=20)

    assert await strict.count(findings) == 0
    assert await strict.count(outbox) == 0
    assert sum(row["messages"] for row in await strict.rows(members)) == len(LINES)


async def test_a_crash_after_the_judgement_keeps_it(strict: Town) -> None:
    """A command that falls over does not take the removal with it."""
    update = strict.message(strict.person(), f"/me {BAD}")
    update["message"]["entities"][0]["offset"] = -5
    await strict.takes(update)

    assert await strict.count(findings) == 1
    assert [row["step"] for row in await strict.rows(failed_updates)] in ([], ["feature"])


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_whole_album_goes_with_its_caption(strict: Town, *, at_once: bool) -> None:
    """The picture with the caption and its silent siblings, before and after it, late ones too."""
    mei = strict.person()
    album = [strict.message(mei, "", media_group_id="77") for _ in range(3)]
    for update in album:
        del update["message"]["text"]
    album[1]["message"]["caption"] = BAD
    other = strict.message(mei, "", media_group_id="78")
    del other["message"]["text"]

    for batch in [[*album, other]] if at_once else [[update] for update in (*album, other)]:
        await strict.takes(*batch)

    assert sorted(deletions(await strict.rows(outbox))) == [
        (GROUP, update["message"]["message_id"]) for update in album
    ]


async def test_private_talk_is_not_judged(strict: Town) -> None:
    """Whoever quotes a forbidden word to the bot is only not understood."""
    assert ids(await strict.person().whispers(BAD)) == ["puzzled"]
    assert await strict.count(findings) == 0
