"""Giveaways, as members and staff live them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.config.settings import Settings
from bot.kit.database import Database
from bot.kit.sealing import Seal
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Unreachable
from handlers import buttons
from handlers.giveaway_buttons import BeginGiveaway, ShowCode, TakePiece, TweakGiveaway
from models.campaigns import campaigns
from models.dues import dues
from models.giveaways import giveaways, pieces
from models.outbox import outbox
from models.updates import failed_updates
from tests.checkins.test_races import replicas
from tests.conversation import Person, Town, ids, value

pytestmark = pytest.mark.feature("A16")


@pytest.fixture
async def sealed_town(database_url: str) -> AsyncIterator[Town]:
    """A town whose database has a key, on each of the two."""
    database = Database(database_url, seal=Seal([Fernet.generate_key().decode()]))
    living = await Town(database, Settings()).open()
    yield living
    await living.close()
    await database.close()


async def begun(town: Town, said: str = "Tickets count=2") -> tuple[Person, int]:
    """Let an admin start a giveaway; returns the admin and the giveaway's number."""
    ada = await town.with_admin()
    await ada.says("good morning")
    await ada.whispers(f"/giveaway {said}")
    row = (await town.rows(giveaways))[-1]
    await ada.presses(buttons.pack(BeginGiveaway(row["id"], is_sure=True)), chat_id=ada.id)
    await town.settles()
    town.said.clear()
    return ada, int(row["id"])


async def everything(town: Town) -> str:
    """Everything that the database has kept, save what is sealed."""
    kept = [await town.rows(table) for table in (outbox, dues, pieces, giveaways, campaigns)]
    return str(kept)


async def test_codes_are_sealed_and_shown_by_dm_alone(sealed_town: Town) -> None:
    """No code stands in the group, in the database or in what is owed; its owner reads it."""
    town = sealed_town
    ada, number = await begun(town, "Coupons\nSECRET-1\nSECRET-2")
    mei, bo = town.person("Mei"), town.person("Bo")
    await mei.whispers("/start")
    got = await mei.presses(buttons.pack(TakePiece(number)))
    (news, *_) = [each for each in await town.settles() if each.chat_id == mei.id]
    in_group = await mei.presses(buttons.pack(ShowCode(number)))
    shown = await mei.presses(buttons.pack(ShowCode(number)), chat_id=mei.id)
    again = await mei.presses(buttons.pack(TakePiece(number)))
    forged = await bo.presses(buttons.pack(ShowCode(number)), chat_id=bo.id)
    await ada.says("/giveaway export")
    calls = await town.settles()

    assert ids(got) == ["giveaway-got"]
    assert ids([news]) == ["giveaway-yours-coded"]
    assert ids(in_group) == ["button-stale"]
    assert value(shown, "giveaway-code", "code") == "SECRET-1"
    assert ids(again) == ["giveaway-had"]
    assert ids(forged) == ["giveaway-not-yours"]
    assert "SECRET" not in await everything(town)
    assert "SECRET" not in str(calls)


async def test_a_file_with_codes_is_taken_by_dm(sealed_town: Town) -> None:
    """Its bad lines are told by number, and what it says is sealed on its way too."""
    town = sealed_town
    ada = await town.with_admin()
    await ada.says("good morning")
    document = {"file_id": "f", "file_unique_id": "u", "file_size": 99}
    update = town.message(
        ada, "", chat_id=ada.id, caption="/giveaway Coupons ends=8h", document=document
    )
    del update["message"]["text"]

    def fetch(call: Owed) -> Outcome | None:
        content = {"content": "code\nSECRET-1\nSECRET-2\nSECRET-1\n"}
        return Done(content) if call.method == "getFile" else None

    reads = await town.takes(update)
    told = await town.settles(fetch)
    (row,) = await town.rows(giveaways)

    assert ids(reads) == ["giveaway-file-reads"]
    assert {"giveaway-codes", "giveaway-fault-twice"} <= set(ids(told))
    assert value(told, "giveaway-fault-twice", "line") == 4
    assert (row["state"], row["total"], row["lasts_s"]) == ("draft", 2, 8 * 3600)
    assert "SECRET" not in await everything(town)


async def test_without_a_key_codes_are_refused_with_how(town: Town) -> None:
    """And in a group always; pieces without codes need none."""
    ada = await town.with_admin()
    await ada.says("good morning")

    keyless = await ada.whispers("/giveaway Coupons\nSECRET-1")
    public = await ada.says("/giveaway Coupons\nSECRET-1")
    plain = await ada.says("/giveaway Tickets count=2")

    assert ids(keyless) == ["giveaway-no-key"]
    assert ids(public) == ["giveaway-codes-by-dm"]
    assert ids(plain)[0] == "giveaway-preview"


