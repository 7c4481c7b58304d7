"""Chromium on the rehearsal's page, a small world to look at, and a scripted bot to talk with."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.rehearsal.server import serving

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LAPTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed.")


@dataclass
class ScriptedBot:
    """A bot of a few lines that long-polls and answers each update by `script`."""

    url: str
    token: str
    http: aiohttp.ClientSession
    script: Callable[["ScriptedBot", dict[str, Any]], Any] | None = None
    offset: int = 0

    async def call(self, method: str, **params: Any) -> Any:
        """One Bot API call; the whole answer."""
        async with self.http.post(f"{self.url}/bot{self.token}/{method}", json=params) as answer:
            return await answer.json()

    async def listen(self) -> None:
        """Take updates until cancelled."""
        while True:
            answer = await self.call("getUpdates", offset=self.offset, timeout=5)
            for update in answer["result"]:
                self.offset = update["update_id"] + 1
                if self.script is not None:
                    await self.script(self, update)


@dataclass
class Stage:
    """A served rehearsal with its control API, its bot and a browser before it."""

    url: str
    world: Any
    http: aiohttp.ClientSession
    bot: ScriptedBot
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    async def control(self, path: str, **body: Any) -> Any:
        """POST to the control API; the answer must be a success."""
        async with self.http.post(f"{self.url}/control/{path}", json=body) as answer:
            told = await answer.json()
            assert answer.status == 200, told
            return told

    async def act(self, who: int, do: str, **fields: Any) -> Any:
        """One act of one person."""
        return await self.control("act", **{"as": who, "do": do, **fields})

    async def people(self, *names: str, **options: Any) -> list[int]:
        """New people of these first names."""
        return [(await self.control("people", first_name=name, **options))["id"] for name in names]

    async def group(self, title: str, owner: int, members: list[int], **options: Any) -> int:
        """A new supergroup with the bot as an administrator."""
        made = await self.control(
            "chats", type="supergroup", title=title, owner=owner, members=members, **options
        )
        bot = self.world.bot.id
        await self.act(owner, "add", chat_id=made["id"], person=bot)
        await self.act(owner, "promote", chat_id=made["id"], person=bot)
        return int(made["id"])

    async def open(self, query: str = "", *, size: dict[str, int] | None = None) -> Page:
        """The page in a fresh browser profile; its console's complaints are collected."""
        context = await self.browser.new_context(
            viewport=size or LAPTOP,  # type: ignore[arg-type]
            locale="en-US",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: said.type == "error" and self.complaints.append(said.text),
        )
        await page.goto(f"{self.url}/?{query}")
        await page.get_by_test_id("clock-now").wait_for()
        return page


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests of a module."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """A rehearsal of its own, to be seen in fresh browser profiles."""
    async with serving() as rehearsal, aiohttp.ClientSession() as http:
        bot = ScriptedBot(rehearsal.url, rehearsal.token, http)
        yield Stage(rehearsal.url, rehearsal.world, http, bot, browser)
        for context in browser.contexts:
            await context.close()


@contextlib.asynccontextmanager
async def listening(bot: ScriptedBot) -> AsyncIterator[ScriptedBot]:
    """The bot takes updates as long as this lasts."""
    task = asyncio.create_task(bot.listen())
    try:
        yield bot
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
