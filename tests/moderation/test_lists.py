"""Administrators keep the lists of the checks by command."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.config import Moderation, Settings, checks_with
from bot.features.moderation import lists
from bot.features.moderation.checks.registry import CHECKS
from bot.kit.database import Database
from models.audits import audits
from models.outbox import outbox
from models.settings import settings
from tests.conversation import GROUP, Town, catalog, ids, texts, value

pytestmark = pytest.mark.feature("R2")


def quiet(mode: str = "on") -> Settings:
    """The text checks in force, and no other."""
    off = {name: {"mode": "off"} for name in CHECKS}
    on = {name: {"mode": "on"} for name in ("words", "patterns", "links", "invites")}
    checks = checks_with(**off | on)
    return replace(Settings(), moderation=Moderation(mode=mode), checks=checks)  # type: ignore[arg-type]


@pytest.fixture
async def keen(database: Database) -> AsyncIterator[Town]:
    """A town in which the checks act."""
    town = await Town(database, quiet()).open()
    yield town
    await town.close()


async def chosen(town: Town, key: str) -> Any:
    """What is stored for a list."""
    return {row["key"]: row["value"] for row in await town.rows(settings)}.get(f"checks.{key}")


async def removed(town: Town) -> int:
    """How many messages are owed a deletion."""
    return sum(row["method"] == "deleteMessage" for row in await town.rows(outbox))


@pytest.mark.parametrize(
    ("said", "entries"),
    [
        ("casino 刷单", ["casino", "刷单"]),
        ('casino "free crypto"', ["casino", "free crypto"]),
        ("“免费 领取”，彩票、赌场", ["免费 领取", "彩票", "赌场"]),
        ('="hello there" =hi', ["=hello there", "=hi"]),
        ("crypt* *coin*", ["crypt*", "*coin*"]),
        (r"/t\.me\/\+/ casino", [r"/t\.me\/\+/", "casino"]),
        (r"/free (crypto|coins)/", [r"/free (crypto|coins)/"]),
        ('one\n"don\'t buy"\n\n=hello there', ["one", '"don\'t buy"', "=hello there"]),
        ("twice twice", ["twice"]),
        *(("", []), ('""', []), ("， 、", [])),
    ],
)
def test_how_entries_are_written(said: str, entries: list[str]) -> None:
    """Words stand alone, phrases in quotes, patterns in slashes; of several lines each is one."""
    assert lists.entries_in(said) == entries


async def test_a_blocked_word_counts_from_the_next_message(both_databases: Database) -> None:
    """Added, it is found within the same batch and after a restart; told twice, it stands once."""
    town = await Town(both_databases, quiet()).open()
    ada, mei = await town.with_admin(can_change_info=True), town.person()
    command = town.message(ada, '/block casino "free crypto"')
    await town.takes(command, command, town.message(mei, "FREE-CRYPTO!"))
    await town.restart()
    await mei.says("a casino")

    assert await chosen(town, "words.words") == ["casino", "free crypto"]
    assert await removed(town) == 2
    (noted,) = [row for row in await town.rows(audits) if row["category"] == "settings"]
    assert noted["after"] == {"checks.words.words": ["casino", "free crypto"]}
    await town.close()


async def test_an_unblocked_word_may_be_said_again(keen: Town) -> None:
    """By itself in another dress, by its number, or by the message that it finds."""
    ada, mei = await keen.with_admin(can_change_info=True), keen.person()
    await ada.says("/block casino 刷单 lottery poker")
    assert ids(await ada.says("/unblock CASINO")) == ["list-taken"]
    assert ids(await ada.says("/unblock #1")) == ["list-taken"]
    found = keen.message(mei, "poker tonight")["message"]
    assert ids(await ada.says("/unblock", reply_to_message=found)) == ["list-taken"]

    assert await chosen(keen, "words.words") == ["lottery"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/block", "block-how"),
        ("/block a", "list-too-little"),
        ("/block *", "list-too-little"),
        ("/block " + "x" * 201, "list-too-long"),
        ("/block /(broken/", "list-flaw"),
        (r"/block /(?=x)/", "list-flaw"),
        ("/block /x*/", "list-flaw"),
        ("/unblock", "unblock-how"),
        ("/unblock casino", "list-unknown"),
        ("/unblock #7", "list-unknown"),
        ("/unblock #p7", "list-unknown"),
        ("/allow", "allow-how"),
        ("/allow nonsense", "list-no-domain"),
        ("/allow @x", "list-no-chat"),
        ("/forbid", "forbid-how"),
        ("/forbid http://1.2.3.4/", "list-no-domain"),
        ("/unallow", "unallow-how"),
        ("/unforbid example.com", "list-unknown"),
        ("/blocked", "list-empty"),
        ("/allowed", "list-empty"),
    ],
)
async def test_what_cannot_be_is_told(keen: Town, said: str, answer: str) -> None:
    """Nothing is kept, and the answer says what is wrong and how it is written."""
    ada = await keen.with_admin(can_change_info=True)

    assert ids(await ada.says(said))[0] == answer
    assert await keen.rows(settings) == []


async def test_what_is_near_is_suggested_and_what_is_there_is_said(keen: Town) -> None:
    """A slip of the pen is met with the entry that is meant; a second time changes nothing."""
    ada = await keen.with_admin(can_change_info=True)
    await ada.says("/block casino")

    assert value(await ada.says("/unblock casini"), "list-unknown-near", "near") == "casino"
    assert ids(await ada.says("/block CASINO")) == ["list-known"]
    assert await chosen(keen, "words.words") == ["casino"]


async def test_a_pattern_stands_on_a_list_of_its_own(keen: Town) -> None:
    """Between slashes it goes to the patterns; `#p1` takes it off again."""
    ada, mei = await keen.with_admin(can_change_info=True), keen.person()
    assert ids(await ada.says(r"/block /(?i)vx\d+/")) == ["list-added"]
    await mei.says("VX123")
    assert await chosen(keen, "patterns.patterns") == [r"(?i)vx\d+"]
    assert await removed(keen) == 1
    assert ids(await ada.says("/blocked")) == ["list-head", "list-line"]

    await ada.says("/unblock #p1")
    assert await chosen(keen, "patterns.patterns") == []


async def test_domains_and_chats_change_sides(keen: Town) -> None:
    """What is allowed leaves the other list, and a chat goes to the invitations'."""
    ada = await keen.with_admin(can_change_info=True)
    await ada.says("/forbid https://www.Example.com/x .xyz t.me/rivals")
    assert await chosen(keen, "links.denied") == ["example.com", ".xyz"]
    assert await chosen(keen, "invites.denied") == ["rivals"]

    await ada.says("/allow example.com @rivals")

    assert await chosen(keen, "links.denied") == [".xyz"]
    assert await chosen(keen, "links.allowed") == ["example.com"]
    assert await chosen(keen, "invites.denied") == []
    assert await chosen(keen, "invites.allowed") == ["rivals"]
    await ada.says("/unallow example.com @rivals")
    await ada.says("/unforbid .xyz")
    assert ids(await ada.says("/allowed")) == ["list-empty"]


