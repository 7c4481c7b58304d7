"""Staff teach by reply and by taking back; what was learned is found in the next message."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.config.checks import checks_with
from bot.config.settings import Moderation, Settings
from bot.features.lessons.memory import LOOKS_EVERY
from bot.features.lessons.quality import quality_of
from bot.features.lessons.service import MOST_LESSONS
from bot.features.lessons.shelf import found, keep
from bot.kit.database import Database
from bot.kit.texts import unpack
from models.cases import cases
from models.lessons import classifiers, lessons
from models.moderation import findings
from models.updates import failed_updates
from tests.cases.scenes import Group, calls, promoted, settled_group
from tests.conversation import NOON, Town, ids
from tests.lessons.lines import trained

pytestmark = pytest.mark.feature("R2")

ODD = "今晚八点大厅见，老板请客吃瓜"
ADVERT = "日结兼职加微信 kx77，一天77元"
SPAM_ALONE = checks_with(spam={"mode": "on"}, duplicates={"mode": "off"}, links={"mode": "off"})


async def opened(database: Database) -> Town:
    """A town whose classifier was trained."""
    model, history = trained()
    quality = quality_of(history).as_json()
    async with database.writing() as connection:
        await keep(connection, model, history, quality=quality, lines=900, now=NOON)
    settings = Settings(moderation=Moderation(mode="on"), checks=SPAM_ALONE)
    return await Town(database, settings).open()


@pytest.fixture
async def group(database: Database) -> AsyncIterator[Group]:
    """A group in which the classifier is in force."""
    town = await opened(database)
    yield await settled_group(town)
    await town.close()


@pytest.fixture
async def group_on_both(both_databases: Database) -> AsyncIterator[Group]:
    """The same on each of the two databases."""
    town = await opened(both_databases)
    yield await settled_group(town)
    await town.close()


async def said(group: Group, text: str) -> dict[str, Any]:
    """A message of the member, taken in."""
    update = group.town.message(group.member, text)
    await group.town.takes(update)
    return update


async def is_found(group: Group, text: str) -> bool:
    """Whether the classifier finds something in a message."""
    before = await group.town.count(findings)
    await said(group, text)
    return await group.town.count(findings) > before


async def test_an_advert_is_taken_away_and_explained(group_on_both: Group) -> None:
    """What a trained classifier is sure of goes; the finding tells how sure and by which words."""
    await said(group_on_both, ADVERT)
    (finding,) = await group_on_both.town.rows(findings)
    detail = unpack(finding["detail"])
    told = await group_on_both.town.settles()

    assert (finding["check"], finding["action"], detail.id) == ("spam", "remove", "finding-spam")
    assert dict(detail.values)["percent"] >= 90
    assert calls(told, "deleteMessage")


async def test_spam_by_reply_removes_and_teaches(group_on_both: Group) -> None:
    """The message goes, one case is opened, and the same words are found the next time."""
    group = group_on_both
    message = await said(group, ODD)
    assert await group.town.count(findings) == 0
    command = group.reply(group.moderator, "/spam", message)
    await group.town.takes(command)
    await group.town.takes(command)

    (lesson,) = await group.town.rows(lessons)
    (case,) = await group.town.rows(cases)
    assert (lesson["is_spam"], lesson["source"]) == (True, "spam")
    assert (lesson["person_id"], lesson["teacher_id"]) == (group.member.id, group.moderator.id)
    assert ODD.encode() not in lesson["features"]
    assert (case["action"], case["actor_id"]) == ("remove", group.moderator.id)
    assert calls(await group.town.settles(), "deleteMessage")
    assert await is_found(group, f"{ODD}！")
    assert not await is_found(group, "明天几点开会")


async def test_a_restart_forgets_nothing(group: Group) -> None:
    """What a community taught is there again after a start."""
    await group.town.takes(group.reply(group.moderator, "/spam", await said(group, ODD)))
    await group.town.restart()

    assert await is_found(group, ODD)


async def test_not_spam_teaches_the_contrary(group: Group) -> None:
    """A later verdict takes the place of the earlier; said again, it is known already."""
    town = group.town
    message = await said(group, ODD)
    await town.takes(group.reply(group.moderator, "/spam", message))
    await town.takes(group.reply(group.moderator, "/notspam", message))
    first = ids(await town.settles())
    await town.takes(group.reply(group.owner, "/notspam", message))

    standing = [row for row in await town.rows(lessons) if row["features"]]
    assert [row["is_spam"] for row in standing] == [False]
    assert "spam-unlearned" in first
    assert "spam-known" in ids(await town.settles())
    assert not await is_found(group, ODD)


async def test_undoing_a_removal_teaches(group_on_both: Group) -> None:
    """What was wrongly taken away is learned as fine, when its case is taken back."""
    group = group_on_both
    await said(group, ADVERT)
    await group.town.settles()
    await group.moderator.says("/undo 1")
    await group.town.settles()

    (lesson,) = await group.town.rows(lessons)
    (finding,) = await group.town.rows(findings)
    assert (lesson["is_spam"], lesson["source"]) == (False, "undo")
    assert lesson["teacher_id"] == group.moderator.id
    assert finding["undone_at"] is not None
    assert not await is_found(group, ADVERT)


async def test_a_ban_alone_teaches_nothing(group: Group) -> None:
    """People are banned for many reasons, and let in again for as many."""
    await group.town.takes(group.reply(group.moderator, "/ban", await said(group, ODD)))
    await group.town.settles()
    await group.moderator.says("/undo 1")

    assert await group.town.count(lessons) == 0


@pytest.mark.parametrize("command", ["/spam", "/notspam"])
async def test_a_message_must_be_meant(group: Group, command: str) -> None:
    """Without a reply nobody knows which message; a name alone is none."""
    assert ids(await group.moderator.says(command)) == ["spam-reply-only"]
    assert ids(await group.moderator.says(f"{command} @mei_says")) == ["spam-reply-only"]
    assert await group.town.count(lessons) == 0


async def test_who_may_not_delete_may_not_teach(group: Group) -> None:
    """A member, and an administrator without the right, are refused, and nothing is learned."""
    editor = await promoted(group.town, "Ed", can_manage_chat=True)
    message = await said(group, ODD)
    for person in (group.member, editor):
        refused = await group.town.takes(group.reply(person, "/spam", message))
        assert ids(refused)[0].startswith("refused-")

    assert await group.town.count(lessons) == 0
    assert await group.town.count(cases) == 0


async def test_staff_is_no_spam(group: Group) -> None:
    """A message of an administrator is neither taken away nor learned from."""
    message = group.town.message(group.owner, ODD)
    await group.town.takes(message)
    refused = await group.town.takes(group.reply(group.moderator, "/spam", message))

    assert ids(refused)[0].startswith("case-protected-")
    assert await group.town.count(lessons) == 0


async def test_two_who_see_it_at_once_teach_once(group_on_both: Group) -> None:
    """The second of the staff is told that it is done."""
    group = group_on_both
    message = await said(group, ODD)
    await group.town.takes(
        group.reply(group.moderator, "/spam", message), group.reply(group.owner, "/spam", message)
    )

    assert await group.town.count(lessons) == 1
    assert await group.town.count(failed_updates) == 0


async def test_below_what_was_earned_the_staff_is_asked(database: Database) -> None:
    """A new installation knows adverts by its seed, and takes nothing away by itself."""
    assert await found(database, NOON)
    assert not await found(database, NOON)
    settings = Settings(moderation=Moderation(mode="on"), checks=SPAM_ALONE)
    town = await Town(database, settings).open()
    group = await settled_group(town)
    await said(group, "兼职日结五百，加微信 abc123 详聊，在家就能赚钱")

    (finding,) = await town.rows(findings)
    assert (finding["check"], finding["action"]) == ("spam", "report")
    assert not calls(await town.settles(), "deleteMessage")
    await town.close()


async def test_another_process_s_training_is_found(group: Group) -> None:
    """What the operator trains is in force in a running bot within seconds."""
    (before,) = await group.town.rows(classifiers)
    model, history = trained(150)
    async with group.town.database.writing() as connection:
        await keep(connection, model, history, quality={}, lines=1, now=NOON)
    group.town.clock.advance(LOOKS_EVERY)

    assert await is_found(group, ADVERT)
    (after,) = await group.town.rows(classifiers)
    assert after["id"] > before["id"]


async def test_an_ordinary_message_costs_nothing(group: Group) -> None:
    """Batches within ten seconds ask the database nothing about lessons."""
    await said(group, "好的")
    database = group.town.database
    before = database.statements
    await said(group, "明天见")
    costs = database.statements - before
    group.town.clock.advance(LOOKS_EVERY)
    before = database.statements
    await said(group, "后天见")

    assert database.statements - before == costs + 1


async def test_a_verdict_is_learned_in_milliseconds(group: Group) -> None:
    """The command that teaches is done before somebody could look up."""
    message = await said(group, ODD)
    command = group.reply(group.moderator, "/spam", message)
    clock = asyncio.get_running_loop().time
    began = clock()
    await group.town.takes(command)

    assert clock() - began < 1
    assert MOST_LESSONS == 2000
