"""Reads the control API's requests and writes its answers and refusals."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import web

from bot.rehearsal.errors import ActError
from bot.rehearsal.render import Json

_encode = msgspec.json.Encoder().encode
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(handler: Handler) -> Handler:
    """Turn refusals into JSON."""

    async def serve(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except ActError as error:
            return answer({"error": error.sentence}, status=error.status)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            return answer({"error": f"The request does not fit: {error}."}, status=400)

    return serve


def answer(value: Any, status: int = 200) -> web.Response:
    """JSON."""
    return web.Response(body=_encode(value), status=status, content_type="application/json")


async def read(request: web.Request) -> Json:
    """The JSON object of a request; an empty body is an empty object."""
    raw = await request.read()
    if not raw:
        return {}
    drawn: Any = None
    with contextlib.suppress(msgspec.DecodeError):
        drawn = msgspec.json.decode(raw)
    if not isinstance(drawn, dict):
        raise ActError("The body must be a JSON object.")
    return drawn


def whole(value: Any) -> int:
    """A whole number out of an address or an object."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ActError(f"{value!r} is not a number.") from None
