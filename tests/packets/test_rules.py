"""Shares: exact, at least one, fair; and how a red packet is asked for."""

from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.packets.rules import Share, luckiest, split, split_evenly, wish_in
from bot.kit.wishes import Misread

pytestmark = pytest.mark.feature("A4")


@given(st.integers(1, 200), st.integers(0, 100_000), st.binary(min_size=32, max_size=32))
def test_shares_are_exact_and_none_is_empty(count: int, more: int, seed: bytes) -> None:
    """Whatever the seed: as many as were asked for, each at least one, together all of it."""
    total = count + more
    for shares in (split(total, count, seed), split_evenly(total, count)):
        assert len(shares) == count
        assert sum(shares) == total
        assert min(shares) >= 1


def test_even_shares_differ_by_one_at_most() -> None:
    """What does not divide goes to the first, one by one."""
    assert split_evenly(11, 4) == [3, 3, 3, 2]


def test_whoever_comes_first_has_no_better_luck() -> None:
    """Over many packets each place is worth the same, within what chance allows."""
    rounds = 4000
    sums = [0] * 5
    for n in range(rounds):
        for place, worth in enumerate(split(100, 5, sha256(b"%d" % n).digest())):
            sums[place] += worth

    assert all(19.0 < each / rounds < 21.0 for each in sums)


def test_the_same_seed_splits_the_same() -> None:
    """What was decided before does not depend on who comes."""
    seed = sha256(b"seed").digest()

    assert split(100, 10, seed) == split(100, 10, seed)
    assert split(100, 10, seed) != split(100, 10, sha256(b"other").digest())


def test_the_luckiest_is_the_first_of_the_largest() -> None:
    """Among at least two."""
    taken = [Share(1, 7, "Mei", 5), Share(2, 8, "Bo", 9), Share(3, 9, "Cy", 9)]

    assert luckiest(taken) == taken[1]
    assert luckiest(taken[:1]) is None


def test_a_red_packet_is_read_in_both_languages() -> None:
    """How much, for how many, a wish and options."""
    english = wish_in("100 10 Happy weekend even=yes age=7d ends=8h", may_spend=False)
    chinese = wish_in("100 10 周末愉快 平分=是 入群=7天 截止=8h 来自=社群", may_spend=True)

    assert (english.total, english.count, english.title) == (100, 10, "Happy weekend")
    assert (english.is_even, english.is_own) == (True, True)
    assert (english.age, english.lasts) == (timedelta(days=7), timedelta(hours=8))
    assert (chinese.is_even, chinese.is_own, chinese.age) == (True, False, english.age)


@pytest.mark.parametrize(
    "said", ["", "100", "ten ten", "5 10", "0 0", "100 10 from=community", "100 10 ends=30d"]
)
def test_what_is_no_red_packet_is_told(said: str) -> None:
    """No numbers, fewer points than shares, others' points, too long."""
    with pytest.raises(Misread):
        wish_in(said, may_spend=False)
