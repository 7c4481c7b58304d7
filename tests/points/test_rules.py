"""Level curves in integers, and what a message is worth."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.points.rules import (
    CURVES,
    ChatMemory,
    ChatTerms,
    Levels,
    chat_worth,
    fingerprint_of,
    is_one_sound,
    standing_of,
)

NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)
DAY = date(2026, 3, 10)
TERMS = ChatTerms()
curves = st.sampled_from(sorted(CURVES))


def _worth(words: str, memory: ChatMemory | None = None, *, after_s: int = 0) -> int:
    at = NOON + timedelta(seconds=after_s)
    return chat_worth("-100:7", words, at, DAY, memory=memory or ChatMemory(), terms=TERMS)


@pytest.mark.feature("N2")
@pytest.mark.parametrize(
    ("curve", "level", "total"),
    [
        ("mee6", 1, 100),
        ("mee6", 2, 255),
        ("mee6", 5, 1150),
        ("mee6", 10, 4675),
        ("mee6", 20, 23850),
        ("arcane", 1, 75),
        ("arcane", 10, 5250),
        ("lurkr", 1, 100),
        ("lurkr", 10, 4150),
        ("amari", 1, 35),
        ("amari", 10, 1655),
        ("square", 7, 4900),
    ],
)
def test_the_curves_have_their_known_totals(curve: str, level: int, total: int) -> None:
    """A level begins exactly at its total, and one point less is the level before."""
    levels = Levels(curve)

    assert standing_of(total, levels).level == level
    assert standing_of(total, levels).starts_at == total
    assert standing_of(total - 1, levels).level == level - 1


@pytest.mark.feature("N2")
@given(curves, st.integers(0, 10**9))
def test_a_level_lies_between_its_own_start_and_the_next(curve: str, experience: int) -> None:
    """Whatever the curve, the start is reached and the next level is not."""
    standing = standing_of(experience, Levels(curve))

    assert standing.starts_at <= experience
    assert standing.next_at is None or experience < standing.next_at


@pytest.mark.feature("N2")
@given(curves, st.integers(0, 10**8), st.integers(0, 10**6))
def test_more_experience_is_never_a_lower_level(curve: str, experience: int, more: int) -> None:
    """The table rises all the way."""
    levels = Levels(curve)

    assert standing_of(experience, levels).level <= standing_of(experience + more, levels).level


def test_the_mee6_curve_is_the_sum_of_its_steps() -> None:
    """The closed form agrees with adding up 5k²+50k+100."""
    total = 0
    for level in range(1, 200):
        total += 5 * (level - 1) ** 2 + 50 * (level - 1) + 100
        assert CURVES["mee6"](level) == total


@pytest.mark.feature("N2")
def test_a_list_of_totals_ends_with_its_last() -> None:
    """A list makes as many levels as it has totals; names hold from their level on."""
    levels = Levels("list", (10, 50), {1: "新芽", 2: "大树"})

    assert [standing_of(x, levels).level for x in (0, 9, 10, 49, 50, 999)] == [0, 0, 1, 1, 2, 2]
    assert standing_of(999, levels).next_at is None
    assert [standing_of(x, levels).name for x in (0, 10, 50)] == [None, "新芽", "大树"]


@pytest.mark.feature("N1")
@pytest.mark.parametrize(
    "words",
    [
        "你好",
        "早安",
        "好的",
        "收到！",
        "今天天气不错",
        "ok",
        "good morning",
        "добрый день",
        "おはよう",
        "안녕하세요",
        "٤٥ كتاب",
        "第3章读完了👍",
    ],
)
def test_a_message_earns_in_every_script(words: str) -> None:
    """Two characters that say something are enough, in Chinese as anywhere."""
    assert TERMS.least <= _worth(words) <= TERMS.most


@pytest.mark.feature("N1")
@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "好",
        "a",
        "哈哈哈哈哈",
        "aaaaaa",
        "ＡＡａａ",
        "。。。",
        "👍👍",
        "🎉" * 4096,
        "6666",
        "\u200b\u200b\u200d",
        "？！",
    ],
)
def test_what_says_nothing_earns_nothing(words: str) -> None:
    """One character, one sound, signs, emoji and invisible marks."""
    assert _worth(words) == 0


@pytest.mark.feature("N1")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("大家早上好", "大家早上好！！！"),
        ("大家早上好", "大 家 早 上 好"),
        ("good morning", "GOOD   morning."),
        ("good morning", "ｇｏｏｄ ｍｏｒｎｉｎｇ"),
        ("好的呀呀", "好的呀呀呀呀呀"),
        ("大家早上好", "大\u200b家早\u200d上好"),
    ],
)
def test_a_near_repeat_earns_nothing(first: str, second: str) -> None:
    """Signs, spaces, width, case, stretching and invisible marks make no new message."""
    told = ChatMemory(NOON - timedelta(hours=1), DAY, 20, fingerprint_of(first))

    assert _worth(second, told) == 0


@pytest.mark.feature("N1")
@pytest.mark.parametrize(("after_s", "earns"), [(0, False), (59, False), (60, True), (-30, False)])
def test_the_cool_down_is_a_minute(after_s: int, earns: bool) -> None:
    """59 seconds later nothing, 60 seconds later something; a late message looks back in vain."""
    assert (_worth("早上好呀", ChatMemory(NOON, DAY, 20, 0), after_s=after_s) > 0) == earns


@pytest.mark.feature("N1")
@given(st.integers(0, 400), st.text(min_size=1))
def test_the_days_cap_is_never_passed(paid: int, words: str) -> None:
    """What was paid and what is paid now come to 300 a day at the most; a new day starts anew."""
    hour_ago = NOON - timedelta(hours=1)
    worth = _worth(words, ChatMemory(hour_ago, DAY, paid, None))

    assert worth == 0 or paid + worth <= TERMS.daily_cap
    assert _worth(words, ChatMemory(hour_ago, DAY - timedelta(days=1), paid, None)) == _worth(
        words
    )


@given(st.integers(-(2**40), 2**40), st.integers(1, 2**31))
def test_the_same_message_is_always_worth_the_same(chat: int, number: int) -> None:
    """The amount is drawn from the message's own key, between the least and the most."""
    key = f"{chat}:{number}"
    worth = {
        chat_worth(key, "早上好呀", NOON, DAY, memory=ChatMemory(), terms=TERMS) for _ in "ab"
    }

    assert len(worth) == 1
    assert TERMS.least <= worth.pop() <= TERMS.most


@given(st.text())
def test_a_fingerprint_fits_a_column(words: str) -> None:
    """63 bits, whatever was written; and asking never fails."""
    assert 0 <= fingerprint_of(words) < 2**63
    assert is_one_sound(words) in {True, False}
