"""Who gets a seat, who waits, what a change is news of, and how an event is written down."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.events import ical
from bot.features.events.reading import NoMoment, plan_in
from bot.features.events.rules import (
    Event,
    Guest,
    Plan,
    code_from,
    is_news,
    moving_up,
    same_code,
    standing_for,
    turnup_of,
)
from bot.kit.wishes import Misread

pytestmark = pytest.mark.feature("A10")

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


def planned(**more: object) -> Event:
    """An event tomorrow."""
    plan = Plan("Book evening", NOW + timedelta(days=1), timedelta(hours=2), **more)  # type: ignore[arg-type]
    return Event(3, 1, -100, None, plan, "open", 0, None, None)


@pytest.mark.parametrize(
    ("answer", "before", "left", "standing"),
    [
        ("going", None, None, "going"),
        ("going", None, 1, "going"),
        ("going", None, 0, "waiting"),
        ("going", "maybe", -1, "waiting"),
        ("going", "going", 0, "going"),
        ("going", "waiting", 5, "waiting"),
        ("maybe", "going", 0, "maybe"),
        ("not", "waiting", 0, "not"),
    ],
)
def test_a_seat_or_the_line(
    answer: str, before: str | None, left: int | None, standing: str
) -> None:
    """A free seat is taken, a full house is waited for, and nobody loses what they have."""
    assert standing == standing_for(answer, before, left=left)  # type: ignore[arg-type]


@given(st.lists(st.integers(), unique=True), st.one_of(st.none(), st.integers(-3, 9)))
def test_the_first_in_line_move_up(waiting: list[int], left: int | None) -> None:
    """As many move up as seats are free, in the order of the line."""
    lucky = moving_up(waiting, left=left)

    assert list(lucky) == waiting[: len(lucky)]
    assert len(lucky) == (len(waiting) if left is None else min(len(waiting), max(0, left)))


def test_who_came_of_those_who_said_so() -> None:
    """Whoever said the code was there, with or without a word before."""
    guests = [
        Guest(1, "going", NOW),
        Guest(2, "going", None),
        Guest(3, "came", NOW),
        Guest(4, "maybe", None),
    ]

    turnup = turnup_of(guests)

    assert (turnup.came, turnup.besides, turnup.missing) == ((1,), (3,), (2,))
    assert turnup.attended == 2


def test_time_and_place_are_news_and_words_are_not() -> None:
    """Nobody is written to because a typing error went."""
    before = planned().plan

    assert not is_news(before, planned(about="better words").plan)
    assert is_news(before, planned(place="elsewhere").plan)


@given(st.binary(min_size=32, max_size=32))
def test_a_code_can_be_said_aloud(seed: bytes) -> None:
    """It is five signs that are not taken for each other, however they are written down."""
    code = code_from(seed)

    assert len(code) == 5
    assert not set(code) & set("0O1IB8S5GQZ2")
    assert same_code(f" {code.lower()} ") == same_code(code)


def test_a_line_says_everything() -> None:
    """Title, moment, place, link, seats and what it is about, in either language."""
    said = (
        '读书夜 时间="周五 19:30" 时长=2小时 地点="灯塔咖啡" 名额=20 链接=https://x.example'
        ' 目标="见面"\n聊前三章'
    )

    plan = plan_in(said, NOW, ZONE)

    assert (plan.title, plan.place, plan.capacity) == ("读书夜", "灯塔咖啡", 20)
    assert plan.starts_at == datetime(2026, 3, 13, 11, 30, tzinfo=UTC)
    assert (plan.lasts, plan.link) == (timedelta(hours=2), "https://x.example")
    assert plan.about == "聊前三章"
    assert plan.objective is not None


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Tea at=yesterday",
        "Tea at=2026-03-01 12:00",
        "Tea at=20:00 capacity=0",
        "Tea at=20:00 lasts=1m",
        "Tea at=20:00 points=-1",
        "Tea at=20:00 code=ab",
        f"Tea at=20:00 place={'x' * 201}",
        "Tea at=20:00 sets=5",
    ],
)
def test_what_cannot_be_read_is_said(said: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Misread):
        plan_in(said, NOW, ZONE)


def test_a_title_alone_asks_for_the_moment() -> None:
    """It is the one thing that has no sensible default."""
    with pytest.raises(NoMoment):
        plan_in("Book evening", NOW, ZONE)


def test_the_file_is_one_event_in_utc() -> None:
    """Commas and lines are escaped, long lines folded inside 75 octets, the link is for guests."""
    event = planned(place="Café, upstairs", link="https://secret.example", about="读" * 80 + "\nb")

    shared = ical.written(event, NOW, with_link=False)
    own = ical.written(event, NOW, with_link=True)

    assert "DTSTART:20260311T040000Z\r\nDTEND:20260311T060000Z\r\n" in shared
    assert "LOCATION:Café\\, upstairs\r\n" in shared
    assert "secret" not in shared
    assert "secret" in own
    assert max(len(line.encode()) for line in own.split("\r\n")) <= 75
    assert own.replace("\r\n ", "").count("读") == 80
