"""The staff steer the gate, ban and let back in many at once, and lock a chat."""

from dataclasses import replace
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.features.raids.locking import take_permissions
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Rejected
from models.audits import audits
from models.cases import cases
from models.raids import raids
from models.restrictions import restrictions
from tests.conversation import GROUP, Person, Town, ids, value
from tests.raids.scenes import (
    arrive,
    presses_picture,
    states,
    steers,
    texts_of,
    the_raid,
    toast,
    told,
)

pytestmark = pytest.mark.feature("R11")
ALLOWED = {"can_send_messages": True, "can_send_photos": False, "can_pin_messages": False}


async def gated(town: Town, count: int = 12) -> tuple[Person, list[Person]]:
    """A town whose gate a burst has just closed: its owner, and who came."""
    admin = await town.with_admin()
    await admin.whispers("/start")
    crowd = await arrive(town, count)
    await town.settles()
    town.said.clear()
    return admin, crowd


def methods(calls: list[Owed], method: str) -> set[int]:
    """Whom the calls of a method are about."""
    return {call.arguments["user_id"] for call in calls if call.method == method}


async def on_probed(town: Town, permissions: dict[str, Any]) -> None:
    """Let Telegram say what the chat allows, as an answer to a probe."""
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=town.chance,
            dialect=town.database.dialect,
        )
        await take_permissions(uow, GROUP, permissions)
        await uow.flush()


async def test_the_gate_is_switched_by_command(town: Town) -> None:
    """/raid on closes it for as long as is said, /raid status tells, /raid off opens it."""
    admin = await town.with_admin()
    before = ids(await admin.says("/raid"))
    began = await admin.says("/raid on 30m")
    status = ids(await admin.says("/raid status"))
    (newcomer,) = await arrive(town, 1)
    held = told(await town.settles())
    off = ids(await admin.says("/raid off"))
    again = ids(await admin.says("/raid off"))

    assert before == ["raid-status-off"]
    assert value(began, "raid-switched-on", "until") == "12:30"
    assert status[0] == "raid-staff-head"
    assert held == {newcomer.id: False}
    assert (off, again) == (["raid-switched-off"], ["raid-none"])
    assert told(await town.settles()) == {newcomer.id: True}
    noted = [(row["what"], row["actor_id"]) for row in await town.rows(audits)]
    assert noted == [("audit-raid-began", admin.id), ("audit-raid-ended", admin.id)]


@pytest.mark.parametrize("said", ["/raid on soon", "/raid maybe", "/raid on 10m please"])
async def test_what_is_not_understood_is_explained(town: Town, said: str) -> None:
    """A word that means nothing here is answered with how it is said, and does nothing."""
    admin = await town.with_admin()

    assert ids(await admin.says(said)) == ["raid-how"]
    assert await town.rows(raids) == []


async def test_only_the_staff_steer(town: Town) -> None:
    """A member, and an administrator without the right, are refused by command and button."""
    admin, crowd = await gated(town)
    clerk = town.person("Clerk")
    await town.takes(
        town.change(
            clerk, {"status": "administrator", "can_be_edited": False, "can_pin_messages": True}
        )
    )
    for person in (crowd[0], clerk):
        for deed in ("end", "more", "ban-sure", "undo-sure", "list"):
            assert toast(await steers(town, person, deed)).startswith("refused-")
        refused = ids(await person.says("/raid off"))
        assert refused[0].startswith("refused-")
    forged = toast(await admin.presses("raid|99|end"))
    odd = toast(await steers(town, admin, "dance"))

    assert (forged, odd) == ("button-stale", "button-stale")
    assert (await the_raid(town))["ended_at"] is None
    assert await town.rows(cases) == []


