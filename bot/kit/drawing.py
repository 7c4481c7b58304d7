"""Draw a card: a name, a bar, a few figures, some labels; whatever names are made of."""

import unicodedata
from dataclasses import dataclass
from io import BytesIO
from typing import Final, TypeAlias

from PIL import Image, ImageDraw

from bot.kit.fonts import EMOJI_SIZE, Weight, font, fonts, has, is_emoji
from bot.kit.graphemes import JOINER, graphemes

Colour: TypeAlias = tuple[int, int, int]

WIDTH: Final = 1000
EDGE: Final = 48
ROOM: Final = WIDTH - 4 * EDGE
LEFT: Final = 2 * EDGE
INK: Final[Colour] = (62, 39, 28)
SOFT: Final[Colour] = (140, 110, 92)
GLOW: Final[Colour] = (232, 116, 59)
PALE: Final[Colour] = (250, 228, 205)
PAPER: Final[Colour] = (255, 251, 245)
_DUSK: Final[tuple[Colour, Colour]] = ((255, 186, 120), (214, 92, 72))
# What turns a line around, breaks it or shows nothing.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MOST_MARKS: Final = 2
_MOST_LINES, _MOST_CHIPS, _MOST_FIGURES = 6, 12, 4
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the picture, in words already."""

    name: str
    community: str
    title: str = ""
    missing: str = ""
    # How much of the bar is full, 0 to 1.
    share: float = 0.0
    # Each with its label.
    figures: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    chips: tuple[str, ...] = ()


def is_drawable() -> bool:
    """Whether this machine has the fonts for it."""
    return fonts() is not None


def draw(card: Card) -> bytes:
    """Draw a card as a PNG.

    Raises:
        LookupError: there is no font that draws Chinese.
    """
    body = paper(1400)
    y = head(body, card)
    y = _bar(body, card, y)
    y = _figures(body, card, y)
    for each in card.lines[:_MOST_LINES]:
        y = write(body, each, (2 * EDGE, y), 28, INK, room=ROOM) + 8
    y = _chips(body, card, y)
    return framed(body, y + EDGE - 12)


def shown(words: str) -> list[str]:
    """Return the graphemes that are drawn: no controls, no towers of marks, no endless text."""
    kept = []
    for grapheme in graphemes(words[:_LONGEST]):
        seen = [
            letter
            for at, letter in enumerate(grapheme)
            if (letter == JOINER and 0 < at < len(grapheme) - 1)
            or unicodedata.category(letter) not in _UNSEEN
        ]
        marks = 0
        plain = []
        for letter in seen:
            marks += unicodedata.category(letter) in {"Mn", "Me"} and letter != "\ufe0f"
            if marks <= _MOST_MARKS or unicodedata.category(letter) not in {"Mn", "Me"}:
                plain.append(" " if letter.isspace() else letter)
        if plain and any(letter not in {JOINER, "\ufe0f"} for letter in plain):
            kept.append("".join(plain))
    return kept


def paper(height: int) -> Image.Image:
    """Return paper to draw on."""
    return Image.new("RGB", (WIDTH, height), PAPER)


def head(body: Image.Image, card: Card, *, emblem: str = "") -> int:
    """Write whose picture it is, behind an emblem or their initial; returns where it ends."""
    painter = ImageDraw.Draw(body)
    side, x, y = 112, 2 * EDGE, 2 * EDGE
    painter.ellipse((x, y, x + side, y + side), fill=GLOW)
    initial = emblem or next((each for each in shown(card.name) if not each.isspace()), "·")
    picture = line(initial.upper(), 56, PAPER, "bold", side)
    body.paste(
        picture,
        (x + (side - picture.width) // 2, y + (side - picture.height) // 2),
        picture,
    )
    room = ROOM - side - 28
    below = write(body, card.name, (x + side + 28, y + 4), 46, INK, room=room, weight="bold")
    write(body, card.community, (x + side + 28, below + 4), 26, SOFT, room=room)
    return y + side + 36


def _bar(body: Image.Image, card: Card, y: int) -> int:
    if not card.title:
        return y
    x = 2 * EDGE
    y = write(body, card.title, (x, y), 32, INK, room=ROOM, weight="bold") + 12
    painter = ImageDraw.Draw(body)
    painter.rounded_rectangle((x, y, x + ROOM, y + 26), 13, fill=PALE)
    full = int(ROOM * min(1.0, max(0.0, card.share)))
    if full >= 26:
        painter.rounded_rectangle((x, y, x + full, y + 26), 13, fill=GLOW)
    elif full:
        painter.ellipse((x, y, x + 26, y + 26), fill=GLOW)
    y += 36
    if card.missing:
        y = write(body, card.missing, (x, y), 24, SOFT, room=ROOM)
    return y + 26


def _figures(body: Image.Image, card: Card, y: int) -> int:
    figures = card.figures[:_MOST_FIGURES]
    if not figures:
        return y
    gap = 20
    width = (ROOM - gap * (len(figures) - 1)) // len(figures)
    painter = ImageDraw.Draw(body)
    for at, (figure, label) in enumerate(figures):
        x = 2 * EDGE + at * (width + gap)
        painter.rounded_rectangle((x, y, x + width, y + 128), 18, fill=PALE)
        for words, top, size, weight, ink in (
            (figure, y + 12, 44, "bold", GLOW),
            (label, y + 78, 24, "regular", SOFT),
        ):
            picture = line(words, size, ink, weight, width - 24)  # type: ignore[arg-type]
            body.paste(picture, (x + (width - picture.width) // 2, top), picture)
    return y + 128 + 26


def _chips(body: Image.Image, card: Card, y: int) -> int:
    painter = ImageDraw.Draw(body)
    x, height = 2 * EDGE, 48
    chips = [each for each in card.chips[:_MOST_CHIPS] if shown(each)]
    for at, chip in enumerate(chips):
        picture = line(chip, 24, GLOW, "regular", 280)
        width = picture.width + 40
        if x + width > 2 * EDGE + ROOM:
            x, y = 2 * EDGE, y + height + 12
        painter.rounded_rectangle((x, y, x + width, y + height), 24, outline=GLOW, width=2)
        body.paste(picture, (x + 20, y + (height - picture.height) // 2), picture)
        x += width + 12
        if at == len(chips) - 1:
            y += height
    return y


def framed(body: Image.Image, height: int) -> bytes:
    """Lay the paper on a sunset, with round corners."""
    height = max(height + EDGE, 360)
    sky = Image.new("RGB", (1, height))
    top, end = _DUSK
    for y in range(height):
        share = y / height
        sky.putpixel(
            (0, y),
            tuple(round(a + (b - a) * share) for a, b in zip(top, end, strict=True)),
        )
    whole = sky.resize((WIDTH, height))
    mask = Image.new("L", (WIDTH, height), 0)
    box = (EDGE, EDGE, WIDTH - EDGE, height - EDGE)
    ImageDraw.Draw(mask).rounded_rectangle(box, 36, fill=255)
    whole.paste(body.crop((0, 0, WIDTH, height)), (0, 0), mask)
    made = BytesIO()
    whole.save(made, "PNG", optimize=True)
    return made.getvalue()


def write(
    body: Image.Image,
    words: str,
    at: tuple[int, int],
    size: int,
    ink: Colour,
    *,
    room: int,
    weight: Weight = "regular",
) -> int:
    """Write a line; returns where the next may begin."""
    picture = line(words, size, ink, weight, room)
    body.paste(picture, at, picture)
    return at[1] + picture.height


def line(words: str, size: int, ink: Colour, weight: Weight, room: int) -> Image.Image:
    """Draw one line on a picture of its own, so that nothing grows out of it; cut by grapheme."""
    kept = shown(words)
    runs = _runs(kept, size, weight)
    if _width(runs) > room:
        low, high = 0, len(kept)
        while low < high:
            middle = (low + high + 1) // 2
            fits = _width(_runs([*kept[:middle], "…"], size, weight)) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        runs = _runs([*kept[:low], "…"], size, weight)
    height = round(size * 1.45)
    picture = Image.new("RGBA", (max(1, round(_width(runs))), height), (*ink, 0))
    painter = ImageDraw.Draw(picture)
    x = 0.0
    for run in runs:
        if run.is_emoji:
            drawn = _emoji(run.words, run.path, size)
            picture.paste(drawn, (round(x), (height - drawn.height) // 2), drawn)
        else:
            face = font(run.path, size)
            painter.text((x, round(height * 0.76)), run.words, ink, face, anchor="ls")
        x += run.width
    return picture


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that one font draws in one go."""

    words: str
    path: str
    width: float
    is_emoji: bool


