"""A member's own side in the page: the card as a picture, the profile, the switches."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app import Hearth
from bot.config import Settings
from bot.config.settings import Community
from bot.demo.clock import settle
from bot.demo.stage import living
from bot.features.profiles.rules import Field
from bot.kit.drawing import is_drawable
from bot.rehearsal.clock import Clock
from bot.rehearsal.server import Rehearsal, serving
from bot.rehearsal.world import World
from tests.rehearsal.page_fixtures import ScriptedBot, Stage, needs_chromium
from tests.rehearsal.page_fixtures import browser as browser  # noqa: PLC0414 - a fixture to share
from tests.rehearsal.stage import prepare

pytestmark = [
    needs_chromium,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not is_drawable(), reason="no font here draws Chinese"),
]
NOON = datetime.fromisoformat("2026-03-10T12:00:00+08:00")
FIELDS = (
    Field("city", {"zh-CN": "城市", "en": "City"}),
    Field("age", {"zh-CN": "年龄段", "en": "Age"}, ("<18", "18-24", "25-34", "35+")),
)
SAID = {
    "en": {
        "morning": "Good morning, everybody",
        "picture": "As a picture",
        "profile": "Profile",
        "city": "City",
        "town": "Shanghai",
        "mail": "📬 Messages",
        "digest": "Digest",
        "off": "🔕 Digest",
        "stop": "stop",
        "all off": "Switch everything on",
    },
    "zh-CN": {
        "morning": "大家早上好",
        "picture": "生成图片",
        "profile": "资料",
        "city": "城市",
        "town": "上海",
        "mail": "消息与安静时段",
        "digest": "摘要",
        "off": "🔕 摘要",
        "stop": "退订",
        "all off": "全部打开",
    },
}


@dataclass
class Home:
    """A member's DM with the real bot, before a page."""

    rehearsal: Rehearsal
    hearth: Hearth
    page: Page
    stage: Stage
    member: int
    said: dict[str, str]

    async def says(self, words: str) -> None:
        """Write to the bot."""
        await self.stage.act(self.member, "send", chat_id=self.member, text=words)
        await settle(self.hearth, self.rehearsal)

    async def presses(self, label: str) -> None:
        """Press the newest button of that label."""
        await self.page.get_by_role("button", name=label).last.click()
        await settle(self.hearth, self.rehearsal)


@pytest_asyncio.fixture(loop_scope="module", params=["en", "zh-CN"])
async def home(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> AsyncIterator[Home]:
    """Somebody who has said good morning in a group that asks for two fields."""
    language, said = request.param, SAID[request.param]
    world = World(clock=Clock.starting(NOON), sees_everything=True)
    settings = Settings(community=Community(language=language, name="Readers"), profile=FIELDS)
    await prepare(tmp_path)
    async with serving(world=world) as rehearsal, living(settings, rehearsal, tmp_path) as hearth:
        owner = world.person("Lin", language_code=language, started=True)
        member = world.person("王小满 🎉", language_code=language, started=True)
        chat = world.supergroup("Readers", owner.id, members=[member.id])
        async with aiohttp.ClientSession() as http:
            bot = ScriptedBot(rehearsal.url, rehearsal.token, http)
            stage = Stage(rehearsal.url, world, http, bot, browser)
            await stage.act(member.id, "send", chat_id=chat.id, text=said["morning"])
            await settle(hearth, rehearsal)
            page = await stage.open(f"lang={language}&people={member.id}&chat={member.id}")
            yield Home(rehearsal, hearth, page, stage, member.id, said)
            assert stage.complaints == []
        for context in browser.contexts:
            await context.close()


@pytest.mark.feature("N2")
@pytest.mark.feature("P10")
@pytest.mark.feature("K7")
async def test_a_member_looks_at_the_card_fills_in_a_field_and_stops_a_kind(home: Home) -> None:
    """By buttons alone, from the card to a picture, a profile, and a switch that stays off."""
    page, said = home.page, home.said
    column = page.get_by_test_id("column")

    await home.says("/me")
    await home.presses(said["picture"])
    picture = column.locator("figure.photo img")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 1000)

    await home.presses(said["profile"])
    await home.presses(said["city"])
    await home.says(said["town"])
    await expect(column.get_by_text(said["town"]).last).to_be_visible()

    await home.says("/me")
    await home.presses(said["mail"])
    await home.presses(said["digest"])
    await expect(page.get_by_role("button", name=said["off"]).last).to_be_visible()
    await home.says(said["stop"])
    await expect(page.get_by_role("button", name=said["all off"]).last).to_be_visible()
