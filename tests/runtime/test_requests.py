"""HTTP to the Bot API, against a small server on the loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.runtime.requests import AiohttpRequest, ApiAnswer, BotApi, NotSentError, Upload

Handler = Callable[[web.Request], Awaitable[web.Response]]
TOKEN = "4242:abcdefghijklmnopqrstuvwxyz0123456789"


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """Serve a handler for every POST; yields the address."""
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    """Return a request object with little patience."""
    async with AiohttpRequest(connect_timeout=1, read_timeout=0.2) as request:
        yield request


async def test_an_answer_is_typed(request_: AiohttpRequest) -> None:
    """A refusal comes with its code, words and parameters."""

    async def handler(request: web.Request) -> web.Response:
        assert await request.json() == {"chat_id": 1}
        return web.json_response(
            {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests",
                "parameters": {"retry_after": 7},
            },
            status=429,
        )

    async with serving(handler) as url:
        answer = await BotApi(request_, token=TOKEN, api_url=url).call("getChat", {"chat_id": 1})

    assert (answer.ok, answer.error_code, answer.parameters.retry_after) == (False, 429, 7)


async def test_a_page_instead_of_an_answer_is_told_as_such(request_: AiohttpRequest) -> None:
    """A proxy's error page is an answer of that status, not a crash."""

    async def handler(_request: web.Request) -> web.Response:
        return web.Response(status=502, text="<html>Bad Gateway</html>")

    async with serving(handler) as url:
        answer = await BotApi(request_, token=TOKEN, api_url=url).call("getMe", {})

    assert ApiAnswer(ok=False, error_code=502, description="not an answer of the API") == answer


async def test_a_refused_connection_was_not_sent(request_: AiohttpRequest) -> None:
    """Nobody listens: surely nothing was done, and the error does not name the token."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(NotSentError) as caught:
        await BotApi(request_, token=TOKEN, api_url=f"http://127.0.0.1:{port}").call("getMe", {})

    assert "4242" not in str(caught.value)


async def test_silence_is_an_unknown_outcome(request_: AiohttpRequest) -> None:
    """The server took the request and says nothing: it may have acted."""
    silence = asyncio.Event()

    async def handler(_request: web.Request) -> web.Response:
        await silence.wait()
        return web.Response()

    async with serving(handler) as url:
        with pytest.raises(TimedOut):
            await BotApi(request_, token=TOKEN, api_url=url).call("getMe", {})
        silence.set()


async def test_a_broken_connection_is_an_unknown_outcome(request_: AiohttpRequest) -> None:
    """The server took the request and hung up: it may have acted."""

    async def handler(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async with serving(handler) as url:
        with pytest.raises(NetworkError) as caught:
            await BotApi(request_, token=TOKEN, api_url=url).call("getMe", {})

    assert not isinstance(caught.value, NotSentError | TimedOut)
    assert "4242" not in str(caught.value)


async def test_a_file_goes_as_a_part(request_: AiohttpRequest) -> None:
    """A document is uploaded beside the other parameters."""
    parts: dict[str, str] = {}

    async def handler(request: web.Request) -> web.Response:
        form = await request.post()
        document = form["document"]
        assert isinstance(document, web.FileField)
        parts.update(
            chat_id=str(form["chat_id"]),
            markup=str(form["reply_markup"]),
            name=document.filename,
            content=document.file.read().decode(),
        )
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    async with serving(handler) as url:
        answer = await BotApi(request_, token=TOKEN, api_url=url).call(
            "sendDocument",
            {"chat_id": 9, "reply_markup": {"inline_keyboard": []}},
            uploads=[Upload("document", "me.json", "数据".encode())],
        )

    assert answer.result == {"message_id": 5}
    assert parts == {
        "chat_id": "9",
        "markup": '{"inline_keyboard":[]}',
        "name": "me.json",
        "content": "数据",
    }


async def test_the_library_s_bot_works_over_it(request_: AiohttpRequest) -> None:
    """python-telegram-bot's own calls go the same way, files and errors too."""
    seen: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        seen.append(method)
        if method == "getMe":
            me = {"id": 4242, "is_bot": True, "first_name": "Hearth", "username": "hearth_bot"}
            return web.json_response({"ok": True, "result": me})
        if method == "sendDocument":
            assert isinstance((await request.post())["document"], web.FileField)
            message = {"message_id": 1, "date": 0, "chat": {"id": 9, "type": "private"}}
            return web.json_response({"ok": True, "result": message})
        return web.json_response(
            {"ok": False, "error_code": 400, "description": "Bad Request: no"}, status=400
        )

    async with serving(handler) as url:
        bot = Bot(TOKEN, base_url=f"{url}/bot", request=request_, get_updates_request=request_)
        async with bot:
            await bot.send_document(9, InputFile(b"x", filename="x.txt"))
            with pytest.raises(BadRequest):
                await bot.send_message(9, "hello")

    assert seen == ["getMe", "sendDocument", "sendMessage"]


async def test_bytes_come_undecoded(request_: AiohttpRequest) -> None:
    """Our own polling decodes each update by itself."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=b"raw " + await request.read())

    async with serving(handler) as url:
        body = await request_.post_bytes(f"{url}/bot{TOKEN}/getUpdates", b"{}")

    assert body == b"raw {}"