async def test_a_piece_waits_for_whom_the_bot_cannot_write_to(town_on_both: Town) -> None:
    """The start link hands it over, through a restart; unfetched it goes back in time, once."""
    town = town_on_both
    _ada, number = await begun(town, "Tickets count=2 hold=2h ends=3d")
    mei, bo, cy = town.person("Mei"), town.person("Bo"), town.person("Cy")
    held = await mei.presses(buttons.pack(TakePiece(number)))
    await bo.presses(buttons.pack(TakePiece(number)))
    gone = await cy.presses(buttons.pack(TakePiece(number)))
    await town.restart()
    fetched = await mei.whispers(f"/start giveaway-{number}")
    town.passes(hours=2)
    await town.settles()
    late = await bo.whispers(f"/start giveaway-{number}")
    (row,) = await town.rows(giveaways)
    now = await cy.presses(buttons.pack(TakePiece(number)))
    town.passes(hours=2)
    await town.settles()
    owners = {row["person_id"] for row in await town.rows(pieces)}

    assert ids(held) == ["giveaway-held"]
    assert ids(gone) == ["giveaway-gone"]
    assert ids(fetched) == ["giveaway-yours"]
    assert ids(late) == ["giveaway-not-yours"]
    assert row["left"] == 1
    assert ids(now) == ["giveaway-held"]
    assert owners == {mei.id, None}


async def test_a_piece_is_held_where_the_dm_turns_out_to_be_closed(town: Town) -> None:
    """The news that could not be sent makes the piece wait."""
    _ada, number = await begun(town)
    mei = town.person("Mei")
    await mei.whispers("/start")
    await mei.presses(buttons.pack(TakePiece(number)))

    def block(call: Owed) -> Outcome | None:
        return Unreachable("bot was blocked") if call.chat_id == mei.id else None

    await town.settles(block)
    (piece, _) = await town.rows(pieces)

    assert (piece["state"], piece["person_id"]) == ("held", mei.id)
    assert piece["held_until"] is not None


async def test_time_or_the_staff_close_it_once(town_on_both: Town) -> None:
    """The card says so, with the stars; nothing more is given."""
    town = town_on_both
    ada, number = await begun(town, "Tickets count=2 ends=1h")
    mei = town.person("Mei")
    await mei.presses(buttons.pack(TakePiece(number)))
    await town.settles()
    town.passes(hours=1)
    await town.settles()
    town.passes(seconds=5)
    sent = await town.settles()
    late = await town.person("Bo").presses(buttons.pack(TakePiece(number)))
    again = await ada.says("/giveaway close")
    (campaign,) = await town.rows(campaigns)

    assert "giveaway-closed" in ids(sent)
    assert ids(sent)[-1] == "campaign-rate-ask"
    assert ids(late) == ["giveaway-gone"]
    assert ids(again) == ["giveaway-none"]
    assert campaign["figures"]["participants"] == 1


async def test_members_start_none_and_forge_nothing(town: Town) -> None:
    """It takes a role; drafts give nothing, and a press from elsewhere is stale."""
    ada, number = await begun(town)
    mei = town.person("Mei")
    await ada.says("/giveaway More count=1")
    draft = (await town.rows(giveaways))[-1]["id"]

    refused = await mei.says("/giveaway Mine count=9")
    forged = await mei.presses(buttons.pack(BeginGiveaway(draft, is_sure=True)))
    tweaked = await mei.presses(buttons.pack(TweakGiveaway(draft, "ends")))
    early = await mei.presses(buttons.pack(TakePiece(draft)))
    elsewhere = await mei.presses(buttons.pack(TakePiece(number)), chat_id=mei.id)
    listed = await mei.says("/giveaway export")

    assert ids(refused) == ids(forged) == ids(tweaked) == ids(listed) == ["refused-not-admin"]
    assert ids(early) == ids(elsewhere) == ["button-stale"]


async def test_sixty_four_press_for_ten_at_once(town_on_both: Town) -> None:
    """Exactly ten rows, one a person, and nobody is lost."""
    town = town_on_both
    _ada, number = await begun(town, "Tickets count=10")
    crowd = [town.person() for _ in range(32)]
    data = buttons.pack(TakePiece(number))
    presses: list[dict[str, Any]] = [town.press(each, data) for each in crowd * 2]

    async with replicas(town, 4) as bots:
        for each in bots:
            each.said.clear()
        await asyncio.gather(*(bots[at % 4].takes(press) for at, press in enumerate(presses)))
        told = [name for bot in bots for name in ids(bot.said)]

    owners = [row["person_id"] for row in await town.rows(pieces)]
    (row,) = await town.rows(giveaways)
    assert None not in owners
    assert len(set(owners)) == len(owners) == 10
    assert row["left"] == 0
    assert told.count("giveaway-held") == 10
    assert await town.rows(failed_updates) == []
