"""HTTP to the Bot API: one session a loop, and errors that tell *not sent* from *unknown*."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import aiohttp
import msgspec
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# An idle connection is given up before the server's own patience ends: a request written to a
# connection that closes at that moment has an unknown outcome.
_KEEP_ALIVE_S: Final = 15.0
_JSON: Final = {"Content-Type": "application/json"}
_NEVER_CONNECTED: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientSSLError,
    aiohttp.InvalidURL,
)


class NotSentError(NetworkError):
    """The connection was never made: whatever was asked has surely not been done."""


class AiohttpRequest(BaseRequest):
    """The library's requests over aiohttp, which costs a tenth of its own client.

    One may serve as both of a bot's requests; opening and closing are done once.

    Args:
        connect_timeout: seconds to connect, or to wait for a free connection.
        read_timeout: seconds without a byte before the outcome counts as unknown.
        connections: how many at most, at once.
        trust_env: honour the proxies that the environment names.
    """

    __slots__ = ("_connect_timeout", "_connections", "_read_timeout", "_session", "_trust_env")

    def __init__(
        self,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 20.0,
        connections: int = 64,
        trust_env: bool = False,
    ) -> None:
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._connections = connections
        self._trust_env = trust_env
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for a byte."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session, if it is not open."""
        self._opened()

    async def shutdown(self) -> None:
        """Close the session; a later request opens a new one."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 — the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Make the library's own requests; returns the status and the body."""
        body: bytes | aiohttp.FormData | None = None
        if request_data is not None and request_data.contains_files:
            body = aiohttp.FormData(request_data.json_parameters)
            for name, (filename, content, kind) in request_data.multipart_data.items():
                body.add_field(name, content, filename=filename, content_type=kind)
        elif request_data is not None and request_data.parameters:
            body = msgspec.json.encode(request_data.parameters)
        return await self.send(
            url,
            body,
            method=method,
            read_timeout=_seconds(read_timeout, self._read_timeout),
            connect_timeout=_seconds(connect_timeout, self._connect_timeout),
        )

    async def post_bytes(
        self, url: str, payload: bytes, *, read_timeout: float | None = None
    ) -> bytes:
        """Post JSON and return the body undecoded, whatever the status says."""
        _status, body = await self.send(url, payload, read_timeout=read_timeout)
        return body

    async def send(
        self,
        url: str,
        body: bytes | aiohttp.FormData | None,
        *,
        method: str = "POST",
        read_timeout: float | None = None,
        connect_timeout: float | None = None,
    ) -> tuple[int, bytes]:
        """Send a request; returns the status and the body.

        Raises:
            NotSentError: no connection was made.
            TimedOut: it was sent, and nothing came back in time.
            NetworkError: it was sent, and the connection broke.
        """
        connect = connect_timeout or self._connect_timeout
        read = read_timeout or self._read_timeout
        timeout = aiohttp.ClientTimeout(
            total=connect + 2 * read, connect=connect, sock_connect=connect, sock_read=read
        )
        headers = _JSON if isinstance(body, bytes) else None
        # The errors' own texts hold the address, and with it the token: only their kinds go on.
        try:
            async with self._opened().request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except _NEVER_CONNECTED as error:
            raise NotSentError(f"not connected ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"connection broken ({type(error).__name__})") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Decode an answer; the library's own way writes what it cannot decode to the log."""
        try:
            return msgspec.json.decode(payload, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TelegramError("Invalid server response") from None

    def _opened(self) -> aiohttp.ClientSession:
        session = self._session
        if session is None or session.closed:
            connector = aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=_KEEP_ALIVE_S
            )
            session = self._session = aiohttp.ClientSession(
                connector=connector,
                trust_env=self._trust_env,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return session


class Parameters(msgspec.Struct, frozen=True):
    """What an answer that declines may add."""

    retry_after: float | None = None
    migrate_to_chat_id: int | None = None


class ApiAnswer(msgspec.Struct, frozen=True):
    """The Bot API's answer to one call, as it came."""

    ok: bool
    result: Any = None
    error_code: int = 0
    description: str = ""
    parameters: Parameters = Parameters()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes with a call."""

    field: str
    name: str
    content: bytes


class BotApi:
    """Calls of one bot's methods by name.

    Not by way of the library's `Bot`: it writes every parameter, texts included, to its debug
    log, and folds the status codes that tell a failed call from an unknown one.
    """

    def __init__(self, request: AiohttpRequest, *, token: str, api_url: str) -> None:
        self.bot_id = int(token.split(":", 1)[0])
        self._request = request
        self._base = f"{api_url.rstrip('/')}/bot{token}/"
        self._files = f"{api_url.rstrip('/')}/file/bot{token}/"

    def __repr__(self) -> str:
        return f"BotApi(bot_id={self.bot_id})"

    async def call(
        self, method: str, parameters: Mapping[str, Any], *, uploads: Sequence[Upload] = ()
    ) -> ApiAnswer:
        """Call a method; raises what `AiohttpRequest.send` raises."""
        body: bytes | aiohttp.FormData
        if not uploads:
            body = msgspec.json.encode(parameters)
        else:
            body = aiohttp.FormData(
                {
                    name: value if isinstance(value, str) else msgspec.json.encode(value).decode()
                    for name, value in parameters.items()
                }
            )
            for upload in uploads:
                body.add_field(upload.field, upload.content, filename=upload.name)
        status, payload = await self._request.send(self._base + method, body)
        try:
            return _ANSWER.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return ApiAnswer(ok=False, error_code=status, description="not an answer of the API")

    async def download(self, path: str) -> bytes | None:
        """Return a file that Telegram keeps; None where it does not.

        Raises what `AiohttpRequest.send` raises.
        """
        status, body = await self._request.send(self._files + quote(path), None, method="GET")
        return body if status == HTTPStatus.OK else None


_ANSWER: Final = msgspec.json.Decoder(ApiAnswer)


def _seconds(given: Any, default: float) -> float:
    return default if given is BaseRequest.DEFAULT_NONE or given is None else float(given)
