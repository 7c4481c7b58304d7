"""A calendar as a picture."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.features.checkins.rules import Mark
from bot.kit.calendars import Calendar, Cell, draw_calendar

FIRST = date(2026, 2, 23)
WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")


def drawn(days: int, name: str = "小梅") -> Image.Image:
    """A calendar of so many days."""
    marks = [str(mark) for mark in Mark]
    cells = tuple(
        Cell(FIRST + timedelta(days=n), marks[n % len(marks)], is_today=n == 3)
        for n in range(days)
    )
    legend = tuple((mark, mark) for mark in marks)
    calendar = Calendar(name, "21 天共读 📚", WEEKDAYS, cells, (("3/21", "已打卡"),), legend)
    return Image.open(BytesIO(draw_calendar(calendar)))


@pytest.mark.feature("A5")
@pytest.mark.parametrize("days", [1, 21, 366])
def test_every_length_is_a_picture_that_telegram_takes(days: int) -> None:
    """A thousand wide, never too tall, whatever each day was."""
    picture = drawn(days, "a\u202eb" + "长" * 200)

    assert picture.width == 1000
    assert 500 < picture.height < 2000
