"""Serves health, readiness and metrics, and takes updates in webhook mode."""

import errno
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hmac import compare_digest
from typing import TypeAlias

import structlog
from aiohttp import web

MOST_BYTES = 1024 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — a header's name

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a probe found: something well, or something that an operator should see to."""

    name: str
    ok: bool
    detail: str


Probe: TypeAlias = Callable[[], Awaitable[Finding]]


@dataclass(frozen=True, slots=True)
class WebhookPort:
    """Where Telegram hands in updates, and who takes them.

    `take` returns once the update is committed; until then Telegram is not answered.
    """

    path: str
    secret: str
    take: Callable[[bytes], Awaitable[None]]


class PortTaken(Exception):  # noqa: N818 — one sentence for an operator
    """Another program listens where this one should."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Another program already listens on {host}:{port}: "
            "stop it, or choose another web.port in the configuration."
        )


class HostUnknown(Exception):  # noqa: N818 — one sentence for an operator
    """The address to listen on is not one of this machine's."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"This machine has no address {host}: "
            'set web.host to "127.0.0.1", or to "0.0.0.0" to be reached from outside.'
        )


def create_web(
    *,
    probes: Sequence[Probe],
    metrics: Callable[[], bytes],
    webhook: WebhookPort | None,
) -> web.Application:
    """Build the server; nothing listens yet."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def readyz(_request: web.Request) -> web.Response:
        findings = [await _ask(probe) for probe in probes]
        ok = all(finding.ok for finding in findings)
        shown = [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in findings]
        return web.json_response({"ok": ok, "findings": shown}, status=200 if ok else 503)

    async def scrape(_request: web.Request) -> web.Response:
        headers = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        return web.Response(body=metrics(), headers=headers)

    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", scrape)
    if webhook is not None:
        app.router.add_post(webhook.path, _receiver(webhook))
    return app


async def _ask(probe: Probe) -> Finding:
    try:
        return await probe()
    except Exception as error:  # noqa: BLE001 — a probe that fails is a finding itself
        name = getattr(probe, "__name__", "probe")
        return Finding(name, ok=False, detail=f"could not be looked at: {type(error).__name__}")


def _receiver(webhook: WebhookPort) -> Callable[[web.Request], Awaitable[web.Response]]:
    secret = webhook.secret.encode()

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER)
        if given is None:
            return web.Response(status=401)
        if not compare_digest(given.encode(errors="surrogateescape"), secret):
            return web.Response(status=403)
        # Read only now: who does not know the secret does not fill the memory.
        body = await request.read()
        try:
            await webhook.take(body)
        except Exception as error:  # noqa: BLE001 — a 500 makes Telegram send it again
            _log.error("webhook update not taken", error=type(error).__name__, bytes=len(body))
            return web.Response(status=500)
        return web.Response(status=200)

    return receive


@asynccontextmanager
async def serving(app: web.Application, *, host: str, port: int) -> AsyncIterator[int]:
    """Serve while the block runs, and yield the port, which port 0 leaves to the system.

    Raises:
        PortTaken: when somebody else listens there.
        HostUnknown: when the address is not one of this machine's.
    """
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except socket.gaierror as error:
            raise HostUnknown(host) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(host, port) from error
            # Python 3.13 tries every address that the name has, and then tells no number.
            if error.errno in {errno.EADDRNOTAVAIL, None}:
                raise HostUnknown(host) from error
            raise
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
