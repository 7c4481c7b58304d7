"""Links, invitations, names and scripts, as they are judged in a group."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.config import Moderation, Settings, checks_with
from bot.features.moderation.checks.registry import CHECKS
from bot.kit.database import Database
from bot.kit.texts import Text, unpack
from models.moderation import findings
from tests.conversation import GROUP, Person, Town

pytestmark = pytest.mark.feature("R2")


def settings() -> Settings:
    """The text checks in force, and no other."""
    off: dict[str, dict[str, Any]] = {name: {"mode": "off"} for name in CHECKS}
    on = {name: {"mode": "on"} for name in ("words", "links", "invites", "names", "scripts")}
    on["links"] |= {"denied": ("bad.org",)}  # type: ignore[dict-item]
    on["scripts"] |= {"unwanted": ("arabic",)}  # type: ignore[dict-item]
    checks = checks_with(**off | on)
    return replace(Settings(), moderation=Moderation(mode="on"), checks=checks)


@pytest.fixture
async def keen(both_databases: Database) -> AsyncIterator[Town]:
    """A town in which the checks act."""
    town = await Town(both_databases, settings()).open()
    yield town
    await town.close()


async def found(town: Town) -> list[str]:
    """What was found, in the order in which it was."""
    rows = await town.rows(findings)
    details: list[Text] = [unpack(row["detail"]) for row in rows]
    return [each.id for each in details]


def linked(text: str, url: str = "") -> dict[str, Any]:
    """The marks of a text that is a link as a whole."""
    kind = {"type": "text_link", "url": url} if url else {"type": "url"}
    return {"entities": [kind | {"offset": 0, "length": len(text)}]}


async def promoted(town: Town, first: str, last: str) -> Person:
    """An administrator with a name of their own."""
    ada = town.person(first, extra={"last_name": last})
    change = town.change(ada, {"status": "administrator", "can_change_info": True}, old="member")
    await town.takes(change)
    return ada


async def test_links_go_wherever_they_hide(keen: Town) -> None:
    """Shown, behind words, behind another's name or on an edit: the finding says which."""
    mei = keen.person()
    await mei.says("bad.org/x", **linked("bad.org/x"))
    await mei.says("look", **linked("look", "https://www.bad.org"))
    await mei.says("google.com", **linked("google.com", "https://thief.net"))
    plain = keen.message(mei, "nothing yet")["message"]
    edited = plain | {"text": "t.me/+AbCdEfGh", "edit_date": plain["date"] + 5}
    await keen.takes(
        {"update_id": 90_001, "message": plain},
        {"update_id": 90_002, "edited_message": edited | linked(edited["text"])},
    )

    assert await found(keen) == [
        "finding-links-denied",
        "finding-links-denied",
        "finding-links-hidden",
        "finding-invites-join",
    ]


async def test_what_leads_home_is_no_invitation(keen: Town) -> None:
    """The group's own address may be told, and another's may not."""
    mei = keen.person()
    home = f"t.me/c/{str(GROUP).removeprefix('-100')}/12"
    await mei.says(home, **linked(home))
    assert await found(keen) == []

    await mei.says("t.me/elsewhere", **linked("t.me/elsewhere"))
    assert await found(keen) == ["finding-invites-chat"]


async def test_an_impostor_is_told_from_the_administrator(keen: Town) -> None:
    """Whoever is called like an administrator is found from the next message, also restarted."""
    impostor = keen.person("Аdа", extra={"last_name": "L0velace"})
    await impostor.says("hello")
    assert await found(keen) == []

    ada = await promoted(keen, "Ada", "Lovelace")
    await impostor.says("write me in private")
    await ada.says("that is not me")
    await keen.restart()
    await impostor.says("it is me")

    assert await found(keen) == ["finding-names-administrator"] * 2


async def test_a_demoted_administrators_name_is_free(keen: Town) -> None:
    """A name is protected for as long as its bearer administers the group."""
    ada = await promoted(keen, "Ada", "Lovelace")
    await keen.takes(keen.change(ada, {"status": "member"}, old="administrator"))
    await keen.person("Ada", extra={"last_name": "Lovelace"}).says("hello")

    assert await found(keen) == []


async def test_the_communitys_own_name_is_protected(keen: Town) -> None:
    """Nobody speaks as the group by calling themselves so."""
    await keen.person("Reading", extra={"last_name": "Club"}).says("we give away prizes")

    assert await found(keen) == ["finding-names-community"]


async def test_a_script_that_nobody_writes_here(keen: Town) -> None:
    """A message in it goes, a name in it stays."""
    mei = keen.person()
    await mei.says("انضم إلى قناتنا الآن")
    await mei.says("my friend علي is here")

    assert await found(keen) == ["finding-scripts-share"]
