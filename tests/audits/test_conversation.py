"""The audit, the log, and the chats of the staff."""

from typing import Any

import pytest

from bot.features.audits.service import note, post_log
from bot.i18n.catalog import Catalog
from bot.kit.effects import Edit, Effect, Reply
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity
from models.audits import audits
from models.communities import chats, communities
from models.dues import dues
from models.settings import settings
from tests.conversation import GROUP, Person, Town, ids, texts, value

BACK = -1001000000002
THIRD = -1001000000003


async def founded(town: Town, owner: Person, chat_id: int) -> None:
    """Another group of somebody's, with the bot in it."""
    await town.takes(town.own_change(owner, chat_id=chat_id))
    await town.takes(town.change(owner, {"status": "creator"}, chat_id=chat_id))


def pressing(said: list[Effect], label: str) -> str:
    """The data of the first button of that label."""
    for each in said:
        if isinstance(each, Reply | Edit):
            for button in (button for row in each.keyboard for button in row):
                if button.label.id == label and button.data is not None:
                    return button.data
    raise LookupError(label)


async def serving(town: Town, kind: str) -> Person:
    """The owner of a group and of another one that serves it."""
    ada = await town.with_admin()
    await founded(town, ada, BACK)
    asked = await ada.says("/staff", chat_id=BACK)
    sure = await ada.presses(pressing(asked, f"staff-choose-{kind}"), chat_id=BACK)
    await ada.presses(pressing(sure, "staff-yes"), chat_id=BACK)
    await town.settles()
    return ada


async def chat(town: Town, chat_id: int) -> dict[str, Any]:
    """A chat's row."""
    (row,) = [row for row in await town.rows(chats) if row["id"] == chat_id]
    return row


async def within(town: Town, work: Any) -> None:
    """Do a piece of the bot's own work."""
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=town.chance,
            dialect=town.database.dialect,
        )
        await work(uow)
        await uow.flush()


