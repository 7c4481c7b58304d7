"""Whoever is banned stays banned, whatever else is told of them; whoever is back is held again."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import update

from bot.features.restrictions.service import lift, reasons_of
from bot.kit.effects import Answer
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Rejected, Unknown
from models.cases import cases
from models.outbox import outbox
from models.restrictions import restrictions
from tests.cases.scenes import Group, calls, settled_group, to
from tests.conversation import GROUP, Town, ids
from tests.raids.scenes import arrive, steers
from tests.restrictions.test_service import HOUR, MAY_WRITE, act, free, hold, told
from tests.runtime.outbox import unit

pytestmark = pytest.mark.feature("R3")


@pytest.fixture
async def group(town_on_both: Town) -> Group:
    """A group on each of the two databases."""
    return await settled_group(town_on_both)


async def goes(group: Group, status: str = "kicked", *, old: str = "member") -> None:
    """Have Telegram tell that the member was put out, or may come back."""
    new: dict[str, Any] = {"status": status}
    if status == "kicked":
        new["until_date"] = 0
    await group.town.takes(group.town.change(group.member, new, old=old, by=group.owner))


async def returns(group: Group, *, status: str = "member", old: str = "left") -> None:
    """Have the member come in again."""
    new: dict[str, Any] = {"status": status}
    if status == "restricted":
        new["is_member"] = True
    group.town.passes(minutes=1)
    await group.town.takes(group.town.change(group.member, new, old=old))


def lost(owed: Owed) -> Outcome | None:
    """Let no answer to a restriction arrive."""
    return Unknown("no answer in time") if owed.method == "restrictChatMember" else None


def done(owed: list[Owed]) -> list[str]:
    """What was done at Telegram, in order."""
    return [each.method for each in owed if each.method.endswith("ChatMember")]


async def states(group: Group) -> dict[str, str]:
    """What has become of each action's case."""
    return {row["action"]: row["state"] for row in await group.town.rows(cases)}


async def test_a_mute_that_waits_gives_way_to_a_ban(group: Group) -> None:
    """Tried again after the ban, it would open the door: it is called off, and that is told."""
    town = group.town
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await town.settles(lost)
    await group.moderator.says(f"/ban {group.member.id}")
    town.passes(minutes=5)

    owed = await town.settles()

    assert done(owed) == ["banChatMember"]
    assert await states(group) == {"mute": "failed", "ban": "applied"}
    assert await town.count(restrictions) == 0
    (case,) = [row for row in await town.rows(cases) if row["action"] == "mute"]
    assert case["failure"] == "a ban took its place"
    failed = [each for each in to(owed, GROUP) if "case-failed-mute" in ids([each])]
    assert str(failed[0].arguments["words"]).count("cause-banned") == 1
    town.passes(hours=3)
    assert done(await town.settles()) == []


async def test_one_that_is_under_way_does_not_come_back(group: Group) -> None:
    """Killed in the middle of the mute, then banned: after the restart the ban alone is told."""
    town = group.town
    await group.moderator.says(f"/mute {group.member.id} 2h")
    async with town.database.writing() as connection:
        await connection.execute(
            update(outbox)
            .where(outbox.c.method == "restrictChatMember")
            .values(state="sending", attempts=1)
        )
    await group.moderator.says(f"/ban {group.member.id}")
    await town.restart()

    assert done(await town.settles()) == ["banChatMember"]
    assert await states(group) == {"mute": "failed", "ban": "applied"}


async def test_the_end_of_a_mute_tells_nothing_of_the_banned(group: Group) -> None:
    """A mute ends by itself while a gate still stands: with a ban there is nothing to tell."""
    town = group.town
    await hold(group, "gate", permissions=MAY_WRITE)
    await group.moderator.says(f"/mute {group.member.id} 1h")
    await town.settles()
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    await town.restart()
    town.passes(hours=1, seconds=2)

    assert done(await town.settles()) == []
    assert await act(town, lambda uow: reasons_of(uow, GROUP, group.member.id)) == ["gate"]


