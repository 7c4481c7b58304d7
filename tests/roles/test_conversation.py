"""Roles as they are given, bounded and read."""

from typing import Any

import pytest
from sqlalchemy import insert

from bot.kit.effects import Reply
from models.audits import audits
from models.cases import cases
from models.communities import communities
from models.outbox import outbox
from models.roles import roles
from tests.conversation import GROUP, Person, Town, ids, texts, value


async def promoted(town: Town, name: str, **rights: bool) -> Person:
    """An administrator with some rights."""
    person = town.person(name)
    await town.takes(town.change(person, {"status": "administrator", **rights}))
    return person


def demotion(town: Town, person: Person) -> dict[str, Any]:
    """What Telegram tells when somebody is no administrator any more."""
    return town.change(person, {"status": "member"}, old="administrator")


async def given(town: Town) -> dict[int, str]:
    """The roles given, by person."""
    return {row["person_id"]: row["role"] for row in await town.rows(roles)}


@pytest.mark.feature("Mx1")
class TestGiving:
    async def test_a_role_is_given_audited_and_told(self, town_on_both: Town) -> None:
        """By reply; once, however often the command comes; by DM to whoever has opened one."""
        town = town_on_both
        ada = await town.with_admin()
        mei = town.person("Mei")
        await mei.whispers("/start")
        told = town.message(mei, "hello")["message"]
        command = town.message(ada, "/role moderator", reply_to_message=told)

        said = await town.takes(command)
        await town.restart()
        await town.takes(command)

        assert ids(said) == ["role-changed"]
        assert await given(town) == {mei.id: "moderator"}
        (row,) = [each for each in await town.rows(audits) if each["category"] == "roles"]
        assert (row["what"], row["actor_id"], row["subject_id"]) == (
            "audit-role-given",
            ada.id,
            mei.id,
        )
        assert (row["before"], row["after"]) == ({"role": None}, {"role": "moderator"})
        dms = [each for each in await town.rows(outbox) if each["chat_id"] == mei.id]
        assert [each["arguments"]["words"]["text"] for each in dms] == ["role-told"]

    async def test_a_role_is_taken_back(self, town: Town) -> None:
        """By id, and said to be so already the second time."""
        ada = await town.with_admin()
        mei = town.person("Mei")
        await mei.says("hello")

        await ada.says(f"/role {mei.id} volunteer")
        first = await ada.says(f"/role {mei.id} none")
        second = await ada.says(f"/role {mei.id} 无")

        assert (ids(first), ids(second)) == (["role-changed"], ["role-already"])
        assert await given(town) == {}

    async def test_an_explicit_target_beats_the_reply(self, town: Town) -> None:
        """The name behind the command counts, not who is replied to; a mention counts as well."""
        ada = await town.with_admin()
        mei = town.person("Mei", extra={"username": "mei_reads"})
        tom = town.person("Tom")
        await mei.says("hello")
        await tom.says("hello")
        told = town.message(tom, "hello")["message"]

        await ada.says("/role @Mei_Reads volunteer", reply_to_message=told)
        text = "/role 🎉Tom content"
        mention = {"type": "text_mention", "offset": 6, "length": 5, "user": tom.account}
        command = {"type": "bot_command", "offset": 0, "length": 5}
        await ada.says(text, entities=[command, mention])

        assert await given(town) == {mei.id: "volunteer", tom.id: "content"}

    async def test_a_username_that_changed_its_owner_means_the_new_one(
        self, town_on_both: Town
    ) -> None:
        """Whoever was seen with it last."""
        town = town_on_both
        ada = await town.with_admin()
        old = town.person("Old", extra={"username": "shared"})
        await old.says("hello")
        town.passes(hours=1)
        new = town.person("New", extra={"username": "Shared"})
        await new.says("hello")

        await ada.says("/role @shared volunteer")

        assert await given(town) == {new.id: "volunteer"}

    async def test_what_nobody_can_be_told(self, town: Town) -> None:
        """Unknown names and people, bots, channels, the owner, no role: each is said in words."""
        ada = await town.with_admin()
        mei = town.person("Mei")
        await mei.says("hello")
        bot = Person(town, 77777, "Bot", extra={"is_bot": True})
        told = town.message(bot, "beep")["message"]
        posted = town.message(bot, "news", sender_chat={"id": -1005, "type": "channel"})["message"]

        assert ids(await ada.says("/role")) == ["target-who"]
        assert ids(await ada.says("/role @nobody_here mod")) == ["target-unknown-name"]
        assert ids(await ada.says("/role 123456789 mod")) == ["role-unknown"]
        assert ids(await ada.says("/role mod", reply_to_message=told)) == ["role-people-alone"]
        assert ids(await ada.says("/role mod", reply_to_message=posted)) == ["role-people-alone"]
        assert ids(await ada.says(f"/role {ada.id} content")) == ["role-creator"]
        assert ids(await ada.says(f"/role {mei.id} king")) == ["role-which"]
        assert ids(await ada.says(f"/role {mei.id}")) == ["role-is", "role-which"]
        assert await given(town) == {}

    async def test_an_owner_is_made_after_a_second_look(self, town: Town) -> None:
        """The button is the asker's alone; it does it once."""
        ada = await town.with_admin()
        mei = town.person("Mei")
        await mei.says("hello")
        (asked,) = await ada.says(f"/role {mei.id} owner")
        assert isinstance(asked, Reply)
        data = asked.keyboard[0][0].data
        assert data is not None
        assert await given(town) == {}

        stolen = await mei.presses(data)
        forged = await mei.presses(f"owner|{GROUP}|{mei.id}|{mei.id}")
        press = town.press(ada, data)
        done = await town.takes(press, town.press(ada, data))

        assert ids(stolen) == ["button-not-yours"]
        assert ids(forged) == ["refused-not-admin"]
        assert ids(done).count("role-changed") == 1
        assert await given(town) == {mei.id: "owner"}

    async def test_managers_make_no_managers(self, town: Town) -> None:
        """Nor owners, nor do they unmake them; moderators give no role at all."""
        ada = await town.with_admin()
        bob = await promoted(town, "Bob", can_promote_members=True, can_change_info=True)
        mei, tom = town.person("Mei"), town.person("Tom")
        await mei.says("hello")
        await tom.says("hello")
        await ada.says(f"/role {tom.id} manager")

        assert ids(await bob.says(f"/role {mei.id} manager")) == ["role-owners-alone"]
        assert ids(await bob.says(f"/role {mei.id} owner")) == ["role-owners-alone"]
        assert ids(await bob.says(f"/role {tom.id} none")) == ["role-owners-alone"]
        assert ids(await bob.says(f"/role {mei.id} moderator")) == ["role-changed"]
        assert ids(await mei.says(f"/role {tom.id} volunteer")) == ["refused-role"]
        forged = await bob.presses(f"owner|{GROUP}|{mei.id}|{bob.id}")
        assert ids(forged) == ["role-owners-alone"]

    async def test_a_role_counts_from_the_next_update_of_the_same_batch(self, town: Town) -> None:
        """Made a manager and using it at once; taken back and refused at once."""
        ada = await town.with_admin()
        bob = await promoted(town, "Bob", can_change_info=True)
        await bob.says("hello")

        said = await town.takes(
            town.message(bob, "/setrules One"),
            town.message(ada, f"/role {bob.id} content"),
            town.message(bob, "/setrules Two"),
        )

        assert [each for each in ids(said) if each in {"rules-draft-head", "refused-role"}] == [
            "rules-draft-head",
            "refused-role",
        ]


