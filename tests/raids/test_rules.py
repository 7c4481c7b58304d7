"""What a raid is, when it is over, who looks alike, and what a proof is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.gates.rules import PICTURES, SHOWN, puzzle_of
from bot.features.raids.rules import (
    LONGEST,
    Named,
    Spoken,
    Terms,
    alike,
    is_known,
    is_newcomer,
    joins_needed,
    last_burst,
    opens_at,
    shape_of,
    suspects,
    wave,
)

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
WITHIN = timedelta(seconds=30)
offsets = st.lists(st.integers(0, 600), max_size=60)


def moments(*seconds: float) -> list[datetime]:
    """Moments so many seconds after noon."""
    return [NOW + timedelta(seconds=each) for each in seconds]


@pytest.mark.parametrize(
    ("seconds", "needed", "found"),
    [
        ((), 3, None),
        ((0, 1), 3, None),
        ((0, 1, 2), 3, (0, 2)),
        ((0, 15, 30), 3, (0, 30)),
        ((0, 15, 31), 3, None),
        ((0, 1, 2, 50), 3, (0, 2)),
        ((0, 1, 2, 50, 51, 52), 3, (50, 52)),
        ((5, 5, 5), 3, (5, 5)),
        ((0, 20, 40, 60), 3, None),
    ],
)
def test_a_burst(
    seconds: tuple[float, ...], needed: int, found: tuple[float, float] | None
) -> None:
    """A burst is enough moments within the window, its edges included; the latest counts."""
    expected = None if found is None else tuple(moments(*found))

    assert expected == last_burst(moments(*seconds), needed, WITHIN)


@given(offsets, st.integers(2, 12))
def test_a_burst_is_one_by_its_own_words(seconds: list[int], needed: int) -> None:
    """What is found fits the window and holds enough; where none is found, none fits."""
    given_moments = moments(*seconds)
    ordered = sorted(given_moments)
    spans = [(ordered[at], ordered[at + needed - 1]) for at in range(len(ordered) - needed + 1)]

    found = last_burst(given_moments, needed, WITHIN)

    fitting = [span for span in spans if span[1] - span[0] <= WITHIN]
    assert found == (fitting[-1] if fitting else None)


@given(offsets, st.integers(2, 12))
def test_more_arrivals_never_end_a_burst(seconds: list[int], needed: int) -> None:
    """Whoever comes besides takes nothing away from a burst that was one."""
    before = last_burst(moments(*seconds), needed, WITHIN)
    after = last_burst(moments(*seconds, 700), needed, WITHIN)

    assert before is None or after is not None


@pytest.mark.parametrize(
    ("usual", "needed"), [(0, 10), (100, 10), (300, 10), (960, 32), (1200, 40)]
)
def test_a_chats_usual(usual: int, needed: int) -> None:
    """Where many come anyway, four times as many as usual are a burst, never fewer than set."""
    assert needed == joins_needed(usual, Terms())


def said(person_id: int, links: int = 0, fingerprint: int | None = None) -> Spoken:
    """Words as numbers."""
    return Spoken(person_id, links, fingerprint)


@pytest.mark.parametrize(
    ("spoken", "found"),
    [
        ([], set()),
        ([said(1, 1), said(2, 2), said(3, 1)], {1, 2, 3}),
        ([said(1, 1), said(1, 2), said(1, 1)], set()),
        ([said(1, 1), said(2, 1), said(3)], set()),
        ([said(1, 0, 0b1111), said(2, 0, 0b1110), said(3, 0, 0b0111)], {1, 2, 3}),
        ([said(1, 0, 0), said(2, 0, 2**40 - 1), said(3, 0, -1)], set()),
        ([said(1, 0, -1), said(2, 0, -2), said(3, 0, -1)], {1, 2, 3}),
        ([said(1), said(2), said(3)], set()),
    ],
)
def test_a_wave(spoken: list[Spoken], found: set[int]) -> None:
    """Enough different newcomers with links or near texts are one; one who repeats is none."""
    assert found == wave(spoken, 3)


@pytest.mark.parametrize(
    ("days", "messages", "known", "new"),
    [(None, 0, False, True), (0, 50, False, False), (2, 2, False, False), (2, 3, True, False)],
)
def test_who_is_known(days: int | None, messages: int, *, known: bool, new: bool) -> None:
    """Known is who was heard for more than a day; new is who has hardly been heard at all."""
    since = None if days is None else NOW - timedelta(days=days)

    assert known == is_known(since, messages, NOW)
    assert new == is_newcomer(since, messages, NOW)


def test_a_gate_never_stays_closed_for_longer_than_a_day() -> None:
    """However much is added, it opens a day after it closed."""
    assert opens_at(NOW, NOW + timedelta(minutes=5)) == NOW + timedelta(minutes=5)
    assert opens_at(NOW, NOW + timedelta(days=3)) == NOW + LONGEST


@given(st.integers(0, 2**63 - 1))
def test_a_puzzle(seed: int) -> None:
    """Four different pictures, one of them asked for, the same each time it is drawn."""
    puzzle = puzzle_of(seed)

    assert puzzle == puzzle_of(seed)
    assert len(set(puzzle.pictures)) == SHOWN
    assert set(puzzle.pictures) <= set(PICTURES)
    assert puzzle.asked in puzzle.pictures


def test_puzzles_differ() -> None:
    """Every picture and every place is asked for now and then."""
    drawn = [puzzle_of(seed) for seed in range(200)]

    assert {each.asked for each in drawn} == set(PICTURES)
    assert {each.right for each in drawn} == set(range(SHOWN))


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["crypto_17", "Crypto 22", "ＣＲＹＰＴＯ99"], {0, 1, 2}),
        (["crypto_17", "Crypto 22", "Mei"], set()),
        (["林晓雨", "陈嘉", "周子墨", "王婷婷"], set()),
        (["1234", "5678", "9012"], set()),
        (["maryjones", "marysmith", "marybrown"], {0, 1, 2}),
    ],
)
def test_alike_names(names: list[str], found: set[int]) -> None:
    """Names equal but for digits and signs stand out, and like beginnings in one second."""
    assert found == alike([Named(at, name, NOW) for at, name in enumerate(names)])


def test_like_beginnings_at_different_times_are_an_accident() -> None:
    """Three Marys over an hour are three Marys."""
    names = ("maryjones", "marysmith", "marybrown")
    come = [Named(at, name, NOW + timedelta(minutes=20 * at)) for at, name in enumerate(names)]

    assert alike(come) == frozenset()


@given(st.text(max_size=20), st.text("0123456789_-. ", max_size=6))
def test_a_shape_forgets_digits_and_signs(name: str, tail: str) -> None:
    """Whatever number a generator appends, the shape is the same."""
    assert shape_of(name) == shape_of(name + tail)


def test_suspects_are_in_order() -> None:
    """Who broke a rule or was reported comes before odd names; each stands there once."""
    come = [Named(at, f"bot{at}", NOW) for at in (1, 2, 3)]

    assert suspects({2: "spam", 9: "reported", 1: None}, come) == (
        (2, "spam"),
        (9, "reported"),
        (1, "name"),
        (3, "name"),
    )
