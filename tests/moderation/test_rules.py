"""Who is judged, who is trusted, and which of several findings decides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.features.moderation.rules import (
    EXEMPT_VOICES,
    Finding,
    Found,
    Tenures,
    bounded,
    decided,
    effective,
    is_exempt,
    trust_of,
)
from bot.kit.texts import Text

pytestmark = pytest.mark.feature("R2")

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TENURES = Tenures(newcomer_for=timedelta(hours=24), newcomer_messages=3, trusted_messages=50)


def found(check: str, action: str, mode: str = "on", *, is_authored: bool = True) -> Found:
    """A finding and what the community wants done about it."""
    finding = Finding(Text("finding-words", number=1, kind="plain"), is_authored=is_authored)
    return Found(check, finding, mode, action, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize("voice", ["person", "channel", "bot"])
def test_members_channels_and_bots_are_judged(voice: Any) -> None:
    """Everybody but the house's own voices, unless they administer the chat."""
    assert not is_exempt(voice, is_administrator=False)
    assert is_exempt(voice, is_administrator=True)


def test_the_houses_own_voices_are_not_judged() -> None:
    """Anonymous admins, the linked channel and service messages are left alone."""
    assert {"anonymous_admin", "linked_channel", "none"} == EXEMPT_VOICES


@pytest.mark.parametrize(
    ("known_for", "messages", "expected"),
    [
        (None, 1000, "newcomer"),
        (timedelta(hours=23), 1000, "newcomer"),
        (timedelta(days=400), 2, "newcomer"),
        (timedelta(hours=24), 3, "member"),
        (timedelta(days=400), 49, "member"),
        (timedelta(days=29), 1000, "member"),
        (timedelta(days=30), 50, "trusted"),
    ],
)
def test_trust_grows_with_time_and_words(
    known_for: timedelta | None, messages: int, expected: str
) -> None:
    """Both are needed: whoever only waits, or only floods, earns none."""
    since = None if known_for is None else NOW - known_for

    assert trust_of(since, messages, NOW, TENURES) == expected


@pytest.mark.parametrize(
    ("mode", "bound", "expected"),
    [
        *(("on", "on", "on"), ("on", "shadow", "shadow"), ("on", "off", "off")),
        *(("shadow", "on", "shadow"), ("off", "on", "off")),
    ],
)
def test_a_check_does_no_more_than_the_whole(mode: Any, bound: Any, expected: str) -> None:
    """The milder of the check's own mode and the community's holds."""
    assert bounded(mode, bound) == expected


def test_the_hardest_finding_in_force_decides() -> None:
    """What only takes note decides nothing; of equals the first to be found does."""
    several = (
        found("words", "remove"),
        found("links", "ban", "shadow"),
        found("flood", "mute"),
        found("names", "mute"),
    )

    assert decided(several) == several[2]
    assert decided(several[1:2]) is None
    assert decided(()) is None


def test_other_peoples_words_are_only_reported() -> None:
    """Whoever quotes is no offender: a person is asked, and any own offence goes before."""
    quoting = found("words", "ban", is_authored=False)
    own = found("links", "remove")

    assert effective(quoting) == "report"
    assert decided((quoting, own)) == own
