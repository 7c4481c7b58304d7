"""Reads Telegram's HTML style into text and entities."""

import html
import re
from collections.abc import Callable
from typing import Any

from bot.rehearsal.entities import Entity, length
from bot.rehearsal.errors import bad

UserLookup = Callable[[int], dict[str, Any] | None]

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_OTHER = ("a", "span", "tg-emoji", "tg-time", "blockquote")
_TAG = re.compile(r"<(/?)([^\s<>/]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ENTITY = re.compile(r"&(?:(#\d+|#[xX][0-9a-fA-F]+)|(lt|gt|amp|quot))(;?)")


def read(source: str, users: UserLookup) -> tuple[str, list[Entity]]:
    """The text without tags, and what the tags say of it."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Reader(source, users).read()


class _Reader:
    def __init__(self, source: str, users: UserLookup) -> None:
        self.source = source
        self.users = users
        self.parts: list[str] = []
        self.size = 0
        self.open: list[tuple[str, int, dict[str, str], int]] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        at = 0
        while True:
            sign = self.source.find("<", at)
            self.say(self.source[at : sign if sign >= 0 else len(self.source)])
            if sign < 0:
                break
            match = _TAG.match(self.source, sign)
            if match is None or not match.group(2):
                where = self.byte(sign)
                raise bad(f"can't parse entities: Unclosed start tag at byte offset {where}")
            closing, name, rest = match.groups()
            if closing:
                self.close(name.lower(), sign)
            else:
                self.begin(name.lower(), rest, sign)
            at = match.end()
        if self.open:
            name, _, _, where = self.open[-1]
            raise bad(
                "can't parse entities: Can't find end tag corresponding to start tag "
                f'"{name}"' + (f" at byte offset {where}" if where else "")
            )
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.parts), self.entities

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def say(self, raw: str) -> None:
        text = _ENTITY.sub(_plain, raw) if "&" in raw else raw
        if text:
            self.parts.append(text)
            self.size += length(text)

    def begin(self, name: str, rest: str, sign: int) -> None:
        if name not in _SIMPLE and name not in _OTHER:
            where = self.byte(sign)
            raise bad(
                f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {where}'
            )
        attributes = {
            match.group(1).lower(): html.unescape(
                match.group(2) or match.group(3) or match.group(4) or ""
            )
            for match in _ATTRIBUTE.finditer(rest)
        }
        if name == "span" and attributes.get("class") != "tg-spoiler":
            where = self.byte(sign)
            raise bad(
                'can\'t parse entities: Tag "span" must have class "tg-spoiler" '
                f"at byte offset {where}"
            )
        self.open.append((name, self.size, attributes, self.byte(sign)))

    def close(self, name: str, sign: int) -> None:
        where = self.byte(sign)
        if not self.open:
            raise bad(f"can't parse entities: Unexpected end tag at byte offset {where}")
        started, offset, attributes, _ = self.open.pop()
        if name != started:
            raise bad(
                f"can't parse entities: Unmatched end tag at byte offset {where}, "
                f'expected "</{started}>", found "</{name}>"'
            )
        span = self.size - offset
        marked = self.marked(name, attributes, offset, span) if span else None
        if marked is not None:
            self.entities.append({**marked, "offset": offset, "length": span})

    def marked(
        self, name: str, attributes: dict[str, str], offset: int, span: int
    ) -> Entity | None:
        drawn: Entity | None = {"type": _SIMPLE.get(name, "spoiler")}
        match name:
            case "a":
                text = "".join(self.parts)
                shown = text.encode("utf-16-le")[offset * 2 : (offset + span) * 2]
                drawn = link(attributes.get("href") or shown.decode("utf-16-le"), self.users)
            case "tg-emoji":
                drawn = {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
            case "tg-time":
                drawn = {"type": "date_time", "unix_time": int(attributes.get("unix", 0))}
                if attributes.get("format"):
                    drawn["date_time_format"] = attributes["format"]
            case "blockquote":
                expandable = "expandable" in attributes
                drawn = {"type": "expandable_blockquote" if expandable else "blockquote"}
            case "code" if self.open and self.open[-1][0] == "pre":
                # <pre><code class="language-x">: one block, named by the inner tag.
                language = attributes.get("class", "").removeprefix("language-")
                self.open[-1][2]["language"] = language
                drawn = None
            case "pre" if attributes.get("language"):
                drawn = {"type": "pre", "language": attributes["language"]}
        return drawn


def link(href: str, users: UserLookup) -> Entity | None:
    """What a link becomes: a mention of a person, a link, or nothing when it leads nowhere."""
    person = re.fullmatch(r"tg://user\?id=(\d+)", href)
    if person:
        mentioned = users(int(person.group(1)))
        return {"type": "text_mention", "user": mentioned} if mentioned else None
    if not re.match(r"(?:https?|tg|ton|tonsite|ftp)://", href):
        if "." not in href:
            return None
        href = "http://" + href
    if re.fullmatch(r"https?://[^/?#]+", href):
        href += "/"
    return {"type": "text_link", "url": href}


def _plain(match: re.Match[str]) -> str:
    number, name, _ = match.groups()
    if number:
        code = int("0" + number[1:], 0) if number[1] in "xX" else int(number[1:])
        return chr(code) if 0 < code <= 0x10FFFF else match.group()
    return {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name]
