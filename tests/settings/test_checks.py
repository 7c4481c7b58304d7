"""The pages of the checks: who may change what, what it does, and what is remembered of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.config import Moderation, Settings, checks_with
from bot.features.moderation.checks.registry import CHECKS
from bot.features.moderation.rules import ACTIONS, MODES, Stance, Terms, switching_on
from bot.kit.database import Database
from bot.kit.effects import Edit, Reply
from bot.kit.texts import Text
from handlers import buttons
from handlers.checks import EXEMPTIBLE, PER_PAGE, SwitchOn
from models.audits import audits
from models.moderation import findings
from models.outbox import outbox
from models.settings import settings
from models.updates import failed_updates
from tests.conversation import GROUP, Town, catalog, ids, texts, value

pytestmark = [pytest.mark.feature("R2"), pytest.mark.feature("R4")]

BAD = "快来加微信领取"
WIDEST = -(2**52)


def put(name: str, choice: str, value: str, chat_id: int = GROUP) -> str:
    """The callback data of a choice on a check's page."""
    return f"put|{chat_id}|checks.{name}.{choice}|{value}"


async def opened(database: Database, mode: str) -> Town:
    """A town with one forbidden word, in which no other check looks."""
    off = {name: {"mode": "off"} for name in CHECKS}
    checks = checks_with(**off | {"words": {"words": ("加微信",)}})
    base = replace(Settings(), moderation=Moderation(mode=mode), checks=checks)  # type: ignore[arg-type]
    return await Town(database, base).open()


@pytest.fixture
async def strict(database: Database) -> AsyncIterator[Town]:
    """A town whose checks act."""
    town = await opened(database, "on")
    yield town
    await town.close()


@pytest.fixture
async def watchful(both_databases: Database) -> AsyncIterator[Town]:
    """A town whose checks only take note."""
    town = await opened(both_databases, "shadow")
    yield town
    await town.close()


async def chosen(town: Town) -> dict[str, Any]:
    """What the community chose."""
    return {row["key"]: row["value"] for row in await town.rows(settings)}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("name", CHECKS)
def test_every_check_is_explained(name: str, language: str) -> None:
    """Each has a name and a sentence about itself in every language."""
    for text in (Text(f"check-name-{name}"), Text(f"check-about-{name}")):
        assert catalog().plain(text, language)


@pytest.mark.parametrize("name", CHECKS)
def test_every_button_of_every_check_fits(name: str) -> None:
    """The longest chat id with each mode, action and exemption, in Telegram's 64 bytes."""
    choices = [
        *(("mode", mode) for mode in MODES),
        *(("action", action) for action in ACTIONS),
        *(("exempt", f"+{who}") for who in EXEMPTIBLE),
    ]

    for choice, said in choices:
        assert buttons.pack(buttons.Choose(WIDEST, f"checks.{name}.{choice}", said))
    assert buttons.pack(buttons.OpenSettings(WIDEST, f"check:{name}"))
    assert buttons.pack(SwitchOn(WIDEST, name))