@pytest.mark.feature("Mx1")
class TestIntersection:
    async def test_who_is_demoted_a_second_ago_has_no_power(self, town: Town) -> None:
        """The role stays, the right is gone: refused in the same batch, and the list says so."""
        ada = await town.with_admin()
        bob = await promoted(town, "Bob", can_change_info=True)
        await ada.says(f"/role {bob.id} manager")

        said = await town.takes(demotion(town, bob), town.message(bob, "/setrules One"))
        listed = await ada.says("/roles")

        assert ids(said) == ["refused-no-power"]
        assert value(listed, "roles-line-powerless", "name") == "Bob"

    async def test_the_missing_right_is_named(self, town: Town) -> None:
        """A manager by role whom Telegram lets do nothing is told what is missing."""
        ada = await town.with_admin()
        bob = await promoted(town, "Bob", can_delete_messages=True)
        await ada.says(f"/role {bob.id} manager")

        said = await bob.says("/setrules One")

        assert ids(said) == ["refused-right"]
        assert value(said, "refused-right", "right").id == "right-can-change-info"

    async def test_a_lower_role_takes_the_settings_away(self, town: Town) -> None:
        """A content planner with the right to change the info changes no settings."""
        ada = await town.with_admin()
        bob = await promoted(town, "Bob", can_change_info=True)
        assert ids(await bob.presses(f"put|{GROUP}|checkins.on|0"))[0] == "settings-kept"
        await ada.says(f"/role {bob.id} content")

        assert ids(await bob.presses(f"put|{GROUP}|checkins.on|1")) == ["refused-role"]


