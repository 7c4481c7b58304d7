"""The Bot API over HTTP: reads a call, may fail on purpose, carries it out, writes it down."""

import asyncio
import hmac
import time
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiohttp import BodyPartReader, web

from bot.rehearsal import files, methods, polling
from bot.rehearsal.calling import METHODS, Call, Upload, too_many
from bot.rehearsal.errors import ApiError, bad
from bot.rehearsal.faults import Fault
from bot.rehearsal.polling import Poller
from bot.rehearsal.table import NAMES, checked
from bot.rehearsal.world import World

__all__ = ["BotApi", "methods"]

_encode = msgspec.json.Encoder().encode
_JSON = {"Content-Type": "application/json"}
_NOT_FOUND = ApiError(404, "Not Found")
_UNAUTHORIZED = ApiError(401, "Unauthorized")
_ABOUT_UPDATES = ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")


class BotApi:
    """Serves `/bot<token>/<method>` and the downloads of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.poller = Poller(world)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        started = time.perf_counter()
        asked = request.match_info["method"]
        name = NAMES.get(asked.lower(), asked)
        if not self._is_token(request.match_info["token"]):
            return _refusal(_UNAUTHORIZED)
        try:
            given, uploads = await _read(request)
        except ApiError as error:
            return _refusal(error)
        fault = self.world.faults.strike(name, given) if self.world.faults.active else None
        if fault is not None and (failed := await self._fail(fault, request)):
            return failed
        try:
            result = await self.run(name, given, uploads)
            body = result if isinstance(result, bytes) else _encode(result)
            response = web.Response(body=b'{"ok":true,"result":' + body + b"}", headers=_JSON)
        except ApiError as error:
            self._note(name, given, started, error=(error.code, error.description))
            response = _refusal(error)
        else:
            shown = None if isinstance(result, bytes) else result
            self._note(name, given, started, result=shown)
        if fault is not None:
            return await self._lose(fault, request)
        return response

    async def run(
        self, name: str, given: dict[str, Any], uploads: dict[str, Upload] | None = None
    ) -> Any:
        """Carry out a method with raw parameters."""
        handler = METHODS.get(name)
        if handler is None and name not in _ABOUT_UPDATES:
            raise _NOT_FOUND
        files = uploads or {}
        call = Call(self.world, name, checked(name, given, files), files)
        if handler is not None:
            return handler(call)
        match name:
            case "getUpdates":
                return await self.poller.get_updates(call)
            case "setWebhook":
                return polling.set_webhook(self.world, call)
            case "deleteWebhook":
                return polling.delete_webhook(self.world, call)
        return polling.webhook_info(self.world)

    async def answer_webhook(self, name: str, given: dict[str, Any]) -> None:
        """Carry out a method that a webhook's answer names; its own answer is lost."""
        started = time.perf_counter()
        known = NAMES.get(name.lower(), name)
        try:
            result = await self.run(known, given)
        except ApiError as error:
            self._note(known, given, started, error=(error.code, error.description))
        else:
            self._note(known, given, started, result=result)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Serve a file by its path."""
        if not self._is_token(request.match_info["token"]):
            return _refusal(_UNAUTHORIZED)
        path = request.match_info["path"]
        content = files.content(self.world, path)
        if content is None:
            return _refusal(_NOT_FOUND)
        return web.Response(body=content, content_type="application/octet-stream")

    def _is_token(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.world.bot.token.encode())

    def _note(self, name: str, given: dict[str, Any], started: float, **outcome: Any) -> None:
        took = (time.perf_counter() - started) * 1000
        self.world.calls.note(name, given, took_ms=took, **outcome)

    async def _fail(self, fault: Fault, request: web.Request) -> web.StreamResponse | None:
        """Fail before acting, if that is this fault's way."""
        match fault.kind:
            case "429":
                return _refusal(too_many(fault.retry_after))
            case "5xx":
                return _refusal(ApiError(502, "Bad Gateway"))
            case "timeout_before" | "broken_before":
                return await self._lose(fault, request)
        return None

    async def _lose(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        """Let the answer never arrive."""
        loop = asyncio.get_running_loop()
        until = loop.time() + (self.world.hang_s if fault.kind.startswith("timeout") else 0)
        while _alive(request) and loop.time() < until:  # noqa: ASYNC110 - nobody tells of a hang-up
            await asyncio.sleep(0.05)
        if request.transport:
            request.transport.abort()
        return web.Response(status=502)


def _refusal(error: ApiError) -> web.Response:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters:
        body["parameters"] = error.parameters
    return web.Response(body=_encode(body), status=error.code, headers=_JSON)


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The raw parameters of a request in any of the four ways to give them."""
    given: dict[str, Any] = dict(request.query)
    if request.method == "GET" or not request.can_read_body:
        return given, {}
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _read_multipart(request, given)
    body = await request.read()
    if kind == "application/json":
        try:
            drawn = msgspec.json.decode(body) if body else {}
        except msgspec.DecodeError:
            raise bad("can't parse JSON object") from None
        if not isinstance(drawn, dict):
            raise bad("object expected")
        return given | drawn, {}
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True)
    except UnicodeDecodeError:
        raise bad("text must be encoded in UTF-8") from None
    return given | dict(pairs), {}


async def _read_multipart(
    request: web.Request, given: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read())
        if part.filename is None:
            given[part.name] = content.decode(errors="replace")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, content, mime)
    return given, uploads


def _alive(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()