class TestPages:
    async def test_every_check_is_found_within_a_few_pages(self, strict: Town) -> None:
        """At most eight on a page, each on one, and each button leads on without a complaint."""
        ada = await strict.with_admin()
        seen: list[str] = []
        for number in range((len(CHECKS) - 1) // PER_PAGE + 1):
            (_, edit) = await ada.presses(f"set|{GROUP}|checks:{number}")
            assert isinstance(edit, Edit)
            data = [key.data or "" for row in edit.keyboard for key in row]
            here = [each.split("|check:")[1] for each in data if "|check:" in each]
            assert len(here) <= PER_PAGE
            seen += here
            for each in data:
                assert "button-stale" not in ids(await ada.presses(each))

        assert seen == list(CHECKS)
        assert await strict.rows(failed_updates) == []

    @pytest.mark.parametrize("name", CHECKS)
    async def test_every_button_of_a_check_s_page_works(self, strict: Town, name: str) -> None:
        """Modes, actions, exemptions: pressed, each is kept or turns a page."""
        ada = await strict.with_admin()
        (_, edit) = await ada.presses(f"set|{GROUP}|check:{name}")
        assert isinstance(edit, Edit)
        for row in edit.keyboard:
            for key in row:
                said = await ada.presses(key.data or "")
                assert not {"button-stale", "refused-right"} & set(ids(said))

    @pytest.mark.parametrize("page", ["checks:99", "checks:x", "check:nothing", "checks:1:2"])
    async def test_a_page_that_is_none_is_another_one(self, strict: Town, page: str) -> None:
        """Forged or of another version: there is always a page to see."""
        ada = await strict.with_admin()

        said = await ada.presses(f"set|{GROUP}|{page}")

        assert {"checks-head", "settings-head"} & set(ids(said))
        assert await strict.rows(failed_updates) == []

    async def test_a_check_that_is_held_back_says_so(self, watchful: Town) -> None:
        """Its own mode is to act; what the group lets it do stands beside it."""
        ada = await watchful.with_admin()

        said = await ada.presses(f"set|{GROUP}|check:words")

        assert value(said, "check-bounded", "mode") == "shadow"


class TestChoices:
    async def test_a_mode_counts_for_the_next_message_of_the_batch(self, strict: Town) -> None:
        """Acts, then takes note, then is off: three messages in one batch, three fates."""
        ada, mei = await strict.with_admin(), strict.person()
        await strict.takes(
            strict.message(mei, BAD),
            strict.press(ada, put("words", "mode", "shadow")),
            strict.message(mei, BAD),
            strict.press(ada, put("words", "mode", "off")),
            strict.message(mei, BAD),
        )

        assert [row["mode"] for row in await strict.rows(findings)] == ["on", "shadow"]

    async def test_an_action_is_what_is_done_next(self, strict: Town) -> None:
        """Changed to a report, the message stays, and the finding says what was asked for."""
        ada, mei = await strict.with_admin(), strict.person()
        await ada.presses(put("words", "action", "report"))
        await mei.says(BAD)

        assert [row["action"] for row in await strict.rows(findings)] == ["report"]
        assert not [row for row in await strict.rows(outbox) if row["method"] == "deleteMessage"]

    async def test_who_is_exempt_is_left_alone(self, strict: Town) -> None:
        """A newcomer is, once newcomers are; and is not again, once they are not."""
        ada, mei = await strict.with_admin(), strict.person()
        await ada.presses(put("words", "exempt", "+newcomer"))
        await mei.says(BAD)
        assert await strict.count(findings) == 0

        await ada.presses(put("words", "exempt", "-newcomer"))
        await mei.says(BAD)

        assert await strict.count(findings) == 1

    async def test_a_press_told_twice_changes_nothing_twice(self, town_on_both: Town) -> None:
        """The same update after a restart, and the same button pressed again: one audit row."""
        town = town_on_both
        ada = await town.with_admin()
        press = town.press(ada, put("words", "exempt", "+trusted"))
        await town.takes(press)
        await town.restart()
        await town.takes(press, town.press(ada, put("words", "exempt", "+trusted")))

        (row,) = await town.rows(audits)
        assert await chosen(town) == {"checks.words.exempt": ["trusted"]}
        assert (row["category"], row["actor_id"]) == ("settings", ada.id)
        assert (row["before"], row["after"]) == (
            {"checks.words.exempt": []},
            {"checks.words.exempt": ["trusted"]},
        )

    @pytest.mark.parametrize(
        "data",
        [
            put("nothing", "mode", "on"),
            put("words", "mode", "fierce"),
            put("words", "action", "execute"),
            put("words", "exempt", "newcomer"),
            put("words", "exempt", "+owner"),
            put("words", "words", "x"),
            put("words", "clause", "1"),
            put("words", "__class__", "1"),
            f"put|{GROUP}|checks.words|on",
            f"put|{GROUP}|checks.|on",
            f"put|{GROUP}|tidy|join",
            f"put|{GROUP}|tidy|+everything",
            f"put|{GROUP}|disabled|+settings",
            f"shadow|{GROUP}|nothing",
        ],
    )
    async def test_a_choice_that_is_none_is_stale(self, strict: Town, data: str) -> None:
        """Forged by somebody who may: still nothing is written."""
        ada = await strict.with_admin()

        assert ids(await ada.presses(data)) == ["button-stale"]
        assert await strict.count(settings) == 0
        assert await strict.count(audits) == 0


class TestWho:
    @pytest.mark.parametrize(
        "data",
        [
            f"set|{GROUP}|checks",
            put("words", "mode", "off"),
            f"put|{GROUP}|tidy|+join",
            f"shadow|{GROUP}|words",
        ],
    )
    async def test_nobody_else_may(self, strict: Town, data: str) -> None:
        """A member, and somebody demoted a second before in the same batch, are refused."""
        tom = await strict.with_admin(can_change_info=True)
        mei = strict.person()
        demotion = strict.change(tom, {"status": "member"}, old="administrator")

        assert ids(await mei.presses(data)) == ["refused-not-admin"]
        assert ids(await strict.takes(demotion, strict.press(tom, data))) == ["refused-not-admin"]
        assert await strict.count(settings) == 0

    async def test_an_admin_of_one_group_changes_no_other(self, strict: Town) -> None:
        """A button forged with another group's id asks for that group's admins."""
        ada = await strict.with_admin()
        other = -1001000000002
        await strict.person().says("hello there", chat_id=other)

        said = await ada.presses(put("words", "mode", "off", other))

        assert ids(said) == ["refused-not-admin"]
        assert await strict.count(settings) == 0

    async def test_members_do_not_see_the_report(self, strict: Town) -> None:
        """Neither in the group nor by DM."""
        await strict.with_admin()
        mei = strict.person()

        assert ids(await mei.says("/shadow")) == ["refused-not-admin"]
        assert ids(await mei.whispers("/shadow")) == ["settings-no-groups"]


class TestShadow:
    async def test_the_week_is_counted(self, watchful: Town) -> None:
        """Messages, people and the trusted among them; what is older than a week is not."""
        town = watchful
        ada = await town.with_admin()
        mei, tom = town.person("Mei"), town.person("Tom")
        await mei.says(BAD)
        town.passes(days=31)
        for _ in range(60):
            await mei.says("good morning")
        await mei.says(BAD)
        await mei.says(BAD)
        await tom.says(BAD)

        (said,) = await ada.says("/shadow")

        assert isinstance(said, Reply)
        (line,) = (text for text in texts([said]) if text.id == "shadow-line")
        told = dict(line.values)
        assert {name: told[name] for name in ("mode", "hits", "senders", "trusted", "undone")} == {
            "mode": "shadow",
            "hits": 3,
            "senders": 2,
            "trusted": 1,
            "undone": 0,
        }

    async def test_a_check_is_let_act_from_the_report(self, watchful: Town) -> None:
        """The next message goes; told twice, and by DM, it is one change."""
        town = watchful
        ada = await town.with_admin()
        await town.person().says(BAD)
        (said,) = await ada.whispers("/shadow")
        assert isinstance(said, Reply)
        page = await ada.presses(said.keyboard[0][0].data or "", chat_id=ada.id)
        assert "shadow-head" in ids(page)
        assert isinstance(page[1], Edit)
        press = town.press(ada, page[1].keyboard[0][0].data or "", chat_id=ada.id)

        await town.takes(press, press, town.press(ada, f"shadow|{GROUP}|words"))
        await town.restart()
        await town.person().says(BAD)

        assert [row["mode"] for row in await town.rows(findings)] == ["shadow", "on"]
        assert await chosen(town) == {"moderation.mode": "on"}
        assert await town.count(audits) == 1

    async def test_nothing_found_is_said(self, strict: Town) -> None:
        """A quiet week has a sentence of its own."""
        ada = await strict.with_admin()

        assert ids(await ada.says("/shadow")) == ["shadow-head", "shadow-nothing"]


class TestSwitchingOn:
    def test_lifting_the_bound_puts_no_other_check_in_force(self) -> None:
        """What the bound held back keeps taking note; what was off stays off."""
        terms = Terms(
            mode="shadow",
            checks={
                "a": Stance(mode="on"),
                "b": Stance(mode="on"),
                "c": Stance(mode="shadow"),
                "d": Stance(mode="off"),
            },
        )

        assert switching_on(terms, "a") == {"b": "shadow", "a": "on", "": "on"}
        assert switching_on(terms, "d") == {"a": "shadow", "b": "shadow", "d": "on", "": "on"}

    def test_without_a_bound_one_check_changes(self) -> None:
        """The others are in force already, or meant to take note."""
        terms = Terms(mode="on", checks={"a": Stance(mode="shadow"), "b": Stance(mode="on")})

        assert switching_on(terms, "a") == {"a": "on", "": "on"}