@pytest.mark.feature("R10")
class TestAudit:
    async def test_it_lists_who_did_what_with_before_and_after(self, town_on_both: Town) -> None:
        """The newest first; of somebody or of a category; by DM where the group could read it."""
        town = town_on_both
        ada = await town.with_admin()
        mei = town.person("Mei", extra={"username": "mei_reads"})
        await mei.says("hello")
        await ada.says("/role @mei_reads volunteer")
        await ada.whispers("/mydata")
        await town.settles()

        said = await ada.says("/audit roles")
        (told,) = [each for each in await town.settles() if each.chat_id == ada.id]
        by_dm = await ada.whispers("/audit @mei_reads")
        exports = await ada.whispers("/audit 导出")

        assert ids(said) == ["answered-by-dm"]
        assert [each.id for each in texts([told])] == ["audit-head", "audit-line", "audit-changed"]
        assert value(by_dm, "audit-line", "what").id == "audit-role-given"
        assert value(by_dm, "audit-changed", "after").id == "role-name-volunteer"
        assert value(exports, "audit-line", "what").id == "audit-data-exported"

    async def test_what_is_only_noted_stands_in_one_line(self, town: Town) -> None:
        """A case is told in two lines: who did it to whom, then what, and until when."""
        ada = await town.with_admin()
        mei = town.person("Mei")
        await mei.says("hello")
        await ada.says(f"/mute {mei.id} 2h")
        await town.settles()

        told = await ada.whispers("/audit sanctions")

        assert ids(told) == ["audit-head", "audit-line-case", "audit-noted"]
        shown = Catalog.load(strict=True).html(value(told, "audit-noted", "facts"), "en")
        assert shown.startswith("action: mute · state: in force · until: ")
        assert "T" not in shown.rsplit(": ", 1)[1]

    async def test_pages_are_turned(self, town: Town) -> None:
        """Ten a page, older and back to the newest; every press is checked anew."""
        ada = await town.with_admin()
        bob = town.person("Bob")
        await town.takes(town.change(bob, {"status": "administrator", "can_change_info": True}))
        mei = town.person("Mei")
        await mei.says("hello")
        for role in ("volunteer", "content") * 6:
            await ada.says(f"/role {mei.id} {role}")

        first = await bob.whispers("/audit")
        older_data = pressing(first, "audit-older")
        older = await bob.presses(older_data, chat_id=bob.id)
        newest = await bob.presses(pressing(older, "audit-newest"), chat_id=bob.id)
        stranger = await town.person().presses(older_data)
        gone = await town.takes(
            town.change(bob, {"status": "member"}, old="administrator"),
            town.press(bob, older_data, chat_id=bob.id),
        )

        assert ids(first).count("audit-line") == 10
        assert ids(older).count("audit-line") == 2
        assert texts(newest) == texts(first)
        assert ids(stranger) == ["refused-not-admin"]
        assert ids(gone) == ["refused-not-admin"]

    async def test_members_and_moderators_read_none(self, town: Town) -> None:
        """It is for owners and managers."""
        await town.with_admin()
        bob = town.person("Bob")
        await town.takes(
            town.change(bob, {"status": "administrator", "can_restrict_members": True})
        )

        assert ids(await bob.says("/audit")) == ["refused-role"]
        assert ids(await town.person().says("/audit")) == ["refused-not-admin"]

    async def test_a_word_that_is_no_category_is_told(self, town: Town) -> None:
        """With the categories that there are."""
        ada = await town.with_admin()

        assert ids(await ada.whispers("/audit weather")) == ["audit-how"]
        assert ids(await ada.whispers("/audit raids")) == ["audit-head", "audit-none"]

    async def test_a_category_that_is_none_is_a_fault(self, town: Town) -> None:
        """Whoever writes down something unheard of is told at once."""
        await town.with_admin()

        async def work(uow: UnitOfWork) -> None:
            note(uow, community_id=1, category="weather", what="audit-setting")

        with pytest.raises(KeyError):
            await within(town, work)


@pytest.mark.feature("R10")
class TestLog:
    async def test_a_log_is_told_and_can_be_told_less(self, town_on_both: Town) -> None:
        """Each category is switched by a button, once however often pressed, and audited."""
        town = town_on_both
        ada = await serving(town, "log")
        mei = town.person("Mei")
        await mei.says("hello")

        await ada.says(f"/role {mei.id} volunteer")
        (line,) = [each for each in await town.settles() if each.chat_id == BACK]
        press = town.press(ada, "log|roles|0", chat_id=BACK)
        await town.takes(press)
        await town.takes(press)
        await ada.says(f"/role {mei.id} content")
        silent = [each for each in await town.settles() if each.chat_id == BACK]

        assert [each.id for each in texts([line])] == ["role-log"]
        assert silent == []
        (row,) = await town.rows(settings)
        assert (row["key"], row["value"]) == ("log.roles", False)
        assert [row["what"] for row in await town.rows(audits)].count("audit-setting") == 1

    async def test_a_community_without_a_log_is_told_nothing(self, town: Town) -> None:
        """Nothing is owed to nobody."""
        await town.with_admin()
        told = []

        async def work(uow: UnitOfWork) -> None:
            words = Text("role-name-owner")
            told.append(await post_log(uow, 1, words, category="roles", key="x"))

        await within(town, work)

        assert told == [0]

    async def test_only_whoever_may_change_settings_switches_it(self, town: Town) -> None:
        """Whoever merely sits in the log changes nothing, nor does a forged category."""
        ada = await serving(town, "log")
        eve = town.person("Eve")
        await town.takes(town.change(eve, {"status": "creator"}, chat_id=BACK))

        assert ids(await eve.presses("log|roles|0", chat_id=BACK)) == ["refused-not-admin"]
        assert ids(await ada.presses("log|weather|0", chat_id=BACK)) == ["button-stale"]
        assert ids(await ada.presses("log|roles|0")) == ["button-stale"]


