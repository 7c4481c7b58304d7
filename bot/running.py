"""Run a bot: the loops, the web server, and a calm end."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import structlog
from sqlalchemy import text

from bot.app import ALL_UPDATES, Hearth, StartFailed
from bot.watching import Watcher
from bot.web.server import Finding, Probe, WebhookPort, create_web
from bot.web.server import serving as serving_web
from handlers.menus import ADMIN_COMMANDS, MEMBER_COMMANDS, offered
from migrations.upgrading import newest, revision_of

# A bot that has not asked for updates this long after it should have is not well.
POLL_PATIENCE_S = 90.0
# Presses that waited at Telegram during an outage come in within this time after a start.
CATCH_UP_S = 150.0

# The collector looks after so many new objects: several batches' worth.
YOUNG = 50_000

log = structlog.get_logger(__name__)


async def run(hearth: Hearth) -> None:
    """Run until the process is asked to stop."""
    if hearth.settings.profile and not hearth.settings.seal_keys:
        log.warning("profiles are not sealed", remedy="set HEARTH_KEY")
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(sign, stopping.set)
    async with working(hearth) as tasks:
        waiting = asyncio.create_task(stopping.wait())
        done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        for task in done:
            if task is not waiting:
                task.result()


@asynccontextmanager
async def working(hearth: Hearth) -> AsyncIterator[Sequence[asyncio.Task[None]]]:
    """Keep a bot at work while the block runs; yields its loops."""
    settings = hearth.settings
    is_webhook = settings.updates.mode == "webhook"
    webhook = (
        WebhookPort(
            settings.updates.webhook_path, settings.webhook_secret or "", hearth.postbox.take
        )
        if is_webhook
        else None
    )
    web = create_web(probes=probes_of(hearth), metrics=Scrape(hearth), webhook=webhook)
    async with serving_web(web, host=settings.web.host, port=settings.web.port) as port:
        log.info("serving", port=port, mode=settings.updates.mode)
        await _announce(hearth)
        courier = asyncio.create_task(hearth.courier.run(), name="courier")
        scheduler = asyncio.create_task(hearth.scheduler.run(), name="scheduler")
        watcher = asyncio.create_task(Watcher(hearth).run(), name="watcher")
        tasks = [courier, scheduler, watcher]
        if is_webhook:
            asyncio.get_running_loop().call_later(CATCH_UP_S, _caught_up, hearth)
        else:
            tasks.append(asyncio.create_task(hearth.polling.run(), name="polling"))
        await publish_commands(hearth)
        _settle_memory()
        try:
            yield tasks
        finally:
            for task in tasks[2:]:
                task.cancel()
            await asyncio.gather(*tasks[2:], return_exceptions=True)
            hearth.scheduler.stop()
            hearth.courier.stop()
            await asyncio.gather(courier, scheduler, return_exceptions=True)


def _settle_memory() -> None:
    """Have the collector look for cycles among what came after the start, and seldom.

    What was built until now lives as long as the process. What a batch makes of a hundred
    messages dies with it, uncollected: looking through it each time took a tenth of the whole.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


async def _announce(hearth: Hearth) -> None:
    """Tell Telegram how the bot wants its updates; without that a webhook never hears any."""
    settings = hearth.settings.updates
    if settings.mode == "polling":
        await hearth.call("deleteWebhook", drop_pending_updates=False)
        return
    address = settings.webhook_url.rstrip("/") + settings.webhook_path
    is_known = await hearth.call(
        "setWebhook",
        url=address,
        secret_token=hearth.settings.webhook_secret,
        allowed_updates=list(ALL_UPDATES),
    )
    if not is_known:
        raise StartFailed(
            f"Telegram does not take {address} for a webhook: check updates.webhook_url and that "
            "it can be reached from outside, then start again."
        )


async def publish_commands(hearth: Hearth) -> None:
    """Tell Telegram which commands to offer, by language and by who may use them."""
    for language in ("", *hearth.catalog.languages):
        spoken = language or hearth.settings.community.language
        for scope, names in (
            ("all_private_chats", (*MEMBER_COMMANDS, "settings")),
            ("all_group_chats", MEMBER_COMMANDS),
            ("all_chat_administrators", (*MEMBER_COMMANDS, *ADMIN_COMMANDS)),
        ):
            listed = [
                {"command": name, "description": hearth.described(name, spoken)}
                for name in offered(*names)
            ]
            await hearth.call(
                "setMyCommands",
                commands=listed,
                scope={"type": scope},
                # Telegram knows languages by two letters.
                language_code=language[:2],
            )


def probes_of(hearth: Hearth) -> list[Probe]:
    """Return what readiness asks."""

    async def database() -> Finding:
        async with hearth.database.reading() as connection:
            await connection.execute(text("SELECT 1"))
        return Finding("database", ok=True, detail="answers")

    async def schema() -> Finding:
        found = await revision_of(hearth.database)
        return Finding("schema", ok=found == newest(), detail=f"{found}, wanted {newest()}")

    async def scheduler() -> Finding:
        found = await hearth.scheduler.punctuality()
        detail = f"knocked {found.knocked_s_ago:.0f} s ago, due work waits {found.waiting_s:.0f} s"
        return Finding("scheduler", ok=found.is_well, detail=detail)

    async def updates() -> Finding:
        if hearth.settings.updates.mode == "webhook":
            return Finding("updates", ok=True, detail="webhook")
        silent = hearth.polling.silent_s
        patience = POLL_PATIENCE_S + hearth.settings.updates.poll_timeout.total_seconds()
        return Finding("updates", ok=silent < patience, detail=f"asked {silent:.0f} s ago")

    async def deliveries() -> Finding:
        unsettled = len(await hearth.courier.unsettled())
        detail = f"{unsettled} to look at: python -m bot outbox" if unsettled else "all settled"
        # A person has to look, but no restart would mend it: the bot itself is well.
        return Finding("deliveries", ok=True, detail=detail)

    return [database, schema, scheduler, updates, deliveries]


class Scrape:
    """Renders the metrics, with what is only known at the moment of asking."""

    def __init__(self, hearth: Hearth) -> None:
        self._hearth = hearth
        self._told = 0

    def __call__(self) -> bytes:
        """Return the metrics as text."""
        statements = self._hearth.database.statements
        self._hearth.metrics.statements.inc(statements - self._told)
        self._told = statements
        return self._hearth.metrics.render()


def _caught_up(hearth: Hearth) -> None:
    hearth.intake.is_catching_up = False