@pytest.mark.parametrize("by_hand", [False, True])
async def test_a_lifting_tells_nothing_of_the_banned(group: Group, *, by_hand: bool) -> None:
    """A gate opens for somebody who is banned, by us or by hand: it is off our book alone."""
    town = group.town
    await hold(group, "gate")
    await town.settles()
    if by_hand:
        await goes(group)
    else:
        await group.moderator.says(f"/ban {group.member.id}")
        await town.settles()

    assert await free(group, "gate")
    assert done(await town.settles()) == []
    assert await town.count(restrictions) == 0


async def test_the_end_of_a_raid_tells_nothing_of_the_banned(town: Town) -> None:
    """Whoever of a burst was banned by command stays out when the gate opens."""
    admin = await town.with_admin()
    crowd = await arrive(town, 10)
    await town.settles(lost)
    await admin.says(f"/ban {crowd[0].id}")
    owed = await town.settles()
    assert crowd[0].id not in {each.person_id for each in calls(owed, "restrictChatMember")}
    await steers(town, admin, "end")
    town.passes(minutes=10)

    freed = calls(await town.settles(), "restrictChatMember")

    assert sorted(each.arguments["user_id"] for each in freed) == [each.id for each in crowd[1:]]


async def test_whoever_wrote_before_the_gate_closed_and_is_banned_stays_out(town: Town) -> None:
    """Banned a moment before the burst is noticed: the gate passes them over."""
    admin = await town.with_admin()
    first = await arrive(town, 1)
    await admin.says(f"/ban {first[0].id}")
    crowd = await arrive(town, 12)
    owed = await town.settles()

    held = {each.person_id for each in calls(owed, "restrictChatMember")}

    assert held == {each.id for each in crowd}
    assert len(calls(owed, "banChatMember")) == 1


async def test_a_mute_of_somebody_banned_is_refused_with_its_cause(group: Group) -> None:
    """It would let them in again: nothing is told to Telegram, and the moderator hears why."""
    town = group.town
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    await goes(group)
    await group.moderator.says(f"/mute {group.member.id} 2h")

    owed = await town.settles()

    assert done(owed) == []
    assert ids(to(owed, GROUP)) == ["case-failed-mute", "case-nothing-done"]
    assert await town.count(restrictions) == 0


async def test_an_unmute_of_somebody_banned_says_that_more_holds_them(group: Group) -> None:
    """The mute is off the book; the notice does not claim that they may write."""
    town = group.town
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await town.settles()
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    town.passes(minutes=2)
    await group.moderator.says(f"/unmute {group.member.id}")

    owed = await town.settles()

    assert done(owed) == []
    assert "case-did-unmute-partly" in ids(to(owed, GROUP))
    assert await town.count(restrictions) == 0


async def test_whoever_is_back_is_held_again(group: Group) -> None:
    """Muted, banned, let in again: Telegram has forgotten the mute, and is told it anew."""
    town = group.town
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await town.settles()
    until = int((town.clock.now() + 2 * HOUR).timestamp())
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    await goes(group)
    await group.moderator.says(f"/unban {group.member.id}")
    assert done(await town.settles()) == ["unbanChatMember"]
    await goes(group, "left", old="kicked")
    await returns(group)

    assert told(await town.settles()) == [(False, False, until)]
    await returns(group)
    assert told(await town.settles()) == []


async def test_whoever_comes_back_restricted_is_not_told_of(group: Group) -> None:
    """Gone and come by themselves: Telegram still knows, and is not told for nothing."""
    town = group.town
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await town.settles()
    await goes(group, "left")
    await returns(group, status="restricted")

    assert done(await town.settles()) == []


async def test_a_kick_leaves_a_mute_standing(group: Group) -> None:
    """Muted, put out and come again: still muted, as it says in the book."""
    town = group.town
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await town.settles()
    await group.moderator.says(f"/kick {group.member.id}")
    await town.settles()
    await goes(group)
    await goes(group, "left", old="kicked")
    await returns(group)

    assert [write for write, _, _ in told(await town.settles())] == [False]


async def test_a_ban_that_telegram_refuses_leaves_the_gate_closed(group: Group) -> None:
    """Called off for the ban's sake, the restriction is told when there is no ban after all."""
    town = group.town
    await hold(group, "gate", permissions=MAY_WRITE)
    await group.moderator.says(f"/ban {group.member.id}")

    def refuses(owed: Owed) -> Outcome | None:
        return Rejected("not enough rights") if owed.method == "banChatMember" else None

    owed = await town.settles(refuses)

    assert done(owed) == ["banChatMember", "restrictChatMember"]
    assert told(owed) == [(True, False, None)]


