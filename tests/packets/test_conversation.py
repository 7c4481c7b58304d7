"""Red packets, as members and staff live them."""

import asyncio

import pytest

from handlers import buttons
from handlers.packet_buttons import BeginPacket, GrabShare, TweakPacket
from models.campaigns import campaigns
from models.members import members
from models.packets import packets, shares
from models.points import ledger
from models.updates import failed_updates
from tests.checkins.test_races import replicas
from tests.conversation import Person, Town, ids, value

pytestmark = pytest.mark.feature("A4")


async def rich(town: Town, points: int = 500) -> tuple[Person, Person]:
    """An admin, and a member whom the admin gave some points."""
    ada = await town.with_admin()
    mei = town.person("Mei")
    said = town.message(mei, "good morning everybody")
    await town.takes(said)
    await ada.says(f"/points grant {points} prize", reply_to_message=said["message"])
    return ada, mei


async def given_by(town: Town, giver: Person, said: str) -> int:
    """Let somebody give a red packet; returns its number."""
    await giver.says(f"/packet {said}")
    row = (await town.rows(packets))[-1]
    await giver.presses(buttons.pack(BeginPacket(row["id"], is_sure=True)))
    await town.settles()
    return int(row["id"])


async def balances(town: Town) -> dict[int, int]:
    """What everybody holds, which is what the ledger adds up to."""
    sums: dict[int, int] = {}
    for row in await town.rows(ledger):
        sums[row["person_id"]] = sums.get(row["person_id"], 0) + row["points"]
    held = {row["person_id"]: row["points"] for row in await town.rows(members)}
    assert {k: v for k, v in held.items() if v} == {k: v for k, v in sums.items() if v}
    return held


async def test_a_member_gives_own_points_and_opens_one_too(town_on_both: Town) -> None:
    """Paid when it is given, one share a person, the giver's own included; the sums are exact."""
    town = town_on_both
    _ada, mei = await rich(town)
    before = (await balances(town))[mei.id]
    preview = await mei.says("/packet 100 2 Happy weekend")
    unpaid = (await balances(town))[mei.id]
    (row,) = await town.rows(packets)
    await mei.presses(buttons.pack(BeginPacket(row["id"], is_sure=True)))
    again = await mei.presses(buttons.pack(BeginPacket(row["id"], is_sure=True)))
    await town.settles()
    paid = (await balances(town))[mei.id]
    await town.restart()
    grab = buttons.pack(GrabShare(row["id"]))
    first = await mei.presses(grab)
    second = await mei.presses(grab)
    bo = town.person("Bo")
    await bo.presses(grab)
    late = await town.person("Cy").presses(grab)
    held = await balances(town)
    town.passes(seconds=5)
    (edit,) = [each for each in await town.settles() if "packet-empty" in ids([each])]

    assert "packet-pays-own" in ids(preview)
    assert unpaid == before
    assert paid == before - 100
    assert ids(again) == ["button-stale"]
    assert ids(first) == ["packet-got"]
    assert ids(second) == ["packet-had"]
    assert ids(late) == ["packet-gone"]
    assert held[mei.id] + held[bo.id] == before
    assert "packet-luckiest" in ids([edit])
    assert "keyboard" not in edit.arguments
    assert await town.count(campaigns) == 0


async def test_what_nobody_takes_goes_back_when_time_is_over(town_on_both: Town) -> None:
    """Once, through a restart, by a row of its own."""
    town = town_on_both
    _ada, mei = await rich(town)
    before = (await balances(town))[mei.id]
    number = await given_by(town, mei, "100 10 ends=1h")
    bo = town.person("Bo")
    got = value(await bo.presses(buttons.pack(GrabShare(number))), "packet-got", "points")
    await town.restart()
    town.passes(hours=1)
    await town.settles()
    late = await town.person("Cy").presses(buttons.pack(GrabShare(number)))
    town.passes(days=1)
    await town.settles()
    held = await balances(town)

    assert held[mei.id] == before - got
    assert held[bo.id] == got
    assert ids(late) == ["packet-gone"]
    assert [row["rule"] for row in await town.rows(ledger)].count("packet-back") == 1


async def test_nobody_gives_what_they_have_not(town_on_both: Town) -> None:
    """The draft stays, nothing is spent, nothing is split."""
    town = town_on_both
    _ada, mei = await rich(town, 50)
    await mei.says("/packet 100 10")
    (row,) = await town.rows(packets)

    refused = await mei.presses(buttons.pack(BeginPacket(row["id"], is_sure=True)))

    assert ids(refused) == ["packet-short"]
    assert (await town.rows(packets))[0]["state"] == "draft"
    assert await town.count(shares) == 0


async def test_the_community_pays_through_the_staff_alone(town: Town) -> None:
    """Members are refused, by the line and by a forged button; nobody presses another's draft."""
    ada, mei = await rich(town)
    refused = await mei.says("/packet 100 10 from=community")
    await mei.says("/packet 100 10")
    (row,) = await town.rows(packets)
    forged = await mei.presses(buttons.pack(TweakPacket(row["id"], "from")))
    other = await ada.presses(buttons.pack(BeginPacket(row["id"], is_sure=True)))
    number = await given_by(town, ada, "100 2 from=community")
    for each in (mei, town.person("Bo")):
        await each.presses(buttons.pack(GrabShare(number)))
    town.passes(seconds=5)
    (edit,) = [each for each in await town.settles() if "packet-empty" in ids([each])]

    assert ids(refused) == ["packet-not-yours"]
    assert ids(forged) == ["button-stale"]
    assert ids(other) == ["button-not-yours"]
    assert ids([edit])[-1] == "campaign-rate-ask"
    assert await town.count(campaigns) == 1


async def test_newcomers_and_others_are_refused_in_words(town: Town) -> None:
    """A time of being here, and a segment."""
    ada, mei = await rich(town)
    number = await given_by(town, ada, "100 10 from=community age=7d")
    new = await mei.presses(buttons.pack(GrabShare(number)))
    town.passes(days=6, hours=23)
    still = await mei.presses(buttons.pack(GrabShare(number)))
    some = await given_by(town, ada, '100 10 from=community ends=3d only="points>=9999"')
    town.passes(days=1)
    other = await mei.presses(buttons.pack(GrabShare(some)))

    assert ids(new) == ids(still) == ["campaign-too-new"]
    assert ids(other) == ["campaign-not-for-you"]
    assert not [row for row in await town.rows(shares) if row["person_id"]]


async def test_sixty_four_grab_ten_at_once(town_on_both: Town) -> None:
    """Exactly ten, each person once, and what they got is exactly what was given."""
    town = town_on_both
    _ada, mei = await rich(town)
    before = sum((await balances(town)).values())
    number = await given_by(town, mei, "100 10")
    crowd = [town.person() for _ in range(32)]
    data = buttons.pack(GrabShare(number))

    async with replicas(town, 4) as bots:
        for each in bots:
            each.said.clear()
        await asyncio.gather(
            *(bots[at % 4].takes(town.press(each, data)) for at, each in enumerate(crowd * 2))
        )
        told = [name for bot in bots for name in ids(bot.said)]

    taken = [row for row in await town.rows(shares) if row["person_id"] is not None]
    assert len({row["person_id"] for row in taken}) == len(taken) == 10
    assert sum(row["worth"] for row in taken) == 100
    assert told.count("packet-got") == 10
    assert sum((await balances(town)).values()) == before
    assert await town.rows(failed_updates) == []
