"""A burst closes the gate, newcomers wait or prove themselves, and all is as it was in the end."""

import pytest

from bot.features.restrictions.service import Restriction, restrict
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Rejected
from models.outbox import outbox
from models.raids import raid_arrivals, raids
from models.restrictions import restrictions
from tests.conversation import GROUP, Person, Town, ids
from tests.raids.scenes import (
    IN,
    arrive,
    joins,
    presses_picture,
    states,
    steers,
    texts_of,
    the_raid,
    toast,
    told,
)

pytestmark = pytest.mark.feature("R11")
OUT = {"status": "left"}


async def gated(town: Town, count: int = 10) -> tuple[Person, list[Person]]:
    """A town whose gate a burst has just closed, all told: its owner, and who came."""
    admin = await town.with_admin()
    await admin.whispers("/start")
    crowd = await arrive(town, count)
    await town.settles()
    town.said.clear()
    return admin, crowd


async def when_quiet(town: Town) -> dict[int, bool]:
    """Let the gate open by itself; returns who may write by what Telegram was told then."""
    town.passes(minutes=10)
    return told(await town.settles())


async def test_a_burst_closes_the_gate_and_quiet_opens_it(town_on_both: Town) -> None:
    """Ten at once are held, with whoever comes after; when it is quiet all are let go."""
    town = town_on_both
    await town.with_admin()
    crowd = await arrive(town, 10)
    late = await arrive(town, 2)
    held = told(await town.settles())
    freed = await when_quiet(town)

    everybody = {each.id for each in (*crowd, *late)}
    assert dict.fromkeys(everybody, False) == held
    assert dict.fromkeys(everybody, True) == freed
    assert (await the_raid(town))["ended_at"] is not None
    assert await town.count(restrictions) == 0
    assert {"freed"} == set((await states(town)).values())


async def test_fewer_or_slower_are_no_raid(town: Town) -> None:
    """Nine at once, or ten over a longer time, are held by nothing."""
    await town.with_admin()
    await arrive(town, 9)
    town.passes(seconds=31)
    await arrive(town, 9)

    assert await town.rows(raids) == []
    assert await town.count(restrictions) == 0


async def test_the_window_survives_a_restart(town: Town) -> None:
    """Half of the burst before a restart and half after it close the gate all the same."""
    await town.with_admin()
    crowd = await arrive(town, 6)
    town.passes(seconds=5)
    await town.restart()
    crowd += await arrive(town, 4)

    assert {each.id for each in crowd} == set(await states(town))


async def test_each_arrival_counts_once(town: Town) -> None:
    """What a service message and an update both tell, and what comes again, is one arrival."""
    await town.with_admin()
    people = [town.person() for _ in range(9)]
    changes = [town.change(each, IN, old="left") for each in people]
    await town.takes(*changes, *joins(town, people))
    await town.takes(*changes)

    assert await town.rows(raids) == []


async def test_the_group_is_told_once_and_the_message_edited(town: Town) -> None:
    """One message however many come; counts are edited in, and it goes when all is over."""
    await town.with_admin()
    await town.settles()
    await arrive(town, 10)
    calls = await town.settles()
    for _ in range(5):
        await arrive(town, 20)
        town.passes(seconds=6)
        calls += await town.settles()
    town.passes(minutes=10)
    calls += await town.settles()
    town.passes(minutes=11)
    calls += await town.settles()

    calls = [
        each for each in calls if not any(said.startswith("onboarding") for said in ids([each]))
    ]
    said = [each.method for each in calls if each.chat_id == GROUP and "Chat" not in each.method]
    assert said == ["sendMessage", "editMessageText", "deleteMessage"]
    notice_id = (await the_raid(town))["notice_id"]
    edits = [each for each in town.said if getattr(each, "message_id", None) == notice_id]
    assert 5 <= len(edits) <= 7
    assert "raid-notice-count" in ids(edits)


async def test_the_staff_are_told_once_and_what_came_of_it(town: Town) -> None:
    """The owner has a card by DM when it begins, and another with the counts when it is over."""
    admin = await town.with_admin()
    await admin.whispers("/start")
    await arrive(town, 30)
    calls = await town.settles()
    town.passes(minutes=10)
    calls += await town.settles()

    told_ids = [texts_of(each)[0] for each in calls if each.chat_id == admin.id]
    assert told_ids == ["raid-staff-head", "raid-after-head"]


