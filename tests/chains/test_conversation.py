"""接龙, as members and staff live it."""

import asyncio
from typing import Any

import pytest

from bot.kit.effects import React
from bot.runtime.gateway import Owed
from handlers import buttons
from handlers.chain_buttons import BeginChain, EndChain, JoinChain, LeaveChain, TweakChain
from models.campaigns import campaigns
from models.chains import chains, links
from models.updates import failed_updates
from tests.checkins.test_races import replicas
from tests.conversation import BOT, GROUP, Person, Town, catalog, ids, texts, value

pytestmark = pytest.mark.feature("A8")


async def begun(town: Town, said: str = "Picnic capacity=3") -> tuple[Person, int]:
    """Let an admin start a chain; returns the admin and the chain's number."""
    ada = await town.with_admin()
    await ada.says(f"/chain {said}")
    (row,) = await town.rows(chains)
    await ada.presses(buttons.pack(BeginChain(row["id"], is_sure=True)))
    await town.settles()
    town.said.clear()
    return ada, int(row["id"])


async def card_of(town: Town) -> dict[str, Any]:
    """The card, as somebody who replies to it sends it along."""
    (row,) = await town.rows(chains)
    return {
        "message_id": row["card_id"],
        "date": 0,
        "chat": town.chat(GROUP),
        "from": BOT,
        "text": "…",
    }


async def looked(town: Town) -> list[Owed]:
    """The newest look of the card."""
    town.passes(seconds=5)
    return [each for each in await town.settles() if each.method == "editMessageText"]


async def numbers(town: Town) -> dict[int, int]:
    """Who has which number."""
    return {row["person_id"]: row["number"] for row in await town.rows(links)}


async def test_a_line_a_look_and_a_press_start_a_chain(town_on_both: Town) -> None:
    """The preview has buttons; begun, the card hangs in the group and its number is kept."""
    town = town_on_both
    ada = await town.with_admin()
    preview = await ada.says("/chain Picnic\nBring a cup.")
    (row,) = await town.rows(chains)
    await ada.presses(buttons.pack(TweakChain(row["id"], "capacity")))
    await ada.presses(buttons.pack(TweakChain(row["id"], "ends")))
    await ada.presses(buttons.pack(BeginChain(row["id"], is_sure=True)))
    sent = await town.settles()
    again = await ada.presses(buttons.pack(BeginChain(row["id"], is_sure=True)))
    (row,) = await town.rows(chains)

    assert "chain-preview" in ids(preview)
    assert (row["state"], row["capacity"], row["lasts_s"]) == ("open", 10, 7200)
    assert row["card_id"] is not None
    assert {"chain-title", "chain-about", "chain-nobody"} <= set(ids(sent))
    assert ids(again) == ["button-stale"]
    assert await town.count(campaigns) == 1


async def test_members_start_none_and_forge_nothing(town: Town) -> None:
    """It takes a role; a draft takes no lines, and a chain that is not there is stale."""
    mei = town.person()
    ada = await town.with_admin()
    await ada.says("/chain Picnic")
    (row,) = await town.rows(chains)

    refused = await mei.says("/chain Mine")
    forged = await mei.presses(buttons.pack(BeginChain(row["id"], is_sure=True)))
    early = await mei.presses(buttons.pack(JoinChain(row["id"])))
    other = await mei.presses(buttons.pack(JoinChain(row["id"] + 1)))
    tweak = await ada.presses(buttons.pack(TweakChain(row["id"], "title")))
    await ada.presses(buttons.pack(BeginChain(row["id"], is_sure=False)))

    assert ids(refused) == ids(forged) == ["refused-not-admin"]
    assert ids(early) == ids(other) == ids(tweak) == ["button-stale"]
    assert await town.count(chains) == 0


async def test_a_reply_a_word_a_button_and_a_command_put_a_line_on(town_on_both: Town) -> None:
    """One line a person, however it came; said again it changes, and the number stays."""
    town = town_on_both
    _ada, number = await begun(town, "Picnic")
    mei, bo, cy, di = (town.person(name) for name in ("Mei", "Bo", "Cy", "Di"))
    card = await card_of(town)

    replied = await mei.says("vegetarian +2", reply_to_message=card)
    await bo.presses(buttons.pack(JoinChain(number)))
    await cy.says("接龙 带帐篷")
    await di.says("/chain join late")
    await town.restart()
    changed = await mei.says("vegan", reply_to_message=card)
    twice = await bo.presses(buttons.pack(JoinChain(number)))
    (edit, *_) = await looked(town)

    assert [type(each) for each in replied] == [React]
    assert [type(each) for each in changed] == [React]
    assert ids(twice) == ["chain-in-already"]
    assert await numbers(town) == {mei.id: 1, bo.id: 2, cy.id: 3, di.id: 4}
    rows = {row["person_id"]: (row["words"], row["quantity"]) for row in await town.rows(links)}
    assert rows[mei.id] == ("vegan", 2)
    assert rows[cy.id] == ("带帐篷", 1)
    assert [each.id for each in texts([edit]) if each.id.startswith("chain-line")] == [
        *("chain-line", "chain-line-bare", "chain-line", "chain-line"),
    ]
    assert value([edit], "chain-count", "count") == 5


