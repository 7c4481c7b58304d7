"""The rehearsal's own time: a wall clock and an offset that only grows."""

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Seconds since the epoch: the wall's, plus an offset that a push makes larger."""

    def __init__(self, *, offset_s: float = 0.0, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self.offset_s = offset_s

    @classmethod
    def starting(cls, at: datetime, *, wall: Callable[[], float] = time.time) -> "Clock":
        """A clock that shows `at` now; for replays, which begin in the past."""
        return cls(offset_s=at.timestamp() - wall(), wall=wall)

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._wall() + self.offset_s

    def date(self) -> int:
        """Whole seconds since the epoch, as the Bot API writes dates."""
        return int(self.now())

    def moment(self) -> datetime:
        """Now as an aware time in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)

    def push_to(self, at: float) -> None:
        """Move on to `at`; a time already past leaves the clock where it is."""
        ahead = at - self.now()
        if ahead > 0:
            self.offset_s += ahead


def iso(at: float) -> str:
    """Seconds since the epoch in ISO 8601, UTC."""
    return datetime.fromtimestamp(at, UTC).isoformat()


def from_iso(text: str) -> float:
    """Seconds since the epoch; a time without a zone is taken as UTC."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
