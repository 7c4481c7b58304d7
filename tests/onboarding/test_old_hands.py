"""Who has been here for long is greeted as a member, and shown around on asking alone."""

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from handlers.onboarding import LINK
from tests.conversation import Town, ids, value
from tests.onboarding.scenes import answers_on, comes, reachable, standing, to, walks

pytestmark = pytest.mark.feature("O1")


async def test_an_old_member_is_greeted_in_short(town: Town) -> None:
    """Who came long ago and presses Start now reads what the bot does, and no first step."""
    await town.with_admin()
    member = town.person("Nia")
    await comes(town, member)
    await town.settles()
    town.passes(days=15)
    said = await member.whispers("/start")
    sent = to(await town.settles(), member.id)

    assert ids(said) == ["start-member"]
    assert value(said, "start-member", "tour") == "yes"
    assert sent == []


async def test_an_old_member_is_shown_around_on_asking(town: Town) -> None:
    """Behind /welcome the tour waits for whoever has been here for long, from where it was."""
    await town.with_admin()
    member = town.person("Nia")
    await comes(town, member)
    await town.settles()
    town.passes(days=40)
    await member.whispers("/start")
    await member.whispers("/welcome")
    (card,) = to(await town.settles(), member.id)

    assert answers_on(card) == ["next"]
    assert (await standing(town, member))["state"] == "underway"


async def test_a_newcomer_goes_on_with_start(town: Town) -> None:
    """In the first two weeks Start shows the step at hand, as when it was left."""
    await town.with_admin()
    newcomer = await reachable(town)
    await comes(town, newcomer)
    await town.settles()
    await walks(town, newcomer, "next")
    town.passes(days=13)
    said = await newcomer.whispers("/start")
    calls = to(await town.settles(), newcomer.id)

    assert ids(said) == []
    assert "sendMessage" in [call.method for call in calls]


async def test_the_groups_button_serves_those_who_were_here_before(town: Town) -> None:
    """Who was a member before the bot came may look round too; a forged link leads nowhere."""
    await town.with_admin()
    member, stranger = town.person("Nia"), town.person("Bo")
    await member.says("hello")
    await member.whispers(f"/start {LINK}-1")
    (card,) = to(await town.settles(), member.id)
    forged = [
        *await member.whispers(f"/start {LINK}-2"),
        *await stranger.whispers(f"/start {LINK}-1"),
    ]

    assert "onboarding-welcome" in ids([card])
    assert ids(forged) == ["onboarding-none", "onboarding-none"]


async def test_without_a_tour_none_is_offered(database: Database) -> None:
    """Where the onboarding is switched off, the greeting does not speak of it."""
    from bot.config.onboarding import Onboarding

    town = await Town(database, Settings(onboarding=Onboarding(enabled=False))).open()
    await town.with_admin()
    member = town.person("Nia")
    await member.says("hello")
    said = await member.whispers("/start")

    assert value(said, "start-member", "tour") == "no"
    assert "/welcome" not in town.catalog.plain(said[0].text, "en")  # type: ignore[union-attr]
    await town.close()
