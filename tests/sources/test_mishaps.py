"""Ways in when something goes wrong: refusals, crashes, haste, and who reads along."""

import asyncio

import pytest

from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Rejected, Unknown
from models.outbox import outbox
from models.sources import sources
from tests.conversation import Town, ids, value
from tests.sources.test_conversation import LINK, by_link, journey, made, with_source

SECOND = "https://t.me/+second"


def second(call: Owed) -> Outcome | None:
    """Telegram, which makes another link."""
    return Done({"invite_link": SECOND}) if call.method == "createChatInviteLink" else None


def revoked(calls: list[Owed]) -> list[str]:
    """Which links Telegram was told to shut."""
    return [
        call.arguments["invite_link"] for call in calls if call.method == "revokeChatInviteLink"
    ]


@pytest.mark.feature("I1")
class TestWhoReadsAlong:
    async def test_in_the_group_no_link_and_no_picture_is_shown(self, town: Town) -> None:
        """Members who passed it on would all count for the shop: it comes by direct message."""
        ada = await town.with_admin()
        await ada.whispers("/start")
        asked = await ada.says("/link new store12")
        told = await town.settles(made)
        again = await ada.says("/link store12")
        told += await town.settles()

        assert ids(asked) == ids(again) == ["answered-by-dm"]
        assert {call.chat_id for call in told if LINK in str(call.arguments)} == {ada.id}
        assert [call.method for call in told].count("sendPhoto") == 2

    async def test_who_cannot_be_written_to_makes_none_in_the_group(self, town: Town) -> None:
        """There would be nowhere to hand it over."""
        ada = await town.with_admin()

        assert ids(await ada.says("/link new store12")) == ["answer-needs-dm"]
        assert await town.rows(sources) == []


@pytest.mark.feature("I1")
class TestMishaps:
    async def test_a_closed_one_that_cannot_be_opened_again_keeps_what_it_brought(
        self, town_on_both: Town
    ) -> None:
        """Telegram refuses the new link: the source is closed as before, its members stay its."""
        town = town_on_both
        ada = await with_source(town)
        mei = town.person()
        await town.takes(by_link(town, mei))
        await ada.whispers("/link close store12")
        await town.settles()
        await ada.whispers("/link new store12")

        calls = await town.settles(Rejected("not enough rights"))

        assert "source-failed" in ids(calls)
        assert (await journey(town, mei))["source"] == "store12"
        assert ids(await ada.whispers("/link store12")) == ["source-is-closed"]

    async def test_closed_before_telegram_made_its_link(self, town: Town) -> None:
        """The link that comes afterwards is shut again, and nobody is handed it."""
        ada = await town.with_admin()
        await ada.whispers("/start")
        await ada.whispers("/link new store12")
        await ada.whispers("/link close store12")

        calls = await town.settles(made)

        assert revoked(calls) == [LINK]
        assert "source-made" not in ids(calls)
        assert "source-is-closed" in ids(calls)

    async def test_opened_twice_before_telegram_made_a_link(self, town: Town) -> None:
        """One link is the source's, and no other leads in."""
        ada = await town.with_admin()
        await ada.whispers("/start")
        for said in ("new", "close", "new"):
            await ada.whispers(f"/link {said} store12")
        links = iter((LINK, SECOND))

        def each(call: Owed) -> Outcome | None:
            is_making = call.method == "createChatInviteLink"
            return Done({"invite_link": next(links)}) if is_making else None

        calls = await town.settles(each)

        assert revoked(calls) == [LINK]
        assert [row["link"] for row in await town.rows(sources)] == [SECOND]

    async def test_killed_while_telegram_made_it(self, town_on_both: Town) -> None:
        """Nobody knows whether it did: it can be closed and made anew, and is not made twice."""
        town = town_on_both
        ada = await town.with_admin()
        await ada.whispers("/start")
        await ada.whispers("/link new store12")

        def lost(call: Owed) -> Outcome | None:
            return Unknown("?") if call.method == "createChatInviteLink" else None

        await town.settles(lost)
        await town.restart()
        shown = await ada.whispers("/link store12")
        calls = await town.settles(made)
        await ada.whispers("/link close store12")
        await ada.whispers("/link new store12")
        again = await town.settles(second)

        assert ids(shown) == ["source-making"]
        assert not [call for call in calls if call.method == "createChatInviteLink"]
        assert value(again, "source-link", "link") == SECOND

    async def test_one_that_was_revoked_by_hand_can_be_closed_and_made_anew(
        self, town: Town
    ) -> None:
        """Telegram does not tell of it; what it answers to closing is no trouble."""
        ada = await with_source(town)
        closed = await ada.whispers("/link close store12")
        calls = await town.settles(Rejected("INVITE_HASH_EXPIRED"))
        opened = await ada.whispers("/link new store12")
        calls += await town.settles(second)

        assert ids(closed) == ["source-closed"]
        assert ids(opened) == ["source-making"]
        assert [row["link"] for row in await town.rows(sources)] == [SECOND]

    async def test_two_who_make_it_at_once_make_one(self, town_on_both: Town) -> None:
        """Whoever comes second is told that there is one."""
        town = town_on_both
        ada = await town.with_admin()
        await ada.whispers("/start")

        await asyncio.gather(*(ada.whispers("/link new store12") for _ in range(3)))

        assert ids(town.said[-3:]).count("source-known") == 2
        assert await town.count(sources) == 1
        making = [row for row in await town.rows(outbox) if row["method"].startswith("create")]
        assert len(making) == 1

    async def test_who_was_demoted_makes_and_closes_none(self, town: Town) -> None:
        """Asked at the moment of the command."""
        ada = await with_source(town)
        await town.takes(town.change(ada, {"status": "member"}, old="creator"))

        for said in ("/link new other", "/link close store12", "/link store12", "/links"):
            assert ids(await ada.whispers(said)) == ["refused-not-admin"], said
            assert ids(await ada.says(said)) == ["refused-not-admin"], said
        assert await town.count(sources) == 1