@pytest.mark.feature("Mx1")
class TestCommandsShown:
    async def test_help_lists_what_the_role_allows(self, town: Town) -> None:
        """Each sees what they can use, and no more."""
        ada = await town.with_admin()
        bob = await promoted(town, "Bob", can_restrict_members=True)
        mei = town.person("Mei")

        def shown(said: list[Any]) -> set[str]:
            rows = [dict(each.values) for each in texts(said) if each.id == "help-staff-line"]
            staff = {name.removeprefix("/") for row in rows for name in row["commands"].split()}
            lines = [dict(each.values) for each in texts(said) if each.id == "help-line"]
            return staff | {row["command"] for row in lines}

        owners, mods = shown(await ada.says("/help")), shown(await bob.says("/help"))
        members = shown(await mei.says("/help"))

        assert {"settings", "role", "moderators", "rules"} <= owners
        assert "roles" in mods
        assert not {"settings", "role", "moderators", "audit"} & mods
        assert not {"roles", "setup", "settings"} & members

    async def test_telegrams_own_menu_follows_the_role(self, town: Town) -> None:
        """With the role a menu of one's own in this group; without it none."""
        ada = await town.with_admin()
        bob = await promoted(town, "Bob", can_change_info=True)
        await town.settles()

        await ada.says(f"/role {bob.id} manager")
        given_menu = await town.settles()
        await ada.says(f"/role {bob.id} none")
        taken_menu = await town.settles()

        (menu,) = [each for each in given_menu if each.method == "setMyCommands"]
        assert menu.arguments["scope"] == {
            "type": "chat_member",
            "chat_id": GROUP,
            "user_id": bob.id,
        }
        assert "setrules" in {each["command"] for each in menu.arguments["commands"]}
        assert "deleteMyCommands" in {each.method for each in taken_menu}


async def case(town: Town, actor: Person, number: int, **more: Any) -> None:
    """A case that somebody decided."""
    (community,) = await town.rows(communities)
    async with town.database.writing() as connection:
        await connection.execute(
            insert(cases).values(
                {
                    "community_id": community["id"],
                    "number": number,
                    "key": f"test:{number}",
                    "chat_id": GROUP,
                    "person_id": 5,
                    "actor_id": actor.id,
                    "action": "mute",
                    "state": "applied",
                    "weight": 0,
                    "points": 0,
                    "is_silent": False,
                    "opened_at": town.clock.now(),
                }
                | more
            )
        )


@pytest.mark.feature("Mx9")
class TestModerators:
    async def test_the_owner_reads_how_moderators_fare(self, town_on_both: Town) -> None:
        """Acts by kind, what others took back, by DM alone; what one took back oneself is fair."""
        town = town_on_both
        ada = await town.with_admin()
        bob = await promoted(town, "Bob", can_restrict_members=True)
        await case(town, bob, 1)
        await case(town, bob, 2, state="undone", undone_by=ada.id)
        await case(town, bob, 3, action="ban", state="undone", undone_by=bob.id)
        await case(town, bob, 4, state="failed")

        unopened = await ada.says("/moderators")
        await ada.whispers("/start")
        said = await ada.says("/moderators")
        owed = await town.settles()

        assert ids(unopened) == ["answer-needs-dm"]
        assert ids(said) == ["answered-by-dm"]
        (told,) = [each for each in owed if each.chat_id == ada.id]
        lines = {line["text"]: line["values"] for line in told.arguments["words"]["lines"] if line}
        assert lines["moderators-line"] == {"name": "Bob", "total": 3}
        assert lines["moderators-reversed"] == {"times": 1, "percent": 33}

    async def test_nobody_else_reads_it(self, town: Town) -> None:
        """Neither members nor moderators, in the group or by DM."""
        await town.with_admin()
        bob = await promoted(town, "Bob", can_restrict_members=True)
        mei = town.person("Mei")
        await mei.says("hello")

        assert ids(await bob.says("/moderators")) == ["refused-role"]
        assert ids(await mei.says("/moderators")) == ["refused-not-admin"]
        assert ids(await mei.whispers("/moderators")) == ["refused-not-admin"]
        assert ids(await mei.says("/roles")) == ["refused-not-admin"]
