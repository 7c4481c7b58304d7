"""The composition root: the one module that knows every other."""

import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.assembly import application_of, intake_of, policy_of
from bot.config.settings import Settings
from bot.features.communities.probing import absorb
from bot.features.places import Places, place_of
from bot.features.raids.locking import take_permissions
from bot.features.reactions import react
from bot.i18n.catalog import Catalog
from bot.kit.chance import Chance, TrueChance
from bot.kit.clock import Clock, WallClock
from bot.kit.database import Database
from bot.kit.effects import Effect
from bot.kit.sealing import Seal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.courier import Courier, Listeners
from bot.runtime.gateway import Gateway, Probed
from bot.runtime.intake import Intake
from bot.runtime.limits import Limits
from bot.runtime.observability import Metrics
from bot.runtime.polling import Polling, TokenRefused
from bot.runtime.postbox import Postbox
from bot.runtime.requests import AiohttpRequest, BotApi
from bot.runtime.scheduler import Scheduler
from handlers import bring_in_flow, bring_in_rules, plan_ahead, workers
from handlers.communities import move, tell_of_refusal
from handlers.context import App
from migrations.upgrading import newest, revision_of
from models.communities import chats

# Asked for at each start: Telegram leaves members and reactions out unless they are named.
ALL_UPDATES = tuple(Update.ALL_TYPES)

log = structlog.get_logger(__name__)


class StartFailed(Exception):  # noqa: N818 — one sentence for an operator
    """Hearth cannot start: says why, and what to do."""