async def test_a_ban_that_was_taken_back_unsent_leaves_the_gate_closed(group: Group) -> None:
    """Undone before it was sent: whoever never left is held as before."""
    town = group.town
    await hold(group, "gate", permissions=MAY_WRITE)
    await group.moderator.says(f"/ban {group.member.id}")
    await group.moderator.says("/undo 1")

    owed = await town.settles()

    assert done(owed) == ["unbanChatMember", "restrictChatMember"]
    assert told(owed) == [(True, False, None)]


@pytest.mark.parametrize("said", ["/unban {id}", "/undo 1"])
async def test_a_ban_that_waits_gives_way_to_its_lifting(group: Group, said: str) -> None:
    """Tried again after the lifting, the ban would shut out whoever was let in."""
    town = group.town
    await group.moderator.says(f"/ban {group.member.id}")

    def no_ban(owed: Owed) -> Outcome | None:
        return Unknown("no answer in time") if owed.method == "banChatMember" else None

    await town.settles(no_ban)
    await group.moderator.says(said.format(id=group.member.id))
    town.passes(minutes=5)

    assert done(await town.settles()) == ["unbanChatMember"]


async def test_a_lifting_that_waits_gives_way_to_a_ban(group: Group) -> None:
    """Undone, with no answer from Telegram, and banned anew: the older lifting stays closed."""
    town = group.town
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    await group.moderator.says("/undo 1")

    def no_lifting(owed: Owed) -> Outcome | None:
        return Unknown("no answer in time") if owed.method == "unbanChatMember" else None

    await town.settles(no_lifting)
    town.passes(minutes=2)
    await group.moderator.says(f"/ban {group.member.id} again")
    town.passes(minutes=5)

    owed = await town.settles()

    assert done(owed) == ["banChatMember"]
    assert "case-undone-banned" in ids(to(owed, GROUP))


async def test_a_mute_that_waits_gives_way_to_a_ban_by_hand(group: Group) -> None:
    """Put out by another of the staff in Telegram itself: the mute does not let them in again."""
    town = group.town
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await town.settles(lost)
    await goes(group)
    left = town.message(group.owner, "")
    del left["message"]["text"]
    left["message"]["left_chat_member"] = group.member.account
    await town.takes(left)
    town.passes(minutes=5)

    assert done(await town.settles()) == []
    assert await states(group) == {"mute": "failed"}
    await group.moderator.says(f"/mute {group.member.id} 2h")
    assert done(await town.settles()) == []


async def test_a_ban_by_hand_calls_no_lifting_off(group: Group) -> None:
    """Telegram tells late of our own ban or another's: what was ordered since stands."""
    town = group.town
    await group.moderator.says(f"/ban {group.member.id}")
    await town.settles()
    await group.moderator.says("/undo 1")
    await goes(group)

    assert done(await town.settles()) == ["unbanChatMember"]


async def test_a_ban_and_a_lifting_at_once(group: Group) -> None:
    """Two processes: whichever commits first, no lifting is told after the ban."""
    town = group.town
    await hold(group, "gate")
    await hold(group, "raid:1", permissions=MAY_WRITE)
    await town.settles()

    async with town.database.writing() as connection:
        uow = unit(connection, town.clock)
        uow.chance = town.chance
        await lift(uow, GROUP, group.member.id, "gate")
        ban = asyncio.create_task(group.moderator.says(f"/ban {group.member.id}"))
        await asyncio.wait({ban}, timeout=0.5)
        await uow.flush()
    await ban

    assert done(await town.settles()) == ["banChatMember"]


async def test_a_replayed_ban_and_a_second_one_change_nothing(group: Group) -> None:
    """The same command twice, and once more by another: one ban, and still no mute told."""
    town = group.town
    await hold(group, "gate")
    ban = town.message(group.moderator, f"/ban {group.member.id}")
    await town.takes(ban)
    await town.takes(ban)
    said = await group.owner.says(f"/ban {group.member.id}")

    assert ids([each for each in said if not isinstance(each, Answer)]) == ["case-already"]
    assert done(await town.settles()) == ["banChatMember"]
