"""Text as Telegram measures and marks it: UTF-16 lengths, trimming, entities in plain text."""

import re
from typing import Any

from bot.rehearsal.errors import bad

Entity = dict[str, Any]

_FOUND = re.compile(
    r"(?P<url>(?:https?|ftp)://[^\s<>\"'，。！？、]+"
    r"|(?<![\w@.])(?:[a-z0-9][a-z0-9-]*\.)+"
    r"(?:com|org|net|io|me|dev|app|cn|info|co|ru|xyz|top|club|shop|site|gg|ly|tv|cc)"
    r"(?![\w])(?:[/?#][^\s<>\"'，。！？、]*)?)"
    r"|(?P<email>(?<![\w.])[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d_])\w{1,256})"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{1,8}(?![\w]))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/]))",
    re.IGNORECASE,
)
_TRAILING = ".,!?;:'\")]}*"
_NOT_INSIDE = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"})
_ALWAYS = (
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
)
MAX_ENTITIES = 100


def length(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def units(text: str, start: int, end: int) -> str:
    """The part of the text between two UTF-16 offsets."""
    return text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le", "replace")


def found(text: str, marked: list[Entity]) -> list[Entity]:
    """The entities that Telegram finds in plain text, outside code and links."""
    if not any(sign in text for sign in "@#$/."):
        return []
    taken = [(e["offset"], e["offset"] + e["length"]) for e in marked if e["type"] in _NOT_INSIDE]
    seen: list[Entity] = []
    for match in _FOUND.finditer(text):
        kind = str(match.lastgroup)
        part = match.group()
        if kind == "url":
            part = part.rstrip(_TRAILING)
        if kind == "cashtag" and not part.isupper():
            continue
        start = length(text[: match.start()])
        end = start + length(part)
        if not any(start < until and begin < end for begin, until in taken):
            seen.append({"type": kind, "offset": start, "length": end - start})
    return seen


def trimmed(text: str, marked: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at both ends, as Telegram keeps a text; entities move along."""
    whole = text.replace("\r", "")
    left = len(whole) - len(whole.lstrip())
    bare = whole.strip()
    cut = length(whole[:left])
    size = length(bare)
    kept: list[Entity] = []
    for entity in marked:
        start = max(0, entity["offset"] - cut)
        end = min(size, entity["offset"] + entity["length"] - cut)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return bare, kept


def finished(text: str, marked: list[Entity]) -> tuple[str, list[Entity]]:
    """A text ready to be stored: trimmed, with found entities, in Telegram's order."""
    bare, kept = trimmed(text, marked)
    every = kept + found(bare, kept)
    every.sort(key=lambda e: (e["offset"], -e["length"]))
    return bare, every[:MAX_ENTITIES]


def given(raw: Any, text: str) -> list[Entity]:
    """Entities that a caller passed, checked; the kinds that Telegram finds itself are dropped."""
    if not isinstance(raw, list):
        raise bad("can't parse entities JSON object")
    size = length(text)
    checked: list[Entity] = []
    for item in raw:
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            raise bad("can't parse MessageEntity: Object expected")
        offset, span = item.get("offset"), item.get("length")
        if not isinstance(offset, int) or not isinstance(span, int):
            raise bad("can't parse MessageEntity: Field of type Number expected")
        if offset < 0 or span <= 0 or offset + span > size:
            raise bad(f"entity begins or ends outside of the text at {offset}")
        if item["type"] == "text_link" and not item.get("url"):
            raise bad("can't parse MessageEntity: Can't find field \"url\"")
        if item["type"] in _ALWAYS:
            checked.append(dict(item))
    return checked
