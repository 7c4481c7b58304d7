"""The one place where time is read."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present, aware, in UTC."""
        ...


class WallClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Return the machine's present in UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """The machine's time plus an offset that only grows: the rehearsal's clock."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """Return the shifted present in UTC."""
        return datetime.now(UTC) + self.offset

    def push_to(self, moment: datetime) -> None:
        """Move on to a moment; one that has passed already is left alone."""
        self.offset = max(self.offset, moment - datetime.now(UTC))


class StoppedClock:
    """A clock that moves only when told to: for tests."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move on by a duration."""
        self._at += by

    def push_to(self, moment: datetime) -> None:
        """Move on to a moment."""
        self._at = moment
