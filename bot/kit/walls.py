"""Draw a wall of medals: those that are worn in colour, the others with how far one has come."""

from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from bot.kit import drawing
from bot.kit.drawing import Card, Colour

MOST_MEDALS: Final = 24
_ACROSS: Final = 4
_SIDE: Final = 120
_STEP: Final = 232
_FADED: Final[Colour] = (236, 226, 216)


@dataclass(frozen=True, slots=True)
class Medal:
    """One badge on the wall, in words already."""

    emoji: str
    title: str
    below: str = ""
    is_worn: bool = False
    # How much of the way is done, 0 to 1.
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Wall:
    """Whose wall it is, and what hangs there."""

    name: str
    community: str
    title: str
    medals: tuple[Medal, ...]


def draw_wall(wall: Wall) -> bytes:
    """Draw a wall as a PNG.

    Raises:
        LookupError: there is no font that draws Chinese.
    """
    medals = wall.medals[:MOST_MEDALS]
    rows = -(-len(medals) // _ACROSS)
    body = drawing.paper(700 + rows * _STEP)
    y = drawing.head(body, Card(wall.name, wall.community))
    y = drawing.write(
        body, wall.title, (drawing.LEFT, y), 32, drawing.INK, room=drawing.ROOM, weight="bold"
    )
    y += 24
    width = drawing.ROOM // _ACROSS
    for at, medal in enumerate(medals):
        left = drawing.LEFT + at % _ACROSS * width
        _hang(body, medal, (left, y + at // _ACROSS * _STEP), width)
    return drawing.framed(body, y + rows * _STEP + 24)


def _hang(body: Image.Image, medal: Medal, at: tuple[int, int], width: int) -> None:
    painter = ImageDraw.Draw(body)
    x, y = at[0] + (width - _SIDE) // 2, at[1]
    box = (x, y, x + _SIDE, y + _SIDE)
    ink, fill = (drawing.INK, drawing.PALE) if medal.is_worn else (drawing.SOFT, _FADED)
    painter.ellipse(box, fill=fill)
    if medal.is_worn:
        painter.ellipse(box, outline=drawing.GLOW, width=6)
    elif medal.share > 0:
        painter.arc(box, -90, -90 + 360 * min(1.0, medal.share), fill=drawing.GLOW, width=6)
    emblem = drawing.line(medal.emoji, 64, ink, "bold", _SIDE - 20)
    if not medal.is_worn:
        emblem = _faded(emblem)
    body.paste(emblem, (x + (_SIDE - emblem.width) // 2, y + (_SIDE - emblem.height) // 2), emblem)
    for words, top, size, colour in (
        (medal.title, y + _SIDE + 8, 24, ink),
        (medal.below, y + _SIDE + 44, 20, drawing.SOFT),
    ):
        if words:
            picture = drawing.line(words, size, colour, "regular", width - 16)
            body.paste(picture, (at[0] + (width - picture.width) // 2, top), picture)


def _faded(picture: Image.Image) -> Image.Image:
    """Return a picture without its colours, half as strong."""
    grey = picture.convert("LA").convert("RGBA")
    strength = picture.getchannel("A").point(lambda value: value // 2)
    grey.putalpha(strength)
    return grey
