"""Find the fonts of this machine, and which of them draws a character."""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from PIL import ImageFont

from bot.kit.graphemes import is_flag_half

Weight: TypeAlias = Literal["regular", "bold"]
Font: TypeAlias = ImageFont.FreeTypeFont

FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
# By preference: what draws Chinese and Latin alike.
_WHOLE: Final[dict[Weight, tuple[str, ...]]] = {
    "regular": (
        "NotoSansCJK-Regular.ttc",
        "NotoSansCJKsc-Regular.otf",
        "NotoSansSC-Regular.otf",
        "SourceHanSansSC-Regular.otf",
        "PingFang.ttc",
        "Hiragino Sans GB.ttc",
        "msyh.ttc",
        "wqy-microhei.ttc",
        "wqy-zenhei.ttc",
        "DroidSansFallbackFull.ttf",
    ),
    "bold": (
        "NotoSansCJK-Bold.ttc",
        "NotoSansCJKsc-Bold.otf",
        "NotoSansSC-Bold.otf",
        "SourceHanSansSC-Bold.otf",
        "msyhbd.ttc",
    ),
}
# Other scripts: whatever has the character.
_OTHERS: Final = ("DejaVuSans.ttf", "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf")
_EMOJI: Final = ("NotoColorEmoji.ttf",)
# The one size that the bitmaps of the emoji have.
EMOJI_SIZE: Final = 109
_MOST_FACES: Final = 12
# No font has it: it shows what a missing character looks like.
_NOWHERE: Final = "\U0010fffd"


@dataclass(frozen=True, slots=True)
class Fonts:
    """Where the fonts are that there are."""

    regular: str
    bold: str
    emoji: str | None
    others: tuple[str, ...]


@lru_cache(maxsize=2)
def fonts(folders: tuple[str, ...] = FOLDERS) -> Fonts | None:
    """Return the fonts to draw with; None where nothing in the folders draws Chinese."""
    found = {path.name: str(path) for path in _files(folders)}
    regular = next((found[name] for name in _WHOLE["regular"] if name in found), None)
    if regular is None:
        return None
    bold = next((found[name] for name in _WHOLE["bold"] if name in found), regular)
    emoji = next((found[name] for name in _EMOJI if name in found), None)
    return Fonts(regular, bold, emoji, tuple(found[name] for name in _OTHERS if name in found))


@lru_cache(maxsize=64)
def font(path: str, size: int) -> Font:
    """Open a font; of a collection, the face for simplified Chinese."""
    if path.endswith(".ttc"):
        for index in range(_MOST_FACES):
            try:
                face = ImageFont.truetype(path, size, index=index)
            except OSError:
                break
            if "SC" in str(face.getname()[0]).split():
                return face
    return ImageFont.truetype(path, size)


def is_emoji(grapheme: str) -> bool:
    """Whether a grapheme is drawn in colours."""
    first = grapheme[0]
    return (
        "\ufe0f" in grapheme
        or is_flag_half(first)
        or "\U0001f000" <= first <= "\U0001faff"
        or ("\u2600" <= first <= "\u27bf" and unicodedata.category(first) == "So")
        or first in "\u2b50\u2b55\u231a\u231b\u23e9\u23ea\u23eb\u23ec\u23f0\u23f3"
    )


@lru_cache(maxsize=4096)
def has(path: str, character: str) -> bool:
    """Whether a font draws a character."""
    face = font(path, 24)
    return bytes(face.getmask(character)) != bytes(face.getmask(_NOWHERE))


def _files(folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        for above, _, names in os.walk(Path(folder).expanduser()):
            for name in names:
                if name.endswith((".ttf", ".otf", ".ttc")):
                    yield Path(above) / name