class Hearth:
    """A bot, ready to run: every part built and wired, nothing begun.

    Made by `opened`. The rehearsal and the tests build exactly this, with another clock.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock,
        chance: Chance,
        limits: Limits,
        batch: int | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.chance = chance
        self.metrics = Metrics()
        self.database = Database(settings.database.url, seal=Seal(settings.seal_keys))
        self.catalog = Catalog.load()
        self.request = AiohttpRequest()
        self.api = BotApi(self.request, token=settings.token or "", api_url=settings.bot.api_url)
        self.app: App = application_of(settings, self.catalog, self.request)
        self.places = Places(policy_of(settings))
        self.replica = f"{socket.gethostname()}:{os.getpid()}:{chance.seed().hex()[:8]}"
        self.courier = Courier(
            self.database,
            Gateway(self.api, self.catalog),
            clock,
            chance=chance,
            replica=self.replica,
            language_for=self._language_for,
            default_language=settings.community.language,
            limits=limits,
            is_alone=self.database.is_sqlite,
            listeners=Listeners(
                on_migrated=self._on_migrated,
                on_degraded=self._on_degraded,
                on_probed=self._on_probed,
                on_followed=self._on_followed,
            ),
            metrics=self.metrics,
        )
        self.scheduler = Scheduler(
            self.database,
            clock,
            chance,
            workers(self.places),
            say=self.say,
            replica=self.replica,
            retention=settings.retention,
            react=react,
            metrics=self.metrics,
        )
        self.intake: Intake = intake_of(
            settings,
            self.app,
            database=self.database,
            clock=clock,
            chance=chance,
            places=self.places,
            say=self.say,
            measure=_Counts(self.metrics),
        )
        self.polling = Polling(
            self._fetch,
            self.intake,
            allowed_updates=ALL_UPDATES,
            batch=batch or settings.updates.batch,
            wait_s=int(settings.updates.poll_timeout.total_seconds()),
        )
        self.postbox = Postbox(self.intake)

    def say(self, effects: Sequence[Effect], owes: bool) -> None:  # noqa: FBT001
        """Hand over what a commit released."""
        if effects:
            self.courier.speak(effects)
        if owes:
            self.courier.wake()

    async def transact(self, work: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        """Run a piece of work of the bot's own in a transaction, and say what it releases."""
        async with self.database.writing() as connection:
            uow = UnitOfWork(
                connection,
                now=self.clock.now(),
                chance=self.chance,
                dialect=self.database.dialect,
            )
            await work(uow)
            await uow.flush()
        self.say(uow.effects, uow.owes)

    async def open(self) -> None:
        """Look at the database and at Telegram.

        Raises:
            StartFailed: the database or Telegram is out of reach, or the schema is old.
            TokenRefused: Telegram does not know the token.
        """
        await self._check_database()
        try:
            await self.app.initialize()
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError as error:
            raise StartFailed(
                f"Telegram does not answer at {self.settings.bot.api_url} ({error.message}): "
                "check the network, or bot.api_url in the configuration."
            ) from None
        me = self.app.bot.bot
        self.places.own_name = me.username or ""
        self.app.bot_data.privacy_mode_is_off = bool(me.can_read_all_group_messages)
        self.intake.is_catching_up = True
        await self.scheduler.begin()
        await self.transact(self._plan)

    async def close(self) -> None:
        """Let go of everything."""
        if self.app.running:
            await self.app.stop()
        await self.app.shutdown()
        await self.request.shutdown()
        await self.database.close()

    async def call(self, method: str, **parameters: Any) -> bool:
        """Call a method that concerns the bot itself; returns whether Telegram did it."""
        try:
            answer = await self.api.call(method, parameters)
        except TelegramError as error:
            log.warning("call failed", method=method, error=type(error).__name__)
            return False
        if not answer.ok:
            log.warning("call refused", method=method, code=answer.error_code)
        return answer.ok

    def described(self, command: str, language: str) -> str:
        """Return what a command does, for Telegram's own menu."""
        return self.catalog.plain(Text(f"command-{command}"), language)

    async def _check_database(self) -> None:
        shown = self.settings.database.shown_url
        try:
            found = await revision_of(self.database)
        except (SQLAlchemyError, OSError) as error:
            raise StartFailed(
                f"The database at {shown} cannot be opened ({type(error).__name__}): "
                "check database.url, or HEARTH_DATABASE_URL, and that it is running."
            ) from None
        if found != newest():
            said = "is empty" if found is None else f"has the schema of {found}, not {newest()}"
            raise StartFailed(
                f"The database at {shown} {said}: run `python -m bot migrate`, then start again."
            )

    async def _plan(self, uow: UnitOfWork) -> None:
        found = await uow.execute(select(chats.c.id).where(chats.c.migrated_to.is_(None)))
        chat_ids = list(found.scalars())
        await self.places.read(uow, chat_ids)
        known = [place for each in chat_ids if (place := place_of(uow, each)) is not None]
        await plan_ahead(uow, known)
        for community_id in await bring_in_rules(uow, known):
            log.warning("rules of the file wait for an administrator", community=community_id)
        for said, fault in await bring_in_flow(uow, policy_of(self.settings)):
            why = self.catalog.plain(fault.why, "en")
            log.warning(said, line=fault.line, step=fault.where, why=why)

    async def _fetch(self, question: bytes) -> bytes:
        token, base = self.settings.token, self.settings.bot.api_url.rstrip("/")
        wait = self.settings.updates.poll_timeout.total_seconds()
        return await self.request.post_bytes(
            f"{base}/bot{token}/getUpdates", question, read_timeout=wait + 15
        )

    def _language_for(self, code: str | None, default: str) -> str:
        return self.catalog.language_for(code, default)

    async def _on_migrated(self, old_id: int, new_id: int) -> None:
        async def work(uow: UnitOfWork) -> None:
            await move(uow, self.places, old_id, new_id)

        await self.transact(work)

    async def _on_degraded(self, chat_id: int, reason: str) -> None:
        async def work(uow: UnitOfWork) -> None:
            await tell_of_refusal(uow, self.places, chat_id, reason)

        await self.transact(work)

    async def _on_followed(self) -> None:
        await self.scheduler.knock()

    async def _on_probed(self, chat_id: int, found: Probed) -> None:
        async def work(uow: UnitOfWork) -> None:
            await absorb(uow, found.chat, own=found.me, administrators=found.administrators)
            await take_permissions(uow, chat_id, found.chat.get("permissions"))

        await self.transact(work)


class _Counts:
    """The intake's counting, in the metrics."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def took(self, kind: str, times: int) -> None:
        """Count updates of a kind."""
        self._metrics.updates_taken.labels(kind=kind).inc(times)

    def failed(self, step: str) -> None:
        """Count an update that failed."""
        self._metrics.updates_failed.labels(step=step).inc()

    def lasted(self, seconds: float) -> None:
        """Note the time from a batch's arrival to its commit."""
        self._metrics.batch_seconds.observe(seconds)


@asynccontextmanager
async def opened(
    settings: Settings,
    *,
    clock: Clock | None = None,
    chance: Chance | None = None,
    limits: Limits | None = None,
) -> AsyncIterator[Hearth]:
    """Build Hearth, look that everything is there, and let go of it in the end."""
    own = settings.limits
    hearth = Hearth(
        settings,
        clock=clock or WallClock(),
        chance=chance or TrueChance(),
        limits=limits
        or Limits(
            chat_interval=timedelta(seconds=1 / own.chat_per_second),
            group_a_minute=own.group_per_minute,
            a_second=max(1, int(own.overall_per_second)),
        ),
    )
    try:
        await hearth.open()
        yield hearth
    finally:
        await hearth.close()
