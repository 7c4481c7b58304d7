"""Draw somebody's days as a calendar: a week a row, what each day was by its colour and sign."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PIL import Image, ImageDraw

from bot.kit.drawing import (
    EDGE,
    GLOW,
    INK,
    PALE,
    PAPER,
    ROOM,
    SOFT,
    Colour,
    framed,
    line,
    write,
)

_GREEN: Final[Colour] = (92, 160, 104)
_BLUE: Final[Colour] = (120, 150, 190)
_LILAC: Final[Colour] = (168, 140, 190)
_GREY: Final[Colour] = (222, 212, 202)
# What a day was -> the colour of its cell and of what is written in it.
_LOOKS: Final[dict[str, tuple[Colour, Colour]]] = {
    "signed": (_GREEN, PAPER),
    "made-up": (GLOW, PAPER),
    "rest": (PAPER, SOFT),
    "paused": (_BLUE, PAPER),
    "forgiven": (_LILAC, PAPER),
    "missed": (_GREY, SOFT),
    "open": (PALE, INK),
}
_MOST_WEEKS: Final = 14
_CELL, _GAP = 84, 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A day: what it was, and whether it is today."""

    day: date
    mark: str
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """What stands on the picture, in words already; weekdays begin with Monday."""

    name: str
    title: str
    weekdays: tuple[str, ...]
    cells: tuple[Cell, ...]
    figures: tuple[tuple[str, str], ...] = ()
    # What each colour means.
    legend: tuple[tuple[str, str], ...] = ()


def draw_calendar(calendar: Calendar) -> bytes:
    """Draw a calendar as a PNG; of a long one the weeks around today, or else the last.

    Raises:
        LookupError: there is no font that draws Chinese.
    """
    weeks = _weeks(calendar.cells)
    body = Image.new("RGB", (1000, 700 + len(weeks) * (_CELL + _GAP)), PAPER)
    x, y = 2 * EDGE, 2 * EDGE
    y = write(body, calendar.title, (x, y), 42, INK, room=ROOM, weight="bold")
    y = write(body, calendar.name, (x, y + 4), 28, SOFT, room=ROOM) + 22
    y = _figures(body, calendar.figures, y)
    for at, name in enumerate(calendar.weekdays):
        _centred(body, name, (_left(at), y), 22, SOFT)
    y += 44
    for monday in weeks:
        for cell in calendar.cells:
            if monday <= cell.day < monday + timedelta(days=7):
                _cell(body, cell, y, is_first=cell.day == calendar.cells[0].day)
        y += _CELL + _GAP
    return framed(body, _legend(body, calendar.legend, y + 10) + EDGE)


def _weeks(cells: tuple[Cell, ...]) -> list[date]:
    mondays = sorted({cell.day - timedelta(days=cell.day.weekday()) for cell in cells})
    if len(mondays) <= _MOST_WEEKS:
        return mondays
    today = next((cell.day for cell in cells if cell.is_today), cells[-1].day)
    before = sum(monday <= today for monday in mondays)
    first = max(0, min(before - _MOST_WEEKS // 2, len(mondays) - _MOST_WEEKS))
    return mondays[first : first + _MOST_WEEKS]


def _left(weekday: int) -> int:
    whole = 7 * _CELL + 6 * _GAP
    return 2 * EDGE + (ROOM - whole) // 2 + weekday * (_CELL + _GAP)


def _cell(body: Image.Image, cell: Cell, y: int, *, is_first: bool) -> None:
    painter = ImageDraw.Draw(body)
    x = _left(cell.day.weekday())
    fill, ink = _LOOKS[cell.mark]
    box = (x, y, x + _CELL, y + _CELL)
    painter.rounded_rectangle(box, 16, fill=fill)
    if cell.mark == "rest":
        painter.rounded_rectangle(box, 16, outline=PALE, width=3)
    if cell.is_today:
        painter.rounded_rectangle(
            (x - 4, y - 4, x + _CELL + 4, y + _CELL + 4), 20, outline=GLOW, width=4
        )
    is_turn = cell.day.day == 1 or is_first
    shown = f"{cell.day.month}/{cell.day.day}" if is_turn else str(cell.day.day)
    _centred(body, shown, (x, y + 24), 28, ink)


def _centred(body: Image.Image, words: str, at: tuple[int, int], size: int, ink: Colour) -> None:
    picture = line(words, size, ink, "regular", _CELL)
    body.paste(picture, (at[0] + (_CELL - picture.width) // 2, at[1]), picture)


def _figures(body: Image.Image, figures: tuple[tuple[str, str], ...], y: int) -> int:
    x = 2 * EDGE
    for figure, label in figures:
        large = line(figure, 44, GLOW, "bold", ROOM // 3)
        small = line(label, 24, SOFT, "regular", ROOM // 3)
        body.paste(large, (x, y), large)
        body.paste(small, (x, y + 60), small)
        x += ROOM // 3
    return y + 116 if figures else y


def _legend(body: Image.Image, legend: tuple[tuple[str, str], ...], y: int) -> int:
    painter = ImageDraw.Draw(body)
    x = first = _left(0)
    for mark, words in legend:
        picture = line(words, 22, SOFT, "regular", 240)
        if x + 34 + picture.width > 2 * EDGE + ROOM:
            x, y = first, y + 44
        fill, _ = _LOOKS[mark]
        box = (x, y + 5, x + 24, y + 29)
        painter.rounded_rectangle(box, 7, fill=fill, outline=PALE, width=1)
        body.paste(picture, (x + 34, y), picture)
        x += 34 + picture.width + 30
    return y + 40 if legend else y
