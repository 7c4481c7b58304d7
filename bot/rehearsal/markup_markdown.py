"""Reads Telegram's MarkdownV2 and old Markdown styles into text and entities."""

import re

from bot.rehearsal.entities import Entity, length
from bot.rehearsal.errors import bad
from bot.rehearsal.markup_html import UserLookup, link

_RESERVED = "_*[]()~`>#+-=|{}.!"
_MARKS = {
    "__": "underline",
    "||": "spoiler",
    "*": "bold",
    "_": "italic",
    "~": "strikethrough",
    "[": "link",
    "![": "emoji",
}
_TITLES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "link": "TextUrl",
    "emoji": "CustomEmoji",
    "code": "Code",
    "pre": "Pre",
}


def read(source: str, users: UserLookup) -> tuple[str, list[Entity]]:
    """MarkdownV2: the text without marks, and what the marks say of it."""
    return _Reader(source, users).read()


class _Reader:
    def __init__(self, source: str, users: UserLookup) -> None:
        self.source = source
        self.users = users
        self.parts: list[str] = []
        self.size = 0
        self.at = 0
        self.open: list[tuple[str, int, int]] = []
        self.entities: list[Entity] = []
        self.quote: int | None = None
        self.expandable = False

    def read(self) -> tuple[str, list[Entity]]:
        line_start = True
        while self.at < len(self.source):
            if line_start and self.quoted_line():
                line_start = False
                continue
            line_start = self.step()
        self.end_quote()
        if self.open:
            kind, _, where = self.open[-1]
            raise bad(
                f"can't parse entities: Can't find end of {_TITLES[kind]} entity "
                f"at byte offset {where}"
            )
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.parts), self.entities

    def quoted_line(self) -> bool:
        rest = self.source[self.at :]
        sign = ">" if rest.startswith(">") else "**>" if rest.startswith("**>") else ""
        if not sign:
            self.end_quote()
            return False
        if sign == "**>":
            self.end_quote()
        if self.quote is None:
            self.quote = self.size
        self.at += len(sign)
        return True

    def end_quote(self) -> None:
        if self.quote is not None and self.size > self.quote:
            kind = "expandable_blockquote" if self.expandable else "blockquote"
            self.entities.append(
                {"type": kind, "offset": self.quote, "length": self.size - self.quote}
            )
        self.quote, self.expandable = None, False

    def step(self) -> bool:
        char = self.source[self.at]
        following = self.source[self.at + 1 : self.at + 2]
        if char == "\\" and following and ord(following) < 127:
            self.say(following)
            self.at += 2
        elif char == "`":
            self.code()
        elif self.quote is not None and self.ends_expandable():
            self.expandable = True
            self.at += 2
        elif char == "]" and self.open and self.open[-1][0] in {"link", "emoji"}:
            self.linked()
        elif mark := self.mark():
            self.toggle(mark)
        elif char in _RESERVED:
            raise bad(
                f"can't parse entities: Character '{char}' is reserved and must be escaped "
                "with the preceding '\\'"
            )
        else:
            self.say(char)
            self.at += 1
            return char == "\n"
        return False

    def ends_expandable(self) -> bool:
        after = self.source[self.at : self.at + 3]
        return after in {"||", "||\n"} and not any(kind == "spoiler" for kind, _, _ in self.open)

    def mark(self) -> str | None:
        for size in (2, 1):
            mark = self.source[self.at : self.at + size]
            if mark in _MARKS:
                return mark
        return None

    def toggle(self, mark: str) -> None:
        kind = _MARKS[mark]
        if self.open and self.open[-1][0] == kind and mark not in {"[", "!["}:
            _, offset, _ = self.open.pop()
            if self.size > offset:
                self.entities.append(
                    {"type": kind, "offset": offset, "length": self.size - offset}
                )
        else:
            self.open.append((kind, self.size, self.byte(self.at)))
        self.at += len(mark)

    def linked(self) -> None:
        kind, offset, where = self.open.pop()
        match = re.compile(r"\]\(((?:\\.|[^)\\])*)\)").match(self.source, self.at)
        if match is None:
            raise bad(
                f"can't parse entities: Can't find end of {_TITLES[kind]} entity "
                f"at byte offset {where}"
            )
        address = re.sub(r"\\(.)", r"\1", match.group(1))
        marked = link(address, self.users)
        if kind == "emoji":
            emoji = re.fullmatch(r"tg://emoji\?id=(\d+)", address)
            if not emoji:
                raise bad("can't parse entities: Custom emoji URL must have an emoji identifier")
            marked = {"type": "custom_emoji", "custom_emoji_id": emoji.group(1)}
        if marked and self.size > offset:
            self.entities.append({**marked, "offset": offset, "length": self.size - offset})
        self.at = match.end()

    def code(self) -> None:
        fence = "```" if self.source.startswith("```", self.at) else "`"
        where = self.byte(self.at)
        body = re.compile(rf"{fence}((?:\\.|(?!{fence})[^\\])*){fence}", re.DOTALL)
        match = body.match(self.source, self.at)
        kind = "pre" if fence == "```" else "code"
        if match is None:
            raise bad(
                f"can't parse entities: Can't find end of {_TITLES[kind]} entity "
                f"at byte offset {where}"
            )
        text = re.sub(r"\\(.)", r"\1", match.group(1))
        marked: Entity = {"type": kind}
        if kind == "pre":
            head = re.match(r"([^\s`]*)\n", text)
            if head:
                text = text[head.end() :]
                if head.group(1):
                    marked["language"] = head.group(1)
        offset = self.size
        self.say(text)
        if self.size > offset:
            self.entities.append({**marked, "offset": offset, "length": self.size - offset})
        self.at = match.end()

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def say(self, text: str) -> None:
        self.parts.append(text)
        self.size += length(text)


_OLD = re.compile(
    r"\\([_*`\[])|```(?:\w*\n)?(?P<pre>.*?)```|`(?P<code>[^`]*)`"
    r"|\*(?P<bold>[^*]*)\*|_(?P<italic>[^_]*)_|\[(?P<shown>[^\]]*)\]\((?P<href>[^)]*)\)",
    re.DOTALL,
)


def read_old(source: str, users: UserLookup) -> tuple[str, list[Entity]]:
    """The old Markdown style, whose marks do not nest."""
    parts: list[str] = []
    entities: list[Entity] = []
    size = at = 0
    for match in _OLD.finditer(source):
        before = source[at : match.start()]
        _no_stray(before, source, at)
        at = match.end()
        kind = match.lastgroup or ""
        marked: Entity | None = {"type": kind} if kind else None
        shown = match.group(1) or (match.group(kind) if kind else "") or ""
        if kind == "href":
            shown, marked = match.group("shown"), link(match.group("href"), users)
        parts += [before, shown]
        size += length(before)
        if marked and shown:
            entities.append({**marked, "offset": size, "length": length(shown)})
        size += length(shown)
    _no_stray(source[at:], source, at)
    parts.append(source[at:])
    return "".join(parts), entities


def _no_stray(part: str, source: str, at: int) -> None:
    for index, char in enumerate(part):
        if char in "*_`" or (char == "[" and "](" in part[index:]):
            where = len(source[: at + index].encode())
            raise bad(
                "can't parse entities: Can't find end of the entity starting at byte offset "
                f"{where}"
            )
