"""The settings menu: who may, what changes, and from when."""

from typing import Any

import pytest

from bot.features.checkins import calendar
from bot.kit.effects import Edit, Reply
from models.checkins import checkins
from models.communities import communities
from models.dues import dues
from models.settings import settings
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids, texts

ANONYMOUS = {"id": GROUP, "type": "supergroup", "title": "Reading club"}
OTHER_GROUP = -1001000000002


def put(key: str, value: str, chat_id: int = GROUP) -> str:
    """The callback data of a choice."""
    return f"put|{chat_id}|{key}|{value}"


def demoted(town: Town, person: Person) -> dict[str, Any]:
    """What Telegram tells when somebody is no administrator any more."""
    return town.change(person, {"status": "member"}, old="administrator")


async def community(town: Town) -> dict[str, Any]:
    """The community's row."""
    (row,) = await town.rows(communities)
    return row


class TestMenu:
    async def test_an_admin_sees_the_menu_in_the_group_and_by_dm(self, town: Town) -> None:
        """In the group at once, and by DM too; of several groups one is chosen first."""
        ada = await town.with_admin()
        here = await ada.says("/settings")
        alone = await ada.whispers("/settings")
        await town.takes(town.own_change(ada, chat_id=OTHER_GROUP))
        await town.takes(town.change(ada, {"status": "creator"}, chat_id=OTHER_GROUP))
        (which,) = await ada.whispers("/settings")
        assert isinstance(which, Reply)
        data = which.keyboard[0][0].data
        assert data is not None

        menu = await ada.presses(data, chat_id=ada.id)

        assert ids(here)[0] == "settings-head"
        assert texts(alone) == texts(here)
        assert ids([which]) == ["settings-which"]
        assert len(which.keyboard) == 2
        assert texts(menu) == texts(here)

    @pytest.mark.parametrize("page", ["", "language", "zone", "card", "moderation", "unheard-of"])
    async def test_every_page_turns_and_every_button_works(self, town: Town, page: str) -> None:
        """Each button of each page, pressed, is answered by something other than a complaint."""
        ada = await town.with_admin()
        (_, edit) = await ada.presses(f"set|{GROUP}|{page}")
        assert isinstance(edit, Edit)
        for row in edit.keyboard:
            for button in row:
                assert button.data is not None
                said = await ada.presses(button.data)
                assert not {"button-stale", "refused-right"} & set(ids(said))
                assert any(isinstance(effect, Edit) for effect in said)
        assert await town.rows(failed_updates) == []


class TestChoices:
    async def test_a_choice_counts_for_the_next_update_of_the_same_batch(
        self, town_on_both: Town
    ) -> None:
        """Switched off between two sign-ins of one batch: the first is in, the second is told."""
        town = town_on_both
        ada = await town.with_admin()
        mei, tom = town.person("Mei"), town.person("Tom")

        said = await town.takes(
            town.message(mei, "/checkin"),
            town.press(ada, put("checkins.on", "0")),
            town.message(tom, "/checkin"),
            town.press(ada, put("checkins.on", "1")),
            town.message(tom, "/checkin"),
        )

        told = [name for name in ids(said) if name in {"checkin-done", "checkin-off"}]
        assert told == ["checkin-done", "checkin-off", "checkin-done"]
        assert await town.count(checkins) == 2

    async def test_a_new_zone_begins_with_the_next_day(self, town: Town) -> None:
        """Signed in at 23:30 in Shanghai, moved to Tokyo: a new day once Shanghai's is over."""
        ada = await town.with_admin()
        town.passes(hours=11, minutes=30)
        said = await town.takes(
            town.message(ada, "/checkin"),
            town.press(ada, put("zone", "Asia/Tokyo")),
            town.message(ada, "/checkin"),
        )
        town.passes(minutes=30)
        said += await ada.says("/checkin")

        streaks = [
            dict(text.values)["streak"]
            for text in texts(said)
            if text.id in {"checkin-done", "checkin-already"}
        ]
        assert streaks == [1, 1, 2]
        assert (await community(town))["zone"] == "Asia/Tokyo"

    async def test_the_group_s_language_is_said_at_once(self, town: Town) -> None:
        """The next answer in the group is in the chosen language; the menu too."""
        ada = await town.with_admin()
        said = await town.takes(
            town.press(ada, put("language", "en")), town.message(ada, "/about")
        )

        assert [effect.language for effect in said if isinstance(effect, Edit | Reply)] == [
            "en",
            "en",
        ]

    async def test_a_card_is_planned_when_its_hour_is_chosen(self, town: Town) -> None:
        """Once for an hour, however often it is pressed; another hour is another card."""
        ada = await town.with_admin()
        for at in ("09:00", "09:00", "20:00", ""):
            await ada.presses(put("checkins.card_at", at))

        cards = [row for row in await town.rows(dues) if row["kind"] == calendar.KIND]
        assert [row["details"]["at"] for row in cards] == ["09:00", "20:00"]

    async def test_a_restart_keeps_what_was_chosen(self, town: Town) -> None:
        """Nothing but the database remembers, and the same press told again changes nothing."""
        ada = await town.with_admin()
        press = town.press(ada, put("checkins.on", "0"))
        await town.takes(press)
        await town.restart()
        await town.takes(press)

        assert ids(await town.person().says("/checkin")) == ["checkin-off"]
        (row,) = await town.rows(settings)
        assert (row["key"], row["value"], row["changed_by"]) == ("checkins.on", False, ada.id)

    @pytest.mark.parametrize(
        "data",
        [
            put("zone", "Mars/Olympus"),
            put("language", "tlh"),
            put("checkins.on", "maybe"),
            put("checkins.card_at", "25:00"),
            put("checkins.cutoff", "04:00"),
            put("moderation.mode", "fierce"),
            put("version", "7"),
            put("", ""),
        ],
    )
    async def test_a_choice_that_is_none_is_stale(self, town: Town, data: str) -> None:
        """Forged by somebody who may: still nothing is written."""
        ada = await town.with_admin()
        before = await community(town)

        assert ids(await ada.presses(data)) == ["button-stale"]
        assert await town.count(settings) == 0
        assert await community(town) == before


