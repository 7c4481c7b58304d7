"""The help: what one can do, under headings, and the staff's by what they are for."""

import pytest

from bot.kit.effects import Edit, Effect, Reply
from handlers.help_pages import MEMBER_SECTIONS, STAFF_SECTIONS
from handlers.menus import ADMIN_COMMANDS, BESIDE, MEMBER_COMMANDS, offered
from tests.conversation import Town, ids, texts, value

pytestmark = pytest.mark.feature("Mx1")


def listed(said: list[Effect]) -> list[str]:
    """The commands that an answer explains one by one."""
    return [dict(each.values)["command"] for each in texts(said) if each.id == "help-line"]


def named(said: list[Effect]) -> list[str]:
    """The commands that an answer names in a row."""
    rows = [dict(each.values)["commands"] for each in texts(said) if each.id == "help-staff-line"]
    return [name.removeprefix("/") for row in rows for name in str(row).split()]


def test_every_command_has_its_section() -> None:
    """Each stands under one heading, so that nobody has to search."""
    for sections, commands in (
        (MEMBER_SECTIONS, MEMBER_COMMANDS),
        (STAFF_SECTIONS, tuple(ADMIN_COMMANDS)),
    ):
        placed = [name for names in sections.values() for name in names]
        assert sorted(set(placed)) == sorted(placed)
        assert set(commands) <= set(placed)


async def test_members_see_theirs_under_headings(town: Town) -> None:
    """Each explained in a line, in the group and by direct message."""
    await town.with_admin()
    mei = town.person()

    for said in (await mei.says("/help"), await mei.whispers("/help")):
        assert sorted(listed(said)) == sorted(MEMBER_COMMANDS)
        assert named(said) == []
        assert ids(said).count("help-section") == len(MEMBER_SECTIONS)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_the_whole_page_is_short_enough_to_read(town: Town, language: str) -> None:
    """One message, and no more lines than fit a few screens, for whoever may do everything."""
    ada = await town.with_admin()
    ada.language_code = language

    (said,) = await ada.whispers("/help")

    assert isinstance(said, Reply)
    shown = town.catalog.plain(said.text, said.language)
    assert len(shown.encode("utf-16-le")) // 2 < 4096
    assert shown.count("\n") < 48


async def test_staff_open_a_section_and_turn_back(town: Town) -> None:
    """The commands of the staff stand in a row each; a button tells what they do."""
    ada = await town.with_admin()
    said = await ada.whispers("/help")
    opened = await ada.presses("help|members", chat_id=ada.id)
    back = await ada.presses("help|", chat_id=ada.id)
    by_link = await ada.whispers("/start help")
    in_group = await ada.says("/help")

    assert sorted(named(said)) == sorted((*MEMBER_COMMANDS, *ADMIN_COMMANDS))
    assert value(opened, "help-staff-section", "section") == "members"
    assert {"tag", "note", "segment"} <= set(listed(opened))
    assert ids(back) == ids(said) == ids(by_link)
    (reply,) = in_group
    assert isinstance(reply, Reply)
    assert [[each.url for each in row] for row in reply.keyboard] == [
        ["https://t.me/hearth_bot?start=help"]
    ]


@pytest.mark.parametrize("data", ["help|members", "help|nothing", "help|<b>", "help|members|1"])
async def test_a_forged_press_shows_a_member_nothing(town: Town, data: str) -> None:
    """What somebody may not do is not shown, whatever they press; nor is a group's page turned."""
    ada = await town.with_admin()
    mei = town.person()
    await mei.says("hello")

    assert ids(await mei.presses(data, chat_id=mei.id)) == ["button-stale"]
    assert [each for each in await ada.presses(data) if isinstance(each, Edit)] == []


async def test_who_was_demoted_is_shown_no_more(town: Town) -> None:
    """Asked at the moment of the press."""
    ada = await town.with_admin()
    await ada.whispers("/help")
    await town.takes(town.change(ada, {"status": "member"}, old="creator"))

    assert ids(await ada.presses("help|members", chat_id=ada.id)) == ["button-stale"]


def test_telegram_is_offered_no_more_commands_than_it_takes() -> None:
    """All of them together fit the menu, and each that is left out of it is one that there is."""
    everybody = (*MEMBER_COMMANDS, *ADMIN_COMMANDS)
    shown = offered(*everybody)

    assert len(shown) <= 100
    assert len(shown) == len(set(shown))
    left_out = set(everybody) - set(shown)
    assert left_out == BESIDE & set(everybody) == BESIDE
