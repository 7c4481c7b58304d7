"""Codes from a file, and how a giveaway is asked for."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.giveaways.rules import Fault, codes_in, wish_in
from bot.kit.wishes import Misread

pytestmark = pytest.mark.feature("A16")


def test_codes_are_the_first_cells_of_lines() -> None:
    """A head, empty lines and other columns are passed over; bad lines are told by number."""
    content = '兑换码,note\nAAA-1,for early birds\n\n"BB,B"\nAAA-1\n' + "x" * 201 + "\nCCC\t9\n"

    codes, faults = codes_in(content)

    assert codes == ["AAA-1", "BB,B", "CCC"]
    assert faults == [Fault(5, "twice"), Fault(6, "long")]


@given(st.lists(st.text("ABC123-", min_size=1, max_size=12), unique=True, max_size=50))
def test_whatever_is_one_a_line_is_taken_in_its_order(codes: list[str]) -> None:
    """Nothing is lost and nothing is added."""
    assert codes_in("\r\n".join(codes)) == (codes, [])


def test_a_giveaway_is_read_in_both_languages() -> None:
    """A title, options, and codes on lines of their own."""
    english, lines = wish_in("Free tickets count=20 ends=8h hold=2h age=7d\nAAA\nBBB")
    chinese, _ = wish_in("免费门票 数量=20 截止=8h 保留=2h 入群=7天")

    assert (english.title, english.count, lines) == ("Free tickets", 20, ("AAA", "BBB"))
    assert (english.lasts, english.holds, english.age) == (
        *(timedelta(hours=8), timedelta(hours=2)),
        timedelta(days=7),
    )
    assert (chinese.count, chinese.lasts, chinese.age) == (20, english.lasts, english.age)
    with pytest.raises(Misread):
        wish_in("Tickets count=0")
    with pytest.raises(Misread):
        wish_in("Tickets ends=90d")
