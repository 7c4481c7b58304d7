"""Purges: a range, the last few, everything of one person; asked about where it is much."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Rejected
from models.audits import audits
from models.outbox import outbox
from models.updates import failed_updates
from tests.cases.scenes import Group, calls, promoted, settled_group, to
from tests.conversation import GROUP, Town, ids

pytestmark = pytest.mark.feature("R10")


@pytest.fixture
async def group(town: Town) -> AsyncIterator[Group]:
    """A group with its staff."""
    yield await settled_group(town)
    assert await town.rows(failed_updates) == []


async def spoken(group: Group, times: int) -> list[dict[str, Any]]:
    """So many messages of the member."""
    said = [group.town.message(group.member, f"line {n}") for n in range(times)]
    await group.town.takes(*said)
    return said


def deleted(owed: list[Owed]) -> list[int]:
    """Which messages were deleted, in order."""
    return [
        message_id
        for each in calls(owed, "deleteMessages")
        for message_id in each.arguments["message_ids"]
    ]


async def test_from_a_message_on(group: Group) -> None:
    """The replied-to message, all after it and the command; told for a moment, audited once."""
    first, *_ = await spoken(group, 5)
    command = group.reply(group.moderator, "/purge", first)
    await group.town.takes(command)

    owed = await group.town.settles()

    begin, end = first["message"]["message_id"], command["message"]["message_id"]
    assert deleted(owed) == list(range(begin, end + 1))
    assert ids(to(owed, GROUP)) == ["purge-done"]
    (row,) = [each for each in await group.town.rows(audits) if each["what"] == "audit-purge"]
    assert (row["actor_id"], row["after"]["count"]) == (group.moderator.id, end - begin + 1)
    group.town.passes(seconds=21)
    assert len(calls(await group.town.settles(), "deleteMessage")) == 1


async def test_the_last_few(group: Group) -> None:
    """So many before the command, and the command."""
    await spoken(group, 5)
    command = group.town.message(group.moderator, "/purge 3")
    await group.town.takes(command)

    number = command["message"]["message_id"]
    assert deleted(await group.town.settles()) == list(range(number - 3, number + 1))


async def test_more_than_twenty_are_asked_about(group: Group) -> None:
    """The asker alone answers; it goes by hundreds, one message shows how far it is."""
    said = await spoken(group, 230)
    asked = await group.town.takes(group.reply(group.moderator, "/purge", said[0]))
    assert ids(asked) == ["purge-ask"]
    yes = asked[0].keyboard[0][0].data  # type: ignore[union-attr]
    assert ids(await group.owner.presses(yes)) == ["button-not-yours"]
    pressed = await group.moderator.presses(yes)

    owed = await group.town.settles()

    assert ids(pressed) == ["purge-goes"]
    assert [len(each.arguments["message_ids"]) for each in calls(owed, "deleteMessages")] == [
        100,
        100,
        31,
    ]
    edits = calls(owed, "editMessageText")
    assert ids(edits) == ["purge-goes", "purge-goes", "purge-done"]
    assert {each.arguments["message_id"] for each in edits} == {5}


async def test_two_presses_purge_once(group: Group) -> None:
    """A double tap owes no deletion twice, a restart between them neither."""
    said = await spoken(group, 30)
    asked = await group.town.takes(group.reply(group.moderator, "/purge", said[0]))
    yes = asked[0].keyboard[0][0].data  # type: ignore[union-attr]
    await group.moderator.presses(yes)
    await group.town.restart()
    again = await group.moderator.presses(yes)

    assert ids(again) == ["button-stale"]
    assert len(calls(await group.town.settles(), "deleteMessages")) == 1
    assert len([r for r in await group.town.rows(audits) if r["what"] == "audit-purge"]) == 1


async def test_no_is_no(group: Group) -> None:
    """Nothing is owed."""
    said = await spoken(group, 30)
    asked = await group.town.takes(group.reply(group.moderator, "/purge", said[0]))
    no = asked[0].keyboard[0][1].data  # type: ignore[union-attr]

    assert ids(await group.moderator.presses(no)) == ["purge-kept"]
    assert calls(await group.town.settles(), "deleteMessages") == []


async def test_between_two_messages(group: Group) -> None:
    """From the mark to the reply, in whatever order; what lies beyond stays."""
    said = await spoken(group, 8)
    await group.town.takes(group.reply(group.moderator, "/purgefrom", said[5]))
    await group.town.restart()
    command = group.reply(group.moderator, "/purgeto", said[2])
    await group.town.takes(command)

    numbers = [each["message"]["message_id"] for each in said]
    own = command["message"]["message_id"]
    assert deleted(await group.town.settles()) == [*numbers[2:6], own]


async def test_a_mark_lapses_and_is_one_persons(group: Group) -> None:
    """After ten minutes, or for another moderator, there is no beginning."""
    said = await spoken(group, 3)
    await group.town.takes(group.reply(group.moderator, "/purgefrom", said[0]))
    other = await group.town.takes(group.reply(group.owner, "/purgeto", said[2]))
    group.town.passes(minutes=11)
    await group.town.settles()
    late = await group.town.takes(group.reply(group.moderator, "/purgeto", said[2]))

    assert ids(other) == ["purge-no-mark"]
    assert ids(late) == ["purge-no-mark"]


async def test_all_of_a_person(group: Group) -> None:
    """What they are known to have said here in two days, and nobody else's."""
    old = await spoken(group, 1)
    group.town.passes(hours=48)
    said = await spoken(group, 4)
    await group.town.person("Tom").says("not mine")
    command = group.town.message(group.moderator, "/purgeuser @mei_says")
    await group.town.takes(command)

    found = deleted(await group.town.settles())

    numbers = [each["message"]["message_id"] for each in said]
    assert found == [*numbers, command["message"]["message_id"]]
    assert old[0]["message"]["message_id"] not in found


async def test_the_right_to_delete_is_needed(group: Group) -> None:
    """Of the command and of the press, at that moment."""
    said = await spoken(group, 30)
    helper = await promoted(group.town, "Helper", can_restrict_members=True)
    refused = await group.town.takes(group.reply(helper, "/purge", said[0]))
    asked = await group.town.takes(group.reply(group.moderator, "/purge", said[0]))
    yes = asked[0].keyboard[0][0].data  # type: ignore[union-attr]
    mod, town = group.moderator, group.town
    late = await town.takes(
        town.change(mod, {"status": "member"}, old="administrator"), town.press(mod, yes)
    )

    assert ids(refused) == ["refused-right"]
    assert ids(late) == ["refused-not-admin"]
    assert calls(await town.settles(), "deleteMessages") == []


async def test_what_telegram_refuses_is_told(group: Group) -> None:
    """With its cause, and it is not claimed as done."""
    first, *_ = await spoken(group, 3)
    await group.town.takes(group.reply(group.moderator, "/purge", first))

    owed = await group.town.settles(Rejected("not enough rights"))

    assert ids(to(owed, GROUP)) == ["purge-failed"]


async def test_old_messages_are_beyond_reach(group: Group) -> None:
    """Telegram lets no bot delete what is two days old."""
    first, *_ = await spoken(group, 2)
    group.town.passes(hours=49)
    said = await group.town.takes(group.reply(group.moderator, "/purge", first))

    assert ids(said) == ["purge-too-old"]
    assert not [r for r in await group.town.rows(outbox) if r["method"] == "deleteMessages"]