async def test_a_message_can_be_pointed_at(keen: Town) -> None:
    """In reply, what it says is blocked and where it leads forbidden; no audit holds its words."""
    ada, mei = await keen.with_admin(can_change_info=True), keen.person()
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://thief.net/x"}
    said = keen.message(mei, "look here?", entities=[link])["message"]

    await ada.says("/block", reply_to_message=said)
    await ada.says("/forbid", reply_to_message=said)

    assert await chosen(keen, "words.words") == ['"look here?"']
    assert await chosen(keen, "links.denied") == ["thief.net"]
    noted = [row["after"] for row in await keen.rows(audits)]
    assert noted == [{"checks.words.words": 1}, {"checks.links.denied": 1}]


async def test_long_lists_are_told_a_page_at_a_time(keen: Town) -> None:
    """Forty entries to a page, each with its number, in a message that Telegram takes."""
    ada = await keen.with_admin(can_change_info=True)
    words = [f"{'<&' * 55}word{number}" for number in range(60)]
    await ada.says("/block\n" + "\n".join(words[:30]))
    await ada.says("/block\n" + "\n".join(words[30:]))

    first, second = await ada.says("/blocked"), await ada.says("/blocked 2")

    assert [ids(first).count("list-line"), ids(second).count("list-line")] == [40, 20]
    assert value(first, "list-page", "last") == 2
    assert ids(await ada.says("/blocked 9")) == ["list-no-page"]
    shown = catalog().html(first[0].text, "en")  # type: ignore[union-attr]
    assert len(shown.replace("&lt;", "<").replace("&amp;", "&")) < 4096


@pytest.mark.parametrize("said", ["/block casino", "/unblock casino", "/blocked", "/forbid a.com"])
async def test_members_and_lesser_administrators_are_refused(keen: Town, said: str) -> None:
    """The right to change the group's info is needed, at the moment of the command."""
    mei = keen.person()
    helper = await keen.with_admin(can_delete_messages=True)
    channel = {"id": GROUP, "type": "supergroup", "title": "Reading club"}

    assert ids(await mei.says(said)) == ["refused-not-admin"]
    assert ids(await helper.says(said))[0].startswith("refused-")
    assert ids(await mei.says(said, sender_chat=channel)) == ["refused-anonymous"]
    assert await keen.rows(settings) == []


async def test_a_check_that_is_not_in_force_is_told(database: Database) -> None:
    """Nobody is to rely on a list at which nobody looks."""
    town = await Town(database, quiet("shadow")).open()
    ada = await town.with_admin(can_change_info=True)

    assert "list-idle" in ids(await ada.says("/block casino"))
    await town.close()


async def test_markup_in_an_entry_is_shown_as_it_is(keen: Town) -> None:
    """What somebody writes is escaped, never markup."""
    ada = await keen.with_admin(can_change_info=True)
    answer = await ada.says("/block <b>casino</b>")
    shown = catalog().html(answer[0].text, "en")  # type: ignore[union-attr]

    assert "&lt;b&gt;casino&lt;/b&gt;" in shown
    assert len(texts(answer)) >= 1