async def test_a_press_keeps_it_closed_or_opens_it_once(town_on_both: Town) -> None:
    """Ten minutes more are added; ended by a press, a second press is told that it is over."""
    town = town_on_both
    admin, _ = await gated(town)
    more = await steers(town, admin, "more", chat_id=admin.id)
    town.passes(minutes=12)
    await town.settles()
    still = (await the_raid(town))["ended_at"]
    ended = await steers(town, admin, "end", chat_id=admin.id)
    again = await steers(town, admin, "end", chat_id=admin.id)

    assert toast(more) == "raid-more-done"
    assert still is None
    assert (toast(ended), toast(again)) == ("raid-switched-off", "raid-is-over")
    assert ids(ended)[1] == "raid-after-head"
    assert await town.count(restrictions) == 0


async def test_the_unproven_are_banned_at_one_press_and_let_back_in(town_on_both: Town) -> None:
    """Asked first, counted, a case each; who proved or spoke is spared; all of it is undone."""
    town = town_on_both
    admin, crowd = await gated(town)
    await presses_picture(town, crowd[0])
    await crowd[1].says("sorry, is this the reading club?")
    asked = await steers(town, admin, "ban", chat_id=admin.id)
    banning = await steers(town, admin, "ban-sure", chat_id=admin.id)
    twice = await steers(town, admin, "ban-sure", chat_id=admin.id)
    calls = await town.settles()
    opened = await town.rows(cases)
    town.passes(seconds=5)
    (done,) = [call for call in await town.settles() if call.chat_id == admin.id]
    undoing = await steers(town, admin, "undo-sure", chat_id=admin.id)
    back = await town.settles()

    unproven = {each.id for each in crowd[2:]}
    assert value(asked, "raid-ban-ask", "count") == 10
    assert ids(banning) == ["raid-progress-ban"]
    assert toast(twice) == "raid-ban-nobody"
    assert methods(calls, "banChatMember") == unproven
    assert {row["person_id"] for row in opened} == unproven
    assert sorted(row["number"] for row in opened) == list(range(1, 11))
    assert texts_of(done) == ["raid-progress-ban"]
    assert ids(undoing) == ["raid-progress-undo"]
    assert methods(back, "unbanChatMember") == unproven
    assert {row["state"] for row in await town.rows(cases)} == {"undone"}
    assert all(
        call.arguments["only_if_banned"] for call in back if call.method == "unbanChatMember"
    )
    assert [row["what"] for row in await town.rows(audits)][1:] == [
        "audit-raid-banned",
        "audit-raid-undone",
    ]


async def test_a_ban_that_was_not_sent_is_not_undone_at_telegram(town: Town) -> None:
    """Undone before it went out, a ban leaves no call behind, and the gate opens for them too."""
    admin, crowd = await gated(town)
    await steers(town, admin, "ban-sure", chat_id=admin.id)
    await steers(town, admin, "undo-sure", chat_id=admin.id)
    calls = await town.settles()
    town.passes(minutes=10)
    freed = told(await town.settles())

    assert methods(calls, "banChatMember") == set()
    assert methods(calls, "unbanChatMember") == set()
    assert freed == dict.fromkeys((each.id for each in crowd), True)


async def test_whoever_telegram_would_not_ban_is_freed(town: Town) -> None:
    """A refused ban is told, counts as none, and leaves nobody muted when the gate opens."""
    admin, crowd = await gated(town)
    refused = {each.id for each in crowd[:3]}
    await steers(town, admin, "ban-sure", chat_id=admin.id)

    def replies(call: Owed) -> Outcome | None:
        if call.method == "banChatMember" and call.arguments["user_id"] in refused:
            return Rejected("user is an administrator of the chat")
        return None

    await town.settles(replies)
    town.passes(seconds=5)
    (progress,) = [call for call in await town.settles() if call.chat_id == admin.id]
    now = await states(town)
    town.passes(minutes=10)
    freed = told(await town.settles())

    assert texts_of(progress) == ["raid-progress-ban", "raid-progress-failed"]
    assert {each for each, state in now.items() if state == "muted"} == refused
    assert freed == dict.fromkeys(refused, True)


