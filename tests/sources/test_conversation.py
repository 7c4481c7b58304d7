"""Ways in as staff make them and members come by them."""

from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest

from bot.kit.effects import Reply
from bot.kit.texts import Text
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Rejected
from models.outbox import outbox
from models.sources import journeys, sources
from tests.conversation import BOT, GROUP, Person, Town, ids, texts, value
from tests.members.scenes import arrival, joined, left

LINK = "https://t.me/+abcdefgh"
NAMED = Text("source-name-titled", key="store12", title="Shop 12")


def made(call: Owed) -> Outcome | None:
    """Telegram, which makes each link."""
    if call.method != "createChatInviteLink":
        return None
    return Done({"invite_link": LINK, "name": call.arguments["name"]})


async def with_source(town: Town, said: str = "/link new store12 Shop 12") -> Person:
    """The owner of a group who has made a way in."""
    ada = await town.with_admin()
    await ada.whispers("/start")
    await ada.says(said)
    await town.settles(made)
    return ada


def by_link(town: Town, person: Person, link: str = LINK, **more: Any) -> dict[str, Any]:
    """The `chat_member` update of somebody who came by a link."""
    update = joined(town, person)
    update["chat_member"] |= {
        "invite_link": {
            "invite_link": link,
            "creator": BOT,
            "creates_join_request": False,
            "is_primary": False,
            "is_revoked": False,
        }
    } | more
    return update


async def journey(town: Town, person: Person) -> dict[str, Any]:
    """How somebody came."""
    keys = {row["id"]: row["key"] for row in await town.rows(sources)}
    (row,) = [each for each in await town.rows(journeys) if each["person_id"] == person.id]
    return {**row, "source": keys.get(row["source_id"])}


@pytest.mark.feature("I1")
class TestLinks:
    async def test_a_way_in_is_made_with_link_deep_link_and_picture(
        self, town_on_both: Town
    ) -> None:
        """Telegram is owed a named link; once it is there, all of it is told, with a picture."""
        town = town_on_both
        ada = await town.with_admin()
        await ada.whispers("/start")
        request = town.message(ada, "/link new store12 Shop 12 request", chat_id=ada.id)
        said = await town.takes(request)
        await town.takes(request)
        await town.restart()

        calls = await town.settles(made)

        assert ids(said) == ["source-making"]
        (asked,) = [call for call in calls if call.method == "createChatInviteLink"]
        assert asked.arguments == {"name": "Shop 12", "creates_join_request": True}
        (told,) = [call for call in calls if call.method == "sendPhoto"]
        assert told.chat_id == ada.id
        assert texts([told]) == [
            Text("source-made", source=NAMED),
            Text("source-link", link=LINK),
            Text("source-deep-link", link="https://t.me/hearth_bot?start=s-store12"),
        ]
        picture = told.arguments["photo"]
        assert picture["name"] == "store12.png"
        assert b64decode(picture["content_b64"]).startswith(b"\x89PNG")
        (row,) = await town.rows(sources)
        assert (row["key"], row["link"], row["asks_to_join"]) == ("store12", LINK, True)

    async def test_what_telegram_refuses_is_told(self, town: Town) -> None:
        """No source is left behind that leads nowhere."""
        ada = await town.with_admin()
        await ada.whispers("/link new store12")

        calls = await town.settles(Rejected("not enough rights"))

        assert ids(calls)[-1] == "source-failed"
        assert await town.rows(sources) == []

    async def test_a_name_is_taken_once_and_may_be_opened_again(self, town: Town) -> None:
        """Closing shuts the link at Telegram; what it brought stays."""
        ada = await with_source(town)

        again = await ada.says("/link new store12")
        shown = await ada.whispers("/link store12")
        close = town.message(ada, "/link close store12", chat_id=ada.id)
        closed = await town.takes(close)
        twice = await ada.whispers("/link close store12")
        calls = await town.settles()
        reopened = await ada.whispers("/link new store12")

        assert ids(again) == ["source-known"]
        assert ids(shown)[0] == "source-made"
        assert isinstance(shown[0], Reply)
        assert shown[0].picture is not None
        assert ids(closed) == ["source-closed"]
        assert ids(twice) == ["source-is-closed"]
        assert [call.arguments for call in calls if call.method == "revokeChatInviteLink"] == [
            {"invite_link": LINK}
        ]
        assert ids(reopened) == ["source-making"]
        assert await town.count(sources) == 1

    async def test_members_make_none(self, town: Town) -> None:
        """Whoever may not invite people, or is nobody of the staff, is refused."""
        await town.with_admin()
        mei = town.person()

        assert ids(await mei.says("/link new store12")) == ["refused-not-admin"]
        assert ids(await mei.says("/sources")) == ["refused-not-admin"]
        assert await town.rows(sources) == []
        assert [row for row in await town.rows(outbox) if "Link" in row["method"]] == []

    async def test_a_bot_without_the_right_says_so_at_once(self, town: Town) -> None:
        """Nothing is owed that cannot be done."""
        ada = await town.with_admin()
        await town.takes(town.own_change(ada, can_manage_chat=True, old="administrator"))

        assert ids(await ada.says("/link new store12")) == ["source-no-right"]

    @pytest.mark.parametrize("said", ["", "new", "new 门店", "new " + "x" * 40, "new a'b"])
    async def test_hostile_names_are_answered_with_how_it_goes(
        self, town: Town, said: str
    ) -> None:
        """A name is what a deep link can carry."""
        ada = await town.with_admin()

        assert ids(await ada.says(f"/link {said}")) == ["source-how"]
        assert await town.rows(sources) == []

    async def test_the_list_is_for_the_staff(self, town: Town) -> None:
        """It comes by direct message."""
        ada = await with_source(town)

        said = await ada.whispers("/links")

        assert value(said, "sources-line", "link") == LINK
        assert value(said, "sources-line", "source") == NAMED

    async def test_opened_again_it_keeps_its_title(self, town: Town) -> None:
        """A source that is opened anew is called what it was before, at Telegram as well."""
        ada = await with_source(town)
        await ada.says("/link close store12")
        await town.settles(made)
        await ada.whispers("/link new store12")
        calls = await town.settles(made)
        shown = await ada.whispers("/link store12")
        await ada.whispers("/link new plain")
        await town.settles(made)
        plain = await ada.whispers("/link plain")

        (asked,) = [call for call in calls if call.method == "createChatInviteLink"]
        assert asked.arguments["name"] == "Shop 12"
        assert value(shown, "source-made", "source") == NAMED
        assert value(plain, "source-made", "source") == Text("source-name", key="plain")