async def test_a_newcomer_proves_to_be_human(town_on_both: Town) -> None:
    """One press of the right picture frees that person alone; a second is answered kindly."""
    town = town_on_both
    _, crowd = await gated(town)
    first = await presses_picture(town, crowd[0])
    again = await presses_picture(town, crowd[0])
    freed = told(await town.settles())
    rest = await when_quiet(town)

    assert (first, again) == ("raid-proved", "raid-proved-already")
    assert {crowd[0].id: True} == freed
    assert {each.id for each in crowd[1:]} == set(rest)
    assert (await states(town))[crowd[0].id] == "proven"


async def test_guessing_ends_after_three_tries(town: Town) -> None:
    """A wrong picture is told; the third one is the last, and the gate opens for them too."""
    _, crowd = await gated(town)
    wrong = [await presses_picture(town, crowd[0], right=False) for _ in range(3)]
    right = await presses_picture(town, crowd[0])

    assert wrong == ["raid-wrong", "raid-wrong", "raid-guessed"]
    assert right == "raid-guessed"
    assert (await when_quiet(town))[crowd[0].id]


async def test_who_is_not_held_proves_nothing(town: Town) -> None:
    """A member's press changes nothing, a press in another chat is stale, a late one is told."""
    admin, crowd = await gated(town)
    raid_id = (await the_raid(town))["id"]
    member = await presses_picture(town, admin)
    elsewhere = toast(await crowd[0].presses(f"human|{raid_id}|0", chat_id=-1001000000002))
    await when_quiet(town)
    late = await presses_picture(town, crowd[0])

    assert member == "raid-not-held"
    assert elsewhere == "button-stale"
    assert late == "raid-is-over"


async def test_an_older_mute_stays(town_on_both: Town) -> None:
    """Neither proving nor the end of a raid lifts what a moderator has ordered."""
    town = town_on_both
    await town.with_admin()
    people = [town.person() for _ in range(10)]
    for muted in people[:2]:
        await _mute(town, muted)
    await town.takes(*(town.change(each, IN, old="left") for each in people))
    await town.settles()
    proof = await presses_picture(town, people[0])
    proven = told(await town.settles())
    rest = await when_quiet(town)

    assert proof == "raid-proved-held"
    assert {people[0].id: False} == proven
    assert not rest[people[1].id]
    assert all(rest[each.id] for each in people[2:])
    kept = {(row["person_id"], row["reason"]) for row in await town.rows(restrictions)}
    assert {(each.id, "case:7") for each in people[:2]} == kept


async def _mute(town: Town, person: Person) -> None:
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=town.chance,
            dialect=town.database.dialect,
        )
        await restrict(
            uow,
            Restriction(community_id=1, chat_id=GROUP, person_id=person.id, reason="case:7"),
        )
        await uow.flush()


async def test_whoever_left_is_let_go_and_held_again_on_return(town: Town) -> None:
    """A leave is noted; back in the raid one waits again, and nobody stays muted behind it."""
    _, crowd = await gated(town)
    await town.takes(town.change(crowd[0], OUT))
    left = (await states(town))[crowd[0].id]
    await town.takes(town.change(crowd[0], IN, old="left"))
    again = told(await town.settles())
    await town.takes(town.change(crowd[1], OUT))
    freed = await when_quiet(town)

    assert left == "left"
    assert {crowd[0].id: False} == again
    assert {each.id for each in crowd} == set(freed)
    assert all(freed.values())
    assert (await states(town))[crowd[1].id] == "left"


async def test_whoever_proved_themselves_is_not_held_on_return(town: Town) -> None:
    """Leaving and coming back costs nobody their proof."""
    _, crowd = await gated(town)
    await presses_picture(town, crowd[0])
    await town.settles()
    await town.takes(town.change(crowd[0], OUT))
    await town.takes(town.change(crowd[0], IN, old="left"))

    assert told(await town.settles()) == {}