async def test_whoever_waits_moves_up_and_is_told(town_on_both: Town) -> None:
    """By DM where that is open, in the group otherwise; numbers stay as they are."""
    town = town_on_both
    _ada, number = await begun(town, "Picnic capacity=2")
    people = [town.person(name) for name in ("Mei", "Bo", "Cy", "Di")]
    mei, bo, cy, _di = people
    await cy.whispers("/start")
    waits = [await each.presses(buttons.pack(JoinChain(number))) for each in people]
    await mei.presses(buttons.pack(LeaveChain(number)))
    told = await town.settles()
    await bo.says("退出", reply_to_message=await card_of(town))
    here = await town.settles()
    again = await mei.presses(buttons.pack(LeaveChain(number)))

    assert [ids(each) for each in waits] == [
        *(["chain-put"], ["chain-put"], ["chain-waits"], ["chain-waits"])
    ]
    assert [(each.chat_id, ids([each])) for each in told if "moved" in str(each.arguments)] == [
        (cy.id, ["chain-moved-up"])
    ]
    assert [each.chat_id for each in here if "moved" in str(each.arguments)] == [GROUP]
    assert "chain-moved-up-here" in ids(here)
    assert ids(again) == ["chain-not-on-it"]
    assert set((await numbers(town)).values()) == {3, 4}


async def test_seats_are_not_taken_from_anybody(town: Town) -> None:
    """More seats than are free, or than there are, are refused and the line stays."""
    await begun(town, "Picnic capacity=3")
    mei, bo = town.person("Mei"), town.person("Bo")
    card = await card_of(town)
    await mei.says("+2", reply_to_message=card)
    await bo.says("+1", reply_to_message=card)

    grows = await mei.says("+3", reply_to_message=card)
    huge = await town.person("Cy").says("+9", reply_to_message=card)

    assert ids(grows) == ["chain-no-room"]
    assert ids(huge) == ["chain-too-many-seats"]
    assert [row["quantity"] for row in await town.rows(links)] == [2, 1]


async def test_a_chain_for_some_refuses_others_in_words(town: Town) -> None:
    """The condition that is missing is told."""
    _ada, number = await begun(town, 'Picnic only="points>=1000"')

    refused = await town.person().presses(buttons.pack(JoinChain(number)))

    assert ids(refused) == ["campaign-not-for-you"]
    assert await town.count(links) == 0


async def test_time_closes_it_once_and_takes_nothing_more(town_on_both: Town) -> None:
    """The result with the stars is posted, the card loses its buttons, lines are refused."""
    town = town_on_both
    ada, number = await begun(town, "Picnic ends=2h")
    mei = town.person()
    await mei.presses(buttons.pack(JoinChain(number)))
    await town.settles()
    await town.restart()
    town.passes(hours=2, seconds=6)
    sent = [*await town.settles(), *await looked(town)]
    late = await mei.presses(buttons.pack(LeaveChain(number)))
    by_hand = await ada.presses(buttons.pack(EndChain(number, ada.id, is_sure=True)))

    results = [each for each in sent if "chain-result" in ids([each])]
    edits = [each for each in sent if "chain-closed" in ids([each])]
    assert len(results) == 1
    assert ids(results)[-1] == "campaign-rate-ask"
    assert "keyboard" not in edits[-1].arguments
    assert ids(late) == ["chain-over"]
    assert ids(by_hand) == ["button-stale"]


async def test_staff_close_it_by_hand_and_take_the_list(town: Town) -> None:
    """A second look before the end; the file is sent by DM, and no cell of it is a formula."""
    ada, number = await begun(town, "Picnic")
    mei = town.person("=1+1")
    await mei.presses(buttons.pack(JoinChain(number)))
    asked = await ada.says("/chain close")
    not_hers = await mei.presses(buttons.pack(EndChain(number, ada.id, is_sure=True)))
    await ada.presses(buttons.pack(EndChain(number, ada.id, is_sure=True)))
    card = await card_of(town)
    await ada.says("/chain export", reply_to_message=card)
    refused = await mei.says("/chain export", reply_to_message=card)
    none = await mei.says("/chain join")
    (file,) = [each for each in await town.settles() if each.method == "sendDocument"]

    assert ids(asked) == ["chain-end-ask"]
    assert ids(not_hers) == ["button-not-yours"]
    assert file.chat_id == ada.id
    assert f"1,{mei.id},'=1+1,,1,0" in file.arguments["document"]["content"]
    assert ids(refused) == ["refused-not-admin"]
    assert ids(none) == ["chain-none"]


async def test_sixty_four_at_once_each_have_one_line(town_on_both: Town) -> None:
    """Everybody once, numbers without a gap, ten seats and the rest wait; presses twice told."""
    town = town_on_both
    _ada, number = await begun(town, "Picnic capacity=10")
    crowd = [town.person() for _ in range(32)]
    data = buttons.pack(JoinChain(number))

    async with replicas(town, 4) as bots:
        for each in bots:
            each.said.clear()
        await asyncio.gather(
            *(bots[at % 4].takes(town.press(each, data)) for at, each in enumerate(crowd * 2))
        )
        told = [name for bot in bots for name in ids(bot.said)]

    assert sorted((await numbers(town)).values()) == list(range(1, 33))
    assert told.count("chain-in-already") == 32
    assert (told.count("chain-put"), told.count("chain-waits")) == (10, 22)
    assert await town.rows(failed_updates) == []


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_long_list_stays_within_a_message(town: Town, language: str) -> None:
    """Hundreds of long lines are folded below Telegram's limit, and the rest is counted."""
    _ada, _number = await begun(town, "Picnic capacity=200\n" + "b" * 500)
    card = await card_of(town)
    for at in range(90):
        name = f"😀{'名' * 30}{at}"
        await town.person(name).says("字" * 80, reply_to_message=card)
    (*_, edit) = await looked(town)
    said = "\n".join(catalog().plain(each, language) for each in texts([edit]))

    assert len(said.encode("utf-16-le")) // 2 < 4000
    assert value([edit], "chain-more", "count") > 50
