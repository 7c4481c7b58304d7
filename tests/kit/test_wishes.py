"""What is written behind a command: a title, options, lines, spans and moments."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.texts import Text
from bot.kit.wishes import Misread, moment_in, said_in, switch, whole

NAMES = {"ends": "ends", "截止": "ends", "winners": "winners", "人数": "winners", "rules": "rules"}
SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Tuesday, noon in Shanghai.
NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)


def test_options_stand_on_the_first_line_and_below() -> None:
    """Values with gaps are quoted on the first line, and run to the end of a line below."""
    said = said_in(
        'Spring draw ends="tomorrow 20:00" 人数＝３\n'
        "rules: One entry a person.\nA line: of its own",
        NAMES,
    )

    assert said.title == "Spring draw"
    assert said.options == {
        "ends": "tomorrow 20:00",
        "winners": "3",
        "rules": "One entry a person.",
    }
    assert said.lines == ("A line: of its own",)


def test_an_option_that_there_is_not_is_named_with_the_nearest() -> None:
    """Nothing is taken for part of a title by mistake."""
    with pytest.raises(Misread) as refused:
        said_in("Draw winers=3", NAMES)

    assert refused.value.why == Text("wish-unknown-near", option="winers", near="winners")


def test_a_value_that_cannot_be_read_is_told_with_how_it_is_written() -> None:
    """The answer repeats what was said, shortened."""
    how = Text("how")
    said = said_in(f"Draw winners={'9' * 99}", NAMES)

    with pytest.raises(Misread) as refused:
        said.read("winners", whole(1, 100), how)

    assert refused.value.why == Text("wish-unread", option="winners", said="9" * 64, how=how)
    assert said.read("ends", whole(1, 100), how) is None


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2h", "2026-03-10T06:00:00+00:00"),
        ("in 2 h", "2026-03-10T06:00:00+00:00"),
        ("3天", "2026-03-13T04:00:00+00:00"),
        ("2小时后", "2026-03-10T06:00:00+00:00"),
        ("20:00", "2026-03-10T12:00:00+00:00"),
        ("20：00", "2026-03-10T12:00:00+00:00"),
        ("9:30", "2026-03-11T01:30:00+00:00"),
        ("tomorrow 20:00", "2026-03-11T12:00:00+00:00"),
        ("明天 20:00", "2026-03-11T12:00:00+00:00"),
        ("fri 19:30", "2026-03-13T11:30:00+00:00"),
        ("周五 19:30", "2026-03-13T11:30:00+00:00"),
        ("12-24 18:00", "2026-12-24T10:00:00+00:00"),
        ("2月1日 18:00", "2027-02-01T10:00:00+00:00"),
        ("2026-12-24 18:00", "2026-12-24T10:00:00+00:00"),
    ],
)
def test_a_moment_is_read_as_people_write_it(said: str, moment: str) -> None:
    """Spans from now, wall times in the community's zone, days by name and by date."""
    assert moment_in(said, NOON, SHANGHAI) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "said",
    ["", "soon", "25:00", "0m", "999999d", "02-30 10:00", "2020-01-01 10:00", "tomorrow", "8"],
)
def test_what_is_not_plain_is_no_moment(said: str) -> None:
    """Rather asked again than guessed."""
    assert moment_in(said, NOON, SHANGHAI) is None


@given(st.text(max_size=80))
def test_anything_can_be_written(words: str) -> None:
    """Whatever stands behind a command is read or refused."""
    moment_in(words, NOON, SHANGHAI)
    switch(words)
    whole(0, 9)(words)
    try:
        said_in(words, NAMES)
    except Misread:
        return
