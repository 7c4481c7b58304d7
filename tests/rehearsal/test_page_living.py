"""The whole program in the page: the real bot, a newcomer, and a headless Chromium."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app import Hearth
from bot.config import Settings
from bot.config.onboarding import Onboarding
from bot.config.settings import Checkins, Community
from bot.demo.clock import settle
from bot.demo.stage import living
from bot.rehearsal.clock import Clock
from bot.rehearsal.server import Rehearsal, serving
from bot.rehearsal.world import World
from tests.rehearsal.page_fixtures import ScriptedBot, Stage, needs_chromium
from tests.rehearsal.page_fixtures import browser as browser  # noqa: PLC0414 - a fixture to share
from tests.rehearsal.stage import prepare

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="module")]
MORNING = datetime.fromisoformat("2026-03-10T07:50:00+08:00")


@dataclass
class Town:
    """A group with the real bot in it, and a page before it."""

    stage: Stage
    rehearsal: Rehearsal
    hearth: Hearth
    chat: int
    owner: int

    async def page(self, *people: int, language: str) -> Page:
        """The page with the group open for some people."""
        listed = ",".join(map(str, people))
        return await self.stage.open(f"lang={language}&people={listed}&chat={self.chat}")


@pytest_asyncio.fixture(loop_scope="module", params=["en", "zh-CN"])
async def town(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> AsyncIterator[Town]:
    """A group at ten to eight, whose card hangs out at eight, in each of the languages."""
    world = World(clock=Clock.starting(MORNING), sees_everything=True)
    settings = Settings(
        community=Community(language=request.param, name="Readers"),
        # Newcomers are shown around elsewhere: what is pressed here is the card.
        onboarding=Onboarding(enabled=False),
        checkins=Checkins(card_at=(MORNING + timedelta(minutes=10)).time()),
    )
    await prepare(tmp_path)
    async with serving(world=world) as rehearsal, living(settings, rehearsal, tmp_path) as hearth:
        owner = world.person("Lin", language_code=request.param, started=True)
        chat = world.supergroup("Readers", owner.id)
        await settle(hearth, rehearsal)
        async with aiohttp.ClientSession() as http:
            bot = ScriptedBot(rehearsal.url, rehearsal.token, http)
            stage = Stage(rehearsal.url, world, http, bot, browser)
            yield Town(stage, rehearsal, hearth, chat.id, owner.id)
        for context in browser.contexts:
            await context.close()


@pytest.mark.feature("A6")
async def test_a_newcomer_joins_signs_in_with_the_button_and_sees_the_streak(
    town: Town,
) -> None:
    """From joining to the streak of two, over a night that passes at one click."""
    language = town.hearth.settings.community.language
    said = {
        "en": {"in": "You're in!", "two": "Day 2 in a row!", "streak": "streak 2"},
        "zh-CN": {"in": "签到成功！", "two": "连续签到第 2 天！", "streak": "连续 2 天"},
    }[language]
    (newcomer,) = await town.stage.people("小满", language_code=language)
    page = await town.page(newcomer, language=language)
    column = page.get_by_test_id("column")
    await column.get_by_test_id("join").click()
    await page.get_by_test_id("clock-to-due").click()
    await expect(column.get_by_test_id("inline-button")).to_have_count(2)

    await column.get_by_test_id("inline-button").last.click()
    await expect(page.get_by_test_id("toast").last).to_contain_text(said["in"])
    await page.get_by_test_id("clock-tomorrow").click()
    await expect(column.get_by_test_id("inline-button")).to_have_count(3)
    await column.get_by_test_id("inline-button").last.click()
    await expect(page.get_by_test_id("toast").last).to_contain_text(said["two"])
    await column.get_by_test_id("composer").fill("/me")
    await column.get_by_test_id("send").click()

    await expect(column.get_by_test_id("words").last).to_contain_text(said["streak"])
    assert town.stage.complaints == []