@pytest.mark.feature("I1")
class TestArrivals:
    @pytest.mark.parametrize("service_first", [True, False])
    async def test_whoever_comes_by_a_known_link_has_its_source(
        self, town_on_both: Town, service_first: bool
    ) -> None:
        """In whatever order the two updates of one arrival come, and however often."""
        town = town_on_both
        await with_source(town)
        mei = town.person()
        updates = [arrival(town, mei), by_link(town, mei)]
        if not service_first:
            updates.reverse()
        for update in updates:
            await town.takes(update)
        await town.restart()
        await town.takes(*updates)

        row = await journey(town, mei)

        assert (row["source"], row["grade"]) == ("store12", "link")
        assert row["joined_at"] == town.clock.now()

    async def test_without_a_link_it_is_unknown(self, town: Town) -> None:
        """A tap on Join, somebody else's link: never guessed."""
        await with_source(town)
        mei, bo, kim = town.person(), town.person("Bo"), town.person("Kim")

        await town.takes(arrival(town, mei))
        await town.takes(by_link(town, bo, "https://t.me/+other…"))
        await town.takes(by_link(town, kim, via_join_request=True))

        assert [(await journey(town, each))["grade"] for each in (mei, bo, kim)] == [
            "unknown",
            "unknown",
            "request",
        ]
        assert (await journey(town, bo))["source"] is None
        assert (await journey(town, kim))["source"] == "store12"

    async def test_the_first_source_stays(self, town: Town) -> None:
        """Whoever leaves and comes back by a link a year later is not counted for it."""
        await with_source(town)
        mei = town.person()
        await town.takes(joined(town, mei))
        town.passes(days=300)
        await town.takes(left(town, mei))
        town.passes(days=60)

        await town.takes(by_link(town, mei))

        row = await journey(town, mei)
        assert (row["source"], row["grade"]) == (None, "unknown")
        assert row["joined_at"] == town.clock.now() - timedelta(days=360)

    async def test_a_deep_link_counts_before_joining_alone(self, town: Town) -> None:
        """Start with a source's name says where from; later links do not change it."""
        await with_source(town)
        mei, bo = town.person(), town.person("Bo")
        await town.takes(joined(town, bo))

        welcomed = await mei.whispers("/start s-store12")
        at_home = await bo.whispers("/start s-store12")
        await town.takes(joined(town, mei))

        assert ids(welcomed) == ["source-welcome"]
        assert isinstance(welcomed[0], Reply)
        assert welcomed[0].keyboard[0][0].url == LINK
        assert ids(at_home) == ["start-member"]
        row = await journey(town, mei)
        assert (row["source"], row["grade"]) == ("store12", "deep-link")
        assert row["started_at"] == row["joined_at"] == town.clock.now()
        assert (await journey(town, bo))["started_at"] is None

    @pytest.mark.parametrize(
        "payload", ["s-", "s-nowhere", "s--1-store12x", "s--99-store12", "s-" + "x" * 62, "s-门"]
    )
    async def test_hostile_deep_links_are_greeted_as_any(self, town: Town, payload: str) -> None:
        """What names no source of ours writes nothing."""
        await with_source(town)
        mei = town.person()

        said = await mei.whispers(f"/start {payload}")

        assert ids(said) == ["start-stranger"]
        assert [row for row in await town.rows(journeys) if row["person_id"] == mei.id] == []