async def test_whoever_is_known_is_not_held(town: Town) -> None:
    """A member of long standing who comes back in the middle of a raid may write at once."""
    await town.with_admin()
    old = town.person("Old hand")
    for word in ("one", "two", "three"):
        await old.says(f"{word} word from me")
    await town.takes(town.change(old, OUT))
    town.passes(days=2)
    await arrive(town, 10)
    await town.takes(town.change(old, IN, old="left"))

    assert old.id not in await states(town)
    assert old.id not in told(await town.settles())


async def test_a_mute_that_was_never_sent_is_not_undone(town: Town) -> None:
    """Whom Telegram has not heard of by the end of a raid, it does not hear of at all."""
    admin = await town.with_admin()
    await arrive(town, 10)
    await admin.says("/raid off")
    calls = await town.settles()

    assert told(calls) == {}
    assert await town.count(restrictions) == 0


async def test_of_a_banned_newcomer_nothing_is_said_in_the_end(town: Town) -> None:
    """To free somebody who is banned would let them in again: they are passed over."""
    admin, crowd = await gated(town)
    await town.takes(
        town.change(crowd[0], {"status": "kicked", "until_date": 0}, old="restricted", by=admin)
    )
    freed = await when_quiet(town)

    assert {each.id for each in crowd[1:]} == set(freed)
    assert await town.count(restrictions) == 0


async def test_a_long_burst_keeps_the_gate_closed(town: Town) -> None:
    """While bursts go on the gate stays closed; single newcomers do not keep it so."""
    await gated(town)
    town.passes(minutes=6)
    await arrive(town, 10)
    town.passes(minutes=4)
    await town.settles()
    still = (await the_raid(town))["ended_at"]
    await arrive(town, 1)
    town.passes(minutes=6)
    await town.settles()

    assert still is None
    assert (await the_raid(town))["ended_at"] is not None


async def test_a_refused_release_is_told_and_tried_again(town: Town) -> None:
    """Where Telegram will not let go of somebody, the staff are told why, and a press retries."""
    admin, crowd = await gated(town)
    town.passes(minutes=10)

    def refused(call: Owed) -> Outcome | None:
        if call.method == "restrictChatMember":
            return Rejected("not enough rights to restrict/unrestrict chat member")
        return None

    await town.settles(refused)
    town.passes(minutes=5)
    (stuck,) = [each for each in await town.settles() if each.chat_id == admin.id]
    await steers(town, admin, "free", chat_id=admin.id)
    freed = told(await town.settles())

    assert texts_of(stuck) == ["raid-stuck"]
    assert dict.fromkeys((each.id for each in crowd), True) == freed


async def test_the_gate_is_left_alone_without_the_right(town: Town) -> None:
    """A bot that may not restrict closes no gate that it could not hold."""
    admin = town.person("Ada")
    await town.takes(town.own_change(admin, can_delete_messages=True))
    await town.takes(town.change(admin, {"status": "creator", "is_anonymous": False}))
    await arrive(town, 20)

    assert await town.rows(raids) == []
    assert ids(await admin.says("/raid on")) == ["raid-powerless"]


async def test_old_arrivals_after_an_outage_are_no_raid(town: Town) -> None:
    """Who came an hour before the bot was back is not held for it."""
    await town.with_admin()
    people = [town.person() for _ in range(20)]
    changes = [town.change(each, IN, old="left") for each in people]
    town.passes(hours=1)
    await town.takes(*changes)

    assert await town.rows(raids) == []


async def test_a_restart_in_the_middle_forgets_nothing(town: Town) -> None:
    """Restarted at every turn, the raid begins, goes on and ends as if nothing had been."""
    await town.with_admin()
    crowd = await arrive(town, 10)
    await town.restart()
    await town.settles()
    crowd += await arrive(town, 3)
    await town.restart()
    proof = await presses_picture(town, crowd[0])
    await town.restart()
    freed = told(await town.settles()) | await when_quiet(town)

    assert proof == "raid-proved"
    assert dict.fromkeys((each.id for each in crowd), True) == freed
    assert [
        name
        for row in await town.rows(outbox)
        if row["key"].endswith(":notice")
        for name in [row["arguments"]["words"]["lines"][0]["text"]]
    ] == ["raid-notice"]
    assert {"freed", "proven"} == {row["state"] for row in await town.rows(raid_arrivals)}
