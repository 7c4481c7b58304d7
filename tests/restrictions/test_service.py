"""A row a reason, one call for all of them: lifting one never lifts another."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.features.restrictions.service import Restriction, lift, reasons_of, restrict
from bot.kit.effects import Then
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Rejected
from models.cases import cases
from models.dues import dues
from models.outbox import outbox
from models.restrictions import restrictions
from tests.cases.scenes import Group, calls, settled_group, to
from tests.conversation import GROUP, Town, ids
from tests.runtime.outbox import unit

pytestmark = pytest.mark.feature("R3")

HOUR = timedelta(hours=1)
MAY_WRITE = {"can_send_messages": True}


@pytest.fixture
async def group(town_on_both: Town) -> Group:
    """A group on each of the two databases."""
    return await settled_group(town_on_both)


async def act(town: Town, work: Callable[[UnitOfWork], Awaitable[Any]]) -> Any:
    """Do something in a transaction of its own."""
    async with town.database.writing() as connection:
        uow = unit(connection, town.clock)
        uow.chance = town.chance
        result = await work(uow)
        await uow.flush()
    return result


async def hold(group: Group, reason: str, **more: Any) -> None:
    """Restrict the member for a reason."""

    async def work(uow: UnitOfWork) -> None:
        await restrict(
            uow,
            Restriction(
                community_id=1, chat_id=GROUP, person_id=group.member.id, reason=reason, **more
            ),
        )

    await act(group.town, work)


async def free(group: Group, reason: str) -> bool:
    """Lift one reason."""
    return bool(await act(group.town, lambda uow: lift(uow, GROUP, group.member.id, reason)))


def told(owed: list[Owed]) -> list[tuple[bool, bool, int | None]]:
    """What Telegram was told: may write, may send pictures, until when."""
    return [
        (
            each.arguments["permissions"]["can_send_messages"],
            each.arguments["permissions"]["can_send_photos"],
            each.arguments.get("until_date"),
        )
        for each in calls(owed, "restrictChatMember")
    ]


async def test_lifting_a_captcha_never_lifts_a_mute(group: Group) -> None:
    """Muted while at the gate: the solved gate leaves the mute, with its own end."""
    await hold(group, "gate")
    await group.town.settles()
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await group.town.settles()

    assert await free(group, "gate")

    until = int((group.town.clock.now() + 2 * HOUR).timestamp())
    assert told(await group.town.settles()) == [(False, False, until)]
    assert not await free(group, "gate")
    assert await group.town.settles() == []


async def test_lifting_a_mute_leaves_the_gate(group: Group) -> None:
    """The other way round as well; with the last reason everything is allowed again."""
    await hold(group, "gate", permissions=MAY_WRITE)
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await group.town.settles()
    await group.moderator.says(f"/unmute {group.member.id}")

    assert told(await group.town.settles()) == [(True, False, None)]
    await free(group, "gate")
    assert told(await group.town.settles()) == [(True, True, None)]


async def test_when_the_first_ends_the_second_is_told_anew(group: Group) -> None:
    """Two ends: Telegram holds the later one, and what each leaves, at its time."""
    now = group.town.clock.now()
    await hold(group, "raid:1", until=now + HOUR)
    await hold(group, "gate", until=now + 3 * HOUR, permissions=MAY_WRITE)
    late = int((now + 3 * HOUR).timestamp())
    assert told(await group.town.settles()) == [(False, False, late)]
    await group.town.restart()
    group.town.passes(hours=1, seconds=1)

    assert told(await group.town.settles()) == [(True, False, late)]
    group.town.passes(hours=2)
    assert await group.town.settles() == []
    assert await group.town.count(restrictions) == 0


async def test_what_waits_gives_way_to_the_newest_state(group: Group) -> None:
    """Three changes before anything was sent: one call, which says what holds."""
    await hold(group, "gate")
    await hold(group, "raid:1", permissions=MAY_WRITE)
    await free(group, "gate")

    assert told(await group.town.settles()) == [(True, False, None)]
    states = sorted(row["state"] for row in await group.town.rows(outbox) if is_call(row))
    assert states == ["done", "expired", "expired"]


async def test_one_that_is_under_way_is_not_repeated_after_the_newer(group: Group) -> None:
    """Killed while it was being sent: the older one stays closed, the newer one goes."""
    await hold(group, "gate")
    async with group.town.database.writing() as connection:
        await connection.execute(
            update(outbox)
            .where(outbox.c.method == "restrictChatMember")
            .values(state="sending", attempts=1)
        )
    await free(group, "gate")
    await group.town.restart()

    assert told(await group.town.settles()) == [(True, True, None)]


async def test_whoever_waited_for_the_older_hears_of_the_newer(group: Group) -> None:
    """A mute whose call gave way to another's is settled by that one, once."""
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await hold(group, "gate")

    owed = await group.town.settles()

    assert len(calls(owed, "restrictChatMember")) == 1
    assert ids(to(owed, GROUP)).count("case-did-mute-until") == 1
    (case,) = await group.town.rows(cases)
    assert case["state"] == "applied"


async def test_what_was_to_be_checked_is_checked_with_the_newer(group: Group) -> None:
    """A change in between does not carry a mute past the look at who ordered it."""
    group.town.passes(minutes=11)
    await group.moderator.says(f"/mute {group.member.id} 2h")
    await hold(group, "gate")

    (call,) = calls(await group.town.settles(), "restrictChatMember")

    assert [each["actor_id"] for each in call.arguments["verify"]] == [group.moderator.id]


async def test_a_refused_call_for_two_is_said_again_for_the_other(group: Group) -> None:
    """The mute fails and is told; the gate, whose call was the same one, still comes true."""
    await hold(group, "gate", permissions=MAY_WRITE)
    await group.moderator.says(f"/mute {group.member.id} 2h")

    def once(owed: Owed) -> Rejected | None:
        is_mute = not any(owed.arguments.get("permissions", {"": True}).values())
        return Rejected("whoever ordered it has not the right any more") if is_mute else None

    owed = await group.town.settles(once)

    assert told(owed)[-1] == (True, False, None)
    assert ids(to(owed, GROUP)) == ["case-failed-mute", "case-nothing-done"]
    reasons = await act(group.town, lambda uow: reasons_of(uow, GROUP, group.member.id))
    assert reasons == ["gate"]


async def test_what_follows_is_done_once_a_reason(group: Group) -> None:
    """Each who waits is told what became of it, with the cause."""

    async def work(uow: UnitOfWork) -> None:
        for reason in ("gate", "raid:1"):
            await restrict(
                uow,
                Restriction(
                    community_id=1, chat_id=GROUP, person_id=group.member.id, reason=reason
                ),
                then=Then(f"told-{reason}", {}),
            )

    await act(group.town, work)
    await group.town.settles(Rejected("not enough rights"))

    heard = [
        f"{row['kind']}: {row['details']['failure']}"
        for row in await group.town.rows(dues)
        if row["kind"].startswith("told-")
    ]
    assert sorted(heard) == ["told-gate: not enough rights", "told-raid:1: not enough rights"]


def is_call(row: dict[str, Any]) -> bool:
    """Whether a row of the outbox restricts."""
    return bool(row["method"] == "restrictChatMember")