@pytest.mark.feature("I2")
class TestFunnels:
    async def test_ten_came_and_four_stayed(self, town_on_both: Town) -> None:
        """Forty percent with the number they are of; what is not ripe is a dash, and no zero."""
        town = town_on_both
        ada = await with_source(town)
        crowd = [town.person(f"P{number}") for number in range(10)]
        for each in crowd:
            await town.takes(by_link(town, each))
            await each.says("hello there")
        await town.takes(left(town, crowd[9]))
        unripe = await ada.whispers("/sources")
        town.passes(days=7)
        for each in crowd[:4]:
            await each.says("still here")
        await crowd[0].says("签到")
        town.passes(days=1)

        said = await ada.whispers("/sources")

        (line,) = [each for each in texts(said) if each.id == "funnel-line"][:1]
        counts = dict(line.values)
        assert counts["source"] == NAMED
        assert (counts["joined"], counts["spoke"], counts["started"]) == (10, 10, 0)
        assert value(unripe, "funnel-kept", "d7") == Text("funnel-unripe")
        assert value(said, "funnel-kept", "d7") == Text(
            "funnel-share", percent=40, part=4, whole=10
        )
        assert value(said, "funnel-kept", "d30") == Text("funnel-unripe")
        assert value(said, "funnel-kept", "contributed") == 1

    async def test_a_first_word_is_counted_once(self, town: Town) -> None:
        """It costs no statement of its own, and the first moment stays."""
        await with_source(town)
        mei = town.person()
        await town.takes(by_link(town, mei))
        first = town.clock.now()
        await mei.says("hello")
        town.passes(hours=1)
        await mei.says("again")

        assert (await journey(town, mei))["spoke_at"] == first


@pytest.mark.feature("I1")
async def test_whoever_asks_by_a_link_has_its_source_before_anybody_decides(town: Town) -> None:
    """The request says the link; the arrival that follows changes nothing."""
    await with_source(town, "/link new store12 request")
    mei = town.person()
    request = {
        "update_id": 900_001,
        "chat_join_request": {
            "chat": town.chat(GROUP),
            "from": mei.account,
            "user_chat_id": mei.id,
            "date": int(town.clock.now().timestamp()),
            "invite_link": {
                "invite_link": LINK,
                "creator": BOT,
                "creates_join_request": True,
                "is_primary": False,
                "is_revoked": False,
            },
        },
    }
    await town.takes(request)
    asked = await journey(town, mei)
    town.passes(minutes=30)
    await town.takes(by_link(town, mei, via_join_request=True))
    came = await journey(town, mei)

    assert (asked["source"], asked["grade"], asked["joined_at"]) == ("store12", "request", None)
    assert (came["source"], came["grade"]) == ("store12", "request")
    assert came["joined_at"] - came["requested_at"] == timedelta(minutes=30)