async def test_the_banned_are_not_freed_by_the_end(town: Town) -> None:
    """Whoever was banned in the middle of a raid stays banned when the gate opens."""
    admin, crowd = await gated(town)
    await presses_picture(town, crowd[0])
    await steers(town, admin, "ban-sure", chat_id=admin.id)
    await town.settles()
    town.passes(minutes=10)
    calls = await town.settles()

    assert told(calls) == {}
    assert set((await states(town)).values()) == {"banned", "proven"}


async def test_suspects_are_listed(town: Town) -> None:
    """Names of one pattern stand out; ordinary ones do not."""
    admin = await town.with_admin()
    people = [town.person(f"Crypto_{at}{at * 7}") for at in range(4)]
    people += [town.person(name) for name in ("Mei", "Jonas", "小鹿", "Ruth", "Zoe", "Ben")]
    await town.takes(*(town.change(each, {"status": "member"}, old="left") for each in people))
    listed = await steers(town, admin, "list")

    assert ids(listed) == ["raid-suspects-head", *["raid-suspect"] * 4]


async def test_a_chat_is_locked_and_given_back_exactly(town: Town) -> None:
    """What it allowed is asked first; locked once it is known; given back word for word."""
    admin = await town.with_admin()
    await town.settles()
    locked = ids(await admin.says("/lockdown on"))
    early = await town.settles()
    await on_probed(town, ALLOWED)
    (lock,) = await town.settles()
    await on_probed(town, {"can_send_messages": False})
    unlocked = ids(await admin.says("/lockdown off"))
    again = ids(await admin.says("/lockdown off"))
    calls = [call for call in await town.settles() if call.method == "setChatPermissions"]

    assert (locked, unlocked, again) == (["lockdown-on"], ["lockdown-off"], ["lockdown-none"])
    assert "setChatPermissions" not in [call.method for call in early]
    assert not any(lock.arguments["permissions"].values())
    assert [call.arguments["permissions"] for call in calls] == [ALLOWED]


async def test_a_lock_ends_with_the_raid_and_survives_a_restart(town: Town) -> None:
    """Asked again after a restart, locked, and given back when the gate opens by itself."""
    admin = await town.with_admin()
    await admin.says("/lockdown on")
    await town.restart()
    town.passes(seconds=11)
    town.said.clear()
    await town.settles()
    probes = [type(each).__name__ for each in town.said]
    await on_probed(town, ALLOWED)
    await town.settles()
    town.passes(minutes=10)
    calls = [call for call in await town.settles() if call.method == "setChatPermissions"]

    assert "Probe" in probes
    assert [call.arguments["permissions"] for call in calls] == [ALLOWED]


async def test_a_second_lock_remembers_what_the_first_one_found(town: Town) -> None:
    """Locked again before Telegram has heard of the end, the chat gets back what it had first."""
    admin = await town.with_admin()
    await admin.says("/lockdown on")
    await on_probed(town, ALLOWED)
    await town.settles()
    await admin.says("/raid off")
    await admin.says("/lockdown on")
    await on_probed(town, {"can_send_messages": False})
    await town.settles()
    await admin.says("/lockdown off")
    calls = [call for call in await town.settles() if call.method == "setChatPermissions"]

    assert [call.arguments["permissions"] for call in calls] == [ALLOWED]


async def test_a_channel_and_a_dm_know_no_gate(town: Town) -> None:
    """By DM the command says where it works."""
    admin = await town.with_admin()

    assert ids(await admin.whispers("/raid on")) == ["raid-only-here"]


async def test_switched_off_nobody_is_watched(database: Database) -> None:
    """With raids.enabled off a burst closes nothing, and the command still does."""
    base = Settings()
    settings = replace(base, raids=replace(base.raids, enabled=False))
    town = await Town(database, settings).open()
    admin = await town.with_admin()
    await arrive(town, 30)
    watched = await town.rows(raids)
    said = ids(await admin.says("/raid"))
    await admin.says("/raid on")

    assert watched == []
    assert said == ["raid-status-watchless"]
    assert len(await town.rows(raids)) == 1
    await town.close()
