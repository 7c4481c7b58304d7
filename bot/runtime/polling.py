"""Ask Telegram for updates, and confirm a batch only by asking for the next one."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import msgspec
import structlog
from telegram.error import NetworkError

from bot.runtime.letters import Letter, read_batch

# After a fault the loop waits this long, twice as long each time, and at most a minute.
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
# Update numbers follow one another, but for a restart after a quiet week.
LEAP = 1_000_000

log = structlog.get_logger(__name__)


class TokenRefused(Exception):  # noqa: N818 — one sentence for an operator
    """Telegram does not know the token, or does not know it any more."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram refuses the token: it is mistyped or was revoked. "
            "Ask @BotFather for the current one and set HEARTH_TOKEN."
        )


class Taker(Protocol):
    """Whoever takes updates in; the intake."""

    is_catching_up: bool

    async def take(self, letters: Sequence[Letter]) -> None:
        """Take a batch; when this returns it is committed."""
        ...


class _FaultError(Exception):
    """An answer that brings no updates."""

    def __init__(self, code: int = 0, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class _Complaint(msgspec.Struct):
    class Parameters(msgspec.Struct):
        retry_after: float | None = None

    error_code: int = 0
    parameters: Parameters | None = None


class Polling:
    """The loop that asks. It stops between batches, never inside one."""

    def __init__(
        self,
        fetch: Callable[[bytes], Awaitable[bytes]],
        taker: Taker,
        *,
        allowed_updates: Sequence[str],
        batch: int = 100,
        wait_s: int = 30,
        pause_s: float = FIRST_PAUSE_S,
    ) -> None:
        self._fetch = fetch
        self._taker = taker
        self._allowed = list(allowed_updates)
        self._batch = batch
        self._wait_s = wait_s
        self._pause_s = pause_s
        self._offset = 0
        self._highest = 0
        self._stride = 0
        self._last: list[bytes] = []
        # Whether the offset was reached by a leap, and may be a broken number's.
        self._has_leapt = False
        self._asked_at = time.monotonic()
        # Set while everything that waited has been taken and the loop waits for news.
        self.caught_up = asyncio.Event()

    @property
    def silent_s(self) -> float:
        """How many seconds ago Telegram last answered."""
        return time.monotonic() - self._asked_at

    async def run(self) -> None:
        """Ask until cancelled.

        Raises:
            TokenRefused: when Telegram does not accept the token.
        """
        pause = self._pause_s
        while True:
            try:
                await self.once()
            except TokenRefused:
                raise
            except Exception as error:  # noqa: BLE001 — the loop outlives whatever a batch meets
                wanted = error.retry_after if isinstance(error, _FaultError) else None
                log.warning("no updates", error=type(error).__name__, pause_s=wanted or pause)
                await asyncio.sleep(wanted or pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)
            else:
                pause = self._pause_s

    async def once(self, *, wait_s: int | None = None) -> int:
        """Ask once and take what comes; returns how many updates that was.

        The offset moves on only after the batch is committed, so a crash in between brings the
        same batch again, and the intake takes nothing of it twice.
        """
        wanted = self._wait_s if wait_s is None else wait_s
        letters = await self._ask(0 if self._has_leapt else wanted)
        if not letters:
            self._come_back()
            return 0
        self.caught_up.clear()
        await self._taker.take(letters)
        self._move_on(letters)
        if len(letters) < self._batch:
            self._taker.is_catching_up = False
        return len(letters)

    def _move_on(self, letters: Sequence[Letter]) -> None:
        """Choose the offset that confirms a batch, whatever its numbers are.

        A number that cannot be read, or is not the true one, must not bring its update for ever:
        a batch that comes again in spite of its own numbers is passed by twice as much each time.
        """
        before = self._offset
        self._highest = max(self._highest, before)
        raws = [bytes(each.raw) for each in letters]
        numbers = [each.update_id for each in letters if each.update_id is not None]
        if raws == self._last:
            self._stride = max(1, self._stride * 2)
            self._offset = self._highest + self._stride
        else:
            self._stride = 0
            self._offset = max(numbers) + 1 if numbers else before + len(letters)
        self._last = raws
        self._has_leapt = self._stride > 0 or 0 < before < self._offset - LEAP

    def _come_back(self) -> None:
        """Wait for news: after a leap from the earliest that waits, since all before is confirmed.

        Had the leap gone too far, what comes next would be confirmed unseen.
        """
        self._taker.is_catching_up = False
        if self._has_leapt:
            self._offset = self._highest = 0
            self._has_leapt = False
            return
        self.caught_up.set()

    async def _ask(self, wait_s: int) -> list[Letter]:
        question = msgspec.json.encode(
            {
                "offset": self._offset,
                "limit": self._batch,
                "timeout": wait_s,
                "allowed_updates": self._allowed,
            }
        )
        try:
            body = await self._fetch(question)
        except NetworkError as error:
            raise _FaultError from error
        try:
            letters = read_batch(body)
        except msgspec.DecodeError:
            raise _fault_in(body) from None
        self._asked_at = time.monotonic()
        return letters


def _fault_in(body: bytes) -> Exception:
    try:
        complaint = msgspec.json.decode(body, type=_Complaint)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _FaultError()
    if complaint.error_code in {401, 404}:
        return TokenRefused()
    retry_after = complaint.parameters.retry_after if complaint.parameters else None
    return _FaultError(complaint.error_code, retry_after)
