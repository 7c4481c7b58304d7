"""The bot's standing in a chat, /setup and /about: as admins and members meet them."""

from dataclasses import replace
from typing import Any

import pytest

from bot.config.settings import Community, Settings
from bot.kit.database import Database
from bot.kit.effects import Probe
from models.communities import administrators, chats, communities
from models.dues import dues
from models.members import members
from models.outbox import outbox
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids, texts
from tests.members.scenes import service

CHANNEL = -1001000000777


async def chat_row(town: Town, chat_id: int = GROUP) -> dict[str, Any]:
    """The chat's row."""
    (row,) = [row for row in await town.rows(chats) if row["id"] == chat_id]
    return row


async def owed(town: Town) -> list[str]:
    """Which texts the outbox owes, by id."""
    return [row["arguments"]["words"]["text"] for row in await town.rows(outbox)]


class TestStanding:
    async def test_being_added_founds_a_community(self, town_on_both: Town) -> None:
        """One community, one chat, a look at the chat and a hello owed; told twice, once."""
        town = town_on_both
        ada = town.person("Ada")
        update = town.own_change(ada, "member")
        await town.takes(update)
        await town.takes(update)

        row = await chat_row(town)
        assert (row["bot_status"], row["type"]) == ("member", "supergroup")
        assert [row["name"] for row in await town.rows(communities)] == ["Reading club"]
        assert await owed(town) == ["hello"]
        assert Probe(GROUP) in town.said

    async def test_a_right_more_or_less_is_kept(self, town: Town) -> None:
        """Promotion and a change of rights are followed, without another hello."""
        ada = town.person("Ada")
        await town.takes(town.own_change(ada, "member"))
        await town.takes(town.own_change(ada, old="member"))
        await town.takes(
            town.own_change(ada, old="administrator", can_manage_chat=True, can_pin_messages=True)
        )

        assert (await chat_row(town))["bot_rights"] == {
            "can_manage_chat": True,
            "can_pin_messages": True,
        }
        assert await owed(town) == ["hello"]

    @pytest.mark.parametrize(
        ("status", "told"),
        [
            ("member", "demoted"),
            ("restricted", "demoted"),
            ("left", "removed"),
            ("kicked", "removed"),
        ],
    )
    async def test_a_demotion_is_told_to_the_owner_by_dm(
        self, town: Town, status: str, told: str
    ) -> None:
        """Once, in words that tell it from a removal, and only to an admin who opened the DM."""
        ada = await town.with_admin()
        await ada.whispers("/start")
        before = await owed(town)

        await town.takes(town.own_change(ada, status, old="administrator"))

        assert (await chat_row(town))["bot_status"] == status
        assert (await owed(town))[len(before) :] == [told]
        assert (await town.rows(outbox))[-1]["chat_id"] == ada.id

    async def test_nobody_reachable_is_told_nothing(self, town: Town) -> None:
        """An admin who never pressed Start cannot be written to."""
        ada = await town.with_admin()
        before = await owed(town)

        await town.takes(town.own_change(ada, "left", old="administrator"))

        assert await owed(town) == before

    async def test_coming_back_is_greeted_again(self, town: Town) -> None:
        """Removed and added again another day: a new hello, the same community."""
        ada = await town.with_admin()
        await town.takes(town.own_change(ada, "kicked", old="administrator"))
        town.passes(days=1)
        await town.takes(town.own_change(ada))

        assert len(await owed(town)) == 2
        assert await town.count(communities) == 1

    async def test_a_channel_is_registered_and_not_greeted(self, town: Town) -> None:
        """A greeting with a plea would be a post before thousands."""
        ada = town.person("Ada")
        change = town.own_change(ada, chat_id=CHANNEL)
        change["my_chat_member"]["chat"]["type"] = "channel"
        await town.takes(change)

        assert (await chat_row(town, CHANNEL))["kind"] == "channel"
        assert await owed(town) == []
        assert await town.count(dues) == 0

    async def test_a_new_title_is_followed(self, town: Town) -> None:
        """The chat's name and, where it was named after it, the community's."""
        ada = await town.with_admin()
        title = service(town, ada, new_chat_title="Night readers")
        title["message"]["chat"]["title"] = "Night readers"
        await town.takes(title)

        assert (await chat_row(town))["title"] == "Night readers"
        assert [row["name"] for row in await town.rows(communities)] == ["Night readers"]

    @pytest.mark.parametrize(
        "title", ["", "\x00", "x" * 5000, "🎉" * 300, "<b>", "\u202eevil\u202c", "\u200b"]
    )
    async def test_odd_titles_cost_nothing(self, town_on_both: Town, title: str) -> None:
        """Empty, endless, invisible or with a NUL: the group works."""
        town = town_on_both
        message = town.message(town.person(), "/checkin")
        message["message"]["chat"]["title"] = title

        assert ids(await town.takes(message))[0] == "checkin-done"
        assert await town.rows(failed_updates) == []

    async def test_rosters_follow_promotions_and_demotions(self, town: Town) -> None:
        """Promoted, given other rights, demoted: one row, then another, then none."""
        ada = await town.with_admin()
        tom = town.person("Tom")
        rights = {"status": "administrator", "can_be_edited": False}
        await town.takes(town.change(tom, rights | {"can_pin_messages": True}, by=ada))
        await town.takes(
            town.change(tom, rights | {"can_change_info": True}, old="administrator", by=ada)
        )
        row = next(r for r in await town.rows(administrators) if r["person_id"] == tom.id)
        assert row["rights"] == {"can_change_info": True}

        await town.takes(town.change(tom, {"status": "member"}, old="administrator", by=ada))

        assert [r["person_id"] for r in await town.rows(administrators)] == [ada.id]


