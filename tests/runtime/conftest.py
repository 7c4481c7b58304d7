"""What tests of the runtime share."""

from datetime import UTC, datetime

import pytest

from bot.kit.clock import StoppedClock


@pytest.fixture
def clock() -> StoppedClock:
    """A clock that stands at noon."""
    return StoppedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