@pytest.mark.feature("R5")
class TestStaffChat:
    async def test_a_group_serves_after_a_second_look(self, town_on_both: Town) -> None:
        """Asked, confirmed, done once; the group belongs to the community then."""
        town = town_on_both
        ada = await town.with_admin()
        await founded(town, ada, BACK)

        asked = await ada.says("/staff", chat_id=BACK)
        sure = await ada.presses(pressing(asked, "staff-choose-staff"), chat_id=BACK)
        assert (await chat(town, BACK))["kind"] == "main"
        await town.restart()
        press = town.press(ada, pressing(sure, "staff-yes"), chat_id=BACK)
        done = await town.takes(press)
        await town.takes(press)

        row, front = await chat(town, BACK), await chat(town, GROUP)
        assert ids(sure) == ["staff-sure-staff"]
        assert ids(done) == ["settings-kept", "staff-is-staff"]
        assert (row["kind"], row["community_id"]) == ("staff", front["community_id"])
        whats = [each["what"] for each in await town.rows(audits)]
        assert whats.count("audit-chat-serves") == 1

    async def test_it_is_its_own_again_as_it_was(self, town: Town) -> None:
        """With the community that it had before, and everything in that."""
        ada = await town.with_admin()
        await founded(town, ada, BACK)
        before = await chat(town, BACK)
        asked = await ada.says("/staff", chat_id=BACK)
        sure = await ada.presses(pressing(asked, "staff-choose-log"), chat_id=BACK)
        state = await ada.presses(pressing(sure, "staff-yes"), chat_id=BACK)

        data = pressing(state, "staff-become-own")
        said = await ada.presses(data, chat_id=BACK)
        again = await ada.presses(data, chat_id=BACK)

        after = await chat(town, BACK)
        assert ids(said) == ["settings-kept", "staff-own-again"]
        assert ids(again) == ["button-stale"]
        for name in ("kind", "community_id", "own_community_id"):
            assert after[name] == before[name]

    async def test_a_staff_chat_can_become_the_log(self, town: Town) -> None:
        """And is asked about before."""
        ada = await serving(town, "staff")
        state = await ada.says("/staff", chat_id=BACK)

        sure = await ada.presses(pressing(state, "staff-become-log"), chat_id=BACK)
        await ada.presses(pressing(sure, "staff-yes"), chat_id=BACK)

        assert (await chat(town, BACK))["kind"] == "log"

    async def test_who_does_not_administer_both_sets_nothing_up(self, town: Town) -> None:
        """Members are refused, owners of the one group alone too, and forged buttons."""
        ada = await town.with_admin()
        eve = town.person("Eve")
        await founded(town, eve, BACK)
        front = await chat(town, GROUP)

        assert ids(await town.person().says("/staff", chat_id=BACK)) == ["refused-not-admin"]
        assert ids(await eve.says("/staff", chat_id=BACK)) == ["staff-none"]
        assert ids(await eve.whispers("/staff")) == ["staff-where"]
        forged = await eve.presses(f"serve|{GROUP}|staff|{eve.id}|1", chat_id=BACK)
        stolen = await ada.presses(f"serve|{GROUP}|staff|{eve.id}|1", chat_id=BACK)
        itself = await ada.presses(f"serve|{GROUP}|staff|{ada.id}|1", chat_id=GROUP)

        assert ids(forged) == ["refused-not-admin"]
        assert ids(stolen) == ["button-not-yours"]
        assert ids(itself) == ["staff-same"]
        assert (await chat(town, BACK))["kind"] == "main"
        assert await chat(town, GROUP) == front

    async def test_a_group_that_has_a_log_of_its_own_serves_nobody(self, town: Town) -> None:
        """First that one is let go."""
        ada = await serving(town, "log")
        await founded(town, ada, THIRD)

        said = await ada.presses(f"serve|{THIRD}|staff|{ada.id}|1", chat_id=GROUP)

        assert ids(said) == ["staff-has-own"]

    async def test_who_owns_the_staff_chat_alone_is_nobody_to_the_community(
        self, town: Town
    ) -> None:
        """No role, no settings, no rules, no audit by that, whatever is forged."""
        await serving(town, "staff")
        eve = town.person("Eve")
        await town.takes(town.change(eve, {"status": "creator"}, chat_id=BACK))
        await eve.says("hello", chat_id=BACK)

        for command in ("/role 1001 owner", "/setrules Mine", "/audit", "/moderators", "/roles"):
            assert ids(await eve.says(command, chat_id=BACK)) == ["refused-not-admin"], command
        put = await eve.presses(f"put|{BACK}|checkins.on|0", chat_id=BACK)
        assert ids(put) == ["refused-not-admin"]

    async def test_the_owner_works_from_the_staff_chat(self, town: Town) -> None:
        """By the rights that they have in the group itself; who is meant is told by a forward."""
        ada = await serving(town, "staff")
        mei = town.person("Mei")
        await mei.says("hello")
        origin = {"type": "user", "sender_user": mei.account, "date": 0}
        forwarded = town.message(ada, "hello", chat_id=BACK)["message"]
        hidden = {"type": "hidden_user", "sender_user_name": "M", "date": 0}

        said = await ada.says(
            "/role moderator",
            chat_id=BACK,
            reply_to_message=forwarded | {"forward_origin": origin},
        )
        nobody = await ada.says(
            "/role moderator",
            chat_id=BACK,
            reply_to_message=forwarded | {"forward_origin": hidden},
        )
        audit = await ada.says("/audit", chat_id=BACK)

        assert ids(said) == ["role-changed"]
        assert ids(nobody) == ["target-hidden"]
        assert ids(audit)[0] == "audit-head"

    async def test_a_staff_chat_has_no_daily_card(self, town: Town) -> None:
        """One that was planned before is not posted."""
        ada = await town.with_admin()
        await founded(town, ada, BACK)
        await ada.presses(f"put|{BACK}|checkins.card_at|13:00", chat_id=BACK)
        await ada.presses(f"put|{BACK}|checkins.card_at|20:00", chat_id=BACK)
        assert await town.count(dues)
        asked = await ada.says("/staff", chat_id=BACK)
        sure = await ada.presses(pressing(asked, "staff-choose-staff"), chat_id=BACK)
        await ada.presses(pressing(sure, "staff-yes"), chat_id=BACK)
        await town.settles()

        town.passes(hours=9)

        assert [each for each in await town.settles() if each.chat_id == BACK] == []

    async def test_talk_among_the_staff_earns_nothing(self, town: Town) -> None:
        """Nor is it counted as activity of the community."""
        ada = await serving(town, "staff")
        before = await town.count(activity)

        await ada.says("what shall we do about this?", chat_id=BACK)

        assert await town.count(activity) == before

    async def test_a_staff_chat_that_becomes_a_supergroup_stays_one(
        self, town_on_both: Town
    ) -> None:
        """Its kind and its own community move along, whichever group is heard of first."""
        town = town_on_both
        basic = -5005
        ada = await town.with_admin()
        await founded(town, ada, basic)
        asked = await ada.says("/staff", chat_id=basic)
        sure = await ada.presses(pressing(asked, "staff-choose-staff"), chat_id=basic)
        await ada.presses(pressing(sure, "staff-yes"), chat_id=basic)
        before = await chat(town, basic)
        await ada.says("early", chat_id=BACK)

        moved = town.message(ada, "", chat_id=basic, migrate_to_chat_id=BACK)
        del moved["message"]["text"]
        await town.takes(moved)

        after = await chat(town, BACK)
        for name in ("kind", "community_id", "own_community_id"):
            assert after[name] == before[name]
        assert len(await town.rows(communities)) == 2
