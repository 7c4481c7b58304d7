"""The program at work: it begins only where Telegram will hear it."""

from dataclasses import replace

import pytest

from bot.app import StartFailed, opened
from bot.config import Settings, checks_with
from bot.config.settings import Bot, Database, Moderation, Updates, Web
from bot.rehearsal.server import serving
from bot.running import working


async def test_a_webhook_that_telegram_does_not_take_ends_the_start(sqlite_url: str) -> None:
    """The bot says so at once instead of waiting for updates that never come."""
    async with serving() as rehearsal:
        settings = replace(
            Settings(),
            token=rehearsal.token,
            webhook_secret="s" * 32,
            bot=Bot(api_url=rehearsal.url),
            database=Database(url=sqlite_url),
            updates=Updates(mode="webhook", webhook_url="https://hearth.invalid"),
            web=Web(port=0),
        )
        rehearsal.world.add_fault(kind="5xx", method="setWebhook")
        async with opened(settings) as hearth:
            with pytest.raises(
                StartFailed, match=r"does not take https://hearth\.invalid/telegram"
            ):
                async with working(hearth):
                    pass


async def test_what_is_taken_shows_in_the_metrics(sqlite_url: str) -> None:
    """Added and promoted, the bot counts both updates and the time until their commit."""
    async with serving() as rehearsal:
        settings = replace(
            Settings(),
            token=rehearsal.token,
            bot=Bot(api_url=rehearsal.url),
            database=Database(url=sqlite_url),
        )
        async with opened(settings) as hearth:
            owner = rehearsal.world.person("Lin")
            rehearsal.world.supergroup("Readers", owner.id)
            await hearth.polling.once(wait_s=0)

            shown = hearth.metrics.render().decode()

    assert 'hearth_updates_taken_total{kind="my_chat_member"} 2.0' in shown
    assert "hearth_batch_seconds_count 1.0" in shown


async def test_an_administrator_is_told_once_what_telegram_refuses(sqlite_url: str) -> None:
    """Without the right to delete, a removal fails, and the owner reads why, by DM and once."""
    async with serving() as rehearsal:
        world = rehearsal.world
        settings = replace(
            Settings(),
            token=rehearsal.token,
            bot=Bot(api_url=rehearsal.url),
            database=Database(url=sqlite_url),
            moderation=Moderation(mode="on"),
            checks=checks_with(words={"words": ("forbidden",)}),
        )
        async with opened(settings) as hearth:
            owner, mei = world.person("Lin", started=True), world.person("Mei")
            rights = {"can_manage_chat": True, "can_delete_messages": False}
            group = world.supergroup("Readers", owner.id, bot=rights, members=[mei.id])
            await world.act(owner.id, "start")
            await hearth.polling.once(wait_s=0)
            await hearth.courier.drain()
            for words in ("a forbidden word", "and forbidden again"):
                await world.act(mei.id, "send", chat_id=group.id, text=words)
                await hearth.polling.once(wait_s=0)
                await hearth.courier.drain()

            told = [each["text"] for each in world.messages(owner.id, by_bot=True)]

    assert sum("Readers" in text and "delete" in text for text in told) == 1
