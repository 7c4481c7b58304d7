"""An anonymous administrator's command waits until somebody stands for it by name."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.features.messages import ANONYMOUS_ADMIN
from models.cases import cases
from models.dues import dues
from models.updates import failed_updates
from tests.cases.scenes import Group, calls, promoted, settled_group, to
from tests.conversation import GROUP, Person, Town, ids

pytestmark = pytest.mark.feature("R10")

ITSELF = {"id": GROUP, "type": "supergroup", "title": "Reading club"}


@pytest.fixture
async def group(town: Town) -> AsyncIterator[Group]:
    """A group with its staff."""
    yield await settled_group(town)
    assert await town.rows(failed_updates) == []


async def ordered(group: Group, text: str, **more: Any) -> str:
    """Give a command anonymously; returns the button's data of the question."""
    fake = Person(group.town, ANONYMOUS_ADMIN, "Group", extra={"is_bot": True})
    update = group.town.message(fake, text, sender_chat=ITSELF, **more)
    await group.town.takes(update)
    return f"vouch|{GROUP}|{update['message']['message_id']}"


async def waiting(town: Town) -> list[dict[str, Any]]:
    """The orders that are kept."""
    return [row for row in await town.rows(dues) if row["kind"] == "vouch-lapses"]


async def test_it_waits_for_a_name(group: Group) -> None:
    """The group is asked; whoever may and presses has done it, in their own name."""
    data = await ordered(group, f"/mute {group.member.id} 2h noise")
    asked = await group.town.settles()
    assert ids(to(asked, GROUP)) == ["vouch-ask-mute"]
    assert await group.town.count(cases) == 0

    pressed = await group.moderator.presses(data)
    owed = await group.town.settles()

    (case,) = await group.town.rows(cases)
    assert ids(pressed) == ["vouch-thanks", "vouch-done"]
    assert (case["actor_id"], case["reason"]) == (group.moderator.id, "noise")
    assert len(calls(owed, "restrictChatMember")) == 1
    assert [row["details"] for row in await waiting(group.town)] == [{}]


async def test_members_and_the_powerless_cannot(group: Group) -> None:
    """Their own rights count at the press, and the order goes on waiting."""
    data = await ordered(group, f"/ban {group.member.id}")
    helper = await promoted(group.town, "Helper", can_manage_chat=True)

    assert ids(await group.member.presses(data)) == ["refused-not-admin"]
    assert ids(await helper.presses(data)) == ["refused-right"]
    assert await group.town.count(cases) == 0
    assert ids(await group.moderator.presses(data))[0] == "vouch-thanks"


async def test_two_presses_do_it_once(group: Group) -> None:
    """The second is told that it is over."""
    data = await ordered(group, f"/ban {group.member.id}")
    said = await group.town.takes(
        group.town.press(group.moderator, data), group.town.press(group.owner, data)
    )

    assert ids(said) == ["vouch-thanks", "vouch-done", "vouch-over"]
    assert await group.town.count(cases) == 1


async def test_after_two_minutes_it_lapses(group: Group) -> None:
    """The question goes, what was ordered is forgotten, a late press does nothing."""
    data = await ordered(group, f"/ban {group.member.id} SECRET reason")
    await group.town.settles()
    await group.town.restart()
    group.town.passes(minutes=2, seconds=1)

    owed = await group.town.settles()

    assert len(calls(owed, "deleteMessage")) == 1
    assert ids(await group.moderator.presses(data)) == ["vouch-over"]
    assert await group.town.count(cases) == 0
    assert "SECRET" not in str(await group.town.rows(dues))


async def test_an_order_survives_a_restart(group: Group) -> None:
    """It is a row, with the message as evidence and how long it lasts."""
    bad = group.town.message(group.member, "advert")
    await group.town.takes(bad)
    told = dict(bad["message"])
    data = await ordered(group, "/tdmute 3d #0 advert", reply_to_message=told)
    await group.town.restart()
    await group.moderator.presses(data)

    (case,) = await group.town.rows(cases)
    assert (case["until"] - group.town.clock.now()).days == 3
    deleted = calls(await group.town.settles(), "deleteMessage")
    assert bad["message"]["message_id"] in [d.arguments["message_id"] for d in deleted]


async def test_the_protected_are_protected_here_too(group: Group) -> None:
    """Nobody is asked to stand for what could not be done."""
    fake = Person(group.town, ANONYMOUS_ADMIN, "Group", extra={"is_bot": True})
    said = await group.town.takes(
        group.town.message(fake, f"/ban {group.owner.id}", sender_chat=ITSELF)
    )

    assert ids(said) == ["case-protected-creator"]
    assert await waiting(group.town) == []


async def test_a_forged_press_finds_nothing(group: Group) -> None:
    """There is no order under that number."""
    assert ids(await group.moderator.presses(f"vouch|{GROUP}|77")) == ["vouch-over"]
