"""Who calls the staff how, how much one may report, and who may see what."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.complaints.rules import (
    Record,
    Terms,
    allowance,
    is_doubted,
    link_to,
    may_see,
    middle,
    reason_in,
    standing_to,
)

TERMS = Terms()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("@admin", ""),
        ("@admins please look", "please look"),
        ("could an @Admin look at this?", "could an  look at this?"),
        ("@admin快来看", "快来看"),
        ("＠管理员 这人发广告", "这人发广告"),
        ("@管理员", ""),
        ("举报", ""),
        ("举报：广告", "广告"),
        ("舉報: 洗版", "洗版"),
        ("  举报：  骂人 ", "骂人"),
    ],
)
def test_words_that_call_the_staff(words: str, reason: str) -> None:
    """@admin in a sentence and 举报 at its beginning call the staff; the rest is the reason."""
    assert reason == reason_in(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "hello",
        "mail me at jo@admin.example",
        "@administrator_bot what is this",
        "@admin_anna are you there",
        "我要举报这种行为吗",
        "举报电话是多少",
        "举重冠军",
    ],
)
def test_words_that_call_nobody(words: str) -> None:
    """Addresses, names that only begin alike, and talk about reporting call nobody."""
    assert reason_in(words) is None


@pytest.mark.parametrize(
    ("record", "allowed"),
    [
        (Record(), 5),
        (Record(4, 4), 5),
        (Record(5, 3), 5),
        (Record(5, 4), 1),
        (Record(20, 16), 1),
        (Record(20, 15), 5),
    ],
)
def test_reports_that_lead_to_nothing_cost_allowance(record: Record, allowed: int) -> None:
    """Four in five dismissed, of five at least, leaves one report an hour."""
    assert allowed == allowance(TERMS, record)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 20))
def test_nobody_is_allowed_more_than_the_terms_say(decided: int, extra: int, most: int) -> None:
    """Whatever somebody's record, the allowance lies between none and the terms' own."""
    record = Record(decided + extra, decided)

    assert 0 <= allowance(Terms(per_hour=most), record) <= most


@given(st.integers(0, 4), st.integers(0, 4))
def test_few_reports_tell_nothing(decided: int, dismissed: int) -> None:
    """Nobody is doubted for fewer than five."""
    assert not is_doubted(Record(decided, min(decided, dismissed)))


@pytest.mark.parametrize(
    ("state", "claimed_by", "standing"),
    [
        ("open", None, "free"),
        ("claimed", 7, "own"),
        ("claimed", 8, "others"),
        ("closed", 7, "over"),
        ("closed", None, "over"),
    ],
)
def test_how_a_complaint_stands_to_whoever_presses(
    state: str, claimed_by: int | None, standing: str
) -> None:
    """It is free, one's own, another's, or over."""
    assert standing == standing_to(state, claimed_by, 7)


def test_what_is_about_staff_is_for_the_heads() -> None:
    """Owners and managers see it, moderators and volunteers do not; other complaints all do."""
    seen = {
        role: may_see(role, is_for_heads=True)
        for role in ("owner", "manager", "moderator", "content", "volunteer", None)
    }

    assert [role for role, is_seen in seen.items() if is_seen] == ["owner", "manager"]
    assert may_see("volunteer", is_for_heads=False)
    assert not may_see(None, is_for_heads=False)


@pytest.mark.parametrize(
    ("chat_id", "username", "link"),
    [
        (-1001234567890, None, "https://t.me/c/1234567890/5"),
        (-1001234567890, "readers", "https://t.me/readers/5"),
        (-4567, None, None),
    ],
)
def test_the_way_to_a_message(chat_id: int, username: str | None, link: str | None) -> None:
    """Supergroups have links to their messages; basic groups have none."""
    assert link == link_to(chat_id, 5, username)


@pytest.mark.parametrize(
    ("minutes", "median"), [((), None), ((4,), 4), ((1, 9, 2), 2), ((1, 2, 3, 30), 2.5)]
)
def test_the_middle_of_how_long_it_took(minutes: tuple[int, ...], median: float | None) -> None:
    """The median says how fast staff is, whatever one forgotten report took."""
    spans = [timedelta(minutes=each) for each in minutes]

    assert (None if median is None else timedelta(minutes=median)) == middle(spans)
