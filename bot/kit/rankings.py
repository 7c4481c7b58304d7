"""Draw a board: places, names and a bar for each, as long as its share of the first."""

from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from bot.kit import drawing
from bot.kit.drawing import Card, Colour
from bot.kit.fonts import Weight

MOST_ROWS: Final = 14
_STEP: Final = 74
_SIDE: Final = 52
_MEDALS: Final[dict[int, Colour]] = {
    1: (240, 178, 50),
    2: (172, 176, 184),
    3: (201, 134, 84),
}


@dataclass(frozen=True, slots=True)
class Rank:
    """A row of the board, in words already."""

    place: int
    name: str
    figure: str
    # How long its bar is, 0 to 1.
    share: float
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """What stands on the picture: whose board, of what, and the rows from the top."""

    title: str
    community: str
    below: str
    ranks: tuple[Rank, ...]


def draw_ranking(ranking: Ranking) -> bytes:
    """Draw a board as a PNG.

    Raises:
        LookupError: there is no font that draws Chinese.
    """
    ranks = ranking.ranks[:MOST_ROWS]
    body = drawing.paper(700 + len(ranks) * (_STEP + 12))
    y = drawing.head(body, Card(ranking.title, ranking.community), emblem="🏆")
    before = 0
    for rank in ranks:
        if rank.place > before + 1:
            y = _gap(body, y)
        _row(body, rank, y)
        before = rank.place
        y += _STEP
    if ranking.below:
        at = (drawing.LEFT, y + 10)
        y = drawing.write(body, ranking.below, at, 24, drawing.SOFT, room=drawing.ROOM)
    return drawing.framed(body, y + 36)


def _row(body: Image.Image, rank: Rank, y: int) -> None:
    painter = ImageDraw.Draw(body)
    left, right = drawing.LEFT, drawing.LEFT + drawing.ROOM
    if rank.is_own:
        box = (left - 14, y - 4, right + 14, y + _STEP - 8)
        painter.rounded_rectangle(box, 18, fill=drawing.PALE)
    _badge(body, rank.place, (left, y + 5))
    figure = drawing.line(rank.figure, 30, drawing.INK, "bold", 200)
    body.paste(figure, (right - figure.width, y + 1), figure)
    x = left + _SIDE + 22
    room = right - figure.width - 20 - x
    weight: Weight = "bold" if rank.is_own or rank.place <= len(_MEDALS) else "regular"
    name = drawing.line(rank.name, 30, drawing.INK, weight, room)
    body.paste(name, (x, y + 1), name)
    width = right - x
    track = drawing.PAPER if rank.is_own else drawing.PALE
    painter.rounded_rectangle((x, y + 48, right, y + 56), 4, fill=track)
    full = max(8, int(width * min(1.0, max(0.0, rank.share))))
    colour = _MEDALS.get(rank.place, drawing.GLOW)
    painter.rounded_rectangle((x, y + 48, x + full, y + 56), 4, fill=colour)


def _badge(body: Image.Image, place: int, at: tuple[int, int]) -> None:
    """Draw the place: the first three as medals, any other as a number of whatever length."""
    x, y = at
    fill = _MEDALS.get(place)
    if fill is not None:
        ImageDraw.Draw(body).ellipse((x, y, x + _SIDE, y + _SIDE), fill=fill)
    ink = drawing.PAPER if fill is not None else drawing.SOFT
    words = f"{place}"
    size = 28 if len(words) < 4 else 22 if len(words) < 6 else 16
    number = drawing.line(words, size, ink, "bold", _SIDE + 16)
    where = (x + (_SIDE - number.width) // 2, y + (_SIDE - number.height) // 2)
    body.paste(number, where, number)


def _gap(body: Image.Image, y: int) -> int:
    painter = ImageDraw.Draw(body)
    x = drawing.LEFT + _SIDE // 2
    for at in range(3):
        painter.ellipse((x - 4, y + at * 12, x + 4, y + at * 12 + 8), fill=drawing.SOFT)
    return y + 46