class TestWho:
    async def test_members_are_refused(self, town: Town) -> None:
        """The command and the forged press alike, with a reason."""
        await town.with_admin()
        mei = town.person()

        assert ids(await mei.says("/settings")) == ["refused-not-admin"]
        assert ids(await mei.whispers("/settings")) == ["settings-no-groups"]
        assert ids(await mei.presses(f"set|{GROUP}|")) == ["refused-not-admin"]
        assert ids(await mei.presses(put("checkins.on", "0"))) == ["refused-not-admin"]
        assert await town.count(settings) == 0

    async def test_the_right_itself_is_needed(self, town: Town) -> None:
        """An admin who may not change the group's info is told which right is missing."""
        tom = await town.with_admin(can_delete_messages=True)

        said = await tom.presses(put("checkins.on", "0"))

        assert ids(said) == ["refused-right"]
        assert ids(await tom.says("/settings")) == ["refused-not-admin"]
        assert await town.count(settings) == 0

    async def test_who_is_demoted_a_second_before_the_press_is_refused(
        self, town_on_both: Town
    ) -> None:
        """In the same batch: the demotion counts, the press does not."""
        town = town_on_both
        tom = await town.with_admin(can_change_info=True)
        assert ids(await tom.says("/settings"))[0] == "settings-head"

        said = await town.takes(demoted(town, tom), town.press(tom, put("checkins.on", "0")))

        assert ids(said) == ["refused-not-admin"]
        assert await town.count(settings) == 0

    async def test_an_admin_of_one_group_changes_no_other(self, town: Town) -> None:
        """A button forged with another group's id asks for that group's admins."""
        ada = await town.with_admin()
        await town.person().says("hello there", chat_id=OTHER_GROUP)

        said = await ada.presses(put("checkins.on", "0", OTHER_GROUP))

        assert ids(said) == ["refused-not-admin"]
        assert ids(await ada.presses(put("checkins.on", "0", -77))) == ["refused-not-admin"]
        assert await town.count(settings) == 0

    async def test_an_anonymous_admin_gets_the_menu_and_a_real_one_presses(
        self, town: Town
    ) -> None:
        """Whoever speaks for the group is shown it; the press is checked by its person."""
        ada = await town.with_admin()
        fake = Person(town, 1087968824, "Group", extra={"is_bot": True})

        menu = await fake.says("/settings", sender_chat=ANONYMOUS)
        stranger = await town.person().presses(put("checkins.on", "0"))
        real = await ada.presses(put("checkins.on", "0"))

        assert ids(menu)[0] == "settings-head"
        assert ids(stranger) == ["refused-not-admin"]
        assert ids(real)[0] == "settings-kept"

    async def test_a_foreign_channel_is_refused(self, town: Town) -> None:
        """Speaking as some channel shows nobody the menu."""
        await town.with_admin()
        fake = Person(town, 136817688, "Channel", extra={"is_bot": True})
        channel = {"id": -1009, "type": "channel", "title": "C"}

        assert ids(await fake.says("/settings", sender_chat=channel)) == ["refused-not-admin"]


async def test_the_guard_against_raids_is_a_switch(town: Town) -> None:
    """The page shows both states, a press keeps one, and a forged third is nothing."""
    ada = await town.with_admin(can_change_info=True)
    page = await ada.presses(f"set|{GROUP}|raids")
    forged = await ada.presses(f"put|{GROUP}|raids.mode|shadow")
    await ada.presses(f"put|{GROUP}|raids.mode|off")

    assert "settings-about-raids-mode" in ids(page)
    assert ids(forged) == ["button-stale"]
    assert [(row["key"], row["value"]) for row in await town.rows(settings)] == [
        ("raids.mode", "off")
    ]
