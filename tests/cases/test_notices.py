"""What checks do is told gently, together, and never as a flood."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.config.checks import checks_with
from bot.config.settings import Moderation, Sanctions, Settings
from bot.kit.database import Database
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Rejected, Unreachable
from models.activity import activity
from models.cases import cases, evidence
from models.communities import chats
from models.members import members
from models.moderation import findings
from models.outbox import outbox
from models.updates import failed_updates
from tests.cases.scenes import Group, calls, settled_group, to
from tests.conversation import GROUP, Person, Town, ids, value

pytestmark = pytest.mark.feature("R4")

LOG = -1001000000009
BAD = "快来加微信领取"
CHANNEL = {"id": -1001000000777, "type": "channel", "title": "Spam Daily"}


async def opened(database: Database, action: str = "warn", **sanctions: Any) -> Town:
    """A town with one forbidden word."""
    settings = Settings(
        moderation=Moderation(mode="on"),
        checks=checks_with(words={"words": ("加微信",), "action": action}),
        sanctions=replace(Sanctions(), **sanctions),
    )
    return await Town(database, settings).open()


@pytest.fixture
async def warned(database: Database) -> AsyncIterator[Group]:
    """A group in which the word earns a warning."""
    town = await opened(database)
    yield await settled_group(town)
    assert await town.rows(failed_updates) == []
    await town.close()


@pytest.fixture
async def tidy(database: Database) -> AsyncIterator[Group]:
    """A group in which the message just goes."""
    town = await opened(database, "remove")
    yield await settled_group(town)
    assert await town.rows(failed_updates) == []
    await town.close()


async def later(group: Group, seconds: int = 12) -> list[Owed]:
    """What is said once the moment is over in which notices are gathered."""
    owed = await group.town.settles()
    group.town.passes(seconds=seconds)
    return owed + await group.town.settles()


async def test_a_first_minor_breach_is_a_private_word(warned: Group) -> None:
    """Whoever can be reached is told alone, kindly; the group hears nothing."""
    await warned.member.whispers("/start")
    await warned.member.says(BAD)

    owed = await later(warned)

    assert ids(to(owed, warned.member.id))[:2] == ["case-softly", "case-you-warn"]
    assert to(owed, GROUP) == []


async def test_otherwise_a_notice_takes_itself_away(warned: Group) -> None:
    """In the group, for two minutes; a restart in between does not leave it standing."""
    await warned.member.says(BAD)

    owed = await later(warned)

    (notice,) = to(owed, GROUP)
    assert ids([notice])[0] == "case-did-warn"
    await warned.town.restart()
    warned.town.passes(minutes=2, seconds=1)
    (deletion,) = calls(await warned.town.settles(), "deleteMessage")
    assert deletion.arguments["message_id"] > 5000


async def test_a_private_word_that_cannot_be_said_is_said_in_the_group(warned: Group) -> None:
    """They have blocked the bot meanwhile: the notice comes after all."""
    await warned.member.whispers("/start")
    await warned.member.says(BAD)

    def blocked(owed: Owed) -> Unreachable | None:
        return Unreachable("bot was blocked by the user") if owed.chat_id > 0 else None

    await warned.town.settles(blocked)
    warned.town.passes(seconds=12)
    owed = await warned.town.settles()

    assert ids(to(owed, GROUP))[0] == "case-did-warn"


async def test_the_second_breach_is_for_everybody(warned: Group) -> None:
    """With one standing already it is told in the group and stays there."""
    await warned.member.says(BAD)
    await later(warned)
    warned.town.passes(minutes=5)
    await warned.member.says(BAD + "2")

    (notice,) = to(await later(warned), GROUP)

    assert value([notice], "case-warnings", "weighs") == 2
    warned.town.passes(minutes=10)
    assert calls(await warned.town.settles(), "deleteMessage") == []


async def test_gentleness_can_be_switched_off(database: Database) -> None:
    """Then the first warning stands in the group, reachable or not."""
    town = await opened(database, gentle=False)
    group = await settled_group(town)
    await group.member.whispers("/start")
    await group.member.says(BAD)

    assert "case-did-warn" in ids(to(await later(group), GROUP))
    await town.close()


async def test_a_burst_is_told_in_one_message(tidy: Group) -> None:
    """Twenty removed messages of two people: one notice, a line for each of them."""
    town, tom = tidy.town, tidy.town.person("Tom")
    await tom.says("hi")
    await town.takes(*(town.message(tidy.member, f"{BAD}{n}") for n in range(12)))
    await town.takes(*(town.message(tom, f"{BAD}{n}") for n in range(8)))

    owed = await later(tidy)

    (notice,) = to(owed, GROUP)
    assert ids([notice]) == ["case-removed", "case-removed"]
    assert value([notice], "case-removed", "count") == 12
    assert len(calls(owed, "deleteMessage")) == 20


async def test_a_member_is_written_to_once_a_minute(tidy: Group) -> None:
    """Ten removals in a row are one DM."""
    await tidy.member.whispers("/start")
    for n in range(10):
        await tidy.member.says(f"{BAD}{n}")
        await tidy.town.settles()
    await later(tidy)

    rows = await tidy.town.rows(cases)
    assert len(rows) == 10
    told = [row for row in await tidy.town.rows(outbox) if row["chat_id"] == tidy.member.id]
    assert len([row for row in told if row["key"].startswith("case:")]) == 1


async def test_a_minute_of_trouble_stays_below_the_limits(tidy: Group) -> None:
    """A removal a second for a minute: at most six notices."""
    said = 0
    for n in range(60):
        await tidy.town.person(f"P{n}").says(f"{BAD}{n}")
        said += len(to(await tidy.town.settles(), GROUP))
        tidy.town.passes(seconds=1)

    assert 1 <= said <= 7


async def test_a_channel_is_named(warned: Group) -> None:
    """What speaks as a channel is warned as that channel, never as its fake sender."""
    town = warned.town
    fake = Person(town, 136817688, "Channel", extra={"is_bot": True})
    await town.takes(town.message(fake, BAD, sender_chat=CHANNEL))

    await later(warned)

    (case,) = await town.rows(cases)
    assert (case["person_id"], case["title"]) == (CHANNEL["id"], "Spam Daily")


async def test_an_album_is_one_case(warned: Group) -> None:
    """Ten pictures, one of them with the words: one warning, all of it kept as evidence."""
    town = warned.town
    photo = [{"file_id": "P", "file_unique_id": "u", "width": 1, "height": 1}]
    album = []
    for _ in range(10):
        update = town.message(warned.member, "", photo=photo, media_group_id="A1")
        del update["message"]["text"]
        album.append(update)
    album[0]["message"]["caption"] = BAD
    await town.takes(*album[:6])
    await town.takes(*album[6:])

    owed = await later(warned)

    (case,) = await town.rows(cases)
    assert case["action"] == "warn"
    assert len(calls(owed, "deleteMessage")) == 10
    assert await town.count(evidence) == 10


async def test_a_penalty_is_taken_and_given_back(database: Database) -> None:
    """Points go with the warning, as far as there are any, and come back with the undoing."""
    town = await opened(database, penalty=5)
    group = await settled_group(town)
    before = await points_of(town, group.member)
    await group.member.says(BAD)
    await later(group)
    during = await points_of(town, group.member)
    await group.moderator.says("/undo 1")
    await group.moderator.says("/undo 1")
    await later(group)

    assert before > 5
    assert (during, await points_of(town, group.member)) == (before - 5, before)
    await town.close()


async def test_a_penalty_of_what_failed_is_given_back(database: Database) -> None:
    """What Telegram refused costs nothing."""
    town = await opened(database, "ban", penalty=5)
    group = await settled_group(town)
    before = await points_of(town, group.member)
    await group.member.says(BAD)
    await town.settles(Rejected("not enough rights"))

    assert await points_of(town, group.member) == before
    await town.close()


async def test_undoing_marks_the_check_as_wrong(warned: Group) -> None:
    """The finding counts as an error, and whoever teaches hears of it."""
    await warned.member.says(BAD)
    await later(warned)
    await warned.moderator.presses("undo|1")

    (finding,) = await warned.town.rows(findings)
    kinds = [row["kind"] for row in await warned.town.rows(activity)]
    assert finding["undone_at"] == warned.town.clock.now()
    assert "sanction_undone" in kinds


@pytest.mark.parametrize(
    ("action", "method", "lasts"),
    [("mute", "restrictChatMember", timedelta(hours=1)), ("ban", "banChatMember", None)],
)
async def test_a_check_can_do_more_than_warn(
    database: Database, action: str, method: str, lasts: timedelta | None
) -> None:
    """A mute for the hour that the community chose, or a ban for good."""
    town = await opened(database, action)
    group = await settled_group(town)
    await group.member.says(BAD)

    owed = await later(group)

    (call,) = calls(owed, method)
    until = call.arguments.get("until_date")
    assert until == (None if lasts is None else (town.clock.now() + lasts).timestamp() - 12)
    assert ids(to(owed, GROUP))[0].startswith(f"case-did-{action}")
    await town.close()


async def points_of(town: Town, person: Person) -> int:
    """What somebody holds."""
    (row,) = [row for row in await town.rows(members) if row["person_id"] == person.id]
    return int(row["points"])


async def test_a_flood_does_not_flood_the_log(tidy: Group) -> None:
    """Sixty removals in a moment: fifteen lines, then one for every fifteen more."""
    town = tidy.town
    await town.takes(town.own_change(tidy.owner, chat_id=LOG))
    await town.settles()
    async with town.database.writing() as connection:
        await connection.execute(
            update(chats).where(chats.c.id == LOG).values(community_id=1, kind="log")
        )
    await town.takes(*(town.message(tidy.member, f"{BAD}{n}") for n in range(60)))

    said = ids(to(await later(tidy), LOG))

    assert said.count("case-log-done") == 15
    assert said.count("case-log-many") == 3
