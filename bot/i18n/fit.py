"""Cut a text to one of Telegram's limits: whole graphemes, whole tags, UTF-16 units."""

import re
from html import escape, unescape

from bot.kit.graphemes import graphemes

MESSAGE = 4096
CAPTION = 1024
TOAST = 200
LABEL = 64

_ELLIPSIS = "…"
_PIECE = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9-]*)[^<>]*>|&(?:#?[a-z0-9]+);|[^<&]+|.", re.DOTALL
)


def units(text: str) -> int:
    """Count UTF-16 code units, in which Telegram measures."""
    return len(text) + sum(character > "\uffff" for character in text)


def fit_plain(text: str, limit: int) -> str:
    """Cut a text without markup to at most `limit` units; a cut text ends with an ellipsis."""
    # No character takes more than two units.
    if len(text) * 2 <= limit or units(text) <= limit:
        return text
    kept, room = [], limit - units(_ELLIPSIS)
    for grapheme in graphemes(text):
        room -= units(grapheme)
        if room < 0:
            break
        kept.append(grapheme)
    return "".join(kept).rstrip() + _ELLIPSIS


def fit(html: str, limit: int) -> str:
    """Cut Telegram HTML to at most `limit` units of what is shown; open tags are closed again.

    Tags cost nothing, an entity such as `&lt;` costs what it stands for.
    """
    if len(html) * 2 <= limit:
        return html
    pieces = list(_PIECE.finditer(html))
    shown = sum(units(_shown(piece)) for piece in pieces)
    if shown <= limit:
        return html
    kept: list[str] = []
    open_tags: list[str] = []
    room = limit - units(_ELLIPSIS)
    for piece in pieces:
        if piece["tag"]:
            if piece["close"]:
                if open_tags:
                    open_tags.pop()
            else:
                open_tags.append(piece["tag"])
            kept.append(piece[0])
            continue
        text = _shown(piece)
        if units(text) <= room:
            room -= units(text)
            kept.append(piece[0])
            continue
        for grapheme in graphemes(text):
            room -= units(grapheme)
            if room < 0:
                break
            kept.append(escape(grapheme, quote=False))
        break
    return "".join([*kept, _ELLIPSIS, *(f"</{tag}>" for tag in reversed(open_tags))])


def _shown(piece: re.Match[str]) -> str:
    if piece["tag"]:
        return ""
    return unescape(piece[0]) if piece[0].startswith("&") else piece[0]
