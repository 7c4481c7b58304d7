"""Whom to ask about a newcomer: who shares most, has least to do, and offered first."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.buddies.rules import Free, chosen

pytestmark = pytest.mark.feature("O4")
DAY = datetime(2026, 3, 10, tzinfo=UTC)


def free(
    person_id: int, *, load: int = 0, capacity: int = 2, shared: int = 0, days: int = 0
) -> Free:
    """A buddy who offered some days after another."""
    return Free(person_id, capacity, load, shared, DAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("buddies", "expected"),
    [
        ([], None),
        ([free(1, load=2)], None),
        ([free(1, load=1), free(2)], 2),
        ([free(1, load=1, shared=1), free(2)], 1),
        ([free(1, shared=1), free(2, shared=2, load=1)], 2),
        ([free(1, load=2, shared=5), free(2)], 2),
        ([free(1, days=1), free(2)], 2),
        ([free(2), free(1)], 1),
    ],
)
def test_who_is_asked(buddies: list[Free], expected: int | None) -> None:
    """Shared tags come first, then the lighter load, then the older offer; a tie is stable."""
    found = chosen(buddies)

    assert expected == (found.person_id if found else None)
    assert chosen(reversed(buddies)) == found
