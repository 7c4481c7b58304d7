"""A ban holds in every group of a community; each is a case that goes with the first."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from bot.features.roles.queries import figures_of
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Rejected
from models.cases import cases
from models.communities import chats
from models.updates import failed_updates
from tests.cases.scenes import RIGHTS, Group, calls, settled_group, to
from tests.conversation import GROUP, Town, ids, value
from tests.restrictions.test_service import act

pytestmark = pytest.mark.feature("R3")

SECOND = -1001000000002


@pytest.fixture
async def group(town_on_both: Town) -> AsyncIterator[Group]:
    """A community of two groups with the same staff, on each of the two databases."""
    town = town_on_both
    group = await settled_group(town)
    await town.takes(town.own_change(group.owner, chat_id=SECOND))
    async with town.database.writing() as connection:
        moved = update(chats).where(chats.c.id == SECOND)
        await connection.execute(moved.values(community_id=1, kind="core"))
    creator = {"status": "creator", "is_anonymous": False}
    await town.takes(town.change(group.owner, creator, chat_id=SECOND))
    status = {"status": "administrator", "can_be_edited": False, **RIGHTS}
    await town.takes(town.change(group.moderator, status, chat_id=SECOND))
    await town.settles()
    town.said.clear()
    yield group
    assert await town.rows(failed_updates) == []


async def states(town: Town) -> dict[tuple[str, int], str]:
    """What has become of each case, by action and chat."""
    return {(row["action"], row["chat_id"]): row["state"] for row in await town.rows(cases)}


def done(owed: list[Owed]) -> list[tuple[str, int]]:
    """What was done where."""
    return [(each.method, each.chat_id) for each in owed if each.method.endswith("ChatMember")]


async def test_a_ban_goes_for_every_group(group: Group) -> None:
    """Banned in one, out of both; told once, where it was given, with how far it goes."""
    town = group.town
    await group.moderator.whispers("/start")
    ban = town.message(group.moderator, f"/ban {group.member.id} spam")
    await town.takes(ban)
    owed = await town.settles()
    await town.takes(ban)
    await town.restart()
    await town.settles()

    assert done(owed) == [("banChatMember", GROUP), ("banChatMember", SECOND)]
    assert await states(town) == {("ban", GROUP): "applied", ("ban", SECOND): "applied"}
    assert value(to(owed, GROUP), "case-reaches", "count") == 1
    assert to(owed, SECOND) == []
    assert "case-silently" not in ids(to(owed, group.moderator.id))
    (figures,) = await act(town, lambda uow: figures_of(uow, 1))
    assert figures.actions == (("ban", 1),)
    echo = await group.moderator.whispers("/case 2")
    assert value(echo, "case-echo", "number") == "1"


async def test_undoing_it_opens_every_group(group: Group) -> None:
    """One word takes all of it back, and the member is told once."""
    town = group.town
    await group.member.whispers("/start")
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    await group.moderator.says("/undo 1")

    owed = await town.settles()

    assert done(owed) == [("unbanChatMember", GROUP), ("unbanChatMember", SECOND)]
    assert set((await states(town)).values()) == {"undone"}
    assert ids(to(owed, group.member.id)).count("case-you-undone") == 1


async def test_an_unban_opens_every_group_that_the_ban_closed(group: Group) -> None:
    """Given where the ban was given; where it only reached, it opens that group alone."""
    town = group.town
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    await group.moderator.says(f"/unban {group.member.id}", chat_id=SECOND)
    assert done(await town.settles()) == [("unbanChatMember", SECOND)]
    assert (await states(town))["ban", GROUP] == "applied"
    town.passes(minutes=2)
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    town.passes(minutes=2)
    await group.moderator.says(f"/unban {group.member.id}")

    assert sorted(done(await town.settles())) == [
        ("unbanChatMember", SECOND),
        ("unbanChatMember", GROUP),
    ]


async def test_nobodys_hand_becomes_longer(group: Group) -> None:
    """Where the moderator has not the right, or the member administers, the ban does not go."""
    town = group.town
    await town.takes(town.change(group.moderator, {"status": "member"}, chat_id=SECOND))
    await group.moderator.says(f"/ban {group.member.id}")
    assert done(await town.settles()) == [("banChatMember", GROUP)]
    other = town.person("Kim")
    await other.says("hi")
    status = {"status": "administrator", "can_be_edited": False, **RIGHTS}
    await town.takes(town.change(other, status, chat_id=SECOND))
    await group.owner.says(f"/ban {other.id}")

    assert done(await town.settles()) == [("banChatMember", GROUP)]


async def test_a_mute_and_a_kick_hold_in_one_group(group: Group) -> None:
    """Somebody who is loud here may be fine there."""
    town = group.town
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await group.moderator.says(f"/kick {group.member.id}")
    owed = await town.settles()

    assert {each.chat_id for each in owed if each.method.endswith("ChatMember")} == {GROUP}
    assert len(await town.rows(cases)) == 2


async def test_what_telegram_refuses_elsewhere_is_told(group: Group) -> None:
    """The ban stands where it was given; whoever gave it hears where it does not."""
    town = group.town
    await group.moderator.whispers("/start")
    await group.moderator.says(f"/ban {group.member.id}")

    def refuses(owed: Owed) -> Outcome | None:
        is_there = owed.chat_id == SECOND and owed.method == "banChatMember"
        return Rejected("not enough rights") if is_there else None

    owed = await town.settles(refuses)

    assert await states(town) == {("ban", GROUP): "applied", ("ban", SECOND): "failed"}
    assert "case-failed-echo" in ids(to(owed, group.moderator.id))


async def test_a_timed_ban_ends_everywhere_at_once(group: Group) -> None:
    """Both calls name the same second, and both cases are over then."""
    town = group.town
    await group.moderator.says(f"/tban {group.member.id} 3d")
    owed = await town.settles()
    ends = {each.arguments["until_date"] for each in calls(owed, "banChatMember")}
    town.passes(days=3, seconds=2)
    await town.settles()

    assert len(ends) == 1
    assert set((await states(town)).values()) == {"expired"}


async def test_a_community_can_keep_its_groups_apart(town: Town) -> None:
    """With `sanctions.reach = "chat"` a ban holds where it was given."""
    terms = replace(town.settings.sanctions, reach="chat")
    apart = await Town(town.database, replace(town.settings, sanctions=terms)).open()
    group = await settled_group(apart)
    await apart.takes(apart.own_change(group.owner, chat_id=SECOND))
    async with apart.database.writing() as connection:
        moved = update(chats).where(chats.c.id == SECOND)
        await connection.execute(moved.values(community_id=1, kind="core"))
    await group.owner.says(f"/ban {group.member.id}")
    banned: list[Any] = done(await apart.settles())
    await apart.close()

    assert banned == [("banChatMember", GROUP)]
