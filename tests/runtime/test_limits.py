"""How often a chat, a group and everybody may be written to."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.limits import UNLIMITED, Limiter, Limits

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GROUP, PERSON = -100, 7
SECOND = timedelta(seconds=1)


def test_a_small_burst_then_one_a_second() -> None:
    """Three at once are fine, the fourth waits a second."""
    limiter = Limiter(Limits())
    for _ in range(3):
        assert limiter.next_at(PERSON, NOON) == NOON
        limiter.take(PERSON, NOON)

    assert limiter.next_at(PERSON, NOON) == NOON + SECOND


def test_a_halt_stops_one_chat_alone() -> None:
    """What Telegram told us to wait in one chat is no other chat's business."""
    limiter = Limiter(Limits())
    limiter.halt(GROUP, NOON + timedelta(hours=2))

    assert limiter.next_at(GROUP, NOON) == NOON + timedelta(hours=2)
    assert limiter.next_at(-200, NOON) == NOON
    assert limiter.halted(NOON) == {GROUP: NOON + timedelta(hours=2)}
    assert limiter.halted(NOON + timedelta(hours=2)) == {}


def test_what_another_process_sent_counts() -> None:
    """Twenty of last minute's messages leave room when the first of them is a minute old."""
    limiter = Limiter(Limits())
    limiter.recall(GROUP, [NOON - timedelta(seconds=40 - at) for at in range(20)])

    assert limiter.next_at(GROUP, NOON) == NOON + timedelta(seconds=20)


def test_an_album_counts_as_its_pictures() -> None:
    """Ten pictures use up ten of a group's twenty."""
    limiter = Limiter(Limits(chat_interval=None))
    limiter.take(GROUP, NOON, messages=10)
    limiter.take(GROUP, NOON, messages=10)

    assert limiter.next_at(GROUP, NOON + SECOND) == NOON + timedelta(minutes=1)


def test_edits_of_one_message_slow_down() -> None:
    """A menu answers a few quick presses; a live card is edited every three seconds."""
    limiter = Limiter(Limits())
    for _ in range(3):
        assert limiter.edit_at(GROUP, 5, NOON) == NOON
        limiter.take_edit(GROUP, 5, NOON)

    assert limiter.edit_at(GROUP, 5, NOON) == NOON + timedelta(seconds=3)
    assert limiter.edit_at(GROUP, 6, NOON) == NOON


def test_nothing_is_limited_without_limits() -> None:
    """A server that measures speed sees no pause."""
    limiter = Limiter(UNLIMITED)
    for _ in range(1000):
        limiter.take(GROUP, NOON)

    assert limiter.next_at(GROUP, NOON) == NOON


def test_what_is_over_is_forgotten() -> None:
    """A chat that was quiet for a minute costs no memory."""
    limiter = Limiter(Limits())
    limiter.take(GROUP, NOON)
    limiter.take_edit(GROUP, 5, NOON)
    limiter.halt(GROUP, NOON + SECOND)
    limiter.forget(NOON + timedelta(minutes=1))

    assert (limiter._full_at, limiter._minutes, limiter._halts, limiter._edits) == ({}, {}, {}, {})


@given(
    st.lists(
        st.tuples(
            st.sampled_from([GROUP, -200, PERSON, 8]),
            st.integers(min_value=0, max_value=3000),
        ),
        min_size=1,
        max_size=200,
    )
)
@pytest.mark.feature("Z9")
def test_no_limit_is_ever_passed(wishes: list[tuple[int, int]]) -> None:
    """However wishes come, sending each when it is allowed keeps every limit at every moment."""
    limiter = Limiter(Limits())
    now = NOON
    sent: list[tuple[int, datetime]] = []
    for chat_id, pause in wishes:
        now = max(now + timedelta(milliseconds=pause), now)
        at = limiter.next_at(chat_id, now)
        while (later := limiter.next_at(chat_id, at)) > at:
            at = later
        now = at
        limiter.take(chat_id, at)
        sent.append((chat_id, at))

    for chat_id in {chat for chat, _ in sent}:
        moments = [at for chat, at in sent if chat == chat_id]
        for first in moments:
            since = [at for at in moments if at >= first]
            assert sum(at < first + SECOND for at in since) <= 3
            assert sum(at < first + 30 * SECOND for at in since) <= 3 + 30
            if chat_id < 0:
                assert sum(at < first + 60 * SECOND for at in since) <= 20
    for _, first in sent:
        assert sum(first <= at < first + SECOND for _, at in sent) <= 30