def _runs(kept: list[str], size: int, weight: Weight) -> list[_Run]:
    runs: list[tuple[str, str, bool]] = []
    for each in kept:
        path, coloured = _font_for(each, weight)
        # A mark that the font lacks would stand there as a box of its own.
        grapheme = each if coloured else each[0] + "".join(m for m in each[1:] if has(path, m))
        if runs and not coloured and runs[-1][1:] == (path, False):
            runs[-1] = (runs[-1][0] + grapheme, path, False)
        else:
            runs.append((grapheme, path, coloured))
    return [
        _Run(words, path, _measured(words, path, size, coloured=c), c) for words, path, c in runs
    ]


def _measured(words: str, path: str, size: int, *, coloured: bool) -> float:
    if not coloured:
        return font(path, size).getlength(words)
    return font(path, EMOJI_SIZE).getlength(words) * size / EMOJI_SIZE


def _width(runs: list[_Run]) -> float:
    return sum(run.width for run in runs)


def _font_for(grapheme: str, weight: Weight) -> tuple[str, bool]:
    known = fonts()
    if known is None:
        raise LookupError("no font draws Chinese here")
    if known.emoji is not None and is_emoji(grapheme):
        return known.emoji, True
    whole = known.bold if weight == "bold" else known.regular
    for path in (whole, *known.others):
        if has(path, grapheme[0]):
            return path, False
    return whole, False


def _emoji(words: str, path: str, size: int) -> Image.Image:
    face = font(path, EMOJI_SIZE)
    width = max(1, round(face.getlength(words)))
    large = Image.new("RGBA", (width, 128), (0, 0, 0, 0))
    ImageDraw.Draw(large).text((0, 0), words, font=face, embedded_color=True)
    side = size / EMOJI_SIZE
    return large.resize((max(1, round(width * side)), max(1, round(128 * side))))