@pytest.mark.feature("Mx10")
class TestSetup:
    async def test_all_is_well(self, town: Town) -> None:
        """With every right there is one line, and a button to look again."""
        ada = await town.with_admin()

        assert ids(await ada.says("/setup")) == ["setup-head", "setup-all-well"]

    async def test_each_missing_right_is_named(self, town: Town) -> None:
        """An administrator who may not delete or ban hears of both, and how to mend it."""
        ada = await town.with_admin()
        await town.takes(
            town.own_change(ada, old="administrator", can_invite_users=True, can_pin_messages=True)
        )

        assert ids(await ada.says("/setup")) == [
            "setup-head",
            "setup-missing-can-delete-messages",
            "setup-missing-can-restrict-members",
            "setup-how",
        ]

    @pytest.mark.parametrize("privacy_mode_is_off", [True, False])
    async def test_no_administrator_and_privacy_mode(
        self,
        town: Town,
        privacy_mode_is_off: bool,
    ) -> None:
        """A plain member is told what it cannot see; privacy mode is named if it is on."""
        ada = await town.with_admin()
        await town.takes(town.own_change(ada, "member", old="administrator"))
        town.app.bot_data.privacy_mode_is_off = privacy_mode_is_off

        said = ids(await ada.says("/setup"))

        assert ("setup-privacy-mode" in said) is not privacy_mode_is_off
        assert [each for each in said if each != "setup-privacy-mode"] == [
            "setup-head",
            "setup-not-admin",
            "setup-how",
        ]

    async def test_looking_again_asks_telegram_and_tells_anew(self, town: Town) -> None:
        """The button is for administrators, looks at the chat and rewrites the report."""
        ada = await town.with_admin()

        said = await ada.presses(f"setup|{GROUP}")
        refused = await town.person().presses(f"setup|{GROUP}")

        assert ids(said) == ["setup-looked", "setup-head", "setup-all-well"]
        assert Probe(GROUP) in town.said
        assert ids(refused) == ["refused-not-admin"]

    async def test_members_and_channels_are_refused(self, town: Town) -> None:
        """What is missing is nobody else's business; an anonymous admin may ask."""
        await town.with_admin()
        await _know_roster(town)
        fake = Person(town, 136817688, "Channel", extra={"is_bot": True})
        channel = {"id": -1009, "type": "channel", "title": "C"}
        group = {"id": GROUP, "type": "supergroup", "title": "Reading club"}

        assert ids(await town.person().says("/setup")) == ["refused-not-admin"]
        assert ids(await fake.says("/setup", sender_chat=channel)) == ["refused-not-admin"]
        assert ids(await fake.says("/setup", sender_chat=group))[0] == "setup-head"


async def _know_roster(town: Town) -> None:
    assert (await chat_row(town))["roster_read_at"] is not None


@pytest.mark.feature("P1")
class TestAbout:
    async def test_a_community_says_what_it_is_about(self, database: Database) -> None:
        """Name, value, audience, tone and topics, each if it is told."""
        about = replace(
            Community(),
            name="Night readers",
            value="We read at night.",
            audience="owls",
            tone="quiet",
            welcome_topics=("books", "tea"),
            forbidden_topics=("spoilers",),
        )
        town = await Town(database, replace(Settings(), community=about)).open()

        said = texts(await town.person().says("/about"))
        await town.close()

        assert [text.id for text in said] == [
            "about-head",
            "about-value",
            "about-audience",
            "about-tone",
            "about-welcome",
            "about-forbidden",
            "about-hearth",
        ]
        assert dict(said[4].values) == {"topics": "books · tea"}

    async def test_what_is_not_told_is_left_out(self, town: Town) -> None:
        """The group's name, and who looks after it."""
        assert ids(await town.person().says("/about")) == ["about-head", "about-hearth"]

    async def test_a_stranger_has_no_community_to_ask_about(self, town: Town) -> None:
        """By DM it is the community one is in; without one it is said so."""
        assert ids(await town.person().whispers("/about")) == ["refused-no-community"]


async def test_channel_posts_and_notices_are_nobodys_messages(town: Town) -> None:
    """A post in a channel, a pinned message, a topic: seen, and counted for nobody."""
    mei = town.person()
    post = town.message(mei, "news", chat_id=CHANNEL)
    del post["message"]["from"]
    post["message"]["chat"] = {"id": CHANNEL, "type": "channel", "title": "News"}
    post["channel_post"] = post.pop("message")
    await town.takes(
        post,
        service(town, mei, pinned_message=town.message(mei, "rules")["message"]),
        service(town, mei, forum_topic_created={"name": "Books", "icon_color": 1}),
        service(town, mei, video_chat_started={}),
    )

    assert await town.count(members) == 0
    assert await town.rows(failed_updates) == []
